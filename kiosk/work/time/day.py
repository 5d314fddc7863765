"""Business days: which one an instant is of, which one it is at this counter, and how others are said.

A counter is at one day at a time, as a terminal shows one language at a time: which one is said by `turn`, and every
number that people read is written by `numbered`, so that the 1 left open yesterday is never taken for today's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from kiosk.words import _, later

SHORT_DAYS = (later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat"), later("Sun"))

WEEK = timedelta(days=7)

DAY = 24 * 60 * 60_000
"""Milliseconds of a day without a change of the clock."""

Local = Callable[[int], datetime]
"""Turns UTC milliseconds into the counter's own time, aware of its zone."""

_today = ""


def minute_of(moment: datetime) -> int:
    """Return the minute of its day that a moment of the counter's own time is in."""
    return moment.hour * 60 + moment.minute


class Days(Struct, frozen=True):
    """The business days of one counter: each begins at one instant, and ends where the next begins."""

    local: Local
    starts: int
    """Minutes after local midnight at which a day begins."""

    def day(self, at: int) -> str:
        """Return the business day of an instant in UTC milliseconds, such as 2026-11-22.

        The wall reading decides, so a night with a clock change moves no order to another day; only a day that would
        begin in the very hour that comes twice, or never, begins where `instant` says.
        """
        plain = (self.local(at).replace(tzinfo=None) - timedelta(minutes=self.starts)).date()
        if self._ahead(at - DAY) != self._ahead(at + DAY):
            if at >= self.end(f"{plain}"):
                plain += timedelta(days=1)
            elif at < self.instant(f"{plain}", self.starts):
                plain -= timedelta(days=1)
        return f"{plain}"

    def instant(self, day: str, minutes: int) -> int:
        """Return when, in UTC milliseconds, a local time of day is on a business day.

        Of an hour that comes twice it is the first; a time that is left out comes as much later as was left out.
        """
        onto = date.fromisoformat(day) + timedelta(days=minutes < self.starts)
        wall = datetime.combine(onto, datetime.min.time()) + timedelta(minutes=minutes)
        plain = int(wall.replace(tzinfo=UTC).timestamp() * 1000)
        possible = [plain - self._ahead(plain - DAY), plain - self._ahead(plain + DAY)]
        right = [at for at in possible if self.local(at).replace(tzinfo=None) == wall]
        return min(right) if right else possible[0]

    def end(self, day: str) -> int:
        """Return when the business day after this one begins."""
        return self.instant(f"{date.fromisoformat(day) + timedelta(days=1)}", self.starts)

    def _ahead(self, at: int) -> int:
        offset = self.local(at).utcoffset()
        return int(offset.total_seconds() * 1000) if offset else 0


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
