"""The counter's questions about what people did: one's own figures, and the team's without names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.counter.ledger import Deciding
from kiosk.counter.people import People
from kiosk.counter.playbooks import Playbooks
from kiosk.counter.ports import Period

if TYPE_CHECKING:
    from kiosk.work.report.figure import Figure, Figures
    from kiosk.work.version.figure import VersionFigures


class Figuring(Deciding):
    """Figures of the last seven business days."""

    @cached_property
    def people(self) -> People:
        """Who is known here, and as whom this terminal acts."""
        return People(self._live, self)

    @cached_property
    def playbooks(self) -> Playbooks:
        """The versions of the playbook."""
        return Playbooks(self._live, self, self.people)

    async def figures(self, name: str) -> Figures:
        """Give a person's own figures of the last seven business days; theirs to see and nobody else's."""
        from kiosk.work.report.figure import Figures, own_figures

        person = await self.people.person(name)
        days = self.last_days()
        done = await self._live.ask(lambda journal: journal.work_of(days, person.name))
        kept, asked = await self._live.ask(lambda journal: journal.points_of(days, person.name))
        return Figures(own_figures(done), kept, asked)

    async def team(self) -> tuple[Figure, ...]:
        """Give the last seven business days by role, step and station, without names."""
        from kiosk.work.report.figure import team_figures

        days = self.last_days()
        return team_figures(await self._live.ask(lambda journal: journal.work_of(days)))

    def last_days(self) -> Period:
        """Give the last seven business days, today among them."""
        today = self.today()
        return Period(f"{date.fromisoformat(today) - timedelta(days=6)}", today)

    async def version_figures(self, step: str, procedures: Iterable[str]) -> tuple[VersionFigures, ...]:
        """Give how a step went under some versions of its procedure."""
        wanted = tuple(procedures)
        return await self._live.ask(lambda journal: tuple(journal.version_figures(step, one) for one in wanted))
