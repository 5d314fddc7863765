"""Which moment a time of day means, on any day and in the nights the clock is set."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.work.time.day import DAY
from kiosk.work.time.moment import BEHIND, around, moment_of

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3_600_000


def local(milliseconds: int) -> datetime:
    """Live in Berlin."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(BERLIN)


def at(words: str) -> int:
    """Return the moment of an ISO 8601 time with its offset."""
    return int(datetime.fromisoformat(words).timestamp() * 1000)


def test_just_before_midnight_is_just_over_after_it() -> None:
    """At 00:10 23:50 means twenty minutes ago, not tonight."""
    assert at("2026-11-21T23:50+01:00") == around(23, 50, at("2026-11-22T00:10+01:00"), local)


def test_what_is_long_over_is_tomorrow() -> None:
    """At noon 05:59 means tomorrow morning, and 06:00 today's."""
    noon = at("2026-11-22T12:00+01:00")
    assert at("2026-11-23T05:59+01:00") == around(5, 59, noon, local)
    assert at("2026-11-22T06:00+01:00") == around(6, 0, noon, local)


@pytest.mark.parametrize(
    ("now", "hour", "minute", "meant"),
    [
        ("2026-10-25T20:00+01:00", 0, 30, "2026-10-26T00:30+01:00"),  # the day has 25 hours
        ("2026-10-25T01:00+02:00", 6, 0, "2026-10-25T06:00+01:00"),  # set back on the way
        ("2026-10-25T00:10+02:00", 23, 50, "2026-10-24T23:50+02:00"),
        ("2026-10-25T01:00+02:00", 2, 30, "2026-10-25T02:30+02:00"),  # comes twice: the first
        ("2026-03-28T23:00+01:00", 6, 0, "2026-03-29T06:00+02:00"),  # set forward on the way
        ("2026-03-29T01:00+01:00", 2, 30, "2026-03-29T03:30+02:00"),  # left out: as if not set yet
    ],
)
def test_the_night_the_clock_is_set(now: str, hour: int, minute: int, meant: str) -> None:
    """The clock on the wall is believed, whatever it was set to in between."""
    assert at(meant) == around(hour, minute, at(now), local)


@given(now=st.integers(at("2020-01-01T00:00+01:00"), at("2030-01-01T00:00+01:00")), of_day=st.integers(0, 1439))
def test_it_is_found_around_now(now: int, of_day: int) -> None:
    """What is meant is at most six hours over, and at most a day and the hours a clock is set later than that."""
    found = around(*divmod(of_day, 60), now, local)
    assert now - BEHIND <= found <= now - BEHIND + DAY + 2 * HOUR


@given(st.integers(at("2020-01-01T00:00+01:00") // 60_000, at("2030-01-01T00:00+01:00") // 60_000))
def test_a_reading_of_the_clock_is_a_moment_that_reads_so(minutes: int) -> None:
    """What the clock shows at a moment is read back as a moment at which it shows that."""
    wall = local(minutes * 60_000).replace(tzinfo=None)
    assert wall == local(moment_of(wall, local)).replace(tzinfo=None)
