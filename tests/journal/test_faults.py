"""Every fault becomes a sentence that says what to do, and is tried again where that may help."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.ports import Entry
from kiosk.errors import StorageUnavailable
from kiosk.journal import connect, faults
from kiosk.journal import file as journal_file
from kiosk.journal.bookmarks import SqliteBookmarks
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.event import Recorded, RefusedText
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.record.record import Rows
from tests.journal.shift import Shift


def sick(name: str, words: str = "sick") -> sqlite3.OperationalError:
    """Make an error as SQLite does."""
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sick("SQLITE_BUSY"), "locked"),
        (sick("SQLITE_BUSY_SNAPSHOT"), "locked"),
        (sick("SQLITE_FULL"), "full"),
        (sick("SQLITE_READONLY_DBMOVED"), "readonly"),
        (sick("SQLITE_CANTOPEN"), "rights"),
        (sick("SQLITE_IOERR_FSYNC"), "disk"),
        (sick("SQLITE_CORRUPT_INDEX"), "damaged"),
        (sick("SQLITE_NOTADB"), "foreign"),
        (sick("SQLITE_NOMEM"), "memory"),
        (sick("SQLITE_ERROR"), "other"),
        (sick("SQLITE_ERROR", "no such table: orders"), "altered"),
        (sick("SQLITE_ERROR", "no such column: o.state"), "altered"),
        (sick("SQLITE_ERROR", "no such index: orders_open"), "altered"),
        (sick("SQLITE_ERROR", "no query solution"), "altered"),
        (sick("SQLITE_ERROR", "table guests has no column named salt"), "altered"),
        (sick("SQLITE_ERROR", "table refused has 7 columns but 8 values were supplied"), "altered"),
        (sick("SQLITE_ERROR", "table events already exists"), "altered"),
        (sqlite3.ProgrammingError("closed"), "other"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "damaged"),
        (OSError(errno.ENOSPC, "full"), "full"),
        (OSError(errno.EROFS, "read-only"), "readonly"),
        (PermissionError(errno.EACCES, "no"), "rights"),
        (OSError(errno.EIO, "sick"), "disk"),
    ],
    ids=str,
)
def test_a_fault_is_told_by_its_code(error: Exception, fault: str) -> None:
    """SQLite's and the system's codes lead to one of ten sentences, each with what to do."""
    assert fault == faults.name(error)
    words = faults.unavailable(error, Path("/shop/kiosk.db")).words
    assert words.endswith((".", "kiosk journal restore FILE"))
    assert "{" not in words


class Sick:
    """A connection whose first questions fail."""

    def __init__(self, real: sqlite3.Connection, errors: list[Exception]) -> None:
        """Stand before a real one."""
        self.real = real
        self.errors = errors

    def execute(self, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Fail as long as there are errors left."""
        if self.errors:
            raise self.errors.pop(0)
        return self.real.execute(sql, values)

    def __getattr__(self, name: str) -> object:
        """Be the real one in everything else."""
        return getattr(self.real, name)


def infect(journal: SqliteJournal, *errors: Exception) -> None:
    """Make the journal's next questions fail."""
    journal._file._connection = Sick(journal._file.connection(), list(errors))  # type: ignore[assignment]  # it acts as one


@pytest.mark.parametrize("name", ["SQLITE_CORRUPT", "SQLITE_IOERR_READ"])
def test_what_a_new_connection_may_not_see_is_asked_again(shift: Shift, journal: SqliteJournal, name: str) -> None:
    """A passing fault of the disk looks like damage; it is believed only when it comes twice."""
    order_id = shift.open(1)
    infect(journal, sick(name))
    assert 1 == len(journal.order(order_id))


