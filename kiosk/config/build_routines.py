"""Makes routines from the shapes of `routines.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from kiosk.config import build
from kiosk.config.shape.routine_models import RoutinesFile, RoutineShape
from kiosk.config.yaml_file import KeyPath
from kiosk.work.check.marks import POINT_MARKS, mark_problems, parted_marks
from kiosk.work.playbook.procedure import Point, short_words
from kiosk.work.playbook.routine import Routine


def routines(file: RoutinesFile) -> tuple[Routine, ...]:
    """Make the routines, in the order they are written."""
    return tuple(_routine(one) for one in file.routines)


def _routine(routine: RoutineShape) -> Routine:
    """Make a routine; its points are written as in a procedure, with their marks in brackets at the end."""
    when = routine.when
    return Routine(
        id=routine.id,
        name=routine.name,
        station=routine.station,
        role=routine.role,
        at=tuple(when.at),
        every=when.every,
        opens=when.opens or 0,
        until=when.until or 0,
        after=when.after,
        grace=routine.grace,
        points=tuple(_point(name, words) for name, words in routine.points.items()),
        specs=tuple(build.spec(one) for one in routine.specs),
        source=routine.source,
        names=build.called_otherwise(routine.names),
    )


def _point(name: str, words: str) -> Point:
    said, marks = parted_marks(words, POINT_MARKS)
    short, brief = (words or UNSET for words in short_words(marks))
    critical, gate, may_not_apply = (mark in marks for mark in POINT_MARKS)
    return Point(name, said, critical, gate, "", may_not_apply, short, brief)


def strange(file: RoutinesFile) -> Iterator[tuple[KeyPath, str]]:
    """Find marks of points that mean nothing in a routine, and rhythms that say two things or none."""
    for index, routine in enumerate(file.routines):
        place: KeyPath = ("routines", index)
        for name, words in routine.points.items():
            yield from (((*place, "points", name), told) for told in mark_problems(words, POINT_MARKS, whens=False))
        when = routine.when
        said = [key for key in ("at", "every", "after", "by") if getattr(when, key)]
        if len(said) != 1:
            words = '`when` says one of: `at: ["07:00"]`, `every: 30` with `from` and `until`, `after: 20`, `by: hand`.'
            yield (*place, "when"), words
        if bool(when.every) != (when.opens is not None) or bool(when.every) != (when.until is not None):
            yield (*place, "when"), "`every` needs `from` and `until`, and they need `every`."
