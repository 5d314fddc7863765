"""The board that follows the journal: what it hears, what it says when it cannot, and what it writes of the clock."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.counter.counter import Counter
from kiosk.counter.live import UNFORESEEN
from kiosk.devices.clock import SetClock
from kiosk.errors import StorageUnavailable
from kiosk.journal.bell import SocketBell
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.counter_events import ClockJumped
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.undo import Undo
from tests.patience import PATIENCE
from tests.playbooks import DINER
from tests.records import with_record


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the place of a record that is not there yet."""
    return tmp_path / "kiosk.db"


@asynccontextmanager
async def terminal(database: Path, clock: SetClock | None = None) -> AsyncIterator[Counter]:
    """Open one terminal that follows a record."""
    counter = Counter(
        SqliteJournal(with_record(database)),
        SocketBell(database),
        clock or SetClock(),
        DINER,
        local=lambda at: datetime.fromtimestamp(at / 1000, UTC),
    )
    await counter.start()
    following = asyncio.create_task(_follow(counter))
    await asyncio.sleep(0)
    try:
        yield counter
    finally:
        following.cancel()
        await asyncio.wait([following])
        await counter.close()


async def _follow(counter: Counter) -> None:
    async for _ in counter.boards():
        pass


async def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - what is waited for is often a file's content
            await asyncio.sleep(0.01)


async def some_looks(counter: Counter) -> None:
    """Wait until a terminal has looked at the record a few times more."""
    look, looks = counter._live._look, list[str]()

    async def counted(*how: Any) -> str:
        looks.append(await look(*how))
        return looks[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counter._live, "_look", counted)
        await until(lambda: len(looks) > 2)


def jumps(database: Path) -> list[int]:
    """Return the jumps of the clock that stand in a record, in milliseconds."""
    with closing(SqliteJournal(database)) as journal:
        events = [record.event for record in journal.order("counter")]
    return [event.milliseconds for event in events if isinstance(event, ClockJumped)]


def fails(error: Exception) -> Callable[..., Any]:
    """Return a function that raises."""

    def failing(*_: object) -> None:
        raise error

    return failing


