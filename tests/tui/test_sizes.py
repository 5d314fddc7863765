"""Every size from a small tablet to a wide monitor shows what is needed; a smaller one says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.work.order.line import Choice, Wish
from kiosk.work.playbook.playbook import Playbook
from tests.tui.seat import Seat, seat

WANTED = (
    Wish("cheeseburger", 2, (Choice("toppings", "onion", "no"),)),
    Wish("fries", 1, (Choice("fries-size", "large"),)),
)
SIZES = [(40, 20), (80, 24), (100, 30), (160, 45)]


def fills(at: Seat) -> None:
    """Hold that every line is exactly as wide as the screen."""
    for strip in at.app.screen._compositor.render_strips():
        assert at.app.size.width == sum(cell_len(segment.text) for segment in strip)


@pytest.mark.parametrize("size", SIZES)
async def test_every_step_shows_what_how_long_and_what_to_say(
    database: Path, burger: Playbook, size: tuple[int, int]
) -> None:
    """The step's title, the order, its items, the timer with its limits, a line to say, and DONE."""
    async with seat(database, "station:grill+dress+fry+expo", playbook=burger, size=size) as at:
        await at.opened(WANTED, upto="cook", name="Maya", allergies=("milk",))
        for step in ("cook", "clean-board", "dress", "fry", "assemble", "check", "hand-over"):
            if "SEEN" in at.text:
                for words in ("M I L K", "ALLERGY", "Order 1", "Maya", "SEEN"):
                    assert words in at.text, words
                fills(at)
                await at.press("enter")
            await at.pass_time(7)
            for words in (
                burger.procedure[step].title,
                "Order 1",
                "Maya",
                "on pace",
                "DONE",
                "SAY",
                "ALLERGY",
                "More 0",
            ):
                assert words in at.text, words
            assert "0:07" in at.text or step in ("clean-board", "dress", "fry")
            assert "● live" in at.lines[0]
            fills(at)
            await at.press("enter", *(("1", "enter") if step == "check" else ()))


@pytest.mark.parametrize("size", SIZES)
async def test_an_order_can_be_keyed_in_every_size(database: Path, burger: Playbook, size: tuple[int, int]) -> None:
    """Pages, items, choices, the basket's last lines, the total and the way on all have room."""
    async with seat(database, "station:front", playbook=burger, size=size) as front:
        await front.press("enter", "enter")
        for category in burger.menu.categories:
            assert category.name.split()[0] in front.text
        await front.press("1")
        assert "6 Chicken" in front.text
        await front.press("2")
        for word in ("NO", "EXTRA", "LIGHT", "SIDE", "Bun", "NO onion", "ADD"):
            assert word in front.text
        await front.press("1", "enter")
        for words in ("1 × Cheeseburger", "NO onion", "$5.80", "SEND"):
            assert words in front.text
        await front.press("a", "2", "enter")
        assert "ALLERGY milk" in front.text
        fills(front)


@pytest.mark.parametrize("size", SIZES)
async def test_targets_are_large_enough_for_a_glove(database: Path, burger: Playbook, size: tuple[int, int]) -> None:
    """Every key of the bar has at least three rows and ten columns, and every tile two rows, where there is room."""
    async with seat(database, "station:front", playbook=burger, size=size) as front:
        from kiosk.tui.widgets.keybar import KeyBar

        await front.press("enter", "enter")
        for target in front.screen.query_one(KeyBar)._drawing.targets:
            assert 3 <= target.height
            assert 10 <= target.width


@pytest.mark.parametrize("size", [(39, 20), (40, 19), (20, 5)])
async def test_a_terminal_that_is_too_small_says_what_it_needs(database: Path, size: tuple[int, int]) -> None:
    """It names its size, and goes on where it was once it has grown."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.pilot.resize_terminal(*size)
        await grill.settle()
        said = " ".join(grill.text.split())
        assert f"{size[0]} x {size[1]}" in said
        assert "40 x 20" in said
        await grill.pilot.resize_terminal(80, 24)
        await grill.settle()
        assert "DONE" in grill.keys


async def test_one_cell_is_survived(database: Path) -> None:
    """And every size on the way back, with news coming in."""
    async with seat(database) as grill:
        await grill.opened()
        for size in ((1, 1), (3, 2), (1, 50), (200, 1), (40, 20), (2, 2), (250, 70), (100, 30)):
            await grill.pilot.resize_terminal(*size)
            await grill.opened()
        assert "8 on the rail" in grill.text or "9 on the rail" in grill.text


async def test_what_opened_meanwhile_does_not_leave_the_sentence_behind(database: Path) -> None:
    """A question that came up while the terminal was too small: after it the screen is there, not the sentence."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.pilot.resize_terminal(30, 10)
        await grill.settle()
        grill.app.push_screen(Choose("Which?", (Offer(1, "One"),)))
        await grill.pilot.resize_terminal(100, 30)
        await grill.press("1")
        assert "Grill the patties" in grill.text


async def test_more_tickets_have_room_on_a_wide_terminal(database: Path) -> None:
    """Two columns of cards instead of longer lines."""
    shown = {}
    for size in ((80, 24), (160, 45)):
        async with seat(database, size=size) as grill:
            while len(grill.counter.board.orders) < 16:
                await grill.opened()
            shown[size] = sum(f"{number}  " in grill.text for number in range(1, 17))
    assert shown[80, 24] < shown[160, 45]
