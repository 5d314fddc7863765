"""What hands meant is what is done: on the ticket they saw, once, and whatever another terminal did meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.settings import Settings
from kiosk.work.line import Choice, Wish
from tests.playbooks import DINER
from tests.tui.desk import desk, elsewhere

BURGERS = (Wish("burger", 2, (Choice("toppings", "onion", "no"),)), Wish("burger"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


# A question that outlives its order.


async def test_a_void_of_an_order_that_has_ended_meanwhile_is_refused(database: Path) -> None:
    """Asked why, while another terminal voids the order: the answer is refused with words, and the program goes on."""
    clock = SetClock()
    async with desk(database, clock=clock) as grill, elsewhere(database, clock) as right:
        order_id = (await grill.opened()).order.id
        await grill.press("v")
        await right.void(order_id, "Guest left", by="Leo")
        await grill.until(lambda: order_id not in grill.counter.board.orders)
        await grill.press("1")
        assert "■ Order 1 is void: Guest left." == grill.notice


# Lines to look at.


async def test_the_last_line_looked_at_bumps_where_parts_are_made(database: Path) -> None:
    """A step that makes parts and has every line looked at is done with the last one, and no refusal is said."""
    steps = tuple(replace(step, confirms="all") if step.id == "grill" else step for step in DINER.process.steps)
    book = replace(DINER, process=replace(DINER.process, steps=steps))
    async with desk(database, playbook=book) as grill:
        order_id = (await grill.opened(BURGERS)).order.id
        await grill.press("enter", "1", "2", "enter")
        assert "bumped" == grill.state(order_id, "grill")
        assert grill.notice.startswith("✔ Order 1: Grill done in")


# Until a time of day.


async def test_held_until_a_time_that_is_just_over_is_not_held_until_tonight(database: Path) -> None:
    """At 00:10 23:50 was twenty minutes ago: the order is not kept for a day."""
    async with desk(database) as grill:
        day = 86_400_000
        grill.clock.advance(((10 * 60_000 - grill.clock.now().at) % day) / 1000)
        order_id = (await grill.opened()).order.id
        await grill.press("m", "9", *"23:50", "enter", "1")
        assert "■ That time is over. Say a later one." == grill.notice
        assert "open" == grill.state(order_id, "grill")
