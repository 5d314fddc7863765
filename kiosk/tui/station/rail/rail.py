"""A station's open tickets, rush first, then the oldest, in one widget that draws its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.message import Message

from kiosk.tui.station.rail.cards import Card
from kiosk.tui.station.rail.page import TouchedPage
from kiosk.tui.station.rail.places import TicketId
from kiosk.tui.station.rail.sight import RailSight
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing


class Rail(Drawn):
    """Cards below one another; in a narrow place one line of numbers."""

    DEFAULT_CSS = "Rail { width: 26; height: 1fr; }"

    class Picked(Message):
        """A card was touched."""

        def __init__(self, ticket: TicketId) -> None:
            """Name the ticket."""
            super().__init__()
            self.ticket = ticket

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.sight = RailSight()

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
        """Show these cards, as `RailSight.put` takes them."""
        self.sight.put(cards, chosen, coming, digits=digits, went=went, aged=aged)
        self.redraw()

    def count_on(self, aged: Callable[[Card], Card]) -> None:
        """Show the same cards with their clocks as they are now."""
        self.sight.aged = aged
        self.redraw()

    @property
    def tiles(self) -> tuple[TicketId, ...]:
        """The tickets whose places are seen, in reading order; one that has just gone keeps its place and digit."""
        return self.sight.tiles(*self.size)

    @property
    def order(self) -> tuple[TicketId, ...]:
        """The tickets that are there, in the order they are shown."""
        return self.sight.order

    @property
    def has_pages(self) -> bool:
        """Whether there are cards that are not seen."""
        return len(self.tiles) < self.sight.length

    def turn(self, by: int) -> None:
        """Show another page of cards, and leave the chosen ticket chosen; after the last page comes the first."""
        self.sight.turn(by, *self.size)
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw what is seen of it."""
        return self.sight.draw(width, height)

    # Fingers.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Let nothing move while a finger is down, on whatever part of the rail."""
        if event.button == 1:
            self.sight.finger = True
            self.capture_mouse()

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go; what the finger meant is judged by the drawing it came down on."""
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Take a move without a button as the end of a press whose release was lost."""
        if self.sight.finger and not event.button:
            self.release_mouse()

    def on_mouse_release(self) -> None:
        """Take the board's order again once the finger is gone."""
        self.sight.finger = False
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
