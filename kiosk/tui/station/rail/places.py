"""Which card stands where on a rail: nothing moves under a finger or beside the open ticket."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

TicketId = tuple[str, str]
"""Order and step: a ticket is chosen by what it is, never by where it stands."""


class RailSlot(Struct, frozen=True):
    """A place on the rail."""

    ticket: TicketId
    rows: int
    """Kept for as long as the place is: a card that grows or shrinks moves no other."""
    gone: bool = False
    """Its ticket has left; the place stays empty, so that what stands below stays where it is."""


class Places:
    """Remembers the places while a ticket stays chosen or a finger is down; else the board's order holds."""

    def __init__(self) -> None:
        """Know no place yet."""
        self._slots: tuple[RailSlot, ...] = ()
        self._chosen: TicketId | None = None

    def settle(
        self, cards: Sequence[tuple[TicketId, int]], chosen: TicketId | None, *, finger: bool
    ) -> tuple[RailSlot, ...]:
        """Return every card its place; the cards come in the board's order, with the rows each would take.

        A place that was given stays: what went leaves it empty, what comes back takes it again, what is new comes last.
        Another chosen ticket, or none, brings the board's order, once no finger is down.
        """
        if finger or (chosen is not None and chosen == self._chosen):
            self._slots = self._kept(cards)
        else:
            self._slots, self._chosen = tuple(RailSlot(*card) for card in cards), chosen
        return self._slots

    def _kept(self, cards: Sequence[tuple[TicketId, int]]) -> tuple[RailSlot, ...]:
        """Return the places as they are, and new ones below."""
        here, known = {ticket for ticket, _ in cards}, {slot.ticket for slot in self._slots}
        stay = (replace(slot, gone=slot.ticket not in here) for slot in self._slots)
        return (*stay, *(RailSlot(ticket, rows) for ticket, rows in cards if ticket not in known))
