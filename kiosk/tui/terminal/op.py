"""Ops of verbs of which nobody knows whether they were recorded: asked again, a verb is the same and not another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import TypeVar

from kiosk.counter.ledger import new_op
from kiosk.counter.ports import Clock
from kiosk.errors import Refused
from kiosk.work.time.instant import Instant, elapsed
from kiosk.work.verb.verb import Verb

T = TypeVar("T")
V = TypeVar("V", bound=Verb)

ASKED_FOR = 5 * 60_000
"""Milliseconds in which the same verb, its answer lost, is the same; later it is one of its own."""


class Ops:
    """Keeps an op under its verb and who does it until an answer has come, on whichever screen it was pressed."""

    def __init__(self, clock: Clock) -> None:
        """Begin with none."""
        self._clock = clock
        self._kept: dict[Hashable, tuple[Verb, str, Instant]] = {}

    async def once(self, verb: Verb, by: str, do: Callable[[str], Awaitable[T]]) -> T:
        """Do a verb under an op that is kept while nobody knows whether it was recorded."""
        op, asked = new_op(), self._clock.now()
        if self.unsure(by, verb) is not None:
            _before, op, asked = self._kept[verb.same, by]
        self._kept[verb.same, by] = (verb, op, asked)
        try:
            left = await do(op)
        except Refused:
            self.answered(verb, by)
            raise
        self.answered(verb, by)
        return left

    def answered(self, verb: Verb, by: str) -> None:
        """Forget the op of a verb of which it is known what became of it."""
        self._kept.pop((verb.same, by), None)

    def unsure(self, by: str, *verbs: V) -> V | None:
        """Return what was asked as one of these by somebody and got no answer yet.

        Pressed again it is meant again, and not its opposite.
        """
        now = self._clock.now()
        self._kept = {key: kept for key, kept in self._kept.items() if elapsed(kept[2], now) < ASKED_FOR}
        for verb in verbs:
            kept = self._kept.get((verb.same, by))
            if kept and isinstance(kept[0], type(verb)):
                return kept[0]
        return None
