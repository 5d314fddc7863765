"""What is known of guests, and refused orders as they came, are forgotten: the event says that, and never of whom."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import GuestsForgotten
from kiosk.work.order.guard import Events
from kiosk.work.verb.at import After, At
from kiosk.work.verb.field import OrderId
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import CounterVerb


class ForgetGuests(CounterVerb, frozen=True):
    """Forget whose an order was, or a refused order as it came, or all of both before a day."""

    order: OrderId = ""
    refusal: Annotated[str, Meta(description="the id of a refused order", extra={"field": "refusal"})] = ""
    before: Annotated[int, Meta(description="milliseconds since 1970, UTC", extra={"field": "before"})] = 0

    @property
    def meant(self) -> GuestsForgotten:
        """That they are forgotten."""
        return GuestsForgotten(self.order, self.refusal, self.before)

    def decide(self, at: At) -> Events:
        """Return that they are forgotten; refused where nobody is named, or somebody is still served."""
        if not (self.order or self.refusal or self.before):
            raise Refused("nobody-named", _("Say whom to forget: an order's guest, or all before a day."))
        served = at.board.orders.get(self.order)
        if served:
            words = _(
                "Order {number} is not finished. Its guest can be forgotten after that.", number=served.order.called
            )
            raise Refused("still-served", words)
        if self.refusal in at.standing.refusals:
            words = _("The refused order {name} waits. It can be forgotten once it is answered.", name=self.refusal)
            raise Refused("still-waits", words)
        return (self.meant,)

    def reply(self, after: After) -> Reply:
        """Say so."""
        return Reply(_("That is forgotten. Backups, slips and spoken lines that were kept still hold it."))
