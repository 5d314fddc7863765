"""The people of a counter: who is known, who signs in with what, and as whom a terminal acts."""

from __future__ import annotations

import asyncio
import re
from secrets import token_bytes

from msgspec.structs import replace

from kiosk.counter.ledger import Decide, Ledger
from kiosk.counter.live import LiveBoard
from kiosk.errors import Refused, StorageUnavailable
from kiosk.settings import LONGEST_PERSON
from kiosk.words import _
from kiosk.work.order.acting import Acting, as_person
from kiosk.work.order.counter_events import How, PersonSignedIn, PersonSignedOut, PinRefused, PinUnlocked
from kiosk.work.order.event import Event, Stamp
from kiosk.work.order.order import Order
from kiosk.work.people.person import MANAGER, Person, named, same_word
from kiosk.work.people.pin import BADGE_BYTES, SALT_BYTES, badge_hash, badge_text, fit_for_pin, hashed, is_badge, is_pin
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import clean

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class People:
    """The people of the counter, and as whom a terminal acts."""

    def __init__(self, live: LiveBoard, ledger: Ledger) -> None:
        """Know nobody yet; `everybody` asks."""
        self.acting = Acting()
        """Who signed in at this terminal, and what they said since."""
        self.known: tuple[Person, ...] = ()
        """Everybody who was known when the record was asked last."""
        self._live = live
        self._ledger = ledger

    async def everybody(self) -> tuple[Person, ...]:
        """Return who is known here, by name; until there are people everything is open to everybody."""
        self.known = await self._live.ask(lambda journal: journal.people())
        return self.known

    async def signing(self, by: str, decide: Decide) -> tuple[str, Decide]:
        """Return the name somebody is known by, and how they decide: with why they stand in, and who coaches them."""
        person = named(await self.everybody(), by)
        by = person.name if person else by
        mine = by and any(same_word(by, one) for one in (self.acting.by, self.acting.coach))
        acting = self.acting if mine else Acting(by)

        def decided(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            return as_person(order, book, decide(order, book, stamp), person, acting)

        return by, decided

    def coach_of(self, by: str) -> str:
        """Give who ticks the points in somebody's work for them; empty where they do it themselves."""
        return self.acting.coach if by and same_word(by, self.acting.by) else ""

    # Who is known.

    async def keep(self, person: Person) -> Person:
        """Know a person, or know them otherwise; PIN and badge of one who is known stay.

        Who manages from now on needs a longer PIN, so an earlier one goes. A known name in another spelling is refused:
        it may be meant for somebody else, and would take the roles of who is known.
        """
        name = clean(person.name)
        if not name or len(name) > LONGEST_PERSON:
            raise Refused("bad-name", f"A name has 1 to {LONGEST_PERSON} characters.")
        if person.language and not _LANGUAGE.fullmatch(person.language):
            raise Refused("bad-language", f"“{clean(person.language, 20)}” is no language; write en, es, de.")
        roles = tuple(dict.fromkeys(known_role(self._live.playbook_in_use, role) for role in person.roles))
        wanted = replace(person, name=name, roles=roles)
        if wanted.manages and wanted.trainee:
            raise Refused("trainee-manages", f"{name} cannot be a trainee and a manager at once.")
        before = named(await self.everybody(), name)
        if before and before.name != name:
            does = ", ".join(before.roles) or "every step"
            raise Refused(
                "known-otherwise",
                f"“{name}” is known here as {before.name}: {does}. To change that, write {before.name}; "
                "somebody else needs another name. Nothing was changed.",
            )
        now = self._ledger.clock.now()
        await self._live.ask(lambda journal: journal.keep_person(wanted, now))
        if before and before.has_pin and wanted.manages and not before.manages:
            await self._live.ask(lambda journal: journal.keep_pin(name, ""))
        return await self.person(name)

    async def person(self, name: str) -> Person:
        """Give a person who is known; refused where nobody is."""
        found = named(await self.everybody(), clean(name))
        if found is None:
            known = ", ".join(one.name for one in self.known) or "nobody"
            raise Refused(
                "no-such-person", _("There is no “{name}” here. Known: {known}.", name=clean(name), known=known)
            )
        return found

    async def remove(self, name: str) -> Person:
        """Forget a person; what they did stays in the record under their name."""
        gone = await self.person(name)
        await self._live.ask(lambda journal: journal.remove_person(gone.name))
        await self.everybody()
        return gone

    async def set_pin(self, name: str, pin: str) -> Person:
        """Give a person a PIN; wrong guesses at the one before are forgotten."""
        person = await self.person(name)
        fit_for_pin(pin, manages=person.manages)
        lock = await self._live.ask(lambda journal: journal.lock(person.name))
        stored = await asyncio.to_thread(hashed, pin, token_bytes(SALT_BYTES), lock.pepper)
        await self._live.ask(lambda journal: journal.keep_pin(person.name, stored))
        return await self.person(name)

    async def take_pin(self, name: str) -> Person:
        """Take a person's PIN away: they are believed without one."""
        person = await self.person(name)
        await self._live.ask(lambda journal: journal.keep_pin(person.name, ""))
        return await self.person(name)

    async def new_badge(self, name: str) -> str:
        """Give a person a new badge, and its text for a QR code; the one before is void."""
        person = await self.person(name)
        text = badge_text(token_bytes(BADGE_BYTES))
        digest = badge_hash(text)
        await self._live.ask(lambda journal: journal.keep_badge(person.name, digest))
        await self.everybody()
        return text

    async def unlock(self, name: str) -> Person:
        """Forgive wrong guesses at a person's PIN."""
        person = await self.person(name)
        await self._live.ask(lambda journal: journal.unlock(person.name))
        await self._note(PinUnlocked(person.name), "")
        return person

    # Who signs in.

    async def try_pin(self, name: str, pin: str) -> None:
        """Let who knows a person's PIN pass; refused otherwise, which stands in the record without what was tried.

        Who is not known, or has no PIN, is refused in the same words after the same time.
        """
        person = named(await self.everybody(), name)
        asked = person.name if person else ""
        now = self._ledger.clock.now()
        await self._live.ask(lambda journal: journal.guess(asked, now))
        lock = await self._live.ask(lambda journal: journal.lock(asked))
        if not await asyncio.to_thread(is_pin, pin, lock.stored, lock.pepper):
            await self._note(PinRefused(asked), "")
            raise Refused("wrong-pin", _("That PIN is wrong. Try again."))
        await self._live.ask(lambda journal: journal.guessed_right(asked))

    async def badge_holder(self, text: str) -> Person:
        """Give whose badge was scanned; refused where it is nobody's."""
        digest = badge_hash(text)
        found = await self._live.ask(lambda journal: journal.badge_of(digest)) if is_badge(text) else ""
        person = named(await self.everybody(), found)
        if person is None:
            raise Refused("no-such-badge", _("This badge is void, or of another counter. Sign in by name."))
        return person

    async def act_as(self, by: str, *, coach: str = "", standing_in: str = "") -> None:
        """Act as a person from now on: beside a coach who is known and no trainee, and in any role with a reason."""
        beside = await self.person(coach) if coach else None
        if beside and (beside.trainee or same_word(beside.name, by)):
            raise Refused(
                "no-coach", _("{person} cannot coach here: name somebody who has learned it.", person=beside.name)
            )
        why = clean(standing_in)
        self.acting = Acting(by, beside.name if beside else "", (("", why),) if why else ())

    async def try_badge(self, name: str, text: str) -> None:
        """Let who holds a person's badge pass; refused otherwise."""
        if (await self.badge_holder(text)).name != name:
            raise Refused("wrong-badge", _("That is somebody else's badge."))

    async def sign_in(self, person: Person, how: How, coach: str = "") -> None:
        """Let a person work at this terminal; whoever did before still does where that cannot be written."""
        before = self.acting
        await self.act_as(person.name, coach=coach)
        try:
            await self._note(PersonSignedIn(how, coach), person.name)
        except (Refused, StorageUnavailable):
            self.acting = before
            raise

    async def sign_out(self, then: Acting | None = None) -> None:
        """Let nobody work at this terminal any more, or who did before, whether or not that can be written."""
        gone, self.acting = self.acting.by, then or Acting()
        if gone:
            await self._note(PersonSignedOut(), gone)

    def stand_in(self, role: str, why: str) -> None:
        """Take why whoever signed in here stands in for a role, until they sign out."""
        reason = clean(why)
        if not reason:
            raise Refused("no-reason", _("Say why you stand in."))
        self.acting = self.acting.standing_in(role, reason)

    async def _note(self, event: Event, by: str) -> None:
        await self._ledger.stand(None, lambda _now: (event,), by, "")


def roles(playbook: Playbook) -> tuple[str, ...]:
    """Give every role a person can have here, as it is written first: the procedures' and Manager."""
    written = [procedure.role for procedure in playbook.procedures if procedure.role]
    return tuple({role.casefold(): role for role in reversed([*written, MANAGER])}.values())[::-1]


def known_role(playbook: Playbook, said: str) -> str:
    """Give a role as the playbook writes it; refused with the nearest where it has none of this name."""
    word, known = clean(said), roles(playbook)
    for role in known:
        if same_word(role, word):
            return role
    import difflib  # takes as long as half of a start

    near = difflib.get_close_matches(word.casefold(), [role.casefold() for role in known], 1)
    mean = next((f" Did you mean {role}?" for role in known if near and role.casefold() == near[0]), "")
    raise Refused("no-such-role", f"There is no role “{word}” in {playbook.title}.{mean} Roles: {', '.join(known)}.")
