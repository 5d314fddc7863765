"""The business day it is at this counter, and the numbers of other days, which say theirs.

A counter is at one day at a time, as a terminal shows one language at a time: which one is said by `turn`, and every
number that people read is written by `numbered`, so that the 1 left open yesterday is never taken for today's.
"""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.words import _, later

SHORT_DAYS = (later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat"), later("Sun"))

WEEK = timedelta(days=7)

_today = ""


def turn(day: str) -> None:
    """Say which business day it is, such as 2026-11-22; empty where nobody knows: then every number stands alone."""
    global _today  # noqa: PLW0603 - one counter is at one day
    _today = day


def other_day(day: str) -> str:
    """Return a day other than today as people read it: `Sun`, or `2026-11-15` of another week; empty for today."""
    if not _today or day == _today:
        return ""
    other = date.fromisoformat(day)
    is_near = abs(date.fromisoformat(_today) - other) < WEEK
    return _(SHORT_DAYS[other.weekday()]) if is_near else day


def numbered(number: int, day: str) -> str:
    """Return what people call an order: `45` for one of today, `45 (Sun)` for one of another."""
    other = other_day(day)
    return f"{number} ({other})" if other else f"{number}"
