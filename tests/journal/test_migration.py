"""A record of the version before recalls and waste, brought up to date: nothing is lost, and nothing is made up."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.journal import schema
from kiosk.journal.connect import VERSION
from kiosk.journal.descriptions import view_of
from kiosk.journal.events import COLUMNS, FIRST, SELECT, chained
from kiosk.journal.export import export
from kiosk.journal.held import first_tables
from kiosk.journal.readmodels import ADHERENCE, COMPLETIONS, ORDERS, READ_MODELS, READINGS, RECALLS
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from kiosk.work.order.order_events import OrderRushed
from kiosk.work.order.problem_events import ProblemRaised
from kiosk.work.order.ticket_events import PointMarked, TicketCoached, TicketRecalled, WasteNoted
from tests.journal.shift import Shift
from tests.playbooks import DINER

GOLDEN = Path(__file__).parent / "golden" / "m001.sql"
"""Two days of a record as the version with one migration wrote it."""

NEW = {
    "readings": ("typed",),
    "adherence": ("source",),
    "orders": (
        "rushed",
        "recalls",
        "undone",
        "changes",
        "holds",
        "held_s",
        "early",
        "wasted",
        "r2p_s",
        "handoff_s",
        "rating",
        "rated_at",
    ),
    "completions": ("recalled", "lines", "role", "stand_in", "coach", "allergy_seen_by", "allergy_seen_at"),
}
INDEXES = ("events_standing", "completions_work", "recalls_day", "waste_day")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Return a record as the older version left it."""
    path = tmp_path / "kiosk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(GOLDEN.read_text(encoding="utf-8"))
    return path


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask a record."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def upgrade(path: Path) -> None:
    """Open a record and close it, as a station does that is started once."""
    SqliteJournal(path).close()


def downgrade(path: Path) -> None:
    """Make a record what it would be had the older version written it: without the new columns and tables."""
    with closing(sqlite3.connect(path)) as connection:
        _before_problems(connection)
        for index in INDEXES:
            connection.execute(f"DROP INDEX {index}")
        for table in ("recalls", "waste"):
            connection.execute(f"DROP TABLE {table}")
        for table in ("orders", "completions"):
            for column in set(NEW[table]) - {"rating", "rated_at", *schema._ACTING, *schema._ALLERGY}:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_journal'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def _before_experience(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before ratings and observers written it."""
    connection.execute("DROP INDEX orders_rated")
    for column in ("rating", "rated_at"):
        connection.execute(f"ALTER TABLE orders DROP COLUMN {column}")
    connection.execute("ALTER TABLE adherence RENAME TO seen")
    connection.execute("DROP INDEX adherence_day")
    connection.execute(first_tables.ADHERENCE)
    points = ", ".join(column for column in ADHERENCE.columns if column != "source")
    connection.execute(f"INSERT INTO adherence SELECT {points} FROM seen ORDER BY seen.rowid")
    connection.execute("DROP TABLE seen")
    connection.execute("CREATE INDEX adherence_day ON adherence(day, step, point, mark)")


