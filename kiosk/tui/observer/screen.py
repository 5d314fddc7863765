"""For somebody who walks the floor: what is done now and what was just done; one of them opens for its points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.observer.step import ObserveStepScreen
from kiosk.tui.terminal.listed import Moving
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Listing
from kiosk.words import _, later
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.guard import who
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import clock_words, elapsed

JUST = 10
"""Minutes for which what was bumped is still listed: as long as an observer remembers it."""

LIMIT = 50
"""How many finished orders are looked through for it."""

COLUMNS = (
    Column(later("order")),
    Column(later("step"), right=False, grow=True),
    Column("", right=False),
    Column(later("who"), right=False, rank=1),
    Column(later("seen"), rank=2),
)


class ObserveScreen(Moving):
    """Lists open tickets of some stations, then those bumped in the last minutes, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "undo", "up", "down", "person", "home", "theme")
    place = later("Observe")

    def __init__(self, kiosk: Terminal, stations: tuple[str, ...]) -> None:
        """Look at these stations; at all where none is named."""
        super().__init__(kiosk)
        self._stations = stations
        self._finished: tuple[OnBoard, ...] = ()

    def compose_middle(self) -> ComposeResult:
        """Show the list."""
        yield Listing(id="rows")

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(Key("done", _("WATCH"), main=True), Key("up"), Key("down"), Key("person"), Key("home"))
        self._list.empty = _("Nothing is done here now, and nothing was in the last minutes.")

    def facts(self) -> tuple[str, ...]:
        """Say who observes, and where."""
        station = self.counter.playbook.station
        names = " + ".join(station[name].name for name in self._stations if name in station)
        return (self.kiosk.person or _("nobody signed in"), names or _("all stations"))

    @property
    def _list(self) -> Listing:
        return self.query_one(Listing)

    def show_board(self, board: Board) -> None:
        """Read what has just ended, since a step may be the last of its order."""
        self.verb(self._read)

    async def _read(self) -> None:
        self._finished = await self.counter.reports.finished(LIMIT)
        if self.is_there:
            self._show()

    def tick(self) -> None:
        """Count the times on; what lies back too long leaves the list."""
        super().tick()
        self._show()

    def _show(self) -> None:
        """Draw the rows, the mark on the ticket it was on."""
        listing = self._list
        marked = listing.rows[listing.chosen].means if listing.chosen < len(listing.rows) else None
        listing.columns, listing.rows = COLUMNS, tuple(self._row(*one) for one in self._watched())
        places = [place for place, row in enumerate(listing.rows) if row.means == marked]
        listing.chosen = places[0] if places else 0
        listing.redraw()

    def _watched(self) -> list[tuple[OnBoard, Ticket]]:
        """Return the open tickets, the oldest first, then what was just bumped, the newest first."""
        now = self.counter.clock.now()
        board = self.counter.board
        opened = [pair for pair in self._here(board.orders.values()) if pair[1].state == "open"]
        bumped = [
            (elapsed(ticket.bump.stamp.at, now), (entry, ticket))
            for entry, ticket in self._here((*board.orders.values(), *self._finished))
            if ticket.bump and elapsed(ticket.bump.stamp.at, now) <= JUST * 60_000
        ]
        return opened + [pair for _since, pair in sorted(bumped, key=lambda one: one[0])]

    def _here(self, entries: Iterable[OnBoard]) -> Iterator[tuple[OnBoard, Ticket]]:
        """Return the tickets of these stations whose procedure asks for something."""
        for entry in entries:
            for ticket in entry.tickets:
                if not self._stations or ticket.station in self._stations:
                    yield entry, ticket

    def _row(self, entry: OnBoard, ticket: Ticket) -> Row:
        now = self.counter.clock.now()
        step = entry.playbook.process.step[ticket.step]
        bump = ticket.bump
        since = bump.stamp.at if bump else ticket.opened.at if ticket.opened else now
        by = bump.stamp if bump else ticket.taken_up
        seen = sum(place[0] == ticket.step for place in entry.order.seen)
        cells = (
            cell(entry.order.called, "strong bold"),
            cell(step.name),
            cell(f"{'✔' if bump else '●'} {clock_words(elapsed(since, now))}", "good" if bump else "accent"),
            cell(who(by) if by else "–", "text" if by else "quiet"),
            cell(str(seen or "·"), "how" if seen else "quiet"),
        )
        return Row((ticket.order_id, ticket.step), cells)

    async def touched(self, drawn: Widget, means: object) -> None:
        """Choose the row that is touched; touched again it opens."""
        if not isinstance(means, int):
            return
        if means == self._list.chosen:
            self.action_done()
        else:
            self._list.move(means - self._list.chosen)

    def _move(self, by: int) -> None:
        self.hush()
        self._list.move(by)

    async def action_digit(self, digit: int) -> None:
        """Open the ticket in this place of the page."""
        listing = self._list
        place = listing.chosen // listing.page * listing.page + digit - 1
        if place < len(listing.rows):
            listing.move(place - listing.chosen)
            self.action_done()

    def action_done(self) -> None:
        """Open the points of the chosen ticket."""
        listing = self._list
        if listing.chosen < len(listing.rows):
            self.verb(partial(self._open, *(str(part) for part in listing.rows[listing.chosen].means)))

    async def _open(self, order_id: str, step: str) -> None:
        entry = await self.counter.order(order_id)
        if self.is_there:
            self.app.push_screen(ObserveStepScreen(self.kiosk, entry, step))

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()
