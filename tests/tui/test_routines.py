"""Routines at a terminal: what is due is said, opened, ticked, read and done, by keys and by touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.ports import Period, Wanted
from kiosk.devices.clock import SetClock
from kiosk.tui.manager.routine_facts import routines_fact
from kiosk.tui.routine.list import RoutinesScreen
from kiosk.tui.routine.screen import RoutineScreen
from kiosk.work.playbook.procedure import Point
from kiosk.work.report.routine_counts import RoutineSummary
from kiosk.work.verb.routine import BeginRoutine, FinishRoutine, TakeRoutineReading
from tests.playbooks import DINER
from tests.test_routines import BOOK, LOG, NOON, WASH
from tests.tui.seat import Seat, seat

DAYS = Period("2026-11-22", "2026-11-22")


async def looked(at: Seat, seconds: float = 0) -> None:
    """Let time pass, and the terminal look what is due, as it does every other second."""
    at.clock.advance(seconds)
    await at.counter.routines.look()
    await at.pass_time(0)


async def states(at: Seat) -> list[tuple[str, str, str]]:
    """Return routine, state and person of every row of the day."""
    found = (await at.counter.reports.rows(DAYS, Wanted("routines"))).routines
    return [(row.routine, row.state, row.person) for row in reversed(found)]


async def test_a_due_routine_is_said_beside_the_badge_and_where_nothing_is_open(tmp_path: Path) -> None:
    """Three minutes after noon the hand wash is due since three minutes."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill, 180)
        assert "▲ Hand wash due" in grill.lines[0]
        assert "Hand wash is due since 3 min" in grill.text


async def test_it_is_not_said_at_another_station(tmp_path: Path) -> None:
    """The fryer washes hands by another clock."""
    async with seat(tmp_path / "kiosk.db", "station:fry", playbook=BOOK, clock=SetClock(NOON)) as fry:
        await looked(fry, 180)
        assert "Hand wash" not in fry.text


async def test_overdue_is_said_with_another_sign(tmp_path: Path) -> None:
    """After its grace it is overdue, and missed in the record."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill, 660)
        assert "■ Hand wash overdue" in grill.lines[0]
        assert [("wash", "missed", "")] == await states(grill)


async def test_a_hand_wash_is_done_by_four_keys(tmp_path: Path) -> None:
    """Routines, open, tick the point, done."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill, 60)
        await grill.press("\x12", "enter")
        assert isinstance(grill.screen, RoutineScreen)
        await grill.press("1")
        assert "✔ Soap" in grill.text
        grill.clock.advance(1)
        await grill.press("enter")
        assert isinstance(grill.screen, RoutinesScreen)
        assert "Hand wash of 12:00 is done." in grill.notice
        assert [("wash", "done", "Ana")] == await states(grill)


async def test_it_is_done_by_touch_alone(tmp_path: Path) -> None:
    """Routines, the row, the point, DONE."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill, 60)
        await grill.touch("Routines ^R")
        await grill.touch("Hand wash")
        await grill.touch("Soap")
        grill.clock.advance(1)
        await grill.touch("DONE")
        row = (await grill.counter.reports.rows(DAYS, Wanted("routines"))).routines[0]
        assert ("done", 1) == (row.state, row.points_kept)


async def test_a_wrong_temperature_goes_through_to_its_corrective_action(tmp_path: Path) -> None:
    """Typed with a comma; out of spec asks what was done; DONE waits for a new reading."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill, 31 * 60)
        temperatures = next(one for one in grill.counter.routines.plan() if one.routine.id == "log")
        grill.app.push_screen(RoutineScreen(grill.app, temperatures.occurrence))
        await grill.settle()
        await grill.press("r")
        await grill.type("120,5")
        await grill.press("enter")
        assert "out of spec. What was done about it?" in grill.text
        await grill.press("1")
        assert "■ 120.5 °F out of spec" in grill.text
        await grill.press("enter")
        assert "Then read it again" in grill.notice
        await grill.press("r")
        await grill.type("166")
        await grill.press("enter")
        grill.clock.advance(1)
        await grill.press("enter")
        assert ("log", "done", "Ana") in await states(grill)
        readings = (await grill.counter.reports.rows(DAYS, Wanted("readings"))).readings
        assert [(0, "Reheat it."), (1, "")] == [(row.within, row.action) for row in reversed(readings)]


async def test_a_reading_says_where_its_limit_holds_and_asks_about_an_unanswered_one(tmp_path: Path) -> None:
    """As at a step: the jurisdiction stands with the limit; a good reading answers for the bad one before it."""
    log = replace(LOG, specs=(replace(LOG.specs[0], jurisdiction="Washington State"),))
    book = replace(BOOK, routines=(log,))
    async with seat(tmp_path / "kiosk.db", playbook=book, clock=SetClock(NOON + 30 * 60_000)) as grill:
        await looked(grill)
        await grill.press("\x12", "enter", "r")
        assert "Holds in: Washington State" in grill.text
        await grill.type("120")
        await grill.press("enter", "2")
        await grill.press("r")
        await grill.type("140,5")
        await grill.press("enter")
        assert "Before it was 120 °F." in grill.text
        await grill.press("1")
        grill.clock.advance(1)
        await grill.press("enter")
        assert ("log", "done", "Ana") in await states(grill)


