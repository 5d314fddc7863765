"""Many orders at once: one transaction for up to a hundred, each with its own answer, and none lost to another."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.journal.verify import verify
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.guard import Events
from kiosk.work.order.line import Wish
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.verb.at import At
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import AddOrder, OpenOrder
from kiosk.work.verb.stock import RunOut
from tests.records import terminal


class BadOrder(OpenOrder, frozen=True, tag="bad-order"):
    """An order that the rules allow and the record cannot keep."""

    def decide(self, at: At, opened: OrderOpened) -> Events:
        """Open it with half a character in it."""
        return (OrderOpened(opened.number, opened.day, opened.playbook, "web", "\ud800"),)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the place of a record that is not there yet."""
    return tmp_path / "kiosk.db"


def order(key: object, item: str = "burger", guest: str = "") -> AddOrder:
    """Return an order from outside."""
    return AddOrder(str(key), (Wish(item),), Guest("", guest) if guest else None)


def numbers(answers: dict[int, OnBoard | Refused]) -> dict[int, int | str]:
    """Return what became of each order: its number, or the code it was refused with."""
    return {
        place: answer.code if isinstance(answer, Refused) else answer.order.number for place, answer in answers.items()
    }


async def test_one_that_is_refused_leaves_the_others(database: Path) -> None:
    """By a rule or by the record; what was sent before, or twice here, is left to be done by itself."""
    async with terminal(database) as counter:
        await counter.do(RunOut("fries"))
        await counter.do(order("known"))
        sent = [order("a"), order("b", "fries"), BadOrder(), order("a"), order("known"), order("c")]
        answers = numbers(await counter.intake.open_each(sent, by="Ana"))
        assert {0: 2, 1: "out-of-stock", 2: "bad-text", 5: 4} == answers
        await counter._live.catch_up()
        assert [1, 2, 4] == [entry.order.number for entry in counter.board.orders.values()]
    assert () == verify(database)


async def test_the_answer_is_the_order_as_the_board_has_it(database: Path) -> None:
    """Though no board was looked at: lines, guest, tickets, and how many were open before it."""
    async with terminal(database) as counter:
        answers = await counter.intake.open_each([order("a"), order("b", "meal", "Ana")])
        assert {} == counter.board.orders
        await counter._live.catch_up()
        board = counter.board.orders
        assert answers == {0: board["20261122-1"], 1: board["20261122-2"]}
        assert [0, 1] == [entry.order.queue for entry in board.values()]


async def test_a_number_in_use_is_left_out(database: Path) -> None:
    """Of an order of the day before that nobody finished, and that this terminal never saw."""
    clock = SetClock()
    async with terminal(database, clock=clock) as counter, terminal(database, clock=clock) as other:
        await other.do(order("old"))
        await other.do(order("done"))
        clock.advance(24 * 3600)
        answers = await counter.intake.open_each([order("a"), order("b")])
        assert {0: 3, 1: 4} == numbers(answers)


async def test_who_loses_the_race_for_a_number_takes_the_next(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them are decided anew."""
    async with terminal(database) as counter, terminal(database) as other:
        ask, raced = counter._live.append_each, list[int]()

        async def later(entries: object) -> object:
            if not raced:
                raced.append((await other.do(order("other"))).order.number)
            return await ask(entries)  # type: ignore[arg-type]

        monkeypatch.setattr(counter._live, "append_each", later)
        assert {0: 2, 1: 3} == numbers(await counter.intake.open_each([order("a"), order("b")]))
        assert [1] == raced
    assert () == verify(database)


async def test_what_is_written_at_once_is_on_other_terminals(database: Path) -> None:
    """The bell rings for all of it; a step of it can be done there."""
    async with terminal(database) as counter, terminal(database) as other:
        await counter.intake.open_each([order(key) for key in range(100)])
        await other._live.catch_up()
        assert 100 == len(other.board.orders)
        await other.do(Bump("20261122-7", "grill"))


async def test_one_name_asks_for_no_more_than_can_look_back(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand open orders under one name: the next asks for itself alone, a bump for the fifty after it."""
    async with terminal(database) as counter:
        await counter.intake.open_each([order(key, guest="Ana") for key in range(100)])
        await counter._live.catch_up()
        asked, visits = list[int](), counter._live._journal.visits

        def count(guests: tuple[Guest, ...]) -> object:
            asked.append(len(guests))
            return visits(guests)

        monkeypatch.setattr(counter._live._journal, "visits", count)
        await counter.do(order("next", guest="Ana"))
        await counter.do(Bump("20261122-3", "grill"))
        assert [1, 51] == asked
        assert 50 == counter.board.orders["20261122-101"].visits.earlier


@pytest.mark.slow
@pytest.mark.faults
def test_what_was_answered_before_a_kill_is_in_the_record(tmp_path: Path) -> None:
    """By kill -9 in the middle of two thousand orders; all of them again are the same orders."""
    orders = [{"id": f"w-{key}", "guest": "Ana", "lines": [{"item": "fries"}]} for key in range(2000)]
    (tmp_path / "orders.ndjson").write_text("\n".join(map(json.dumps, orders)))
    command = [sys.executable, "-m", "kiosk", "--database", str(tmp_path / "kiosk.db"), "--json", "order", "add"]
    answered = list[str]()
    with subprocess.Popen([*command, str(tmp_path / "orders.ndjson")], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            answered.append(json.loads(line)["id"])
            if len(answered) == 350:
                process.send_signal(signal.SIGKILL)
                break
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as record:
        there = {reference for (reference,) in record.execute("SELECT reference FROM orders")}
    assert 350 == len(set(answered) & there)
    assert len(there) < 2000
    assert 0 == len(there) % 100
    assert () == verify(tmp_path / "kiosk.db")


async def test_many_stand_under_the_name_somebody_is_known_by(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However it was written, as with one alone."""
    async with terminal(database) as counter:
        monkeypatch.setattr(counter.people, "called", str.title)
        await counter.intake.open_each([order("a"), order("b")], by="ANA")
        await counter._live.catch_up()
        assert ["Ana", "Ana"] == [entry.order.opened.by for entry in counter.board.orders.values()]
