"""The counter's verbs about problems and suggestions: raise, resolve, list."""

from __future__ import annotations

import hashlib

from kiosk.counter.ledger import Deciding, new_op
from kiosk.counter.ports import Period, Wanted
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import COUNTER_STREAM, Event, Stamp
from kiosk.work.order.order import Order
from kiosk.work.order.problem import Said
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.problems import raise_at_counter, raise_problem, resolve
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.text.text import clean

EVER = Period("0000-00-00", "9999-99-99")
"""Every business day."""

ID_LENGTH = 12
"""Hex digits of a problem's id."""

LEAST_OF_ID = 4
"""Digits that are enough to name one, where no other begins so."""


class Raising(Deciding):
    """What workers say of the steps, and what is answered."""

    async def raise_problem(self, step: str, said: Said, order_id: str = "", *, by: str = "", op: str = "") -> str:
        """Raise a problem or a suggestion at a step of an order, or of none; gives its id, which follows from `op`."""
        op = op or new_op()
        name = hashlib.sha256(op.encode()).hexdigest()[:ID_LENGTH]
        tidy = Said(said.kind, clean(said.reason), clean(said.text), said.critical)
        if order_id:
            await self.verb(order_id, lambda order, book, _stamp: raise_problem(order, book, step, tidy, name), by, op)
        else:
            day = self.today()
            await self.stand(None, lambda _now: raise_at_counter(self.playbook, step, tidy, name, day), by, op)
        return name

    async def resolve_problem(self, name: str, answer: str, *, by: str = "", op: str = "") -> ProblemRow:
        """Answer a problem by its id or the beginning of it; a critical one stops its order no longer."""
        found, words = await self.problem(name), clean(answer)

        def decide(order: Order, _book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            return resolve(order.problems, found.id, words, stamp)

        if found.order_id != COUNTER_STREAM:
            await self.verb(found.order_id, decide, by, op)
        elif found.resolved_at and not op:
            raise Refused(
                "already-resolved",
                _("{who} resolved this: “{answer}”.", who=found.resolver or _("Somebody"), answer=found.answer),
            )
        else:
            stamp = self.stamp_of(by)
            await self.stand(None, lambda now: resolve(now.problems, found.id, words, stamp), by, op)
        return await self.problem(found.id)

    async def problem(self, name: str) -> ProblemRow:
        """Give one by its id or the beginning of it; refused where none or several are meant."""
        said = clean(name, 40).casefold()
        if len(said) < LEAST_OF_ID:
            raise Refused(
                "no-such-problem",
                f"Name a problem by {LEAST_OF_ID} digits of its id or more.",
            )
        found = await self._problems(EVER, Wanted("problems", problem=said))
        if not found:
            raise Refused("no-such-problem", f"There is no problem {said}. Look: kiosk problem list")
        if len(found) > 1:
            raise Refused(
                "several-problems",
                f"{len(found)} problems begin with {said}. Give more of the id.",
            )
        return found[0]

    async def problems(self, period: Period, *, unresolved: bool = False) -> tuple[ProblemRow, ...]:
        """Give the open ones of every day, critical ones first, then unless `unresolved` a period's resolved ones."""
        still = await self._problems(EVER, Wanted("problems", unresolved=True))
        first = sorted(still, key=lambda row: (-row.critical, row.kind != "problem"))
        done = () if unresolved else await self._problems(period, Wanted("problems"))
        return (*first, *(row for row in done if row.resolved_at))

    async def _problems(self, period: Period, wanted: Wanted) -> tuple[ProblemRow, ...]:
        return (await self._live.ask(lambda journal: journal.rows(period, wanted))).problems
