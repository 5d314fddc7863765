"""The counter's verbs about reading: what is new in how a step is done, and who has read it."""

from __future__ import annotations

from msgspec import Struct

from kiosk.counter.ledger import Deciding
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import ProcedureRead
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.text.text import NAME_LENGTH, clean
from kiosk.work.time.instant import Instant
from kiosk.work.version.difference import Change
from kiosk.work.version.unread import to_read


class ReaderOf(Struct, frozen=True):
    """Somebody who has done a step, and whether they know what is new in it."""

    name: str
    read: Instant | None
    """When they said they have read the version in use; None where they did not, or did not have to."""
    missing: tuple[Change, ...]
    """What they have not read and have to."""


class ReadingUp(Deciding):
    """Who has read what is new: each is asked once, and nobody is held up for ever."""

    async def to_read(self, playbook: Playbook, step: str, by: str) -> tuple[Change, ...]:
        """Give what somebody has to read before they do a step; nobody who is not signed in is asked anything."""
        name = clean(by, NAME_LENGTH)
        if not name or step not in playbook.procedure:
            return ()
        now = playbook.procedure[step]
        worked = await self._live.ask(lambda journal: journal.worked(name, step))
        if all(version == now.version for version, _hash in worked):
            return ()
        return to_read(await self._procedures(worked, step), self._read_by(name, step), now)

    async def read(self, playbook: Playbook, step: str, *, by: str, op: str = "") -> None:
        """Note that somebody has read how a step is done; read once already, nothing is written."""
        name = clean(by, NAME_LENGTH)
        if not name:
            raise Refused("nobody", _("Say who has read it: sign in first."))
        read = ProcedureRead(step, playbook.procedure[step].version)
        if read.procedure not in self._read_by(name, step):
            await self.stand(read, lambda _standing: (read,), name, op)

    async def readers(self, playbook: Playbook, step: str) -> tuple[ReaderOf, ...]:
        """Give everybody who has done a step or read how, by name."""
        version = playbook.procedure[step].version
        at = {who: when for (of, what, who), when in self.board.standing.read.items() if (of, what) == (step, version)}
        names = sorted({*at, *await self._live.ask(lambda journal: journal.workers(step))}, key=str.casefold)
        return tuple([ReaderOf(name, at.get(name), await self.to_read(playbook, step, name)) for name in names])

    def _read_by(self, name: str, step: str) -> frozenset[str]:
        """Name the versions of a step somebody has read."""
        return frozenset(what for of, what, who in self.board.standing.read if (of, who) == (step, name))

    async def _procedures(self, worked: tuple[tuple[str, str], ...], step: str) -> list[Procedure]:
        """Give versions of a step's procedure, each from a playbook that has it."""
        books = [await self._live.playbook(hash_) for _version, hash_ in worked]
        return [book.procedure[step] for book in books if step in book.procedure]
