"""86 on any station: its own parts first, and nothing more than a digit between knowing and telling."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.settings import Settings
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.stock import BringBack, RunOut
from tests.tui.seat import elsewhere, seat


async def test_a_station_is_offered_its_own_parts_first(database: Path, burger: Playbook) -> None:
    """At the grill the first page is what the grill makes."""
    async with seat(database, "station:grill", playbook=burger) as grill:
        await grill.press("z")
        assert "1 Made at Grill" in grill.text
        await grill.press("1", "3")
        assert "✔ Bacon is out. Z brings it back." == grill.notice
        assert {"bacon"} == set(grill.counter.board.standing.out)


@pytest.mark.parametrize("place", ["grill", "expo", "front"])
async def test_what_one_marks_all_others_see(database: Path, burger: Playbook, place: str) -> None:
    """From any screen that has tickets, to any other terminal; and brought back from there."""
    clock = SetClock()
    async with (
        seat(database, f"station:{place}", playbook=burger, clock=clock) as here,
        elsewhere(database, clock, burger) as other,
    ):
        await here.press("z")
        await here.touch("Drinks")
        await here.touch("Shake")
        await other._live.catch_up()
        assert {"shake"} == set(other.board.standing.out)
        await other.do(BringBack("shake"), by="Leo")
        await here.until(lambda: not here.counter.board.standing.out)
        await here.press("z")
        assert "is back" not in here.text


async def test_who_comes_second_is_told(database: Path, burger: Playbook) -> None:
    """Marked out elsewhere while the question stood: refused in words, and nothing else happens."""
    clock = SetClock()
    async with (
        seat(database, "station:grill", playbook=burger, clock=clock) as grill,
        elsewhere(database, clock, burger) as other,
    ):
        await grill.press("z", "1")
        await other.do(RunOut("bacon"), by="Leo")
        await grill.press("3")
        assert "■ bacon is out already." == grill.notice


async def test_a_part_out_at_a_station_that_does_two_things_comes_first_for_both(
    database: Path, burger: Playbook
) -> None:
    """One terminal for grill and fry offers both before the menu."""
    async with seat(database, "station:grill+fry", playbook=burger) as both:
        await both.press("z")
        for words in ("1 Made at Grill", "2 Made at Fry", "3 Burgers"):
            assert words in both.text


async def test_the_key_that_brings_it_back_is_the_one_of_this_machine(database: Path, burger: Playbook) -> None:
    """Where 86 has another key, that one is said."""
    settings = Settings(person="Ana", debounce=0, guard=0, scanner="off", keys=(("eighty_six", ("f8",)),))
    async with seat(database, "station:grill", playbook=burger, settings=settings) as grill:
        await grill.pilot.press("f8")
        await grill.settle()
        await grill.press("1", "3")
        assert "✔ Bacon is out. F8 brings it back." == grill.notice
