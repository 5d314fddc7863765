"""An instant, known by the wall clock and by the clock that never jumps."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct


class Instant(Struct, frozen=True):
    """When something happened, as one machine saw it."""

    at: int
    """Milliseconds since 1970, UTC: what people read, what may be set back or forth."""
    mono: int
    """Milliseconds since `boot`, counted on through suspend: what durations are taken from."""
    boot: str
    """Which run of the machine `mono` counts from."""

    def later(self, milliseconds: int) -> Instant:
        """Return the instant so much later on the same machine."""
        return Instant(self.at + milliseconds, self.mono + milliseconds, self.boot)


LONGEST_RUN = 366 * 24 * 3600 * 1000
"""Milliseconds, a year: what a monotonic clock says beyond it is not believed."""


def elapsed(since: Instant, until: Instant) -> int:
    """Return the milliseconds between two instants, never negative.

    Within one boot the monotonic clock counts, so a wall clock that was set changes nothing; across boots only the
    wall clock is left. So it is where the monotonic clock says more than a year, forth or back: then it was another
    one, as under a program that shows others a time of its own.
    """
    return max(0, _between(since, until))


def _between(since: Instant, until: Instant) -> int:
    """Return the milliseconds from one instant to another, below zero where that was before."""
    return until.mono - since.mono if one_run((since.boot, since.mono), until) else until.at - since.at


def one_run(since: tuple[str, int], until: Instant) -> bool:
    """Whether the monotonic clock counts between a `boot` with its `mono` and an instant."""
    boot, mono = since
    return boot == until.boot and abs(until.mono - mono) <= LONGEST_RUN


def latest(instants: list[Instant]) -> Instant:
    """Return the instant nothing else in the list comes after; the list is not empty.

    What counts is the clock that `elapsed` takes.
    """
    last = instants[0]
    for instant in instants[1:]:
        if _between(last, instant) >= 0:
            last = instant
    return last


def earliest(instants: list[Instant]) -> Instant:
    """Return the instant nothing else in the list comes before; the list is not empty."""
    first = instants[0]
    for instant in instants[1:]:
        if is_after(first, instant):
            first = instant
    return first


def is_after(later: Instant, earlier: Instant) -> bool:
    """Whether one instant comes after another, and not at the same time."""
    return _between(earlier, later) > 0


def utc(milliseconds: int) -> str:
    """Write UTC milliseconds as ISO 8601 with milliseconds and a Z, which sorts as it reads."""
    moment = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"


def clock_words(milliseconds: int) -> str:
    """Write a duration as a worker reads it: 0:07, 2:14, 1:02:03; below zero with a minus sign."""
    sign, seconds = ("-", -milliseconds // 1000) if milliseconds < 0 else ("", milliseconds // 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{sign}{hours}:{minute:02d}:{second:02d}" if hours else f"{sign}{minute}:{second:02d}"


def seconds_words(seconds: float | None) -> str:
    """Write seconds as a worker reads a duration, begun seconds not counted; – for none."""
    return "–" if seconds is None else clock_words(int(seconds * 1000))
