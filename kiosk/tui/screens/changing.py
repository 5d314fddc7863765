"""Changing at the front what was sent: which order, why, and sending or leaving it."""

from __future__ import annotations

from functools import partial

from kiosk.errors import Refused
from kiosk.tui.front.order_change import OrderChange
from kiosk.tui.modals.choose import PAGE, Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.screens.change_in_front import ChangeInFront
from kiosk.words import _, later
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import going
from kiosk.work.order.line import Wish, spell
from kiosk.work.order.order import Order

BY_NUMBER = later("Key its number …")
LEAVE, STAY = later("Leave it as it was"), later("Go on changing it")


class Changing(ChangeInFront):
    """Asks which order is to be changed, and sends or leaves the change."""

    def action_change(self) -> None:
        """Ask which order that was sent is to be changed: by a digit, or by its number."""
        found = [entry for entry in reversed(list(self.counter.board.orders.values())) if entry.order.taken]
        if not found:
            self.say(_("No order that was sent is unfinished, so there is nothing to change."))
            return
        here = self.chosen[0] if self.chosen else ""
        found.sort(key=lambda entry: (not self._is_begun(entry), entry.order.id != here))
        offers = [Offer(entry.order.id, _title(entry), self._summary(entry)) for entry in found]
        offers.insert(PAGE - 1, Offer(BY_NUMBER, _(BY_NUMBER)))

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer and answer[0] == BY_NUMBER:
                self.app.push_screen(Prompt(_("Which order? Its number"), figures=True), keyed)
            elif answer:
                self.verb(partial(self._begin, str(answer[0])))

        def keyed(number: str | None) -> None:
            if number:
                self.verb(partial(self._begin, number))

        self.app.push_screen(Choose(_("Which order is to be changed?"), tuple(offers)), asked)

    def _is_begun(self, entry: OnBoard) -> bool:
        """Say whether a change of an order waits at this terminal to be gone on with."""
        draft = self.kiosk.drafts.get(entry.order.id)
        return isinstance(draft, OrderChange) and draft.is_edited

    def _summary(self, entry: OnBoard) -> str:
        """Say where an order is open, and what it is."""
        menu, board = entry.playbook.menu, self.counter.board
        names = (board.place_name(entry, one) for one in entry.tickets if one.state == "open")
        places = ", ".join(dict.fromkeys(names))
        items = ", ".join(f"{line.quantity} × {spell(menu, line)}" for line in entry.order.lines if not line.of)
        begun = (_("being changed"),) if self._is_begun(entry) else ()
        return " · ".join((*begun, f"● {places}" if places else f"○ {_('waits')}", items))

    async def _begin(self, words: str) -> None:
        """Open an order to be changed, by its id or number; one that was begun is gone on with."""
        entry = await self.counter.order(words)
        order = entry.order
        going(order)
        if order.taken is None:
            raise Refused(
                "not-ordered", _("Order {number} is not sent yet. Key it as the guest wants it.", number=order.number)
            )
        self.set_aside()
        draft = self.kiosk.drafts.get(order.id)
        self.changing = draft if isinstance(draft, OrderChange) else OrderChange(entry)
        self.kiosk.drafts[order.id] = self.changing
        self.changing.in_front = True
        self.changed_at = self.counter.clock.now()
        self.hush()
        self.look()

    def send_change(self, keying: OrderChange) -> None:
        """Send the change as it is at this press."""
        if not keying.is_edited:
            self.say(_("Nothing of order {number} is changed yet.", number=keying.order.number))
        elif not self.refuses_lost(keying):
            self._send_change(keying, keying.order, keying.wishes(), "")

    def _send_change(self, keying: OrderChange, seen: Order, wishes: tuple[Wish, ...], reason: str) -> None:
        self.hush()
        keying.sending = True
        self.redraw()
        self.verb(partial(self._write_change, keying, seen, wishes, reason))

    async def _write_change(self, keying: OrderChange, seen: Order, wishes: tuple[Wish, ...], reason: str) -> None:
        """Write a change; where the rules want to know why, ask, and write it then."""
        by = self.kiosk.person
        try:
            entry = await self.once(
                ("change", seen.id),
                lambda op: self.counter.change(seen.id, wishes, reason, seen=seen.lines, by=by, op=op),
            )
        except Refused as refusal:
            if refusal.code != "no-reason":
                raise
            then = partial(self._send_change, keying, seen, wishes)
            question = _("Order {number}: why is less wanted, or something else?", number=seen.number)
            self.ask_reason(question, keying.entry.playbook.reasons.void, then)
            return
        finally:
            keying.sending = False
            self.look()
        self.end_change(seen, entry)

    def leave_change(self, keying: OrderChange) -> None:
        """Leave the order as it was; where something was keyed, ask first."""
        if not keying.is_edited or keying.ended:
            self._leave(keying)
            return

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer and answer[0] == LEAVE:
                self._leave(keying)

        question = _("Order {number} is not sent as it is here.", number=keying.order.number)
        self.app.push_screen(Choose(question, (Offer(LEAVE, _(LEAVE)), Offer(STAY, _(STAY)))), asked)

    def _leave(self, keying: OrderChange) -> None:
        self.kiosk.drafts.pop(keying.order.id, None)
        if self.changing is keying:
            self.set_aside()
        self.look()
        if not keying.ended:
            self.say(_("Order {number} stays as it was", number=keying.order.number), "good")


def _title(entry: OnBoard) -> str:
    """Name an order by its number and its guest."""
    return _("Order {number} {name}", number=entry.order.number, name=entry.guest.name).strip()
