"""Every edit that another program can make of a record is found: each table, each column, each thing of the schema."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.ports import Entry, KeptField
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal import connect, schema
from kiosk.journal.backup import backup
from kiosk.journal.bookmarks import SqliteBookmarks
from kiosk.journal.held import seals
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import SCHEMA, Finding, digest_of, limits, schema_of, verify
from kiosk.work.order.counter_events import GuestsForgotten, OrderRefused, RefusalAnswered, RoutineBegun
from kiosk.work.order.event import Guest, Recorded, RefusedText
from kiosk.work.order.order_events import OrderVoided
from kiosk.work.order.problem_events import ProblemRaised
from kiosk.work.order.ticket_events import LineRemade, ReadingTaken, TicketRecalled, WasteNoted
from kiosk.work.people.person import Person
from kiosk.work.playbook.routine import Routine
from kiosk.work.record.record import Rows, occurrence_rows
from kiosk.work.routine.occurrence import replay_occurrence
from tests.journal.shift import DAY, NOON, Shift, stamp
from tests.journal.test_migration import before_typed
from tests.journal.test_verify import GUARDS
from tests.playbooks import DINER
from tests.records import with_record

WASH = Routine("wash", "Hand wash", "grill", "All", every=30, opens=600, until=1320)
BOOK = replace(DINER, routines=(WASH,))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed record with a row in every table there is."""
    database = with_record(tmp_path_factory.mktemp("edits") / "kiosk.db")
    journal = SqliteJournal(database, now=lambda: NOON)
    shift = Shift(journal, playbook=BOOK)
    shift.serve(1)
    opened = shift.open(2, "Zoe")
    shift.bump(opened, "greet", "take-order")
    guest = Guest(opened, "Zoe", "by the door", "mustard")
    fields = (KeptField("axis", "90", 0), KeptField("phone", "555", 30))
    shift.write(replace(shift.entry(opened, shift.decided(opened, "pay"), guest=guest), fields=fields))
    _work(shift, opened)
    _routine(journal, shift)
    journal.people.keep_person(Person("Ana", ("Grill",)), stamp(0).at)
    journal.people.keep_pin("Ana", "scrypt$14$00$11")
    journal.people.keep_badge("Ana", "ab" * 32)
    journal.people.guess("Ana", stamp(1).at)
    with closing(SqliteBookmarks(database, now=lambda: NOON)) as bookmarks:
        bookmarks.begin_slip("20261122-1")
        bookmarks.move("slips", 12)
    shift.open(3, "Ben")
    text = RefusedText("77aa00bb", "web", "81", "No item.", b"{}", 2, NOON, "5a17")
    refused = OrderRefused("77aa00bb", "web", "81", "No item.")
    entry = Entry("refused", "counter", 0, (refused,), stamp(next(shift.seconds)), refused=text)
    journal.append(entry, lambda _records: (Rows(), Rows()))
    journal.close()
    assert () == verify(database)
    return database


def _work(shift: Shift, order: str) -> None:
    """Do what fills the tables of what went wrong, and say a line to the guest."""
    shift.write(
        shift.entry(order, (ReadingTaken("grill", "core", "150.5", "cooked on"), ReadingTaken("grill", "core", "160")))
    )
    shift.write(shift.entry(order, (ProblemRaised("5f2c81d09a4e", "grill", "v1", "problem", "Not clear"),)))
    said = replace(shift.entry(order, shift.decided(order, "grill")), said=(("greet", "Welcome"), ("grill", "Hot")))
    shift.write(said)
    again = (TicketRecalled("grill", "Remake", restarts=True, line=2), LineRemade("grill", 2, 1, "cold", NOON))
    shift.write(shift.entry(order, (*again, WasteNoted("grill", 2, 1, "dropped"))))


