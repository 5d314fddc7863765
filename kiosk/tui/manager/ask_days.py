"""Which days? A question with four ready answers, and two days keyed by hand."""

from __future__ import annotations

from functools import partial

from kiosk.counter.ports import Period
from kiosk.tui.manager.period import TITLES, ChosenDays, Name, dates, read_day
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _, later

READY: tuple[Name, ...] = ("today", "yesterday", "week", "month")

FROM = later("From which day? 2026-11-01, 11-01 or 1")
TO = later("To which day, that day included?")


async def ask_days(ask: Ask, days: ChosenDays, today: str) -> ChosenDays | None:
    """Ask which days a screen's numbers are for."""
    rows = [(ChosenDays(name), _(TITLES[name]), dates(ChosenDays(name).period(today), today)) for name in READY]
    custom = ChosenDays("custom")
    chosen = await ask.one(_("Which days?"), [*rows, (custom, _("From … to …"), _("key two days"))])
    if chosen != custom:
        return chosen
    shown = days.period(today)
    first = await _ask_day(ask, _(FROM), shown.first, today)
    last = await _ask_day(ask, _(TO), max(first, shown.last), today) if first else ""
    return ChosenDays("custom", Period(min(first, last), max(first, last))) if first and last else None


async def _ask_day(ask: Ask, question: str, shown: str, today: str) -> str:
    """Ask for a day; empty where none was keyed."""
    words = await ask.words(question, shown, figures=True, refuse=partial(_no_day, today))
    return (read_day(words, today) or "") if words is not None else ""


def _no_day(today: str, words: str) -> str:
    """Say that what was keyed is no day; nothing where it is one."""
    wrong = _("“{words}” is no day. Key year, month and day: {today}", words=words, today=today)
    return wrong if read_day(words, today) is None else ""
