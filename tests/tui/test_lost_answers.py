"""A press whose answer was lost though it was written: pressed again it is the same one, on whichever screen."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from kiosk.counter.ports import Period, Wanted
from kiosk.devices.clock import SetClock
from kiosk.errors import StorageUnavailable
from kiosk.settings import Settings
from kiosk.tui.routine.screen import RoutineScreen
from kiosk.work.order.ticket_events import PointMarked, TicketTakenUp
from tests.holder import held
from tests.patience import PATIENCE
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


async def test_a_record_that_is_held_is_waited_for_by_name(database: Path) -> None:
    """From 1 s on the header says for whom; keys pressed meanwhile do what they say when it is free, in their order."""
    async with seat(database, settings=Settings(person="Ana", debounce=0, guard=0)) as grill:
        entry = await grill.opened(upto="grill")
        other = await grill.opened(upto="grill")
        await grill.press("1")
        with held(database) as program:
            pressed = asyncio.create_task(grill.bytes("t1\r"))
            async with asyncio.timeout(PATIENCE):
                while "waiting for the record, 1 s, held by " not in grill.lines[0]:
                    await asyncio.sleep(0.05)
                    grill.app.show_change()
            assert "● live" not in grill.lines[0]
            assert "held by a program" in grill.lines[0] or f"held by process {program.pid}" in grill.lines[0]
            program.kill()
            await pressed
        await grill.pass_time(1)
        assert "● live" in grill.lines[0]
        order = grill.counter.board.orders[entry.order.id].order
        assert "Ana" == order.bumps["grill"].stamp.by
        assert "grill" not in grill.counter.board.orders[other.order.id].order.bumps
        records = await grill.counter._live.ask(lambda journal: journal.order(entry.order.id))
        events = [record.event for record in records]
        assert TicketTakenUp("grill") in events
        assert PointMarked("grill", "gloves", "kept") in events
