"""All terminals of a new counter are switched on at once: one makes the record, and every one of them opens it."""

from __future__ import annotations

import multiprocessing
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from kiosk.journal.file import open_record

ROUNDS, TERMINALS = 30, 5

pytestmark = pytest.mark.faults

FORKED = multiprocessing.get_context("fork")


def switch_on(folder: Path, start: Barrier, told: SimpleQueue[str]) -> None:
    """Open one new record after another, each at the same time as the others; says what came of each."""
    for number in range(ROUNDS):
        start.wait()
        try:
            open_record(folder / str(number) / "kiosk.db").close()
        except Exception as error:  # noqa: BLE001 - whatever it was goes to the test
            told.put(str(error))
        else:
            told.put("opened")


def test_every_terminal_opens_a_record_that_is_just_being_made(tmp_path: Path) -> None:
    """None takes the half-made file for somebody else's."""
    start = FORKED.Barrier(TERMINALS)
    told: SimpleQueue[str] = FORKED.SimpleQueue()
    terminals = [FORKED.Process(target=switch_on, args=(tmp_path, start, told)) for _ in range(TERMINALS)]
    for terminal in terminals:
        terminal.start()
    found = {told.get() for _ in range(ROUNDS * TERMINALS)}
    for terminal in terminals:
        terminal.join()
    assert {"opened"} == found