async def test_a_fault_nobody_foresaw_deafens_no_terminal(
    database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said and logged once; when it has passed, the terminal shows what was written meanwhile."""
    async with terminal(database) as here, terminal(database) as there:
        with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, "kiosk.counter.live"):
            patch.setattr(here._live._journal, "since", fails(ValueError("a row nobody can read")))
            order_id = (await there.do(OpenOrder())).order.id
            await until(lambda: here.trouble == UNFORESEEN)
            await some_looks(here)
            assert UNFORESEEN == here.trouble
            assert 1 == len(caplog.records)
        await until(lambda: order_id in here.board.orders)
        await until(lambda: not here.trouble)


async def test_an_order_that_cannot_be_shown_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A playbook that is not in the record is no silence: the terminal says so for as long as it lasts."""
    async with terminal(database) as here, terminal(database) as there:
        here._live._playbooks.clear()
        with monkeypatch.context() as patch:
            patch.setattr(here._live._journal, "playbook", lambda _hash: None)
            order_id = (await there.do(OpenOrder())).order.id
            await until(lambda: "is not in the record" in here.trouble)
            await some_looks(here)
            assert "is not in the record" in here.trouble
        await until(lambda: order_id in here.board.orders and not here.trouble)


async def test_a_caller_that_is_cancelled_leaves_no_commit_unannounced(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on the disk is on this board and on the others', whoever stopped waiting for it."""
    rung, may_go = [], threading.Event()
    async with terminal(database) as counter:
        append = counter._live._journal.append

        def slow(*what: Any) -> Any:
            may_go.wait(PATIENCE)
            return append(*what)

        monkeypatch.setattr(counter._live._journal, "append", slow)
        monkeypatch.setattr(counter._live._bell, "ring", lambda: rung.append(True))
        press = asyncio.create_task(counter.do(OpenOrder()))
        await until(lambda: counter._live._appending)
        press.cancel()
        with suppress(asyncio.CancelledError):
            await press
        may_go.set()
    assert [True] == rung
    assert 1 == len(counter.board.orders)


async def test_a_jump_seen_while_the_record_is_locked_is_written_later(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost because somebody held the record at that moment."""
    clock = SetClock()
    async with terminal(database, clock) as counter:
        with monkeypatch.context() as patch:
            patch.setattr(counter._live._journal, "append", fails(StorageUnavailable("It is locked.")))
            clock.jump_wall(3600)
            await until(lambda: counter.trouble)
        await until(lambda: jumps(database))
        await some_looks(counter)
    assert [3_600_000] == jumps(database)


async def test_every_jump_is_written_also_one_right_after_another(database: Path) -> None:
    """There, back and there again within ten seconds are three jumps."""
    clock = SetClock()
    async with terminal(database, clock):
        for count, seconds in enumerate((3600, -3600, 3600), 1):
            clock.advance(1)
            clock.jump_wall(seconds)
            await until(lambda wanted=count: len(jumps(database)) == wanted)  # type: ignore[misc]
    assert [3_600_000, -3_600_000, 3_600_000] == jumps(database)


async def test_terminals_write_a_jump_once_though_they_look_at_different_times(database: Path) -> None:
    """One sees it in the last moment of ten seconds, the other in the first of the next."""
    here, there = SetClock(mono=999_990), SetClock(mono=999_990)
    async with terminal(database, here), terminal(database, there) as late:
        here.jump_wall(3600)
        await until(lambda: jumps(database))
        there.advance(0.02)
        there.jump_wall(3600)
        await some_looks(late)
    assert [3_600_000] == jumps(database)


async def test_a_jump_that_lost_the_race_is_looked_up_anew(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another terminal wrote in between: the loser reads what, and finds its own jump there."""
    clock = SetClock()
    async with terminal(database, clock) as counter:
        read, late = counter._live._journal.order, list[bool]()

        def behind(stream: str) -> Any:
            records = read(stream)
            if stream == "counter" and records and not late:
                late.append(True)
                return ()
            return records

        clock.jump_wall(3600)
        await until(lambda: jumps(database))
        monkeypatch.setattr(counter._live._journal, "order", behind)
        clock.advance(1)
        clock.jump_wall(60)
        await until(lambda: len(jumps(database)) > 1)
        await some_looks(counter)
    assert [True] == late
    assert [3_600_000, 60_000] == jumps(database)


async def finished_orders(counter: Counter, count: int) -> list[str]:
    """Serve some orders; give their ids, newest first."""
    ids = []
    for _ in range(count):
        order_id = (await counter.do(OpenOrder())).order.id
        for step in DINER.process.steps:
            if step.takes_order:
                await counter.do(TakeOrder(order_id, (Wish("meal"),), guest=Guest("", "Ana")))
            else:
                await counter.do(Bump(order_id, step.id))
        ids.append(order_id)
    return ids[::-1]


async def test_finished_orders_are_read_when_they_change_and_not_before(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An order that is only opened makes nobody read the last fifty again."""
    asked: list[list[str]] = []
    async with terminal(database) as counter:
        ids = await finished_orders(counter, 3)
        read = counter._live._journal.orders

        def counted(wanted: list[str]) -> Any:
            asked.append(wanted)
            return read(wanted)

        monkeypatch.setattr(counter._live._journal, "orders", counted)
        assert ids == [entry.order.id for entry in await counter.reports.finished()]
        await counter.do(OpenOrder())
        assert ids == [entry.order.id for entry in await counter.reports.finished()]
        await counter.do(Undo(ids[1], "hand-over"))
        assert [ids[0], ids[2]] == [entry.order.id for entry in await counter.reports.finished()]
        await counter.do(Bump(ids[1], "hand-over"))
        assert [ids[1], ids[0], ids[2]] == [entry.order.id for entry in await counter.reports.finished()]
    assert [ids, [ids[1]]] == asked


async def test_a_name_that_was_forgotten_is_in_no_list(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the order itself has not changed."""
    async with terminal(database) as counter:
        await finished_orders(counter, 1)
        assert ["Ana"] == [entry.guest.name for entry in await counter.reports.finished()]
        monkeypatch.setattr(counter._live._journal, "guests", lambda _ids: {})
        assert [""] == [entry.guest.name for entry in await counter.reports.finished()]


async def test_an_order_taken_back_while_the_list_is_read_is_left_out(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two questions another terminal may undo a hand-over."""
    async with terminal(database) as counter:
        (order_id,) = await finished_orders(counter, 1)
        newest = counter._live._journal.finished(1)
        await counter.do(Undo(order_id, "hand-over"))
        monkeypatch.setattr(counter._live._journal, "finished", lambda _limit: newest)
        assert () == await counter.reports.finished()
