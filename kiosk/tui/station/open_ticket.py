"""The open ticket in its widget: scrolled by pages, touched by fingers."""

from __future__ import annotations

from msgspec.structs import replace
from textual import events

from kiosk.tui.station.open_step import OpenStep, TouchedPart
from kiosk.tui.station.ticket_sight import TicketSight
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing
from kiosk.work.time.pace import Pace


class OpenTicket(Drawn):
    """Shows one step, or that none is open."""

    DEFAULT_CSS = "OpenTicket { width: 1fr; height: 1fr; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.sight = TicketSight()

    @property
    def value(self) -> OpenStep | None:
        """What is shown."""
        return self.sight.value

    def show(self, value: OpenStep | None, empty: tuple[str, str] = ("", "")) -> None:
        """Show a ticket, or that there is none: in a headline and a line below."""
        self.sight.put(value, empty)
        self.redraw()

    def count_on(self, age: int, pace: Pace) -> None:
        """Show the same ticket with its clock as it is now."""
        if self.value:
            self.show(replace(self.value, age=age, pace=pace))

    def turn(self, by: int) -> None:
        """Scroll by a page, never past the end."""
        self.sight.turn(by, self.size.height)
        self.redraw()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tell of a finger that came down on a ticket that is not shown any more: nothing is done, and that is said.

        Textual calls the inherited handler after this one.
        """
        pressed = self._pressed
        if isinstance(pressed, TouchedPart) and (self.value is None or pressed.ticket != self.value.id):
            self.post_message(self.Touched(self, pressed))

    def draw(self, width: int, height: int) -> Drawing:
        """Draw what is seen of it."""
        return self.sight.draw(width, height)
