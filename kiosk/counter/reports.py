"""The counter's figures: sums, the rows behind them, what a person did, and the team without names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.counter.ledger import Ledger
from kiosk.counter.live import LiveBoard
from kiosk.counter.people import People
from kiosk.counter.ports import Period, Wanted
from kiosk.counter.shown import InLanguage
from kiosk.work.board.board import OnBoard
from kiosk.work.record.record import Rows
from kiosk.work.verb.at import LAST

if TYPE_CHECKING:
    from kiosk.work.report.figure import Figure, Figures, VersionFigures
    from kiosk.work.report.summary import Summary


class Reports:
    """What the record says of what was done; nothing here writes."""

    def __init__(self, live: LiveBoard, shown: InLanguage, ledger: Ledger, people: People) -> None:
        """Ask nothing yet."""
        self._live = live
        self._shown = shown
        self._ledger = ledger
        self._people = people

    async def finished(self, limit: int = LAST) -> tuple[OnBoard, ...]:
        """Return the orders finished last, newest first."""
        return tuple(self._shown.entry(entry) for entry in await self._live.finished(limit))

    async def summary(self, period: Period) -> Summary:
        """Return the manager's numbers for some business days."""
        now = self._ledger.clock.now().at
        return self._shown.as_read(await self._live.ask(lambda journal: journal.summary(period, now)))

    async def not_proved(self, period: Period) -> tuple[tuple[str, int], ...]:
        """Return who was only named by commands for steps of some business days, each with how many, by name."""
        return await self._live.ask(lambda journal: journal.people.not_proved(period))

    async def rows(self, period: Period, wanted: Wanted) -> Rows:
        """Return the rows behind one of the manager's numbers, newest first, some thousands at most."""
        return self._shown.as_read(await self._live.ask(lambda journal: journal.rows(period, wanted)))

    async def medians(self) -> dict[str, float]:
        """Return, by step, the median seconds of work of the newest times it was done; one never done is not there."""
        return await self._live.ask(lambda journal: journal.medians())

    async def version_figures(self, step: str, procedures: Iterable[str]) -> tuple[VersionFigures, ...]:
        """Return how a step went under some versions of its procedure."""
        wanted = tuple(procedures)
        return await self._live.ask(
            lambda journal: tuple(journal.versions.version_figures(step, hash_) for hash_ in wanted)
        )

    # The last seven business days.

    async def figures(self, name: str) -> Figures:
        """Return a person's own figures of the last seven business days; theirs to see and nobody else's."""
        from kiosk.work.report.figure import Figures, own_figures

        person = await self._people.person(name)
        days = self.last_days()
        done = await self._live.ask(lambda journal: journal.people.work_of(days, person.name))
        kept, asked = await self._live.ask(lambda journal: journal.people.points_of(days, person.name))
        return self._shown.as_read(Figures(own_figures(done), kept, asked))

    async def team(self) -> tuple[Figure, ...]:
        """Return the last seven business days by role, step and station, without names."""
        from kiosk.work.report.figure import team_figures

        days = self.last_days()
        return self._shown.as_read(team_figures(await self._live.ask(lambda journal: journal.people.work_of(days))))

    def last_days(self) -> Period:
        """Return the last seven business days, today among them."""
        today = self._ledger.today()
        return Period(f"{date.fromisoformat(today) - timedelta(days=6)}", today)
