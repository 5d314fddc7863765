"""A press whose answer was lost though it was written: pressed again it is the same one, on whichever screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.counter.ports import Period, Wanted
from kiosk.devices.clock import SetClock
from kiosk.errors import StorageUnavailable
from kiosk.settings import Settings
from kiosk.tui.routine.screen import RoutineScreen
from tests.test_routines import BOOK, NOON
from tests.tui.seat import Seat, seat

DAYS = Period("2026-11-22", "2026-11-22")
LOST = "The answer was lost."


def lose_one_answer(at: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next thing that is written stand in the record, and nobody hear of it."""
    journal = at.counter._live._journal
    append = journal.append

    def commits_and_fails(*args: Any) -> None:
        monkeypatch.setattr(journal, "append", append)
        append(*args)
        raise StorageUnavailable(LOST)

    monkeypatch.setattr(journal, "append", commits_and_fails)


async def test_a_reading_of_a_routine_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed again, the number is the one that was typed."""
    async with seat(tmp_path / "kiosk.db", playbook=BOOK, clock=SetClock(NOON)) as grill:
        grill.clock.advance(31 * 60)
        await grill.counter.routines.look()
        log = next(planned.occurrence for planned in grill.counter.routines.plan() if planned.routine.id == "log")
        grill.app.push_screen(RoutineScreen(grill.app, log))
        await grill.settle()
        lose_one_answer(grill, monkeypatch)
        for is_lost in (True, False):
            await grill.press("r")
            await grill.type("166")
            await grill.press("enter")
            assert is_lost == (LOST in grill.notice)
        readings = (await grill.counter.reports.rows(DAYS, Wanted("readings"))).readings
        assert [166] == [row.value for row in readings]


async def test_an_observers_mark_is_the_same_and_not_its_opposite(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept, of which nobody knew: pressed again it is kept, and not skipped."""
    async with seat(database, "observe:grill", settings=Settings(person="Eva", debounce=0, guard=0)) as floor:
        entry = await floor.opened(upto="grill")
        await floor.press("enter")
        lose_one_answer(floor, monkeypatch)
        await floor.press("1")
        assert LOST in floor.notice
        await floor.pass_time(1)
        await floor.press("1")
        seen = floor.counter.board.orders[entry.order.id].order.seen
        assert "kept" == seen["grill", "gloves", "observer"].mark
