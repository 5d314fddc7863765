"""Rows for other programs: CSV, JSON lines, workbooks; streamed, so any size takes the same memory.

A file appears whole or not at all. In CSV a text that a spreadsheet would take for a formula gets a `'` before it;
numbers stay numbers, times are UTC with a `Z`. Guests' names, notes and allergies are in no export; what is said of
orders' fields is in one of its own.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct

from kiosk.counter.ports import NOUNS, Noun, Period
from kiosk.errors import Refused
from kiosk.journal.connect import reader
from kiosk.journal.copies import beside, refuse_record, unwritable
from kiosk.journal.events import COLUMNS, SELECT
from kiosk.journal.faults import unavailable
from kiosk.journal.lines import Lines, Row, guard, written
from kiosk.journal.readmodels import READ_MODELS
from kiosk.work.time.instant import utc

Format = Literal["csv", "jsonl", "xlsx", "event-log"]
"""`event-log` is CSV for process mining: of `events` alone, under the names of XES."""

Exported = Noun | Literal["fields"]
"""What is exported: what stands of orders' fields, by a command of its own alone, is about people."""

FIELDS: Literal["fields"] = "fields"

Progress = Callable[[int, int], None]
"""Told how many rows are written, and of how many."""

LIFECYCLE = {"ticket-taken-up": "start", "ticket-put-back": "suspend", "ticket-bumped": "complete"}
"""Events that are a stage of their step, by the words of XES; all others are whole in themselves."""

PART = 1 << 20
"""Bytes of a workbook written at a time."""

CHUNK = 1000
"""Rows fetched, written and reported at a time."""


class _Table(Struct, frozen=True):
    """How one noun is read."""

    columns: tuple[str, ...]
    texts: tuple[int, ...]
    """Places of the columns that hold text."""
    times: tuple[int, ...]
    """Places of the columns that hold milliseconds."""
    select: str
    everything: str
    count: str
    days: str
    """For two days, the days between them that a question goes through one by one."""
    of_day: str
    count_days: str
    lines: Lines | None = None
    """Gives its CSV lines ready made; None where every line needs care anyway."""


def _read_model(noun: Noun) -> _Table:
    model = next(model for model in READ_MODELS if model.table == noun)
    between = f"FROM {noun} INDEXED BY {noun}_day WHERE day BETWEEN ? AND ?"
    texts = tuple(place for place, number in enumerate(model.numbers) if not number)
    # What may be of a day without an order asks its own days.
    own = noun in ("problems", "readings", "routines")
    days = f"{noun} INDEXED BY {noun}_day" if own else "orders INDEXED BY orders_day"
    return _Table(
        columns=model.columns,
        texts=texts,
        times=(),
        select=model.select,
        everything="ORDER BY rowid",
        count=f"SELECT count(*) FROM {noun}",  # noqa: S608 - names from the code alone
        days=f"SELECT DISTINCT day FROM {days} WHERE day BETWEEN ? AND ? ORDER BY day",  # noqa: S608 - as above
        of_day=f"INDEXED BY {noun}_day WHERE day = ? ORDER BY rowid",
        count_days=f"SELECT count(*) {between}",
        lines=Lines(noun, model.columns, texts),
    )


def _events() -> _Table:
    """Say how events are read: those of orders and routines belong to their day, others to the UTC day they came on."""
    of_days = """
    WHERE e.stream IN (SELECT order_id FROM orders WHERE day BETWEEN ?1 AND ?2)
       OR e.stream IN (SELECT occurrence FROM routines WHERE day BETWEEN ?1 AND ?2)
       OR (e.stream = 'counter' AND strftime('%Y-%m-%d', e.at / 1000, 'unixepoch') BETWEEN ?1 AND ?2)
    """
    numbers = {"seq", "version", "place", "mono"}
    times = {"at", "recorded_at"}
    return _Table(
        columns=COLUMNS,
        texts=tuple(place for place, name in enumerate(COLUMNS) if name not in numbers | times),
        times=tuple(place for place, name in enumerate(COLUMNS) if name in times),
        select=SELECT,
        everything="ORDER BY e.seq",
        count="SELECT count(*) FROM events",
        days="",
        of_day=f"{of_days} ORDER BY e.seq",
        count_days=f"SELECT count(*) FROM events e {of_days}",  # noqa: S608 - as above
    )


