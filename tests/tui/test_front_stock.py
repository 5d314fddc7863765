"""86 at the front: what is out is marked with digits, seen at once everywhere, and sold by nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.work.order.line import Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.stock import BringBack, RunOut
from tests.tui.seat import Seat, elsewhere, seat

OUT_WORDS = "cannot be made: bacon is out."


@asynccontextmanager
async def front_and_kitchen(
    database: Path, burger: Playbook, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Seat, Counter]]:
    """Open the front with the menu there, and another terminal."""
    clock = SetClock()
    async with (
        seat(database, "station:front", playbook=burger, clock=clock, size=size) as front,
        elsewhere(database, clock, burger) as kitchen,
    ):
        await front.press("enter", "enter")
        yield front, kitchen


def out(front: Seat) -> set[str]:
    """Return what is out."""
    return set(front.counter.board.standing.out)


async def test_z_marks_an_item_out_and_brings_it_back(database: Path, burger: Playbook) -> None:
    """Page, item: out; then it is the first answer, with who and since when, and one digit brings it back."""
    async with seat(database, "station:front", playbook=burger) as front:
        await front.press("z", "1")
        assert "Burgers: what is out?" in front.text
        await front.press("4")
        assert "✔ Bacon burger is out. Z brings it back." == front.notice
        assert {"bacon-burger"} == out(front)
        await front.press("z")
        assert "1 Bacon burger is" in front.text
        assert "out since 12:3" in front.text
        await front.press("1")
        assert "✔ Bacon burger is there again" == front.notice
        assert set() == out(front)


async def test_parts_can_be_out_too(database: Path, burger: Playbook) -> None:
    """At the front the pages of the menu come first, then what each station makes."""
    async with seat(database, "station:front", playbook=burger) as front:
        await front.press("z")
        assert front.text.index("1 Burgers") < front.text.index("6 Made at Grill")
        await front.press("6")
        await front.touch("Bacon")
        assert {"bacon"} == out(front)
        await front.press("z")
        await front.touch("Made at Grill")
        assert "Bacon" not in front.text


async def test_going_back_marks_nothing(database: Path, burger: Playbook) -> None:
    """From either question."""
    async with seat(database, "station:front", playbook=burger) as front:
        await front.press("z", "backspace", "z", "1", "backspace")
        assert set() == out(front)
        assert "NEXT GUEST" in front.keys


async def test_by_touch_alone(database: Path, burger: Playbook) -> None:
    """The key stands there while nobody is at the counter; while an order is taken it is in More."""
    async with seat(database, "station:front", playbook=burger) as front:
        for words in ("86 Z", "Burgers", "Hamburger"):
            await front.touch(words)
        assert {"hamburger"} == out(front)
        await front.press("enter", "enter")
        for words in ("More 0", "86", "Hamburger is"):
            await front.touch(words)
        assert set() == out(front)


async def test_tiles_say_out_as_soon_as_the_kitchen_says_so(database: Path, burger: Playbook) -> None:
    """In word and colour, dim, on items that hold the part and on choices that would put it in; not on NO bacon."""
    async with front_and_kitchen(database, burger) as (front, kitchen):
        await front.press("1")
        assert "OUT" not in front.text
        await kitchen.do(RunOut("bacon"), by="Leo")
        await front.until(lambda: "OUT" in front.text)
        assert 1 == front.text.count("OUT")
        plain = front.style("Hamburger").color
        assert front.style("Bacon burger").color not in (plain, front.style("OUT").color)
        await front.press("2")
        assert "OUT" not in front.text
        await front.press("0")
        assert 1 == front.text.count("OUT")
        await kitchen.do(BringBack("bacon"), by="Leo")
        await front.until(lambda: "OUT" not in front.text)


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (160, 45)])
async def test_out_is_said_on_every_size(database: Path, burger: Playbook, size: tuple[int, int]) -> None:
    """A tile of one row says it before its name."""
    async with front_and_kitchen(database, burger, size) as (front, kitchen):
        await kitchen.do(RunOut("bacon"))
        await front.press("1")
        await front.until(lambda: "OUT" in front.text)
        await kitchen.do(BringBack("bacon"))
        await front.until(lambda: "OUT" not in front.text)


async def test_what_is_out_is_not_added(database: Path, burger: Playbook) -> None:
    """By digit, by touch, or as a choice: refused with why, and with the key that brings it back."""
    async with front_and_kitchen(database, burger) as (front, kitchen):
        await kitchen.do(RunOut("bacon"))
        await front.until(lambda: bool(out(front)))
        await front.press("1", "4")
        assert "▲ Bacon burger cannot be made: bacon is out. Z brings it back." == front.notice
        await front.touch("4 Bacon burger")
        assert OUT_WORDS in front.notice
        assert "Nothing yet" in front.text
        await front.press("1", "0", "9")
        assert "▲ EXTRA bacon cannot be had: bacon is out. Z brings it back." == front.notice
        assert "EXTRA bacon" not in " ".join(line[64:] for line in front.lines[:-4])


async def test_a_combo_is_out_with_what_is_in_it(database: Path, burger: Playbook) -> None:
    """The bacon burger meal cannot be made either."""
    async with front_and_kitchen(database, burger) as (front, kitchen):
        await kitchen.do(RunOut("bacon-burger"))
        await front.until(lambda: bool(out(front)))
        await front.press("2", "4")
        assert "▲ Bacon burger meal cannot be made: Bacon burger is out. Z brings it back." == front.notice


async def test_a_basket_that_holds_it_says_so_at_once_and_is_not_sent(database: Path, burger: Playbook) -> None:
    """On the news, once; SEND names the line and marks it, so that the next key takes it out."""
    async with front_and_kitchen(database, burger) as (front, kitchen):
        await front.press("1", "1", "enter", "1", "4", "+", "enter")
        await kitchen.do(RunOut("bacon"), by="Leo")
        await front.until(lambda: OUT_WORDS in front.notice)
        assert "■ 2 × Bacon burger cannot be made" in front.notice
        assert "OUT 2 × Bacon burger" in front.text
        assert "bacon is out" in front.text
        await front.press("c", "1", "1", "enter", "enter")
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken is not None


async def test_send_is_refused_and_the_line_can_be_taken_out(database: Path, burger: Playbook) -> None:
    """One key after the refusal; the rest is sent."""
    async with front_and_kitchen(database, burger) as (front, kitchen):
        await front.press("1", "4", "enter", "1", "1", "enter")
        await kitchen.do(RunOut("bacon"))
        await front.until(lambda: OUT_WORDS in front.notice)
        await front.press("9")
        assert OUT_WORDS not in front.notice
        await front.press("enter")
        assert "■ 1 × Bacon burger cannot be made" in front.notice
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken is None
        await front.press("backspace", "enter")
        (entry,) = front.counter.board.orders.values()
        assert ["hamburger"] == [line.item for line in entry.order.lines]


async def test_no_bacon_is_a_way_out(database: Path, burger: Playbook) -> None:
    """A line in the basket is made sendable by what it goes without."""
    async with front_and_kitchen(database, burger) as (front, kitchen):
        await front.press("1", "4", "enter")
        await kitchen.do(RunOut("bacon"))
        await front.until(lambda: OUT_WORDS in front.notice)
        await front.press("up", "enter")
        await front.touch("NO bacon")
        assert "OUT 1 ×" not in front.text
        await front.press("enter", "enter")
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken is not None


async def test_what_is_out_is_not_suggested(database: Path, burger: Playbook) -> None:
    """Fries are the first suggestion; without cartons something else is."""
    async with front_and_kitchen(database, burger) as (front, kitchen):
        await front.press("1", "1", "enter")
        assert "fries" in front.text.casefold().split("how ")[0]
        await kitchen.do(RunOut("fries"))
        await front.until(lambda: bool(out(front)))
        assert "fries" not in front.text.casefold().split("how ")[0]
        assert "cola" in front.text.casefold().split("how ")[0]


async def test_a_change_asks_for_nothing_more_of_what_is_out(database: Path, burger: Playbook) -> None:
    """Two bacon burgers were sent: one less is fine, one more is refused with the line's name."""
    async with seat(database, "station:front", playbook=burger) as front:
        entry = await front.opened((Wish("bacon-burger", 2), Wish("fries")), upto="cook")
        await front.counter.do(RunOut("bacon"))
        await front.press(".", "1", "up", "up", "enter", "+", "enter", "enter")
        assert "■ 3 × Bacon burger cannot be made: bacon is out." in front.notice
        await front.press("enter", "-", "-", "enter", "enter", "1")
        assert "✔ Order 1 is changed: give back $7.40." in front.notice
        assert 1 == front.counter.board.orders[entry.order.id].order.lines[0].quantity
