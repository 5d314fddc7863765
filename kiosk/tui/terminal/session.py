"""Who works at a terminal: signing in by name, PIN or badge, with a coach; a manager's doors; standing in for a role.

Until there are people at the counter, names are typed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from kiosk.counter.counter import Counter
from kiosk.settings import LONGEST_PERSON
from kiosk.tui.terminal.ask import ASK, Row
from kiosk.tui.widgets.notice import Tone
from kiosk.words import _, later, own
from kiosk.work.order.acting import Acting, NotTheirRole
from kiosk.work.order.counter_events import How
from kiosk.work.people.person import Person, doors_closed, named, trusted
from kiosk.work.text.text import clean
from kiosk.work.time.instant import Instant, elapsed, is_after

T = TypeVar("T")

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

OUT, FIGURES = "out", "figures"
"""What is asked for instead of a person."""

ALONE = "alone"
"""A trainee whom nobody coaches."""


class Host(Protocol):
    """The terminal, as far as its session moves it."""

    counter: Counter

    def ask(self, flow: Coroutine[Any, Any, T], then: Callable[[T], None]) -> None:
        """Ask what a flow asks, over whatever is in front."""

    def start(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something that may wait, without holding the screen; what is refused is said."""

    def say(self, words: str, tone: Tone = "good") -> None:
        """Say something on the screen in front."""

    def show_change(self) -> None:
        """Show that something has changed."""

    def enter(self, place: str) -> None:
        """Open a screen."""

    def speak_language(self, language: str = "") -> None:
        """Speak a person's language, else this machine's."""

    @property
    def is_inside(self) -> bool:
        """Whether a screen behind the manager's doors is open, or one over it."""

    @property
    def is_asking(self) -> bool:
        """Whether a question is in front."""

    def leave_inside(self) -> None:
        """Close every screen behind the manager's doors."""


