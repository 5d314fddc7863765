"""How somebody at a terminal proves who they are: by PIN or badge, where they have one.

Nothing here holds the screen: a PIN is tried in a thread, and whoever is refused is back at work with one key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from textual.screen import Screen

from kiosk.counter.counter import Counter
from kiosk.errors import Refused, StorageUnavailable
from kiosk.settings import Settings
from kiosk.tui.terminal.ear import Listening
from kiosk.words import _
from kiosk.work.order.counter_events import How
from kiosk.work.people.lockout import PinWaits, wait_words
from kiosk.work.people.person import Person
from kiosk.work.people.pin import is_badge
from kiosk.work.time.instant import elapsed

Proved = Callable[[How], None]
"""Takes how somebody has proved who they are."""


class Proving(Listening, inherit_bindings=False):
    """The part of a terminal that believes nobody who has a PIN without it."""

    counter: Counter
    settings: Settings
    person: str
    """Who is signed in; empty for nobody."""

    def _prove(self, person: Person, then: Proved, wrong: Callable[[], str] = str) -> None:
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
                await self.counter.people.try_badge(person.name, answer)
            else:
                await self.counter.people.try_pin(person.name, answer)
        except Refused as refusal:
            self._prove(person, then, self._still(refusal))
        else:
            then("badge" if is_badge(answer) else "pin")

    def _still(self, refusal: Refused) -> Callable[[], str]:
        """Give what says why a try was refused: of a wait how long it still lasts, and nothing once it is over."""
        if not isinstance(refusal, PinWaits):
            return lambda: refusal.words
        until = self.counter.clock.now().later(refusal.left)
        return lambda: wait_words(elapsed(self.counter.clock.now(), until))

    def _verb(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something that may wait, without holding the screen; what is refused is said."""

        async def attempt() -> None:
            try:
                await work()
            except (Refused, StorageUnavailable) as refusal:
                self._say(refusal.words, "bad")
            self.call_after_refresh(self._tick)  # a screen that was opened just now is put together first

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

    def enter(self, room: str) -> None:
        """Open a screen over the one in front; which there are is known above."""
        raise AssertionError(room)

    def speak_language(self, language: str = "") -> None:
        """Speak a person's language; how is known above."""
