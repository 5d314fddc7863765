"""What others than the worker say: an observer or the guest of a point, the guest of the whole."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import Mark, Source, Stamp
from kiosk.work.order.guard import Events, step_name, ticket_of
from kiosk.work.order.order import Order, Seer
from kiosk.work.order.order_events import GuestRated
from kiosk.work.order.ticket_events import PointMarked
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.rules import applies, point_of

BEST = 5
"""The best rating; 1 is the worst."""


def observe(
    order: Order, playbook: Playbook, where: tuple[str, str], stamp: Stamp, *, how: Mark, reason: str, source: Source
) -> Events:
    """Say how a point, `where` by step and id, went as somebody saw it who did not do it: from its opening on.

    It stands beside the worker's own mark, holds nothing back and changes no slip.
    """
    step, point = where
    name = step_name(playbook, step)
    asked = point_of(playbook.procedure[step], point)
    applies(order, asked, how, reason)
    if source == "observer" and not stamp.by:
        raise Refused("nobody", _("An observer has a name. Say who you are first."))
    if order.voided:
        raise Refused(
            "void", _("Order {number} is void: {reason}.", number=order.number, reason=usual(order.void_reason))
        )
    if step not in order.bumps and ticket_of(order, playbook, step, stamp.at).state == "waiting":
        raise Refused("waiting", _("{name} of order {number} has not begun.", name=name, number=order.number))
    seers: tuple[Seer, ...] = (source, "coach")
    for seer in seers if source == "observer" else (source,):
        already = order.seen.get((step, point, seer))
        if already and (already.mark, already.reason, already.stamp.by) == (how, reason, stamp.by):
            return ()
    return (PointMarked(step, point, how, reason, source),)


def rate(order: Order, rating: int) -> Events:
    """Note how the guest liked it, once they have it; a later rating stands in the earlier one's place."""
    if order.voided:
        raise Refused(
            "void", _("Order {number} is void: {reason}.", number=order.number, reason=usual(order.void_reason))
        )
    if not order.finished:
        raise Refused(
            "not-finished", _("Order {number} is not handed over. A guest rates what they have.", number=order.number)
        )
    if not 1 <= rating <= BEST:
        raise Refused(
            "no-rating", _("A rating is 1 to {best}, {best} the best, not {rating}.", best=BEST, rating=rating)
        )
    return () if order.rating == rating else (GuestRated(rating),)
