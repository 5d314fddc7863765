"""What of a rail is seen: its cards, each in its place, from the one the view begins with. It knows no finger."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from kiosk.tui.station.rail.cards import Card, Drawer, natural_rows
from kiosk.tui.station.rail.page import OnRail, columns_of, draw_page, end_of_page, next_page
from kiosk.tui.station.rail.places import Places, RailSlot, TicketId
from kiosk.tui.widgets.lines import Drawing

MOST_LINES = 50
"""Lines of items on a card that may span columns: the longest order's."""

FEW_LINES = 5
"""Lines of items on a card in a single column, which a high one may pass: a third of its rows."""


def _as_made(card: Card) -> Card:
    """Return a card with its clock as it was when the card was made."""
    return card


class RailSight:
    """Draws cards, and remembers where each stands; a page turned by hand stays."""

    def __init__(self) -> None:
        """Begin with an empty rail."""
        self.cards: tuple[Card, ...] = ()
        """In the board's order."""
        self.chosen: TicketId | None = None
        self.coming = 0
        self.digits = False
        """Whether the cards that are seen carry the digits of a bump bar."""
        self.finger = False
        """Whether one is down: then nothing moves."""
        self.aged: Callable[[Card], Card] = _as_made
        """Gives a card with its clock as it is now."""
        self._places = Places()
        self._placed_in = (0, 0)
        """The size that places were given for."""
        self._slots: tuple[RailSlot, ...] = ()
        self._known: dict[TicketId, Card] = {}
        """The cards of all slots."""
        self._went: dict[TicketId, str] = {}
        self._opened: set[TicketId] = set()
        """Tickets that were opened here: they are not new any more."""
        self._first = 0
        self._turned: tuple[TicketId | None, int] | None = None
        """Where a page was turned by hand: the ticket that was chosen then, and the card the view began with."""
        self._drawer = Drawer()
        self._settled: tuple[object, ...] = ()
        """What the cards have their places for."""

    def put(
        self,
        cards: tuple[Card, ...],
        chosen: TicketId | None,
        coming: int,
        *,
        digits: bool = False,
        went: Mapping[TicketId, str] | None = None,
        aged: Callable[[Card], Card] | None = None,
    ) -> None:
        """Put these cards on the rail; `went` says of tickets that left what became of them (`done`, `void`).

        `aged` gives a card with its clock as it is now; without it they are drawn as they were made.
        """
        self.cards, self.chosen, self.coming, self.digits = cards, chosen, coming, digits
        self._went.update(went or {})
        self.aged = aged or _as_made

    def _seen(self, card: Card) -> Card:
        """Return a card as it is seen now: one that was opened here is not new any more."""
        card = self.aged(card)
        return replace(card, new=False) if card.new and card.ticket in self._opened else card

    def tiles(self, width: int, height: int) -> tuple[TicketId, ...]:
        """Return the tickets whose places are seen in a size, in reading order.

        One that has just gone keeps its place and digit.
        """
        end = end_of_page(self._on_rail, self._first, width, height)
        return tuple(slot.ticket for slot in self._slots[self._first : end])

    @property
    def _on_rail(self) -> OnRail:
        return OnRail(
            self._slots, self._known, self._went, self.chosen, self.coming, self.digits, self._seen, self._drawer
        )

    @property
    def order(self) -> tuple[TicketId, ...]:
        """The tickets that are there, in the order they are shown."""
        there = {card.ticket for card in self.cards}
        return tuple(slot.ticket for slot in self._slots if slot.ticket in there)

    @property
    def length(self) -> int:
        """How many places there are, seen or not."""
        return len(self._slots)

    # Pages.

    def turn(self, by: int, width: int, height: int) -> None:
        """Turn to another page of cards, and leave the chosen ticket chosen; after the last page comes the first."""
        self._turned = self._turned or (self.chosen, self._first)
        for _ in range(abs(by)):
            self._first = self._page_after(width, height) if by > 0 else self._page_before(width, height)

    def _page_after(self, width: int, height: int) -> int:
        after = next_page(self._on_rail, self._first, width, height)
        return after if after < len(self._slots) else 0

    def _page_before(self, width: int, height: int) -> int:
        """Return the first card of the longest page that this one follows."""
        first = self._first
        while first > 0 and next_page(self._on_rail, first - 1, width, height) >= self._first:
            first -= 1
        return first

    def _bring_in_sight(self, width: int, height: int) -> None:
        """Scroll no further than the chosen card needs, to the top where none is chosen.

        A page turned by hand stays until another ticket is chosen, and every page while a finger is down.
        """
        if self._turned and not self.finger and (self._turned[0] != self.chosen or self._first >= len(self._slots)):
            self._first, self._turned = self._turned[1], None
        if not self.finger and self._turned is None:
            place = next((place for place, slot in enumerate(self._slots) if slot.ticket == self.chosen), 0)
            self._first = self._in_sight(place, width, height)
        self._first = max(0, min(self._first, len(self._slots) - 1))

    def _in_sight(self, place: int, width: int, height: int) -> int:
        """Return the first card of a page that shows a place, as near as can be to the page that is shown."""
        rail, first = self._on_rail, min(self._first, place)
        if end_of_page(rail, first, width, height) > place:
            return first
        nearest, first = first, place
        while first > nearest and end_of_page(rail, first - 1, width, height) > place:
            first -= 1
        return first

    # Drawing.

    def draw(self, width: int, height: int) -> Drawing:
        """Draw cards in columns, or one line of numbers where there is no height."""
        if self._placed_in != (width, height):  # in another size cards have other rows
            self._placed_in, self._places = (width, height), Places()
        self._settle(width, height)
        self._bring_in_sight(width, height)
        return draw_page(self._on_rail, self._first, width, height)

    def _settle(self, width: int, height: int) -> None:
        """Give every card its place, and forget what has left; nothing moves while all is as it was."""
        about = (self.cards, self.chosen, self.finger, self._places, width, height)
        if about == self._settled:
            return
        self._settled = about
        narrow = columns_of(width) == 1
        most = max(FEW_LINES, height // 3) if narrow else MOST_LINES
        cards = self.cards
        if narrow:  # the open ticket says where else its order is made: in a single column more tickets say more
            cards = tuple(replace(card, also_at=()) if card.also_at else card for card in cards)
        wanted = [(card.ticket, natural_rows(card, most)) for card in cards]
        self._slots = self._places.settle(wanted, self.chosen, finger=self.finger)
        there = {slot.ticket for slot in self._slots}
        self._opened = (self._opened | {self.chosen} if self.chosen else self._opened) & there
        known = self._known | {card.ticket: card for card in cards}
        self._known = {ticket: card for ticket, card in known.items() if ticket in there}
        self._went = {ticket: word for ticket, word in self._went.items() if ticket in there}
        self._drawer.forget(there)
