"""Which days? A question with four ready answers, and two days keyed by hand."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.counter.ports import Period
from kiosk.tui.manager.period import TITLES, ChosenDays, Name, dates, read_day
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _, later

READY: tuple[Name, ...] = ("today", "yesterday", "week", "month")

FROM = later("From which day? 2026-11-01, 11-01 or 1")
TO = later("To which day, that day included?")


async def ask_days(ask: Ask, days: ChosenDays, today: str, refuse: Callable[[str], None]) -> ChosenDays | None:
    """Ask which days a screen's numbers are for; `refuse` says that what was keyed is no day."""
    rows = [(ChosenDays(name), _(TITLES[name]), dates(ChosenDays(name).period(today), today)) for name in READY]
    custom = ChosenDays("custom")
    chosen = await ask.one(_("Which days?"), [*rows, (custom, _("From … to …"), _("key two days"))])
    if chosen != custom:
        return chosen
    shown = days.period(today)
    first = await _ask_day(ask, _(FROM), shown.first, today, refuse)
    last = await _ask_day(ask, _(TO), max(first, shown.last), today, refuse) if first else ""
    return ChosenDays("custom", Period(min(first, last), max(first, last))) if first and last else None


async def _ask_day(ask: Ask, question: str, shown: str, today: str, refuse: Callable[[str], None]) -> str:
    """Ask for a day; empty where none was keyed, or there is no such day."""
    words = await ask.words(question, shown, figures=True)
    day = read_day(words, today) if words is not None else ""
    if day is None:
        refuse(_("“{words}” is no day. Key year, month and day: {today}", words=words, today=today))
    return day or ""
