"""Hold and fire: an order leaves the rails until a time or by hand; what waits for its time can be fired early."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import Events, going, step_name
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderFired, OrderHeld
from kiosk.work.order.routing import tickets
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import FOR_LATER

LONGEST_HOLD = 24
"""Hours an order may be held: longer is a date, and dates belong to whoever sends the order."""


def hold(order: Order, reason: str, until: int, stamp: Stamp) -> Events:
    """Keep what is left of an order off the rails until `until` (milliseconds since 1970, UTC), or 0 until fired."""
    going(order)
    if order.taken is None:
        raise Refused(
            "not-ordered", _("Order {number} is not taken yet, so there is nothing to hold.", number=order.number)
        )
    if order.held_at(stamp.at):
        raise Refused("already-held", _("Order {number} is held already. Fire it first.", number=order.number))
    if not reason:
        raise Refused("no-reason", _("Say why order {number} is held.", number=order.number))
    if until and until <= stamp.at.at:
        raise Refused("past", _("That time is over. Say a later one."))
    if until > stamp.at.at + LONGEST_HOLD * 3_600_000:
        raise Refused("too-long", _("An order is held for at most {hours} hours.", hours=LONGEST_HOLD))
    return (OrderHeld(reason, until),)


def fire(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """End the hold of an order, or let what waits for its time begin now: one step of it where it is named."""
    going(order)
    if step:
        step_name(playbook, step)
    if order.held_at(stamp.at):
        return (OrderFired(),)
    held = [ticket for ticket in tickets(order, playbook, stamp.at) if ticket.state == "held"]
    waiting = [ticket.step for ticket in held if step in ("", ticket.step)]
    if not waiting:
        raise Refused("not-held", _("Nothing of order {number} is held back.", number=order.number))
    return tuple(OrderFired(one) for one in waiting)


def scheduled(playbook: Playbook, ready_at: int, stamp: Stamp) -> Events:
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
