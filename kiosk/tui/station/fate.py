"""What became of a ticket that is not open any more, in words."""

from __future__ import annotations

from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import ago, doer, who
from kiosk.work.playbook.reasons import usual


def became(entry: OnBoard | None, step: str, now: Stamp) -> str:
    """Return what became of a ticket that is not open any more: who did what, and how long ago."""
    ticket = entry.ticket(step) if entry else None
    if entry is None:
        return _("That order was ended at another terminal")
    order, name = entry.order, entry.playbook.process.step[step].name
    if order.voided:
        return _(
            "STOP: order {number} is void: {void_reason} ({since})",
            number=order.called,
            void_reason=usual(order.void_reason),
            since=_since(order.voided, now),
        )
    if order.held and ticket and ticket.state == "held":
        return _(
            "Order {number} is held: {reason} ({since})",
            number=order.called,
            reason=usual(order.held.reason),
            since=_since(order.held.stamp, now),
        )
    if ticket and ticket.bump:
        did = ticket.bump.stamp
        return _(
            "{who} did {name} of order {number} {ago} ago at another terminal",
            who=doer(did, entry.playbook),
            name=name,
            number=order.called,
            ago=ago(did, now),
        )
    if order.finished:
        return _(
            "Order {number} was handed over as it is ({since})", number=order.called, since=_since(order.finished, now)
        )
    return _("Order {number}: {name} is not to be done now", number=order.called, name=name)


def _since(stamp: Stamp, now: Stamp) -> str:
    return _("{who}, {ago} ago", who=who(stamp), ago=ago(stamp, now))
