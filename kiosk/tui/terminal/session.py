"""Who works at this terminal: signing in by name, PIN or badge, with a coach, and standing in for a role.

Until there are people at the counter, names are typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.settings import LONGEST_PERSON
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.terminal.door import Doors
from kiosk.words import _, later
from kiosk.work.acting import Acting, NotTheirRole
from kiosk.work.order.counter_events import How
from kiosk.work.people.person import Person, named
from kiosk.work.text.text import clean

STANDING_IN = (
    later("Somebody is missing"),
    later("Break"),
    later("Rush"),
    later("I am learning it"),
    later("A manager said so"),
)
"""Why somebody does a step of another role, with one key; these words go to the record."""


class SigningIn(Doors, inherit_bindings=False):
    """The part of a terminal that knows who stands at it."""

    _known_as = ""
    """Who signed in as somebody known here."""

    def begin_person(self) -> None:
        """Let the settings sign somebody in, unless that takes a PIN or they are not known here."""
        known = named(self.counter.people.known, self.person)
        if self.counter.people.known and (known is None or known.has_pin or known.trainee):
            self.person = ""
        self.counter.people.acting = Acting(self.person)
        self._known_as = self.person if known else ""

    async def look_at_people(self) -> None:
        """Learn who is known by now; whoever was forgotten while signed in is signed out."""
        people = await self.counter.people.everybody()
        if people and self.person and self.person == self._known_as and named(people, self.person) is None:
            self._verb(self._sign_out)

    def begin(self, room: str) -> None:
        """Open the first screen; the manager's only once a manager has opened the doors."""
        if room == "manager" and self.doors_shut:
            self.enter("home")
            self.as_manager(partial(self.enter, room))
        else:
            self.enter(room)

    # Signing in and out.

    def ask_person(self) -> None:
        """Ask who works at this terminal."""
        people = self.counter.people.known
        if not people:
            self.push_screen(Prompt(_("Who works here?"), self.person, longest=LONGEST_PERSON), self._set_person)
            return
        offers = [Offer(one, one.name, _("trainee") if one.trainee else ", ".join(one.roles)) for one in people]
        if self.person:
            offers.insert(0, Offer("out", _("Sign out"), self.person))
            offers.insert(1, Offer("figures", _("My figures"), self.person))
        self.push_screen(Choose(_("Who works here?"), tuple(offers)), self._chosen)

    def _set_person(self, name: str | None) -> None:
        if name is not None and self.counter.people.known:  # since the question was asked
            self.ask_person()
        elif name is not None:
            self.person = clean(name, LONGEST_PERSON)
            self.counter.people.acting = Acting(self.person)
            self._tick()

    def _chosen(self, chosen: tuple[object, ...] | None) -> None:
        mine = named(self.counter.people.known, self.person)
        match chosen:
            case ("out",):
                self._verb(self._sign_out)
            case ("figures",) if mine:
                self._prove(mine, lambda _how: self._show_figures(mine))
            case (Person() as person,):
                self._prove(person, partial(self._ask_coach, person))
            case _:
                pass

    def _show_figures(self, person: Person) -> None:
        """Show somebody their own figures."""
        from kiosk.tui.manager.figures import FiguresScreen

        self.push_screen(FiguresScreen(person.name))

    def _ask_coach(self, person: Person, how: How) -> None:
        """Ask a trainee who coaches them."""
        coaches = [one for one in self.counter.people.known if not one.trainee and one.name != person.name]
        if not person.trainee or not coaches:
            self._verb(partial(self._sign_in, person, how))
            return

        def asked(chosen: tuple[object, ...] | None) -> None:
            match chosen:
                case (Person() as coach,):
                    self._prove(coach, lambda _how: self._verb(partial(self._sign_in, person, how, coach.name)))
                case ("alone",):
                    self._verb(partial(self._sign_in, person, how))
                case _:
                    pass

        offers = (*(Offer(one, one.name, ", ".join(one.roles)) for one in coaches), Offer("alone", _("Nobody")))
        self.push_screen(Choose(_("Who coaches {person}?", person=person.name), offers), asked)

    async def _sign_in(self, person: Person, how: How, coach: str = "") -> None:
        await self.counter.people.sign_in(person, how, coach)
        self.person, self._behind = person.name, None
        self._known_as = person.name
        self._proved = self.counter.clock.now() if person.manages and how != "name" else None
        self.speak_language(person.language)
        beside = _("{person} is signed in, with {coach}", person=person.name, coach=coach) if coach else ""
        self._say(beside or _("{person} is signed in", person=person.name))

    async def _sign_out(self) -> None:
        gone, self.person, self._proved, self._behind = self.person, "", None, None
        await self.counter.people.sign_out()
        self.speak_language()
        self._say(_("{person} is signed out", person=gone))

    def badge_scanned(self, text: str) -> None:
        """Sign whoever's badge it is in, whatever screen is in front."""
        self._verb(partial(self._scanned_badge, text))

    async def _scanned_badge(self, text: str) -> None:
        self._ask_coach(await self.counter.people.badge_holder(text), "badge")

    # Standing in.

    def ask_stand_in(self, asked: NotTheirRole, again: Callable[[], None]) -> None:
        """Ask why somebody does what is another role's, and do it then."""
        from kiosk.tui.screens.reading import ask_reason

        def said(why: str) -> None:
            self.counter.people.stand_in(asked.role, why)
            again()

        ask_reason(
            self,
            _("{role}: why does {person} stand in?", role=asked.role, person=self.person),
            STANDING_IN,
            said,
            said=_,
        )
