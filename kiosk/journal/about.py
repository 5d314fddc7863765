"""Facts about a record, for people who look after it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from kiosk.journal.connect import reader
from kiosk.journal.faults import FAULTS, unavailable
from kiosk.work.time.instant import utc

_SAFE = (3, 51, 3)
_BACKPORTS = ((3, 44, 6), (3, 50, 7))


class RecordFacts(Struct, frozen=True):
    """A record as it is now."""

    path: str
    bytes: int
    log_bytes: int
    """Of the write-ahead log: what is not folded into the file yet."""
    schema: int
    events: int
    head: str
    """Hash of the last event: note it, and `verify` can hold the record against it."""
    first_at: str
    """UTC; empty without events."""
    last_at: str
    orders: int
    open_orders: int
    playbooks: int
    sqlite: str
    """Version of the library."""
    wal_reset_race: bool
    """Whether this library can damage a file that two programs write and fold at once; the lock prevents it."""


def about(database: Path) -> RecordFacts:
    """Look a record over; StorageUnavailable when it cannot be read."""
    try:
        with closing(reader(database)) as connection:
            connection.execute("BEGIN")
            return _about(connection, database)
    except FAULTS as error:
        raise unavailable(error, database) from error


def _about(connection: sqlite3.Connection, database: Path) -> RecordFacts:
    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    ends = connection.execute("SELECT at FROM events WHERE seq IN (1, (SELECT max(seq) FROM events)) ORDER BY seq")
    times = [utc(at) for (at,) in ends] or [""]
    head = connection.execute("SELECT hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    log = Path(f"{database}-wal")
    return RecordFacts(
        path=str(database),
        bytes=database.stat().st_size,
        log_bytes=log.stat().st_size if log.exists() else 0,
        schema=one("PRAGMA user_version"),
        events=one("SELECT count(*) FROM events"),
        head=head[0] if head else "",
        first_at=times[0],
        last_at=times[-1],
        orders=one("SELECT count(*) FROM orders"),
        open_orders=one("SELECT count(*) FROM orders INDEXED BY orders_open WHERE state = 'open'"),
        playbooks=one("SELECT count(*) FROM playbooks"),
        sqlite=sqlite3.sqlite_version,
        wal_reset_race=races(sqlite3.sqlite_version_info),
    )


def races(version: tuple[int, ...]) -> bool:
    """Whether an SQLite has the WAL-reset race: 3.7.0 to 3.51.2 have it, but for two mended older lines."""
    mended = any(version[:2] == line[:2] and version >= line for line in _BACKPORTS)
    return (3, 7, 0) <= version < _SAFE and not mended
