"""How long each step takes of late: what a forecast is made of."""

from __future__ import annotations

import sqlite3

from kiosk.work.summary import percentile

NEWEST = 200
"""How many completions of a step count: enough to be steady, few enough to follow a new person or procedure."""

DAYS = 14
"""Business days with orders that are looked back at: two weeks hold each weekday twice."""

_DAY = """
WITH RECURSIVE worked(day, place) AS (
  SELECT max(day), 1 FROM orders
  UNION ALL
  SELECT (SELECT max(day) FROM orders WHERE day < worked.day), place + 1 FROM worked WHERE day NOT NULL AND place < ?
)
SELECT min(day) FROM worked
"""
"""Walks from one business day to the one before it, so that it costs the same however many orders a day has."""

_WORK = """
SELECT took_s FROM completions INDEXED BY completions_day
WHERE day >= ? AND step = ? AND too_fast = 0 ORDER BY day DESC, rowid DESC LIMIT ?
"""

_STEPS = "SELECT DISTINCT step FROM completions INDEXED BY completions_day WHERE day >= ?"


def medians(connection: sqlite3.Connection) -> dict[str, float]:
    """Give, by step, the median seconds of work of the newest times it was done; a step never done is not there.

    Work runs from taking a ticket up to its bump, and from its opening where nobody took it up. What was bumped before
    it can have been done tells nothing and is left out.
    """
    (first,) = connection.execute(_DAY, (DAYS,)).fetchone()
    found: dict[str, float] = {}
    for (step,) in connection.execute(_STEPS, (first or "",)).fetchall():
        work = [seconds for (seconds,) in connection.execute(_WORK, (first, step, NEWEST))]
        middle = percentile(work, 0.5)
        if middle is not None:
            found[step] = middle
    return found
