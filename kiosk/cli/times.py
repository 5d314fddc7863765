"""Days and moments said on a command line: ISO 8601, or today, yesterday, week, month; or 12:30 of the clock here."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.counter.counter import Counter
    from kiosk.counter.ports import Period

WORDS = "ISO 8601 such as 2026-11-22, or today, yesterday, week (since Monday), month (since the 1st)"

MOMENT_WORDS = "12:30 by the clock here, or ISO 8601 such as 2026-11-22T12:30"

_ISO = re.compile(r"[0-9W-]+([T ][0-9:.,Z+-]*)?")
"""What a day or a moment is written with: Python takes any sign between the two, an escape too."""

FIRST, LAST = "0001-01-01", "9999-12-31"


def add_times(parser: argparse.ArgumentParser) -> None:
    """Add the two ends of a period."""
    parser.add_argument("--since", metavar="WHEN", help=f"the first business day: {WORDS}")
    parser.add_argument("--until", metavar="WHEN", help="the last business day, which belongs to it; said likewise")


def period(since: str | None, until: str | None, today: Callable[[], str]) -> Period:
    """Return the business days meant; an end nobody says is open.

    `--since yesterday` alone goes on to today. Refused when a word is no day, or the ends are the wrong way round.
    """
    from kiosk.counter.ports import Period

    first = _day(since, today, last=False) if since else FIRST
    last = _day(until, today, last=True) if until else LAST
    if first > last:
        raise Refused("bad-period", f"The period begins on {first}, after its end on {last}. Swap them.")
    return Period(first, last)


def _day(said: str, today: Callable[[], str], *, last: bool) -> str:
    """Return one end of a period as 2026-11-22."""
    from datetime import date, datetime, timedelta

    from kiosk.work.text.text import clean

    if said not in ("today", "yesterday", "week", "month"):
        try:
            return datetime.fromisoformat(said if _ISO.fullmatch(said) else "").date().isoformat()
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


def day_begins(said: str, counter: Counter) -> int:
    """Return when the business day meant begins, in milliseconds since 1970, UTC."""
    from kiosk.work.time.day import Days

    starts = counter.playbook.day_starts
    return Days(counter.local, starts).instant(_day(said, counter.today, last=False), starts)


def moment(said: str, now: int, local: Callable[[int], datetime]) -> int:
    """Return the moment meant, in milliseconds since 1970, UTC; it may be over.

    `12:30` is the one of the next 18 hours or of the 6 that are over. Refused when the words are no time.
    """
    from datetime import datetime

    from kiosk.work.text.text import clean
    from kiosk.work.time.moment import around, moment_of

    words = said.strip()
    try:
        if found := re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", words):
            return around(int(found[1]), int(found[2]), now, local)
        if (parts := _ISO.fullmatch(words)) and parts[1]:  # a day alone is no moment
            meant = datetime.fromisoformat(words)
            return int(meant.timestamp() * 1000) if meant.tzinfo else moment_of(meant, local)
    except (ValueError, OverflowError, OSError):
        pass
    raise Refused("bad-time", f"“{clean(said, 40)}” is no time. Say it as {MOMENT_WORDS}.")
