"""A terminal is killed in the middle of its work: what was acknowledged is there, once, and nothing is half there."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.journal.verify import verify
from tests.faults.writers import Heard, killed

pytestmark = pytest.mark.faults


def written(database: Path) -> dict[str, int]:
    """Return how many events each op has in the file."""
    with closing(sqlite3.connect(database)) as connection:
        return dict(connection.execute("SELECT op, count(*) FROM events GROUP BY op").fetchall())


def faults(heard: Heard, there: dict[str, int]) -> list[str]:
    """Compare what was said with what is there."""
    lost = [f"lost {op}" for op in heard.acked if op not in there]
    half = [f"half {op}" for op, events in heard.tried.items() if there.get(op, events) != events]
    return lost + half


@pytest.mark.parametrize("kills", [25, pytest.param(200, marks=pytest.mark.long)])
def test_no_acknowledged_verb_is_lost_by_kill_9(tmp_path: Path, kills: int) -> None:
    """Many kills at random instants in one record: none lost, none twice, none half, none from nowhere."""
    dice, database, heard = random.Random(9), tmp_path / "kiosk.db", Heard()
    for seed in range(kills):
        one = killed(database, seed, dice.randrange(1, 8), dice.uniform(0, 0.005))
        heard.tried |= one.tried
        heard.acked |= one.acked
        there = written(database)
        assert [] == faults(one, there)
        if seed % 25 == 24:
            assert () == verify(database)
    there = written(database)
    assert [] == faults(heard, there)
    assert set(there) <= set(heard.tried)
    assert len(heard.acked) > kills // 4, "too few verbs were done for the kills to mean anything"


def test_a_writer_that_acknowledges_too_early_is_found_out(tmp_path: Path) -> None:
    """The same test fails for a program that shows a bump before it is on disk."""
    dice, database = random.Random(9), tmp_path / "kiosk.db"
    found: list[str] = []
    for seed in range(60):
        one = killed(database, seed, dice.randrange(1, 8), dice.uniform(0, 0.005), honest=False)
        found += faults(one, written(database))
        if found:
            break
    assert found
