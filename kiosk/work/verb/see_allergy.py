"""Seeing an allergy by name, at every station that touches its order; and saying whether what a note says is one."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.allergy import allergy_said, quoted, seen_at, station_of
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import Events, ago, doer, going, step_name
from kiosk.work.order.order import ANSWERS, AllergyQuestion, Answer
from kiosk.work.order.order_events import AllergySeen
from kiosk.work.text.text import action
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.change import answered, ended
from kiosk.work.verb.field import StepId
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb, Result


class AnswerAllergy(OrderVerb, frozen=True):
    """Say whether what notes of an order may tell of is an allergy, or just a wish."""

    answer: Annotated[Answer, Meta(description="what it is", extra={"field": "answer"})]
    anew: Annotated[bool, Meta(description="whatever was answered before")] = False
    shown: Annotated[AllergyQuestion | None, Meta(description="the notes that were shown to whoever answers")] = None

    def decide(self, at: OrderAt) -> Events:
        """Return the answer, what has to be made again for it, and the end of an order that waited for it alone."""
        order, number = at.order, at.order.called
        going(order)
        last = order.answers[-1] if order.answers else None
        if order.asked is None and last is None:
            words = _("No note of order {number} has to be asked about.", number=number)
            raise Refused("no-question", words)
        if self.shown and self.shown != order.question:
            words = _("Another note of order {number} may tell of an allergy. Read it first.", number=number)
            raise Refused("asked-anew", words)
        other: Answer = "wish" if self.answer == "allergy" else "allergy"
        if order.asked is None and last and not (self.anew and order.answered(other)):
            words = _(
                "{who} answered for order {number} {ago} ago: {answer}.",
                who=doer(last.stamp, at.book),
                number=number,
                ago=ago(last.stamp, at.stamp),
                answer=_(ANSWERS[last.answer]),
            )
            raise Refused("already-answered", words)
        return ended(at, *answered(at, self.answer))

    def reply(self, after: OrderAfter) -> Reply:
        """Say what was answered to which words, and who has to see it then."""
        order, guest = after.entry.order, after.entry.guest
        words = _(
            "Order {number}: {words} is {answer}, says {by}",
            number=after.number,
            words=quoted(order.answers[-1].question, guest),
            answer=_(ANSWERS[self.answer]),
            by=after.now.by,
        )
        return Reply(sentences(words, after.allergy, after.end))

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return that the press that answered bumps nothing, and the end of the order."""
        return Result(guards=True, ends=left.order.finished is not None)


class SeeAllergy(OrderVerb, frozen=True):
    """Say by name that the allergy of an order was seen at a step's station."""

    step: StepId

    def decide(self, at: OrderAt) -> Events:
        """Return that it was seen at the station, for all of its steps."""
        order, playbook = at.order, at.book
        going(order)
        name = step_name(playbook, self.step)
        if not order.allergy:
            raise Refused("no-allergy", _("Nothing is known of an allergy for order {number}.", number=order.called))
        at.ticket(self.step)
        station = station_of(playbook, self.step)
        seen = seen_at(order, playbook, station)
        if seen:
            words = _(
                "{who} saw the allergy of order {number} at {station} {ago} ago.",
                who=doer(seen, playbook),
                number=order.called,
                station=playbook.station[station].name,
                ago=ago(seen, at.stamp),
            )
            raise Refused("already-seen", words)
        if self.step in order.bumps and self.step not in order.stops:
            words = _("{step} of order {number} is done already.", step=name, number=order.called)
            raise Refused("already-bumped", words)
        if not at.stamp.by:
            words = _("An allergy is seen by a person. Say who you are first: {sign}.", sign=action("person"))
            raise Refused("no-name", words)
        return (AllergySeen(station),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what was seen where, and by whom."""
        words = _(
            "Order {number}: ALLERGY {said}: seen at {station} by {by}",
            number=after.number,
            said=allergy_said(after.entry.order, after.entry.guest),
            station=after.book.station[station_of(after.book, self.step)].name,
            by=after.now.by,
        )
        return Reply(words)

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return that the press that saw it bumps nothing."""
        return Result(guards=True)
