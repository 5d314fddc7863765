"""A clock that cannot be right is asked about before anything is written under its time."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.work.verb.open_order import OpenOrder
from tests.tui.seat import Seat, elsewhere, seat

NOON = int(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp() * 1000)
UNSET = 180_000
"""Three minutes into 1970, as a machine without a battery starts."""


def events(database: Path) -> list[tuple[str, str, int]]:
    """Return kind, who and when of every event there is."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute('SELECT kind, "by", at FROM events ORDER BY seq').fetchall()


def asks(there: Seat) -> bool:
    """Whether the question is in front."""
    return "The clock says 1970-01-01 00:03" in " ".join(there.text.split())


async def worked(database: Path) -> None:
    """Leave a record of one open order, written at noon."""
    async with elsewhere(database, SetClock(at=NOON)) as counter:
        await counter.do(OpenOrder(), by="Zoe")


@pytest.mark.parametrize("place", ["home", "station:front", "station:grill", "station:expo", "manager", "board"])
async def test_every_screen_asks_before_anything_is_written(database: Path, place: str) -> None:
    """Behind the newest row by years: no key does anything else, and nothing is written."""
    await worked(database)
    before = events(database)
    async with seat(database, place, clock=SetClock(at=UNSET, boot="next")) as there:
        assert asks(there)
        await there.press("escape", "n", "enter")
        assert not there.app._running or asks(there)
    assert before == events(database)


async def test_a_clock_years_ahead_is_asked_about_too(database: Path) -> None:
    """No counter stands still for twelve years; one that did says so, once."""
    await worked(database)
    before = events(database)
    late = NOON + 12 * 366 * 86_400_000
    async with seat(database, "station:front", clock=SetClock(at=late, boot="next")) as there:
        assert "but it was 2026-11-23" in " ".join(there.text.split())
        await there.press("n")
        assert before == events(database)
        await there.press("2", "n")
        assert 2 == len(there.counter.board.orders)
    async with seat(database, "station:front", clock=SetClock(at=late + 1000, boot="next")) as there:
        assert "but it was 2026-11-23" not in there.text


async def test_whoever_says_it_is_right_is_in_the_record(database: Path) -> None:
    """With what the clock was before; then work goes on, and the next start asks nothing about this record."""
    await worked(database)
    async with seat(database, "station:front", clock=SetClock(at=UNSET, boot="next")) as there:
        await there.press("2")
        assert not asks(there)
        await there.press("n")
        assert 2 == len(there.counter.board.orders)
    kinds = events(database)
    assert ("clock-confirmed", "Ana", UNSET) in kinds
    with closing(sqlite3.connect(database)) as connection:
        (data,) = connection.execute("SELECT data FROM events WHERE kind = 'clock-confirmed'").fetchone()
    assert {"before": NOON} == json.loads(data)
    async with seat(database, "station:front", clock=SetClock(at=UNSET + 1000, boot="next")) as there:
        assert not asks(there)


async def test_a_clock_that_is_set_meanwhile_takes_the_question_away(database: Path) -> None:
    """As a machine does a few seconds after its start; nobody has to answer, and nothing is confirmed."""
    await worked(database)
    async with seat(database, "station:front", clock=SetClock(at=UNSET, boot="next")) as there:
        assert asks(there)
        there.clock.jump_wall((NOON + 60_000 - UNSET) / 1000)
        there.app.feed.tick()
        await there.settle()
        assert not asks(there)
        await there.press("n")
        assert 2 == len(there.counter.board.orders)
    assert "clock-confirmed" not in [kind for kind, _, _ in events(database)]


async def test_a_clock_that_is_a_little_behind_asks_nothing(database: Path) -> None:
    """Two terminals of one machine never differ; a second or two of a correction is no clock that is not set."""
    await worked(database)
    async with seat(database, "station:front", clock=SetClock(at=NOON - 1_500, boot="next")) as there:
        assert "The clock says" not in there.text
