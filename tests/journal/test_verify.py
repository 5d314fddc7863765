"""The record checked against itself: what was changed behind the program's back is found."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.journal import events, schema
from kiosk.journal.held import first_tables
from kiosk.journal.readmodels import READ_MODELS, ReadModel
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from kiosk.work.order.problem_events import ProblemRaised
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken, TicketRecalled, WasteNoted
from tests.journal.shift import NOON, Shift
from tests.records import with_record

GUARDS = {guard.split()[2]: guard for guard in (*first_tables.ONLY_GROWS, *schema.PLAYBOOKS_STAY, *schema.SEALS_STAY)}
"""The triggers that keep events, playbooks and seals growing only."""

Edit = Callable[[sqlite3.Connection, random.Random], object]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed record of some orders, with rows in every table of orders."""
    database = with_record(tmp_path_factory.mktemp("served") / "kiosk.db")
    journal = SqliteJournal(database, now=lambda: NOON)
    shift = Shift(journal)
    for number in range(1, 7):
        shift.serve(number)
    running = shift.open(7)
    shift.bump(running, "greet", "take-order", "pay")
    shift.write(shift.entry(running, (PointMarked("grill", "turn", "skipped", "no time"),)))
    shift.write(shift.entry(running, (ReadingTaken("grill", "core", "150.5", "cooked on"),)))
    shift.write(shift.entry(running, (ReadingTaken("grill", "core", "160"),)))
    raised = ProblemRaised("5f2c81d09a4e", "grill", "v1", "problem", "Not clear")
    shift.write(shift.entry(running, (raised,)))
    shift.bump(running, "grill")
    for number in (2, 3):
        served = f"20261122-{number}"
        shift.write(shift.entry(served, (TicketRecalled("check", "cold", restarts=True),)))
        shift.write(shift.entry(served, (WasteNoted("grill", 2, 1, "dropped"),)))
    journal.close()
    return database


@pytest.fixture
def kept(served: Path, database: Path) -> Path:
    """Return a copy of that record."""
    database.parent.mkdir()
    return Path(shutil.copy(served, database))


def opened(path: Path) -> sqlite3.Connection:
    """Open a record as an intruder does: the guards taken away, and put back at the end."""
    connection = sqlite3.connect(path)
    for name in GUARDS:
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def done(connection: sqlite3.Connection) -> None:
    """Put the guards back, so that only the edit is left to be found."""
    for guard in GUARDS.values():
        connection.execute(guard)
    connection.commit()
    connection.close()


def some(connection: sqlite3.Connection, dice: random.Random) -> int:
    """Choose an event that is not the last."""
    (last,) = connection.execute("SELECT max(seq) FROM events").fetchone()
    return dice.randrange(1, last)


