"""A copy of the record that is known to be whole, the way back, and a copy for others without what is private."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex

from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.connect import PATIENCE, reader
from kiosk.journal.copies import followed, put_in_place, refuse_record, remove_record, same, unwritable, write_copy
from kiosk.journal.faults import FAULTS, name, sentence, unavailable
from kiosk.journal.readmodels import READ_MODELS
from kiosk.journal.turn import NoTurn, Turn
from kiosk.journal.verify import verify


def backup(database: Path, target: Path) -> int:
    """Copy the record to `target` while stations go on working; gives how many events the copy holds.

    The copy is read through and verified before it takes its place: a plain copy of the file would miss what stands in
    its log. Refused when the record does not verify, or when the copy would take the place of a record in use.
    """
    refuse_record(database, target, over_copies=True)
    place = followed(target)
    part = place.with_name(f".{place.name[:40]}.{token_hex(4)}")
    try:
        with closing(reader(database)) as connection:
            write_copy(connection, part)
        held = _checked(part, database)
        put_in_place(part, place)
    except OSError as error:
        raise unwritable(target, error) from error
    except FAULTS as error:
        raise _of_copy(error, database, target, "damaged") from error
    finally:
        remove_record(part)
    return held


PUBLIC = (*(model.table for model in READ_MODELS), "playbooks", "descriptions")
"""Tables that may be shared; whatever else there is, or will be, stays: a table is private unless it is named here."""


def share(database: Path, target: Path) -> int:
    """Copy what may be shared of the record to `target` while stations go on working; gives how many orders it holds.

    Events, guests, people and all that stands beside them are not in it, nor their bytes. Refused where the copy would
    take the place of a record.
    """
    refuse_record(database, target)
    place = followed(target)
    part = place.with_name(f".{place.name[:40]}.{token_hex(4)}")
    try:
        with closing(reader(database)) as connection:
            write_copy(connection, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in names:
                if table not in PUBLIC:
                    copy.execute(f'DROP TABLE "{table}"')
            copy.execute("PRAGMA application_id = 0")
            copy.execute("VACUUM")
            (orders,) = copy.execute("SELECT count(*) FROM orders").fetchone()
        put_in_place(part, place)
    except OSError as error:
        raise unwritable(target, error) from error
    except FAULTS as error:
        raise unavailable(error, database) from error
    finally:
        remove_record(part)
    return int(orders)


def restore(database: Path, source: Path) -> int:
    """Put a backup in the record's place; what stood there is kept beside it. Gives how many events it holds.

    Refused when the backup does not verify, or when a program has the record open.
    """
    if same(source, database):
        raise Refused("is-the-record", f"{source}: that is the record itself. Give a backup of it.")
    place = followed(database)
    part = place.with_name(f".{place.name[:40]}.{token_hex(4)}")
    try:
        with closing(reader(source)) as connection:
            write_copy(connection, part)
        held = _checked(part, source)
        _take_place(database, place, part)
    except NoTurn as error:
        raise sentence("locked", database) from error
    except OSError as error:
        raise unwritable(database, error) from error
    except FAULTS as error:
        raise _of_copy(error, source, database, "copy") from error
    finally:
        remove_record(part)
    return held


def _take_place(database: Path, place: Path, part: Path) -> None:
    turn = Turn(database)
    try:
        with turn.taken(PATIENCE):
            if place.exists():
                _set_aside(place)
            put_in_place(part, place)
    finally:
        turn.close()


def _set_aside(database: Path) -> None:
    """Fold the log of the record that goes into it and give it another name; refused while anybody has it open."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database, isolation_level=None, timeout=0)) as old:
        try:
            old.execute("PRAGMA locking_mode=EXCLUSIVE")
            old.execute("BEGIN EXCLUSIVE")
            old.execute("COMMIT")
            old.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if name(error) != "locked":
                raise
            raise Refused("in-use", "A program has the record open. Close every terminal, then restore.") from error
    number = 1
    while (aside := database.with_name(f"{database.name}.before-restore-{number}")).exists():
        number += 1
    database.rename(aside)
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{database}{end}").rename(f"{aside}{end}")


def _of_copy(error: Exception, read: Path, written: Path, damaged: str) -> StorageUnavailable:
    """Return the sentence for a fault while one file is read into another: which of them ails is what SQLite was at."""
    at = getattr(error, "sqlite_errorname", "")
    if name(error) in {"damaged", "foreign"} or (at.startswith("SQLITE_IOERR_") and at.endswith("READ")):
        return unavailable(error, read, damaged)
    return unwritable(written, OSError(0, "the disk is full" if name(error) == "full" else str(error)))


def _checked(copy: Path, of: Path) -> int:
    """Verify a copy; Refused when what it is a copy of is not whole."""
    try:
        found = verify(copy)
        if found:
            words = f"{of} is not as it was written: {found[0].words} Run: kiosk journal verify --database {of}"
            raise Refused("not-whole", words)
        with closing(reader(copy)) as connection:
            return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])
    except StorageUnavailable as error:
        raise StorageUnavailable(error.words.replace(str(copy), str(of))) from error
