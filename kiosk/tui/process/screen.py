"""The process map: WHAT happens to an order, and how many stand where; a step leads to HOW it is done."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.procedure.document import procedure_screen
from kiosk.tui.process.map import PAGE, OnMap, ProcessMap
from kiosk.tui.terminal.listed import Moving
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _, later, plural
from kiosk.work.board.board import Board
from kiosk.work.board.load import at_steps

NARROW = 60
"""Columns below which the header says only how many orders there are."""


class ProcessMapScreen(Moving):
    """Follows the board and the clock; up and down mark a step, Enter reads its procedure."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "process_map", "procedure", "done", "undo", "up", "down", "left", "right", "home", "theme", digits=False
    )
    place = later("Process")
    ages = True

    def __init__(self, kiosk: Terminal, here: str = "") -> None:
        """Show the map of the playbook in use; `here` is the step that is open where it was asked for."""
        super().__init__(kiosk)
        self._here = here

    def compose_middle(self) -> ComposeResult:
        """Show the map."""
        yield ProcessMap(self._shown())

    def reword(self) -> None:
        """Offer the keys."""
        pages = (Key("right", _("Page")), Key("home", _("Back")), Key("left", _("Page")))
        self.keys(Key("done", _("HOW"), main=True), *pages, Key("up"), Key("down"), Key("theme"))

    @property
    def map(self) -> ProcessMap:
        """The widget that draws it."""
        return self.query_one(ProcessMap)

    def facts(self) -> tuple[str, ...]:
        """Say which process it is, and how many orders are on it."""
        count = len(self.counter.board.orders)
        orders = plural("{n} order", "{n} orders", count)
        if self.app.size.width < NARROW:
            return (orders,)
        return (orders, self.counter.playbook.process.name, self.counter.playbook.title)

    def _shown(self) -> OnMap:
        counts = at_steps(self.counter.board, self.counter.clock.now())
        return OnMap(self.counter.playbook, counts, self._here)

    def show_board(self, board: Board) -> None:
        """Count anew."""
        self.map.show(self._shown())

    async def touched(self, drawn: Widget, means: object) -> None:
        """Read the procedure of the step that is touched, or turn the page by its foot."""
        if means == PAGE:
            self.map.next_page()
        else:
            self.map.mark(str(means))
            self.action_done()

    def action_done(self) -> None:
        """Read the procedure of the marked step."""
        if self.map.marked:
            self.app.push_screen(procedure_screen(self.kiosk, self.counter.playbook, self.map.marked))

    def action_procedure(self) -> None:
        """Read the procedure of the marked step."""
        self.action_done()

    def _move(self, by: int) -> None:
        self.map.move(by)

    def action_left(self) -> None:
        """Turn the page back."""
        self.map.go_to(self.map.page - 1)

    def action_right(self) -> None:
        """Turn the page on; the first follows the last, so that one touch target is enough."""
        self.map.next_page()

    def action_process_map(self) -> None:
        """Go back by the key that led here."""
        self.action_home()

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()