def who(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Blame another person."""
    return connection.execute("""UPDATE events SET "by" = 'Bob' WHERE seq = ?""", (some(connection, dice),))


def when(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Turn one clock of an event back a little."""
    clock = dice.choice(("at", "recorded_at", "mono"))
    return connection.execute(f"UPDATE events SET {clock} = {clock} - 1 WHERE seq = ?", (some(connection, dice),))


def what(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Add a blank to what an event says."""
    return connection.execute("UPDATE events SET data = data || ' ' WHERE seq = ?", (some(connection, dice),))


def gone(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Take an event out of the middle."""
    return connection.execute("DELETE FROM events WHERE seq = ?", (some(connection, dice),))


def cut(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Cut the end off."""
    (last,) = connection.execute("SELECT max(seq) FROM events").fetchone()
    return connection.execute("DELETE FROM events WHERE seq > ?", (last - dice.randrange(1, 10),))


def swapped(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Let two events change places."""
    seq = some(connection, dice)
    for before, after in ((seq, -1), (seq + 1, seq), (-1, seq + 1)):
        connection.execute("UPDATE events SET seq = ? WHERE seq = ?", (after, before))
    return None


def added(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Add an event at the end, with a hash that fits."""
    *row, hash_ = connection.execute(f"{events.SELECT} ORDER BY seq DESC LIMIT 1").fetchone()
    row[0], row[2], row[3] = row[0] + 1, row[2] + 1, f"forged-{dice.random()}"
    row[5], row[12] = "ticket-bumped", '{"step":"fry","procedure":"0"}'
    holes = ", ".join("?" * len(events.COLUMNS))
    return connection.execute(f"INSERT INTO events VALUES ({holes})", (*row, events.chained(tuple(row), hash_)))


def filled(connection: sqlite3.Connection) -> list[ReadModel[Any]]:
    """Return the tables that hold something: routines are no order's, and nobody did one."""
    return [one for one in READ_MODELS if connection.execute(f"SELECT 1 FROM {one.table}").fetchone()]


def table(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Change a number or a word in one of the tables people open."""
    model = dice.choice(filled(connection))
    column = dice.choice([name for name in model.columns if name not in model.key])
    number = model.numbers[model.columns.index(column)]
    new = f"coalesce({column}, 0) + 1" if number else f"{column} || '!'"
    rowid = f"(SELECT rowid FROM {model.table} ORDER BY random() LIMIT 1)"
    return connection.execute(f"UPDATE {model.table} SET {column} = {new} WHERE rowid = {rowid}")


def row_gone(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Take a row out of one of the tables."""
    model = dice.choice(filled(connection))
    return connection.execute(f"DELETE FROM {model.table} WHERE rowid = (SELECT max(rowid) FROM {model.table})")


def row_added(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Invent an order in the table of orders."""
    columns = ", ".join(READ_MODELS[0].columns[2:])
    return connection.execute(f"INSERT INTO orders SELECT 'invented', 999, {columns} FROM orders LIMIT 1")


def playbook(connection: sqlite3.Connection, dice: random.Random) -> object:
    """Make a limit of the playbook milder."""
    return connection.execute("UPDATE playbooks SET json = replace(json, '155.0', '145.0')")


EDITS: tuple[Edit, ...] = (who, when, what, gone, cut, swapped, added, table, row_gone, row_added, playbook)


def test_an_untouched_record_has_nothing_to_find(kept: Path) -> None:
    """Verifying what the program wrote finds nothing."""
    assert () == verify(kept)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_edit_is_found(kept: Path, tmp_path: Path, edit: Edit) -> None:
    """Twenty edits of each kind by another program, each found."""
    missed = []
    for seed in range(20):
        copy = tmp_path / f"{seed}.db"
        shutil.copy(kept, copy)
        connection = opened(copy)
        edit(connection, random.Random(seed))
        done(connection)
        if not verify(copy):
            missed.append(seed)
    assert [] == missed


def test_a_chain_written_anew_is_found_by_a_slip(kept: Path) -> None:
    """Whoever rewrites every hash is betrayed by one that left the house on paper; without it nothing shows."""
    connection = opened(kept)
    (anchor,) = connection.execute("SELECT hash FROM events WHERE seq = 20").fetchone()
    (first,) = connection.execute("SELECT hash FROM events WHERE seq = 3").fetchone()
    connection.execute("""UPDATE events SET "by" = 'Bob', data = data || ' ' WHERE seq = 5""")
    connection.execute("UPDATE completions SET person = 'Bob' WHERE order_id = '20261122-1' AND step = 'pay'")
    hash_ = events.FIRST
    for row in connection.execute(f"{events.SELECT} ORDER BY seq").fetchall():
        hash_ = events.chained(row[:-1], hash_)
        connection.execute("UPDATE events SET hash = ? WHERE seq = ?", (hash_, row[0]))
    done(connection)
    assert () == verify(kept)
    (finding,) = verify(kept, [anchor[:16], first[:16]])
    assert anchor[:16] in finding.words
    assert "taken away after event 3, 2026-11-22 12:00:00 UTC, which another slip names." in finding.words


def test_a_slip_of_an_honest_record_is_found(kept: Path) -> None:
    """The first digits of any hash there is are no finding."""
    with closing(sqlite3.connect(kept)) as connection:
        (anchor,) = connection.execute("SELECT hash FROM events WHERE seq = 20").fetchone()
    assert () == verify(kept, [anchor[:16], anchor])


def test_guards_that_are_gone_are_found(kept: Path) -> None:
    """Taking a trigger away is a finding, even if nothing was changed."""
    connection = opened(kept)
    connection.commit()
    connection.close()
    words = {finding.words for finding in verify(kept)}
    assert words == {f"The trigger {guard} is gone: somebody has opened the record to changes." for guard in GUARDS}


def test_an_unreadable_event_is_a_finding(kept: Path) -> None:
    """An event that cannot be understood is named with its seq, not crashed on."""
    connection = opened(kept)
    connection.execute("UPDATE events SET kind = 'nonsense' WHERE seq = 3")
    done(connection)
    assert {3, 10} <= {finding.seq for finding in verify(kept)}


def test_events_that_do_not_fit_their_playbook_are_a_finding(kept: Path) -> None:
    """A playbook that is gone or lacks a step is named, not crashed on."""
    connection = opened(kept)
    connection.execute("DELETE FROM playbooks")
    done(connection)
    assert any("playbook" in finding.words for finding in verify(kept))


def test_a_broken_playbook_is_a_finding(kept: Path) -> None:
    """A playbook that cannot be read is named."""
    connection = opened(kept)
    connection.execute("UPDATE playbooks SET json = '{}'")
    done(connection)
    assert any("is not as it was stored" in finding.words for finding in verify(kept))


def test_a_hopeless_record_is_left_soon(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings end at a thousand; here at five."""
    monkeypatch.setattr("kiosk.journal.verify.MOST", 5)
    connection = opened(kept)
    connection.execute("UPDATE events SET boot = 'x'")
    done(connection)
    assert 5 == len(verify(kept))
