"""Ops of verbs of which nobody knows whether they were recorded: asked again, a verb is the same and not another."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

from kiosk.counter.ledger import new_op
from kiosk.counter.ports import Clock
from kiosk.work.time.instant import Instant, elapsed
from kiosk.work.verb.verb import Verb

V = TypeVar("V", bound=Verb)

ASKED_FOR = 5 * 60_000
"""Milliseconds in which the same verb, its answer lost, is the same; later it is one of its own."""


class Ops:
    """Keeps an op under its verb until an answer has come."""

    def __init__(self, clock: Clock) -> None:
        """Begin with none."""
        self._clock = clock
        self._kept: dict[Hashable, tuple[str, Instant]] = {}

    def op_of(self, verb: Verb) -> str:
        """Return the op a verb is asked under, kept from the last time where nobody answered."""
        if self.unsure(verb) is None:
            self._kept[verb.same] = (new_op(), self._clock.now())
        return self._kept[verb.same][0]

    def answered(self, verb: Verb) -> bool:
        """Forget the op of a verb of which it is known what became of it; return whether one was kept."""
        return self._kept.pop(verb.same, None) is not None

    def unsure(self, *verbs: V) -> V | None:
        """Return the one of these that got no answer yet: pressed again it is meant again, and not its opposite."""
        now = self._clock.now()
        self._kept = {same: asked for same, asked in self._kept.items() if elapsed(asked[1], now) < ASKED_FOR}
        return next((verb for verb in verbs if verb.same in self._kept), None)
