"""Tickets by the digit of their tile: opened or bumped as they are seen, never as they have just become."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.tui.station.desk import Desk
from kiosk.words import _
from kiosk.work.time.instant import Instant
from kiosk.work.verb.verb import TicketId

Seen = tuple[TicketId, Instant]
"""A ticket, and since when it is seen under its digit."""


class TicketTiles:
    """Keeps what stands under each digit, and since when."""

    def __init__(self, desk: Desk, tiles: Callable[[], tuple[TicketId, ...]]) -> None:
        """Look at the tickets whose tiles are seen, in reading order."""
        self._desk = desk
        self._tiles = tiles
        self._seen: dict[int, Seen] = {}

    def look(self) -> None:
        """Note which ticket stands under which digit; called when the rail has been painted."""
        now = self._desk.counter.clock.now()
        self._seen = {digit: self._since(digit, ticket, now) for digit, ticket in enumerate(self._tiles(), 1)}

    def _since(self, digit: int, ticket: TicketId, now: Instant) -> Seen:
        before = self._seen.get(digit)
        return before if before and before[0] == ticket else (ticket, now)

    def under(self, digit: int) -> Seen | None:
        """Return the ticket that is seen under a digit; where there is none, say so."""
        self.look()
        seen = self._seen.get(digit)
        ticket = self._desk.counter.board.ticket(*seen[0]) if seen else None
        if ticket is None or ticket.state != "open":
            self._desk.shows.say(_("There is no open ticket {digit} here.", digit=digit))
            return None
        return seen

    def open(self, digit: int) -> None:
        """Open the ticket in the tile with this digit."""
        seen = self.under(digit)
        if seen:
            self._desk.open_ticket(seen[0])

    def meant(self, digit: int) -> TicketId | None:
        """Return the ticket that is to be bumped by the digit of its tile, open or not; None where it is not to be."""
        desk = self._desk
        seen = self.under(digit)
        if seen is None or desk.hands.presses.bounced(f"bump_tile({digit})"):
            return None
        ticket, since = seen
        if desk.hands.presses.too_soon(since):
            words = _("The ticket under {digit} has just come there. Press again if you mean it.", digit=digit)
            desk.shows.say(words)
        elif desk.is_unseen(ticket):
            desk.open_ticket(ticket)
            desk.shows.say(_("An allergy: look at what stands there, then say that you saw it."), "bad")
        elif ticket not in desk.bumping:
            return ticket
        return None
