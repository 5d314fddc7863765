"""The expo: puts orders together, checks them, hands them over, and sees every order in whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType

from kiosk.tui.screens.all_orders import AllOrders
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.routing import Ticket

FIRST_IN_MORE = (
    "right",
    "left",
    "orders",
    "hand_over_early",
    "rush",
    "hold",
    "fire",
    "recall",
    "void",
    "waste",
    "line_mode",
)
"""What stands on the first page of More, so that an expo has it within two touches."""


class ExpoScreen(AllOrders):
    """Offers what an expo needs: keys for the open ticket, and others while all orders are shown."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("orders", digits=False)

    def show_keys(self, entry: OnBoard | None, ticket: Ticket | None) -> None:
        """Offer what an expo needs: with all orders what is done with the marked one, else the ticket's verbs."""
        if self.sees_all:
            pages = (Key("left"), Key("right")) if self.all.has_pages else ()
            verbs = (Key("rush"), Key("hold"), Key("hand_over_early"), Key("void")) if entry else ()
            others = (Key("recall"), Key("counts"), Key("finished"), Key("slip"), Key("home"))
            self.keys(*self._green(entry), Key("undo"), Key("more"), *pages, *verbs, *others)
        elif entry and ticket:
            done = _("DONE {step}", step=entry.playbook.process.step[ticket.step].name)
            done = _("SEEN") if self.has_to_be_seen(ticket) else done
            take = Key("take", _("Put back") if self.is_mine(ticket) else "")
            reads = (Key("reading"),) if self._takes_readings() else ()
            rest = (
                Key("hand_over_early"),
                Key("rush"),
                Key("hold"),
                Key("points"),
                Key("procedure"),
                Key("say"),
                Key("waste"),
            )
            main = Key("done", done, main=True)
            self.keys(main, Key("undo"), Key("more"), Key("orders"), Key("line_mode"), *reads, take, *rest)
        else:
            super().show_keys(entry, ticket)

    def _green(self, marked: OnBoard | None) -> tuple[Key, ...]:
        """Say what DONE does while all orders are shown."""
        if marked:
            return (Key("done", _("OPEN {number}", number=marked.order.number), main=True),)
        return (Key("done", _("TO THE TICKET"), main=True),) if self.chosen else ()

    def offered(self) -> Iterable[str]:
        """Name the actions that More lists: what an expo needs first, and of a ticket nothing while none is seen."""
        names = list(super().offered())
        if self.sees_all:
            ticket = {"take", "line_mode", "say", "points", "reading", "skip", "waste"}
            order = set() if self.all.cursor else {"rush", "hold", "hand_over_early", "void"}
            names = [name for name in names if name not in ticket | order]
            names += [name for name in ("rush", "hold", "hand_over_early", "void") if name not in names and not order]
            names += ["left", "right"] if self.all.has_pages else []
        if not self.sees_all or self.chosen:
            names.append("orders")
        first = [name for name in FIRST_IN_MORE if name in names]
        return [*first, *(name for name in names if name not in first)]

    async def action_digit(self, digit: int) -> None:
        """Open the order with this digit, else tick a point."""
        if self.sees_all:
            self._open_digit(digit)
        else:
            await super().action_digit(digit)

    def action_tile(self, digit: int) -> None:
        """Open the order with this digit, else the ticket in its tile."""
        if self.sees_all:
            self._open_digit(digit)
        else:
            super().action_tile(digit)

    def action_bump_tile(self, digit: int) -> None:
        """Open the order with this digit: nothing is bumped that is not seen on a rail."""
        if self.sees_all:
            self._open_digit(digit)
        else:
            super().action_bump_tile(digit)

    def _open_digit(self, digit: int) -> None:
        ids = self.all.ids
        if digit <= len(ids):
            self.open_order(ids[digit - 1])
        else:
            self.say(_("There is no order {digit} here.", digit=digit))

    def action_left(self) -> None:
        """Turn the page back."""
        self.turn_page(-1) if self.sees_all else super().action_left()

    def action_right(self) -> None:
        """Turn the page on."""
        self.turn_page(1) if self.sees_all else super().action_right()

    def action_page_back(self) -> None:
        """Turn the page back, of the orders or of the rail."""
        self.turn_page(-1) if self.sees_all else super().action_page_back()

    def action_page_on(self) -> None:
        """Turn the page on, of the orders or of the rail."""
        self.turn_page(1) if self.sees_all else super().action_page_on()
