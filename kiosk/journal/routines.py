"""What the record holds that routines depend on: their own events, and the orders that count for them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.counter.ports import RoutineRecord
from kiosk.journal import events

_LAST_DAY = """
SELECT coalesce(max(day), '') FROM (
  SELECT max(day) AS day FROM orders INDEXED BY orders_day WHERE day < ?1
  UNION ALL SELECT max(day) FROM routines INDEXED BY routines_day WHERE day < ?1)
"""
_EVENTS = f"""
{events.SELECT}
WHERE e.stream IN (SELECT occurrence FROM routines INDEXED BY routines_day WHERE day IN (?, ?)) ORDER BY e.seq
"""  # noqa: S608 - names from the code alone
_FINISHED = """
SELECT finished_at, order_id FROM orders INDEXED BY orders_day
WHERE day IN (?, ?) AND state = 'finished' ORDER BY finished_at, number
"""
_SINCE = """
SELECT json_extract(routine.value, '$.id'), min(stored_at)
FROM playbooks, json_each(playbooks.json, '$.routines') AS routine WHERE playbooks.id = ? GROUP BY 1
"""


def routine_record(connection: sqlite3.Connection, day: str, playbook: str, *, count: bool) -> RoutineRecord:
    """Return what routines depend on, of a day and the last day before it on which anything was done."""
    (before,) = connection.execute(_LAST_DAY, (day,)).fetchone()
    days = (before, day)
    finished = connection.execute(_FINISHED, days).fetchall() if count else []
    return RoutineRecord(
        tuple(one for one in days if one),
        events.all_recorded(connection.execute(_EVENTS, days)),
        tuple((_milliseconds(at), str(order)) for at, order in finished),
        {str(routine): int(at) for routine, at in connection.execute(_SINCE, (playbook,))},
    )


def _milliseconds(utc: str) -> int:
    moment = datetime.fromisoformat(utc)
    return int(moment.replace(microsecond=0).timestamp()) * 1000 + moment.microsecond // 1000
