"""Hold and fire: an order leaves the rails until a time or by hand; what waits for its time can be fired early."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import Events, going, step_name
from kiosk.work.order.order_events import OrderFired, OrderHeld
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import FOR_LATER
from kiosk.work.text.text import action
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import Reason, StepId, Until
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb, TicketId

LONGEST_HOLD = 24
"""Hours an order may be held: longer is a date, and dates belong to whoever sends the order."""


class Hold(OrderVerb, frozen=True):
    """Keep an order off the rails until a time, or until fired."""

    words: ClassVar = ("reason",)

    reason: Reason
    until: Until = 0

    def decide(self, at: OrderAt) -> Events:
        """Return the hold of what is left of an order."""
        order, now = at.order, at.stamp.at
        going(order)
        if order.taken is None:
            raise Refused(
                "not-ordered", _("Order {number} is not taken yet, so there is nothing to hold.", number=order.called)
            )
        if order.held_at(now):
            raise Refused("already-held", _("Order {number} is held already. Fire it first.", number=order.called))
        if not self.reason:
            raise Refused("no-reason", _("Say why order {number} is held.", number=order.called))
        if self.until and self.until <= now.at:
            raise Refused("past", _("That time is over. Say a later one."))
        if self.until > now.at + LONGEST_HOLD * 3_600_000:
            raise Refused("too-long", _("An order is held for at most {hours} hours.", hours=LONGEST_HOLD))
        return (OrderHeld(self.reason, self.until),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say until when."""
        if self.until:
            return Reply(_("Order {number} is held until {at}", number=after.number, at=after.clock(self.until)))
        words = _("Order {number} is held until somebody fires it ({fire})", number=after.number, fire=action("fire"))
        return Reply(words)

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return all of its tickets: they leave the rails."""
        return self.every_ticket(board)


class Fire(OrderVerb, frozen=True):
    """Let what is held back of an order begin now."""

    step: Annotated[StepId, Meta(description="only this step, where it waits for its time")] = ""

    def decide(self, at: OrderAt) -> Events:
        """Return the end of the hold, or that what waits for its time begins: one step where it is named."""
        order = at.order
        going(order)
        if self.step:
            step_name(at.book, self.step)
        if order.held_at(at.stamp.at):
            return (OrderFired(),)
        waiting = [one.step for one in at.tickets if one.state == "held" and self.step in ("", one.step)]
        if not waiting:
            raise Refused("not-held", _("Nothing of order {number} is held back.", number=order.called))
        return tuple(OrderFired(step) for step in waiting)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what begins: a step that is named, but all of an order that was held."""
        held = after.before is not None and after.before.order.held_at(after.now.at)
        if self.step and not held:
            name = after.step_name(self.step)
            return Reply(_("Order {number}: {name} begins now", number=after.number, name=name))
        return Reply(_("Order {number} begins now", number=after.number))


def scheduled(playbook: Playbook, ready_at: int, stamp: Stamp) -> tuple[OrderHeld, ...]:
    """Hold an order that is to be ready at an instant (milliseconds since 1970, UTC) until it has to be begun.

    That is the process's target earlier; nothing is held where it has to be begun now, or `ready_at` is 0.
    """
    begin = ready_at - 1000 * playbook.process.clock.target
    if begin <= stamp.at.at:
        return ()
    if begin > stamp.at.at + LONGEST_HOLD * 3_600_000:
        raise Refused(
            "too-long", _("An order is taken at most {hours} hours before it is to be ready.", hours=LONGEST_HOLD)
        )
    return (OrderHeld(FOR_LATER, begin),)
