"""The manager's screen: what stands there, in every size, and how it is moved on and touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.counter.ports import NOUNS
from kiosk.tui.home.screen import HomeScreen
from kiosk.tui.manager import screen as manager
from kiosk.tui.manager.drill import DrillScreen
from kiosk.tui.manager.halves import HalfPage
from kiosk.tui.manager.screen import ManagerScreen
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.widgets.listing import Listing
from tests.tui.service import DAY, floor
from tests.tui.sunday import SIZES, Shop, at_lunch, busy, choose, chosen, marked

__all__ = ["at_lunch", "busy"]


# What stands there.


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_day_says_so_in_words(tmp_path: Path, size: tuple[int, int]) -> None:
    """A day without orders has no tables of zeros: a sentence says that nothing is there."""
    async with floor(tmp_path, "manager", size) as there:
        assert "WHAT WAS DONE" in there.text
        assert "No step was done on these days." in there.text
        assert "OPEN  none" in there.text
        await there.press("right")
        assert "No point was asked for on these days." in there.text
        assert "READINGS  none taken" in there.text
        assert "%" not in there.text


@pytest.mark.parametrize(("size", "theme"), zip(SIZES, ("contrast", "night", "day", "night"), strict=True))
async def test_every_size_holds_the_essentials(at_lunch: Shop, size: tuple[int, int], theme: str) -> None:
    """Figures, steps, points and facts stand there from 40 x 20 up, whatever the theme."""
    folder, clock = at_lunch
    async with floor(folder, "manager", size, clock=clock) as there:
        there.app.theme = theme
        await there.settle()
        what = there.text
        await there.press("right")
        how = there.text
        for words in ("served", "median", "late", "STEP", "target", "Greet", "Grill", "OPEN", "SLOWEST", "TOO FAST"):
            assert words in what
        for words in ("kept", "spec", "POINT", "change", "Turn once", "LEAST", "CRITICAL", "READINGS"):
            assert words in how
        assert all(len(line) <= size[0] for line in (what + how).split("\n"))


async def test_a_narrow_screen_shows_one_half_at_a_time(at_lunch: Shop) -> None:
    """At 40 x 20 the arrows and the touch key turn between WHAT and HOW; the halves are never mixed."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (40, 20), clock=clock) as there:
        assert "WHAT WAS DONE" in there.text
        assert "HOW IT WAS DONE" not in there.text
        await there.press("right")
        assert "HOW IT WAS DONE" in there.text
        assert "WHAT WAS DONE" not in there.text
        await there.touch("WHAT ←")
        assert "WHAT WAS DONE" in there.text
        await there.touch("HOW →")
        assert "HOW IT WAS DONE" in there.text


async def test_the_halves_stand_beside_each_other_from_80_columns(at_lunch: Shop) -> None:
    """At 80 x 24 both halves are there at once, and the arrows move the mark between them."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (80, 24), clock=clock) as there:
        assert "WHAT WAS DONE" in there.text
        assert "HOW IT WAS DONE" in there.text
        assert ("step", "greet") == chosen(there)
        await there.press("right")
        assert ("point", "greet", "smile") == chosen(there)
        await there.press("left")
        assert ("step", "greet") == chosen(there)


async def test_the_header_names_the_days(at_lunch: Shop) -> None:
    """Whose numbers these are stands in the first line, with the days they are compared with."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        assert "MANAGER   Today  Sun 22 Nov  against last Sunday" in there.text.split("\n")[0]


async def test_people_never_change_the_look(at_lunch: Shop) -> None:
    """Names and reasons that look like markup or steer terminals are written as they are, or not at all."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await choose(there, ("step", "take-order"))
        await there.press("enter")
        assert "[bold]Bo[/]" in there.text
        await there.press("backspace")
        await choose(there, ("open",))
        await there.press("enter")
        assert "Guest [left]" in there.text
        assert "\x1b" not in there.text


async def test_open_orders_are_named_with_the_oldest_and_its_pace(at_lunch: Shop) -> None:
    """The oldest open order counts on with the clock, and its pace has a sign."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        assert "OPEN      1, oldest 12 at 6:40 ▲, 1 void" in there.text
        clock.advance(100)
        there.app.screen.tick()  # type: ignore[attr-defined]
        await there.settle()
        assert "OPEN      1, oldest 12 at 8:20 ■, 1 void" in there.text


# Moving, and touch.


async def test_up_and_down_move_the_mark_and_stop_at_the_ends(at_lunch: Shop) -> None:
    """The mark goes through steps and facts; at the first and the last it stays."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await there.press("up")
        assert ("step", "greet") == chosen(there)
        await there.press("down")
        assert ("step", "take-order") == chosen(there)
        await there.press(*["down"] * 30)
        assert ("station", "expo") == chosen(there)


async def test_a_short_table_follows_the_mark(at_lunch: Shop) -> None:
    """Where the table is longer than its place, the chosen row is always seen, and the head counts the hidden ones."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (40, 20), clock=clock) as there:
        await there.press("right")
        for _ in range(7):
            assert "▸" in there.text
            await there.press("down")
        there.app.screen.query_one("#how", HalfPage).styles.height = 10
        await there.settle()
        await there.press(*["up"] * 10)
        assert "Greet within" in marked(there)
        assert "POINT ↓4" in there.text
        await there.touch("POINT")
        assert "Turn once" in marked(there)
        assert "↑3" in there.text


