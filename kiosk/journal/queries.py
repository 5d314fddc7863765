"""What managers ask of the read models: a period's numbers, and the rows behind one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kiosk.counter.ports import Period, Wanted
from kiosk.journal.readmodels import (
    ADHERENCE,
    COMPLETIONS,
    ORDERS,
    PROBLEMS,
    READINGS,
    RECALLS,
    REMAKES,
    ROUTINES,
    WASTE,
    ReadModel,
    Row,
)
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.adherence import PointRow, ReadingRow
from kiosk.work.record.completion import Completion
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.record.record import OrderRow, Rows
from kiosk.work.time.instant import utc

if TYPE_CHECKING:
    from kiosk.work.report.experience import RatedStep
    from kiosk.work.report.summary import Summary

Hour = Callable[[str], str]
"""Gives the local hour, such as `12`, of a UTC text."""

HOUR = 3_600_000
"""Milliseconds."""

_DETOURS = "(rushed > 0 OR undone > 0 OR changes > 0 OR holds > 0 OR early <> '')"

MOST_ROWS = 5_000
"""How many rows stand behind one number at most: more is an export's work."""


def local_hour(zone: tzinfo | None = None) -> Hour:
    """Return the function that finds the hour in `zone`, the machine's own unless said."""

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
    from kiosk.work.report.summary import DONE, Counted, summarise

    days = (period.first, period.last)
    done = f"SELECT {', '.join(DONE)} FROM completions {_of_days(COMPLETIONS)}"  # noqa: S608 - names from the code alone
    last_hour = f"{done} AND bumped_at > ? AND bumped_at <= ?"

    def every(model: ReadModel[Row]) -> Iterator[Row]:
        return model.read(connection, _of_days(model), days)

    orders = tuple(every(ORDERS))
    hashes = dict.fromkeys(order.playbook for order in orders)
    counted = Counted(
        orders,
        connection.execute(done, days),
        _points(connection, days),
        every(READINGS),
        every(RECALLS),
        every(WASTE),
        connection.execute(last_hour, (period.last, period.last, utc(now - HOUR), utc(now))),
        every(PROBLEMS),
        _ratings(connection, days),
        every(ROUTINES),
        every(REMAKES),
    )
    return summarise(counted, {hash_: book for hash_ in hashes if (book := playbook(hash_))}, hour)


def _of_days(model: ReadModel[Any]) -> str:
    """Return the end of a question about all of some days.

    The planner is told its index: with statistics in the file it has been seen to read all years for one day.
    """
    return f"INDEXED BY {model.table}_day WHERE day BETWEEN ? AND ?"


def _points(connection: sqlite3.Connection, days: tuple[str, str]) -> Iterator[tuple[PointRow, int]]:
    """Count the marks inside the index; the newest row of each point and mark stands for all of them."""
    counts = connection.execute(
        """
        SELECT count(*), max(rowid) FROM adherence INDEXED BY adherence_day
        WHERE day BETWEEN ? AND ? GROUP BY step, point, mark, source ORDER BY min(rowid)
        """,
        days,
    ).fetchall()
    for times, newest in counts:
        (row,) = ADHERENCE.read(connection, "WHERE rowid = ?", (newest,))
        yield row, times


def _ratings(connection: sqlite3.Connection, days: tuple[str, str]) -> Iterator[RatedStep]:
    """Return each guest's rating with how many points of each step its workers kept, of how many asked."""
    from kiosk.work.report.experience import RatedStep

    sql = """
    SELECT o.order_id, o.playbook, o.rating, coalesce(a.step, ''), coalesce(sum(a.mark = 'kept'), 0),
      coalesce(sum(a.mark <> 'not-applicable'), 0)
    FROM orders o INDEXED BY orders_rated
    LEFT JOIN adherence a ON a.order_id = o.order_id AND a.source IN ('self', 'coach')
    WHERE o.rating > 0 AND o.day BETWEEN ? AND ? GROUP BY o.order_id, a.step ORDER BY o.rowid
    """
    return (RatedStep(*cells) for cells in connection.execute(sql, days))


def rows(connection: sqlite3.Connection, period: Period, wanted: Wanted) -> Rows:
    """Return the rows of one read model, newest first."""
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
            return Rows(recalls=tuple(RECALLS.read(connection, *_where(period))))
        case "waste":
            return Rows(waste=tuple(WASTE.read(connection, *_where(period))))
        case "remakes":
            return Rows(remakes=tuple(REMAKES.read(connection, *_where(period))))
        case "problems":
            return Rows(problems=problems(connection, period, wanted))
        case "routines":
            return Rows(routines=tuple(ROUTINES.read(connection, *_where(period))))


def problems(connection: sqlite3.Connection, period: Period, wanted: Wanted) -> tuple[ProblemRow, ...]:
    """Return what was raised in a period, newest first: all, what none has resolved, or by the beginning of its id."""
    where, values = _where(period, step=wanted.step)
    if wanted.problem:
        where, values = "WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT ?2", (wanted.problem, MOST_ROWS)
    elif wanted.unresolved:
        where = f"WHERE resolved_at = '' AND{where.removeprefix('WHERE')}"
    return tuple(PROBLEMS.read(connection, where, values))


def completions(connection: sqlite3.Connection, period: Period, step: str = "", **more: str) -> tuple[Completion, ...]:
    """Return the completions of a period, of one step if it is named, with `more` columns so and so, newest first."""
    return tuple(COMPLETIONS.read(connection, *_where(period, step=step, **more)))


def adherence(
    connection: sqlite3.Connection, period: Period, step: str = "", point: str = "", source: str = "", **more: str
) -> tuple[PointRow, ...]:
    """Return the points of a period, of one step or point if named, with `more` columns so and so, newest first.

    Of the source `self` are also the coach's marks: those of who answers for a point.
    """
    where, values = _where(period, step=step, point=point, source="" if source == "self" else source, **more)
    if source == "self":
        where = f"WHERE source IN ('self', 'coach') AND{where.removeprefix('WHERE')}"
    return tuple(ADHERENCE.read(connection, where, values))


def readings(connection: sqlite3.Connection, period: Period, step: str = "") -> tuple[ReadingRow, ...]:
    """Return the readings of a period, of one step if it is named, newest first."""
    return tuple(READINGS.read(connection, *_where(period, step=step)))


def orders(
    connection: sqlite3.Connection, period: Period, state: str = "", *, detours: bool = False, rated: bool = False
) -> tuple[OrderRow, ...]:
    """Return the orders of a period, of one state if named, only those with a detour or a rating, newest first."""
    where, values = _where(period, state=state)
    more = f"WHERE {_DETOURS} AND" if detours else "WHERE rating > 0 AND" if rated else "WHERE"
    return tuple(ORDERS.read(connection, more + where[5:], values))


def _where(period: Period, **named: str) -> tuple[str, tuple[Any, ...]]:
    """Return the end of a question about some days and, of the named columns, those with a value."""
    wanted = {column: value for column, value in named.items() if value}
    more = "".join(f" AND {column} = ?" for column in wanted)
    values = (period.first, period.last, *wanted.values(), MOST_ROWS)
    return f"WHERE day BETWEEN ? AND ?{more} ORDER BY day DESC, rowid DESC LIMIT ?", values
