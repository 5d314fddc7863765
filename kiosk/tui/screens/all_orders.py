"""All orders in whole at a station: shown while nothing is open there, and at the press of a key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from kiosk.tui.expo.missing import Missing
from kiosk.tui.expo.overview import Overview, Turn
from kiosk.tui.expo.whole_orders import whole_orders
from kiosk.tui.screens.order import OrderScreen
from kiosk.tui.screens.station import StationScreen
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail import Rail, TicketId
from kiosk.tui.terminal.screen import bindings
from kiosk.work.board.assembly import missing_words, place_names
from kiosk.work.board.board import OnBoard
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import Instant, elapsed

MARKED_FOR = 15_000
"""Milliseconds an order stays marked: then a ticket that comes may open by itself again."""


class AllOrders(StationScreen):
    """Stays with all orders while one is marked or under a finger; keys then mean that order, and no ticket behind."""

    DEFAULT_CSS = """
    AllOrders #work { width: 1fr; height: 1fr; }
    AllOrders.-overview #work, AllOrders.-overview Rail { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("orders", digits=False)

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self._wanted = False
        """Whether all orders were asked for though a ticket is open."""
        self._marked_at: Instant | None = None

    def compose_middle(self) -> ComposeResult:
        """Put the overview where rail and open ticket stand else."""
        with Container(id="middle"):
            yield Rail(id="rail")
            with Vertical(id="work"):
                yield Missing(id="missing")
                yield OpenTicket(id="ticket")
            yield Overview(id="overview")

    # What is seen.

    @property
    def all(self) -> Overview:
        """The widget that draws them."""
        return self.query_one(Overview)

    @property
    def sees_all(self) -> bool:
        """Whether all orders are shown: then keys mean the marked order, and no ticket behind them."""
        return self.has_class("-overview")

    @property
    def open(self) -> tuple[OnBoard | None, Ticket | None]:
        """The order and ticket that are open, or the marked order while all are shown."""
        if self.sees_all:
            return self.counter.board.orders.get(self.all.cursor), None
        return super().open

    def redraw(self) -> None:
        """Stay with all orders while one is marked or under a finger, so that no ticket comes up under it."""
        busy = self.sees_all and (self.all.has_finger or bool(self.all.cursor))
        nothing = self.chosen is None and not self.gone
        self.set_class(self._wanted or nothing or busy, "-overview")
        super().redraw()

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show the open ticket with what is missing of its order, or all orders in whole."""
        if self.sees_all:
            self.all.show(whole_orders(self.kiosk, now))
            return
        closed = self.counter.board.standing.routes
        lost = missing_words(entry, place_names(entry, closed)) if entry and entry.order.taken else ""
        self.query_one(Missing).show(lost)
        super().show_open(entry, ticket, now)

    def tick(self) -> None:
        """Count the clocks on; an order that was marked long ago is not marked any more."""
        if self._marked_at and elapsed(self._marked_at, self.counter.clock.now()) > MARKED_FOR:
            self.unmark()
        super().tick()

    # All orders.

    def action_orders(self) -> None:
        """Show all orders, or the open ticket again."""
        self._wanted = not self.sees_all
        self.unmark()
        self.redraw()

    def unmark(self) -> None:
        """Mark no order."""
        self.all.cursor, self._marked_at = "", None

    def _move(self, by: int) -> None:
        if not self.sees_all:
            super()._move(by)
            return
        self.all.move(by)
        self._marked_at = self.counter.clock.now()
        self.redraw()

    def open_ticket(self, ticket: TicketId) -> None:
        """Open another ticket by hand, in front of all orders."""
        self._wanted = False
        self.unmark()
        super().open_ticket(ticket)

    def open_order(self, order_id: str) -> None:
        """Open an order's ticket where one is open here, else everything that is known of the order."""
        rail = self.counter.board.rail(self.stations)
        here = next(((one.order_id, one.step) for one in rail if one.order_id == order_id), None)
        if here:
            self.open_ticket(here)
        elif order_id in self.counter.board.orders:
            self.unmark()
            self.app.push_screen(OrderScreen(order_id))

    async def touched(self, drawn: Widget, means: object) -> None:
        """Open the order that was touched, or turn the page; else act on the open ticket."""
        if isinstance(means, Turn):
            self.turn_page(means.by)
        elif isinstance(drawn, Overview):
            self.open_order(str(means))
        else:
            await super().touched(drawn, means)

    def action_done(self) -> None:
        """With all orders open the marked one or go back to the ticket, else bump."""
        if not self.sees_all:
            super().action_done()
        elif self.all.cursor:
            if not self.bounced("done"):
                self.open_order(self.all.cursor)
        elif self.chosen:
            if not self.bounced("done"):
                self.action_orders()
        else:
            super().action_done()

    def turn_page(self, by: int) -> None:
        """Show another page of orders, with none marked."""
        self.all.turn(by)
        self.unmark()
        self.redraw()
