"""Doing a routine: begun, marked, measured and done, by the clock or by hand."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import force_setattr

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import RoutineDone
from kiosk.work.order.event import Mark
from kiosk.work.order.guard import Events
from kiosk.work.order.limit import in_spec, number_of
from kiosk.work.order.point import skipped_for
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken
from kiosk.work.verb.at import RoutineAfter, RoutineAt
from kiosk.work.verb.field import Marks, PointId, Reason, SpecId, tidied
from kiosk.work.verb.mark import reading_reply
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import RoutineVerb


class BeginRoutine(RoutineVerb, frozen=True):
    """Begin a routine."""

    def decide(self, at: RoutineAt) -> Events:
        """Return nothing: every verb begins what nobody has begun."""
        return ()

    def reply(self, after: RoutineAfter) -> Reply:
        """Say that it is begun."""
        return Reply(_("{name} is begun", name=_called(after)), quiet=True)


class MarkRoutinePoint(RoutineVerb, frozen=True):
    """Say how a point of a routine went."""

    words: ClassVar = ("reason",)

    point: PointId
    how: Annotated[Mark, Meta(description="how it went")]
    reason: Reason = ""

    def decide(self, at: RoutineAt) -> Events:
        """Return the mark; nothing where it stands so already."""
        routine, asked = at.routine, at.routine.point(self.point)
        if asked is None:
            points = ", ".join(point.id for point in routine.points) or _("none")
            words = _(
                "{name} has no point “{point}”. It has: {points}.", name=routine.name, point=self.point, points=points
            )
            raise Refused("no-such-point", words)
        if self.how == "not-applicable" and not asked.may_not_apply:
            words = _(
                "“{point}” applies to every {routine}. Keep it, or skip it and say why.",
                point=asked.words,
                routine=routine.name,
            )
            raise Refused("applies", words)
        if self.how == "not-applicable" and not self.reason:
            raise Refused("no-reason", _("Say why “{point}” does not apply.", point=asked.words))
        skipped_for(asked, self.how, self.reason)
        already = at.now.points.get(self.point)
        before = (already.mark, already.reason) if already else ("not-seen", "")
        return (
            () if before == (self.how, self.reason) else (PointMarked(routine.id, self.point, self.how, self.reason),)
        )

    def reply(self, after: RoutineAfter) -> Reply:
        """Say that it is noted."""
        point = after.routine.point(self.point)
        return Reply(
            _("{name}: “{point}” is noted", name=after.routine.name, point=point.words if point else ""), quiet=True
        )


class TakeRoutineReading(RoutineVerb, frozen=True):
    """Take a number read against a spec of a routine."""

    words: ClassVar = ("action",)

    spec: SpecId
    value: Annotated[str, Meta(description="the number, typed with a point or a comma")]
    action: Annotated[str, Meta(description="what was done about a reading out of its limit")] = ""
    confirmed: Annotated[bool, Meta(description="whether a number that no instrument shows is right")] = False

    def decide(self, at: RoutineAt) -> Events:
        """Return the reading, inside its limit or not."""
        routine, asked = at.routine, at.routine.spec(self.spec)
        if asked is None or not asked.reading:
            specs = ", ".join(spec.id for spec in routine.specs if spec.reading) or _("none")
            raise Refused(
                "no-such-spec",
                _(
                    "{name} takes no reading “{spec}”. It takes: {specs}.",
                    name=routine.name,
                    spec=self.spec,
                    specs=specs,
                ),
            )
        value, typed = number_of(at.book, asked, self.value, confirmed=self.confirmed)
        return (ReadingTaken(routine.id, self.spec, value, self.action, typed),)

    def reply(self, after: RoutineAfter) -> Reply:
        """Say how the reading is; of one outside its limit what to do."""
        spec, last = after.routine.spec(self.spec), after.occurrence.last_reading(self.spec)
        own = after.own(after.book).routine[after.routine.id].spec(self.spec)
        if spec is None or last is None or own is None:
            return Reply("", quiet=True)
        return reading_reply(spec, last, spec.corrective if last.action == own.corrective else last.action)


class FinishRoutine(RoutineVerb, frozen=True):
    """Do a routine, with its points.

    `marks` are written with it, all or nothing.
    """

    marks: Marks = ()

    def __post_init__(self) -> None:
        """Clean the reasons."""
        force_setattr(self, "marks", tidied(self.marks))

    def decide(self, at: RoutineAt) -> Events:
        """Return the marks and the end; refused while a gate stands, and after a reading out of its limit."""
        events: Events = ()
        for point, how, reason in self.marks:
            events += MarkRoutinePoint(self.occurrence, point, how, reason).decide(at.after(events))
        done = at.after(events).now
        for asked in at.routine.points:
            mark = done.points.get(asked.id)
            if asked.gate and (mark is None or mark.mark not in ("kept", "not-applicable")):
                raise Refused("gate", _("First: {point}.", point=asked.words))
        for spec in at.routine.specs:
            in_spec(spec, done.readings_of(spec.id), done.last_reading(spec.id))
        return (*events, RoutineDone())

    def reply(self, after: RoutineAfter) -> Reply:
        """Say that it is done, or done late."""
        late = " " + _("late") if after.occurrence.result(after.routine) == "late" else ""
        return Reply(_("{name} is done{late}.", name=_called(after), late=late))


def _called(after: RoutineAfter) -> str:
    """Return what people call a routine, with when it was due by the clock: `Hand wash of 21:30`."""
    name, due = after.routine.name, after.occurrence.due
    return _("{name} of {at}", name=name, at=after.clock(due)) if due else name
