"""Which days? A question with four ready answers, and two days keyed by hand."""

from __future__ import annotations

from functools import partial

from kiosk.counter.ports import Period
from kiosk.tui.manager.period import TITLES, Days, Name, dates, read_day
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.words import _, later

READY: tuple[Name, ...] = ("today", "yesterday", "week", "month")

FROM = later("From which day? 2026-11-01, 11-01 or 1")
TO = later("To which day, that day included?")


class AskingDays(CounterScreen):
    """Asks for the days a screen's numbers are for."""

    days = Days()

    def show_days(self, days: Days) -> None:
        """Show numbers for other days; subclasses say how."""
        self.days = days

    def action_period(self) -> None:
        """Ask which days the numbers are for."""
        today = self.counter.today()
        offers = [Offer(name, _(TITLES[name]), dates(Days(name).period(today), today)) for name in READY]
        custom = Offer("custom", _("From … to …"), _("key two days"))
        self.app.push_screen(Choose(_("Which days?"), (*offers, custom)), self._asked)

    def _asked(self, chosen: tuple[object, ...] | None) -> None:
        match chosen:
            case ("today" | "yesterday" | "week" | "month" as name,):
                self.show_days(Days(name))
            case ("custom",):
                first = self.days.period(self.counter.today()).first
                self.app.push_screen(Prompt(_(FROM), first, figures=True), self._asked_first)
            case _:
                pass

    def _asked_first(self, words: str | None) -> None:
        first = self._day(words)
        if first is not None:
            last = max(first, self.days.period(self.counter.today()).last)
            self.app.push_screen(Prompt(_(TO), last, figures=True), partial(self._asked_last, first))

    def _asked_last(self, first: str, words: str | None) -> None:
        last = self._day(words)
        if last is not None:
            self.show_days(Days("custom", Period(min(first, last), max(first, last))))

    def _day(self, words: str | None) -> str | None:
        """Read a keyed day; say so when there is no such day."""
        if words is None:
            return None
        day = read_day(words, self.counter.today())
        if day is None:
            self.say(
                _("“{words}” is no day. Key year, month and day: {today}", words=words, today=self.counter.today()),
                "bad",
            )
        return day
