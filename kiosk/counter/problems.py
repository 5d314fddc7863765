"""The counter's problems and suggestions: raised, resolved, listed."""

from __future__ import annotations

from kiosk.counter.ledger import Deciding
from kiosk.counter.ports import Period, Wanted
from kiosk.errors import Refused
from kiosk.work.board.standing import Standing
from kiosk.work.order.event import COUNTER_STREAM, Event, Stamp
from kiosk.work.order.order import Order
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.text.text import clean
from kiosk.work.verb.at import At, OrderAt
from kiosk.work.verb.verb import ProblemVerb

EVER = Period("0000-00-00", "9999-99-99")
"""Every business day."""

LEAST_OF_ID = 4
"""Digits that are enough to name one, where no other begins so."""


class Raising(Deciding):
    """What workers say of the steps, and what is answered."""

    async def do_about_problem(self, verb: ProblemVerb, by: str, op: str) -> ProblemRow:
        """Do a verb about a problem, on the stream of its order or of the counter, and give the problem's row."""
        known = await self.problem(verb.problem) if verb.problem else None
        about, day = known.id if known else verb.about(op), self.today()
        order_id = known.order_id if known else verb.order or COUNTER_STREAM

        def on_order(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            at = OrderAt(order, book, stamp, self.board, op=op, day=day)
            at.problem = known
            return verb.decide(at)

        def beside(_now: Standing) -> tuple[Event, ...]:
            at = At(self.playbook, self.stamp_of(by), self.board, op=op, day=day)
            at.problem = known
            return verb.decide(at)

        if order_id == COUNTER_STREAM:
            await self.stand(None, beside, by, op)
        else:
            await self.verb(order_id, on_order, by, op)
        return await self.problem(about)

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
