"""The points of one step as an observer sees them, beside what the worker marked."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.modals.modal import leave
from kiosk.tui.terminal.listed import Moving
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Listing
from kiosk.tui.widgets.words import MARK_SIGNS
from kiosk.words import _, later
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.event import Mark
from kiosk.work.order.order import PointMark
from kiosk.work.playbook.procedure import Point
from kiosk.work.verb.observe import Observe

ROUND: dict[Mark | None, Mark] = {None: "kept", "not-seen": "kept", "kept": "skipped", "skipped": "not-seen"}
"""What one press more makes of a mark."""

MARKS: tuple[Mark, ...] = ("kept", "skipped", "not-seen")

COLUMNS = (
    Column("", right=False),
    Column(later("point"), right=False, grow=True),
    Column(later("own")),
    Column(later("you")),
)


class ObserveStepScreen(Moving):
    """A digit, Enter or a touch goes from kept to skipped to not seen; nothing of it touches the worker's own marks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "undo", "up", "down", "skip", "person", "home", "theme")
    place = later("Observe")

    def __init__(self, kiosk: Terminal, entry: OnBoard, step: str) -> None:
        """Show the points that this order's step asks for."""
        super().__init__(kiosk)
        self._entry = entry
        self._step = step

    def compose_middle(self) -> ComposeResult:
        """Show the points."""
        yield Listing(id="rows")

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(
            Key("done", _("KEPT"), main=True),
            Key("skip", _("Skipped")),
            Key("up"),
            Key("down"),
            Key("person"),
            Key("home", _("Back")),
        )
        self._list.empty = _("The procedure of this step asks for no points.")

    def on_mount(self) -> None:
        """Show the points."""
        self._show()

    def facts(self) -> tuple[str, ...]:
        """Name the step and the observer."""
        name = self._entry.playbook.process.step[self._step].name
        return (
            _("Order {number}: {name}", number=self._entry.order.called, name=name),
            self.kiosk.person or _("nobody signed in"),
        )

    @property
    def _list(self) -> Listing:
        return self.query_one(Listing)

    @property
    def _points(self) -> tuple[Point, ...]:
        return self._entry.points(self._step)

    def show_board(self, board: Board) -> None:
        """Show what the worker marked meanwhile."""
        self._entry = self.counter.remembered(self._entry.order.id) or self._entry
        self._show()

    def _show(self) -> None:
        listing, order = self._list, self._entry.order
        rows = [
            Row(
                (point.id,),
                (
                    cell(str(place), "quiet"),
                    ((("! ", "bad bold"),) if point.critical else ()) + cell(point.words),
                    _sign(order.mark(self._step, point.id), "○"),
                    _sign(order.seen.get((self._step, point.id, "observer")), "·"),
                ),
            )
            for place, point in enumerate(self._points, 1)
        ]
        listing.columns, listing.rows = COLUMNS, tuple(rows)
        listing.redraw()

    def _mark(self, how: Mark | None = None) -> None:
        """Mark the chosen point; without `how` it goes on to the next mark."""
        points = self._points
        if self._list.chosen >= len(points):
            return
        point = points[self._list.chosen]
        seen = self._entry.order.seen
        coach = seen.get((self._step, point.id, "coach"))
        mine = coach and coach.stamp.by == self.kiosk.person
        already = coach if mine else seen.get((self._step, point.id, "observer"))
        lost = None if how else self.kiosk.ops.unsure(self.kiosk.person, *map(partial(self._seen, point.id), MARKS))
        self.verb(partial(self._observe, lost or self._seen(point.id, how or ROUND[already.mark if already else None])))

    def _seen(self, point: str, how: Mark) -> Observe:
        return Observe(self._entry.order.id, self._step, ((point, how, ""),))

    async def _observe(self, meant: Observe) -> None:
        self._entry = await self.kiosk.ops.do(meant, self.kiosk.person)
        if self.is_there:
            self.hush()
            self._show()

    def _move(self, by: int) -> None:
        self._list.move(by)

    async def touched(self, drawn: Widget, means: object) -> None:
        """Mark the point that is touched."""
        if isinstance(means, int):
            self._list.move(means - self._list.chosen)
            self._mark()

    async def action_digit(self, digit: int) -> None:
        """Mark the point with this digit."""
        if digit <= len(self._points):
            self._list.move(digit - 1 - self._list.chosen)
            self._mark()

    def action_done(self) -> None:
        """Mark the chosen point, or go on to its next mark."""
        self._mark()

    def action_skip(self) -> None:
        """Mark the chosen point as skipped."""
        self._mark("skipped")

    def action_undo(self) -> None:
        """Go back to the floor."""
        leave(self)

    def action_home(self) -> None:
        """Go back to the floor."""
        leave(self)


def _sign(mark: PointMark | None, without: str) -> tuple[tuple[str, str], ...]:
    return (MARK_SIGNS[mark.mark] if mark else (without, "quiet"),)
