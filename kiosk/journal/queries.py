"""What managers ask of the read models: a period's numbers, and the rows behind one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from kiosk.journal.readmodels import ADHERENCE, COMPLETIONS, ORDERS, READINGS
from kiosk.ports import Period, Wanted
from kiosk.work.adherence import PointRow, ReadingRow
from kiosk.work.completion import Completion
from kiosk.work.playbook import Playbook
from kiosk.work.record import OrderRow, Rows
from kiosk.work.summary import Summary, summarise

Hour = Callable[[str], str]
"""Gives the local hour, such as `12`, of a UTC text."""

MOST_ROWS = 5_000
"""How many rows stand behind one number at most: more is an export's work."""


class _Order(NamedTuple):
    number: int
    state: str
    playbook: str
    finished_at: str
    seconds: float | None


class _Done(NamedTuple):
    step: str
    step_name: str
    total_s: float
    target_s: int
    pace: str
    too_fast: int


class _Point(NamedTuple):
    step: str
    point: str
    mark: str
    step_name: str
    words: str
    critical: int


class _Reading(NamedTuple):
    order_id: str
    place: int
    step: str
    spec: str
    within: int
    action: str


def local_hour(zone: tzinfo | None = None) -> Hour:
    """Give the function that finds the hour in `zone`, the machine's own unless said."""

    @lru_cache(4096)
    def of_minute(minute: str) -> str:
        return f"{datetime.fromisoformat(f'{minute}Z').astimezone(zone):%H}"

    return lambda utc: of_minute(utc[:16])


def summary(
    connection: sqlite3.Connection, period: Period, playbook: Callable[[str], Playbook | None], hour: Hour
) -> Summary:
    """Sum up a period from its own rows alone; `playbook` gives one by its hash."""
    days = (period.first, period.last)

    def ask(columns: str, table: str) -> Iterator[Any]:
        # The planner is told its index: with statistics in the file it has been seen to read all years for one day.
        sql = f"SELECT {columns} FROM {table} INDEXED BY {table}_day WHERE day BETWEEN ? AND ?"  # noqa: S608 - names from here
        return connection.execute(sql, days)

    orders = [_Order._make(row) for row in ask(", ".join(_Order._fields), "orders")]
    hashes = dict.fromkeys(order.playbook for order in orders)
    return summarise(
        orders,
        map(_Done._make, ask(", ".join(_Done._fields), "completions")),
        _points(connection, days),
        map(_Reading._make, ask(", ".join(_Reading._fields), "readings")),
        playbooks={hash_: book for hash_ in hashes if (book := playbook(hash_))},
        hour=hour,
    )


def _points(connection: sqlite3.Connection, days: tuple[str, str]) -> Iterator[tuple[_Point, int]]:
    """Count the marks inside the index; the words are looked up once for each point and mark."""
    counts = connection.execute(
        """
        SELECT step, point, mark, count(*), max(rowid) FROM adherence INDEXED BY adherence_day
        WHERE day BETWEEN ? AND ? GROUP BY step, point, mark ORDER BY min(rowid)
        """,
        days,
    ).fetchall()
    for step, point, mark, times, newest in counts:
        words = connection.execute("SELECT step_name, words, critical FROM adherence WHERE rowid = ?", (newest,))
        yield _Point(step, point, mark, *words.fetchone()), times


def rows(connection: sqlite3.Connection, period: Period, wanted: Wanted) -> Rows:
    """Give the rows of one read model, newest first."""
    match wanted.of:
        case "orders":
            return Rows(orders=orders(connection, period, wanted.state))
        case "completions":
            too_fast = "1" if wanted.too_fast else ""
            return Rows(completions=completions(connection, period, wanted.step, pace=wanted.pace, too_fast=too_fast))
        case "adherence":
            critical = "1" if wanted.critical else ""
            found = adherence(connection, period, wanted.step, wanted.point, mark=wanted.mark, critical=critical)
            return Rows(adherence=found)
        case "readings":
            return Rows(readings=readings(connection, period, wanted.step))


def completions(connection: sqlite3.Connection, period: Period, step: str = "", **more: str) -> tuple[Completion, ...]:
    """Give the completions of a period, of one step if it is named, with `more` columns so and so, newest first."""
    where, values = _where(period, step=step, **more)
    return tuple(Completion(*row) for row in connection.execute(COMPLETIONS.select + where, values))


def adherence(
    connection: sqlite3.Connection, period: Period, step: str = "", point: str = "", **more: str
) -> tuple[PointRow, ...]:
    """Give the points of a period, of one step or point if named, with `more` columns so and so, newest first."""
    where, values = _where(period, step=step, point=point, **more)
    return tuple(PointRow(*row) for row in connection.execute(ADHERENCE.select + where, values))


def readings(connection: sqlite3.Connection, period: Period, step: str = "") -> tuple[ReadingRow, ...]:
    """Give the readings of a period, of one step if it is named, newest first."""
    where, values = _where(period, step=step)
    return tuple(ReadingRow(*row) for row in connection.execute(READINGS.select + where, values))


def orders(connection: sqlite3.Connection, period: Period, state: str = "") -> tuple[OrderRow, ...]:
    """Give the orders of a period, of one state if it is named, newest first."""
    where, values = _where(period, state=state)
    return tuple(OrderRow(*row) for row in connection.execute(ORDERS.select + where, values))


def _where(period: Period, **named: str) -> tuple[str, tuple[Any, ...]]:
    """Give the end of a question about some days and, of the named columns, those with a value."""
    wanted = {column: value for column, value in named.items() if value}
    more = "".join(f" AND {column} = ?" for column in wanted)
    values = (period.first, period.last, *wanted.values(), MOST_ROWS)
    return f"WHERE day BETWEEN ? AND ?{more} ORDER BY day DESC, rowid DESC LIMIT ?", values
