"""Routines at the one door: each occurrence stands in the record once, whoever sees it first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period, Wanted
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.journal.verify import verify
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.routine import Routine
from kiosk.work.playbook.spec import Spec
from kiosk.work.record.record import Rows
from kiosk.work.record.routine_row import RoutineRow
from kiosk.work.verb.routine import BeginRoutine, FinishRoutine, MarkRoutinePoint, TakeRoutineReading
from kiosk.work.verb.verb import RoutineVerb
from tests import records
from tests.playbooks import DINER

NOON = 1_795_348_800_000
"""2026-11-22 12:00 UTC."""

HOT = Spec(
    "hot", "Hot holding", "at least 135 °F", "°F", Decimal(135), corrective="Reheat it.", reading=True, gate=True
)
WASH = Routine("wash", "Hand wash", "grill", "All", every=30, opens=600, until=1320, points=(Point("soap", "Soap"),))
LOG = Routine("log", "Temperatures", "grill", "Grill", at=(750,), grace=20, specs=(HOT,))
FRYER = Routine("fryer", "Fryer", "fry", "Fry", after=2, points=(Point("skim", "Skim"),))
SPILL = Routine("spill", "Cleaning", "front", "All", points=(Point("wipe", "Wipe"),))
BOOK = replace(DINER, routines=(WASH, LOG, FRYER, SPILL))
DAYS = Period("2026-11-01", "2026-12-31")


def terminal(database: Path, clock: SetClock, book: Playbook = BOOK) -> AbstractAsyncContextManager[Counter]:
    """Open the grill's counter."""
    return records.terminal(database, "grill", clock, book)


@pytest.fixture
def clock() -> SetClock:
    """Return a clock at noon."""
    return SetClock(NOON)


@pytest.fixture
async def counter(tmp_path: Path, clock: SetClock) -> AsyncIterator[Counter]:
    """Return a counter with routines, opened at noon."""
    async with terminal(tmp_path / "kiosk.db", clock) as opened:
        await opened.routines.look()
        yield opened


async def rows(counter: Counter) -> Rows:
    """Return the routines' rows."""
    return await counter.reports.rows(DAYS, Wanted("routines"))


def state(counter: Counter, routine: str) -> list[str]:
    """Return the states of one routine's occurrences of the day, without those to come."""
    return [one.state for one in counter.routines.plan() if one.routine.id == routine and one.state != "coming"]


async def test_what_is_due_is_done_by_its_name(counter: Counter, clock: SetClock) -> None:
    """The hand wash of twelve, done by Ana at two past."""
    clock.advance(120)
    done = await counter.do(FinishRoutine(counter.routines.meant("wash").id, marks=(("soap", "kept", ""),)), by="Ana")
    found = (await rows(counter)).routines
    assert "routine:wash:2026-11-22T12:00Z" == done.id
    assert [("done", "Ana", 1, 1, "2026-11-22T12:02:00.000Z")] == [
        (row.state, row.person, row.points, row.points_kept, row.done_at) for row in found
    ]


async def test_twenty_terminals_write_a_miss_once(tmp_path: Path, clock: SetClock) -> None:
    """Whoever is first does; it bears the instant it was due."""
    async with terminal(tmp_path / "kiosk.db", clock) as first, terminal(tmp_path / "kiosk.db", clock) as second:
        clock.advance(601)
        await asyncio.gather(*(one.routines.look() for one in (first, second) for _ in range(10)))
        found = (await rows(second)).routines
        assert [("wash", "missed", "2026-11-22T12:00:00.000Z", "2026-11-22T12:10:01.000Z")] == [
            (row.routine, row.state, row.due_at, row.missed_at) for row in found
        ]
        assert () == verify(tmp_path / "kiosk.db")


