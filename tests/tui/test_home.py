"""Home: where this terminal stands is chosen by digit, touch or arrows; leaving is asked once more."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Settings
from tests.tui.seat import seat


async def test_every_station_and_screen_has_a_tile_with_a_digit(database: Path) -> None:
    """Stations in the playbook's order, then what is for everybody."""
    async with seat(database, "home") as home:
        for words in ("1 Front", "2 Grill", "3 Fry", "4 Expo", "5 Pick-up board", "6 Manager", "7 Finished orders"):
            assert words in home.text


@pytest.mark.parametrize(("digit", "badge"), [("1", "FRONT"), ("2", "GRILL"), ("4", "EXPO"), ("7", "FINISHED")])
async def test_a_digit_goes_there_and_h_comes_back(database: Path, digit: str, badge: str) -> None:
    """There and back again."""
    async with seat(database, "home") as home:
        await home.press(digit)
        assert home.lines[0].startswith(f" {badge} ")
        await home.press("h")
        assert home.lines[0].startswith(" HOME ")


async def test_a_touch_goes_there(database: Path) -> None:
    """On the tile."""
    async with seat(database, "home") as home:
        await home.touch("Grill")
        assert home.lines[0].startswith(" GRILL ")


async def test_arrows_and_enter_go_there(database: Path) -> None:
    """Enter alone goes nowhere: nothing is marked."""
    async with seat(database, "home") as home:
        await home.press("enter")
        assert home.lines[0].startswith(" HOME ")
        await home.press("down", "down", "up", "down", "enter")
        assert home.lines[0].startswith(" GRILL ")


async def test_tiles_say_what_is_open(database: Path) -> None:
    """Once tickets are there, instead of what the station does."""
    async with seat(database, "home") as home:
        assert "prepares" in home.text
        await home.opened()
        await home.until(lambda: "1 open" in home.text)


async def test_a_digit_without_a_tile_goes_nowhere(database: Path) -> None:
    """There are seven."""
    async with seat(database, "home") as home:
        await home.press("9")
        assert home.lines[0].startswith(" HOME ")


async def test_who_works_here_is_asked_and_cleaned(database: Path) -> None:
    """The name stands in the header and on every verb from then on; going back leaves it."""
    async with seat(database, "home", settings=Settings(scanner="off")) as home:
        assert "nobody signed in" in home.lines[0]
        await home.press("i")
        await home.type("Leo")
        await home.press("enter")
        assert "Leo" in home.lines[0]
        await home.press("i", "escape")
        assert "Leo" in home.lines[0]
        assert "Leo" == home.app.person


async def test_leaving_is_asked_once_more(database: Path) -> None:
    """Going back stays; the answer ends the program with code 0."""
    async with seat(database, "home") as home:
        await home.press("l", "escape")
        assert home.lines[0].startswith(" HOME ")
        await home.press("l")
        assert "End the counter on this terminal?" in home.text
        await home.press("1")
        assert 0 == home.app.return_code


async def test_home_is_where_h_stays(database: Path) -> None:
    """Escape neither."""
    async with seat(database, "home") as home:
        await home.press("h", "escape")
        assert home.lines[0].startswith(" HOME ")


async def test_who_comes_to_a_station_by_its_digit_may_press_at_once(database: Path) -> None:
    """The digit was meant for the station, so the next press is meant for what stands there."""
    settings = Settings(person="Ana", debounce=200, guard=400, scanner="off")
    async with seat(database, "home", settings=settings) as home:
        entry = await home.opened()
        await home.press("2", "enter")
        assert "Grill done in" in home.notice
        assert "grill" in home.counter.board.orders[entry.order.id].order.bumps


async def test_who_comes_to_a_station_by_enter_bumps_nothing_by_its_bounce(database: Path) -> None:
    """Enter pressed twice opens the station, and no more."""
    settings = Settings(person="Ana", debounce=200, guard=400, scanner="off")
    async with seat(database, "home", settings=settings) as home:
        entry = await home.opened()
        await home.press("down", "down", "enter", "enter")
        assert home.lines[0].startswith(" GRILL ")
        assert "grill" not in home.counter.board.orders[entry.order.id].order.bumps