async def test_a_point_that_may_not_apply_says_so_with_a_reason(tmp_path: Path) -> None:
    """One more answer to why it was skipped."""
    soap = replace(WASH.points[0], may_not_apply=True)
    book = replace(BOOK, routines=(replace(WASH, points=(soap,)),))
    async with seat(tmp_path / "kiosk.db", playbook=book, clock=SetClock(NOON)) as grill:
        await looked(grill)
        await grill.press("\x12", "enter", "k", "1")
        assert "6 It does not" in grill.text
        await grill.press("6", "1")
        grill.clock.advance(1)
        await grill.press("enter")
        row = (await grill.counter.reports.rows(DAYS, Wanted("routines"))).routines[0]
        assert ("done", 0, "") == (row.state, row.points, row.skipped)


async def test_a_routine_by_hand_is_begun_from_the_list(tmp_path: Path) -> None:
    """Cleaning is never due, and always there."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill)
        await grill.press("\x12")
        await grill.touch("Cleaning")
        assert "begun by hand" in grill.text
        await grill.press("1", "enter")
        assert [("spill", "done", "Ana")] == await states(grill)


async def test_a_skipped_point_has_its_reason(tmp_path: Path) -> None:
    """Skip asks which and why; the row says it."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill)
        await grill.press("\x12", "enter", "k", "1", "1")
        grill.clock.advance(1)
        await grill.press("enter")
        row = (await grill.counter.reports.rows(DAYS, Wanted("routines"))).routines[0]
        assert ("done", "Soap (No time)") == (row.state, row.skipped)


async def test_a_counter_without_routines_says_so(tmp_path: Path) -> None:
    """The list is empty, and says which file is not there."""
    async with seat(tmp_path / "kiosk.db", playbook=replace(DINER, routines=())) as grill:
        await grill.press("\x12")
        assert "no routines.yaml" in grill.text


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (100, 30), (160, 45)])
async def test_the_list_and_the_sheet_fit_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """What is due, its point and DONE are seen at each."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON), size=size) as grill:
        await looked(grill, 60)
        await grill.press("\x12")
        assert "▲ due" in grill.text
        await grill.press("enter")
        assert "Soap" in grill.text
        assert "DONE" in grill.text


async def test_the_manager_sees_what_is_due_overdue_missed_and_what_was_not_kept(tmp_path: Path) -> None:
    """One line of the half of HOW counts them; taken apart it names each, the open ones first, and opens them."""
    async with seat(tmp_path / "kiosk.db", "manager", playbook=BOOK, clock=SetClock(NOON)) as office:
        await looked(office, 60)
        routines = office.counter.routines
        await office.counter.do(
            FinishRoutine(routines.meant("wash").id, marks=(("soap", "skipped", "No soap"),)), by="Ben"
        )
        await looked(office, 30 * 60)
        await looked(office, 12 * 60)
        await office.pass_time(3)
        assert "1 overdue, ▲ 1 due" in office.text
        await office.touch("ROUTINES")
        await office.touch("ROUTINES")
        assert "1 of 3" in office.text
        first, second, third = (line for line in office.lines if "Hand wash" in line or "Temperatures" in line)
        assert ("■ overdue" in first, "▲ due" in second, "Soap (No soap)" in third) == (True, True, True)
        await office.press("enter")
        assert isinstance(office.screen, RoutineScreen)


def test_the_line_of_routines_counts_every_state_and_is_not_there_without_any() -> None:
    """Missed, late, done, begun, and the points of those done that were not kept."""
    (fact,) = routines_fact(RoutineSummary(done=4, late=1, missed=2, begun=3, kept=5, asked=7), ())
    assert "■ 2 missed, ▲ 1 late, 4 done, 3 begun, 2 points not kept" == "".join(words for words, _look in fact.line)
    assert () == routines_fact(RoutineSummary(), ())


async def test_a_reading_of_a_routine_has_no_order_and_no_slip(tmp_path: Path) -> None:
    """Behind the manager's readings it stands without a number, and Enter says why there is no slip."""
    async with seat(tmp_path / "kiosk.db", "manager", playbook=BOOK, clock=SetClock(NOON + 30 * 60_000)) as office:
        await looked(office)
        routines = office.counter.routines
        now = await office.counter.do(TakeRoutineReading(routines.meant("log").id, "hot", "140"), by="Ben")
        await office.counter.do(FinishRoutine(now.id), by="Ben")
        await office.pass_time(3)
        await office.touch("READINGS")
        await office.touch("READINGS")
        (row,) = (line for line in office.lines if "140 °F" in line)
        assert "–" in row
        await office.press("enter")
        assert "not for an order" in office.notice


async def test_a_routine_that_is_begun_keeps_its_playbook(tmp_path: Path) -> None:
    """Points that were edited meanwhile are not asked of it; digits mean what they meant."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill, 60)
        await grill.press("\x12", "enter")
        await grill.counter.do(BeginRoutine(grill.counter.routines.meant("wash").id), by="Ana")
        edited = replace(WASH, points=(Point("towel", "Towel", gate=True),))
        await grill.counter.playbooks.adopt(replace(BOOK, routines=(edited, LOG)))
        await looked(grill, 1)
        assert ("Soap" in grill.text, "Towel" in grill.text) == (True, False)
        await grill.press("1")
        grill.clock.advance(1)
        await grill.press("enter")
        assert ("wash", "done", "Ana") in await states(grill)


async def test_a_routine_that_stands_open_over_the_end_of_its_day_is_missed(tmp_path: Path) -> None:
    """It says so, and DONE writes nothing under yesterday."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        await looked(grill, 60)
        await grill.press("\x12", "enter")
        await looked(grill, 20 * 60 * 60)
        assert ("■ missed" in grill.text, "begun by hand" in grill.text) == (True, False)
        await grill.press("enter")
        assert "is over" in grill.notice
        assert "done" not in [state for _, state, _ in await states(grill)]
