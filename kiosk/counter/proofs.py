"""How people prove who they are: PINs and badges, given and tried."""

from __future__ import annotations

import asyncio
from secrets import token_bytes

from kiosk.counter.ledger import Ledger
from kiosk.counter.live import LiveBoard
from kiosk.counter.people import People
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import BadgeGiven, PinGiven, PinRefused, PinTaken, PinUnlocked
from kiosk.work.people.person import Person, named
from kiosk.work.people.pin import BADGE_BYTES, SALT_BYTES, badge_hash, badge_text, fit_for_pin, hashed, is_pin
from kiosk.work.text.scanned import badges


class Proofs:
    """PINs and badges: none stands in the record, only whose was tried or forgiven."""

    def __init__(self, live: LiveBoard, ledger: Ledger, people: People) -> None:
        """Try nothing yet."""
        self._live = live
        self._ledger = ledger
        self._people = people

    async def can_be_tried(self) -> bool:
        """Whether a PIN can be tried: not where what PINs are mixed with is gone."""
        return await self._live.ask(lambda journal: journal.people.has_pepper())

    async def set_pin(self, name: str, pin: str, *, by: str = "") -> Person:
        """Let a person have a PIN as somebody says; wrong guesses at the one before are forgotten."""
        person = await self._people.person(name)
        fit_for_pin(pin, manages=person.manages)
        lock = await self._live.ask(lambda journal: journal.people.lock(person.name))
        stored = await asyncio.to_thread(hashed, pin, token_bytes(SALT_BYTES), lock.pepper)
        await self._ledger.note(PinGiven(person.name), by, lambda people: people.keep_pin(person.name, stored))
        return await self._people.person(name)

    async def take_pin(self, name: str, *, by: str = "") -> Person:
        """Take a person's PIN away as somebody says: they are believed without one."""
        person = await self._people.person(name)
        if person.has_pin:
            await self._ledger.note(PinTaken(person.name), by, lambda people: people.keep_pin(person.name, ""))
        return await self._people.person(name)

    async def new_badge(self, name: str, *, by: str = "") -> str:
        """Return the text of a person's new badge, made as somebody says, for a QR code; the one before is void."""
        person = await self._people.person(name)
        text = badge_text(token_bytes(BADGE_BYTES))
        digest = badge_hash(text)
        await self._ledger.note(BadgeGiven(person.name), by, lambda people: people.keep_badge(person.name, digest))
        await self._people.everybody()
        return text

    async def unlock(self, name: str, *, by: str = "") -> Person:
        """Forgive wrong guesses at a person's PIN as somebody says."""
        person = await self._people.person(name)
        await self._ledger.note(PinUnlocked(person.name), by, lambda people: people.unlock(person.name))
        return person

    async def try_pin(self, name: str, pin: str) -> None:
        """Let who knows a person's PIN pass; refused otherwise, which stands in the record without what was tried.

        Who is not known, or has no PIN, is refused in the same words after the same time.
        """
        person = named(await self._people.everybody(), name)
        asked = person.name if person else ""
        now = self._ledger.clock.now()
        await self._live.ask(lambda journal: journal.people.guess(asked, now))
        lock = await self._live.ask(lambda journal: journal.people.lock(asked))
        if not await asyncio.to_thread(is_pin, pin, lock.stored, lock.pepper):
            await self._ledger.note(PinRefused(asked), "")
            raise Refused("wrong-pin", _("That PIN is wrong. Try again."))
        await self._live.ask(lambda journal: journal.people.guessed_right(asked))
        self._people.proved.add(asked)

    async def badge_holder(self, text: str) -> Person:
        """Return whose badge was scanned; refused where it is nobody's."""
        digests = [badge_hash(reading) for reading in badges(text)]
        holders = await self._live.ask(lambda journal: [journal.people.badge_of(digest) for digest in digests])
        person = named(await self._people.everybody(), next(filter(None, holders), ""))
        if person is None:
            raise Refused("no-such-badge", _("This badge is void, or of another counter. Sign in by name."))
        return person

    async def try_badge(self, name: str, text: str) -> None:
        """Let who holds a person's badge pass; refused otherwise."""
        if (await self.badge_holder(text)).name != name:
            raise Refused("wrong-badge", _("That is somebody else's badge."))
