"""What the record says of one occurrence of a routine in the read models for people."""

from __future__ import annotations

from msgspec import Struct

from kiosk.work.order.event import Stamp
from kiosk.work.playbook.routine import Routine
from kiosk.work.record.adherence import ReadingRow, reading_row
from kiosk.work.routine.occurrence import Occurrence
from kiosk.work.time.instant import utc


class RoutineRow(Struct, frozen=True, gc=False):
    """One occurrence that was begun or missed; the columns of `routines`, in their order."""

    occurrence: str
    """Its stream."""
    routine: str
    name: str
    day: str
    due_at: str
    """UTC; empty for one begun by hand."""
    begun_at: str
    done_at: str
    missed_at: str
    """When a terminal saw that its time was over; empty when it was begun in time."""
    state: str
    """begun, done, late (done after its grace) or missed."""
    person: str
    """Who did it, or has begun it."""
    station: str
    """Where it is to be done."""
    terminal: str
    """Where it was done."""
    role: str
    playbook: str
    points: int
    """Points it asks for, without those not applicable."""
    points_kept: int
    skipped: str
    """Points that were not kept, with their reasons."""
    readings: int
    out_of_spec: int
    """Readings that missed their limit."""


def routine_row(occurrence: Occurrence, routine: Routine) -> RoutineRow:
    """Sum an occurrence up in one row."""
    worked = occurrence.done or occurrence.begun
    marks = occurrence.points
    asked = [one for one in routine.points if one.id not in marks or marks[one.id].mark != "not-applicable"]
    kept = [one for one in asked if one.id in marks and marks[one.id].mark == "kept"]
    left = [one for one in asked if one not in kept] if occurrence.done else []
    reasons = [marks[one.id].reason if one.id in marks else "" for one in left]
    outside = [one for one in occurrence.readings if (spec := routine.spec(one.spec)) and not spec.within(one.value)]
    return RoutineRow(
        occurrence=occurrence.id,
        routine=routine.id,
        name=routine.name,
        day=occurrence.day,
        due_at=utc(occurrence.due) if occurrence.due else "",
        begun_at=_at(occurrence.begun),
        done_at=_at(occurrence.done),
        missed_at=_at(occurrence.missed),
        state=occurrence.result(routine),
        person=worked.by if worked else "",
        station=routine.station,
        terminal=worked.station if worked else "",
        role=routine.role,
        playbook=occurrence.playbook,
        points=len(asked),
        points_kept=len(kept),
        skipped="; ".join(
            f"{one.words} ({reason})" if reason else one.words for one, reason in zip(left, reasons, strict=True)
        ),
        readings=len(occurrence.readings),
        out_of_spec=len(outside),
    )


def routine_readings(occurrence: Occurrence, routine: Routine) -> tuple[ReadingRow, ...]:
    """Return a row for every reading of an occurrence; it has no order, so its number is 0."""
    rows: list[ReadingRow] = []
    for place, reading in enumerate(occurrence.readings, 1):
        spec = routine.spec(reading.spec)
        if spec is None:
            continue
        about = {"of": occurrence.id, "step": routine.id, "day": occurrence.day, "station": routine.station}
        rows.append(reading_row(reading, spec, place, number=0, **about))
    return tuple(rows)


def _at(stamp: Stamp | None) -> str:
    return utc(stamp.at.at) if stamp else ""
