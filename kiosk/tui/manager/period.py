"""Which days the manager's numbers are for, by business day, and how they read.

| choice | days |
|---|---|
| today, yesterday | that day |
| week | from Monday to today |
| month | from the first of the month to today |
| custom | from one keyed day to another |
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from kiosk.counter.ports import Period
from kiosk.words import _, later
from kiosk.work.time.day import SHORT_DAYS

Name = Literal["today", "yesterday", "week", "month", "custom"]

TITLES: dict[Name, str] = {
    "today": later("Today"),
    "yesterday": later("Yesterday"),
    "week": later("This week"),
    "month": later("This month"),
    "custom": later("Custom"),
}

WEEK = 7

WEEKDAYS = (
    *(later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday"), later("Saturday")),
    later("Sunday"),
)
MONTHS = (
    *(later("Jan"), later("Feb"), later("Mar"), later("Apr"), later("May"), later("Jun"), later("Jul"), later("Aug")),
    *(later("Sep"), later("Oct"), later("Nov"), later("Dec")),
)
"""In three letters or so, as they stand beside a day."""


class ChosenDays(Struct, frozen=True):
    """A choice of days; `today` moves on with the business day."""

    name: Name = "today"
    keyed: Period | None = None
    """The days that were keyed, for `custom`."""

    def period(self, today: str) -> Period:
        """Return the days meant when it is `today`."""
        now = date.fromisoformat(today)
        match self.name:
            case "today":
                return Period(today, today)
            case "yesterday":
                day = (now - timedelta(days=1)).isoformat()
                return Period(day, day)
            case "week":
                return Period((now - timedelta(days=now.weekday())).isoformat(), today)
            case "month":
                return Period(now.replace(day=1).isoformat(), today)
            case "custom":
                return self.keyed or Period(today, today)


def before(period: Period) -> Period:
    """Return the days to compare with: as many whole weeks earlier as it takes, so that weekdays meet their like."""
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    weeks = timedelta(days=-(-((last - first).days + 1) // WEEK) * WEEK)
    return Period((first - weeks).isoformat(), (last - weeks).isoformat())


def month(day: date) -> str:
    """Name a day's month, short."""
    return _(MONTHS[day.month - 1])


def dates(period: Period, today: str) -> str:
    """Write days as people read them: `Sun 22 Nov`, `16–22 Nov`, `28 Oct – 3 Nov`, with the year if it is another."""
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    year = "" if str(last.year) == today[:4] else f" {last.year}"
    if first == last:
        return f"{_(SHORT_DAYS[first.weekday()])} {first.day} {month(first)}{year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {month(last)}{year}"
    own = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {month(first)}{own} – {last.day} {month(last)}{year or (own and f' {last.year}')}"


def before_words(period: Period, today: str) -> str:
    """Name the days that are compared with: `last Sunday` for today, else their dates."""
    compared = before(period)
    if period == Period(today, today):
        return _("last {weekday}", weekday=_(WEEKDAYS[date.fromisoformat(compared.first).weekday()]))
    return dates(compared, today)


def read_day(words: str, today: str) -> str | None:
    """Read a keyed day: `2026-11-22` or `20261122`, `11-22` of this year, `22` of this month; None for no day.

    Points part as well as dashes, since a pad of figures has both.
    """
    figures = words.strip().replace(".", "-").strip("-").split("-")
    if len(figures) == 1 and len(figures[0]) == len("20261122"):
        (whole,) = figures
        figures = [whole[:4], whole[4:6], whole[6:]]
    if len(figures) > len(("year", "month", "day")) or not all(part.isascii() and part.isdigit() for part in figures):
        return None
    figures = [*today.split("-")[: 3 - len(figures)], *figures]
    try:
        return date(int(figures[0]), int(figures[1]), int(figures[2])).isoformat()
    except (ValueError, OverflowError):
        return None
