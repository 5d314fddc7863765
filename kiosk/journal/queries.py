"""What managers ask of the read models: a period's numbers, and the rows behind one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.counter.ports import Period, Wanted
from kiosk.journal.readmodels import ADHERENCE, COMPLETIONS, ORDERS, PROBLEMS, READINGS, RECALLS, ROUTINES, WASTE
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.adherence import PointRow, ReadingRow
from kiosk.work.record.completion import Completion
from kiosk.work.record.losses import RecallRow, WasteRow
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.record.record import OrderRow, Rows
from kiosk.work.record.routine_row import RoutineRow
from kiosk.work.time.instant import utc

if TYPE_CHECKING:
    from kiosk.work.report.summary import Summary

Hour = Callable[[str], str]
"""Gives the local hour, such as `12`, of a UTC text."""

HOUR = 3_600_000
"""Milliseconds."""

_DETOURS = "(rushed > 0 OR undone > 0 OR changes > 0 OR holds > 0 OR early <> '')"

MOST_ROWS = 5_000
"""How many rows stand behind one number at most: more is an export's work."""


class _Order(NamedTuple):
    number: int
    state: str
    playbook: str
    finished_at: str
    seconds: float | None
    r2p_s: float | None
    handoff_s: float | None
    rushed: int
    undone: int
    changes: int
    holds: int
    early: str


class _Done(NamedTuple):
    step: str
    step_name: str
    station: str
    total_s: float
    target_s: int
    pace: str
    too_fast: int


class _Recall(NamedTuple):
    order_id: str
    step: str
    step_name: str
    reason: str
    handed_over: int
    follows: int


class _Waste(NamedTuple):
    item: str
    name: str
    quantity: int
    reason: str


class _Problem(NamedTuple):
    step: str
    step_name: str
    procedure: str
    kind: str
    resolved_at: str


class _Routine(NamedTuple):
    state: str
    points: int
    points_kept: int


class _Point(NamedTuple):
    step: str
    point: str
    mark: str
    step_name: str
    words: str
    critical: int
    source: str


class _Rating(NamedTuple):
    order_id: str
    playbook: str
    rating: int
    step: str
    kept: int
    asked: int


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
    connection: sqlite3.Connection,
    period: Period,
    playbook: Callable[[str], Playbook | None],
    *,
    hour: Hour,
    now: int,
) -> Summary:
    """Sum up a period from its own rows alone.

    `playbook` gives one by its hash; `now`, in milliseconds since 1970, ends the last hour.
    """
    from kiosk.work.report.summary import Counted, summarise

    days = (period.first, period.last)

    def ask(columns: tuple[str, ...], table: str) -> Iterator[Any]:
        # The planner is told its index: with statistics in the file it has been seen to read all years for one day.
        sql = f"SELECT {', '.join(columns)} FROM {table} INDEXED BY {table}_day WHERE day BETWEEN ? AND ?"  # noqa: S608 - names from here
        return connection.execute(sql, days)

    orders = [_Order._make(row) for row in ask(_Order._fields, "orders")]
    hashes = dict.fromkeys(order.playbook for order in orders)
    counted = Counted(
        orders,
        map(_Done._make, ask(_Done._fields, "completions")),
        _points(connection, days),
        map(_Reading._make, ask(_Reading._fields, "readings")),
        map(_Recall._make, ask(_Recall._fields, "recalls")),
        map(_Waste._make, ask(_Waste._fields, "waste")),
        _last_hour(connection, period.last, now),
        map(_Problem._make, ask(_Problem._fields, "problems")),
        _ratings(connection, days),
        map(_Routine._make, ask(_Routine._fields, "routines")),
    )
    return summarise(counted, {hash_: book for hash_ in hashes if (book := playbook(hash_))}, hour)


def _last_hour(connection: sqlite3.Connection, day: str, now: int) -> Iterator[_Done]:
    """Give what was bumped in the hour before now, of the orders of one day."""
    sql = f"""
    SELECT {", ".join(_Done._fields)} FROM completions INDEXED BY completions_day
    WHERE day = ? AND bumped_at > ? AND bumped_at <= ?
    """  # noqa: S608 - names from here
    return map(_Done._make, connection.execute(sql, (day, utc(now - HOUR), utc(now))))


def _points(connection: sqlite3.Connection, days: tuple[str, str]) -> Iterator[tuple[_Point, int]]:
    """Count the marks inside the index; the words are looked up once for each point and mark."""
    counts = connection.execute(
        """
        SELECT step, point, mark, source, count(*), max(rowid) FROM adherence INDEXED BY adherence_day
        WHERE day BETWEEN ? AND ? GROUP BY step, point, mark, source ORDER BY min(rowid)
        """,
        days,
    ).fetchall()
    for step, point, mark, source, times, newest in counts:
        words = connection.execute("SELECT step_name, words, critical FROM adherence WHERE rowid = ?", (newest,))
        step_name, said, critical = words.fetchone()
        yield _Point(step, point, mark, step_name, said, critical, source), times


