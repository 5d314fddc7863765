"""Problems through the one door: with an order and without, from one terminal to another, and what is done twice."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.journal.verify import verify
from kiosk.work.board.standing import MOST_RESOLVED
from kiosk.work.order.event import COUNTER_STREAM
from kiosk.work.order.problem import Remark
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.problem import ResolveProblem
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.void import Void
from tests.hands import raised
from tests.playbooks import DINER
from tests.records import terminal
from tests.test_counter import MEAL

DAY = Period("2026-11-22", "2026-11-22")
BROKEN = Remark("problem", "Tool is broken", critical=True)
IDEA = Remark("suggestion", "Easier")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


@pytest.fixture
async def counter(database: Path) -> AsyncIterator[Counter]:
    """Return a counter with nothing on its board."""
    async with terminal(database, "grill") as opened:
        yield opened


async def at_grill(counter: Counter) -> str:
    """Take an order that is at the grill; gives its id."""
    order_id = (await counter.do(OpenOrder())).order.id
    await counter.do(Bump(order_id, "greet"))
    await counter.do(TakeOrder(order_id, MEAL))
    await counter.do(Bump(order_id, "pay"))
    return order_id


async def test_a_critical_problem_stops_its_order_until_it_is_resolved(counter: Counter, database: Path) -> None:
    """Refused in words naming it, then done; the row holds all of it, and the record verifies."""
    order_id = await at_grill(counter)
    name = (await counter.do(raised("grill", BROKEN, order_id), by="Ana")).id
    with pytest.raises(Refused, match="critical problem at Grill: “Tool is broken”"):
        await counter.do(Bump(order_id, "grill"))
    row = await counter.do(ResolveProblem(name[:6], "new\x1b probe"), by="Kim")
    assert ("new probe", "Kim", "Ana", "grill", order_id) == (
        *(row.answer, row.resolver, row.person),
        *(row.station, row.order_id),
    )
    assert "grill" in (await counter.do(Bump(order_id, "grill"))).order.bumps
    assert () == verify(database)


async def test_what_concerns_no_order_stands_on_the_counters_stream(counter: Counter, database: Path) -> None:
    """With the day and the playbook of that moment; resolved there, and the record verifies."""
    name = (await counter.do(raised("fry", IDEA), by="Ana")).id
    row = await counter.problems.find(name)
    assert (COUNTER_STREAM, 0, "2026-11-22", DINER.hash) == (row.order_id, row.number, row.day, row.playbook)
    assert [name] == [one.id for one in counter.board.standing.problems]
    assert "good idea" == (await counter.do(ResolveProblem(name, "good idea"))).answer
    assert () == verify(database)
    with pytest.raises(Refused, match="resolved this: “good idea”"):
        await counter.do(ResolveProblem(name, "again"))


async def test_another_terminal_sees_it_and_one_that_starts_later_too(counter: Counter, database: Path) -> None:
    """On an order's board or beside the orders, open or resolved."""
    order_id = await at_grill(counter)
    here = (await counter.do(raised("grill", BROKEN, order_id))).id
    beside = (await counter.do(raised("fry", IDEA))).id
    async with terminal(database, "expo") as later:
        assert [here] == [one.id for one in later.board.orders[order_id].order.problems]
        assert [beside] == [one.id for one in later.board.standing.problems]
        await later.do(ResolveProblem(beside, "good idea"))
        await later.do(ResolveProblem(here, "new probe"))
        await counter._live.catch_up()
    assert ["new probe"] == [one.answer for one in counter.board.orders[order_id].order.problems]
    assert ["good idea"] == [one.answer for one in counter.board.standing.problems]


async def test_the_same_press_raises_one_problem(counter: Counter) -> None:
    """With the same op it is the same problem, on an order and without one; another op is another problem."""
    order_id = await at_grill(counter)
    for place in (order_id, ""):
        first = (await counter.do(raised("grill", IDEA, place), op=f"press{place}")).id
        assert first == (await counter.do(raised("grill", IDEA, place), op=f"press{place}")).id
        assert first != (await counter.do(raised("grill", IDEA, place))).id
    assert 4 == len(await counter.problems.list(DAY))


