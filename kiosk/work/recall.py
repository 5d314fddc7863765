"""Recall and review: a bumped step is to be done again, long after it could be undone, and the steps after it too."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.guard import Events, inside, step_name
from kiosk.work.order.order import Order
from kiosk.work.order.routing import needed
from kiosk.work.order.ticket_events import LineUndone, TicketPutBack, TicketRecalled
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual


def recall(order: Order, playbook: Playbook, step: str, reason: str) -> Events:
    """Open a bumped step again, in its old place, with a clock that begins anew."""
    return _again(order, playbook, step, reason, restarts=True)


def review(order: Order, playbook: Playbook, step: str, reason: str) -> Events:
    """Open a bumped step again, in its old place, with the clock it had."""
    return _again(order, playbook, step, reason, restarts=False)


def _again(order: Order, playbook: Playbook, step: str, reason: str, *, restarts: bool) -> Events:
    """Open a step and every bumped step after it; what was begun after it waits again."""
    name = step_name(playbook, step)
    if order.voided:
        raise Refused(
            "void",
            _("Order {number} is void: {reason}. Key it anew.", number=order.number, reason=usual(order.void_reason)),
        )
    if step not in order.bumps:
        raise Refused(
            "not-bumped",
            _("{name} of order {number} is not done, so there is nothing to recall.", name=name, number=order.number),
        )
    taking = playbook.process.taking
    if taking and (step == taking.id or step in playbook.process.before(taking.id)):
        raise Refused(
            "sent",
            _("Order {number} is sent. Change it, or void it, if the guest wants something else.", number=order.number),
        )
    if not reason:
        raise Refused("no-reason", _("Say why {name} of order {number} is done again.", name=name, number=order.number))
    wanted = {one.id for one in needed(replace(order, bumps={}, stops={}), playbook)} | order.stops.keys()
    if step not in wanted:
        raise Refused(
            "not-needed", _("Order {number} needs no {name} any more.", number=order.number, name=inside(name))
        )
    later = [one.id for one in playbook.process.steps if step in playbook.process.before(one.id)]
    begun = [one for one in later if one not in order.bumps]
    return (
        TicketRecalled(step, reason, restarts),
        *(TicketRecalled(one, reason, restarts) for one in later if one in order.bumps and one in wanted),
        *(TicketPutBack(one) for one in begun if one in order.taken_up),
        *(LineUndone(one, line) for one, line in order.done if one in begun),
    )


def recallable(order: Order, playbook: Playbook) -> tuple[str, ...]:
    """Name the steps of an order that can be recalled, the one done last first."""
    taking = playbook.process.taking
    kept = playbook.process.before(taking.id) | {taking.id} if taking else frozenset[str]()
    steps = [step.id for step in playbook.process.steps if step.id in order.bumps and step.id not in kept]
    return () if order.voided else tuple(reversed(steps))
