"""Numbers, days, routines, the order of the board and slips on every night in which a clock is changed somewhere."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.work.record.slip import parse_payload, payload, slip
from kiosk.work.time.day import Days, numbered
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.void import Void
from tests.playbooks import DINER
from tests.records import terminal
from tests.tui.seat import serve

ZONES = (
    *("Europe/Berlin", "Europe/London", "Europe/Lisbon", "America/New_York", "America/Los_Angeles", "America/St_Johns"),
    *("America/Havana", "America/Santiago", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Chatham"),
)
"""Twelve whose clocks change: by an hour and by half of one, at one, two and three o'clock, and at midnight."""

HOUR = 3_600_000


def changes(zone: ZoneInfo) -> list[int]:
    """Return the two instants of 2026 at which a zone's clock is changed, in UTC milliseconds."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    hours = pairwise(first + timedelta(hours=hour) for hour in range(365 * 24))
    changed = [now for before, now in hours if before.astimezone(zone).utcoffset() != now.astimezone(zone).utcoffset()]
    return [int(moment.timestamp() * 1000) for moment in changed]


NIGHTS = [(zone, at) for zone in ZONES for at in changes(ZoneInfo(zone))]


def test_every_zone_has_both_nights() -> None:
    """Else nothing is tried."""
    assert [2] * len(ZONES) == [len(changes(ZoneInfo(zone))) for zone in ZONES]


def counter_in(database: Path, zone: str, clock: SetClock, starts: int) -> AbstractAsyncContextManager[Counter]:
    """Open a terminal's counter in a zone, whose days start so many minutes after midnight."""
    there = ZoneInfo(zone)
    playbook = replace(DINER, day_starts=starts)
    return terminal(database, "", clock, playbook, lambda at: datetime.fromtimestamp(at / 1000, there))


@pytest.mark.parametrize("starts", [0, 90, 150, 240])
@pytest.mark.parametrize(("zone", "change"), NIGHTS)
def test_a_day_ends_where_the_next_begins(zone: str, change: int, starts: int) -> None:
    """Each moment of the night belongs to one day, days follow one another, and the plan of routines knows the edge."""
    there = ZoneInfo(zone)
    days = Days(lambda at: datetime.fromtimestamp(at / 1000, there), starts)
    minutes = range(change - 30 * HOUR, change + 30 * HOUR, 300_000)
    named = [days.day(at) for at in minutes]
    assert sorted(named) == named
    edges = [at for at, (before, after) in zip(minutes[1:], pairwise(named), strict=True) if before != after]
    assert edges == [days.end(day) for day in dict.fromkeys(named)][: len(edges)]


@pytest.mark.parametrize("starts", [0, 240])
@pytest.mark.parametrize(("zone", "change"), NIGHTS)
async def test_numbers_order_and_slips_of_the_night(tmp_path: Path, zone: str, change: int, starts: int) -> None:
    """No number comes twice, what came first stands first, and a slip agrees with itself."""
    clock = SetClock(at=change - 2 * HOUR)
    async with counter_in(tmp_path / "kiosk.db", zone, clock, starts) as counter:
        opened = []
        for _ in range(9):
            order = (await counter.do(OpenOrder())).order
            assert counter.today() == order.day
            opened.append(order)
            clock.advance(30 * 60)
        assert len(opened) == len({(order.day, order.number) for order in opened})
        assert len(opened) == len({numbered(order.number, order.day) for order in opened})
        assert [order.id for order in opened] == list(counter.board.orders)
        for order in opened:
            await counter.do(Void(order.id, "left"))
        entry = await serve(counter)
        said = payload(entry.order, entry.playbook)
        assert said == parse_payload(str(said))
        text = str(slip(entry.order, entry.playbook, entry.guest, ZoneInfo(zone)))
        wall = counter.local(clock.now().at)
        assert f"{wall:%H:%M}" in text
        assert 0 == said.seconds


async def test_a_clock_set_back_and_forth_while_orders_are_open(tmp_path: Path) -> None:
    """Ages run on, what came first stands first, no number comes twice, and each setting is in the record."""
    clock = SetClock()
    async with counter_in(tmp_path / "kiosk.db", "Europe/Berlin", clock, 240) as counter:
        ids = []
        for jump in (0, -3 * 3600, 26 * 3600, -50 * 3600, 27 * 3600):
            clock.jump_wall(jump)
            await counter._live._note_clock()
            ids.append((await counter.do(OpenOrder())).order.id)
            clock.advance(60)
        assert len(ids) == len(set(ids))
        assert ids == list(counter.board.orders)
        numbers = [entry.order.number for entry in counter.board.orders.values()]
        assert len(numbers) == len(set(numbers))
