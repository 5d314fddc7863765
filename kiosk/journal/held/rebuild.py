"""The read models made anew from the events: what `journal verify` compares, and what a migration fills in."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter

from kiosk.errors import StorageUnavailable
from kiosk.journal import events, readmodels
from kiosk.journal.codec import decode_playbook
from kiosk.work.order.event import COUNTER_STREAM, Recorded
from kiosk.work.order.fold import replay
from kiosk.work.order.problem import Problem
from kiosk.work.order.problem_events import problems_after
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.routine import ROUTINE_STREAM
from kiosk.work.record.problem_row import counter_problems
from kiosk.work.record.record import Rows, occurrence_rows, rows
from kiosk.work.routine.occurrence import replay_occurrence

Columns = Mapping[str, tuple[str, ...]]
"""Some columns by table."""


_COACHED = """
SELECT stream, group_concat(DISTINCT json_extract(data, '$.step')) FROM events
WHERE kind = 'ticket-coached' GROUP BY stream
"""


class Unfit(Exception):  # noqa: N818 - the house word for it
    """Events that no rows can be made of; `words` says why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def rebuilt(found: Sequence[events.Row], books: Mapping[str, Playbook]) -> Rows:
    """Return the rows that one stream's events make, by the playbooks known by their hashes; raises Unfit."""
    stream = found[0][1]
    try:
        records = events.all_recorded(found)
        order = replay(records).get(stream)
    except (StorageUnavailable, ArithmeticError) as error:
        raise Unfit(f"its events cannot be read ({error}).") from error
    if stream == COUNTER_STREAM:
        return _beside(problems_after((), records), books)
    if stream.startswith(ROUTINE_STREAM):
        return _of_routine(records, books)
    if order is None:
        return Rows()
    if order.playbook not in books:
        raise Unfit(f"its playbook {order.playbook[:12]} is not there.")
    try:
        return rows(order, books[order.playbook])
    except (KeyError, ValueError, ArithmeticError) as error:
        raise Unfit(f"its events do not fit its playbook ({error!r}).") from error


def _beside(problems: tuple[Problem, ...], books: Mapping[str, Playbook]) -> Rows:
    """Return the rows of what was raised while no order was open."""
    try:
        return Rows(problems=counter_problems(problems, books))
    except KeyError as error:
        raise Unfit(f"a problem names a playbook or a step that is not there ({error}).") from error


def _of_routine(records: tuple[Recorded, ...], books: Mapping[str, Playbook]) -> Rows:
    """Return the rows of one occurrence of a routine."""
    occurrence = replay_occurrence(records)
    try:
        return occurrence_rows(occurrence, books[occurrence.playbook]) if occurrence else Rows()
    except (KeyError, ArithmeticError) as error:
        raise Unfit(f"its events do not fit its playbook ({error!r}).") from error


def fill(connection: sqlite3.Connection, columns: Columns, tables: Sequence[str]) -> None:
    """Fill new columns of the rows there are, and new tables, from the events; inside a transaction that writes.

    Columns that were there stay as they are, so that `journal verify` still finds what was changed in them; so does
    all of an order whose events cannot be read, which it names.
    """
    books = _playbooks(connection)
    cursor = connection.execute(f"{events.SELECT} ORDER BY e.stream, e.version")
    for _stream, group in groupby(cursor, key=itemgetter(1)):
        try:
            made = rebuilt(list(group), books)
        except Unfit:
            continue
        for model, new in readmodels.of(made):
            if model.table in tables:
                named = _there(connection, model.table)
                put = model.upsert_of(named)
                connection.executemany(put, [attrgetter(*named)(row) for row in new])
            elif model.table in columns:
                named = columns[model.table]
                connection.executemany(model.update(named), [attrgetter(*named, *model.key)(row) for row in new])


def _there(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the columns that a table has now: a later migration may add some that its rows have already."""
    return tuple(name for _place, name, *_ in connection.execute(f"PRAGMA table_info({table})"))


def fill_coached(connection: sqlite3.Connection) -> None:
    """Write the points of coached steps anew, and how many their orders have; inside a transaction that writes.

    All other rows stay as they are, and so do those of an order whose events cannot be read.
    """
    books = _playbooks(connection)
    for stream, steps in connection.execute(_COACHED).fetchall():
        try:
            made = rebuilt(
                connection.execute(f"{events.SELECT} WHERE e.stream = ? ORDER BY e.version", (stream,)).fetchall(),
                books,
            )
        except Unfit:
            continue
        for step in steps.split(","):
            connection.execute("DELETE FROM adherence WHERE order_id = ? AND step = ?", (stream, step))
            new = [readmodels.ADHERENCE.values(row) for row in made.adherence if row.step == step]
            connection.executemany(readmodels.ADHERENCE.upsert, new)
        named = ("points", "points_kept")
        found = [attrgetter(*named, *readmodels.ORDERS.key)(row) for row in made.orders]
        connection.executemany(readmodels.ORDERS.update(named), found)


def _playbooks(connection: sqlite3.Connection) -> dict[str, Playbook]:
    """Return every playbook that can be read, by its hash."""
    books: dict[str, Playbook] = {}
    for hash_, text in connection.execute("SELECT hash, json FROM playbooks"):
        try:
            books[hash_] = decode_playbook(text)
        except StorageUnavailable:
            continue
    return books
