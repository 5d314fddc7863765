"""What has to be seen before hands go on: an allergy, by name, at every station that touches its order."""

from __future__ import annotations

from functools import partial

from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.screens.asking import Asking
from kiosk.tui.station.rail import TicketId
from kiosk.words import _
from kiosk.work.allergy.allergy import allergy_said, unseen
from kiosk.work.board.board import OnBoard
from kiosk.work.order.routing import Ticket
from kiosk.work.text.text import NAME_LENGTH, clean


class Heeding(Asking):
    """Asks who saw it where nobody is signed in, then says so; only then is DONE a bump."""

    def action_done(self) -> None:
        """Say that the allergy of the open ticket is seen, where nobody has at its station; else do what DONE does."""
        entry, ticket = self.open
        if entry is None or ticket is None or ticket.stop or not self.is_unseen((ticket.order_id, ticket.step)):
            super().action_done()
        elif self.meant("done"):
            self.ask_seen(entry, (ticket.order_id, ticket.step))

    def has_to_be_seen(self, ticket: Ticket) -> bool:
        """Say whether DONE is SEEN on a ticket: a change or an allergy is to be acknowledged first."""
        return ticket.stop or self.is_unseen((ticket.order_id, ticket.step))

    def is_unseen(self, ticket: TicketId) -> bool:
        """Say whether a ticket is about an allergy nobody at its station has seen."""
        entry = self.counter.board.orders.get(ticket[0])
        return entry is not None and unseen(entry.order, entry.playbook, ticket[1])

    def ask_seen(self, entry: OnBoard, ticket: TicketId) -> None:
        """Take whoever is signed in for whoever saw it; where nobody is, ask for a name."""
        if self.kiosk.person:
            self.verb(partial(self._see_allergy, ticket, self.kiosk.person))
            return
        if self.counter.people.known:
            self.kiosk.ask_person()
            return

        def named(name: str | None) -> None:
            if name is not None:
                self.verb(partial(self._see_allergy, ticket, clean(name, NAME_LENGTH)))

        question = _("Order {number}, ALLERGY: who has seen it? Your name", number=entry.order.number)
        self.app.push_screen(Prompt(question, about=allergy_said(entry.order, entry.guest), longest=NAME_LENGTH), named)

    async def _see_allergy(self, ticket: TicketId, by: str) -> None:
        intent = ("see-allergy", *ticket, by)
        entry = await self.once(intent, lambda op: self.counter.see_allergy(*ticket, by=by, op=op))
        self.changed_at = self.counter.clock.now()  # so that the press that saw it bumps nothing
        self.look()
        self.say(_("Order {number}: {by} has seen the allergy", number=entry.order.number, by=by), "good")
