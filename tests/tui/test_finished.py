"""The finished orders, newest first, and the slip of each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.work.order.event import Guest
from tests.tui.seat import Seat, seat, serve


@asynccontextmanager
async def after(database: Path, count: int, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Seat]:
    """Open the list after so many orders, a second apart."""
    clock = SetClock()

    async def orders(counter: Counter) -> None:
        for number in range(1, count + 1):
            await serve(counter, guest=Guest("", f"Guest{number}"))
            clock.advance(1)

    async with seat(database, "finished", size=size, clock=clock, before=orders) as finished:
        yield finished


async def test_no_order_is_finished_yet(database: Path) -> None:
    """A sentence instead of an empty screen; Enter does nothing."""
    async with seat(database, "finished") as finished:
        assert "No order is finished yet." in finished.text
        await finished.press("enter", "1", "down")
        assert finished.lines[0].startswith(" FINISHED ")


async def test_the_newest_is_first_with_time_and_items(database: Path) -> None:
    """Number, guest, when, how long, and what it was."""
    async with after(database, 2) as finished:
        assert finished.find("2  Guest2")[1] < finished.find("1  Guest1")[1]
        for words in ("12:31", "● 0:00", "1 × Meal", "the last 2 orders"):
            await finished.pass_time(0)
            assert words in finished.text


async def test_enter_shows_the_slip_of_the_chosen_one(database: Path) -> None:
    """Down chooses, Enter opens, Enter comes back to the same place."""
    async with after(database, 3) as finished:
        await finished.press("down", "enter")
        assert "Order 2" in finished.lines[0]
        await finished.press("enter", "enter")
        assert "Order 2" in finished.lines[0]


async def test_a_digit_or_a_touch_shows_a_slip(database: Path) -> None:
    """By its place on the page."""
    async with after(database, 3) as finished:
        await finished.press("3")
        assert "Order 1" in finished.lines[0]
        await finished.press("enter")
        await finished.touch("2  Guest2")
        assert "Order 2" in finished.lines[0]


async def test_a_new_one_does_not_move_the_choice(database: Path) -> None:
    """Chosen by order, not by place."""
    async with after(database, 2) as finished:
        await finished.press("down")
        await finished.opened(upto="", name="Late")
        await finished.until(lambda: "Late" in finished.text)
        await finished.press("enter")
        assert "Order 1" in finished.lines[0]


async def test_pages_are_turned(database: Path) -> None:
    """Right and left by a page."""
    async with after(database, 8, (80, 24)) as finished:
        assert "Guest1" not in finished.text
        await finished.press("right")
        assert "Guest1" in finished.text
        await finished.press("left")
        assert "Guest8" in finished.text
        await finished.press("backspace")
        assert finished.lines[0].startswith(" HOME ")


async def test_leaving_while_the_list_is_read_breaks_nothing(database: Path) -> None:
    """Pressed within one moment: there, back, there, a slip, back."""
    async with after(database, 3) as finished:
        for burst in ("fhfh", "h7h7h7", "7\rh", "7\r\x7fh7\r"):
            await finished.bytes(burst)
            assert finished.app.is_running
