"""Several terminals press the same key at the same instant: exactly one wins, and everyone gets the same answer."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from kiosk.errors import Stale
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from kiosk.work.order.order_events import OrderOpened
from tests.journal.shift import Shift

pytestmark = pytest.mark.faults

FORKED = multiprocessing.get_context("fork")


def race(database: Path, name: str, rounds: int, start: Barrier, told: SimpleQueue[tuple[str, list[str]]]) -> None:
    """Bump the first step of every order, each at the same time as the others."""
    journal = SqliteJournal(database)
    shift = Shift(journal)
    answers = []
    for number in range(1, rounds + 1):
        order_id = f"20261122-{number}"
        entry = shift.entry(order_id, shift.decided(order_id, "greet"), f"{name}-{number}")
        start.wait()
        try:
            shift.write(entry)
            answers.append("won")
        except Stale:
            answers.append("lost")
        start.wait()
    told.put((name, answers))
    journal.close()


@pytest.mark.parametrize("rounds", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_two_bump_the_same_ticket_and_one_wins(tmp_path: Path, rounds: int) -> None:
    """Many tickets, two terminals each: one winner each, the other is told that it was stale."""
    database = tmp_path / "kiosk.db"
    journal = SqliteJournal(database)
    shift = Shift(journal)
    for number in range(1, rounds + 1):
        shift.open(number)
    journal.close()
    start, told = FORKED.Barrier(2), FORKED.SimpleQueue()
    racers = [FORKED.Process(target=race, args=(database, name, rounds, start, told)) for name in ("a", "b")]
    for racer in racers:
        racer.start()
    answers = [told.get()[1] for _ in racers]
    for racer in racers:
        racer.join()
    assert {("won", "lost"): 1} == {tuple(sorted(pair, reverse=True)): 1 for pair in zip(*answers, strict=True)}
    assert () == verify(database)


def deliver(database: Path, start: Barrier, told: SimpleQueue[list[tuple[int, ...]]]) -> None:
    """Send every delivery, as all the others do at the same time."""
    journal = SqliteJournal(database)
    shift = Shift(journal)
    answers = []
    for number in range(1, 101):
        opened = OrderOpened(number, shift.day, shift.playbook.hash, "outside", f"web-{number}")
        entry = shift.entry(f"20261122-{number}", (opened,), f"add-web-{number}")
        start.wait()
        answers.append(tuple(record.seq for record in shift.write(entry)))
    told.put(answers)
    journal.close()


def test_a_delivery_repeated_in_parallel_is_one_order(tmp_path: Path) -> None:
    """A hundred deliveries, each sent by four programs at once and by one after a restart: a hundred orders."""
    database = tmp_path / "kiosk.db"
    SqliteJournal(database).close()
    start, told = FORKED.Barrier(4), FORKED.SimpleQueue()
    senders = [FORKED.Process(target=deliver, args=(database, start, told)) for _ in range(4)]
    for sender in senders:
        sender.start()
    answers = [told.get() for _ in senders]
    for sender in senders:
        sender.join()
    again = FORKED.SimpleQueue()
    deliver(database, FORKED.Barrier(1), again)
    answers.append(again.get())
    assert 1 == len({tuple(answer) for answer in answers})
    journal = SqliteJournal(database)
    assert {"OrderOpened": 100} == Counter(type(record.event).__name__ for record in journal.since(0))
    journal.close()
    assert () == verify(database)
