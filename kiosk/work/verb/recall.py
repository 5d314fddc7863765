"""Recall and review: a bumped step is to be done again, long after it could be undone, and the steps after it too."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import Events, inside, step_name
from kiosk.work.order.order import Order
from kiosk.work.order.routing import needed
from kiosk.work.order.ticket_events import LineUndone, TicketPutBack, TicketRecalled
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.at import LAST, OrderAfter, OrderAt
from kiosk.work.verb.field import Reason, StepId
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb, Result


class Recall(OrderVerb, frozen=True):
    """Open a step of one of the last 50 orders again, and all after it, with a clock that begins anew."""

    of_recent: ClassVar = True
    words: ClassVar = ("reason",)

    step: StepId
    reason: Reason

    def decide(self, at: OrderAt) -> Events:
        """Return the step and all after it as to be done again."""
        return _again(at, self.step, self.reason, restarts=True)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that its clock begins anew, and what comes again with it."""
        name = after.step_name(self.step)
        words = _("Order {number}: {name} is recalled, its clock begins anew", number=after.number, name=name)
        return Reply(sentences(words, come_again(after, self.step)))

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return its ticket."""
        return Result(chosen=(self.order, self.step))


class Review(OrderVerb, frozen=True):
    """Open a step of one of the last 50 orders again, and all after it, with the clock it had."""

    of_recent: ClassVar = True
    words: ClassVar = ("reason",)

    step: StepId
    reason: Reason

    def decide(self, at: OrderAt) -> Events:
        """Return the step and all after it as to be done again."""
        return _again(at, self.step, self.reason, restarts=False)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that its clock goes on, and what comes again with it."""
        name = after.step_name(self.step)
        words = _("Order {number}: {name} is back, its clock goes on", number=after.number, name=name)
        return Reply(sentences(words, come_again(after, self.step)))

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return its ticket."""
        return Result(chosen=(self.order, self.step))


def come_again(after: OrderAfter, step: str) -> str:
    """Say which steps were recalled together with one; empty where none was."""
    recalls = after.entry.order.recalls
    names = [after.step_name(one.step) for one in recalls if one.stamp == recalls[-1].stamp and one.step != step]
    return _("After it again: {names}.", names=", ".join(names)) if names else ""


def _again(at: OrderAt, step: str, reason: str, *, restarts: bool) -> Events:
    """Open a step and every bumped step after it; what was begun after it waits again."""
    order, playbook = at.order, at.book
    _may_be_recalled(at, step)
    name = step_name(playbook, step)
    if not reason:
        raise Refused("no-reason", _("Say why {name} of order {number} is done again.", name=name, number=order.called))
    wanted = {one.id for one in needed(replace(order, bumps={}, stops={}), playbook)} | order.stops.keys()
    if step not in wanted:
        raise Refused(
            "not-needed", _("Order {number} needs no {name} any more.", number=order.called, name=inside(name))
        )
    later = [one.id for one in playbook.process.steps if step in playbook.process.before(one.id)]
    begun = [one for one in later if one not in order.bumps]
    return (
        TicketRecalled(step, reason, restarts),
        *(TicketRecalled(one, reason, restarts) for one in later if one in order.bumps and one in wanted),
        *(TicketPutBack(one) for one in begun if one in order.taken_up),
        *(LineUndone(one, line) for one, line in order.done if one in begun),
    )


def _may_be_recalled(at: OrderAt, step: str) -> None:
    """Refuse a step that is not done, one that sent the order, and an order whose guest is long gone."""
    order, playbook = at.order, at.book
    if not at.is_recent:
        words = _(
            "Order {number} is not among the last {count}. Key it anew if the guest is back.",
            number=order.called,
            count=LAST,
        )
        raise Refused("too-old", words)
    name = step_name(playbook, step)
    if order.voided:
        raise Refused(
            "void",
            _("Order {number} is void: {reason}. Key it anew.", number=order.called, reason=usual(order.void_reason)),
        )
    if step not in order.bumps:
        raise Refused(
            "not-bumped",
            _("{name} of order {number} is not done, so there is nothing to recall.", name=name, number=order.called),
        )
    taking = playbook.process.taking
    if taking and (step == taking.id or step in playbook.process.before(taking.id)):
        raise Refused(
            "sent",
            _("Order {number} is sent. Change it, or void it, if the guest wants something else.", number=order.called),
        )


def recallable(order: Order, playbook: Playbook) -> tuple[str, ...]:
    """Name the steps of an order that can be recalled, the one done last first."""
    taking = playbook.process.taking
    kept = playbook.process.before(taking.id) | {taking.id} if taking else frozenset[str]()
    steps = [step.id for step in playbook.process.steps if step.id in order.bumps and step.id not in kept]
    return () if order.voided else tuple(reversed(steps))
