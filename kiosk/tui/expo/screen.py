"""The expo: puts orders together, checks them, hands them over, and sees every order in whole."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from kiosk.tui.expo.all_orders import AllOrders
from kiosk.tui.expo.overview import Overview
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail.rail import Rail
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.draw import Drawn, Middle
from kiosk.tui.widgets.lines import Drawing, fit
from kiosk.words import _
from kiosk.work.board.assembly import missing_words, place_names
from kiosk.work.board.board import OnBoard
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import Instant


class Missing(Drawn):
    """What is missing of an order while one of its tickets is open: one line above that ticket, none for nothing."""

    DEFAULT_CSS = "Missing { height: 1; display: none; padding: 0 1; }"
    words = ""

    def show(self, words: str) -> None:
        """Say what is missing, or nothing."""
        if words != self.words:
            self.words = words
            self.display = bool(words)
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw it."""
        return Drawing((fit(((f" {_('missing:')} ", "warn bold"), (self.words, "warn")), width),))


class ExpoScreen(StationScreen):
    """A station with all orders in front while nothing is open."""

    DEFAULT_CSS = """
    ExpoScreen #work { width: 1fr; height: 1fr; }
    ExpoScreen.-overview #work, ExpoScreen.-overview Rail { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("orders", digits=False)
    DOES = StationScreen.DOES | {"orders"}
    NAMES_STEP = True

    def __init__(self, kiosk: Terminal, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(kiosk, stations)
        self.all_orders = AllOrders(kiosk, self)
        self.in_front(self.all_orders)

    def compose_middle(self) -> ComposeResult:
        """Put the overview where rail and open ticket stand else."""
        with Middle(id="middle"):
            yield Rail(id="rail")
            with Vertical(id="work"):
                yield Missing(id="missing")
                yield OpenTicket(id="ticket")
            yield Overview(id="overview")

    def redraw(self) -> None:
        """Draw the ticket, or all orders."""
        self.all_orders.settle()
        super().redraw()

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show the open ticket with what is missing of its order, or all orders in whole."""
        if self.all_orders.is_on:
            self.all_orders.show(now)
            return
        closed = self.counter.board.standing.routes
        lost = missing_words(entry, place_names(entry, closed)) if entry and entry.order.taken else ""
        self.query_one(Missing).show(lost)
        super().show_open(entry, ticket, now)