async def test_open_ones_stand_first_whatever_their_day(database: Path) -> None:
    """Critical ones before others; of what is resolved only the days asked for."""
    clock = SetClock()
    async with terminal(database, "grill", clock) as counter:
        old = (await counter.do(raised("fry", IDEA))).id
        done = (await counter.do(raised("fry", IDEA))).id
        await counter.do(ResolveProblem(done, "good idea"))
        clock.advance(86_400)
        today = Period("2026-11-23", "2026-11-23")
        stops = (await counter.do(raised("grill", BROKEN))).id
        answered = (await counter.do(raised("grill", IDEA))).id
        await counter.do(ResolveProblem(answered, "good idea"))
        assert [stops, old, answered] == [row.id for row in await counter.problems.list(today)]
        assert [stops, old] == [row.id for row in await counter.problems.list(today, unresolved=True)]


async def test_an_answer_to_an_order_that_is_over_is_kept(counter: Counter, database: Path) -> None:
    """The order left the board; its row gets the answer all the same."""
    order_id = await at_grill(counter)
    name = (await counter.do(raised("grill", IDEA, order_id))).id
    await counter.do(Void(order_id, "guest left"))
    assert "good idea" == (await counter.do(ResolveProblem(name, "good idea"))).answer
    assert () == verify(database)


async def test_a_name_that_means_none_or_several_is_refused(counter: Counter) -> None:
    """The beginning of an id is enough where no other begins so."""
    ids = [(await counter.do(raised("grill", IDEA), op=f"{number}")).id for number in range(3)]
    assert [12, 12, 12] == [len(name) for name in ids]
    for name, words in (("zzzz", "There is no problem zzzz"), (ids[0][:2], "4 digits of its id"), ("", "4 digits")):
        with pytest.raises(Refused, match=words):
            await counter.problems.find(name)


async def test_open_ones_are_never_forgotten_however_many_are_resolved(counter: Counter, database: Path) -> None:
    """A terminal remembers the last answers, and every question that is open."""
    first = (await counter.do(raised("grill", IDEA))).id
    for _ in range(MOST_RESOLVED + 2):
        await counter.do(ResolveProblem((await counter.do(raised("fry", IDEA))).id, "good idea"))
    kept = counter.board.standing.problems
    assert (first, MOST_RESOLVED + 1) == (kept[0].id, len(kept))
    assert "done" == (await counter.do(ResolveProblem(first, "done"))).answer
    assert () == verify(database)


async def test_a_row_somebody_changed_is_found(counter: Counter, database: Path) -> None:
    """On an order and beside the orders: the rows are rebuilt from the events and compared."""
    order_id = await at_grill(counter)
    await counter.do(raised("grill", IDEA, order_id))
    await counter.do(raised("fry", IDEA))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE problems SET answer = 'all is well'")
        connection.commit()
    said = [finding.words for finding in verify(database)]
    assert 2 == len(said)
    assert all("its rows in problems are not what its events say" in words for words in said)


async def test_the_summary_counts_by_step_and_version(counter: Counter) -> None:
    """Most first, with what is open; problems never touch WHAT was done."""
    order_id = await at_grill(counter)
    await counter.do(raised("grill", BROKEN, order_id))
    await counter.do(raised("grill", IDEA))
    done = (await counter.do(raised("fry", IDEA))).id
    await counter.do(ResolveProblem(done, "good idea"))
    found = (await counter.reports.summary(DAY)).how.problems
    assert [("grill", 1, 1, 2), ("fry", 0, 1, 0)] == [
        (one.step, one.problems, one.suggestions, one.open) for one in found
    ]
    assert DINER.procedure["grill"].version == found[0].procedure
