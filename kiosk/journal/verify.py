"""The record checked against itself: the chain walked anew, the read models rebuilt from the events and compared.

What stands beside the events is held against its seals, the schema's text against what the migrations make.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.errors import StorageUnavailable
from kiosk.journal import connect, events, faults, readmodels
from kiosk.journal.codec import decode_playbook, named_seal
from kiosk.journal.faults import FAULTS, unavailable
from kiosk.journal.held import seals
from kiosk.journal.held.rebuild import Unfit, rebuilt
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.record import Rows
from kiosk.work.text.text import clean

MOST = 1000
"""Findings after which the walk ends: the record is not to be trusted, whatever comes after."""

SCHEMA = "b48af0ab909a7863212d34dad41be3b8205506d0117d2fd1c747880289531065"
"""SHA-256 of the schema's text as the migrations write it: what differs is looked for only where this does."""


_STYLE = re.compile(r'[\s"\[\]`]+')


class Finding(Struct, frozen=True):
    """One thing that is not as it was written."""

    seq: int
    """The event it was found at; 0 for what stands beside the events."""
    words: str
    table: str = ""
    """Where it stands; for a thing of the schema `sqlite_master`, for a figure of the file's head its pragma."""
    row: str = ""
    column: str = ""
    """The columns that differ, with a comma between; empty for whole rows."""
    after: int = 0
    """The event after which it was changed, as far as that can be known."""