async def test_a_touch_chooses_and_a_second_one_takes_apart(at_lunch: Shop) -> None:
    """A row is touched once to choose it, in either half, and once more to see what stands behind it."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await there.touch("Hand over")
        assert ("step", "hand-over") == chosen(there)
        await there.touch("Turn once")
        assert ("point", "grill", "turn") == chosen(there)
        await there.touch("Turn once")
        assert "Grill: Turn once" in there.text
        await there.touch("✔ kept")
        assert "✔ kept" in marked(there)
        await there.touch("Back ⌫")
        assert "WHAT WAS DONE" in there.text


async def test_every_key_can_be_touched(at_lunch: Shop) -> None:
    """The bar's keys do what their letters do."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (160, 45), clock=clock) as there:
        await there.touch("Down ↓")
        assert ("step", "take-order") == chosen(there)
        await there.touch("Up ↑")
        assert ("step", "greet") == chosen(there)
        await there.touch("Light D")
        assert "day" == there.app.theme
        await there.touch("Period T")
        assert "Which days?" in there.text
        await there.touch("Back ⌫")
        await there.touch("DRILL DOWN")
        assert "Greet  slowest first" in there.text
        await there.touch("Back ⌫")
        await there.touch("Home H")
        assert isinstance(there.app.screen, HomeScreen)


async def test_a_swipe_moves_the_mark(at_lunch: Shop) -> None:
    """Wheel and swipe move as the arrows do."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        screen = there.app.screen
        assert isinstance(screen, ManagerScreen)
        screen.on_mouse_scroll_down()
        assert ("step", "take-order") == chosen(there)
        screen.on_mouse_scroll_up()
        assert ("step", "greet") == chosen(there)
        await there.press("enter")
        rows = there.app.screen
        assert isinstance(rows, DrillScreen)
        rows.on_mouse_scroll_down()
        assert 1 == rows.query_one(Listing).chosen
        rows.on_mouse_scroll_up()
        assert 0 == rows.query_one(Listing).chosen


async def test_more_reaches_everything_by_digit(at_lunch: Shop) -> None:
    """A bump bar without letters reaches period, export, both halves, light and home through 0."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (40, 20), clock=clock) as there:
        await there.press("0", "4")
        assert "HOW IT WAS DONE" in there.text
        await there.press("0", "3")
        assert "WHAT WAS DONE" in there.text
        await there.press("0", "5")
        assert "day" == there.app.theme
        await there.press("0", "1")
        assert "Which days?" in there.text
        await there.press("backspace", "0", "2")
        assert f"{len(NOUNS)} CSV files" in there.text
        await there.press("0", "6")
        assert isinstance(there.app.screen, HomeScreen)


@pytest.mark.parametrize("key", ["h", "escape", "backspace"])
async def test_keys_lead_home(tmp_path: Path, key: str) -> None:
    """H, Escape and Backspace leave the numbers."""
    async with floor(tmp_path, "manager") as there:
        await there.press(key)
        assert isinstance(there.app.screen, HomeScreen)


# Which days.


async def test_t_chooses_the_days(at_lunch: Shop) -> None:
    """Each choice shows its own numbers, and the header names it."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await there.press("t")
        for words in ("Sun 22 Nov", "Sat 21 Nov", "16–22 Nov", "1–22 Nov"):
            assert words in there.text
        await there.press("2")
        assert "Yesterday  Sat 21 Nov  against Sat 14 Nov" in there.text
        assert "No step was done on these days." in there.text
        await there.press("t", "3")
        assert "This week  16–22 Nov  against 9–15 Nov" in there.text
        await there.press("t", "4")
        assert "This month  1–22 Nov  against 4–25 Oct" in there.text
        assert "  Greet" in there.text
        await there.press("t", "1")
        assert "Today  Sun 22 Nov" in there.text


async def test_days_are_keyed(at_lunch: Shop) -> None:
    """From and to are keyed as dates, in whole or as the day of this month; the other way round is put right."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await there.press("t", "5")
        assert isinstance(there.app.screen, Prompt)
        await there.press(*"15", "enter", *"2026-11-14", "enter")
        assert "MANAGER   14–15 Nov  against 7–8 Nov" in there.text
        assert 5 == there.app.screen._read.summary.what.finished  # type: ignore[attr-defined]


async def test_what_is_no_day_is_refused_with_an_example(at_lunch: Shop) -> None:
    """A wrong date says how one is keyed and stays in its field; the numbers stay those of the days before."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await there.press("t", "5", *"13-40", "enter")
        assert "■ “13-40” is no day. Key year, month and day: 2026-11-22" in there.text
        assert "13-40" in there.text.replace("“13-40”", "")
        await there.press("escape", "t", "5", *"1", "enter", *"x", "enter")
        assert "■ “x” is no day." in there.text
        await there.press("escape")
        assert "Today  Sun 22 Nov" in there.text


async def test_a_question_can_be_left(at_lunch: Shop) -> None:
    """Escape from the choice or from either date changes nothing."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await there.press("t", "escape")
        await there.press("t", "5", "escape")
        await there.press("t", "5", "enter", "escape")
        assert isinstance(there.app.screen, ManagerScreen)
        assert "Today  Sun 22 Nov" in there.text


async def test_today_moves_on_with_the_business_day(at_lunch: Shop) -> None:
    """After the night the numbers are the new day's, without anybody pressing a key."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        assert "Grill" in there.text
        clock.advance(DAY)
        there.app.screen.tick()  # type: ignore[attr-defined]
        await there.settle()
        await there.pilot.pause(manager.EVERY + 0.2)
        await there.settle()
        assert "Mon 23 Nov" in there.text
        assert "No step was done on these days." in there.text
