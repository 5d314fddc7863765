"""The people of a counter: who is known, who signs in, and as whom a terminal acts."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kiosk.counter.ledger import Decide, Ledger
from kiosk.counter.live import LiveBoard
from kiosk.counter.ports import PeopleKept
from kiosk.errors import Refused, StorageUnavailable
from kiosk.settings import LONGEST_PERSON
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.acting import Acting, as_person
from kiosk.work.order.counter_events import (
    How,
    PersonAdded,
    PersonChanged,
    PersonRemoved,
    PersonSignedIn,
    PersonSignedOut,
    PinTaken,
)
from kiosk.work.order.event import Event, Stamp
from kiosk.work.people.person import MANAGER, Person, named, same_word
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import clean, unseen_signs

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class People:
    """The people of the counter, and as whom a terminal acts."""

    def __init__(self, live: LiveBoard, ledger: Ledger) -> None:
        """Know nobody yet; `everybody` asks."""
        self.acting = Acting()
        """Who signed in at this terminal, and what they said since."""
        self.known: tuple[Person, ...] = ()
        """Everybody who was known when the record was asked last."""
        self.proved: set[str] = set()
        """Whose PIN was right here."""
        self._live = live
        self._ledger = ledger

    def by_command(self) -> None:
        """Prove nobody by their name alone, as a screen does: where anybody has a PIN the record says so."""
        self._ledger.doubts = self._doubts

    def _doubts(self, by: str) -> bool:
        return (
            bool(by) and not any(same_word(by, name) for name in self.proved) and any(one.has_pin for one in self.known)
        )

    async def everybody(self) -> tuple[Person, ...]:
        """Return who is known here, by name; until there are people everything is open to everybody."""
        self.known = await self._live.ask(lambda journal: journal.people.everybody())
        return self.known

    def called(self, by: str) -> str:
        """Return the name somebody is known by, however it was written; a name nobody knows stays as it is."""
        person = named(self.known, by)
        return person.name if person else by

    async def signing(self, by: str, decide: Decide) -> tuple[str, Decide]:
        """Return the name somebody is known by, and how they decide: with why they stand in, and who coaches them."""
        person = named(await self.everybody(), by)
        by = person.name if person else by
        mine = by and any(same_word(by, name) for name in (self.acting.by, self.acting.coach))
        acting = self.acting if mine else Acting(by)

        def decided(known: OnBoard, stamp: Stamp) -> tuple[Event, ...]:
            return as_person(known.order, known.playbook, decide(known, stamp), person, acting)

        return by, decided

    def roles_of(self, by: str) -> tuple[str, ...] | None:
        """Return the roles by which somebody may see what is not for everybody; None for whoever may see it all.

        That is whoever has no role of work, and everybody where nobody is known.
        """
        if not self.known:
            return None
        person = named(self.known, by)
        work = person and any(not same_word(role, MANAGER) for role in person.roles)
        return () if person is None else person.roles if work else None

    def coach_of(self, by: str) -> str:
        """Return who ticks the points in somebody's work for them; empty where they do it themselves."""
        return self.acting.coach if by and same_word(by, self.acting.by) else ""

    # Who is known.

    async def keep(self, person: Person, *, by: str = "") -> Person:
        """Know a person as somebody says, or know them otherwise; PIN and badge of one who is known stay.

        Who manages from now on needs a longer PIN, so an earlier one goes. A known name in another spelling is refused:
        it may be meant for somebody else, and would take the roles of who is known.
        """
        name = clean(person.name)
        if not name or len(name) > LONGEST_PERSON:
            raise Refused("bad-name", f"A name has 1 to {LONGEST_PERSON} characters.")
        if unseen := unseen_signs(person.name):
            raise Refused("bad-name", f"This name holds signs that no screen shows: {unseen}. Write it without.")
        if person.language and not _LANGUAGE.fullmatch(person.language):
            raise Refused("bad-language", f"“{clean(person.language, 20)}” is no language; write en, es, de.")
        roles = tuple(dict.fromkeys(known_role(self._live.playbook, role) for role in person.roles))
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
        loses = before is not None and before.has_pin and wanted.manages and not before.manages
        said = (name, wanted.roles, wanted.trainee, wanted.language)
        event = PersonChanged(*said) if before else PersonAdded(*said)

        def also(people: PeopleKept) -> None:
            people.keep_person(wanted, now)
            if loses:
                people.keep_pin(name, "")

        if before is None or said != (name, before.roles, before.trainee, before.language):
            await self._ledger.note((event, *((PinTaken(name),) if loses else ())), by, also)
        return await self.person(name)

    async def person(self, name: str) -> Person:
        """Return a person who is known; refused where nobody is."""
        person = named(await self.everybody(), clean(name))
        if person is None:
            known = ", ".join(person.name for person in self.known) or "nobody"
            raise Refused(
                "no-such-person", _("There is no “{name}” here. Known: {known}.", name=clean(name), known=known)
            )
        return person

    async def remove(self, name: str, *, by: str = "") -> Person:
        """Forget a person as somebody says; what they did stays in the record under their name."""
        gone = await self.person(name)
        await self._ledger.note(PersonRemoved(gone.name), by, lambda people: people.remove_person(gone.name))
        await self.everybody()
        return gone

    # Who signs in.

    async def act_as(self, by: str, *, coach: str = "", standing_in: str = "") -> None:
        """Act as a person from now on: beside a coach who is known and no trainee, and in any role with a reason."""
        beside = await self.person(coach) if coach else None
        if beside and (beside.trainee or same_word(beside.name, by)):
            raise Refused(
                "no-coach", _("{person} cannot coach here: name somebody who has learned it.", person=beside.name)
            )
        why = clean(standing_in)
        self.acting = Acting(by, beside.name if beside else "", (("", why),) if why else ())

    async def sign_in(self, person: Person, how: How, coach: str = "") -> None:
        """Let a person work at this terminal; whoever did before still does where that cannot be written."""
        before = self.acting
        await self.act_as(person.name, coach=coach)
        try:
            await self._ledger.note(PersonSignedIn(how, coach), person.name)
        except (Refused, StorageUnavailable):
            self.acting = before
            raise

    async def sign_out(self, then: Acting | None = None) -> None:
        """Let nobody work at this terminal any more, or who did before, whether or not that can be written."""
        gone, self.acting = self.acting.by, then or Acting()
        if gone:
            await self._ledger.note(PersonSignedOut(), gone)

    def stand_in(self, role: str, why: str) -> None:
        """Take why whoever signed in here stands in for a role, until they sign out."""
        reason = clean(why)
        if not reason:
            raise Refused("no-reason", _("Say why you stand in."))
        self.acting = self.acting.standing_in(role, reason)


def roles(playbook: Playbook) -> tuple[str, ...]:
    """Return every role a person can have here, as it is written first: the procedures' and Manager."""
    written = [procedure.role for procedure in playbook.procedures if procedure.role]
    return tuple({role.casefold(): role for role in reversed([*written, MANAGER])}.values())[::-1]


def known_role(playbook: Playbook, name: str) -> str:
    """Return a role as the playbook writes it; refused with the nearest where it has none of this name."""
    word, known = clean(name), roles(playbook)
    for role in known:
        if same_word(role, word):
            return role
    import difflib  # takes as long as half of a start

    near = difflib.get_close_matches(word.casefold(), [role.casefold() for role in known], 1)
    mean = next((f" Did you mean {role}?" for role in known if near and role.casefold() == near[0]), "")
    raise Refused("no-such-role", f"There is no role “{word}” in {playbook.title}.{mean} Roles: {', '.join(known)}.")