class Session:
    """Believes nobody who has a PIN without it, and shuts the doors behind whoever has left."""

    def __init__(self, host: Host, person: str) -> None:
        """Let the settings sign somebody in, unless that takes a PIN or they are not known here."""
        self._host = host
        self._clock = host.counter.clock
        self._people = host.counter.people
        self._counter = host.counter
        self.person = trusted(self._people.known, person)
        """Who is signed in; empty for nobody."""
        self._people.acting = Acting(self.person)
        self._known_as = self.person if self._people.known else ""
        """Who signed in as somebody known here."""
        self._proved: Instant | None = None
        """When a manager proved who they are here, or last touched something behind the doors; None while shut."""
        self._before: tuple[str, Acting] | None = None
        """Who was signed in before a manager opened the doors: who is again once they are shut."""
        self._touched: Instant | None = None

    async def look_at_people(self) -> None:
        """Learn who is known by now; whoever was forgotten while signed in is signed out."""
        people = await self._people.everybody()
        if people and self.person and self.person == self._known_as and named(people, self.person) is None:
            self._host.start(self._sign_out)

    # Signing in and out.

    def ask_person(self) -> None:
        """Ask who works at this terminal."""
        self._host.ask(self._ask_person(), self._do)

    async def _ask_person(self) -> Callable[[], Awaitable[None]] | None:
        """Ask who it is, for their PIN, and who coaches a trainee; return what signs them in, or out."""
        from kiosk.tui.terminal.proof import prove  # asked for PINs when somebody signs in

        while not (people := self._people.known):
            name = await ASK.words(_("Who works here?"), self.person, longest=LONGEST_PERSON)
            if name is None:
                return None
            if not self._people.known:  # nobody has become known since the question was asked
                self.take(name)
                return None
        rows: list[Row[Person | str]] = []
        if self.person:
            rows = [(OUT, _("Sign out"), self.person), (FIGURES, _("My figures"), self.person)]
        rows += [(one, one.name, _("trainee") if one.trainee else ", ".join(map(own, one.roles))) for one in people]
        chosen = await ASK.one(_("Who works here?"), rows)
        if chosen is None or chosen == OUT:
            return self._sign_out if chosen else None
        person = named(people, self.person) if isinstance(chosen, str) else chosen
        how = await prove(self._counter, ASK, person) if person else None
        if person is None or how is None:
            return None
        if chosen == FIGURES:
            self._host.enter(f"figures:{person.name}")
            return None
        return await self._coached(person, how)

    async def _coached(self, person: Person, how: How) -> Callable[[], Awaitable[None]] | None:
        """Ask a trainee who coaches them; return what signs them in."""
        from kiosk.tui.terminal.proof import prove

        coaches = [one for one in self._people.known if not one.trainee and one.name != person.name]
        if not person.trainee or not coaches:
            return partial(self._sign_in, person, how)
        rows: list[Row[Person | str]] = [(one, one.name, ", ".join(map(own, one.roles))) for one in coaches]
        coach = await ASK.one(_("Who coaches {person}?", person=person.name), [*rows, (ALONE, _("Nobody"), "")])
        if coach is None or isinstance(coach, str):
            return partial(self._sign_in, person, how) if coach else None
        return partial(self._sign_in, person, how, coach.name) if await prove(self._counter, ASK, coach) else None

    def _do(self, work: Callable[[], Awaitable[None]] | None) -> None:
        if work is not None:
            self._host.start(work)

    def take(self, name: str) -> None:
        """Believe a name, where nobody is known."""
        self.person = clean(name, LONGEST_PERSON)
        self._people.acting = Acting(self.person)
        self._host.show_change()

    async def _sign_in(self, person: Person, how: How, coach: str = "") -> None:
        await self._people.sign_in(person, how, coach)
        self.person, self._before = person.name, None
        self._known_as = person.name
        self._proved = self._clock.now() if person.manages and how != "name" else None
        self._host.speak_language(person.language)
        beside = _("{person} is signed in, with {coach}", person=person.name, coach=coach) if coach else ""
        self._host.say(beside or _("{person} is signed in", person=person.name))

    async def _sign_out(self) -> None:
        gone, self.person, self._proved, self._before = self.person, "", None, None
        await self._people.sign_out()
        self._host.speak_language()
        self._host.say(_("{person} is signed out", person=gone))

    def badge_scanned(self, text: str) -> None:
        """Sign whoever's badge it is in, whatever screen is in front."""
        self._host.ask(self._scanned_badge(text), self._do)

    async def _scanned_badge(self, text: str) -> Callable[[], Awaitable[None]] | None:
        person = await ASK.load(partial(self._counter.proofs.badge_holder, text))
        return await self._coached(person, "badge")

    def ask_stand_in(self, asked: NotTheirRole, again: Callable[[], None]) -> None:
        """Ask why somebody does what is another role's, and do it then."""
        question = _("{role}: why does {person} stand in?", role=own(asked.role), person=self.person)
        self._host.ask(ASK.reason(question, STANDING_IN, shown=_), partial(self._stand_in, asked.role, again))

    def _stand_in(self, role: str, again: Callable[[], None], why: str) -> None:
        if why:
            self._people.stand_in(role, why)
            again()

    # The manager's doors.

    def as_manager(self, then: Callable[[], None]) -> None:
        """Do what only a manager may: at once while the doors are open, else after a manager's PIN or badge.

        Whoever goes back is where they were. What is done then is done by the manager, who is `person` until the
        doors are shut: when the screens behind them are left, or nobody has touched them for `IDLE`.
        """
        if not self.doors_shut:
            then()
            return
        managers = [one for one in self._people.known if one.manages and one.has_pin]
        self.ask_one_of(managers, _("For a manager"), partial(self._let_in, then))

    def ask_one_of(self, people: Sequence[Person], question: str, then: Callable[[Person, How], None]) -> None:
        """Let one of some people prove who they are; nobody is signed in by that."""
        from kiosk.tui.terminal.proof import prove_one_of

        def proved(person: tuple[Person, How] | None) -> None:
            if person is not None:
                then(*person)

        self._host.ask(prove_one_of(self._counter, ASK, people, question), proved)

    @property
    def doors_shut(self) -> bool:
        """Whether a manager has to prove who they are before what is behind the doors."""
        if not doors_closed(self._people.known):
            return False
        person, since = named(self._people.known, self.person), self._proved
        manages = person is not None and person.manages
        return not manages or since is None or elapsed(since, self._clock.now()) > IDLE

    def _let_in(self, then: Callable[[], None], manager: Person, how: How) -> None:
        self._host.start(partial(self._open_doors, manager, how, then))

    async def _open_doors(self, manager: Person, how: How, then: Callable[[], None]) -> None:
        before = self._before or (self.person, self._people.acting)
        await self._people.sign_in(manager, how)
        self._before = before if before[0] != manager.name else None
        self.person, self._proved = manager.name, self._clock.now()
        then()

    def touch(self) -> None:
        """Note that somebody touched something."""
        self._touched = self._clock.now()

    def watch_doors(self) -> None:
        """Shut the manager's doors behind whoever has left, and before whoever comes upon screens left open."""
        inside, touched, proved = self._host.is_inside, self._touched, self._proved
        if inside and touched and proved and is_after(touched, proved) and elapsed(proved, touched) <= IDLE:
            self._proved = touched
        if inside and self.doors_shut:
            self._host.leave_inside()
            self._host.start(self._shut_doors)
            self._host.say(_("The manager's screens are closed. Sign in again to go on."), "warn")
        elif self._before and not inside and not self._host.is_asking:
            self._host.start(self._shut_doors)

    async def _shut_doors(self) -> None:
        before, self._before, self._proved = self._before, None, None
        if before is None:
            return
        self.person, acting = before
        known = named(self._people.known, self.person)
        self._host.speak_language(known.language if known else "")
        await self._people.sign_out(acting)
