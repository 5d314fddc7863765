"""What hands meant is what is done: on the ticket they saw, once, and whatever another terminal did meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.devices.clock import SetClock
from kiosk.errors import StorageUnavailable
from kiosk.settings import Settings
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.hold import Hold
from kiosk.work.verb.mark import MarkPoint
from kiosk.work.verb.void import Void
from tests.playbooks import DINER
from tests.tui.seat import Seat, elsewhere, seat
from tests.tui.test_kitchen import chosen

BURGERS = (Wish("burger", 2, (Choice("toppings", "onion", "no"),)), Wish("burger"))

GUARDED = Settings(person="Ana", debounce=200, guard=400, scanner="off")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


# A question that outlives its order.


async def test_a_void_of_an_order_that_has_ended_meanwhile_is_refused(database: Path) -> None:
    """Asked why, while another terminal voids the order: the answer is refused with words, and the program goes on."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, elsewhere(database, clock) as right:
        order_id = (await grill.opened()).order.id
        await grill.press("v")
        await right.do(Void(order_id, "Guest left"), by="Leo")
        await grill.until(lambda: order_id not in grill.counter.board.orders)
        await grill.press("1")
        refused, stop = "Order 1 is void: Guest left.", "STOP: order 1 is void: Guest left (Leo). Clear it away."
        assert grill.notice.removeprefix("■ ") in (refused, stop)  # whichever was said last


# Lines to look at.


async def test_the_last_line_looked_at_bumps_where_parts_are_made(database: Path) -> None:
    """A step that makes parts and has every line looked at is done with the last one, and no refusal is said."""
    steps = tuple(replace(step, confirms="all") if step.id == "grill" else step for step in DINER.process.steps)
    book = replace(DINER, process=replace(DINER.process, steps=steps))
    async with seat(database, playbook=book) as grill:
        order_id = (await grill.opened(BURGERS)).order.id
        await grill.press("enter", "1", "2", "enter")
        assert "bumped" == grill.state(order_id, "grill")
        assert "Order 1: Grill done in" in grill.notice


# Until a time of day.


async def test_held_until_a_time_that_is_just_over_is_not_held_until_tonight(database: Path) -> None:
    """At 00:10 23:50 was twenty minutes ago: the order is not kept for a day."""
    async with seat(database) as grill:
        day = 86_400_000
        grill.clock.advance(((10 * 60_000 - grill.clock.now().at) % day) / 1000)
        order_id = (await grill.opened()).order.id
        await grill.press("m", "9", *"23:50", "enter", "1")
        assert "■ That time is over. Say a later one." == grill.notice
        assert "open" == grill.state(order_id, "grill")


# Whose bump it was.


async def test_a_refused_done_hides_no_bump_of_another(database: Path) -> None:
    """DONE refused by a gate ends nothing: when Leo does the ticket later, that is said and DONE hits no other."""
    points = tuple(replace(point, gate=not place) for place, point in enumerate(DINER.procedure["grill"].points))
    grilling = replace(DINER.procedure["grill"], points=points)
    book = replace(DINER, procedures=tuple(grilling if one.step == "grill" else one for one in DINER.procedures))
    clock = SetClock()
    async with seat(database, clock=clock, playbook=book) as grill, elsewhere(database, clock, book) as right:
        first, second = await grill.opened(BURGERS), await grill.opened(BURGERS)
        await grill.press("enter")
        assert "open" == grill.state(first.order.id, "grill")
        for one in (first, second):
            await right.do(MarkPoint(one.order.id, "grill", points[0].id, "kept"), by="Leo")
        await right.do(Bump(first.order.id, "grill"), by="Leo")
        await grill.until(lambda: "Leo did Grill of order 1 0:00 ago at another terminal" in grill.text)
        assert chosen(grill) is None


async def test_done_right_after_a_ticket_was_taken_away_leaves_who_did_it(database: Path) -> None:
    """Within the guard DONE opens nothing, and who did the ticket stays said."""
    clock = SetClock()
    async with seat(database, clock=clock, settings=GUARDED) as grill, elsewhere(database, clock) as right:
        first, _ = await grill.opened(BURGERS), await grill.opened(BURGERS)
        clock.advance(5)
        await right.do(Bump(first.order.id, "grill"), by="Leo")
        await grill.until(lambda: "another terminal" in grill.text)
        clock.advance(0.1)
        await grill.press("enter")
        assert chosen(grill) is None
        assert "Leo did Grill of order 1" in grill.notice


