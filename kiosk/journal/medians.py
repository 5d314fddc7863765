"""How long each step takes of late: what a forecast is made of."""

from __future__ import annotations

import sqlite3

from kiosk.work.time.percentile import percentile

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

_STEPS = """
WITH RECURSIVE known(step) AS (
  SELECT min(step) FROM completions INDEXED BY completions_work WHERE too_fast = 0 AND recalled = 0
  UNION ALL
  SELECT (SELECT min(step) FROM completions INDEXED BY completions_work
          WHERE step > known.step AND too_fast = 0 AND recalled = 0)
  FROM known WHERE step NOT NULL
)
SELECT step FROM known WHERE step NOT NULL
"""
"""Jumps from one step to the next, past all the rows of each."""

_WORK = """
SELECT took_s FROM completions INDEXED BY completions_work
WHERE step = ? AND day >= ? AND too_fast = 0 AND recalled = 0 ORDER BY day DESC, rowid DESC LIMIT ?
"""


def medians(connection: sqlite3.Connection) -> dict[str, float]:
    """Give, by step, the median seconds of work of the newest times it was done; a step never done is not there.

    Work runs from taking a ticket up to its bump, and from its opening where nobody took it up. What was bumped before
    it can have been done tells nothing and is left out, and so is what was done again after a recall.
    """
    (first,) = connection.execute(_DAY, (DAYS,)).fetchone()
    found: dict[str, float] = {}
    for (step,) in connection.execute(_STEPS).fetchall():
        work = [seconds for (seconds,) in connection.execute(_WORK, (step, first, NEWEST))]
        middle = percentile(work, 0.5)
        if middle is not None:
            found[step] = middle
    return found