def _routine(journal: SqliteJournal, shift: Shift) -> None:
    """Begin a routine."""
    stream = "routine:wash:2026-11-22T12:00Z"

    def project(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
        occurrence = replay_occurrence(records)
        assert occurrence
        return Rows(), occurrence_rows(occurrence, BOOK)

    begun = RoutineBegun("wash", DAY, NOON, BOOK.hash)
    journal.append(Entry("wash", stream, 0, (begun,), stamp(next(shift.seconds))), project)


@pytest.fixture
def kept(served: Path, database: Path) -> Path:
    """Return a copy of that record."""
    database.parent.mkdir()
    return Path(shutil.copy(served, database))


def edited(path: Path, *statements: str) -> tuple[Finding, ...]:
    """Do as `sqlite3` does: take away the guards in the way, edit, put them back; gives what is found."""
    with closing(sqlite3.connect(path)) as connection:
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for guard in GUARDS.values():
            connection.execute(guard)
        connection.commit()
    return verify(path)


def tables(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return every table with its columns and their kinds."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [row[1:3] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def test_a_change_of_any_column_of_any_table_is_found_where_it_is(served: Path, tmp_path: Path) -> None:
    """One cell of one row, for each column there is: the finding names table and column, or the row it made strange."""
    missed, edits = [], 0
    for table, columns in tables(served).items():
        for column, kind in columns:
            copy = Path(shutil.copy(served, tmp_path / "copy.db"))
            number = kind in {"INTEGER", "REAL"}
            new = f'coalesce("{column}", 0) + 100' if number else f"""CAST("{column}" || 'x' AS {kind})"""
            edits += 1
            last = f"(SELECT max(rowid) FROM {table})"
            found = edited(copy, f'UPDATE {table} SET "{column}" = {new} WHERE rowid = {last}')
            places = {(finding.table, name) for finding in found for name in (finding.column.split(", "))}
            if not {(table, column), (table, ""), ("guests", "said"), ("descriptions", "description")} & places:
                missed.append((table, column, found))
    assert [] == missed
    assert edits > 150


def test_a_row_taken_out_of_any_table_is_found(served: Path, tmp_path: Path) -> None:
    """Of guests and refused orders too: who is forgotten by the program leaves a seal of that."""
    missed = []
    for table in tables(served):
        copy = Path(shutil.copy(served, tmp_path / "copy.db"))
        found = edited(copy, f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")
        if not {finding.table for finding in found} & {table, "guests" if table == "said" else table}:
            missed.append(table)
    assert [] == missed


INSERTED = {
    "a manager": ("people", "INSERT INTO people VALUES ('max', 'Max', '[\"Manager\"]', 0, '', '', '', 0, '')"),
    "a guest": ("guests", "INSERT INTO guests VALUES ('20261122-1', 'Eve', '', 'nuts', 'eve', 1, '')"),
    "a line said": ("said", "INSERT INTO said VALUES ('20261122-1', 'greet', 'Hello')"),
    "a guess": ("guessing", "INSERT INTO guessing VALUES ('max', '{}')"),
    "a slip": ("slips", "INSERT INTO slips VALUES ('20261122-2', 1, 1)"),
    "a bookmark": ("followers", "INSERT INTO followers VALUES ('other', 4)"),
    "a playbook": ("playbooks", "INSERT INTO playbooks SELECT 'ff', id, json, 1 FROM playbooks LIMIT 1"),
    "a migration": ("_sqlite_migrations", "INSERT INTO _sqlite_migrations VALUES (99, 'kiosk', 'm099', '2026')"),
    "a seal": (
        "seals",
        "INSERT INTO seals SELECT seq + 1, beside, row, seal, newest, hash FROM seals ORDER BY seq DESC LIMIT 1",
    ),
}


@pytest.mark.parametrize("what", INSERTED)
def test_a_row_put_in_beside_the_events_is_found(kept: Path, what: str) -> None:
    """Whatever another program puts in has no seal."""
    table, statement = INSERTED[what]
    assert table in {finding.table for finding in edited(kept, statement)}


SCHEMAS = {
    "a trigger that does nothing": (
        "events_never_change",
        "DROP TRIGGER events_never_change",
        "CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT 1; END",
    ),
    "a trigger more": ("quiet", "CREATE TRIGGER quiet AFTER INSERT ON orders BEGIN DELETE FROM waste; END"),
    "a trigger less": ("guests_forgotten", "DROP TRIGGER guests_forgotten"),
    "an index less": ("orders_open", "DROP INDEX orders_open"),
    "an index of other rows": (
        "orders_open",
        "DROP INDEX orders_open",
        "CREATE INDEX orders_open ON orders(order_id) WHERE state = 'void'",
    ),
    "an index more": ("mine", "CREATE INDEX mine ON orders(number)"),
    "a view": ("fine", "CREATE VIEW fine AS SELECT * FROM orders WHERE state = 'finished'"),
    "a view in a table's name": ("waste", "ALTER TABLE waste RENAME TO w", "CREATE VIEW waste AS SELECT * FROM w"),
    "a table": ("mine", "CREATE TABLE mine(a)"),
    "a column more": ("orders", "ALTER TABLE orders ADD COLUMN tip INTEGER"),
    "a table's text": (
        "guests",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'note TEXT NOT NULL', 'note TEXT') WHERE name = 'guests'",
    ),
}


@pytest.mark.parametrize("what", SCHEMAS)
def test_a_change_of_the_schema_is_found(kept: Path, what: str) -> None:
    """The text of everything in the schema is what the migrations write."""
    name, *statements = SCHEMAS[what]
    with closing(sqlite3.connect(kept)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    assert ("sqlite_master", name) in {(finding.table, finding.row) for finding in verify(kept)}


def test_a_table_that_is_gone_is_named_with_a_way_out(served: Path, tmp_path: Path) -> None:
    """Every table there is, whatever falls with it; whoever else asks for it is told so, and what helps."""
    for table in tables(served).keys() - {"sqlite_sequence"}:
        copy = Path(shutil.copy(served, tmp_path / "copy.db"))
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(f"DROP TABLE {table}")
        findings = verify(copy)
        assert any(
            words in " ".join(one.words for one in findings)
            for words in (f"The table {table} is gone.", f"no such table: {table}")
        )
        limits(copy)
        with (
            pytest.raises(StorageUnavailable, match=f"no such table: (main[.])?{table}") as fault,
            closing(SqliteJournal(copy)) as journal,
        ):
            journal._file.rows(f"SELECT * FROM {table}")
        assert fault.value.words.endswith("and put a backup in its place: kiosk journal restore FILE")


@pytest.mark.parametrize("pragma", ["user_version", "application_id"])
@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_head_that_says_something_else_is_found(kept: Path, pragma: str, number: int) -> None:
    """What the file says of itself is told as that, not as an older or a foreign record."""
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute(f"PRAGMA {pragma} = {number}")
    (finding,) = verify(kept)
    assert finding.words.startswith(f"{pragma} of the file says {number} and should say ")


def test_a_finding_says_what_where_and_since_when(kept: Path) -> None:
    """Table, row, column, what stands there, what should, and after which event and time it was changed."""
    changes = (
        "UPDATE guests SET allergy = '' WHERE allergy <> ''",
        "UPDATE orders SET total_cents = 1 WHERE number = 1",
    )
    guest, order = edited(kept, *changes)
    assert ("guests", "20261122-2", "allergy") == (guest.table, guest.row, guest.column)
    assert guest.words.startswith("guests: row 20261122-2 is not as it was written (allergy). Changed after event ")
    assert guest.words.endswith(", 2026-11-22 12:00:00 UTC.")
    assert guest.after > 10
    assert ("orders", "20261122-1", "total_cents") == (order.table, order.row, order.column)
    assert "Row 20261122-1: total_cents is 1 and should be 600." in order.words
    assert "Changed after event " in order.words


def forgotten(path: Path, event: GuestsForgotten) -> tuple[str, ...]:
    """Have the program forget, and return the rows that are left of guests and of refused orders."""
    with closing(SqliteJournal(path, now=lambda: NOON)) as journal:
        entry = Entry("forget", "counter", journal.standing().version, (event,), stamp(500))
        journal.append(entry, lambda _records: (Rows(), Rows()))
    with closing(sqlite3.connect(path)) as connection:
        return tuple(
            row for (row,) in connection.execute("SELECT order_id FROM guests UNION ALL SELECT id FROM refused")
        )


def test_a_guest_who_is_forgotten_is_no_edit(kept: Path) -> None:
    """The row goes with its salt and what was said; nothing is left to try names against, and it is said how many."""
    assert () == limits(kept)
    assert ("20261122-3", "77aa00bb") == forgotten(kept, GuestsForgotten("20261122-2"))
    with closing(sqlite3.connect(kept)) as connection:
        assert [] == connection.execute("SELECT * FROM said").fetchall()
    assert () == verify(kept)
    gone = "Rows of {} that were forgotten, of which nothing can be checked: {}."
    assert (gone.format("guests", 1), gone.format("fields", 2)) == limits(kept)
    assert b"by the door" not in kept.read_bytes()


def test_all_before_a_day_are_forgotten_but_who_is_served_and_what_waits(kept: Path) -> None:
    """Orders that are finished or void, refusals that were answered; all else stays."""
    before = GuestsForgotten(before=NOON + 86_400_000)
    assert ("20261122-2", "20261122-3", "77aa00bb") == forgotten(kept, before)
    with closing(SqliteJournal(kept, now=lambda: NOON)) as journal:
        shift = Shift(journal, playbook=BOOK)
        shift.write(shift.entry("20261122-3", (OrderVoided("left"),), op="void"))
        answer = Entry(
            "answer", "counter", journal.standing().version, (RefusalAnswered("77aa00bb", "dismissed"),), stamp(9)
        )
        journal.append(answer, lambda _records: (Rows(), Rows()))
        again = Entry("again", "counter", journal.standing().version, (before,), stamp(9))
        journal.append(again, lambda _records: (Rows(), Rows()))
    with closing(sqlite3.connect(kept)) as connection:
        assert [("20261122-2",)] == connection.execute("SELECT order_id FROM guests").fetchall()
        assert [] == connection.execute("SELECT * FROM refused").fetchall()
    assert () == verify(kept)


@pytest.mark.parametrize(
    ("table", "condition", "gone"),
    [
        *(("guests", "1", 2), ("guests", "order_id < '20261123'", 2), ("guests", "name = 'Zoe'", 1)),
        *(("refused", "1", 1), ("people", "1", 1), ("guessing", "1", 1), ("slips", "1", 1), ("followers", "1", 1)),
    ],
)
def test_what_another_program_deletes_beside_the_events_is_no_forgetting(
    kept: Path, table: str, condition: str, gone: int
) -> None:
    """Each row is named, whatever table of private rows it stood in, and whoever deleted all of them."""
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute(f"DELETE FROM {table} WHERE {condition}")
        connection.commit()
    findings = verify(kept)
    assert [table] * gone == [finding.table for finding in findings]
    assert all(" is gone. Changed after event " in finding.words for finding in findings)
    assert () == limits(kept)


def test_what_was_forgotten_and_is_put_in_again_is_found(kept: Path) -> None:
    """A row that a seal says is gone is another program's."""
    row = "INSERT INTO guests SELECT '20261122-2', 'Eve', '', 'nuts', 'eve', 1, salt FROM guests LIMIT 1"
    forgotten(kept, GuestsForgotten("20261122-2"))
    assert {"guests"} == {finding.table for finding in edited(kept, row)}


def test_what_was_forgotten_by_hand_before_there_was_a_command_is_no_edit(kept: Path) -> None:
    """The upgrade seals that it is gone; what was changed stays a finding."""
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("DELETE FROM guests WHERE name = 'Zoe'")
        connection.execute("UPDATE guests SET name = 'Eve'")
        before_typed(connection)
    SqliteJournal(kept, now=lambda: NOON).close()
    found = [one for one in verify(kept) if one.table != "fields"]  # of which that version knew nothing
    assert [("guests", "20261122-3", "name")] == [(one.table, one.row, one.column) for one in found]


def test_seals_written_anew_are_found_by_the_events(kept: Path) -> None:
    """Whoever edits a row and its seal, and chains the seals anew, has to write the events anew too."""
    with closing(sqlite3.connect(kept)) as connection:
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE people SET roles = '[\"Manager\"]'")
        (right,) = [seal for _row, seal in seals._seals(connection, "people")]
        connection.execute("UPDATE seals SET seal = ? WHERE beside = 'people'", (right,))
        before = seals._FIRST
        for *written, _hash in connection.execute("SELECT * FROM seals ORDER BY seq").fetchall():
            before = seals._chained(tuple(written), before)
            connection.execute("UPDATE seals SET hash = ? WHERE seq = ?", (before, written[0]))
        for guard in GUARDS.values():
            connection.execute(guard)
        connection.commit()
    assert any("does not name the seal" in finding.words for finding in verify(kept))


def test_an_end_that_was_cut_off_is_found_by_the_seals(kept: Path) -> None:
    """Seals know how far the record had come, even where every row made from the lost events was taken away too."""
    with closing(sqlite3.connect(kept)) as connection:
        (last,) = connection.execute("SELECT max(newest) FROM seals").fetchone()
    found = edited(kept, f"DELETE FROM events WHERE seq >= {last}")
    assert any("the end of the record was cut off" in finding.words for finding in found)


def test_an_older_record_is_sealed_as_it_stands_and_says_since_when(tmp_path: Path) -> None:
    """What stood beside the events before there were seals can be verified from the upgrade on."""
    path = tmp_path / "kiosk.db"
    golden = Path(__file__).parent / "golden" / "m001.sql"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(golden.read_text(encoding="utf-8"))
    SqliteJournal(path).close()
    assert () == verify(path)
    (words,) = limits(path)
    assert "An edit there is found only if it was made after event " in words
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE guests SET name = name || 'x'")
        connection.commit()
    assert {("guests", "name")} == {(finding.table, finding.column) for finding in verify(path)}


def test_the_schema_s_digest_is_that_of_the_migrations() -> None:
    """Whoever adds a migration puts the new digest into `kiosk/journal/verify.py`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection)
        assert digest_of(schema_of(connection)) == SCHEMA
        names = {name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")}
        assert connect.VERSION == len(names)


def test_a_backup_of_an_edited_record_is_refused(kept: Path, tmp_path: Path) -> None:
    """A copy holds the same seals, so it tells the same."""
    backup(kept, tmp_path / "good.db")
    assert () == verify(tmp_path / "good.db")
    edited(kept, "DELETE FROM guessing")
    with pytest.raises(Refused, match="guessing: row ana is gone"):
        backup(kept, tmp_path / "bad.db")


def test_what_an_edit_put_in_cannot_speak_to_the_terminal(kept: Path) -> None:
    """Signs that move a terminal's cursor are not shown."""
    (finding,) = edited(kept, "UPDATE orders SET void_reason = char(27) || '[2J' WHERE number = 1")
    assert "\x1b" not in finding.words


def test_events_name_each_seal_once(kept: Path) -> None:
    """The name stands in the first event after the seals, and in no other."""
    with closing(sqlite3.connect(kept)) as connection:
        named = [
            row
            for (row,) in connection.execute("SELECT data ->> 'beside' FROM events WHERE data ->> 'beside' NOT NULL")
        ]
        heads = {hash_ for (hash_,) in connection.execute("SELECT hash FROM seals")}
        assert len(named) == len(set(named)) > 3
        assert set(named) <= heads
