"""The two ways a connection to a record that is there is opened: for reading only, and for writing too."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from kiosk.errors import StorageUnavailable
from kiosk.journal.faults import FAULTS, sentence, unavailable

APPLICATION_ID = 0x4B494F53
"""`KIOS`: says whose file it is."""

VERSION = 20
"""`user_version` of the newest schema: how many migrations `kiosk.journal.schema` has."""

BUSY_MS = 250
"""How long SQLite itself waits for a lock; the journal tries again around it."""

PATIENCE = 5.0
"""Seconds a writer waits for its turn before it says that it cannot write."""

LONGEST = 8_000_000
"""Bytes of the longest text or blob SQLite takes; a whole playbook has a tenth of it."""

_PRAGMAS = (
    "synchronous=FULL",
    "fullfsync=ON",  # macOS keeps what is synced in the disk's own memory otherwise; nothing elsewhere
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "journal_size_limit=67108864",
    "wal_autocheckpoint=0",
)
_WAL = "PRAGMA journal_mode=WAL"


def reader(path: Path, *, whatever_version: bool = False) -> sqlite3.Connection:
    """Open an existing record for reading only; raises StorageUnavailable when there is none of this version.

    With `whatever_version` what was brought up to date is, whatever the file's head says.
    """
    try:
        if whatever_version and _is_newest(path):
            return _uri(path, "ro")
        if must_be(path) != VERSION:
            words = f"The record {path} is older than this program; start a station once to bring it up."
            raise StorageUnavailable(words)
        return _uri(path, "ro")
    except FAULTS as error:
        raise unavailable(error, path) from error


def _is_newest(path: Path) -> bool:
    """Whether the migrations that a record says were made are those of this version."""
    if not path.is_file():
        return False
    with closing(_uri(path, "ro")) as connection, suppress(sqlite3.Error):
        return bool(connection.execute("SELECT count(*) = ? FROM _sqlite_migrations", (VERSION,)).fetchone()[0])
    return False


def must_be(path: Path) -> int:
    """Return the schema's version of a record; StorageUnavailable where there is none, and none is made."""
    try:
        version = schema_version(path)
    except FAULTS as error:
        raise unavailable(error, path) from error
    if not version:
        raise sentence("none", path)
    return version


def _uri(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    return connection


def writer(path: Path) -> sqlite3.Connection:
    """Open a record that is there and of this version."""
    connection = _uri(path, "rw")
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        (mode,) = connection.execute(_WAL).fetchone()
    except BaseException:
        connection.close()
        raise
    if mode != "wal":
        connection.close()
        raise StorageUnavailable(f"The disk of {path} has no shared memory, as network disks: use a local disk.")
    return connection


def schema_version(path: Path) -> int:
    """Return the schema's version, 0 for a file that is not there or empty; looks without writing a byte."""
    if not path.exists():
        return 0
    if path.is_dir():
        raise sentence("foreign", path)
    with closing(_uri(path, "ro")) as connection:
        connection.execute("BEGIN")  # one state of the file: another terminal may be making it between two questions
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            # A record that is just being made holds its table of migrations, and that one's index, before all else.
            tables = (
                "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE '\\_sqlite%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
            )
            if application or connection.execute(tables).fetchone():
                raise sentence("foreign", path)
            return 0
    if version > VERSION:
        raise StorageUnavailable(f"The record {path} was written by a newer version. Update this program.")
    return int(version)