def verify(database: Path, anchors: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Look through the whole record; nothing found says that it is as it was written, as far as it can know.

    `anchors` are hashes, or their first 8 hex digits or more, from slips that left the house: they find what a chain
    alone cannot, an end that was cut off or a chain that was written anew.
    """
    found: list[Finding] = []
    try:
        with closing(connect.reader(database, whatever_version=True)) as connection:
            connection.execute("BEGIN")
            for finding in _findings(connection, anchors):
                found.append(finding)
                if len(found) >= MOST:
                    break
    except FAULTS as error:
        if faults.name(error) != "altered":
            raise unavailable(error, database) from error
        words = f"What is left cannot be checked ({error}). Put a backup in its place: kiosk journal restore FILE"
        found.append(Finding(0, words, "sqlite_master"))
    return tuple(found)


def limits(database: Path) -> tuple[str, ...]:
    """Say what verifying a record cannot know: what stood beside its events before seals did, and forgotten guests."""
    try:
        with closing(connect.reader(database, whatever_version=True)) as connection:
            (first,) = connection.execute("SELECT coalesce(min(newest), 0) FROM seals").fetchone()
            words = []
            if first:
                since = (
                    f"This record is older than the seals of what stands beside its events: {', '.join(seals.KEYS)}."
                )
                words.append(f"{since} An edit there is found only if it was made {_after(connection, first)}.")
            for table in seals.FORGOTTEN:
                forgotten = seals.gone(connection, table)
                if forgotten:
                    words.append(f"Rows of {table} that were forgotten, of which nothing can be checked: {forgotten}.")
            return tuple(words)
    except FAULTS as error:
        if faults.name(error) == "altered":  # which is a finding
            return ()
        raise unavailable(error, database) from error


def _findings(connection: sqlite3.Connection, anchors: Sequence[str]) -> Iterator[Finding]:
    yield from _sound(connection)
    yield from _head(connection)
    yield from _schema(connection)
    sealed: seals.Sealed = {}
    heads: dict[int, str] = {}
    for seq in seals.walk(connection, sealed, heads):
        yield Finding(0, f"Seal {seq} is not as it was written, or the one before it is not.", "seals", str(seq))
    yield from _chain(connection, anchors, heads)
    yield from _beside(connection, sealed)
    books: dict[str, Playbook] = {}
    yield from _playbooks(connection, books)
    yield from _orders(connection, books)
    yield from _strays(connection)


def _after(connection: sqlite3.Connection, seq: int) -> str:
    """Say after which event, and when that was written."""
    row = connection.execute("SELECT recorded_at FROM events WHERE seq = ?", (seq,)).fetchone()
    if not row:
        return "after the record was begun"
    try:
        when = datetime.fromtimestamp(row[0] / 1000, UTC)
    except (ArithmeticError, OSError, ValueError):
        return f"after event {seq}"
    return f"after event {seq}, {when:%Y-%m-%d %H:%M:%S} UTC"


def _sound(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Ask SQLite whether the file itself holds together."""
    for (words,) in connection.execute("PRAGMA integrity_check(20)"):
        if words != "ok":
            yield Finding(0, f"The file is damaged: {words}")


def _head(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Look whether the file's head says whose it is, and of which version."""
    for pragma, right in (("application_id", connect.APPLICATION_ID), ("user_version", connect.VERSION)):
        (number,) = connection.execute(f"PRAGMA {pragma}").fetchone()
        if number != right:
            yield Finding(0, f"{pragma} of the file says {number} and should say {right}.", pragma)


def _schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Compare the text of every table, index, trigger and view with what the migrations write."""
    there = schema_of(connection)
    if digest_of(there) == SCHEMA:
        return
    from kiosk.journal.schema import migrate  # loads sqlite-utils, for a record that was tampered with

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrate(new)
        right = schema_of(new)
    for (kind, name), text in sorted(there.items()):
        if (kind, name) not in right:
            yield Finding(0, f"The {kind} {name} is not this program's: somebody has put it in.", "sqlite_master", name)
        elif text != right[kind, name]:
            words = f"The {kind} {name} is not as the program made it."
            yield Finding(0, words, "sqlite_master", name, "sql")
    for kind, name in sorted(right.keys() - there.keys()):
        opened = ": somebody has opened the record to changes" if kind == "trigger" else ""
        yield Finding(0, f"The {kind} {name} is gone{opened}.", "sqlite_master", name)


def schema_of(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return the text of everything in the schema by kind and name, but for what sqlite-utils makes for itself.

    Blanks and the quotes around names are left out: versions of sqlite-utils write them differently.
    """
    own = "type IN ('table', 'index') AND tbl_name = '_sqlite_migrations'"
    sql = f"SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql NOT NULL AND NOT ({own})"  # noqa: S608 - ours
    rows = connection.execute(sql)
    return {(kind, name): _STYLE.sub("", f"{table}: {text}") for kind, name, table, text in rows}


def digest_of(schema: dict[tuple[str, str], str]) -> str:
    """Return the hash of a schema."""
    return hashlib.sha256(repr(sorted(schema.items())).encode()).hexdigest()


def _chain(connection: sqlite3.Connection, anchors: Sequence[str], heads: dict[int, str]) -> Iterator[Finding]:
    """Walk every event in order: numbers without gaps, each hash as it must be after the one before, seals named."""
    hash_, expected, fits = events.FIRST, 1, 0
    missing = {anchor.lower() for anchor in anchors}
    for row in connection.execute(f"{events.SELECT} ORDER BY e.seq"):
        seq = row[0]
        if seq != expected:
            yield Finding(seq, f"Event {expected} is missing.", "events", str(expected))
        if events.chained(row[:-1], hash_) != row[-1]:
            words = f"Event {seq} is not as it was written, or the one before it is not."
            yield Finding(seq, words, "events", str(seq), after=fits)
        if named_seal(row[_DATA]) != heads.pop(seq - 1, ""):
            words = (
                f"Event {seq} does not name the seal that was the newest before it: seals were changed, added or cut."
            )
            yield Finding(seq, words, "seals", after=fits)
        hash_, expected = row[-1], seq + 1
        for anchor in [anchor for anchor in missing if hash_.startswith(anchor)]:
            missing.remove(anchor)
            fits = seq
    heads.pop(expected - 1, None)
    if heads:
        words = f"Seals know of event {max(heads)}, and the last is {expected - 1}: the end of the record was cut off."
        yield Finding(0, words, "events", str(max(heads)), after=expected - 1)
    for anchor in sorted(missing):
        since = f" {_after(connection, fits)}, which another slip names" if fits else ""
        words = f"No event has the hash {anchor}: what stands on that slip has been changed or taken away{since}."
        yield Finding(0, words, "events", after=fits)


_DATA = events.COLUMNS.index("data")


def _beside(connection: sqlite3.Connection, sealed: seals.Sealed) -> Iterator[Finding]:
    """Hold the rows beside the events against their seals."""
    for wrong in seals.mismatches(connection, sealed):
        row = f"{wrong.table}: row {clean(wrong.row, 64)}"
        if wrong.newest is None:
            words = f"{row} was put in by another program."
        elif not wrong.columns:
            words = f"{row} is gone. Changed {_after(connection, wrong.newest)}."
        else:
            words = f"{row} is not as it was written ({', '.join(wrong.columns)})"
            words = f"{words}. Changed {_after(connection, wrong.newest)}."
        yield Finding(0, words, wrong.table, wrong.row, ", ".join(wrong.columns), wrong.newest or 0)
    for (order_id,) in connection.execute(
        "SELECT order_id FROM said WHERE order_id NOT IN (SELECT order_id FROM guests)"
    ):
        yield Finding(0, f"said: row {clean(order_id, 64)} has no guest.", "said", order_id)


def _playbooks(connection: sqlite3.Connection, books: dict[str, Playbook]) -> Iterator[Finding]:
    """Read every playbook and compare it with its hash."""
    for hash_, text in connection.execute("SELECT hash, json FROM playbooks"):
        try:
            books[hash_] = decode_playbook(text)
        except StorageUnavailable as error:
            yield Finding(0, f"Playbook {hash_[:12]}: {error.words}", "playbooks", hash_, "json")
        if hashlib.sha256(text.encode()).hexdigest() != hash_:
            yield Finding(0, f"Playbook {hash_[:12]} is not as it was stored.", "playbooks", hash_, "json")


def _orders(connection: sqlite3.Connection, books: dict[str, Playbook]) -> Iterator[Finding]:
    """Fold every order anew and compare its rows with the tables."""
    cursor = connection.execute(f"{events.SELECT} ORDER BY e.stream, e.version")
    for stream, group in groupby(cursor, key=itemgetter(1)):
        found = list(group)
        last = int(found[-1][0])
        versions = [row[2] for row in found]
        if versions != list(range(1, len(found) + 1)):
            yield Finding(
                last, f"{stream}: its events are not numbered 1 to {len(found)}.", "events", stream, "version"
            )
        try:
            expected = rebuilt(found, books)
        except Unfit as error:
            yield Finding(last, f"{stream}: {error.words}", "events", stream, "data")
        else:
            yield from _compare(connection, stream, last, expected)


def _compare(connection: sqlite3.Connection, stream: str, last: int, expected: Rows) -> Iterator[Finding]:
    """Compare an order's rows with those in the tables."""
    for model, wanted in readmodels.of(expected):
        there = set(connection.execute(f"{model.select} WHERE {model.stream} = ?", (stream,)))
        right = {model.values(row) for row in wanted}
        if there != right:
            yield from _different(connection, stream, last, model, (there - right, right - there))


def _different(
    connection: sqlite3.Connection,
    stream: str,
    last: int,
    model: readmodels.ReadModel[Any],
    rows: tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]],
) -> Iterator[Finding]:
    """Say of each row of a table in which it differs from what events say, and in which columns."""
    key = itemgetter(*(model.columns.index(column) for column in model.key))
    there, right = ({key(row): row for row in some} for some in rows)
    after = f"Changed {_after(connection, last)}."
    for name in sorted({*there, *right}, key=str):
        row = " ".join(map(str, name)) if isinstance(name, tuple) else str(name)
        is_, should = there.get(name), right.get(name)
        pairs = zip(model.columns, is_ or (), should or (), strict=False)
        wrong = [(column, value, meant) for column, value, meant in pairs if value != meant]
        how = "; ".join(f"{column} is {_cell(value)} and should be {_cell(meant)}" for column, value, meant in wrong)
        how = how or ("it should not be there" if is_ else "it is gone")
        words = f"{stream}: its rows in {model.table} are not what its events say. Row {clean(row, 80)}: {how}. {after}"
        yield Finding(last, words, model.table, row, ", ".join(column for column, *_ in wrong), last)


def _cell(value: object) -> str:
    return f"“{clean(value, 40)}”" if isinstance(value, str) else "empty" if value is None else str(value)


def _strays(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Find rows of orders that have no events."""
    for model in readmodels.READ_MODELS:
        known = f"EXISTS (SELECT 1 FROM events WHERE stream = {model.stream})"  # noqa: S608 - names from the code alone
        sql = f"SELECT DISTINCT {model.stream} FROM {model.table} WHERE NOT {known}"  # noqa: S608 - as above
        for (order_id,) in connection.execute(sql):
            words = f"{order_id}: it has rows in {model.table} but no events."
            yield Finding(0, words, model.table, str(order_id))
