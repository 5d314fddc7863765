"""One occurrence of a routine as the record has it: its stream's events folded, and the rules of its verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.work.order.counter_events import RoutineBegun, RoutineDone, RoutineMissed
from kiosk.work.order.event import Event, Recorded, Stamp
from kiosk.work.order.order import PointMark, Reading
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
        """Return the newest reading of a spec."""
        return next(reversed(self.readings_of(spec)), None)

    def readings_of(self, spec: str) -> tuple[Reading, ...]:
        """Return every reading of a spec, oldest first."""
        return tuple(one for one in self.readings if one.spec == spec)

    def limit(self, routine: Routine) -> int:
        """Return the instant, UTC milliseconds, from which it counts as missed."""
        return self.due + routine.grace * MINUTE

    def result(self, routine: Routine) -> Literal["begun", "done", "late", "missed"]:
        """Say what the record says of it: late is done after its grace."""
        if self.done:
            return "late" if self.due and self.done.at.at >= self.limit(routine) else "done"
        return "missed" if self.missed else "begun"


def fold_occurrence(before: Occurrence | None, record: Recorded) -> Occurrence | None:
    """Return an occurrence after one more event of its stream; None stays None until it is begun or missed."""
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
    """Return an occurrence from all events of its stream."""
    found: Occurrence | None = None
    for record in records:
        found = fold_occurrence(found, record)
    return found


def occurrence_after(occurrence: Occurrence, events: Iterable[Event], stamp: Stamp) -> Occurrence:
    """Return an occurrence as it would be after events that are not written yet."""
    for event in events:
        record = Recorded(0, occurrence.id, occurrence.version + 1, "", stamp, event, "")
        occurrence = fold_occurrence(occurrence, record) or occurrence
    return occurrence
