"""How somebody at a terminal proves who they are: by PIN or badge, where they have one.

Nothing here holds the screen: a PIN is tried in a thread, and whoever is refused is back at work with one key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kiosk.counter.counter import Counter
from kiosk.errors import Refused
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _
from kiosk.work.order.counter_events import How
from kiosk.work.people.lockout import PinWaits, wait_words
from kiosk.work.people.person import Person
from kiosk.work.people.pin import is_badge
from kiosk.work.time.instant import elapsed


async def prove(counter: Counter, ask: Ask, person: Person) -> How | None:
    """Ask for a PIN or a badge until it is right; who has none is believed. None where they went back."""
    if not person.has_pin:
        return "name"
    wrong: Callable[[], str] = str
    while True:
        answer = await ask.pin(_("PIN of {person}", person=person.name), wrong)
        if answer is None:
            return None
        refusal = await ask.load(partial(_tried, counter, person, answer))
        if refusal is None:
            return "badge" if is_badge(answer) else "pin"
        wrong = _still(counter, refusal)


async def prove_one_of(
    counter: Counter, ask: Ask, people: Sequence[Person], question: str
) -> tuple[Person, How] | None:
    """Let one of some people prove who they are; nobody is signed in by that."""
    alone = people[0] if len(people) == 1 and people[0].has_pin else None
    person = alone or await ask.one(question, [(one, one.name, "") for one in people])
    how = await prove(counter, ask, person) if person else None
    return (person, how) if person and how else None


async def _tried(counter: Counter, person: Person, answer: str) -> Refused | None:
    """Try a PIN or a badge; return why it is not the right one."""
    try:
        if is_badge(answer):
            await counter.proofs.try_badge(person.name, answer)
        else:
            await counter.proofs.try_pin(person.name, answer)
    except Refused as refusal:
        return refusal
    return None


def _still(counter: Counter, refusal: Refused) -> Callable[[], str]:
    """Return what says why a try was refused: of a wait how long it still lasts, and nothing once it is over."""
    if not isinstance(refusal, PinWaits):
        return lambda: refusal.words
    until = counter.clock.now().later(refusal.left)
    return lambda: wait_words(elapsed(counter.clock.now(), until))
