"""Seals of what stands beside the events: an edit of a row that is in no event is found, and the row can be forgotten.

Whenever the program writes such a row it adds its seal: a hash of each column, salted where the row is about people.
Seals are chained as events are, and the next event names the newest: whoever writes them anew has to write the events
anew. A row that is forgotten takes its salt along, so nobody can try out what it said; its last seal says that it is
gone, so that a row which vanished without one was taken out by another program.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

KEYS = {
    "guests": "order_id",
    "fields": "id",
    "refused": "id",
    "people": "id",
    "guessing": "id",
    "followers": "name",
    "slips": "order_id",
    "playbooks": "hash",
    "_sqlite_migrations": "name",
    "descriptions": "table_name",
    "sqlite_master": "name",
}
"""The tables whose rows are sealed, with the column that names a row."""

WRITTEN_BY_MIGRATIONS = ("_sqlite_migrations", "descriptions", "sqlite_master")

FORGOTTEN = ("guests", "fields", "refused")
"""Tables of which rows can be forgotten, with what they say of guests."""

LATER = ("fields",)
"""Tables that came after the seals did: migrations before them pass them by."""

_GUESTS = """(
SELECT *, (SELECT json_group_array(json_array(step, line)) FROM
  (SELECT step, line FROM said WHERE said.order_id = guests.order_id ORDER BY step)) AS said FROM guests)"""
_OF_MIGRATIONS = "(SELECT name, sql FROM sqlite_master WHERE tbl_name = '_sqlite_migrations' AND type <> 'trigger')"
_DESCRIBED = """(
SELECT table_name, json_group_array(json_array(column_name, description)) AS description FROM
  (SELECT * FROM descriptions ORDER BY table_name, column_name) GROUP BY table_name)"""
_FROM = {"guests": _GUESTS, "sqlite_master": _OF_MIGRATIONS, "descriptions": _DESCRIBED}
"""What is sealed as one row: a guest with what was said to them, all that is said of a table's columns; of the schema
what no migration of ours writes."""

_ADD = "INSERT INTO seals VALUES (?, ?, ?, ?, ?, ?)"
_LAST = "SELECT seq, newest, hash FROM seals ORDER BY seq DESC LIMIT 1"
_NEWEST = "SELECT coalesce(max(seq), 0) FROM events"
_PREIMAGE = b"kiosk-seal-1\n"
_FIRST = "0" * 64
_ENCODER = msgspec.json.Encoder()
_DIGITS = 16

Sealed = dict[tuple[str, str], tuple[str, int]]
"""By table and row the newest seal, and the newest event when it was written."""


class Mismatch(Struct, frozen=True):
    """A row that is not as it was sealed."""

    table: str
    row: str
    columns: tuple[str, ...]
    """Those that differ; none when the whole row is gone, or was put in."""
    newest: int | None
    """The newest event when it was sealed: it was changed later. None for a row that never was."""


def seal(connection: sqlite3.Connection, table: str, row: str) -> None:
    """Seal a row as it stands now, or that it is gone; inside the transaction that wrote it, before its events."""
    (newest,) = connection.execute(_NEWEST).fetchone()
    seq, _newest, before = connection.execute(_LAST).fetchone() or (0, 0, _FIRST)
    written = (seq + 1, table, row, next(_seals(connection, table, row), ("", ""))[1], newest)
    connection.execute(_ADD, (*written, _chained(written, before)))


def seal_all(connection: sqlite3.Connection, table: str) -> None:
    """Seal the rows of a table that are not as they were sealed last; inside a transaction that writes."""
    known = dict(connection.execute("SELECT row, seal FROM seals WHERE beside = ? ORDER BY seq", (table,)).fetchall())
    now = dict(_seals(connection, table))
    for row in [row for row in {**known, **now} if known.get(row, "") != now.get(row, "")]:
        seal(connection, table, row)


def head(connection: sqlite3.Connection) -> str:
    """Return the hash of the newest seal, for the next event to name; empty where an event named it."""
    (newest,) = connection.execute(_NEWEST).fetchone()
    _seq, sealed, hash_ = connection.execute(_LAST).fetchone() or (0, -1, "")
    return hash_ if sealed == newest else ""


def walk(connection: sqlite3.Connection, sealed: Sealed, heads: dict[int, str]) -> Iterator[int]:
    """Name each seal that does not fit the one before; fill in the newest of each row, and what events have to name."""
    before, expected = _FIRST, 1
    for *written, hash_ in connection.execute("SELECT * FROM seals ORDER BY seq"):
        seq, table, row, of_row, newest = written
        if seq != expected or _chained(tuple(written), before) != hash_:
            yield seq
        before, expected = hash_, seq + 1
        sealed[table, row] = of_row, newest
        heads[newest] = hash_


def mismatches(connection: sqlite3.Connection, sealed: Sealed) -> Iterator[Mismatch]:
    """Find every row that is not as it was sealed."""
    for table in KEYS:
        left = {row: found for (of, row), found in sealed.items() if of == table and found[0]}
        names = _columns(connection, table)
        for row, now in _seals(connection, table):
            before, newest = left.pop(row, ("", None))
            if now != before:
                pairs = zip(names, now.split(), before.split(), strict=False)
                yield Mismatch(table, row, tuple(name for name, is_, was in pairs if is_ != was), newest)
        yield from (Mismatch(table, row, (), newest) for row, (_seal, newest) in left.items())


def seal_gone(connection: sqlite3.Connection) -> None:
    """Seal that what was forgotten is gone, where that was done before there was a command; inside a transaction."""
    for table in (name for name in FORGOTTEN if name not in LATER):
        there = f"SELECT {KEYS[table]} FROM {table}"  # noqa: S608 - names from the code alone
        sql = f"SELECT DISTINCT row FROM seals WHERE beside = ? AND row NOT IN ({there})"  # noqa: S608 - as above
        for (row,) in connection.execute(sql, (table,)).fetchall():
            seal(connection, table, row)


def gone(connection: sqlite3.Connection, table: str) -> int:
    """Count the rows of a table whose last seal says that they were forgotten."""
    newest = "SELECT seal, max(seq) FROM seals WHERE beside = ? GROUP BY row"
    sql = f"SELECT count(*) FROM ({newest}) WHERE seal = ''"  # noqa: S608 - as above
    return int(connection.execute(sql, (table,)).fetchone()[0])


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    cursor = connection.execute(f"SELECT * FROM {_FROM.get(table, table)} LIMIT 0")  # noqa: S608 - names from the code alone
    return tuple(name for name, *_ in cursor.description)


def _seals(connection: sqlite3.Connection, table: str, row: str | None = None) -> Iterator[tuple[str, str]]:
    """Return the rows of a table, or one of them, by what names them, each with its seal as it stands now."""
    names = _columns(connection, table)
    key, salted = names.index(KEYS[table]), names.index("salt") if "salt" in names else None
    sql = f"SELECT * FROM {_FROM.get(table, table)}"  # noqa: S608 - as above
    values = () if row is None else (row,)
    for cells in connection.execute(f"{sql} WHERE {KEYS[table]} = ?" if values else sql, values):
        salt = "" if salted is None else cells[salted]
        digests = (_digest([table, cells[key], salt, *pair]) for pair in zip(names, cells, strict=True))
        yield cells[key], " ".join(digests)


def _digest(value: list[Any]) -> str:
    return hashlib.sha256(_ENCODER.encode(value)).hexdigest()[:_DIGITS]


def _chained(written: tuple[Any, ...], before: str) -> str:
    return hashlib.sha256(_PREIMAGE + _ENCODER.encode([*written, before])).hexdigest()
