"""Backups and facts."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal import connect
from kiosk.journal.about import about, races
from kiosk.journal.backup import backup, restore
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.turn import Turn
from kiosk.journal.verify import verify
from tests.journal.shift import Shift
from tests.playbooks import DINER


def test_a_backup_under_work_is_whole(shift: Shift, database: Path) -> None:
    """A copy taken while a station has the record open verifies and is private."""
    shift.serve(1)
    copy = database.with_name("copy.db")
    assert 10 == backup(database, copy)
    assert () == verify(copy)
    assert 0o600 == stat.S_IMODE(copy.stat().st_mode)


def test_a_backup_comes_back(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """What was restored is what was backed up; what stood there is kept."""
    shift.serve(1)
    before = journal.since(0)
    backup(database, database.with_name("copy.db"))
    shift.serve(2)
    journal.close()
    assert 10 == restore(database, database.with_name("copy.db"))
    again = SqliteJournal(database)
    assert before == again.since(0)
    assert DINER == again.newest_playbook("diner")
    again.close()
    assert 20 == about(database.with_name("kiosk.db.before-restore-1")).events


def test_a_damaged_record_can_be_replaced(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """A restore works where it is needed most."""
    shift.serve(1)
    backup(database, database.with_name("copy.db"))
    journal.close()
    database.write_bytes(b"coffee " * 1000)
    assert 10 == restore(database, database.with_name("copy.db"))
    assert () == verify(database)
    assert b"coffee " * 1000 == database.with_name("kiosk.db.before-restore-1").read_bytes()


def test_a_record_in_use_is_not_replaced(shift: Shift, database: Path) -> None:
    """Nobody loses the record from under a running station."""
    shift.serve(1)
    backup(database, database.with_name("copy.db"))
    with pytest.raises(Refused) as caught:
        restore(database, database.with_name("copy.db"))
    assert "in-use" == caught.value.code
    shift.serve(2)


def test_a_backup_onto_the_record_in_use_is_refused(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """A running station goes on in the same file; the record is no backup of itself either."""
    shift.serve(1)
    before = database.stat().st_ino
    for act in (backup, restore):
        with pytest.raises(Refused, match="that is the record itself") as caught:
            act(database, database)
        assert "is-the-record" == caught.value.code
    assert before == database.stat().st_ino
    shift.serve(2)
    assert 20 == about(database).events


def test_a_backup_that_was_changed_is_refused(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """Only a record that verifies is put in place."""
    import sqlite3

    shift.serve(1)
    copy = database.with_name("copy.db")
    backup(database, copy)
    journal.close()
    connection = sqlite3.connect(copy)
    connection.execute("UPDATE orders SET total_cents = 1")
    connection.commit()
    connection.close()
    with pytest.raises(Refused) as caught:
        restore(database, copy)
    assert "not-whole" == caught.value.code
    assert [] == [path.name for path in database.parent.iterdir() if path.name.startswith(".")]


def test_a_backup_of_nothing_is_said(tmp_path: Path) -> None:
    """There is no backup of a record that is not there."""
    with pytest.raises(StorageUnavailable, match="There is no record at"):
        backup(tmp_path / "none.db", tmp_path / "copy.db")


def test_a_backup_that_cannot_be_written_is_said(shift: Shift, database: Path) -> None:
    """The sentence names the backup, not the record."""
    shift.open(1)
    with pytest.raises(StorageUnavailable, match=r"gone/copy\.db cannot be written"):
        backup(database, database.parent / "gone" / "copy.db")


def test_a_restore_waits_its_turn(
    shift: Shift, journal: SqliteJournal, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record somebody is writing to is not replaced."""
    shift.open(1)
    backup(database, database.with_name("copy.db"))
    monkeypatch.setattr("kiosk.journal.backup.PATIENCE", 0.02)
    with Turn(database).taken(1), pytest.raises(StorageUnavailable, match="Another program"):
        restore(database, database.with_name("copy.db"))


def test_a_second_restore_keeps_what_the_first_put_aside(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """Nothing that stood there is ever written over, and a record that is gone can be restored too."""
    shift.open(1)
    copy = database.with_name("copy.db")
    backup(database, copy)
    journal.close()
    restore(database, copy)
    restore(database, copy)
    asides = sorted(path.name for path in database.parent.glob("*.before-restore-?"))
    assert ["kiosk.db.before-restore-1", "kiosk.db.before-restore-2"] == asides
    database.unlink()
    assert 1 == restore(database, copy)


def test_a_record_cut_short_is_said(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """Half a file is neither counted nor trusted nor copied."""
    for number in range(1, 20):
        shift.serve(number)
    journal.close()
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])
    for look in (about, verify):
        with pytest.raises(StorageUnavailable, match="damaged"):
            look(database)
    with pytest.raises(StorageUnavailable, match="damaged"):
        backup(database, database.with_name("copy.db"))
    assert not database.with_name("copy.db").exists()


def test_facts_about_a_record(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """Counts, first and last instant and the head of the chain."""
    shift.serve(1)
    shift.open(2)
    facts = about(database)
    assert (11, 2, 1, 1, connect.VERSION) == (
        facts.events,
        facts.orders,
        facts.open_orders,
        facts.playbooks,
        facts.schema,
    )
    assert journal.since(10)[0].hash == facts.head
    assert ("2026-11-22T12:00:01.000Z", facts.head[:0]) == (facts.first_at, "")
    assert facts.log_bytes > 0


def test_an_empty_record_has_facts_too(journal: SqliteJournal, database: Path) -> None:
    """A counter's first morning is no crash."""
    facts = about(database)
    assert (0, "", "", "") == (facts.events, facts.head, facts.first_at, facts.last_at)


@pytest.mark.parametrize(
    ("version", "has_it"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 54, 0), False),
    ],
)
def test_which_sqlite_has_the_wal_reset_race(version: tuple[int, ...], has_it: bool) -> None:
    """3.7.0 to 3.51.2 have it, but for 3.44.6 and 3.50.7 and what follows them in their lines."""
    assert has_it == races(version)
