"""One order from whatever station: everything that is known of it, and what can be done about it from here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.tui.expo.order_facts import Facts, OrderFacts
from kiosk.tui.expo.whole_orders import whole_order
from kiosk.tui.station.desk import Desk
from kiosk.tui.station.fate import became
from kiosk.tui.station.flows import STATION
from kiosk.tui.station.flows.run import Flows, show_slip
from kiosk.tui.station.hands import Opened
from kiosk.tui.station.mode import Mode
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.field_lines import field_rows
from kiosk.tui.widgets.keybar import Key, KeyBar
from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.facts import fields_asked
from kiosk.work.verb.recall import recallable
from kiosk.work.verb.verb import TicketId

VERBS = ("rush", "hold", "fire", "hand_over_early", "recall", "void", "problem", "allergy", "fields")
"""What can be done about any order, in the order of its digits where all of it makes sense."""

FLOWS = {name: STATION[name] for name in ("undo", *VERBS)}
FLOWS |= dict.fromkeys(("fire", "recall"), "kiosk.tui.expo.flows")
"""By action, where its flow stands: what a station asks of all orders is asked here of this one."""


class TheOrder(Mode):
    """Stands in front of the desk for as long as the screen does: keys mean this order, wherever its tickets are."""

    def __init__(self, kiosk: Terminal, order_id: str) -> None:
        """Mean this order."""
        self._counter = kiosk.counter
        self.id = order_id

    @property
    def open(self) -> Opened:
        """The order, while it is on the board."""
        return self._counter.board.orders.get(self.id), None


class OrderScreen(CounterScreen):
    """A desk without a rail: it stands until the worker goes back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "undo", *VERBS, "more", "left", "right", "home", "theme")
    DOES = CounterScreen.DOES | {"undo", *VERBS, "done", "more", "left", "right", "digit"}

    def __init__(self, kiosk: Terminal, order_id: str) -> None:
        """Show this order; what is asked about it is asked about all of it, so every station counts as here."""
        super().__init__(kiosk)
        self.desk = Desk(kiosk.counter, kiosk, tuple(kiosk.counter.playbook.station), self)
        self.desk.above = (TheOrder(kiosk, order_id),)
        self.flows = Flows(self.desk, self, FLOWS)
        self._order = order_id
        self._last: OnBoard | None = None
        """As it was when it was last on the board."""

    def compose_middle(self) -> ComposeResult:
        """Return all the room to the facts."""
        yield OrderFacts(id="facts")

    def on_screen_resume(self) -> None:
        """Take the first moment for the tail of the press that led here."""
        if self.desk.front():
            self.call_after_refresh(self._enter)

    def _enter(self) -> None:
        self.look()
        self.desk.entered()

    def badge(self) -> str:
        """Name the order."""
        return _("Order {number}", number=self._last.order.called) if self._last else _("Order")

    def facts(self) -> tuple[str, ...]:
        """Say who works."""
        return (self.worker, self.counter.playbook.title)

    # What is shown.

    def show_board(self, board: Board) -> None:
        """Show the order as it is, or what became of it."""
        self._last = board.orders.get(self._order) or self.counter.remembered(self._order) or self._last
        self.redraw()

    def tick(self) -> None:
        """Count the clocks on."""
        super().tick()
        self.redraw()

    def redraw(self) -> None:
        """Draw facts and keys for this instant."""
        if self._last is None:
            return
        ended = self._order not in self.counter.board.orders
        words = f"{became(self._last, self._last.tickets[-1].step, self.desk.me)}." if ended else ""
        whole = whole_order(self.kiosk, self._last, self.counter.clock.now())
        self.query_one(OrderFacts).show(Facts(whole, words, field_rows(self._last, "", self.desk.roles)))
        self._show_keys(self._last)

    @property
    def verbs(self) -> tuple[str, ...]:
        """Name what makes sense now, in the order of the digits."""
        entry = self.desk.open[0]
        if entry is None:
            return ()
        order = entry.order
        useless = {
            "fire": not any(ticket.state == "held" for ticket in entry.tickets),
            "hold": entry.is_held,
            "hand_over_early": order.taken is None,
            "recall": not recallable(order, entry.playbook),
            "allergy": not (order.asked or order.answers),
            "fields": not fields_asked(order, entry.playbook),
        }
        names = (name for name in VERBS if not useless.get(name))
        return tuple(sorted(names, key=lambda name: not (order.asked and name == "allergy")))  # what holds it up first

    def _show_keys(self, entry: OnBoard) -> None:
        """Offer the way back in green, and each verb with its digit."""
        labels = {"rush": _("No rush")} if entry.order.rush else {}
        labels |= {"allergy": _("ALLERGY?")} if entry.order.asked else {}
        keys = [Key(name, labels.get(name, ""), sign=str(digit)) for digit, name in enumerate(self.verbs, 1)]
        back = Key("done", _("TO THE ORDERS"), main=True, sign=self.sign("done"))
        self.query_one(KeyBar).show(back, *keys, Key("more", sign=self.sign("more")))

    # What hands do.

    def act(self, action: str) -> bool:
        """Do what is asked about the order, scroll, or go back."""
        if self.flows.act(action):
            return True
        facts = self.query_one(OrderFacts)
        match action:
            case "done":  # unless it is the press that opened this order
                if self.desk.meant("done"):
                    self.action_home()
            case "more":
                pages = ("left", "right") if facts.is_long else ()
                self.ask_action((*self.verbs, "undo", *pages, "home"))
            case "left" | "right":
                facts.turn(-1 if action == "left" else 1)
            case _ if action.startswith("digit("):
                self._press_digit(int(action[len("digit(") : -1]))
            case _:
                return super().act(action)
        return True

    def _press_digit(self, digit: int) -> None:
        """Do the verb with this digit, unless it is the press that opened this order."""
        if self.desk.meant(f"digit({digit})"):
            if digit <= len(self.verbs):
                self.act(self.verbs[digit - 1])
            else:
                self.means_nothing(str(digit))

    # What the desk moves.

    def opened(self, ticket: TicketId) -> None:
        """Stay with the order."""

    def ended(self, entry: OnBoard) -> None:
        """Show its slip."""
        show_slip(self, entry)