def _event_log() -> _Table:
    """Say how events are read as the history of orders: a case an order, an activity a step or whatever befell it."""
    stages = " ".join(f"WHEN '{kind}' THEN '{stage}'" for kind, stage in LIFECYCLE.items())
    of_orders = "WHERE e.stream IN (SELECT order_id FROM orders"
    of_days = f"{of_orders} WHERE day BETWEEN ? AND ?)"
    names = ("case:concept:name", "concept:name", "time:timestamp", "org:resource", "lifecycle:transition", "org:group")
    return _Table(
        columns=names,
        texts=(0, 1, 3, 4, 5),
        times=(2,),
        select=f"""
        SELECT e.stream, iif(CASE e.kind {stages} END IS NULL, e.kind, json_extract(e.data, '$.step')),
          e.at, e."by", CASE e.kind {stages} ELSE 'complete' END, e.station FROM events e
        """,  # noqa: S608 - names from the code alone
        everything=f"{of_orders}) ORDER BY e.seq",
        count=f"SELECT count(*) FROM events e {of_orders})",  # noqa: S608 - as above
        days="",
        of_day=f"{of_days} ORDER BY e.seq",
        count_days=f"SELECT count(*) FROM events e {of_days}",  # noqa: S608 - as above
    )


def _fields() -> _Table:
    """Say how what is still known of orders' fields is read."""
    source = "fields f JOIN orders o USING (order_id)"
    of_days = "WHERE o.day BETWEEN ? AND ?"
    return _Table(
        columns=("order_id", "field", "number", "day", "value"),
        texts=(0, 1, 3, 4),
        times=(),
        select=f"SELECT order_id, field, number, day, value FROM {source}",  # noqa: S608 - names from the code alone
        everything="ORDER BY f.rowid",
        count=f"SELECT count(*) FROM {source}",  # noqa: S608 - as above
        days="",
        of_day=f"{of_days} ORDER BY f.rowid",
        count_days=f"SELECT count(*) FROM {source} {of_days}",  # noqa: S608 - as above
    )


def _table(noun: Exported, form: Format = "csv") -> _Table:
    if form == "event-log":
        if noun != "events":
            raise Refused("no-such-format", "Only events are exported as an event log.")
        return _event_log()
    if noun == FIELDS:
        return _fields()
    return _events() if noun == "events" else _read_model(noun)


def columns(noun: Exported) -> tuple[str, ...]:
    """Return the columns of an export, in their order."""
    return _table(noun).columns


def export(
    database: Path,
    noun: Exported,
    target: Path | None,
    *,
    period: Period | None = None,
    form: Format = "csv",
    progress: Progress | None = None,
) -> int:
    """Write the rows of a period, or of all time, to a file, or to stdout where `target` is None; gives how many.

    A file is written beside its place, readable by its owner only, and moved there when it is whole. Refused where
    that would be a record; raises StorageUnavailable when the record cannot be read or the file not be written.
    """
    if target:
        refuse_record(database, target)
    table = _table(noun, form)
    with closing(reader(database)) as connection, _opened(target) as out:
        try:
            connection.execute("BEGIN")
            total = _count(connection, table, period) if progress else 0
            done = 0
            if form == "xlsx":
                written = _sheets(out, target, connection, {noun: table}, period)
            else:
                written = _lines(out, target, _encoded(connection, table, form, period))
            for rows in written:
                done += rows
                if progress and rows:
                    progress(done, max(done, total))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise unavailable(error, database) from error
    return done


class _Chunk(Struct, frozen=True):
    rows: int
    text: bytes


