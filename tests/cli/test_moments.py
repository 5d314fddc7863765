"""Moments said on a command line: a time of day by the clock here, or ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli.times import moment
from kiosk.errors import Refused
from kiosk.work.time.instant import utc

BERLIN = ZoneInfo("Europe/Berlin")

MINUTE = 60_000


def local(milliseconds: int) -> datetime:
    """Return UTC milliseconds by the clock in Berlin."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(BERLIN)


def read(wall: str) -> int:
    """Return the milliseconds at which the clock in Berlin shows a time."""
    return int(datetime.fromisoformat(wall).replace(tzinfo=BERLIN).timestamp() * 1000)


@pytest.mark.parametrize(
    ("now", "said", "meant"),
    [
        ("2026-11-22T12:00", "12:30", "2026-11-22T12:30"),
        ("2026-11-22T12:31", "12:30", "2026-11-22T12:30"),
        ("2026-11-22T08:00", "21:00", "2026-11-22T21:00"),
        ("2026-11-22T23:50", "0:30", "2026-11-23T00:30"),
        ("2026-11-23T00:10", "23:50", "2026-11-22T23:50"),
        ("2026-11-22T19:00", "12:30", "2026-11-23T12:30"),
        ("2026-10-24T22:00", "8:00", "2026-10-25T08:00"),
        ("2026-03-28T22:00", "08:00", "2026-03-29T08:00"),
        ("2026-11-22T12:00", " 2026-11-22T13:15 ", "2026-11-22T13:15"),
        ("2026-11-22T12:00", "2026-07-01 13:15", "2026-07-01T13:15"),
    ],
)
def test_a_time_is_the_one_by_the_clock_here(now: str, said: str, meant: str) -> None:
    """Of a time of day the one of the next 18 hours or of the last 6, nights in which the clock is set included."""
    assert utc(read(meant)) == utc(moment(said, read(now), local))


def test_a_time_with_its_own_zone_is_taken_as_it_is() -> None:
    """ISO 8601 with an offset or a Z asks no clock."""
    at = read("2026-11-22T13:15")
    assert [at, at] == [moment(said, 0, local) for said in ("2026-11-22T12:15Z", "2026-11-22T14:15:00+02:00")]


@pytest.mark.parametrize(
    "said", ["", "noon", "24:00", "12:60", "1230", "12:3", "2026-11-22", "2026-13-01T10:00", "٣:٣٠"]
)
def test_what_is_no_time_is_refused(said: str) -> None:
    """The sentence says how a time is said."""
    with pytest.raises(Refused, match=r"is no time\. Say it as 12:30 by the clock here, or ISO 8601 such as "):
        moment(said, read("2026-11-22T12:00"), local)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.times())  # noqa: DTZ001 - UTC is put on below
def test_a_time_of_day_is_found_whatever_the_night(now: datetime, said: time) -> None:
    """It shows what was said, unless no clock showed that then, and lies no further off than a day has hours."""
    at = int(now.replace(tzinfo=UTC).timestamp() * 1000)
    words = f"{said:%H:%M}"
    found = moment(words, at, local)
    assert -7 * 60 * MINUTE <= found - at <= 19 * 60 * MINUTE
    shown = f"{local(found):%H:%M}"
    assert shown == words or abs(_minutes(words) - _minutes(shown)) == 60


def _minutes(words: str) -> int:
    return int(words[:2]) * 60 + int(words[3:])
