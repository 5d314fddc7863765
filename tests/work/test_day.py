"""Numbers of other days say their day, wherever they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.words import use
from kiosk.work.time.day import Days, numbered, other_day, turn


def in_zone(zone: tzinfo) -> Days:
    """Return the days of a counter in a zone, which begin at four in the morning."""
    return Days(lambda at: datetime.fromtimestamp(at / 1000, zone), 240)


@pytest.mark.parametrize(
    ("today", "day", "called"),
    [
        ("", "2026-11-29", "7"),
        ("2026-11-29", "2026-11-29", "7"),
        ("2026-11-30", "2026-11-29", "7 (Sun)"),
        ("2026-11-28", "2026-11-29", "7 (Sun)"),
        ("2026-12-05", "2026-11-29", "7 (Sun)"),
        ("2026-12-06", "2026-11-29", "7 (2026-11-29)"),
        ("2026-11-29", "1969-12-31", "7 (1969-12-31)"),
    ],
)
def test_a_number_says_its_day_where_that_is_not_today(today: str, day: str, called: str) -> None:
    """By its weekday within a week, by its date beyond; a number of today stands alone."""
    turn(today)
    assert called == numbered(7, day)


def test_a_day_is_said_in_the_language_of_the_terminal() -> None:
    """As every word of the program."""
    turn("2026-11-30")
    use("de")
    assert "7 (So)" == numbered(7, "2026-11-29")


@given(st.dates(date(1970, 1, 8), date(2100, 1, 1)), st.integers(-400, 400))
def test_no_two_days_are_written_alike_beside_today(today: date, away: int) -> None:
    """Of the days around today none is taken for today, and a weekday means one day on each side of it."""
    turn(today.isoformat())
    said = other_day((today + timedelta(days=away)).isoformat())
    assert (said == "") == (away == 0)
    assert (len(said) < len("2026-11-29")) == (abs(away) < 7)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-11-22T03:59:59", "2026-11-21"),
        ("2026-11-22T04:00:00", "2026-11-22"),
        ("2026-11-23T01:30:00", "2026-11-22"),
        ("2027-01-01T00:10:00", "2026-12-31"),
    ],
)
def test_a_business_day_begins_in_the_morning(local: str, day: str) -> None:
    """An order at half past one in the night belongs to the evening before."""
    assert day == in_zone(UTC).day(int(datetime.fromisoformat(local).replace(tzinfo=UTC).timestamp() * 1000))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
def test_every_day_of_a_year_has_its_hours(zone: str) -> None:
    """Walking a year by the hour meets every business day once, also where the clock was changed."""
    moment = datetime(2026, 1, 1, 12, tzinfo=UTC)
    here, days = in_zone(ZoneInfo(zone)), []
    for _ in range(366 * 24):
        days.append(here.day(int(moment.timestamp() * 1000)))
        moment += timedelta(hours=1)
    assert sorted(days) == days
    first = datetime.fromisoformat(days[0])
    span = (datetime.fromisoformat(days[-1]) - first).days + 1
    assert span == len(set(days))