async def test_all_lines_marked_at_once_are_ones_own(database: Path) -> None:
    """The last of several lines bumps the ticket as one's own: the next opens, and no other terminal is named."""
    async with seat(database) as grill:
        _, second = await grill.opened(BURGERS), await grill.opened(BURGERS)
        await grill.press("l", "1", "2", "enter")
        assert "another terminal" not in grill.text
        assert (second.order.id, "grill") == chosen(grill)


# Fingers and digits.


def _line(grill: Seat) -> tuple[int, int]:
    """Return a cell of the open ticket's first line."""
    region = grill.screen.query_one(OpenTicket).region
    return region.x + 3, next(y for y in range(region.y, region.bottom) if "2 × Burger" in grill.lines[y][region.x :])


async def test_a_finger_means_the_ticket_it_came_down_on(database: Path) -> None:
    """Down on a line of order 1, up when order 2 is open: nothing is done, and that is said."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, elsewhere(database, clock) as right:
        first, second = await grill.opened(BURGERS), await grill.opened(BURGERS)
        x, y = _line(grill)
        await grill.down(x, y)
        await right.do(Hold(first.order.id, "waits"), by="Leo")
        await grill.until(lambda: "is held" in grill.text)
        await grill.pass_time(6)
        assert (second.order.id, "grill") == chosen(grill)
        await grill.up(x, y)
        assert ("grill", 1) not in grill.counter.board.orders[second.order.id].order.done
        assert "▲ That was for order 1, which is not open here any more. Nothing was done." == grill.notice


async def test_what_has_just_come_by_itself_is_not_touched(database: Path) -> None:
    """A touch and a digit right after DONE, meant for order 1, do nothing to order 2."""
    async with seat(database, settings=GUARDED) as grill:
        _, second = await grill.opened(BURGERS), await grill.opened(BURGERS)
        grill.clock.advance(5)
        x, y = _line(grill)
        await grill.press("enter")
        grill.clock.advance(0.05)
        await grill.tap(x, y)
        await grill.press("1")
        order = grill.counter.board.orders[second.order.id].order
        assert ("grill", 1) not in order.done
        assert {} == order.points


async def test_a_bounce_undoes_nothing(database: Path) -> None:
    """A bounced touch on a line, T and digit are each one press; two digits in a row are two."""
    async with seat(database, settings=GUARDED) as grill:
        order_id = (await grill.opened(BURGERS)).order.id
        grill.clock.advance(5)
        for _ in range(2):
            await grill.tap(*_line(grill))
            await grill.press("t", "1", "2")
            grill.clock.advance(0.05)
        order = grill.counter.board.orders[order_id].order
        assert {("grill", 1)} == {place for place, done in order.done.items() if done.single}
        assert "grill" in order.taken_up
        assert ["kept", "kept"] == [mark.mark for mark in order.points.values()]


# An answer that was lost.


def _lose_the_answer(grill: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next commit succeed without its answer getting back."""
    live = grill.counter._live
    append = live.append

    async def lost(*asked: object) -> None:
        monkeypatch.setattr(live, "append", append)
        await append(*asked)  # type: ignore[arg-type]
        raise StorageUnavailable("The answer was lost.")

    monkeypatch.setattr(live, "append", lost)


async def test_undo_pressed_again_takes_back_nothing_older(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer to an undo was lost: pressed again it is the same undo, and the bump before stands."""
    async with seat(database) as grill:
        first, second = await grill.opened(BURGERS), await grill.opened(BURGERS)
        for _ in range(2):
            await grill.press("enter")
            grill.clock.advance(3)
        _lose_the_answer(grill, monkeypatch)
        await grill.press("backspace", "backspace")
        assert ("bumped", "open") == (grill.state(first.order.id, "grill"), grill.state(second.order.id, "grill"))


async def test_waste_noted_again_is_noted_once(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer was lost: the same waste again is the same waste."""
    async with seat(database) as grill:
        order_id = (await grill.opened((Wish("burger"),))).order.id
        _lose_the_answer(grill, monkeypatch)
        await grill.press("w", "1", "w", "1")
        assert 1 == len(grill.counter.board.orders[order_id].order.wastes)
