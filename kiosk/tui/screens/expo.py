"""The expo: puts orders together, checks them, hands them over, and sees every order in whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from kiosk.tui.base import bindings
from kiosk.tui.screens.station import StationScreen
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.open_ticket import OpenTicket
from kiosk.tui.widgets.overview import Overview, WholeOrder
from kiosk.tui.widgets.rail import Rail
from kiosk.work.board import OnBoard, order_age
from kiosk.work.instant import Instant
from kiosk.work.pace import pace
from kiosk.work.routing import Ticket


class ExpoScreen(StationScreen):
    """A station that shows all orders in whole while it has nothing open, and at the press of a key."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("orders", digits=False)

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self._overview = False

    def compose_middle(self) -> ComposeResult:
        """Put the overview where the open ticket stands."""
        with Container(id="middle"):
            yield Rail(id="rail")
            yield OpenTicket(id="ticket")
            yield Overview(id="overview")

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show the open ticket, or all orders in whole."""
        self.set_class(ticket is None or self._overview, "-overview")
        whole = tuple(
            WholeOrder(other, age := order_age(other.order, now), pace(age, other.playbook.process.clock))
            for other in self.counter.board.orders.values()
        )
        self.query_one(Overview).show(whole)
        super().show_open(entry, ticket, now)

    def show_keys(self, entry: OnBoard | None, ticket: Ticket | None) -> None:
        """Offer the way back from the overview as the green key."""
        if self._overview and ticket:
            self.keys(Key("orders", "TO THE TICKET", main=True), Key("left"), Key("right"), Key("home"))
        elif ticket is None:
            self.keys(
                Key("undo"), Key("more"), Key("left"), Key("right"), Key("slip"), Key("finished"), Key("home")
            )  # fmt: skip
        else:
            super().show_keys(entry, ticket)

    def offered(self) -> Iterable[str]:
        """Name the actions that More lists."""
        return ["orders", *super().offered()]

    def action_orders(self) -> None:
        """Show all orders, or the open ticket again."""
        self._overview = not self._overview
        self.redraw()

    def action_done(self) -> None:
        """Go back to the ticket from the overview, else bump."""
        if self._overview:
            self.action_orders()
        else:
            super().action_done()

    def action_left(self) -> None:
        """Turn the page back."""
        self.query_one(Overview).turn(-1) if self.has_class("-overview") else super().action_left()

    def action_right(self) -> None:
        """Turn the page on."""
        self.query_one(Overview).turn(1) if self.has_class("-overview") else super().action_right()
