"""One order from whatever station: everything that is known of it, and what can be done about it from here."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.keys.action import ACTIONS
from kiosk.tui.expo.order_facts import Facts, OrderFacts
from kiosk.tui.expo.whole_orders import whole_order
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.telling import Telling
from kiosk.tui.screens.working import became
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.widgets.keybar import Key, KeyBar
from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.routing import Ticket
from kiosk.work.verb.recall import recallable

VERBS = ("rush", "hold", "fire", "hand_over_early", "recall", "void", "problem")
"""What can be done about any order, in the order of its digits where all of it makes sense."""


class OrderScreen(Telling):
    """Stands until the worker goes back; every verb of it is about this order, wherever its tickets are."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "undo", *VERBS, "more", "left", "right", "home", "theme")

    def __init__(self, order_id: str) -> None:
        """Show this order."""
        super().__init__(())
        self._order = order_id
        self._last: OnBoard | None = None
        """As it was when it was last on the board."""

    def compose_middle(self) -> ComposeResult:
        """Give all the room to the facts."""
        yield OrderFacts(id="facts")

    def on_mount(self) -> None:
        """Count every station as here: what is asked about an order is asked about all of it."""
        self.stations = tuple(self.counter.playbook.station)

    def badge(self) -> str:
        """Name the order."""
        return _("Order {number}", number=self._last.order.number) if self._last else _("Order")

    def facts(self) -> tuple[str, ...]:
        """Say who works."""
        return (self.worker, self.counter.playbook.title)

    @property
    def open(self) -> tuple[OnBoard | None, Ticket | None]:
        """The order, while it is on the board."""
        return self.counter.board.orders.get(self._order), None

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
        now = self.counter.stamp_of(self.kiosk.person)
        words = f"{became(self._last, self._last.tickets[-1].step, now)}." if ended else ""
        whole = whole_order(self.kiosk, self._last, self.counter.clock.now())
        self.query_one(OrderFacts).show(Facts(whole, words))
        self._show_keys()

    @property
    def verbs(self) -> tuple[str, ...]:
        """Name what makes sense now, in the order of the digits."""
        entry = self.open[0]
        if entry is None:
            return ()
        order = entry.order
        useless = {
            "fire": not self._held(entry),
            "hold": entry.is_held,
            "hand_over_early": order.taken is None,
            "recall": not recallable(order, entry.playbook),
        }
        return tuple(name for name in VERBS if not useless.get(name))

    def _show_keys(self) -> None:
        """Offer the way back in green, and each verb with its digit."""
        order = self._last.order if self._last else None
        labels = {"rush": _("No rush")} if order and order.rush else {}
        keys = [Key(name, labels.get(name, ""), sign=str(digit)) for digit, name in enumerate(self.verbs, 1)]
        back = Key("done", _("TO THE ORDERS"), main=True, sign=self.sign("done"))
        self.query_one(KeyBar).show(back, *keys, Key("more", sign=self.sign("more")))

    # What hands do.

    async def action_digit(self, digit: int) -> None:
        """Do the verb with this digit, unless it is the press that opened this order."""
        if not self.meant(f"digit({digit})"):
            return
        if digit <= len(self.verbs):
            await self.run_action(self.verbs[digit - 1])
        else:
            self.means_nothing(str(digit))

    def action_done(self) -> None:
        """Go back to the orders, unless it is the press that opened this one."""
        if self.meant("done"):
            self.action_home()

    def action_more(self) -> None:
        """Show every verb with a digit, and how to take back what was done last."""
        names = (*self.verbs, "undo", *(("left", "right") if self.query_one(OrderFacts).is_long else ()), "home")
        self.ask_action(tuple(Offer(name, _(ACTIONS[name].label), self.sign(name)) for name in names))

    def action_left(self) -> None:
        """Scroll back."""
        self.query_one(OrderFacts).turn(-1)

    def action_right(self) -> None:
        """Scroll on."""
        self.query_one(OrderFacts).turn(1)

    def action_fire(self) -> None:
        """Let what is held of this order begin now; where several steps wait for their time, ask which."""
        entry = self.open_entry()
        if entry is None:
            return
        held = self._held(entry)
        now = self.counter.clock.now()

        def fire(whole: bool, step: str) -> None:  # noqa: FBT001 - as `_held` gives it
            self.verb(partial(self._fire, self._order, "" if whole else step))

        if not held:
            self.say(_("Nothing of order {number} is held back.", number=entry.order.number))
        elif len(held) == 1:
            fire(*held[0][:2])
        else:
            offers = tuple(
                Offer(place, words, self._fires(entry, step, now)) for place, (_whole, step, words) in enumerate(held)
            )

            def asked(answer: tuple[object, ...] | None) -> None:
                if answer and isinstance(answer[0], int):
                    fire(*held[answer[0]][:2])

            self.app.push_screen(Choose(_("What begins now?"), offers), asked)

    def action_recall(self) -> None:
        """Ask which step of this order is to be done again, and why."""
        entry = self.open_entry()
        if entry is None:
            return
        steps = recallable(entry.order, entry.playbook)
        if not steps:
            self.say(_("No step of order {number} could be done again.", number=entry.order.number))
            return
        offers = tuple(Offer(step, entry.playbook.process.step[step].name) for step in steps)

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer:
                then = partial(self._again, str(answer[0]))
                self.ask_reason(_("Why is it done again?"), entry.playbook.reasons.recall, partial(self.noted, then))

        self.app.push_screen(
            Choose(_("Order {number}: which step is done again?", number=entry.order.number), offers), asked
        )

    async def _again(self, step: str, reason: str) -> None:
        entry = await self.again("recall", (self._order, step), reason)
        self.look()
        name = entry.playbook.process.step[step].name
        self.say(
            _(
                "Order {number}: {name} is to be done again, and its clock begins anew",
                number=entry.order.number,
                name=name,
            ),
            "good",
        )