def _encoded(connection: sqlite3.Connection, table: _Table, form: Format, period: Period | None) -> Iterator[_Chunk]:
    """Turn rows into the bytes of a format; CSV begins with its header."""
    if form == "jsonl":
        for rows in _chunks(connection, table, period):
            yield _Chunk(len(rows), _json_lines(table, rows))
        return
    yield _Chunk(0, written([table.columns]).encode())
    if table.lines is None:
        for rows in _chunks(connection, table, period):
            yield _Chunk(len(rows), written(guard(table.texts, rows)).encode())
        return
    for cursor in _cursors(connection, table, period, table.lines.select()):
        while lines := cursor.fetchmany(CHUNK):
            yield _Chunk(len(lines), table.lines.of(connection, lines).encode())


def _json_lines(table: _Table, rows: list[Row]) -> bytes:
    return msgspec.json.Encoder().encode_lines([dict(zip(table.columns, row, strict=True)) for row in rows])


def _chunks(connection: sqlite3.Connection, table: _Table, period: Period | None) -> Iterator[list[Row]]:
    """Read the rows some at a time, times as text."""
    for cursor in _cursors(connection, table, period, table.select):
        while rows := cursor.fetchmany(CHUNK):
            yield [_timed(table, row) for row in rows] if table.times else rows


def _timed(table: _Table, row: Row) -> Row:
    cells = list(row)
    for place in table.times:
        cells[place] = utc(cells[place])
    return tuple(cells)


def _cursors(
    connection: sqlite3.Connection, table: _Table, period: Period | None, select: str
) -> Iterator[sqlite3.Cursor]:
    """Ask day by day where that saves sorting a whole period."""
    if period is None:
        return iter([connection.execute(f"{select} {table.everything}")])
    between = (period.first, period.last)
    if not table.days:
        return iter([connection.execute(f"{select} {table.of_day}", between)])
    return (
        connection.execute(f"{select} {table.of_day}", day)
        for day in connection.execute(table.days, between).fetchall()
    )


def _count(connection: sqlite3.Connection, table: _Table, period: Period | None) -> int:
    if period is None:
        (count,) = connection.execute(table.count).fetchone()
    else:
        (count,) = connection.execute(table.count_days, (period.first, period.last)).fetchone()
    return int(count)


def _lines(out: BinaryIO, target: Path | None, chunks: Iterator[_Chunk]) -> Iterator[int]:
    """Write chunks; gives how many rows each has."""
    for chunk in chunks:
        _put(out, chunk.text, target)
        yield chunk.rows


def _sheets(
    out: BinaryIO,
    target: Path | None,
    connection: sqlite3.Connection,
    tables: Mapping[Exported, _Table],
    period: Period | None,
) -> Iterator[int]:
    """Write a workbook, a table a sheet; gives how many rows each chunk has."""
    from kiosk.journal.workbook import Workbook  # what makes it takes longer to load than a CSV takes to write

    with TemporaryFile() as whole:  # its maker goes back in it, which no pipe can
        with Workbook(whole) as book:
            for noun, table in tables.items():
                yield from book.add(noun, table.columns, _chunks(connection, table, period))
        whole.seek(0)
        while part := whole.read(PART):
            _put(out, part, target)


def export_workbook(database: Path, target: Path, period: Period) -> None:
    """Write a workbook of some days: a sheet for every table, without the events, which are for programs.

    Refuses and raises as `export` does.
    """
    refuse_record(database, target)
    tables: dict[Exported, _Table] = {noun: _table(noun) for noun in NOUNS if noun != "events"}
    with closing(reader(database)) as connection, _opened(target) as out:
        try:
            connection.execute("BEGIN")
            deque(_sheets(out, target, connection, tables, period), maxlen=0)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise unavailable(error, database) from error


def _put(out: BinaryIO, text: bytes, target: Path | None) -> None:
    """Write some bytes; a reader of stdout that has gone away is the caller's to see."""
    try:
        out.write(text)
    except OSError as error:
        if target is None:
            raise
        raise unwritable(target, error) from error


@contextmanager
def _opened(target: Path | None) -> Iterator[BinaryIO]:
    """Open stdout, or a file that takes its place only when all went well."""
    if target is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with beside(target) as out:
            yield out
    except OSError as error:
        raise unwritable(target, error) from error
