"""What other programs read the record by: keys, views, descriptions, and a copy without what is private."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.counter.ports import NOUNS
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.backup import PUBLIC, backup, share
from kiosk.journal.connect import must_be
from kiosk.journal.descriptions import COLUMNS, described, metadata, view_of
from kiosk.journal.export import columns
from kiosk.journal.readmodels import READ_MODELS
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from kiosk.work.order.event import Guest
from tests.docs.columns_table import FILE, current
from tests.journal.shift import Shift
from tests.journal.test_migration import _before_readers, asked, before_seals


def test_the_document_has_the_descriptions() -> None:
    """A row for each column; `.venv/bin/python -m tests.docs.columns_table` writes them."""
    assert {noun: list(COLUMNS[noun]) for noun in NOUNS} == {
        noun: sorted(columns(noun), key=list(COLUMNS[noun]).index) for noun in NOUNS
    }
    text = FILE.read_text(encoding="utf-8")
    assert current(text) == text


def test_the_record_has_the_descriptions(shift: Shift, database: Path) -> None:
    """In the file, and as Datasette reads them: every column of every table and view for people."""
    shift.serve(1)
    assert set(described()) == set(asked(database, "SELECT * FROM descriptions"))
    (tables,) = (of["tables"] for of in metadata("kiosk")["databases"].values())  # type: ignore[attr-defined]
    for model in READ_MODELS:
        for name in (model.table, view_of(model.table)):
            there = {name for (name,) in asked(database, f"SELECT name FROM pragma_table_info('{name}')")}
            assert there == set(tables[name]["columns"])


def test_views_have_null_for_what_is_empty(shift: Shift, database: Path) -> None:
    """And all else as their tables have it, found by the same keys."""
    shift.serve(1)
    shift.open(2)
    for model in READ_MODELS:
        rows = asked(database, f"SELECT * FROM {model.table} ORDER BY rowid")
        none = [tuple(None if cell == "" else cell for cell in row) for row in rows]
        assert sorted(none, key=str) == sorted(asked(database, f"SELECT * FROM {view_of(model.table)}"), key=str)
    assert [(None,)] == asked(database, "SELECT finished_at FROM orders_view WHERE order_id = '20261122-2'")
    plan = asked(database, "EXPLAIN QUERY PLAN SELECT * FROM completions_view WHERE order_id = '20261122-2'")
    assert "SEARCH completions" in str(plan[0][3])


def test_every_row_of_a_table_finds_its_order_and_its_playbook(shift: Shift, database: Path) -> None:
    """By keys that stand in the schema; every column that is one has a key, but where it names other things too."""
    shift.serve(1)
    assert [] == asked(database, "PRAGMA foreign_key_check")
    polymorphic = {("readings", "order_id"), ("problems", "order_id")}
    for model in READ_MODELS:
        named = {column for column in ("order_id", "playbook") if column in model.columns} - (
            {"order_id"} if model.table == "orders" else set()
        )
        keys = {row[3] for row in asked(database, f"PRAGMA foreign_key_list('{model.table}')")}
        assert {column for column in named if (model.table, column) not in polymorphic} == keys


def test_a_record_from_which_an_order_was_taken_is_brought_up_to_date(
    shift: Shift, journal: SqliteJournal, database: Path
) -> None:
    """Keys stop nobody from opening it; what is missing is found as ever."""
    order_id = shift.serve(1)
    journal.close()
    with closing(sqlite3.connect(database)) as connection:
        before_seals(connection)
        _before_readers(connection)
        connection.execute("DELETE FROM orders")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name > 'm015'")
        connection.execute("PRAGMA user_version = 14")
        connection.commit()
    SqliteJournal(database).close()
    assert asked(database, "PRAGMA foreign_key_list(completions)")
    (gone,) = verify(database)
    assert gone.words.startswith(
        f"{order_id}: its rows in orders are not what its events say. Row {order_id}: it is gone."
    )


def test_a_shared_copy_holds_nothing_private(shift: Shift, database: Path) -> None:
    """Neither tables nor bytes of guests, people, PINs and events; it is no record, and for its owner alone."""
    order_id = shift.serve(1)
    shift.write(shift.entry(shift.open(2), (), guest=Guest(order_id, "Xanthippe", "no mustard", "Senfallergie")))
    copy = database.with_name("shared.db")
    assert 2 == share(database, copy)
    names = {name for (name,) in asked(copy, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(PUBLIC) == names
    assert not {"events", "guests", "said", "people", "guessing", "refused", "slips"} & names
    for table in PUBLIC:
        assert asked(database, f"SELECT * FROM {table}") == asked(copy, f"SELECT * FROM {table}")
    raw = copy.read_bytes()
    assert [] == [word for word in (b"Xanthippe", b"mustard", b"Senfallergie", b"order-taken") if word in raw]
    assert 0o600 == stat.S_IMODE(copy.stat().st_mode)
    assert [("ok",)] == asked(copy, "PRAGMA integrity_check")
    assert [] == asked(copy, "PRAGMA foreign_key_check")
    assert [(None,)] == asked(copy, "SELECT finished_at FROM orders_view WHERE number = 2")
    with pytest.raises(StorageUnavailable, match="not a kiosk record"):
        must_be(copy)


def test_a_shared_copy_takes_no_records_place(shift: Shift, database: Path) -> None:
    """Neither the record's nor a backup's."""
    shift.serve(1)
    backup(database, database.with_name("copy.db"))
    for target in ("kiosk.db", "copy.db"):
        with pytest.raises(Refused):
            share(database, database.with_name(target))
