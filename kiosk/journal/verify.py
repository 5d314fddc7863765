"""The record checked against itself: the chain walked anew, the read models rebuilt from the events and compared."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

from kiosk.errors import StorageUnavailable
from kiosk.journal import events, readmodels
from kiosk.journal.codec import decode_playbook
from kiosk.journal.connect import reader
from kiosk.journal.faults import FAULTS, unavailable
from kiosk.journal.rebuild import Unfit, rebuilt
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.record import Rows

MOST = 1000
"""Findings after which the walk ends: the record is not to be trusted, whatever comes after."""


class Finding(Struct, frozen=True):
    """One thing that is not as it was written."""

    seq: int
    """The event it was found at; 0 for what stands beside the events."""
    words: str


def verify(database: Path, anchors: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Look through the whole record; nothing found says that it is as it was written, as far as it can know.

    `anchors` are hashes, or their first 8 hex digits or more, from slips that left the house: they find what a chain
    alone cannot, an end that was cut off or a chain that was written anew.
    """
    try:
        with closing(reader(database)) as connection:
            connection.execute("BEGIN")
            found: list[Finding] = []
            for finding in _findings(connection, anchors):
                found.append(finding)
                if len(found) >= MOST:
                    break
            return tuple(found)
    except FAULTS as error:
        raise unavailable(error, database) from error


def _findings(connection: sqlite3.Connection, anchors: Sequence[str]) -> Iterator[Finding]:
    yield from _sound(connection)
    yield from _chain(connection, anchors)
    yield from _guards(connection)
    books: dict[str, Playbook] = {}
    yield from _playbooks(connection, books)
    yield from _orders(connection, books)
    yield from _strays(connection)


def _sound(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Ask SQLite whether the file itself holds together."""
    for (words,) in connection.execute("PRAGMA integrity_check(20)"):
        if words != "ok":
            yield Finding(0, f"The file is damaged: {words}")


def _chain(connection: sqlite3.Connection, anchors: Sequence[str]) -> Iterator[Finding]:
    """Walk every event in order: numbers without gaps, each hash as it must be after the one before."""
    hash_, expected = events.FIRST, 1
    missing = {anchor.lower() for anchor in anchors}
    for row in connection.execute(f"{events.SELECT} ORDER BY e.seq"):
        seq = row[0]
        if seq != expected:
            yield Finding(seq, f"Event {expected} is missing.")
        if events.chained(row[:-1], hash_) != row[-1]:
            yield Finding(seq, f"Event {seq} is not as it was written, or the one before it is not.")
        hash_, expected = row[-1], seq + 1
        if missing:
            missing -= {anchor for anchor in missing if hash_.startswith(anchor)}
    for anchor in sorted(missing):
        yield Finding(0, f"No event has the hash {anchor}: what stands on that slip has been changed or taken away.")


def _guards(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Look whether the triggers that keep events from being changed are there."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for name in events.GUARDS:
        if name not in there:
            yield Finding(0, f"The guard {name} is gone: somebody has opened the record to changes.")


def _playbooks(connection: sqlite3.Connection, books: dict[str, Playbook]) -> Iterator[Finding]:
    """Read every playbook and compare it with its hash."""
    for hash_, text in connection.execute("SELECT hash, json FROM playbooks"):
        try:
            books[hash_] = decode_playbook(text)
        except StorageUnavailable as error:
            yield Finding(0, f"Playbook {hash_[:12]}: {error.words}")
        if hashlib.sha256(text.encode()).hexdigest() != hash_:
            yield Finding(0, f"Playbook {hash_[:12]} is not as it was stored.")


def _orders(connection: sqlite3.Connection, books: dict[str, Playbook]) -> Iterator[Finding]:
    """Fold every order anew and compare its rows with the tables."""
    cursor = connection.execute(f"{events.SELECT} ORDER BY e.stream, e.version")
    for stream, group in groupby(cursor, key=itemgetter(1)):
        found = list(group)
        last = int(found[-1][0])
        versions = [row[2] for row in found]
        if versions != list(range(1, len(found) + 1)):
            yield Finding(last, f"{stream}: its events are not numbered 1 to {len(found)}.")
        try:
            expected = rebuilt(found, books)
        except Unfit as error:
            yield Finding(last, f"{stream}: {error.words}")
        else:
            yield from _compare(connection, stream, last, expected)


def _compare(connection: sqlite3.Connection, stream: str, last: int, expected: Rows) -> Iterator[Finding]:
    """Compare an order's rows with those in the tables."""
    for model, wanted in readmodels.of(expected):
        there = set(connection.execute(f"{model.select} WHERE {model.stream} = ?", (stream,)))
        if there != {model.values(row) for row in wanted}:
            yield Finding(last, f"{stream}: its rows in {model.table} are not what its events say.")


def _strays(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Find rows of orders that have no events."""
    for model in readmodels.READ_MODELS:
        known = f"EXISTS (SELECT 1 FROM events WHERE stream = {model.stream})"  # noqa: S608 - names from the code alone
        sql = f"SELECT DISTINCT {model.stream} FROM {model.table} WHERE NOT {known}"  # noqa: S608 - as above
        for (order_id,) in connection.execute(sql):
            yield Finding(0, f"{order_id}: it has rows in {model.table} but no events.")