async def test_two_who_do_the_same_one_do_it_once(tmp_path: Path, clock: SetClock) -> None:
    """The second is told that it is done."""
    async with terminal(tmp_path / "kiosk.db", clock) as first, terminal(tmp_path / "kiosk.db", clock) as second:
        meant = []
        for one in (first, second):
            await one.routines.look()
            meant.append(one.routines.meant("wash"))
        done = await asyncio.gather(
            first.do(FinishRoutine(meant[0].id), by="Ana"),
            second.do(FinishRoutine(meant[1].id), by="Ben"),
            return_exceptions=True,
        )
        assert ["Occurrence", "Refused"] == sorted(type(one).__name__ for one in done)
        assert 1 == len((await rows(first)).routines)


async def test_the_same_press_twice_writes_once(counter: Counter) -> None:
    """After an error nobody knows whether it was recorded, so the op is asked again."""
    meant = counter.routines.meant("wash")
    twice = [await counter.do(FinishRoutine(meant.id), op="press-1") for _ in range(2)]
    assert twice[0] == twice[1]


async def test_a_press_that_did_something_else_is_refused(counter: Counter) -> None:
    """Another point, another reason, another person: an op answers for what it wrote and for nothing else."""
    meant = counter.routines.meant("wash")
    kept = MarkRoutinePoint(meant.id, "soap", "kept")
    once = await counter.do(kept, by="Ana", op="press-1")
    assert once == await counter.do(kept, by="Ana", op="press-1")
    for verb, by in (
        (MarkRoutinePoint(meant.id, "soap", "skipped", "None left"), "Ana"),
        (MarkRoutinePoint(meant.id, "water", "kept"), "Ana"),
        (kept, "Bob"),
    ):
        with pytest.raises(Refused) as caught:
            await counter.do(verb, by=by, op="press-1")
        assert "op-reused" == caught.value.code
    done = await counter.do(FinishRoutine(meant.id), by="Ana", op="press-2")
    assert done == await counter.do(FinishRoutine(meant.id), by="Ana", op="press-2")


async def test_a_restart_loses_nothing_and_writes_what_was_missed_meanwhile(tmp_path: Path, clock: SetClock) -> None:
    """Off from noon to half past one: three hand washes and the temperatures stand there as missed, each once."""
    async with terminal(tmp_path / "kiosk.db", clock):
        pass
    clock.advance(91 * 60)
    found: tuple[RoutineRow, ...] = ()
    for _ in range(2):
        async with terminal(tmp_path / "kiosk.db", clock) as again:
            await again.routines.look()
            found = (await rows(again)).routines
    assert ["12:00", "12:30", "12:30", "13:00"] == sorted(row.due_at[11:16] for row in found if row.state == "missed")


async def test_what_was_begun_in_the_evening_is_missed_in_the_morning(tmp_path: Path, clock: SetClock) -> None:
    """The last day on which anything was done is looked at too, however long ago it was."""
    async with terminal(tmp_path / "kiosk.db", clock) as evening:
        await evening.routines.look()
        await evening.do(BeginRoutine(evening.routines.meant("spill").id), by="Ana")
    clock.advance(3 * 86_400)
    async with terminal(tmp_path / "kiosk.db", clock) as morning:
        await morning.routines.look()
        found = [row for row in (await rows(morning)).routines if row.routine == "spill"]
    assert [("missed", "Ana", "2026-11-22")] == [(row.state, row.person, row.day) for row in found]


async def test_nothing_of_the_morning_was_missed_on_the_first_day(counter: Counter) -> None:
    """The counter has known its routines since noon."""
    assert [] == list((await rows(counter)).routines)


async def test_a_new_version_of_the_playbook_loses_nothing_that_is_due(counter: Counter, clock: SetClock) -> None:
    """What was due before the files were edited is due after."""
    clock.advance(60)
    await counter.playbooks.adopt(replace(BOOK, title="Edited"))
    clock.advance(60)
    await counter.routines.look()
    assert ["due"] == state(counter, "wash")


