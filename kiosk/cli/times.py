"""Days said on a command line: ISO 8601, or today, yesterday, week, month."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.ports import Period

WORDS = "ISO 8601 such as 2026-11-22, or today, yesterday, week (since Monday), month (since the 1st)"

FIRST, LAST = "0001-01-01", "9999-12-31"


def add_times(parser: argparse.ArgumentParser) -> None:
    """Add the two ends of a period."""
    parser.add_argument("--since", metavar="WHEN", help=f"the first business day: {WORDS}")
    parser.add_argument("--until", metavar="WHEN", help="the last business day, which belongs to it; said likewise")


def period(since: str | None, until: str | None, today: Callable[[], str]) -> Period:
    """Give the business days meant; an end nobody says is open.

    `--since yesterday` alone goes on to today. Refused when a word is no day, or the ends are the wrong way round.
    """
    from kiosk.errors import Refused
    from kiosk.ports import Period

    first = _day(since, today, last=False) if since else FIRST
    last = _day(until, today, last=True) if until else LAST
    if first > last:
        raise Refused("bad-period", f"The period begins on {first}, after its end on {last}. Swap them.")
    return Period(first, last)


def _day(said: str, today: Callable[[], str], *, last: bool) -> str:
    """Give one end of a period as 2026-11-22."""
    from datetime import date, datetime, timedelta

    from kiosk.errors import Refused
    from kiosk.work.text import clean

    if said not in ("today", "yesterday", "week", "month"):
        try:
            return datetime.fromisoformat(said).date().isoformat()
        except ValueError:
            raise Refused("bad-day", f"“{clean(said, 40)}” is no day. Say it as {WORDS}.") from None
    now = date.fromisoformat(today())
    if said == "yesterday":
        now -= timedelta(days=1)
    if said == "week" and not last:
        now -= timedelta(days=now.weekday())
    if said == "month" and not last:
        now = now.replace(day=1)
    return now.isoformat()
