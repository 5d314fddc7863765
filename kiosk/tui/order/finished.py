"""The finished orders, newest first; Enter shows a slip."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.order.slip import SlipScreen
from kiosk.tui.terminal.listed import Moving
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Drawing, Line, Sheet, fit, spread
from kiosk.tui.widgets.words import PACE_STYLES
from kiosk.words import _, later, plural
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.line import spell
from kiosk.work.time.instant import clock_words, elapsed
from kiosk.work.time.pace import SIGNS, pace

LIMIT = 50


class FinishedList(Drawn):
    """Two rows an order, the chosen one marked."""

    DEFAULT_CSS = "FinishedList { width: 1fr; height: 1fr; padding: 0 1; }"
    rows: tuple[tuple[str, Line, str], ...] = ()
    chosen = 0
    ROWS = 3
    """Rows of an order's touch target."""

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the page the chosen order is on."""
        sheet = Sheet(width)
        if not self.rows:
            sheet.add()
            sheet.add((_("No order is finished yet."), "quiet"))
            return sheet.done()
        page = max(1, height // self.ROWS)
        first = self.chosen // page * page
        for place, (head, end, items) in enumerate(self.rows[first : first + page], first):
            ground = "on key" if place == self.chosen else "on raised"
            strong = f"strong bold {ground}"
            top = sheet.add(
                *spread(
                    ((f" {head}", strong),), tuple((text, f"{words} {ground}") for text, words in end), width, ground
                )
            )
            sheet.add(*fit(((f"   {items}", f"text {ground}"),), width, ground))
            sheet.add()
            sheet.touch(place, height=2, y=top)
        return sheet.done()


class FinishedScreen(Moving):
    """Looks back at what was handed over."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "undo", "up", "down", "left", "right", "home", "theme")
    place = later("Finished")

    def __init__(self, kiosk: Terminal) -> None:
        """Begin without orders; they are read when the screen opens."""
        super().__init__(kiosk)
        self._orders: tuple[OnBoard, ...] = ()

    def compose_middle(self) -> ComposeResult:
        """Show the list."""
        yield FinishedList(id="finished")

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(Key("done", _("SLIP"), main=True), Key("up"), Key("down"), Key("home"))

    def facts(self) -> tuple[str, ...]:
        """Count."""
        return (plural("the last {n} orders", "the last {n} orders", len(self._orders)) if self._orders else "",)

    def show_board(self, board: Board) -> None:
        """Ask whether the list has changed: any commit anywhere may have ended an order or taken a hand-over back."""
        self.verb(self._read)

    async def _read(self) -> None:
        orders = await self.counter.reports.finished(LIMIT)
        if not self.is_there:
            return
        chosen = self._orders[self._list.chosen].order.id if self._orders else ""
        self._orders = orders
        ids = [entry.order.id for entry in self._orders]
        place, rows = ids.index(chosen) if chosen in ids else 0, tuple(self._row(entry) for entry in self._orders)
        if (place, rows) != (self._list.chosen, self._list.rows):
            self._list.chosen, self._list.rows = place, rows
            self._list.redraw()

    @property
    def _list(self) -> FinishedList:
        return self.query_one(FinishedList)

    def _row(self, entry: OnBoard) -> tuple[str, Line, str]:
        order, menu = entry.order, entry.playbook.menu
        finished = (order.finished or order.opened).at
        seconds = elapsed(order.opened.at, finished)
        judged = pace(seconds, entry.playbook.process.clock)
        end: Line = (
            (f"{self.counter.local(finished.at):%H:%M}  ", "quiet"),
            (f"{SIGNS[judged]} {clock_words(seconds)} ", PACE_STYLES[judged]),
        )
        items = ", ".join(f"{line.quantity} × {spell(menu, line)}" for line in order.lines if not line.of)
        return f"{order.called}  {entry.guest.name}".rstrip(), end, items

    async def touched(self, drawn: Widget, means: object) -> None:
        """Open the slip that was touched."""
        if isinstance(means, int):
            self._list.chosen = means
            self.action_done()

    def _move(self, by: int) -> None:
        self._list.chosen = max(0, min(len(self._orders) - 1, self._list.chosen + by))
        self._list.redraw()

    def action_left(self) -> None:
        """Go a page up."""
        self._move(-max(1, self._list.size.height // FinishedList.ROWS))

    def action_right(self) -> None:
        """Go a page down."""
        self._move(max(1, self._list.size.height // FinishedList.ROWS))

    async def action_digit(self, digit: int) -> None:
        """Choose the order in this place of the page."""
        page = max(1, self._list.size.height // FinishedList.ROWS)
        place = self._list.chosen // page * page + digit - 1
        if place < len(self._orders):
            self._list.chosen = place
            self.action_done()

    def action_done(self) -> None:
        """Show the slip of the chosen order."""
        if self._orders:
            self.verb(partial(self._show, self._orders[self._list.chosen].order.id))

    async def _show(self, order_id: str) -> None:
        entry = await self.counter.order(order_id)
        if self.is_there:
            self.app.push_screen(SlipScreen(self.kiosk, entry))

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()
