"""Rush: an order goes before all others at every station; only so many may at once, or it would mean nothing."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.errors import Refused
from kiosk.words import _, plural
from kiosk.work.order.guard import Events, going
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderRushed, OrderUnrushed
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual


def rush(order: Order, playbook: Playbook, reason: str, others: Iterable[Order]) -> Events:
    """Let an order go first; `others` are the unfinished ones, of which only so many may be rushed."""
    going(order)
    if order.rush:
        raise Refused(
            "already-rushed",
            _("Order {number} is rushed already: {reason}.", number=order.number, reason=usual(order.rush_reason)),
        )
    if order.taken is None:
        raise Refused(
            "not-ordered", _("Order {number} is not taken yet, so there is nothing to rush.", number=order.number)
        )
    if not reason:
        raise Refused("no-reason", _("Say why order {number} is rushed.", number=order.number))
    rushed = [other.number for other in others if other.rush and not other.over and other.id != order.id]
    if len(rushed) >= playbook.most_rushed:
        numbers = ", ".join(map(str, rushed))
        words = plural(
            "{n} order is rushed already ({numbers}), and more would slow down all. End one first.",
            "{n} orders are rushed already ({numbers}), and more would slow down all. End one first.",
            len(rushed),
            numbers=numbers,
        )
        raise Refused("too-many-rushed", words)
    return (OrderRushed(reason),)


def unrush(order: Order) -> Events:
    """Let an order take its place by its age again."""
    going(order)
    if order.rush is None:
        raise Refused("not-rushed", _("Order {number} is not rushed.", number=order.number))
    return (OrderUnrushed(),)
