"""The manager's doors: what only a manager may do, behind a PIN or a badge once a manager has a PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import events
from textual.screen import ModalScreen

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.terminal.proof import Proving
from kiosk.words import _
from kiosk.work.acting import Acting
from kiosk.work.order.counter_events import How
from kiosk.work.people.person import Person, doors_closed, named
from kiosk.work.time.instant import Instant, elapsed, is_after

IDLE = 180_000
"""Milliseconds after which the manager's doors are closed again when nobody has touched anything behind them."""


class Doors(Proving, inherit_bindings=False):
    """The part of a terminal that lets a manager in, and shuts the doors behind them."""

    _proved: Instant | None = None
    """When a manager proved who they are here, or last touched something behind the doors; None while they are shut."""
    _behind: tuple[str, Acting] | None = None
    """Who was signed in before a manager opened the doors: who is again once they are shut."""
    _touched: Instant | None = None

    def as_manager(self, then: Callable[[], None]) -> None:
        """Do what only a manager may: at once while the doors are open, else after a manager's PIN or badge.

        Whoever goes back is where they were. What is done then is done by the manager, who is `person` until the
        doors are shut: when the screens behind them are left, or nobody has touched them for `IDLE`.
        """
        if not self.doors_shut:
            then()
            return
        managers = [one for one in self.counter.people.known if one.manages and one.has_pin]

        def proved(manager: Person, how: How) -> None:
            self._verb(partial(self._open_doors, manager, how, then))

        self.ask_one_of(managers, _("For a manager"), proved)

    def ask_one_of(self, people: Sequence[Person], question: str, then: Callable[[Person, How], None]) -> None:
        """Let one of some people prove who they are; nobody is signed in by that."""

        def asked(chosen: tuple[object, ...] | None) -> None:
            match chosen:
                case (Person() as one,):
                    self._prove(one, partial(then, one))
                case _:
                    pass

        if len(people) == 1 and people[0].has_pin:
            asked((people[0],))
        else:
            self.push_screen(Choose(question, tuple(Offer(one, one.name) for one in people)), asked)

    @property
    def doors_shut(self) -> bool:
        """Say whether a manager has to prove who they are before what is behind the doors."""
        if not doors_closed(self.counter.people.known):
            return False
        person, since = named(self.counter.people.known, self.person), self._proved
        manages = person is not None and person.manages
        return not manages or since is None or elapsed(since, self.counter.clock.now()) > IDLE

    async def _open_doors(self, manager: Person, how: How, then: Callable[[], None]) -> None:
        before = self._behind or (self.person, self.counter.people.acting)
        await self.counter.people.sign_in(manager, how)
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
        self.person, acting = before
        known = named(self.counter.people.known, self.person)
        self.speak_language(known.language if known else "")
        await self.counter.people.sign_out(acting)

    async def on_event(self, event: events.Event) -> None:
        """Note when somebody touched something."""
        if isinstance(event, events.Key | events.MouseDown):
            self._touched = self.counter.clock.now()
        await super().on_event(event)
