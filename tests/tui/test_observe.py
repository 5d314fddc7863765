"""Walking the floor: what is done now and was just done, and its points as an observer sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.work.verb.mark import MarkPoint
from tests.tui.seat import seat

EVA = Settings(person="Eva", debounce=0, guard=0, scanner="off")


async def test_what_is_done_now_and_was_just_done_is_listed(database: Path) -> None:
    """Open tickets first, then bumped ones, the newest first; each with its time and who."""
    async with seat(database, "observe:", settings=EVA) as floor:
        await floor.opened(upto="fry")
        assert floor.find("● 0:00")[1] < floor.find("✔ 0:00")[1]
        for name in ("Fry", "Grill", "Pay", "Take order", "Greet"):
            assert name in floor.text


async def test_stations_that_are_named_are_watched_alone(database: Path) -> None:
    """A tablet by the grill shows the grill."""
    async with seat(database, "observe:grill", settings=EVA) as floor:
        await floor.opened(upto="fry")
        assert "Grill" in floor.text
        assert "Greet" not in floor.text


async def test_what_lies_back_longer_than_an_observer_remembers_is_gone(database: Path) -> None:
    """Ten minutes."""
    async with seat(database, "observe:front", settings=EVA) as floor:
        await floor.opened(upto="grill")
        assert "Greet" in floor.text
        floor.clock.advance(601)
        await floor.pass_time(0)
        assert "nothing was in the last minutes" in floor.text


@pytest.mark.parametrize("size", [(40, 20), (100, 30)])
async def test_a_point_goes_from_kept_to_skipped_to_not_seen(database: Path, size: tuple[int, int]) -> None:
    """By digit, beside the worker's own mark, which stays."""
    async with seat(database, "observe:grill", size=size, settings=EVA) as floor:
        entry = await floor.opened(upto="grill")
        await floor.counter.do(MarkPoint(entry.order.id, "grill", "gloves", "kept"), by="Ana")
        await floor.settle()
        await floor.press("enter")
        assert "Wear clean gloves" in floor.text
        for how in ("kept", "skipped", "not-seen", "kept"):
            await floor.press("1")
            order = floor.counter.board.orders[entry.order.id].order
            assert (how, "Eva") == (
                order.seen["grill", "gloves", "observer"].mark,
                order.seen["grill", "gloves", "observer"].stamp.by,
            )
            assert ("kept", "Ana") == (order.points["grill", "gloves"].mark, order.points["grill", "gloves"].stamp.by)


async def test_touch_marks_a_point_and_k_skips_it(database: Path) -> None:
    """A touch on the row, or the arrows and K."""
    async with seat(database, "observe:grill", settings=EVA) as floor:
        entry = await floor.opened(upto="grill")
        await floor.press("enter")
        await floor.touch("Turn once")
        seen = floor.counter.board.orders[entry.order.id].order.seen
        assert "kept" == seen["grill", "turn", "observer"].mark
        await floor.press("up", "k")
        seen = floor.counter.board.orders[entry.order.id].order.seen
        assert "skipped" == seen["grill", "gloves", "observer"].mark


async def test_a_finished_order_can_still_be_observed(database: Path) -> None:
    """What was handed over a minute ago is still before the observer's eyes."""
    async with seat(database, "observe:front", settings=EVA) as floor:
        entry = await floor.opened(upto="end")
        await floor.press("enter")
        await floor.press("k")
        order = (await floor.counter.order(entry.order.id)).order
        assert ["skipped"] == [mark.mark for mark in order.seen.values()]
        await floor.press("backspace")
        assert floor.lines[0].startswith(" OBSERVE ")


async def test_an_observer_without_a_name_is_asked_for_one(database: Path) -> None:
    """The refusal says so, and I takes the name."""
    async with seat(database, "observe:grill") as floor:
        floor.app.session.person = ""
        await floor.opened(upto="grill")
        await floor.press("enter", "1")
        assert "An observer has a name. Say who you are first." in floor.notice
        await floor.press("i")
        await floor.type("Eva")
        await floor.press("enter", "1")
        assert "✔" in floor.text


async def test_home_leads_to_the_floor(database: Path) -> None:
    """Its tile has a digit like the others."""
    async with seat(database, "home", settings=EVA) as home:
        await home.touch("Observe")
        assert home.lines[0].startswith(" OBSERVE ")
