"""An order left open yesterday says its day wherever its number stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.tui.guest.pickup import Pickup
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.void import Void
from tests.tui.seat import seat
from tests.tui.service import floor, take

SUNDAY = int(datetime(2026, 11, 22, 20, tzinfo=UTC).timestamp() * 1000)
DAY = 24 * 3600


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (100, 30), (160, 45)])
@pytest.mark.parametrize(("place", "step"), [("station:grill", "grill"), ("station:expo", "check")])
async def test_the_number_of_yesterday_has_its_day(
    database: Path, place: str, step: str, size: tuple[int, int]
) -> None:
    """On the open ticket, the rail, and the banner of what is rushed; today's number stands alone."""
    async with seat(database, place, size=size, clock=SetClock(at=SUNDAY)) as there:
        old = (await there.opened(upto=step)).order.id
        await there.counter.do(Rush(old, "waits"), by="Mia")
        await there.pass_time(DAY)
        await there.opened(upto=step)
        there.app.feed.tick()
        await there.settle()
        assert "1 (Sun)" in there.text
        assert "2 (" not in there.text


async def test_the_list_of_sent_orders_has_the_day(database: Path) -> None:
    """At the front, where one of them is chosen to be changed."""
    async with seat(database, "station:front", clock=SetClock(at=SUNDAY)) as there:
        await there.opened(name="Yes")
        await there.pass_time(DAY)
        await there.press(".")
        assert "1 (Sun)" in there.text


async def test_guests_read_the_day_beside_the_number_and_not_in_it(tmp_path: Path) -> None:
    """The large digits stay the number; with names hidden too."""
    async with floor(tmp_path, "board", clock=SetClock(at=SUNDAY)) as there:
        await take(there.counter, "Yes")
        there.clock.advance(DAY)
        await take(there.counter, "Tod")
        there.app.feed.tick()
        await there.settle()
        assert ("1", "2") == there.app.screen.query_one("#preparing", Pickup).called.numbers
        assert "(Sun)" in there.text


async def test_the_day_stands_once_it_has_turned(database: Path) -> None:
    """Before the day turns the order is today's; afterwards the screen says so without anything being written."""
    async with seat(database, clock=SetClock(at=SUNDAY)) as there:
        await there.opened()
        assert "(Sun)" not in there.text
        await there.pass_time(DAY)
        there.app.feed.tick()
        await there.settle()
        assert "1 (Sun)" in there.text


async def test_what_is_said_of_an_older_order_says_its_day(tmp_path: Path) -> None:
    """Refusals and replies alike."""
    async with floor(tmp_path, "board", clock=SetClock(at=SUNDAY)) as there:
        old = await take(there.counter, "Yes")
        there.clock.advance(DAY)
        with pytest.raises(Refused, match=r"of order 1 \(Sun\)"):
            await there.counter.do(Bump(old, "check"), by="Mia")
        with pytest.raises(Refused, match=r"order 1 \(Sun\) is void"):
            await there.counter.do(Void(old, ""), by="Mia")
