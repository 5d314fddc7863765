"""Rush: an order goes before all others at every station; only so many may at once, or it would mean nothing."""

from __future__ import annotations

from typing import ClassVar

from kiosk.errors import Refused
from kiosk.words import _, plural
from kiosk.work.order.guard import Events, going
from kiosk.work.order.order_events import OrderRushed, OrderUnrushed
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import Reason
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb


class Rush(OrderVerb, frozen=True):
    """Let an order go before all others, at every station."""

    alone: ClassVar = True
    words: ClassVar = ("reason",)

    reason: Reason

    def decide(self, at: OrderAt) -> Events:
        """Return the rush; only so many orders may be rushed at once."""
        order = at.order
        going(order)
        if order.rush:
            raise Refused(
                "already-rushed",
                _("Order {number} is rushed already: {reason}.", number=order.called, reason=usual(order.rush_reason)),
            )
        if order.taken is None:
            raise Refused(
                "not-ordered", _("Order {number} is not taken yet, so there is nothing to rush.", number=order.called)
            )
        if not self.reason:
            raise Refused("no-reason", _("Say why order {number} is rushed.", number=order.called))
        others = [entry.order for entry in at.board.orders.values()]
        rushed = [other.number for other in others if other.rush and not other.over and other.id != order.id]
        if len(rushed) >= at.book.most_rushed:
            numbers = ", ".join(map(str, rushed))
            words = plural(
                "{n} order is rushed already ({numbers}), and more would slow down all. End one first.",
                "{n} orders are rushed already ({numbers}), and more would slow down all. End one first.",
                len(rushed),
                numbers=numbers,
            )
            raise Refused("too-many-rushed", words)
        return (OrderRushed(self.reason),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that it goes first, and why."""
        return Reply(
            _("Order {number} goes first everywhere: {reason}", number=after.number, reason=usual(self.reason))
        )


class Unrush(OrderVerb, frozen=True):
    """Let an order take its place by its age again."""

    def decide(self, at: OrderAt) -> Events:
        """Return the end of the rush."""
        going(at.order)
        if at.order.rush is None:
            raise Refused("not-rushed", _("Order {number} is not rushed.", number=at.order.called))
        return (OrderUnrushed(),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that it is over."""
        return Reply(_("Order {number} is no longer rushed", number=after.number))