async def test_a_reading_out_of_spec_asks_for_an_action_and_for_a_new_reading(
    counter: Counter, clock: SetClock
) -> None:
    """A fact is written at once; it is done only after what was done about it, and a good reading."""
    clock.advance(30 * 60)
    routines, said = counter.routines, []
    now = routines.meant("log")

    async def refused() -> str:
        with pytest.raises(Refused) as caught:
            await counter.do(FinishRoutine(now.id), by="Ana")
        return caught.value.code

    said.append(await refused())
    now = await counter.do(TakeRoutineReading(now.id, "hot", "120,5"), by="Ana")
    said.append(await refused())
    now = await counter.do(TakeRoutineReading(now.id, "hot", "121", action="Reheated to 165"), by="Ana")
    said.append(await refused())
    now = await counter.do(TakeRoutineReading(now.id, "hot", "166"), by="Ana")
    done = await counter.do(FinishRoutine(now.id), by="Ana")
    readings = (await counter.reports.rows(DAYS, Wanted("readings"))).readings
    assert (["gate", "out-of-spec", "out-of-spec"], "done") == (said, done.result(LOG))
    assert [(0, 120.5, 0, ""), (0, 121.0, 0, "Reheated to 165"), (0, 166.0, 1, "")] == [
        (row.number, row.value, row.within, row.action) for row in reversed(readings)
    ]


async def test_what_is_over_cannot_be_done_any_more(counter: Counter, clock: SetClock) -> None:
    """The next one is due: nothing is written under a time that has gone by."""
    old = counter.routines.meant("wash")
    clock.advance(31 * 60)
    with pytest.raises(Refused, match="over"):
        await counter.do(FinishRoutine(old.id), by="Ana")


async def test_it_is_done_late_between_its_grace_and_the_next_one(counter: Counter, clock: SetClock) -> None:
    """Missed stands in the record, and that it was done after all."""
    clock.advance(15 * 60)
    await counter.routines.look()
    await counter.do(FinishRoutine(counter.routines.meant("wash").id), by="Ana")
    row = (await rows(counter)).routines[0]
    assert ("late", "2026-11-22T12:15:00.000Z", "Ana") == (row.state, row.missed_at, row.person)


async def test_orders_make_it_due(counter: Counter, clock: SetClock) -> None:
    """After two finished orders the fryer is due."""
    from tests.tui.seat import serve

    seen: list[list[str]] = []
    for _ in range(2):
        clock.advance(30)
        await serve(counter)
        await counter.routines.look()
        seen.append(state(counter, "fryer"))
    assert [[], ["due"]] == seen


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (lambda now: MarkRoutinePoint(now, "nose", "kept"), "no-such-point"),
        (lambda now: TakeRoutineReading(now, "nose", "1"), "no-such-spec"),
    ],
)
async def test_what_it_does_not_ask_for_is_refused(
    counter: Counter, verb: Callable[[str], RoutineVerb], code: str
) -> None:
    """The words name what there is, and nothing is written."""
    with pytest.raises(Refused) as caught:
        await counter.do(verb(counter.routines.meant("wash").id))
    assert (code, ()) == (caught.value.code, (await rows(counter)).routines)


async def test_an_unknown_routine_names_those_there_are(counter: Counter) -> None:
    """Nobody has to look them up."""
    with pytest.raises(Refused, match="wash, log, fryer, spill"):
        counter.routines.meant("wosh")


async def test_one_that_comes_later_cannot_be_done_ahead(counter: Counter) -> None:
    """The hand wash of half past twelve is not that of noon."""
    later = next(one.occurrence for one in counter.routines.plan() if one.state == "coming")
    with pytest.raises(Refused, match="by hand"):
        await counter.do(FinishRoutine(later.id), by="Ana")


async def test_nothing_is_said_to_be_due_before_anybody_looked(tmp_path: Path, clock: SetClock) -> None:
    """A start paints before it reads: what nobody has read is not guessed."""
    async with terminal(tmp_path / "kiosk.db", clock) as opened:
        assert () == opened.routines.glance()
