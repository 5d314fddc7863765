"""Ops of verbs of which nobody knows whether they were recorded: asked again, a verb is the same and not another."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, overload

from kiosk.counter.counter import Counter
from kiosk.counter.ledger import new_op
from kiosk.errors import Refused
from kiosk.work.time.instant import Instant, elapsed
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb, RoutineVerb, Verb

if TYPE_CHECKING:
    from kiosk.work.board.board import OnBoard
    from kiosk.work.board.standing import Standing
    from kiosk.work.record.problem_row import ProblemRow
    from kiosk.work.routine.occurrence import Occurrence

V = TypeVar("V", bound=Verb)

ASKED_FOR = 5 * 60_000
"""Milliseconds in which the same verb, its answer lost, is the same; later it is one of its own."""


SAVED_WITHIN = 1.0
"""Seconds for which what was done before is waited for: by then the record is held by another program."""


class Ops:
    """Keeps an op under its verb and who does it until an answer has come, on whichever screen it was pressed."""

    def __init__(self, counter: Counter) -> None:
        """Begin with none."""
        self._counter = counter
        self._kept: dict[Hashable, tuple[Verb, str, Instant]] = {}
        self._under_way = 0
        """Verbs on their way to the disk."""
        self._rest = asyncio.Event()
        self._rest.set()

    @overload
    async def do(self, verb: OrderVerb | OpeningVerb, by: str) -> OnBoard: ...
    @overload
    async def do(self, verb: ProblemVerb, by: str) -> ProblemRow: ...
    @overload
    async def do(self, verb: RoutineVerb, by: str) -> Occurrence: ...
    @overload
    async def do(self, verb: CounterVerb, by: str) -> Standing: ...
    async def do(
        self, verb: OrderVerb | OpeningVerb | ProblemVerb | RoutineVerb | CounterVerb, by: str
    ) -> OnBoard | ProblemRow | Occurrence | Standing:
        """Do a verb at the counter under an op that is kept while nobody knows whether it was recorded."""
        op, asked = new_op(), self._counter.clock.now()
        if self.unsure(by, verb) is not None:
            _before, op, asked = self._kept[verb.same, by]
        self._kept[verb.same, by] = (verb, op, asked)
        self._under_way += 1
        self._rest.clear()
        try:
            left: OnBoard | ProblemRow | Occurrence | Standing = await self._counter.do(verb, by=by, op=op)
        except Refused:
            self.answered(verb, by)
            raise
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._rest.set()
        self.answered(verb, by)
        return left

    async def saved(self) -> bool:
        """Wait a moment until every verb that was begun has ended; say whether it has."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rest.wait(), SAVED_WITHIN)
        return self._rest.is_set()

    def answered(self, verb: Verb, by: str) -> None:
        """Forget the op of a verb of which it is known what became of it."""
        self._kept.pop((verb.same, by), None)

    def unsure(self, by: str, *verbs: V) -> V | None:
        """Return what was asked as one of these by somebody and got no answer yet.

        Pressed again it is meant again, and not its opposite.
        """
        now = self._counter.clock.now()
        self._kept = {key: kept for key, kept in self._kept.items() if elapsed(kept[2], now) < ASKED_FOR}
        for verb in verbs:
            kept = self._kept.get((verb.same, by))
            if kept and isinstance(kept[0], type(verb)):
                return kept[0]
        return None
