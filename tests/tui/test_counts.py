"""The counts: what is still to be made, live, in every size, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from kiosk.tui.home.screen import HomeScreen
from kiosk.tui.station.counts import CountsScreen
from kiosk.tui.station.screen import StationScreen
from kiosk.work.order.line import Wish
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import AddOrder
from kiosk.work.verb.void import Void
from tests.tui.seat import MEAL, Seat, seat

SIZES = [(40, 20), (80, 24), (100, 30), (160, 45)]


def figures(at: Seat, name: str) -> list[str]:
    """Return what stands behind a name."""
    row = next(line for line in at.lines if name in line)
    return row.partition(name)[2].split()


async def test_a_key_leads_there_and_back(database: Path) -> None:
    """From a station by `/`; back by it, by H, or by touch."""
    async with seat(database) as grill:
        for back in ("/", "h", "backspace"):
            await grill.press("/")
            assert isinstance(grill.screen, CountsScreen)
            await grill.press(back)
            assert isinstance(grill.screen, StationScreen)
        await grill.press("/")
        await grill.touch("Back")
        assert isinstance(grill.screen, StationScreen)


async def test_a_station_counts_its_own(database: Path) -> None:
    """What is open and what is coming, items beside parts."""
    async with seat(database) as grill:
        await grill.opened((Wish("meal", 2),))
        await grill.opened(upto="pay")
        await grill.press("/")
        assert ["2", "1"] == figures(grill, "Burger")[:2]
        assert ["2", "1"] == figures(grill, "patties")
        assert "ries" not in grill.text.replace("entries", "")
        assert "Grill" in grill.lines[0]


@pytest.mark.parametrize("station", ["front", "expo"])
async def test_front_and_expo_count_all_stations(database: Path, station: str) -> None:
    """They make nothing themselves."""
    async with seat(database, f"counts:{station}") as there:
        await there.opened()
        assert "all stations" in there.lines[0]
        assert ["1", "–"] == figures(there, "Burger")[:2]
        assert ["1", "–"] == figures(there, "small Fries")[:2]


async def test_the_figures_follow_the_board(database: Path) -> None:
    """A bump elsewhere is seen at once, and after the last one nothing is left."""
    async with seat(database, "counts:grill") as there:
        entry = await there.opened()
        assert ["1", "–"] == figures(there, "patty")
        await there.counter.do(Bump(entry.order.id, "grill"))
        await there.settle()
        await there.until(lambda: "Nothing is to be made." in there.text)


async def test_parts_that_may_wait_say_what_to_start_and_how_long_they_wait(database: Path, burger: Playbook) -> None:
    """The clock runs on by itself, in its colour; over is said with its sign."""
    async with seat(database, "counts:grill", playbook=burger) as there:
        first = await there.opened((Wish("hamburger"),), upto="cook")
        await there.opened((Wish("double-cheeseburger"),), upto="pay")
        assert ["1", "2", "▶", "3"] == figures(there, "patties")
        await there.counter.do(Bump(first.order.id, "cook"))
        await there.pass_time(130)
        assert ["27:50", "left"] == figures(there, "patty of 1")
        await there.pass_time(1740)
        assert "■ 1:10 over" in there.text


async def test_names_are_data(database: Path) -> None:
    """What the outside calls an item stands there as it is written."""
    async with seat(database, "counts:grill") as there:
        await there.counter.do(AddOrder("web-1", (Wish(UNKNOWN, called="[red]Poutine[/]"),)))
        await there.settle()
        await there.until(lambda: "[red]Poutine[/]" in there.text)


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_every_count(database: Path, burger: Playbook, size: tuple[int, int]) -> None:
    """On as many pages as it takes, turned by arrows; every line is as wide as the screen."""
    async with seat(database, "counts:expo", playbook=burger, size=size) as there:
        wanted = tuple(Wish(item.id) for item in burger.menu.items if not item.combo)
        first = await there.opened(wanted, upto="cook")
        await there.counter.do(Bump(first.order.id, "cook"))
        await there.opened(wanted, upto="pay")
        seen = there.text
        for _ in range(8):
            await there.press("right")
            seen += there.text
            for strip in there.app.screen._compositor.render_strips():
                assert size[0] == sum(cell_len(segment.text) for segment in strip)
        assert [] == [item.name for item in burger.menu.items if not item.combo and item.name not in seen]
        for words in ("Items", "Parts", "Made, waiting", "drop now", "patties", "bottle"):
            assert words in seen, words
        for _ in range(8):
            await there.press("left")
        assert "← before" not in there.text


async def test_a_page_that_is_gone_is_not_stayed_on(database: Path, burger: Playbook) -> None:
    """When there is less to make, the last page there is is shown."""
    async with seat(database, "counts:fry", playbook=burger, size=(40, 20)) as there:
        wanted = tuple(Wish(item.id) for item in burger.menu.items if not item.combo)
        entry = await there.opened(wanted, upto="cook")
        await there.press("right", "right", "right")
        assert "page 2 of" in there.text or "page 3 of" in there.text
        await there.counter.do(Void(entry.order.id, "Guest left"))
        await there.until(lambda: "Nothing is to be made." in there.text)


async def test_alone_it_leads_home(database: Path) -> None:
    """Opened first, under it lies home."""
    async with seat(database, "counts:grill") as there:
        await there.opened(MEAL)
        await there.press("h")
        assert isinstance(there.screen, HomeScreen)