def test_what_fails_twice_is_said(shift: Shift, journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that stays sick is said to be."""
    order_id = shift.open(1)
    infect(journal, sick("SQLITE_IOERR_READ"))

    def still_sick(path: Path) -> sqlite3.Connection:
        raise sick("SQLITE_IOERR_READ")

    monkeypatch.setattr(journal_file, "open_record", still_sick)
    with pytest.raises(StorageUnavailable, match="Check the disk"):
        journal.order(order_id)


def test_a_short_lock_is_waited_for(shift: Shift, journal: SqliteJournal) -> None:
    """Reading goes on as soon as somebody's lock is gone."""
    order_id = shift.open(1)
    infect(journal, sick("SQLITE_BUSY"), sick("SQLITE_BUSY"))
    assert 1 == len(journal.order(order_id))


def test_a_fault_while_starting_is_said(shift: Shift, journal: SqliteJournal) -> None:
    """Reading the unfinished orders fails with a sentence, and works the next time."""
    shift.open(1)
    infect(journal, sick("SQLITE_IOERR_READ"))
    with pytest.raises(StorageUnavailable, match="Check the disk"):
        journal.unfinished()
    assert 1 == len(journal.unfinished()[0])


def test_a_rollback_that_fails_closes_the_connection(shift: Shift, journal: SqliteJournal) -> None:
    """What cannot be undone by words is undone by closing; nothing is half there."""
    shift.open(1)
    entry = shift.entry("20261122-1", shift.decided("20261122-1", "greet"))

    def fail(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
        infect(journal, sick("SQLITE_IOERR"))
        journal._file._roll_back(journal._file.connection())
        raise KeyError

    with pytest.raises(KeyError):
        journal.append(entry, fail)
    assert 1 == len(journal.since(0))


def never(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
    """Be no projection: nothing was written."""
    raise AssertionError


def test_an_append_that_cannot_even_be_looked_up_says_why(
    shift: Shift, journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first fault is what the worker is told, not the second."""
    shift.open(1)
    entry: Entry = shift.entry("20261122-1", shift.decided("20261122-1", "greet"))
    infect(journal, sick("SQLITE_FULL"))

    def gone(path: Path) -> sqlite3.Connection:
        raise sick("SQLITE_CANTOPEN")

    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "open_record", gone)
        with pytest.raises(StorageUnavailable, match="The disk is full"):
            shift.journal.append(entry, never)
    assert [2] == [record.seq for record in shift.write(entry)]


def test_a_disk_that_fills_up_in_a_bulk_is_said_to_be_full(shift: Shift, journal: SqliteJournal) -> None:
    """SQLite ends the whole transaction then, and with it the part of it that an order is."""
    connection = journal._file.connection()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    opened = OrderOpened(1, shift.day, shift.playbook.hash, "web")
    refused = RefusedText("r1", "web", "1", "no lines", b"x" * 100_000, 100_000, 0, "salt")
    entry = replace(shift.entry("20261122-1", (opened,)), refused=refused)
    with pytest.raises(StorageUnavailable, match="The disk is full"):
        journal.append_each([(entry, lambda _records: (Rows(), Rows()))])
    assert () == journal.since(0)


def test_a_lock_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A folder in the lock's place is named."""
    database = tmp_path / "kiosk.db"
    SqliteJournal(database).close()
    (tmp_path / "kiosk.db.lock").unlink()
    (tmp_path / "kiosk.db.lock").mkdir()
    with pytest.raises(StorageUnavailable):
        SqliteJournal(database)


def test_making_a_record_waits_its_turn_and_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two terminals started at once make one record; one that hangs in the making is not waited for in vain."""
    from kiosk.journal.turn import Turn

    monkeypatch.setattr(connect, "PATIENCE", 0.02)
    with Turn(tmp_path / "kiosk.db").taken(1), pytest.raises(StorageUnavailable, match="Another program"):
        SqliteJournal(tmp_path / "kiosk.db")


def test_who_waited_finds_the_record_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second opens what the first has made."""
    first = SqliteJournal(tmp_path / "kiosk.db")
    journal_file._make(tmp_path / "kiosk.db")
    second = SqliteBookmarks(tmp_path / "kiosk.db")
    assert () == second.finished_since("slips")
    first.close()
    second.close()


def test_a_disk_without_shared_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where SQLite cannot keep its log, as on network disks, the reason is given."""
    monkeypatch.setattr(connect, "_WAL", "PRAGMA journal_mode=DELETE")
    with pytest.raises(StorageUnavailable, match="use a local disk"):
        SqliteJournal(tmp_path / "kiosk.db")


def test_a_pragma_that_fails_leaves_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that is not safe is not used."""
    SqliteJournal(tmp_path / "kiosk.db").close()
    monkeypatch.setattr(connect, "_PRAGMAS", ("synchronous=)",))
    with pytest.raises(StorageUnavailable):
        SqliteJournal(tmp_path / "kiosk.db")


def test_an_older_record_is_not_read_in_passing(
    tmp_path: Path, journal: SqliteJournal, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export migrates nothing: it says what to do."""
    monkeypatch.setattr(connect, "VERSION", connect.VERSION + 1)
    with pytest.raises(StorageUnavailable, match="is older than this program"):
        connect.reader(database)