def _ratings(connection: sqlite3.Connection, days: tuple[str, str]) -> Iterator[_Rating]:
    """Give each guest's rating with how many points of each step its workers kept, of how many asked."""
    sql = """
    SELECT o.order_id, o.playbook, o.rating, coalesce(a.step, ''), coalesce(sum(a.mark = 'kept'), 0),
      coalesce(sum(a.mark <> 'not-applicable'), 0)
    FROM orders o INDEXED BY orders_rated
    LEFT JOIN adherence a ON a.order_id = o.order_id AND a.source IN ('self', 'coach')
    WHERE o.rating > 0 AND o.day BETWEEN ? AND ? GROUP BY o.order_id, a.step ORDER BY o.rowid
    """
    return map(_Rating._make, connection.execute(sql, days))


def rows(connection: sqlite3.Connection, period: Period, wanted: Wanted) -> Rows:
    """Give the rows of one read model, newest first."""
    match wanted.of:
        case "orders":
            return Rows(orders=orders(connection, period, wanted.state, detours=wanted.detours, rated=wanted.rated))
        case "completions":
            too_fast = "1" if wanted.too_fast else ""
            named = {"pace": wanted.pace, "too_fast": too_fast, "station": wanted.station}
            return Rows(completions=completions(connection, period, wanted.step, **named))
        case "adherence":
            critical = "1" if wanted.critical else ""
            more = {"mark": wanted.mark, "critical": critical, "source": wanted.source}
            return Rows(adherence=adherence(connection, period, wanted.step, wanted.point, **more))
        case "readings":
            return Rows(readings=readings(connection, period, wanted.step))
        case "recalls":
            where, values = _where(period)
            return Rows(recalls=tuple(RecallRow(*row) for row in connection.execute(RECALLS.select + where, values)))
        case "waste":
            where, values = _where(period)
            return Rows(waste=tuple(WasteRow(*row) for row in connection.execute(WASTE.select + where, values)))
        case "problems":
            return Rows(problems=problems(connection, period, wanted))
        case "routines":
            where, values = _where(period)
            return Rows(routines=tuple(RoutineRow(*row) for row in connection.execute(ROUTINES.select + where, values)))


def problems(connection: sqlite3.Connection, period: Period, wanted: Wanted) -> tuple[ProblemRow, ...]:
    """Give what was raised in a period, newest first: all, what nobody has resolved, or by the beginning of its id."""
    where, values = _where(period, step=wanted.step)
    if wanted.problem:
        where, values = "WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT ?2", (wanted.problem, MOST_ROWS)
    elif wanted.unresolved:
        where = f"WHERE resolved_at = '' AND{where.removeprefix('WHERE')}"
    return tuple(ProblemRow(*row) for row in connection.execute(PROBLEMS.select + where, values))


def completions(connection: sqlite3.Connection, period: Period, step: str = "", **more: str) -> tuple[Completion, ...]:
    """Give the completions of a period, of one step if it is named, with `more` columns so and so, newest first."""
    where, values = _where(period, step=step, **more)
    return tuple(Completion(*row) for row in connection.execute(COMPLETIONS.select + where, values))


def adherence(
    connection: sqlite3.Connection, period: Period, step: str = "", point: str = "", source: str = "", **more: str
) -> tuple[PointRow, ...]:
    """Give the points of a period, of one step or point if named, with `more` columns so and so, newest first.

    Of the source `self` are also the coach's marks: those of who answers for a point.
    """
    where, values = _where(period, step=step, point=point, source="" if source == "self" else source, **more)
    if source == "self":
        where = f"WHERE source IN ('self', 'coach') AND{where.removeprefix('WHERE')}"
    return tuple(PointRow(*row) for row in connection.execute(ADHERENCE.select + where, values))


def readings(connection: sqlite3.Connection, period: Period, step: str = "") -> tuple[ReadingRow, ...]:
    """Give the readings of a period, of one step if it is named, newest first."""
    where, values = _where(period, step=step)
    return tuple(ReadingRow(*row) for row in connection.execute(READINGS.select + where, values))


def orders(
    connection: sqlite3.Connection, period: Period, state: str = "", *, detours: bool = False, rated: bool = False
) -> tuple[OrderRow, ...]:
    """Give the orders of a period, of one state if named, only those that made a detour or were rated, newest first."""
    where, values = _where(period, state=state)
    more = f"WHERE {_DETOURS} AND" if detours else "WHERE rating > 0 AND" if rated else "WHERE"
    return tuple(OrderRow(*row) for row in connection.execute(ORDERS.select + more + where[5:], values))


def _where(period: Period, **named: str) -> tuple[str, tuple[Any, ...]]:
    """Give the end of a question about some days and, of the named columns, those with a value."""
    wanted = {column: value for column, value in named.items() if value}
    more = "".join(f" AND {column} = ?" for column in wanted)
    values = (period.first, period.last, *wanted.values(), MOST_ROWS)
    return f"WHERE day BETWEEN ? AND ?{more} ORDER BY day DESC, rowid DESC LIMIT ?", values
