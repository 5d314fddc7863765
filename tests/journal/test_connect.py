"""Opening a record: made when it is not there, refused untouched when it is not ours or newer."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from kiosk.errors import StorageUnavailable
from kiosk.journal import connect, schema
from kiosk.journal.sqlite import SqliteJournal
from tests.journal.shift import Shift

NEWER = connect.VERSION + 1
"""The version of a program that is newer than this one."""


def digest(path: Path) -> str:
    """Return the hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def say(database: Path, *statements: str) -> None:
    """Change a file by hand."""
    connection = sqlite3.connect(database)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_there_are_as_many_migrations_as_the_version_says() -> None:
    """The light half of the package knows the version of the heavy half."""
    assert connect.VERSION == len(schema.MIGRATIONS._migrations)


def test_a_newer_record_is_refused_untouched(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """A program from last year does not touch this year's record."""
    shift.serve(1)
    journal.close()
    say(database, "PRAGMA user_version = 99")
    before = digest(database)
    with pytest.raises(StorageUnavailable, match="Update this program"):
        SqliteJournal(database)
    assert before == digest(database)


@pytest.mark.parametrize("content", [b"Dear diary, " * 100, b"SQLite format 3\0" + b"x" * 4096])
def test_another_file_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    """A file that is no database is named and left as it is."""
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="is not a kiosk record"):
        SqliteJournal(path)
    assert content == path.read_bytes()


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    """A database with other tables is not taken over."""
    path = tmp_path / "bookmarks.db"
    say(path, "CREATE TABLE bookmarks(url)")
    before = digest(path)
    with pytest.raises(StorageUnavailable, match="is not a kiosk record"):
        SqliteJournal(path)
    assert before == digest(path)


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    """A file that was touched but never written is made into a record."""
    path = tmp_path / "kiosk.db"
    path.touch()
    journal = SqliteJournal(path)
    assert () == journal.since(0)
    journal.close()


def test_a_making_that_was_cut_off_is_made_whole(tmp_path: Path) -> None:
    """A file with a header but no tables, as a crash leaves it, is made into a record."""
    path = tmp_path / "kiosk.db"
    say(
        path,
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE _sqlite_migrations(id INTEGER PRIMARY KEY, migration_set, name, applied_at)",
    )
    journal = SqliteJournal(path)
    assert () == journal.since(0)
    journal.close()


def test_reading_makes_nothing(tmp_path: Path) -> None:
    """An export from a record that is not there makes no record."""
    with pytest.raises(StorageUnavailable, match="There is no record at"):
        connect.reader(tmp_path / "none.db")
    assert [] == list(tmp_path.iterdir())


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    """A folder in its place is said, not crashed on."""
    with pytest.raises(StorageUnavailable, match="is not a kiosk record"):
        SqliteJournal(tmp_path)


def test_a_migration_keeps_every_row_and_a_copy(
    shift: Shift, journal: SqliteJournal, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older record is copied beside itself, then brought up to date with everything in it."""
    shift.serve(1)
    before = journal.since(0)
    journal.close()
    newer = Migrations("kiosk")
    for one in schema.MIGRATIONS._migrations:
        newer()(one.fn)

    @newer()
    def m999_colours(db: Database) -> None:
        db.execute("CREATE TABLE colours(name TEXT) STRICT")
        db.execute(f"PRAGMA user_version = {NEWER}")

    monkeypatch.setattr(connect, "VERSION", NEWER)
    monkeypatch.setattr(schema.migrate, "__defaults__", (newer,))
    again = SqliteJournal(database)
    assert before == again.since(0)
    assert [("colours",)] == again._file.rows("SELECT name FROM sqlite_master WHERE name = 'colours'")
    again.close()
    copy = sqlite3.connect(f"{database}.before-migration-{NEWER - 1}")
    assert (10,) == copy.execute("SELECT count(*) FROM events").fetchone()
    copy.close()


def test_a_migration_that_fails_leaves_the_old_record(
    shift: Shift, journal: SqliteJournal, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration is all or nothing: the version stays and the old program still works."""
    shift.serve(1)
    journal.close()
    newer = Migrations("kiosk")
    for one in schema.MIGRATIONS._migrations:
        newer()(one.fn)

    @newer()
    def m999_broken(db: Database) -> None:
        db.execute("CREATE TABLE colours(name TEXT) STRICT")
        db.execute(f"PRAGMA user_version = {NEWER}")
        db.execute("CREATE TABLE orders(twice TEXT)")

    with monkeypatch.context() as patch:
        patch.setattr(connect, "VERSION", NEWER)
        patch.setattr(schema.migrate, "__defaults__", (newer,))
        with pytest.raises(StorageUnavailable):
            SqliteJournal(database)
    again = SqliteJournal(database)
    assert 10 == len(again.since(0))
    assert [] == again._file.rows("SELECT name FROM sqlite_master WHERE name = 'colours'")
    again.close()


def test_the_path_of_a_bump_stays_light(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """Opening a record that is there, appending, exporting and verifying load neither sqlite-utils nor Textual."""
    shift.open(1)
    journal.close()
    program = f"""
import sys
from pathlib import Path
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.bookmarks import SqliteBookmarks
from kiosk.journal.bell import SocketBell
from kiosk.journal.export import export
from kiosk.journal.verify import verify
from tests.journal.shift import Shift
path = Path({str(database)!r})
journal, bookmarks, bell = SqliteJournal(path), SqliteBookmarks(path), SocketBell(path)
Shift(journal).serve(2)
bell.ring()
bookmarks.move("slips", 1)
export(path, "completions", path.with_name("out.csv"))
assert not verify(path)
print(sorted({{"sqlite_utils", "textual", "rich", "pydantic", "yaml", "click"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ("[]\n", "") == (done.stdout, done.stderr)
