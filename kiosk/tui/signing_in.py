"""Who works at this terminal: signing in by name, PIN or badge, the manager's doors, and standing in for a role.

Nothing here holds the screen: a PIN is tried in a thread, and whoever is refused is back at work with one key. Until
there are people at the counter, names are typed and every door is open.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from textual import events
from textual.screen import ModalScreen, Screen

from kiosk.counter import Counter
from kiosk.errors import Refused, StorageUnavailable
from kiosk.settings import LONGEST_PERSON, Settings
from kiosk.tui.listening import Listening
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.words import _, later
from kiosk.work.acting import Acting, NotTheirRole
from kiosk.work.counter_events import How
from kiosk.work.instant import Instant, elapsed, is_after
from kiosk.work.people import Person, doors_closed, named
from kiosk.work.pins import is_badge
from kiosk.work.text import clean

IDLE = 180_000
"""Milliseconds after which the manager's doors are closed again when nobody has touched anything behind them."""

STANDING_IN = (
    later("Somebody is missing"),
    later("Break"),
    later("Rush"),
    later("I am learning it"),
    later("A manager said so"),
)
"""Why somebody does a step of another role, with one key; these words go to the record."""

Proved = Callable[[How], None]
"""Takes how somebody has proved who they are."""


class SigningIn(Listening, inherit_bindings=False):
    """The part of a terminal that knows who stands at it."""

    counter: Counter
    settings: Settings
    person: str
    """Who is signed in; empty for nobody."""
    _proved: Instant | None = None
    """When a manager proved who they are here, or last touched something behind the doors; None while they are shut."""
    _behind: tuple[str, Acting] | None = None
    """Who was signed in before a manager opened the doors: who is again once they are shut."""
    _touched: Instant | None = None

    def speak_language(self, language: str = "") -> None:
        """Speak a person's language; how is known above."""

    def begin_person(self) -> None:
        """Let the settings sign somebody in, unless that takes a PIN or they are not known here."""
        known = named(self.counter.known, self.person)
        if self.counter.known and (known is None or known.has_pin or known.trainee):
            self.person = ""
        self.counter.acting = Acting(self.person)

    # Signing in and out.

    def ask_person(self) -> None:
        """Ask who works at this terminal."""
        people = self.counter.known
        if not people:
            self.push_screen(Prompt(_("Who works here?"), self.person), self._set_person)
            return
        offers = [Offer(one, one.name, ", ".join(one.roles)) for one in people]
        if self.person:
            offers.insert(0, Offer("out", _("Sign out"), self.person))
            offers.insert(1, Offer("figures", _("My figures"), self.person))
        self.push_screen(Choose(_("Who works here?"), tuple(offers)), self._chosen)

    def _set_person(self, name: str | None) -> None:
        if name is not None:
            self.person = clean(name, LONGEST_PERSON)
            self.counter.acting = Acting(self.person)
            self._tick()

    def _chosen(self, chosen: tuple[object, ...] | None) -> None:
        mine = named(self.counter.known, self.person)
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
        from kiosk.tui.screens.figures import FiguresScreen

        self.push_screen(FiguresScreen(person.name))

    def _prove(self, person: Person, then: Proved, wrong: str = "") -> None:
        """Let `then` go on once somebody has proved to be this person; who has no PIN is believed."""
        if not person.has_pin:
            then("name")
            return

        def keyed(answer: str | None) -> None:
            if answer is not None:
                self._verb(partial(self._try, person, answer, then))

        from kiosk.tui.modals.pin_pad import PinPad

        self.push_screen(PinPad(_("PIN of {person}", person=person.name), wrong), keyed)

    async def _try(self, person: Person, answer: str, then: Proved) -> None:
        """Try a PIN or a badge; who is refused may try again, and sees why."""
        try:
            if is_badge(answer):
                await self.counter.try_badge(person.name, answer)
            else:
                await self.counter.try_pin(person.name, answer)
        except Refused as refusal:
            self._prove(person, then, refusal.words)
        else:
            then("badge" if is_badge(answer) else "pin")

    def _ask_coach(self, person: Person, how: How) -> None:
        """Ask a trainee who coaches them."""
        coaches = [one for one in self.counter.known if not one.trainee and one.name != person.name]
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
        await self.counter.sign_in(person, how, coach)
        self.person, self._behind = person.name, None
        self._proved = self.counter.clock.now() if person.manages and how != "name" else None
        self.speak_language(person.language)
        beside = _("{person} is signed in, with {coach}", person=person.name, coach=coach) if coach else ""
        self._say(beside or _("{person} is signed in", person=person.name))

    async def _sign_out(self) -> None:
        gone, self.person, self._proved, self._behind = self.person, "", None, None
        await self.counter.sign_out()
        self.speak_language()
        self._say(_("{person} is signed out", person=gone))

    def badge_scanned(self, text: str) -> None:
        """Sign whoever's badge it is in, whatever screen is in front."""
        self._verb(partial(self._scanned_badge, text))

    async def _scanned_badge(self, text: str) -> None:
        self._ask_coach(await self.counter.badge_holder(text), "badge")

    # Standing in.

    def ask_stand_in(self, asked: NotTheirRole, again: Callable[[], None]) -> None:
        """Ask why somebody does what is another role's, and do it then."""
        from kiosk.tui.screens.reading import ask_reason

        def said(why: str) -> None:
            self.counter.stand_in(asked.role, why)
            again()

        ask_reason(
            self,
            _("{role}: why does {person} stand in?", role=asked.role, person=self.person),
            STANDING_IN,
            said,
            said=_,
        )

    # The manager's doors.

    def as_manager(self, then: Callable[[], None]) -> None:
        """Do what only a manager may: at once while the doors are open, else after a manager's PIN or badge.

        Whoever goes back is where they were. What is done then is done by the manager, who is `person` until the
        doors are shut: when the screens behind them are left, or nobody has touched them for `IDLE`.
        """
        if not self.doors_shut:
            then()
            return
        managers = [one for one in self.counter.known if one.manages and one.has_pin]

        def asked(chosen: tuple[object, ...] | None) -> None:
            match chosen:
                case (Person() as manager,):
                    self._prove(manager, lambda how: self._verb(partial(self._open_doors, manager, how, then)))
                case _:
                    pass

        if len(managers) == 1:
            asked((managers[0],))
        else:
            self.push_screen(Choose(_("For a manager"), tuple(Offer(one, one.name) for one in managers)), asked)

    @property
    def doors_shut(self) -> bool:
        """Say whether a manager has to prove who they are before what is behind the doors."""
        if not doors_closed(self.counter.known):
            return False
        person, since = named(self.counter.known, self.person), self._proved
        manages = person is not None and person.manages
        return not manages or since is None or elapsed(since, self.counter.clock.now()) > IDLE

    async def _open_doors(self, manager: Person, how: How, then: Callable[[], None]) -> None:
        before = self._behind or (self.person, self.counter.acting)
        await self.counter.sign_in(manager, how)
        self._behind = before if before[0] != manager.name else None
        self.person, self._proved = manager.name, self.counter.clock.now()
        then()

    def watch_doors(self) -> None:
        """Shut the manager's doors behind whoever has left, and before whoever comes upon screens left open."""
        inside = any(getattr(screen, "for_managers", False) for screen in self.screen_stack)
        touched, proved = self._touched, self._proved
        if inside and touched and proved and is_after(touched, proved) and elapsed(proved, touched) <= IDLE:
            self._proved = touched
        if inside and self.doors_shut:
            self._leave_room()
        elif self._behind and not inside and not isinstance(self.screen, ModalScreen):
            self._verb(self._shut_doors)

    def _leave_room(self) -> None:
        while any(getattr(screen, "for_managers", False) for screen in self.screen_stack):
            if len(self.screen_stack) <= 2:  # noqa: PLR2004 - Textual's own blank screen lies under the first one
                self.switch_screen(self.room("home"))
                break
            self.pop_screen()
        self._verb(self._shut_doors)
        self._say(_("The manager's screens are closed. Sign in again to go on."), "warn")

    async def _shut_doors(self) -> None:
        before, self._behind, self._proved = self._behind, None, None
        if before is None:
            return
        await self.counter.sign_out()
        self.person, self.counter.acting = before
        known = named(self.counter.known, self.person)
        self.speak_language(known.language if known else "")

    async def on_event(self, event: events.Event) -> None:
        """Note when somebody touched something."""
        if isinstance(event, events.Key | events.MouseDown):
            self._touched = self.counter.clock.now()
        await super().on_event(event)

    # What all of it needs.

    def _verb(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something that may wait, without holding the screen; what is refused is said."""

        async def attempt() -> None:
            try:
                await work()
            except (Refused, StorageUnavailable) as refusal:
                self._say(refusal.words, "bad")
            self._tick()

        self.run_worker(attempt(), group="verbs")

    def _say(self, words: str, tone: str = "good") -> None:
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(words, tone)

    def _tick(self) -> None:
        """Show that something has changed; how is known above."""

    def room(self, name: str) -> Screen[None]:
        """Make a screen; which there are is known above."""
        raise AssertionError(name)
