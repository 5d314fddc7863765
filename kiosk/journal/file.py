"""The record's file: made or brought up to date where that is due, and one connection to it.

The connection opens itself again after a fault, reads in one go and writes in turns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from kiosk.counter.ports import Wait
from kiosk.errors import StorageUnavailable
from kiosk.journal import connect
from kiosk.journal.faults import FAULTS, name, sentence, unavailable
from kiosk.journal.turn import NoTurn, Turn, program_of, writer_of
from kiosk.words import _

WAL_BYTES = 4 << 20
"""From this size on whoever has the turn folds the write-ahead log back into the file."""

_PASSING = ("locked",)
_TWICE = ("damaged", "disk")
"""Faults that a connection opened afresh may not see: a failed read of a sound file looks like damage."""


class JournalFile:
    """The file at `path`, for one thread."""

    def __init__(self, path: Path, patience: float = connect.PATIENCE) -> None:
        """Open it, making or migrating it when that is due."""
        self.path = path
        self._patience = patience
        self._wal = Path(f"{path}-wal")
        self._fold_at = WAL_BYTES
        self._connection: sqlite3.Connection | None = open_record(path)
        self._writes = False
        """Whether a transaction that writes is under way."""
        self.opened = 1
        """How many connections there have been: what a connection counts does not go on in the next."""
        self._since: float | None = None
        """From when on the record cannot be had; kept when that was waited for in vain."""
        self._waits = False
        try:
            self._turn = Turn(path)
        except OSError as error:
            self.forget()
            raise unavailable(error, path) from error

    def connection(self) -> sqlite3.Connection:
        """Return the connection, opened again when a fault closed it."""
        if self._connection is None:
            self._connection = open_record(self.path)
            self.opened += 1
        return self._connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return every row of a question; a fault that may be the connection's own is tried once more on a new one."""
        try:
            return self._rows(sql, values)
        except FAULTS as error:
            self.forget()
            if name(error) not in _TWICE:
                raise unavailable(error, self.path) from error
        try:
            return self._rows(sql, values)
        except FAULTS as error:
            self.forget()
            raise unavailable(error, self.path) from error

    def wait(self) -> Wait | None:
        """Return how long the record has been held against this connection, and by whom; None while it is not.

        For any thread: it is asked while the journal's own waits.
        """
        since = self._since
        writer = None if since is None else writer_of(self.path)
        if since is None or (writer is None and not self._waits):
            self._since = None  # who held it has ended, and nothing has been written here since
            return None
        return Wait(monotonic() - since, writer or 0, program_of(writer or 0))

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Ask until the lock of a writer that is just folding its log is gone."""
        until = monotonic() + self._patience
        while True:
            try:
                rows = self.connection().execute(sql, values).fetchall()
            except sqlite3.OperationalError as error:
                if name(error) not in _PASSING or monotonic() > until:
                    self._waits = False
                    raise
                self._waits, self._since = True, self._since or monotonic()
                sleep(0.005)
            else:
                if self._waits:
                    self._waits, self._since = False, None
                return rows

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Hold one state of the record for several questions."""
        connection = self.connection()
        try:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")
        except FAULTS as error:
            self.forget()
            raise unavailable(error, self.path) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the turn and one transaction; what is inside is on disk after it, or nothing of it is.

        Raises StorageUnavailable; when that comes from the commit itself nobody knows whether it is on disk. Inside
        another one it is a part of that.
        """
        if self._writes and self._connection:
            yield self._connection
            return
        self._since, self._waits = self._since or monotonic(), True
        try:
            with self._turn.taken(self._patience):
                connection = self.connection()
                self._begin(connection)
                self._since, self._writes = None, True
                try:
                    yield connection
                except BaseException:
                    self._roll_back(connection)
                    raise
                finally:
                    self._writes = False
                connection.execute("COMMIT")
                self._fold_log(connection)
        except NoTurn as error:
            raise self._held_by(error.holder) from error
        except FAULTS as error:
            self.forget()
            if name(error) in _PASSING:
                raise self._held_by(writer_of(self.path) or 0) from error
            self._since = None
            raise unavailable(error, self.path) from error
        finally:
            self._waits = False

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Begin a transaction that writes; a program that heeds no turns may hold it up for a while."""
        until = monotonic() + self._patience
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if name(error) not in _PASSING or monotonic() > until:
                    raise
            else:
                return

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        """Undo what was begun; a connection that cannot even do that is closed, which undoes it too."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except FAULTS:
            self.forget()

    def _held_by(self, process: int) -> StorageUnavailable:
        if not process:
            return sentence("locked", self.path)
        program = program_of(process)
        return StorageUnavailable(
            _(
                "Process {holder} holds the record {path} since {seconds} s. "
                "It goes on by itself when that process ends its work.",
                holder=f"{process} ({program})" if program else process,
                path=self.path,
                seconds=f"{self._patience:g}",
            )
        )

    def _fold_log(self, connection: sqlite3.Connection, least: int | None = None) -> None:
        """Fold the log into the file once it is long; a reader in the way is not waited for. Needs the turn.

        The transaction is on disk already, so no fault here is the writer's.
        """
        with suppress(*FAULTS):
            size = self._wal.stat().st_size
            if size < (self._fold_at if least is None else least):
                return
            connection.execute("PRAGMA busy_timeout=0")
            busy, _log, _folded = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._fold_at = size + (WAL_BYTES >> 2) if busy else WAL_BYTES
        with suppress(*FAULTS):
            connection.execute(f"PRAGMA busy_timeout={connect.BUSY_MS}")

    def forget(self) -> None:
        """Close the connection; the next question opens another."""
        connection, self._connection = self._connection, None
        if connection:
            with suppress(*FAULTS):
                connection.close()

    def close(self) -> None:
        """Fold the log into the file if nobody else is writing, and let go."""
        with suppress(NoTurn, *FAULTS):
            if self._connection:
                with self._turn.taken(0.2):
                    self._fold_log(self._connection, 1)
                    self.forget()
        self.forget()
        with suppress(OSError):
            self._turn.close()


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


def _make_beside(path: Path, migrate: Callable[[sqlite3.Connection], None]) -> None:
    """Make a new record in another file, which takes the empty one's place when it is whole: no half of one is left."""
    from kiosk.journal.copies import make_file, put_in_place, remove_record

    part = path.with_name(f"{path.name}.new")
    try:
        remove_record(part)
        make_file(part)
        _bring_up(part, migrate)
        put_in_place(part, path)
    except BaseException:
        remove_record(part)
        path.unlink()
        raise


def _bring_up(path: Path, migrate: Callable[[sqlite3.Connection], None]) -> None:
    with closing(connect.writer(path)) as connection:
        migrate(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _make(path: Path) -> None:
    """Make the file, readable by its owner only, and bring its schema up to date."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    turn = Turn(path)
    try:
        with turn.taken(connect.PATIENCE * 4):
            from kiosk.journal.copies import make_file, set_aside  # for a record that is new, or older than the program

            with suppress(FileExistsError):
                make_file(path)
            version = connect.schema_version(path)
            if version == connect.VERSION:
                return
            from kiosk.journal import schema  # loads sqlite-utils, which takes longer than a station takes to start

            if not path.stat().st_size:
                _make_beside(path, schema.migrate)
                return
            if version:
                set_aside(path, version)
            _bring_up(path, schema.migrate)
    except NoTurn as error:
        raise sentence("locked", path) from error
    finally:
        turn.close()
