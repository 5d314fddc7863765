"""The counter's verbs about people: who is known here."""

from __future__ import annotations

from kiosk.deciding import Deciding
from kiosk.work.people import Person


class Peopling(Deciding):
    """The people of the counter."""

    async def people(self) -> tuple[Person, ...]:
        """Give everybody who is known here, by name; until there are people everything is open to everybody."""
        return await self._live.call(self._journal.people)
