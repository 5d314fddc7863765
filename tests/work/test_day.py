"""Numbers of other days say their day, wherever they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.words import use
from kiosk.work.time.day import numbered, other_day, turn


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
