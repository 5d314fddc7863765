"""HOW a step is done: its points marked, its readings taken, until the order is over."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import Mark
from kiosk.work.order.guard import Events, going, step_name
from kiosk.work.order.limit import has_limit, number_of, with_unit
from kiosk.work.order.order import Reading
from kiosk.work.order.point import applies, cause_of, last_reading, point_of, rounds, skipped_for
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken, TicketRecalled
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.spec import Spec
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.back import sent_back
from kiosk.work.verb.field import Marks, PointId, Reason, SpecId, StepId
from kiosk.work.verb.observe import Observe
from kiosk.work.verb.recall import come_again
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb


class MarkPoint(OrderVerb, frozen=True):
    """Say how a point of the procedure went.

    A mark on a point that is not asked of this order stands too: what was done was done.
    """

    words: ClassVar = ("reason",)

    step: StepId
    point: PointId
    how: Annotated[Mark, Meta(description="how it went")]
    reason: Reason = ""

    def parts(self, coach: str) -> tuple[tuple[OrderVerb, str], ...]:
        """Return it; in a trainee's work it is the coach who says so."""
        if not coach:
            return ((self, ""),)
        return ((Observe(self.order, self.step, ((self.point, self.how, self.reason),)), coach),)

    def decide(self, at: OrderAt) -> Events:
        """Return the mark, with the reason where the point was skipped; nothing where it stands so already."""
        order, asked = at.order, point_of(_procedure(at, self.step), self.point)
        applies(order, asked, self.how, self.reason)
        skipped_for(asked, self.how, self.reason)
        _begun(at, self.step)
        already = order.points.get((self.step, self.point))
        before = (already.mark, already.reason) if already else ("not-seen", "")
        if before == (self.how, self.reason):
            return ()
        return (PointMarked(self.step, self.point, self.how, self.reason),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that it is noted."""
        point = point_of(after.book.procedure[self.step], self.point)
        return Reply(_("Order {number}: “{point}” is noted", number=after.number, point=point.words), quiet=True)


class TakeReading(OrderVerb, frozen=True):
    """Take a number read against a spec."""

    words: ClassVar = ("action",)

    step: StepId
    spec: SpecId
    value: Annotated[str, Meta(description="the number, typed with a point or a comma")]
    action: Annotated[str, Meta(description="what was done about a reading out of its limit")] = ""
    confirmed: Annotated[bool, Meta(description="whether a number that no instrument shows is right")] = False

    def decide(self, at: OrderAt) -> Events:
        """Return the reading, inside its limit or not, and where the order goes back to where it is not."""
        procedure = _procedure(at, self.step)
        asked = procedure.spec(self.spec)
        if asked is None or not asked.reading:
            specs = ", ".join(spec.id for spec in procedure.specs if spec.reading) or _("none")
            words = _(
                "{name} takes no reading “{spec}”. It takes: {specs}.",
                name=procedure.title,
                spec=self.spec,
                specs=specs,
            )
            raise Refused("no-such-spec", words)
        _begun(at, self.step)
        has_limit(at.order, at.book, asked)
        value, typed = number_of(at.book, asked, self.value, confirmed=self.confirmed)
        back, own = sent_back(at, self.step, self.spec, Decimal(value)), at.book.procedure[self.step].spec(self.spec)
        goes = own and any(isinstance(event, TicketRecalled) for event in back)
        action = self.action or (own.corrective if own and goes else "")
        ends = [f"{end:f}" for end in (asked.minimum, asked.maximum) if end is not None] if asked.of_field else []
        return (ReadingTaken(self.step, self.spec, value, action, typed, *ends), *back)

    def reply(self, after: OrderAfter) -> Reply:
        """Say how the reading is, in the language its procedure is read in; of one outside its limit what to do."""
        own = after.own(after.book).procedure[self.step].spec(self.spec)
        asked = after.entry.spec(self.step, self.spec)
        last = last_reading(after.entry.order, self.step, self.spec)
        if own is None or asked is None or last is None:
            return Reply("", quiet=True)
        action = asked.corrective if last.action == own.corrective else last.action
        return reading_reply(asked, last, action, self._back(after, last))

    def _back(self, after: OrderAfter, last: Reading) -> str:
        """Say where the order went back to with this reading, or that it is stopped; empty where neither is."""
        order = after.entry.order
        recall = next((one for one in rounds(order, self.step, self.spec) if one.stamp == last.stamp), None)
        if recall:
            name, cause = after.step_name(recall.step), cause_of(order, after.book, recall)
            words = _("Order {number} goes back to {name}: {cause}", number=after.number, name=name, cause=cause)
            return sentences(words, come_again(after, recall.step))
        if any(problem.raised == last.stamp for problem in order.problems):
            return _(
                "Order {number} is stopped: it went back as often as it may. Somebody answers that at the manager's.",
                number=after.number,
            )
        return ""


def reading_reply(spec: Spec, last: Reading, action: str, back: str = "") -> Reply:
    """Say how a reading is; of one outside its limit what to do, or where its order went `back` to."""
    said = with_unit(spec, last.value) + (f" ({last.typed})" if last.typed else "")
    if spec.within(last.value):
        return Reply(_("{spec}: {value}, inside the limit", spec=spec.name, value=said))
    out = _("{spec}: {value} is out of spec.", spec=spec.name, value=said)
    if back:
        return Reply(f"{out} {back}", "bad")
    advice = _("Noted: {action} Then read it again.", action=action) if action else spec.corrective
    return Reply(f"{out} {advice}".strip(), "bad")


def marked(at: OrderAt, step: str, marks: Marks) -> Events:
    """Return some marks of a step one after the other; refused as a whole."""
    events: Events = ()
    for point, how, reason in marks:
        events += MarkPoint(at.order.id, step, point, how, reason).decide(at.after(events))
    return events


def _procedure(at: OrderAt, step: str) -> Procedure:
    step_name(at.book, step)
    going(at.order)
    return at.procedure(step)


def _begun(at: OrderAt, step: str) -> None:
    """Refuse marks on a step that has not opened."""
    if at.ticket(step).state == "waiting":
        words = _("{name} of order {number} has not begun.", name=step_name(at.book, step), number=at.order.called)
        raise Refused("waiting", words)