def before_seals(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before it sealed what stands beside the events written it."""
    connection.execute("DROP TABLE seals")
    connection.execute("DROP TRIGGER events_never_change")
    hash_ = FIRST
    for *row, _hash in connection.execute(f"{SELECT} ORDER BY e.seq").fetchall():
        row[-1] = json.dumps({key: value for key, value in json.loads(row[-1]).items() if key != "beside"})
        hash_ = chained(tuple(row), hash_)
        connection.execute("UPDATE events SET data = ?, hash = ? WHERE seq = ?", (row[-1], hash_, row[0]))
    connection.execute(first_tables.ONLY_GROWS[0])
    for table in ("guests", "people"):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN salt")


def _before_visits(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before it knew guests by their names written it."""
    connection.execute("DROP TRIGGER guests_forgotten")
    connection.execute("DROP TABLE said")
    connection.execute("DROP INDEX guests_who")
    for column in ("who", "seq"):
        connection.execute(f"ALTER TABLE guests DROP COLUMN {column}")


def _before_versions(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before published playbooks written it."""
    for trigger in ("playbooks_never_change", "playbooks_never_go"):
        connection.execute(f"DROP TRIGGER {trigger}")
    for index in ("events_versions", "completions_person", "completions_version", "adherence_version"):
        connection.execute(f"DROP INDEX {index}")


def before_back(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before orders that go back by themselves written it."""
    connection.execute("DROP TABLE fields")
    connection.execute("DROP VIEW recalls_view")
    later = ("spec", "read_at", "round")
    for column in later:
        connection.execute(f"ALTER TABLE recalls DROP COLUMN {column}")
        connection.execute("DELETE FROM descriptions WHERE table_name = 'recalls' AND column_name = ?", (column,))
    view = ", ".join(column for column in RECALLS.columns if column not in later)
    connection.execute(f"CREATE VIEW recalls_view AS SELECT {view} FROM recalls")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm019'")
    connection.execute("PRAGMA user_version = 18")
    connection.commit()


def before_typed(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before typed readings written it."""
    before_back(connection)
    connection.execute("DROP VIEW readings_view")
    connection.execute("ALTER TABLE readings DROP COLUMN typed")
    connection.execute("DELETE FROM descriptions WHERE column_name = 'typed'")
    view = ", ".join(column for column in READINGS.columns if column != "typed")
    connection.execute(f"CREATE VIEW readings_view AS SELECT {view} FROM readings")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm018'")
    connection.execute("PRAGMA user_version = 17")
    connection.commit()


def _before_readers(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before keys, views and descriptions written it."""
    connection.execute("DROP TABLE fields")
    for model in READ_MODELS:
        connection.execute(f"DROP VIEW {view_of(model.table)}")
    connection.execute("DROP INDEX events_not_proved")
    connection.execute("ALTER TABLE readings DROP COLUMN typed")
    for column in ("spec", "read_at", "round"):
        connection.execute(f"ALTER TABLE recalls DROP COLUMN {column}")
    for table, keys in schema._KEYS.items():
        named = [column for column, *_ in keys]
        Database(connection, execute_plugins=False).table(table).transform(drop_foreign_keys=named)
    connection.execute("DROP TABLE descriptions")


def _before_refused(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before refused orders were kept written it."""
    _before_readers(connection)
    connection.execute("DROP INDEX events_refusals")
    connection.execute("DROP TABLE refused")


def _before_problems(connection: sqlite3.Connection) -> None:
    """Make a record what it would be had the version before problems written it."""
    before_seals(connection)
    _before_refused(connection)
    _before_versions(connection)
    _before_experience(connection)
    for column in (*schema._ACTING, *schema._ALLERGY):
        connection.execute(f"ALTER TABLE completions DROP COLUMN {column}")
    connection.execute("DROP INDEX events_problems")
    _before_visits(connection)
    for table in ("problems", "routines", "people", "guessing", "remakes", "lines"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name NOT IN ('m001_journal', 'm002_hands')")
    connection.execute("PRAGMA user_version = 2")


def test_a_record_from_before_problems_takes_one_after_the_upgrade(
    shift: Shift, journal: SqliteJournal, database: Path
) -> None:
    """What stood there stays, and a problem on an order that was open then has its row."""
    open_ = shift.open(1)
    rows = asked(database, ORDERS.select)
    journal.close()
    with closing(sqlite3.connect(database)) as connection:
        _before_problems(connection)
        connection.commit()
    with closing(SqliteJournal(database)) as newer:
        assert rows == asked(database, ORDERS.select)
        assert [(VERSION, 0)] == asked(database, "SELECT (SELECT * FROM pragma_user_version), count(*) FROM problems")
        raised = ProblemRaised("5f2c81d09a4e", "greet", "v1", "problem", "Not clear")
        later = Shift(newer)
        later.write(later.entry(open_, (raised,)))
    row = "SELECT id, order_id, reason, resolved_at FROM problems"
    assert [("5f2c81d09a4e", open_, "Not clear", "")] == asked(database, row)
    assert () == verify(database)


def test_an_older_record_verifies_after_the_upgrade(older: Path) -> None:
    """What was filled in is what the events say."""
    upgrade(older)
    assert () == verify(older)
    assert [(VERSION,)] == asked(older, "PRAGMA user_version")


def test_old_columns_and_events_stay_as_they_were(older: Path) -> None:
    """Every row that was there is there, word for word."""
    before = {table: asked(older, f"SELECT * FROM {table}") for table in ("orders", "completions", "adherence")}
    events = asked(older, f"""SELECT "{'", "'.join(COLUMNS)}" FROM events""")
    upgrade(older)
    for table, rows in before.items():
        new = len(NEW.get(table, ()))
        assert rows == [row[: len(row) - new] for row in asked(older, f"SELECT * FROM {table}")]
    assert events == asked(older, f"""SELECT "{'", "'.join(COLUMNS)}" FROM events""")


def test_old_orders_get_their_clocks(older: Path) -> None:
    """A served order has all three clocks, one from outside counts from the taking, an open or void one has none."""
    upgrade(older)
    clocks = "SELECT number, state, seconds, r2p_s, handoff_s, held_s, undone FROM orders WHERE day = '2026-11-22'"
    assert [
        (1, "finished", 14.0, 8.0, 2.0, 0.0, 0),
        (2, "void", None, None, None, 0.0, 0),
        (3, "open", None, None, None, None, 1),
        (4, "finished", 17.0, 11.0, 5.0, 0.0, 1),
        (5, "open", None, None, None, None, 0),
        (6, "finished", 8.0, 8.0, 2.0, 0.0, 0),
    ] == asked(older, f"{clocks} ORDER BY number")


def test_a_record_of_any_verb_is_filled_in_alike(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """Recalls, waste and rush that an older version kept as events stand in the tables as if written event by event."""
    served, open_ = shift.serve(1), shift.open(2)
    shift.write(shift.entry(served, (TicketRecalled("grill", "=cold", restarts=True),)))
    shift.write(shift.entry(served, (WasteNoted("grill", 2, 1, "dropped"),)))
    shift.bump(open_, "greet", "take-order")
    shift.write(shift.entry(open_, (OrderRushed("child cries"),)))
    journal.close()
    rows = {model.table: asked(database, f"{model.select} ORDER BY 1, 2") for model in READ_MODELS}
    downgrade(database)
    upgrade(database)
    assert () == verify(database)
    assert rows == {model.table: asked(database, f"{model.select} ORDER BY 1, 2") for model in READ_MODELS}
    assert all(rows[table] for table in ("recalls", "waste"))


def test_what_was_changed_in_an_older_record_is_still_found(older: Path) -> None:
    """Filling in covers nothing up: a row somebody changed, an order nobody can read."""
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("UPDATE completions SET person = 'Bob' WHERE order_id = '20261122-1' AND step = 'pay'")
        connection.execute("DROP TRIGGER events_never_change")
        connection.execute("UPDATE events SET data = '{}' WHERE stream = '20261122-4' AND kind = 'ticket-bumped'")
        connection.commit()
    upgrade(older)
    found = " ".join(finding.words for finding in verify(older))
    assert "20261122-1: its rows in completions are not what its events say." in found
    assert "20261122-4: its events cannot be read" in found


@pytest.mark.parametrize("after", [1, 6, 12])
def test_an_upgrade_that_is_cut_off_leaves_the_older_record(older: Path, after: int) -> None:
    """A program that dies in the middle leaves every byte of the old rows; the next start brings it up."""
    rows = asked(older, "SELECT * FROM orders")
    program = f"""
import os
from pathlib import Path
from kiosk.journal.held import rebuild
from kiosk.journal.sqlite import SqliteJournal
made, real = [], rebuild.rebuilt
def dies(*given):
    made.append(1)
    if len(made) == {after}:
        os._exit(9)
    return real(*given)
rebuild.rebuilt = dies
SqliteJournal(Path({str(older)!r}))
"""
    assert 9 == subprocess.run([sys.executable, "-c", program], check=False).returncode
    assert [(1,)] == asked(older, "PRAGMA user_version")
    assert rows == asked(older, "SELECT * FROM orders")
    upgrade(older)
    assert () == verify(older)
    assert Path(f"{older}.before-migration-1").exists()


def test_an_upgraded_record_is_as_a_new_one(older: Path, tmp_path: Path) -> None:
    """Tables, columns and indexes are those of a record made today, and its exports have the same columns."""
    upgrade(older)
    upgrade(tmp_path / "new.db")
    shape = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2"
    assert asked(tmp_path / "new.db", shape) == asked(older, shape)
    for model in (ORDERS, COMPLETIONS):
        named = f"SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info('{model.table}')"
        assert asked(tmp_path / "new.db", named) == asked(older, named)
        assert model.columns == tuple(name for name, *_ in asked(older, named))
    assert 0 == export(older, "waste", tmp_path / "waste.csv")


def _before_coached(connection: sqlite3.Connection, order_id: str) -> None:
    """Make a record what it would be had the version before coaches' marks counted written it."""
    connection.execute("UPDATE adherence SET source = 'observer' WHERE source = 'coach'")
    points = ", ".join(ADHERENCE.columns[:8])
    rest = "'not-seen', '', 'Tom', station, procedure, at, 'self'"
    connection.execute(f"INSERT INTO adherence SELECT {points}, {rest} FROM adherence WHERE source = 'observer'")
    connection.execute("UPDATE orders SET points_kept = 0 WHERE order_id = ?", (order_id,))
    _before_refused(connection)
    for table in ("remakes", "lines"):
        connection.execute(f"DROP TABLE {table}")
    before_seals(connection)
    connection.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm011'")
    connection.execute("PRAGMA user_version = 10")
    connection.commit()


def test_the_marks_of_coaches_count_in_an_older_record(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """One row a point, the coach's, and the order's points kept; what the version before wrote beside it is gone."""
    order_id = shift.open(1)
    shift.bump(order_id, "greet", "take-order", "pay")
    point = DINER.procedure["grill"].points[0].id
    coached = (TicketCoached("grill", "Ana"), PointMarked("grill", point, "kept", "", "observer"))
    shift.write(shift.entry(order_id, coached))
    shift.bump(order_id, "grill")
    journal.close()
    sql = "SELECT person, mark, source FROM adherence WHERE step = 'grill' AND point = '" + point + "'"
    assert [("Ana", "kept", "coach")] == asked(database, sql)
    rows = {model.table: set(asked(database, model.select)) for model in READ_MODELS}
    with closing(sqlite3.connect(database)) as connection:
        _before_coached(connection, order_id)
    assert 2 == len(asked(database, sql))
    upgrade(database)
    assert () == verify(database)
    assert rows == {model.table: set(asked(database, model.select)) for model in READ_MODELS}
