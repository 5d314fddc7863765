"""A station's open tickets, rush first, then the oldest, in one widget that draws its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from textual import events
from textual.message import Message

from kiosk.tui.station.rail_cards import Card, Drawer, natural_rows
from kiosk.tui.station.rail_page import OnRail, TouchedPage, columns_of, draw_page, end_of_page, next_page
from kiosk.tui.station.rail_places import Places, Slot, TicketId
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing

__all__ = ["Card", "Rail", "TicketId"]

MOST_LINES = 50
"""Lines of items on a card that may span columns: the longest order's."""

FEW_LINES = 5
"""Lines of items on a card in a single column, which a high one may pass: a third of its rows."""


class Rail(Drawn):
    """Cards below one another; in a narrow place one line of numbers."""

    DEFAULT_CSS = "Rail { width: 26; height: 1fr; }"
    cards: tuple[Card, ...] = ()
    """In the board's order."""
    chosen: TicketId | None = None
    coming = 0
    digits = False
    """Whether the cards that are seen carry the digits of a bump bar."""

    class Picked(Message):
        """A card was touched."""

        def __init__(self, ticket: TicketId) -> None:
            """Name the ticket."""
            super().__init__()
            self.ticket = ticket

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._places = Places()
        self._placed_in = (0, 0)
        """The size that places were given for."""
        self._slots: tuple[Slot, ...] = ()
        self._known: dict[TicketId, Card] = {}
        """The cards of all slots."""
        self._went: dict[TicketId, str] = {}
        self._opened: set[TicketId] = set()
        """Tickets that were opened here: they are not new any more."""
        self._first = 0
        self._turned: tuple[TicketId | None, int] | None = None
        """Where a page was turned by hand: the ticket that was chosen then, and the card the view began with."""
        self._finger = False
        self._aged: Callable[[Card], Card] = _as_made
        self._drawer = Drawer()
        self._settled: tuple[object, ...] = ()
        """What the cards have their places for."""

    def show(
        self,
        cards: tuple[Card, ...],
        chosen: TicketId | None,
        coming: int,
        *,
        digits: bool = False,
        went: Mapping[TicketId, str] | None = None,
        aged: Callable[[Card], Card] | None = None,
    ) -> None:
        """Show these cards; `went` says of tickets that left what became of them (`done`, `void`).

        `aged` gives a card with its clock as it is now; without it they are shown as they were made.
        """
        self.cards, self.chosen, self.coming, self.digits = cards, chosen, coming, digits
        self._went.update(went or {})
        self.count_on(aged or _as_made)

    def count_on(self, aged: Callable[[Card], Card]) -> None:
        """Show the same cards with their clocks as they are now."""
        self._aged = aged
        self.redraw()

    def _seen(self, card: Card) -> Card:
        """Return a card as it is seen now: one that was opened here is not new any more."""
        card = self._aged(card)
        return replace(card, new=False) if card.new and card.ticket in self._opened else card

    @property
    def tiles(self) -> tuple[TicketId, ...]:
        """The tickets whose places are seen, in reading order; one that has just gone keeps its place and digit."""
        end = end_of_page(self._on_rail, self._first, *self.size)
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

    # Pages.

    @property
    def has_pages(self) -> bool:
        """Whether there are cards that are not seen."""
        return len(self.tiles) < len(self._slots)

    def turn(self, by: int) -> None:
        """Show another page of cards, and leave the chosen ticket chosen; after the last page comes the first."""
        self._turned = self._turned or (self.chosen, self._first)
        for _ in range(abs(by)):
            self._first = self._page_after() if by > 0 else self._page_before()
        self.redraw()

    def _page_after(self) -> int:
        after = next_page(self._on_rail, self._first, *self.size)
        return after if after < len(self._slots) else 0

    def _page_before(self) -> int:
        """Give the first card of the longest page that this one follows."""
        first = self._first
        while first > 0 and next_page(self._on_rail, first - 1, *self.size) >= self._first:
            first -= 1
        return first

    def _bring_in_sight(self, width: int, height: int) -> None:
        """Scroll no further than the chosen card needs, to the top where none is chosen.

        A page turned by hand stays until another ticket is chosen, and every page while a finger is down.
        """
        if self._turned and not self._finger and (self._turned[0] != self.chosen or self._first >= len(self._slots)):
            self._first, self._turned = self._turned[1], None
        if not self._finger and self._turned is None:
            place = next((place for place, slot in enumerate(self._slots) if slot.ticket == self.chosen), 0)
            self._first = self._in_sight(place, width, height)
        self._first = max(0, min(self._first, len(self._slots) - 1))

    def _in_sight(self, place: int, width: int, height: int) -> int:
        """Give the first card of a page that shows a place, as near as can be to the page that is shown."""
        rail, first = self._on_rail, min(self._first, place)
        if end_of_page(rail, first, width, height) > place:
            return first
        nearest, first = first, place
        while first > nearest and end_of_page(rail, first - 1, width, height) > place:
            first -= 1
        return first

    # Fingers.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Let nothing move while a finger is down, on whatever part of the rail."""
        if event.button == 1:
            self._finger = True
            self.capture_mouse()

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go; what the finger meant is judged by the drawing it came down on."""
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Take a move without a button as the end of a press whose release was lost."""
        if self._finger and not event.button:
            self.release_mouse()

    def on_mouse_release(self) -> None:
        """Take the board's order again once the finger is gone."""
        self._finger = False
        self.redraw()

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Turn a touch on a card into the ticket it stands for."""
        message.stop()
        match message.means:
            case TouchedPage(by):
                self.turn(by)
            case (str(order_id), str(step)):
                self.post_message(self.Picked((order_id, step)))
            case _:
                pass

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
        about = (self.cards, self.chosen, self._finger, self._places, width, height)
        if about == self._settled:
            return
        self._settled = about
        narrow = columns_of(width) == 1
        most = max(FEW_LINES, height // 3) if narrow else MOST_LINES
        cards = self.cards
        if narrow:  # the open ticket says where else its order is made: in a single column more tickets say more
            cards = tuple(replace(card, also_at=()) if card.also_at else card for card in cards)
        wanted = [(card.ticket, natural_rows(card, most)) for card in cards]
        self._slots = self._places.settle(wanted, self.chosen, finger=self._finger)
        there = {slot.ticket for slot in self._slots}
        self._opened = (self._opened | {self.chosen} if self.chosen else self._opened) & there
        known = self._known | {card.ticket: card for card in cards}
        self._known = {ticket: card for ticket, card in known.items() if ticket in there}
        self._went = {ticket: word for ticket, word in self._went.items() if ticket in there}
        self._drawer.forget(there)


def _as_made(card: Card) -> Card:
    """Return a card with its clock as it was when the card was made."""
    return card
