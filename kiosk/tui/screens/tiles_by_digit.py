"""Tickets by the digit of their tile: opened or bumped as they are seen, never as they have just become."""

from __future__ import annotations

from functools import partial

from kiosk.tui.screens.telling import Telling
from kiosk.tui.station.rail import Rail, TicketId
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.time.instant import Instant


class TilesByDigit(Telling):
    """Keeps what stands under each digit, and since when."""

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self._seen: dict[int, tuple[TicketId, Instant]] = {}

    @property
    def at_rail(self) -> bool:
        """Say so: a bar's keys are for tickets here."""
        return True

    def see_tiles(self) -> None:
        """Note which ticket stands under which digit; called when the rail has been painted."""
        now = self.counter.clock.now()
        for rail in self.query(Rail):  # none is left while the screen is being taken down
            tiles = enumerate(rail.tiles, 1)
            self._seen = {digit: self._since(digit, ticket, now) for digit, ticket in tiles}

    def _since(self, digit: int, ticket: TicketId, now: Instant) -> tuple[TicketId, Instant]:
        before = self._seen.get(digit)
        return before if before and before[0] == ticket else (ticket, now)

    def _tile(self, digit: int) -> tuple[TicketId, Instant] | None:
        """Give the ticket that is seen under a digit, and since when; say so where there is none."""
        self.see_tiles()
        seen = self._seen.get(digit)
        ticket = self.counter.board.ticket(*seen[0]) if seen else None
        if ticket is None or ticket.state != "open":
            self.say(_("There is no open ticket {digit} here.", digit=digit))
            return None
        return seen

    def action_tile(self, digit: int) -> None:
        """Open the ticket in the tile with this digit."""
        seen = self._tile(digit)
        if seen:
            self.open_ticket(seen[0])

    def action_bump_tile(self, digit: int) -> None:
        """Bump the ticket in the tile with this digit, open or not."""
        seen = self._tile(digit)
        if seen is None or self.bounced(f"bump_tile({digit})"):
            return
        ticket, since = seen
        if self.too_soon(since):
            self.say(_("The ticket under {digit} has just come there. Press again if you mean it.", digit=digit))
        elif self.is_unseen(ticket):
            self.open_ticket(ticket)
            self.say(_("An allergy: look at what stands there, then say that you saw it."), "bad")
        elif ticket not in self.bumping:
            self.begin_bump(ticket)
            self.verb(partial(self.bump_ticket, ticket))

    def action_first(self) -> None:
        """Open the oldest ticket."""
        self._open_at(0)

    def action_last(self) -> None:
        """Open the newest ticket."""
        self._open_at(-1)

    def _open_at(self, place: int) -> None:
        rail = self.counter.board.rail(self.stations)
        if rail:
            self.open_ticket((rail[place].order_id, rail[place].step))

    def open_scanned(self, entry: OnBoard) -> bool:
        """Open the ticket of a scanned order that is open at these stations; say whether there is one."""
        rail = self.counter.board.rail(self.stations)
        found = next((ticket for ticket in rail if ticket.order_id == entry.order.id), None)
        if found:
            self.open_ticket((found.order_id, found.step))
        return found is not None
