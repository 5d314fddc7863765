"""The counter's verbs about versions of its playbook: what waits as a draft, who approves it, what is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk.counter.ledger import new_op
from kiosk.counter.live import RACES, no_rows
from kiosk.counter.ports import Entry
from kiosk.counter.reading import ReadingUp
from kiosk.errors import Refused, Stale
from kiosk.words import _
from kiosk.work.order.counter_events import PlaybookPublished
from kiosk.work.order.event import COUNTER_STREAM
from kiosk.work.people.person import Person, named
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.version.difference import Change, changed_critically, differences
from kiosk.work.version.version import Version, is_asked, publish, still_needed

if TYPE_CHECKING:
    from kiosk.work.version.figure import VersionFigures


class Draft(Struct, frozen=True, dict=True):
    """What a playbook's files say, where that is not what is in use."""

    playbook: Playbook
    running: Playbook
    """What it would follow."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What would be otherwise."""
        return differences(self.running, self.playbook)


class Outcome(Struct, frozen=True):
    """What became of a draft that somebody approved."""

    version: Version | None
    """As it was published; None while others still have to approve."""
    approved: tuple[str, ...] = ()
    """Who has approved it by now."""
    missing: int = 0
    """How many people still have to."""
    already: bool = False
    """Whether it ran before."""


class Publishing(ReadingUp):
    """Edited files run when they are published: at once where nobody has to approve them."""

    files = ""
    """Hash of what the playbook's files say, where that was not read; empty where it is what the counter was given."""
    _draft: Draft | None = None

    async def adopt(self, playbook: Playbook) -> None:
        """Publish edited files where nobody has to approve them; else they wait as a draft, and what runs stays."""
        await self._live.catch_up()  # what another terminal has just published is no draft here
        running, people = await self._running(playbook.id), await self._people()
        self._draft = None
        if running is None or (running.hash == playbook.hash and not self.board.standing.versions.of(playbook.id)):
            await super().adopt(playbook)
        elif running != playbook and is_asked(running.approval, people):
            await super().adopt(running)
            self._draft = Draft(playbook, running)
            self._live.tell()
        else:
            await self.publish(playbook)

    @property
    def draft(self) -> Draft | None:
        """What waits to be published; None where what is in use is what the files say, as far as they were read."""
        waiting, running = self._draft, self.playbook
        if waiting is None or waiting.playbook.hash == running.hash:
            return None
        if waiting.running.hash != running.hash:
            self._draft = waiting = Draft(waiting.playbook, running)
        return waiting

    async def publish(self, draft: Playbook, *, by: str = "", op: str = "") -> Outcome:
        """Approve a draft as somebody, where anybody has to, and publish it once enough people have."""
        op = op or new_op()
        for _race in range(RACES):
            if await self._live.ask(lambda journal: journal.written(op)):
                return self._outcome(draft, already=False)
            standing, running, people = self.board.standing, await self._running(draft.id), await self._people()
            known = named(people, by)
            stamp = self.stamp_of(known.name if known else by)
            events = publish(standing.versions, running, draft, people, stamp.by)
            if not events:
                return self._outcome(draft, already=True)
            told = any(isinstance(event, PlaybookPublished) for event in events)
            entry = Entry(op, COUNTER_STREAM, standing.version, events, stamp, playbook=draft if told else None)
            try:
                await self._live.append(entry, no_rows)
            except Stale:
                await self._live.catch_up()
                continue
            return self._outcome(draft, already=False)
        raise Refused("busy", _("Other terminals keep changing this. Look, then press again."))

    def _outcome(self, draft: Playbook, *, already: bool) -> Outcome:
        versions = self.board.standing.versions
        newest = versions.newest(draft.id)
        if newest and newest.hash == draft.hash:
            return Outcome(newest, newest.approved, already=already)
        given = versions.approved(draft.id, draft.hash)
        if already and newest is None:
            return Outcome(Version(draft.id, 1, draft.hash), already=True)
        return Outcome(None, given, still_needed(self.playbook.approval, given), already)

    async def versions(self) -> tuple[Version, ...]:
        """Give the versions of the playbook in use, oldest first; what ran before anything was published is one."""
        found = self.board.standing.versions.of(self.playbook.id) or (Version(self.playbook.id, 1, self.playbook.hash),)
        stored = await self._live.ask(lambda journal: journal.stored(found[0].hash))
        return (found[0] if found[0].at else replace(found[0], at=stored), *found[1:])

    def version_of(self, hash_: str) -> int:
        """Give the number of the version with a hash; 0 for one from before the first, or of another playbook."""
        known = self.board.standing.versions
        if not known.of(self.playbook.id) and hash_ == self.playbook.hash:
            return 1
        return known.number(self.playbook.id, hash_)

    @property
    def has_followed(self) -> bool:
        """Whether the playbook in use follows another: only then anything is new."""
        return bool(self.board.standing.versions.of(self.playbook.id))

    async def vital_news(self, hash_: str, step: str) -> tuple[Change, ...]:
        """Give what is vital and new at a step in a version, against the one before it."""
        known = self.board.standing.versions.of(self.playbook.id)
        number = self.board.standing.versions.number(self.playbook.id, hash_)
        if number < 2:  # noqa: PLR2004 - the first follows none
            return ()
        old, new = [await self._live.playbook(known[place].hash) for place in (number - 2, number - 1)]
        if step not in old.procedure or step not in new.procedure:
            return ()
        return changed_critically(old.procedure[step], new.procedure[step])

    def waits(self, hash_: str) -> tuple[int, int] | None:
        """Give the version an order is of, and the newer one that waits for the next; None where it is the newest."""
        newest = self.board.standing.versions.newest(self.playbook.id)
        if newest is None or hash_ in (newest.hash, self.playbook.hash):
            return None
        return self.version_of(hash_), newest.number

    async def version_figures(self, step: str, procedures: Iterable[str]) -> tuple[VersionFigures, ...]:
        """Give how a step went under some versions of its procedure."""
        wanted = tuple(procedures)
        return await self._live.ask(lambda journal: tuple(journal.version_figures(step, one) for one in wanted))

    async def _running(self, name: str) -> Playbook | None:
        """Give the version of a playbook that orders are opened under; None where the record holds none."""
        newest = self.board.standing.versions.newest(name)
        if newest:
            return await self._live.playbook(newest.hash)
        return await self._live.ask(lambda journal: journal.newest_playbook(name))

    async def _people(self) -> Sequence[Person]:
        return await self._live.ask(lambda journal: journal.people())
