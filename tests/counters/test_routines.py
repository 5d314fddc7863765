"""What the four counters do by the clock: complete, with sources, and every one of them can be worked to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.counter.ports import Period, Wanted
from kiosk.errors import Refused
from kiosk.work.playbook.routine import Routine
from kiosk.work.verb.field import Marks
from kiosk.work.verb.routine import FinishRoutine, TakeRoutineReading
from tests.counters.service import counter_of

COUNTERS = ("burger", "burrito", "coffee", "optician", "pharmacy", "bike-repair")
EVER = Period("0000-00-00", "9999-99-99")


@pytest.mark.parametrize("name", COUNTERS)
async def test_each_counter_opens_and_closes_by_a_list(name: str, tmp_path: Path) -> None:
    """Both are due by the clock, have a gate, and somebody who is responsible."""
    async with counter_of(name, tmp_path) as hands:
        routine = hands.counter.playbook.routine
        assert routine["opening"].at < routine["closing"].at
        assert any(point.gate for point in routine["closing"].points)
        assert all(one.role and one.source for one in routine.values())


@pytest.mark.parametrize("name", COUNTERS)
async def test_every_limit_says_where_it_comes_from_and_where_it_holds(name: str, tmp_path: Path) -> None:
    """And what to do when a reading misses it."""
    async with counter_of(name, tmp_path) as hands:
        specs = [spec for one in hands.counter.playbook.routines for spec in one.specs]
        assert specs
        assert [] == [spec.id for spec in specs if not (spec.source and spec.jurisdiction and spec.corrective)]


@pytest.mark.parametrize("name", ["burger", "burrito", "coffee"])
async def test_hands_are_washed_every_30_minutes_where_food_is_handled(name: str, tmp_path: Path) -> None:
    """And every hour where orders are taken."""
    async with counter_of(name, tmp_path) as hands:
        washes = {one.station: one.every for one in hands.counter.playbook.routines if one.name == "Hand wash"}
        front = next(one.id for one in hands.counter.playbook.stations if one.role == "front")
        assert 60 == washes.pop(front)
        assert {30} == set(washes.values())


@pytest.mark.parametrize("name", COUNTERS)
async def test_every_routine_can_be_done(name: str, tmp_path: Path) -> None:
    """Refused while its gates stand, done once all is kept and read inside the limits; the record has each."""
    async with counter_of(name, tmp_path) as hands:
        routines, book = hands.counter.routines, hands.counter.playbook
        await routines.look()
        for routine in book.routines:
            now = routines.meant(routine.id)
            if _has_gate(routine):
                with pytest.raises(Refused, match=r"First"):
                    await hands.counter.do(FinishRoutine(now.id), by="Ana")
            for spec in routine.specs:
                inside = spec.minimum if spec.minimum is not None else spec.maximum
                now = await hands.counter.do(TakeRoutineReading(now.id, spec.id, str(inside)), by="Ana")
            marks: Marks = tuple((point.id, "kept", "") for point in routine.points)
            await hands.counter.do(FinishRoutine(now.id, marks), by="Ana")
        rows = (await hands.counter.reports.rows(EVER, Wanted("routines"))).routines
        assert {one.id: "" for one in book.routines} == {row.routine: row.skipped for row in rows if row.done_at}


async def test_a_wrench_that_is_off_is_put_aside_before_the_day_begins(tmp_path: Path) -> None:
    """The torque check takes a reading out of its tolerance through what was done about it to a new reading."""
    async with counter_of("bike-repair", tmp_path) as hands:
        routines = hands.counter.routines
        await routines.look()
        now = routines.meant("torque")
        now = await hands.counter.do(
            TakeRoutineReading(now.id, "small", "5,4", action="The other wrench is on the wall"), by="Kim"
        )
        now = await hands.counter.do(TakeRoutineReading(now.id, "large", "40"), by="Kim")
        with pytest.raises(Refused, match=r"Small wrench set to 5 Nm was 5\.4 Nm"):
            await hands.counter.do(FinishRoutine(now.id), by="Kim")
        now = await hands.counter.do(TakeRoutineReading(now.id, "small", "5,1"), by="Kim")
        assert (await hands.counter.do(FinishRoutine(now.id), by="Kim")).done


def _has_gate(routine: Routine) -> bool:
    return any(point.gate for point in routine.points) or any(spec.gate for spec in routine.specs)
