"""How routines read on a screen: what is due, since when or in how long."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.words import _, later
from kiosk.work.routine.occurrence import MINUTE
from kiosk.work.routine.schedule import OPEN, Planned, State, when
from kiosk.work.time.instant import clock_words

STATES: dict[State, str] = {
    "coming": later("coming"),
    "due": later("due"),
    "overdue": later("overdue"),
    "begun": later("begun"),
    "done": later("done"),
    "late": later("late"),
    "missed": later("missed"),
}
"""What each state is called on a screen."""

LOOKS: dict[State, tuple[str, str]] = {
    "coming": ("○", "quiet"),
    "due": ("▲", "warn bold"),
    "overdue": ("■", "bad bold"),
    "begun": ("…", "how bold"),
    "done": ("✔", "good"),
    "late": ("▲", "warn"),
    "missed": ("■", "bad bold"),
}
"""By state, its sign and style."""

ORDER: tuple[State, ...] = ("overdue", "due", "begun", "coming", "missed", "late", "done")
"""What is to be done first stands first."""


def state_words(state: State) -> str:
    """Say a state with its sign: “▲ due”."""
    return f"{LOOKS[state][0]} {_(STATES[state])}"


def open_here(planned: Iterable[Planned], stations: Iterable[str]) -> list[Planned]:
    """Return what is to be done now at some stations, what is due longest first."""
    here = set(stations)
    return [one for one in planned if one.state in OPEN and one.routine.station in here]


def due_words(one: Planned, now: int) -> str:
    """Say since when something is to be done: “Hand wash is due since 3 min”."""
    return _("{routine} is {since}", routine=one.routine.name, since=since_words(one, now))


def since_words(one: Planned, now: int) -> str:
    """Say since when it is due or overdue, who has begun it, or how it ended."""
    if one.state not in OPEN:
        return state_words(one.state)
    if one.state == "begun":
        begun = one.occurrence.begun
        who = (begun.by or begun.station) if begun else ""
        return _("begun by {who}", who=who) if who else _("begun")
    hours, minutes = divmod(max(0, now - when(one.occurrence)) // MINUTE, 60)
    since = " ".join(f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min")) if count)
    state = _(STATES[one.state])
    return _("{state} since {since}", state=state, since=since) if since else state


def clock_of(one: Planned, now: int) -> str:
    """Return the clock of an occurrence: the time since it was due, or until it will be; empty once it is over."""
    if one.state in OPEN:
        return clock_words(now - when(one.occurrence))
    return _("in {time}", time=clock_words(one.occurrence.due - now)) if one.state == "coming" else ""
