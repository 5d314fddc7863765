"""The record opened for writing: made, or brought up to date by its migrations, where that is due."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from kiosk.journal import connect
from kiosk.journal.faults import FAULTS, sentence, unavailable
from kiosk.journal.turn import NoTurn, Turn


def open_record(path: Path) -> sqlite3.Connection:
    """Open the record at `path` for reading and writing; makes or migrates it when that is due.

    Raises StorageUnavailable: no rights, not a kiosk record, made by a newer version, damaged, locked.
    """
    try:
        if connect.schema_version(path) != connect.VERSION:
            _make(path)
        return connect.writer(path)
    except FAULTS as error:
        raise unavailable(error, path) from error


def _make(path: Path) -> None:
    """Make the file, readable by its owner only, and bring its schema up to date."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    turn = Turn(path)
    try:
        with turn.taken(connect.PATIENCE * 4):
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
            version = connect.schema_version(path)
            if version == connect.VERSION:
                return
            from kiosk.journal import schema  # loads sqlite-utils, which takes longer than a station takes to start

            if version:
                schema.set_aside(path, version)
            with closing(connect.writer(path)) as connection:
                schema.migrate(connection)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except NoTurn as error:
        raise sentence("locked", path) from error
    finally:
        turn.close()
