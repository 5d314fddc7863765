"""Waste: something was made for nothing, and why."""

from __future__ import annotations

from typing import ClassVar

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.guard import Events, step_name
from kiosk.work.order.ticket_events import WasteNoted
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import LineId, Quantity, Reason, StepId
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb


class Waste(OrderVerb, frozen=True):
    """Note that something that was made goes to waste."""

    words: ClassVar = ("reason",)

    step: StepId
    line: LineId
    reason: Reason
    quantity: Quantity = 1

    def decide(self, at: OrderAt) -> Events:
        """Return the waste; the order may be over."""
        order, name = at.order, step_name(at.book, self.step)
        line = next((one for one in order.lines if one.id == self.line), None)
        if line is None:
            raise Refused("no-such-line", _("Order {number} has no line {line}.", number=order.called, line=self.line))
        if not 1 <= self.quantity <= line.quantity:
            raise Refused(
                "bad-quantity",
                _(
                    "1 to {most} of that line can go to waste at {name}, not {quantity}.",
                    most=line.quantity,
                    name=name,
                    quantity=self.quantity,
                ),
            )
        if not self.reason:
            raise Refused("no-reason", _("Say why it goes to waste."))
        return (WasteNoted(self.step, self.line, self.quantity, self.reason),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what went where, and why."""
        line = next(one.line for one in reversed(after.entry.order.wastes) if one.line.id == self.line)
        words = _(
            "Order {number}: {line} to waste at {name}: {reason}",
            number=after.number,
            line=after.line_name(line),
            name=after.step_name(self.step),
            reason=usual(self.reason),
        )
        return Reply(words)
