"""One occurrence of a routine as the record has it: its stream's events folded, and the rules of its verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import RoutineBegun, RoutineDone, RoutineMissed
from kiosk.work.order.event import Event, Mark, Recorded, Stamp
from kiosk.work.order.limit import in_spec, number_of
from kiosk.work.order.order import PointMark, Reading
from kiosk.work.order.point import skipped_for
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken
from kiosk.work.playbook.routine import Routine

MINUTE = 60_000
"""Milliseconds."""


class Occurrence(Struct, frozen=True):
    """One time a routine is, or was, to be done."""

    id: str
    """Its stream: `routine:hand-wash:2026-11-22T12:30Z`."""
    routine: str
    day: str
    """The business day."""
    due: int
    """UTC milliseconds; 0 for one begun by hand, which was never due."""
    playbook: str = ""
    """Hash of the playbook it is done under; empty until it is begun or missed."""
    version: int = 0
    begun: Stamp | None = None
    done: Stamp | None = None
    missed: Stamp | None = None
    """When somebody's terminal saw that its time was over; it can still be done late."""
    points: Mapping[str, PointMark] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()

    def last_reading(self, spec: str) -> Reading | None:
        """Give the newest reading of a spec."""
        return next(reversed(self.readings_of(spec)), None)

    def readings_of(self, spec: str) -> tuple[Reading, ...]:
        """Give every reading of a spec, oldest first."""
        return tuple(one for one in self.readings if one.spec == spec)

    def limit(self, routine: Routine) -> int:
        """Give the instant, UTC milliseconds, from which it counts as missed."""
        return self.due + routine.grace * MINUTE

    def result(self, routine: Routine) -> Literal["begun", "done", "late", "missed"]:
        """Say what the record says of it: late is done after its grace."""
        if self.done:
            return "late" if self.due and self.done.at.at >= self.limit(routine) else "done"
        return "missed" if self.missed else "begun"


def fold_occurrence(before: Occurrence | None, record: Recorded) -> Occurrence | None:
    """Give an occurrence after one more event of its stream; None stays None until it is begun or missed."""
    event, stamp = record.event, record.stamp
    if before is None and isinstance(event, RoutineBegun | RoutineMissed):
        before = Occurrence(record.stream, event.routine, event.day, event.due, event.playbook)
    if before is None:
        return None
    now = replace(before, version=record.version)
    match event:
        case RoutineBegun():
            return replace(now, begun=stamp)
        case RoutineMissed():
            return replace(now, missed=stamp)
        case RoutineDone():
            return replace(now, done=stamp)
        case PointMarked():
            return replace(now, points={**now.points, event.point: PointMark(event.mark, event.reason, stamp)})
        case ReadingTaken():
            return replace(now, readings=(*now.readings, event.reading(stamp)))
        case _:
            return now


def replay_occurrence(records: Iterable[Recorded]) -> Occurrence | None:
    """Give an occurrence from all events of its stream."""
    found: Occurrence | None = None
    for record in records:
        found = fold_occurrence(found, record)
    return found


def occurrence_after(occurrence: Occurrence, events: Iterable[Event], stamp: Stamp) -> Occurrence:
    """Give an occurrence as it would be after events that are not written yet."""
    for event in events:
        record = Recorded(0, occurrence.id, occurrence.version + 1, "", stamp, event, "")
        occurrence = fold_occurrence(occurrence, record) or occurrence
    return occurrence


# The verbs.


def begin(occurrence: Occurrence, routine: Routine, playbook: str) -> tuple[Event, ...]:
    """Begin an occurrence; nothing where it is begun already. Refused where it is done."""
    if occurrence.done:
        raise Refused("done", _("{name} is done already.", name=routine.name))
    if occurrence.begun:
        return ()
    return (RoutineBegun(routine.id, occurrence.day, occurrence.due, occurrence.playbook or playbook),)


def read(occurrence: Occurrence, routine: Routine, spec: str, *, value: str, action: str) -> tuple[Event, ...]:
    """Take a number read against a spec of a begun occurrence, typed with a point or a comma."""
    _going(occurrence, routine)
    asked = routine.spec(spec)
    if asked is None or not asked.reading:
        specs = ", ".join(one.id for one in routine.specs if one.reading) or _("none")
        raise Refused(
            "no-such-spec",
            _("{name} takes no reading “{spec}”. It takes: {specs}.", name=routine.name, spec=spec, specs=specs),
        )
    return (ReadingTaken(routine.id, spec, number_of(asked, value), action),)


def tick(occurrence: Occurrence, routine: Routine, point: str, how: Mark, reason: str) -> tuple[Event, ...]:
    """Say how a point of a begun occurrence went."""
    _going(occurrence, routine)
    asked = routine.point(point)
    if asked is None:
        points = ", ".join(one.id for one in routine.points) or _("none")
        raise Refused(
            "no-such-point",
            _("{name} has no point “{point}”. It has: {points}.", name=routine.name, point=point, points=points),
        )
    if how == "not-applicable" and not asked.may_not_apply:
        words = _(
            "“{point}” applies to every {routine}. Keep it, or skip it and say why.",
            point=asked.words,
            routine=routine.name,
        )
        raise Refused("applies", words)
    if how == "not-applicable" and not reason:
        raise Refused("no-reason", _("Say why “{point}” does not apply.", point=asked.words))
    skipped_for(asked, how, reason)
    already = occurrence.points.get(point)
    was, why = (already.mark, already.reason) if already else ("not-seen", "")
    return () if (was, why) == (how, reason) else (PointMarked(routine.id, point, how, reason),)


def finish(occurrence: Occurrence, routine: Routine) -> tuple[Event, ...]:
    """Do a begun occurrence; refused while a gate stands, and after a reading out of its limit as a bump is."""
    _going(occurrence, routine)
    for point in routine.points:
        mark = occurrence.points.get(point.id)
        if point.gate and (mark is None or mark.mark not in ("kept", "not-applicable")):
            raise Refused("gate", _("First: {point}.", point=point.words))
    for spec in routine.specs:
        in_spec(spec, occurrence.readings_of(spec.id), occurrence.last_reading(spec.id))
    return (RoutineDone(),)


def _going(occurrence: Occurrence, routine: Routine) -> None:
    if occurrence.done:
        raise Refused("done", _("{name} is done already.", name=routine.name))
    if occurrence.begun is None:
        raise Refused("not-begun", _("{name} has not been begun.", name=routine.name))
