"""The versions of a counter's playbook: what waits as a draft, who approves it, what is published, who has read it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk.counter.ledger import Ledger, new_op
from kiosk.counter.live import LiveBoard, no_rows
from kiosk.counter.people import People
from kiosk.counter.ports import Entry
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import PlaybookPublished, ProcedureRead
from kiosk.work.order.event import COUNTER_STREAM
from kiosk.work.people.person import named
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.text.text import NAME_LENGTH, clean
from kiosk.work.time.instant import Instant
from kiosk.work.version.version import Version, Versions, is_asked, publish, still_needed

if TYPE_CHECKING:
    from kiosk.work.version.difference import Difference


class Draft(Struct, frozen=True, dict=True):
    """What a playbook's files say, where that is not what is in use."""

    playbook: Playbook
    running: Playbook
    """What it would follow."""

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """What would be otherwise."""
        from kiosk.work.version.difference import differences

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


class ReaderOf(Struct, frozen=True):
    """Somebody who has done a step, and whether they know what is new in it."""

    name: str
    read: Instant | None
    """When they said they have read the version in use; None where they did not, or did not have to."""
    missing: tuple[Difference, ...]
    """What they have not read and have to."""


class Playbooks:
    """The versions of the counter's playbook: the files' run when published, at once where nobody has to approve."""

    def __init__(self, live: LiveBoard, ledger: Ledger, people: People) -> None:
        """Adopt nothing yet."""
        self.files = ""
        """Hash of what the playbook's files say, where that was not read; empty where it is what was adopted."""
        self._live = live
        self._ledger = ledger
        self._people = people
        self._draft: Draft | None = None

    async def adopt(self, playbook: Playbook) -> None:
        """Publish edited files where nobody has to approve them; else they wait as a draft, and what runs stays.

        Orders that run keep the playbook they were opened under.
        """
        await self._live.catch_up()  # what another terminal has just published is no draft here
        running, people = await self._running(playbook.id), await self._people.everybody()
        self._draft = None
        if running is None or (running.hash == playbook.hash and not self._versions.of(playbook.id)):
            await self._use(playbook)
        elif running != playbook and is_asked(running.approval, people):
            await self._use(running)
            self._draft = Draft(playbook, running)
            self._live.tell()
        else:
            await self.publish(playbook)

    @property
    def draft(self) -> Draft | None:
        """What waits to be published; None where what is in use is what the files say, as far as they were read."""
        waiting, running = self._draft, self._live.playbook
        if waiting is None or waiting.playbook.hash == running.hash:
            return None
        if waiting.running.hash != running.hash:
            self._draft = waiting = Draft(waiting.playbook, running)
        return waiting

    async def publish(self, draft: Playbook, *, by: str = "", op: str = "") -> Outcome:
        """Approve a draft as somebody, where anybody has to, and publish it once enough people have."""
        op = op or new_op()

        async def attempt() -> Outcome:
            if await self._live.ask(lambda journal: journal.written(op)):
                return self._outcome(draft, already=False)
            standing = self._live.board.standing
            running, people = await self._running(draft.id), await self._people.everybody()
            known = named(people, by)
            stamp = self._ledger.stamp_of(known.name if known else by)
            events = publish(standing.versions, running, draft, people, stamp.by)
            if not events:
                return self._outcome(draft, already=True)
            is_published = any(isinstance(event, PlaybookPublished) for event in events)
            entry = Entry(op, COUNTER_STREAM, standing.version, events, stamp, playbook=draft if is_published else None)
            await self._live.append(entry, no_rows)
            return self._outcome(draft, already=False)

        return await self._live.racing(attempt, _("Other terminals keep changing this. Look, then press again."))

    def _outcome(self, draft: Playbook, *, already: bool) -> Outcome:
        versions = self._versions
        newest = versions.newest(draft.id)
        if newest and newest.hash == draft.hash:
            return Outcome(newest, newest.approved, already=already)
        given = versions.approved(draft.id, draft.hash)
        if already and newest is None:
            return Outcome(Version(draft.id, 1, draft.hash), already=True)
        return Outcome(None, given, still_needed(self._live.playbook.approval, given), already)

    async def versions(self) -> tuple[Version, ...]:
        """Return the versions of the playbook in use, oldest first; what ran before anything was published is one."""
        running = self._live.playbook
        first, *later = self._versions.of(running.id) or (Version(running.id, 1, running.hash),)
        if not first.at:
            stored = await self._live.ask(lambda journal: journal.versions.stored(first.hash))
            first = replace(first, at=stored)
        return (first, *later)

    def version_of(self, hash_: str) -> int:
        """Return the number of the version with a hash; 0 for one from before the first, or of another playbook."""
        known = self._versions
        if not known.of(self._live.playbook.id) and hash_ == self._live.playbook.hash:
            return 1
        return known.number(self._live.playbook.id, hash_)

    @property
    def has_followed(self) -> bool:
        """Whether the playbook in use follows another: only then anything is new."""
        return bool(self._versions.of(self._live.playbook.id))

    async def vital_news(self, hash_: str, step: str) -> tuple[Difference, ...]:
        """Return what is vital and new at a step in a version, against the one before it."""
        known = self._versions.of(self._live.playbook.id)
        number = self._versions.number(self._live.playbook.id, hash_)
        if number < 2:  # noqa: PLR2004 - the first follows none
            return ()
        old, new = [await self._live.stored(known[place].hash) for place in (number - 2, number - 1)]
        if step not in old.procedure or step not in new.procedure:
            return ()
        from kiosk.work.version.unread import changed_critically

        return changed_critically(old.procedure[step], new.procedure[step])

    def waits(self, hash_: str) -> tuple[int, int] | None:
        """Return the version an order is of, and the newer one that waits for the next; None where it is the newest."""
        newest = self._versions.newest(self._live.playbook.id)
        if newest is None or hash_ in (newest.hash, self._live.playbook.hash):
            return None
        return self.version_of(hash_), newest.number

    async def stored(self, hashes: Iterable[str]) -> dict[str, Playbook]:
        """Return stored playbooks by their hashes; what is not there is left out."""
        wanted = sorted(set(hashes))
        stored = await self._live.ask(lambda journal: {hash_: journal.playbook(hash_) for hash_ in wanted})
        return {hash_: playbook for hash_, playbook in stored.items() if playbook}

    # Who has read what is new: each is asked once, and nobody is held up for ever.

    async def to_read(self, playbook: Playbook, step: str, by: str) -> tuple[Difference, ...]:
        """Return what somebody has to read before they do a step; nobody who is not signed in is asked anything."""
        name = clean(by, NAME_LENGTH)
        if not name or step not in playbook.procedure:
            return ()
        now = playbook.procedure[step]
        worked = await self._live.ask(lambda journal: journal.versions.worked(name, step))
        if all(version == now.version for version, _hash in worked):
            return ()
        from kiosk.work.version.unread import to_read

        return to_read(await self._procedures(worked, step), self._read_by(name, step), now)

    async def read(self, playbook: Playbook, step: str, *, by: str, op: str = "") -> None:
        """Note that somebody has read how a step is done; read once already, nothing is written."""
        name = clean(by, NAME_LENGTH)
        if not name:
            raise Refused("nobody", _("Say who has read it: sign in first."))
        read = ProcedureRead(step, playbook.procedure[step].version)
        if read.procedure not in self._read_by(name, step):
            await self._ledger.stand(read, lambda _standing: (read,), name, op)

    async def readers(self, playbook: Playbook, step: str) -> tuple[ReaderOf, ...]:
        """Return everybody who has done a step or read how, by name."""
        version = playbook.procedure[step].version
        at = {
            who: when
            for (of, what, who), when in self._live.board.standing.read.items()
            if (of, what) == (step, version)
        }
        names = sorted({*at, *await self._live.ask(lambda journal: journal.versions.workers(step))}, key=str.casefold)
        return tuple([ReaderOf(name, at.get(name), await self.to_read(playbook, step, name)) for name in names])

    @property
    def _versions(self) -> Versions:
        return self._live.board.standing.versions

    async def _use(self, playbook: Playbook) -> None:
        """Open the next orders under a playbook."""
        now = self._ledger.clock.now()
        await self._live.ask(lambda journal: journal.keep_playbook(playbook, now))
        self._live.use(playbook)

    async def _running(self, name: str) -> Playbook | None:
        """Return the version of a playbook that orders are opened under; None where the record holds none."""
        newest = self._versions.newest(name)
        if newest:
            return await self._live.stored(newest.hash)
        return await self._live.ask(lambda journal: journal.newest_playbook(name))

    def _read_by(self, name: str, step: str) -> frozenset[str]:
        """Name the versions of a step somebody has read."""
        return frozenset(what for of, what, who in self._live.board.standing.read if (of, who) == (step, name))

    async def _procedures(self, worked: tuple[tuple[str, str], ...], step: str) -> list[Procedure]:
        """Return versions of a step's procedure, each from a playbook that has it."""
        books = [await self._live.stored(hash_) for _version, hash_ in worked]
        return [book.procedure[step] for book in books if step in book.procedure]
