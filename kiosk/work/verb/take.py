"""Take and put back: others see who works on a ticket."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.guard import Events, ago, doer, has, is_holder, step_name
from kiosk.work.order.ticket_events import TicketPutBack, TicketTakenUp
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import StepId
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb


class Take(OrderVerb, frozen=True):
    """Take a ticket up: others see who has it."""

    step: StepId
    over: Annotated[bool, Meta(description="take it from whoever has it now")] = False

    def decide(self, at: OrderAt) -> Events:
        """Return that it is begun; from somebody else it is taken only where that is meant."""
        taken = at.open_ticket(self.step).taken_up
        if taken and is_holder(taken, at.stamp):
            raise Refused("already-yours", _("You have order {number} already.", number=at.order.called))
        if taken and not self.over:
            raise Refused("already-taken-up", f"{has(at.order, at.book, taken, at.stamp)}.")
        return (TicketTakenUp(self.step),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say whose it is."""
        return Reply(_("Order {number}: {name} is yours", number=after.number, name=after.step_name(self.step)))


class PutBack(OrderVerb, frozen=True):
    """Leave a ticket you took up to others."""

    step: StepId

    def decide(self, at: OrderAt) -> Events:
        """Return that nobody has it any more; only who has it puts it back."""
        order, taken = at.order, at.open_ticket(self.step).taken_up
        if taken is None:
            raise Refused(
                "not-taken-up",
                _("Nobody has {name} of order {number}.", name=step_name(at.book, self.step), number=order.called),
            )
        if not is_holder(taken, at.stamp):
            raise Refused(
                "not-yours",
                _(
                    "{who} has order {number} since {ago}, not you.",
                    who=doer(taken, at.book),
                    number=order.called,
                    ago=ago(taken, at.stamp),
                ),
            )
        return (TicketPutBack(self.step),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that others can take it."""
        name = after.step_name(self.step)
        return Reply(_("Order {number}: {name} is put back, others can take it", number=after.number, name=name))
