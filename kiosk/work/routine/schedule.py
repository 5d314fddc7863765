"""What is due of the routines: a pure function of their definitions, the record and the instant it is.

An occurrence has one name for all terminals, made of the routine and of the instant it is due, so that whichever of
them begins it, does it or sees it missed first, it is there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from kiosk.work.playbook.routine import ROUTINE_STREAM, Routine
from kiosk.work.routine.occurrence import MINUTE, Occurrence
from kiosk.work.time.day import Days
from kiosk.work.time.instant import utc

State = Literal["coming", "due", "overdue", "begun", "done", "late", "missed"]
"""`overdue`: its grace is over, but it can be done late until the next one is due or the day ends."""

OPEN = ("due", "overdue", "begun")
"""The states of what is to be done now."""


class Known(Struct, frozen=True):
    """What the record says that routines depend on."""

    occurrences: Mapping[str, Occurrence] = field(default_factory=dict)
    """By id, those begun or missed."""
    finished: Sequence[tuple[int, str]] = ()
    """The orders finished in these business days: when, in UTC milliseconds, and their ids; oldest first."""
    since: Mapping[str, int] = field(default_factory=dict)
    """By routine: since when, in UTC milliseconds, a playbook in use has it; nothing was due before."""


class Planned(Struct, frozen=True):
    """One occurrence as it stands now."""

    routine: Routine
    occurrence: Occurrence
    state: State
    closes: int
    """UTC milliseconds from which it cannot be done any more."""

    @property
    def is_unwritten_miss(self) -> bool:
        """Whether it is missed and the record does not say so yet."""
        begun = self.occurrence.begun is not None
        missed = self.state == "missed" or (self.state == "overdue" and not begun)
        return missed and self.occurrence.missed is None and self.occurrence.done is None


def plan(routines: Iterable[Routine], days: Days, day: str, known: Known, now: int) -> tuple[Planned, ...]:
    """Return every occurrence of one business day, oldest first: what was, what is due, what comes.

    Of what comes after some orders only what is due is known.
    """
    made: list[Planned] = []
    for routine in routines:
        dues = _dues(routine, days, day, known)
        ends = [*(one.due for one in dues[1:]), days.end(day)]
        for one, closes in zip(dues, ends, strict=False):
            made.append(Planned(routine, one, state(one, routine, closes, now), closes))
        planned = {one.id for one in dues}
        for one in known.occurrences.values():
            if (one.routine, one.day) == (routine.id, day) and one.id not in planned:
                closes = days.end(day)
                made.append(Planned(routine, one, state(one, routine, closes, now), closes))
    return tuple(sorted(made, key=lambda one: (when(one.occurrence), one.occurrence.id)))


def when(occurrence: Occurrence) -> int:
    """Return the instant people know an occurrence by: when it was due, or begun by hand."""
    return occurrence.due or (occurrence.begun.at.at if occurrence.begun else 0)


def state(occurrence: Occurrence, routine: Routine, closes: int, now: int) -> State:
    """Say how an occurrence stands now."""
    if occurrence.done:
        return "late" if occurrence.result(routine) == "late" else "done"
    if now >= closes:
        return "missed"
    if occurrence.begun:
        return "begun"
    if now < occurrence.due:
        return "coming"
    return "due" if now < occurrence.limit(routine) else "overdue"


def by_hand(routine: Routine, days: Days, at: int) -> Occurrence:
    """Return a new occurrence that is begun by hand at an instant, whatever the clock asks for."""
    return Occurrence(f"{ROUTINE_STREAM}{routine.id}:hand-{utc(at)}", routine.id, days.day(at), 0)


def named(id_: str, days: Days) -> Occurrence | None:
    """Return an occurrence by its id alone, as it is before anybody wrote of it; None where its id does not tell all.

    What comes after some orders has no instant of its own before that order is finished.
    """
    routine, _colon, name = id_.removeprefix(ROUTINE_STREAM).partition(":")
    try:
        at = int(datetime.fromisoformat(name.removeprefix("hand-")).timestamp() * 1000)
    except ValueError:
        return None
    return Occurrence(id_, routine, days.day(at), 0 if name.startswith("hand-") else at)


def wanted(planned: Iterable[Planned], routine: Routine, now: int) -> Occurrence | None:
    """Return the occurrence that is meant when somebody does a routine now, or None where that is an extra one.

    It is the one that is open, else the next one if that is due within the minutes of grace.
    """
    own = [one for one in planned if one.routine.id == routine.id]
    found = [one for one in own if one.state in OPEN]
    found += [one for one in own if one.state == "coming" and one.occurrence.due - now <= routine.grace * MINUTE]
    begun = [one for one in found if one.state == "begun"]
    return (begun or found)[0].occurrence if found else None


def _dues(routine: Routine, days: Days, day: str, known: Known) -> list[Occurrence]:
    """Return the occurrences the definition asks for on a day, as the record has them."""
    if routine.after:
        return _after_orders(routine, days, day, known)
    dues = sorted(set(_clock(routine, days, day)))
    since = known.since.get(routine.id, 0)
    made = [_named(routine, day, due, f"{utc(due)[:16]}Z", known) for due in dues]
    return [one for one in made if one.due >= since or one.version]


def _clock(routine: Routine, days: Days, day: str) -> Iterable[int]:
    """Return the instants the clock asks for it."""
    if not routine.every:
        return [days.instant(day, minutes) for minutes in routine.at]
    first, last = days.instant(day, routine.opens), days.instant(day, routine.until)
    last = last if last > first else days.end(day)
    return range(first, min(last, days.end(day)), routine.every * MINUTE)


def _after_orders(routine: Routine, days: Days, day: str, known: Known) -> list[Occurrence]:
    """Count orders from the last time it was done, or was due and was not."""
    runs = [one for one in known.occurrences.values() if (one.routine, one.day) == (routine.id, day)]
    resets = sorted(one.done.at.at for one in runs if one.done)
    finished = [one for one in known.finished if days.day(one[0]) == day]
    made: list[Occurrence] = []
    base, count = known.since.get(routine.id, 0), 0
    for at, order in finished:
        if any(base < reset <= at for reset in resets):
            base, count = max(reset for reset in resets if reset <= at), 0
        count += at > base
        if count == routine.after:
            made.append(_named(routine, day, at, f"after-{order}", known))
            base, count = at, 0
    return made


def _named(routine: Routine, day: str, due: int, name: str, known: Known) -> Occurrence:
    """Return an occurrence as the record has it, or as it is before anybody wrote of it."""
    id_ = f"{ROUTINE_STREAM}{routine.id}:{name}"
    return known.occurrences.get(id_) or Occurrence(id_, routine.id, day, due)
