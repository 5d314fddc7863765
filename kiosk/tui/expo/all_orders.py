"""All orders in whole at an expo: in front while nothing is open there, and at the press of a key."""

from __future__ import annotations

from typing import Literal

from textual.widget import Widget

from kiosk.tui.expo.order import OrderScreen
from kiosk.tui.expo.overview import Overview, PageTurn
from kiosk.tui.expo.whole_orders import whole_orders
from kiosk.tui.station.actions import OF_TICKET
from kiosk.tui.station.desk import ticket_id
from kiosk.tui.station.green import Green
from kiosk.tui.station.hands import Opened
from kiosk.tui.station.mode import Mode
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _
from kiosk.work.time.instant import Instant, elapsed

MARKED_FOR = 15_000
"""Milliseconds an order stays marked: then a ticket that comes may open by itself again."""

FIRST_IN_MORE = (
    *("right", "left", "orders", "hand_over_early", "rush", "hold", "fire", "recall", "void", "waste", "line_mode"),
)
"""What stands on the first page of More, so that an expo has it within two touches."""

OF_MARKED = ("rush", "hold", "hand_over_early", "void")
"""What is done with the marked order."""


AtOverview = Literal["open-order", "to-ticket"]
"""What the green key can do while all orders are shown."""


class AllOrders(Mode):
    """Stays in front while an order is marked or under a finger; keys then mean that order, and no ticket behind."""

    ACTIONS = frozenset({"orders", "done", "up", "down", "left", "right", "page_back", "page_on"})
    """What it does beside opening an order by its digit."""

    def __init__(self, kiosk: Terminal, screen: StationScreen) -> None:
        """Stand in front of a station's desk."""
        self._kiosk = kiosk
        self._screen = screen
        self._desk = screen.desk
        self._wanted = False
        """Whether all orders were asked for though a ticket is open."""
        self._marked_at: Instant | None = None

    # What is seen.

    @property
    def view(self) -> Overview:
        """The widget that draws them."""
        return self._screen.query_one(Overview)

    @property
    def is_on(self) -> bool:
        """Whether all orders are shown: then keys mean the marked order, and no ticket behind them."""
        return self._screen.has_class("-overview")

    @property
    def open(self) -> Opened | None:
        """The marked order, without a ticket, while all are shown."""
        return (self._desk.counter.board.orders.get(self.view.cursor), None) if self.is_on else None

    def settle(self) -> None:
        """Stay while an order is marked or under a finger, so that no ticket comes up under it."""
        busy = self.is_on and (self.view.has_finger or bool(self.view.cursor))
        nothing = self._desk.chosen is None and not self._desk.gone
        self._screen.set_class(self._wanted or nothing or busy, "-overview")

    def show(self, now: Instant) -> None:
        """Draw them as they are now."""
        self.view.show(whole_orders(self._kiosk, now))

    def tick(self) -> None:
        """Mark no order any more that was marked long ago."""
        if self._marked_at and elapsed(self._marked_at, self._desk.counter.clock.now()) > MARKED_FOR:
            self._unmark()

    # What the keys are.

    def green(self) -> Green[AtOverview] | None:
        """Open the marked order, or go back to the ticket."""
        marked = self.open[0] if self.open else None
        if marked:
            return Green("open-order", _("OPEN {number}", number=marked.order.called))
        return Green("to-ticket", _("TO THE TICKET")) if self.is_on and self._desk.chosen else None

    def keys(self) -> tuple[Key, ...] | None:
        """Return what an expo needs: with all orders what is done with the marked one, else the ticket's verbs."""
        entry, ticket = self._desk.open
        ways = (Key("undo"), Key("more"))
        if self.is_on:
            pages = (Key("left"), Key("right")) if self.view.has_pages else ()
            verbs = (Key("rush"), Key("hold"), Key("hand_over_early"), Key("void")) if entry else ()
            others = (Key("recall"), Key("counts"), Key("finished"), Key("slip"), Key("home"))
            return (*ways, *pages, *verbs, *others)
        if ticket is None:
            return None
        take = Key("take", _("Put back") if self._desk.is_mine(ticket) else "")
        reads = (Key("reading"),) if self._screen.takes_readings else ()
        order = (Key("hand_over_early"), Key("rush"), Key("hold"))
        how = (Key("points"), Key("procedure"), Key("say"), Key("waste"))
        return (*ways, Key("orders"), Key("line_mode"), *reads, take, *order, *how)

    def offered(self, names: list[str]) -> list[str]:
        """Return what an expo needs first, and of a ticket nothing while none is seen."""
        if self.is_on:
            marked = bool(self.view.cursor)
            useless = {*(OF_TICKET - {"void"}), "waste", *(() if marked else OF_MARKED)}
            names = [name for name in names if name not in useless]
            names += [name for name in OF_MARKED if marked and name not in names]
            names += ["left", "right"] if self.view.has_pages else []
        if not self.is_on or self._desk.chosen:
            names = [*names, "orders"]
        first = [name for name in FIRST_IN_MORE if name in names]
        return [*first, *(name for name in names if name not in first)]

    # What hands do.

    def act(self, action: str, digit: int) -> bool:
        """Show all orders or the ticket again; while they are shown mark, turn and open them."""
        if action == "orders":
            self._toggle()
            return True
        if not self.is_on:
            return False
        match action:
            case "done":
                return self._press_done()
            case "up" | "down":
                self._mark(-1 if action == "up" else 1)
            case "left" | "page_back":
                self._turn(-1)
            case "right" | "page_on":
                self._turn(1)
            case "digit" | "tile" | "bump_tile":  # nothing is bumped that is not seen on a rail
                self._open_digit(digit)
            case _:
                return False
        return True

    def touch(self, drawn: Widget, means: object) -> bool:
        """Open the order that was touched, or turn the page."""
        if isinstance(means, PageTurn):
            self._turn(means.by)
        elif isinstance(drawn, Overview):
            self._open(str(means))
        else:
            return False
        return True

    def aside(self) -> None:
        """Let a ticket that was opened by hand come in front."""
        self._wanted = False
        self._unmark()

    def _press_done(self) -> bool:
        green = self.green()
        if green is None:
            return False
        if self._desk.hands.presses.bounced("done"):
            return True
        match green.does:
            case "open-order":
                self._open(self.view.cursor)
            case "to-ticket":
                self._toggle()
        return True

    def _toggle(self) -> None:
        self._wanted = not self.is_on
        self._unmark()
        self._screen.redraw()

    def _unmark(self) -> None:
        self.view.cursor, self._marked_at = "", None

    def _mark(self, by: int) -> None:
        self.view.move(by)
        self._desk.opened_in = self._desk.hands.presses.burst
        self._marked_at = self._desk.counter.clock.now()
        self._screen.redraw()

    def _turn(self, by: int) -> None:
        """Show another page of orders, with none marked."""
        self.view.turn(by)
        self._unmark()
        self._screen.redraw()

    def _open(self, order_id: str) -> None:
        """Open an order's ticket where one is open here, else everything that is known of the order."""
        board = self._desk.counter.board
        here = next((one for one in board.rail(self._desk.stations) if one.order_id == order_id), None)
        if here:
            self._desk.open_ticket(ticket_id(here))
        elif order_id in board.orders:
            self._unmark()
            self._screen.app.push_screen(OrderScreen(self._kiosk, order_id))

    def _open_digit(self, digit: int) -> None:
        ids = self.view.ids
        if digit <= len(ids):
            self._open(ids[digit - 1])
        else:
            self._desk.shows.say(_("There is no order {digit} here.", digit=digit))
