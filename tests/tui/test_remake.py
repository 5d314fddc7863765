"""A line that is made again, by keys: at the grill, and at the expo after the guest has come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.work.order.line import Wish
from kiosk.work.order.order import Order
from kiosk.work.verb.bump import Bump
from tests.tui.seat import Seat, seat, serve

AGAIN = "\x07"
"""What a terminal sends for ^G."""

TWO = (Wish("burger"), Wish("burger", 2, note="well done"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


def order_of(terminal: Seat) -> Order:
    """Return the only order on the board."""
    (entry,) = terminal.counter.board.orders.values()
    return entry.order


async def test_an_order_of_which_a_line_fell_down_is_worked_to_its_end(database: Path) -> None:
    """Two burgers of three are done, one falls down: it is made again, and the ticket goes on to its bump."""
    async with seat(database) as grill:
        entry = await grill.opened(TWO)
        await grill.press("l", "2", "enter")
        assert "✔ 2 × Burger" in grill.text
        await grill.pass_time(30)
        await grill.press(AGAIN)
        assert "What is made again?" in grill.text
        await grill.press("2")
        assert "How many are made again?" in grill.text
        await grill.press("1")
        assert "Why is it made again?" in grill.text
        await grill.press("2")
        assert "✔ Order 1: 1 × Burger to be made again at Grill: Dropped" == grill.notice
        assert "✔ 2 × Burger" not in grill.text
        assert "REMAKE 1 × Burger" in grill.text
        (remake,) = order_of(grill).remakes
        assert ("grill", 2, 1, "dropped", "Ana") == (
            remake.step,
            remake.line.id,
            remake.line.quantity,
            remake.cause,
            remake.stamp.by,
        )
        assert remake.made
        assert remake.since <= remake.made.at.at < remake.stamp.at.at
        await grill.press("backspace")
        assert "What you did last to order 1 stays: a remake: Dropped." in grill.notice
        await grill.press("enter")
        assert "bumped" == grill.state(entry.order.id, "grill")
        assert () == order_of(grill).remaking("grill")


async def test_what_the_grill_bumped_is_made_again_there(database: Path) -> None:
    """The ticket is gone from the rail: ^G asks of which order, and it opens again for that line alone."""
    async with seat(database) as grill:
        entry = await grill.opened(TWO)
        await grill.press("enter")
        await grill.pass_time(90)
        await grill.press(AGAIN)
        assert "Of which order?" in grill.text
        assert "1:30 ago" in grill.text
        await grill.press("1", "1", "1")
        assert "✔ Order 1: 1 × Burger to be made again at Grill: Made wrongly" == grill.notice
        assert "open" == grill.state(entry.order.id, "grill")
        assert "RECALLED   REMAKE" in grill.text
        assert "✔ 2 × Burger" in grill.text
        assert "0:00" in grill.text


async def test_a_guest_who_comes_back_has_it_made_again_and_handed_over(database: Path) -> None:
    """At the expo after the hand-over: the grill has that burger once more, then check and hand-over follow."""
    async with seat(database, "station:expo", size=(160, 45)) as expo:
        entry = await serve(expo.counter, (Wish("burger"), Wish("fries")))
        first = entry.order.finished
        await expo.pass_time(200)
        await expo.press(AGAIN, "1")
        assert "1 × Burger" in expo.text
        assert "Fry" in expo.text
        await expo.press("1", "4")
        assert (
            "✔ Order 1: 1 × Burger to be made again at Grill: Sent back. After it again: Check, Hand over."
            == expo.notice
        )
        assert ("open", "bumped") == (expo.state(entry.order.id, "grill"), expo.state(entry.order.id, "fry"))
        assert "waiting" == expo.state(entry.order.id, "check")
        await expo.press("1")
        assert "Made again: Grill: 1 × Burger: Sent back (Ana, 0:00 ago)" in expo.text
        await expo.press("enter")
        await expo.counter.do(Bump(entry.order.id, "grill"), by="Leo")
        await expo.settle()
        await expo.press("enter", "enter")
        last = await expo.counter.order(entry.order.id)
        assert first
        assert last.order.finished
        assert first.at.at < last.order.finished.at.at
        assert "sent-back" == last.order.remakes[0].cause


async def test_nothing_made_is_nothing_made_again(database: Path) -> None:
    """The key says so."""
    async with seat(database) as grill:
        await grill.press(AGAIN)
        assert "Nothing was made here that could be made again." in grill.notice
