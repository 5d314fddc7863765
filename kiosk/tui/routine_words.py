"""How routines read on a screen: what is due, since when or in how long."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.work.instant import clock_words
from kiosk.work.occurrence import MINUTE
from kiosk.work.routines import OPEN, Planned, State, when

LOOKS: dict[State, tuple[str, str]] = {
    "coming": ("○ coming", "quiet"),
    "due": ("▲ due", "warn bold"),
    "overdue": ("■ overdue", "bad bold"),
    "begun": ("… begun", "how bold"),
    "done": ("✔ done", "good"),
    "late": ("▲ late", "warn"),
    "missed": ("■ missed", "bad bold"),
}
"""By state, a sign with a word, and its style."""

ORDER: tuple[State, ...] = ("overdue", "due", "begun", "coming", "missed", "late", "done")
"""What is to be done first stands first."""


def open_here(planned: Iterable[Planned], stations: Iterable[str]) -> list[Planned]:
    """Give what is to be done now at some stations, what is due longest first."""
    here = set(stations)
    return [one for one in planned if one.state in OPEN and one.routine.station in here]


def due_words(one: Planned, now: int) -> str:
    """Say since when something is to be done: “Hand wash is due since 3 min”."""
    return f"{one.routine.name} is {since_words(one, now)}"


def since_words(one: Planned, now: int) -> str:
    """Say since when it is due or overdue, who has begun it, or how it ended."""
    if one.state not in OPEN:
        return LOOKS[one.state][0]
    if one.state == "begun":
        begun = one.occurrence.begun
        who = (begun.by or begun.station) if begun else ""
        return f"begun by {who}" if who else "begun"
    hours, minutes = divmod(max(0, now - when(one.occurrence)) // MINUTE, 60)
    since = " ".join(f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min")) if count)
    return f"{one.state} since {since}" if since else one.state


def clock_of(one: Planned, now: int) -> str:
    """Give the clock of an occurrence: the time since it was due, or until it will be; empty once it is over."""
    if one.state in OPEN:
        return clock_words(now - when(one.occurrence))
    return f"in {clock_words(one.occurrence.due - now)}" if one.state == "coming" else ""
