"""Finds routines nobody could do, and rhythms no clock could keep."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.work.check.procedures import spec_problems
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.routine import Routine
from kiosk.work.text.finding import Found, Place, unknown

DAY = 24 * 60
"""Minutes."""

SHORTEST = 5
"""Minutes from one to the next, at least: a shorter rhythm is part of the work itself."""


def routine_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what is wrong with the routines, in their order."""
    for index, routine in enumerate(playbook.routines):
        place: Place = ("routines", index)
        if routine.station not in playbook.station:
            yield (*place, "station"), unknown("station", routine.station, playbook.station)
        if not routine.points and not any(spec.reading for spec in routine.specs):
            yield place, f"`{routine.id}` asks for nothing. Give it a point, or a spec with `reading: true`."
        for position, spec in enumerate(routine.specs):
            yield from spec_problems(spec, (*place, "specs", position))
        yield from _rhythm(routine, place)


def _rhythm(routine: Routine, place: Place) -> Iterator[Found]:
    """Find times and counts that cannot be kept."""
    if not 1 <= routine.grace < DAY:
        yield (*place, "grace"), f"`grace` ({routine.grace}) is not between 1 and {DAY - 1} minutes. Mend it."
    if routine.every and not SHORTEST <= routine.every < DAY:
        words = f"`every` ({routine.every}) is not between {SHORTEST} and {DAY - 1} minutes. Mend it."
        yield (*place, "when", "every"), words
    if routine.every and routine.opens == routine.until:
        yield (*place, "when", "until"), "`until` is the same as `from`, so it would never be due. Mend one."
    if routine.after < 0:
        yield (*place, "when", "after"), f"`after` ({routine.after}) is below 1. Put in how many orders."
    for position, minutes in enumerate(routine.at):
        if minutes in routine.at[:position]:
            yield (*place, "when", "at", position), "This time stands here twice. Keep one."
