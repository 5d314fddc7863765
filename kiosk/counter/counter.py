"""The one door to it all: every verb of screens, commands and simulated crews goes through here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cached_property
from typing import TYPE_CHECKING, overload

from kiosk.counter.ledger import Decide, new_op
from kiosk.counter.people import People
from kiosk.counter.playbooks import Playbooks
from kiosk.counter.problems import Raising
from kiosk.counter.reports import Reports
from kiosk.counter.routines import Routines
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.order.event import Event, Guest, Stamp
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.routine.occurrence import Occurrence
from kiosk.work.time.instant import Instant
from kiosk.work.verb.at import LAST, At, OrderAt
from kiosk.work.verb.undo import Deed, last_deed
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb, RoutineVerb
from kiosk.work.verb.wish import tidy_guest

if TYPE_CHECKING:
    pass


class Counter(Raising):
    """Orders, tickets and the record of one counter, as one terminal works them.

    Verbs are coroutines. They raise `Refused` with a sentence when the rules say no, `StorageUnavailable` when the
    record cannot be reached. A refused verb has written nothing; whether an unreachable record was written to nobody
    knows, so the same verb is called again with the same `op`, which then answers the same. An `op` that wrote
    something else is refused.
    """

    async def start(self) -> None:
        """Fold the unfinished orders, store the playbook, and learn who is known before the first screen opens."""
        await self._live.start()
        await self.playbooks.adopt(self.playbook)
        await self.people.everybody()

    async def verb(
        self, order_id: str, decide: Decide, by: str, op: str, guest: Guest | None = None, *, alone: bool = False
    ) -> OnBoard:
        """Decide as somebody, under the name they are known by."""
        by, decide = await self.people.signing(by, decide)
        return await super().verb(order_id, decide, by, op, guest, alone=alone)

    # The parts.

    @cached_property
    def people(self) -> People:
        """Who is known here, and as whom this terminal acts."""
        return People(self._live, self)

    @cached_property
    def playbooks(self) -> Playbooks:
        """The versions of the playbook, and who has read them."""
        return Playbooks(self._live, self, self.people)

    @cached_property
    def routines(self) -> Routines:
        """What is started by the clock or by hand."""
        return Routines(self, self._live, self._journal)

    @cached_property
    def reports(self) -> Reports:
        """What the record says of what was done."""
        return Reports(self._live, self, self.people)

    # The verbs.

    @overload
    async def do(self, verb: OrderVerb, *, by: str = "", op: str = "") -> OnBoard: ...
    @overload
    async def do(self, verb: OpeningVerb, *, by: str = "", op: str = "") -> OnBoard: ...
    @overload
    async def do(self, verb: ProblemVerb, *, by: str = "", op: str = "") -> ProblemRow: ...
    @overload
    async def do(self, verb: RoutineVerb, *, by: str = "", op: str = "") -> Occurrence: ...
    @overload
    async def do(self, verb: CounterVerb, *, by: str = "", op: str = "") -> Standing: ...
    async def do(
        self, verb: OrderVerb | OpeningVerb | ProblemVerb | RoutineVerb | CounterVerb, *, by: str = "", op: str = ""
    ) -> OnBoard | ProblemRow | Occurrence | Standing:
        """Do a verb, all of it or nothing, and return what it left.

        That is the order, the problem, the occurrence of a routine, or what stands beside the orders.

        `by` says who; the same `op` again writes nothing and answers the same.
        """
        op = op or new_op()
        if isinstance(verb, CounterVerb):
            return await self._do_beside(verb, by, op)
        if isinstance(verb, OpeningVerb):
            return await self._open(verb, by, verb.op(op))
        if isinstance(verb, ProblemVerb):
            return await self.do_about_problem(verb, by, op)
        if isinstance(verb, RoutineVerb):
            return await self.routines.do(verb, by, op)
        *before, (last, who) = verb.parts(self.people.coach_of(by))
        for part, other in before:
            await self._do_on_order(part, other or by, new_op())
        return await self._do_on_order(last, who or by, op)

    async def _do_on_order(self, verb: OrderVerb, by: str, op: str) -> OnBoard:
        day = self.today()
        is_recent = not verb.of_recent or await self._is_recent(verb.order)

        def decide(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            return verb.decide(OrderAt(order, book, stamp, self.board, op=op, day=day, is_recent=is_recent))

        return await self.verb(verb.order, decide, by, op, tidy_guest(verb.guest, verb.order), alone=verb.alone)

    async def _open(self, verb: OpeningVerb, by: str, op: str) -> OnBoard:
        day = self.today()

        def events(opened: OrderOpened, stamp: Stamp) -> tuple[Event, ...]:
            return verb.decide(At(self.playbook, stamp, self.board, op=op, day=day), opened)

        entry = await self.open(by, op, events, verb.guest)
        verb.answered(entry)
        return entry

    async def _do_beside(self, verb: CounterVerb, by: str, op: str) -> Standing:
        day = self.today()

        def decide(_standing: Standing) -> tuple[Event, ...]:
            return verb.decide(At(self.playbook, self.stamp_of(by), self.board, op=op, day=day))

        return await self.stand(verb.meant, decide, by, op)

    async def _is_recent(self, order_id: str) -> bool:
        """Say whether an order is under way, or among those finished last."""
        entry = await self._live.known(order_id)
        return not entry.order.finished or order_id in {known.order.id for known in await self._live.finished(LAST)}

    # The questions.

    def last_deed(self, *, by: str = "") -> Deed | None:
        """Give the last own action that can still be undone, of all orders this terminal knows."""
        known = (*self.board.orders.values(), *self._live.ended.values())
        return last_deed((entry.order for entry in known), self.stamp_of(by))

    @property
    def heard(self) -> Instant:
        """When the journal last answered."""
        return self._live.heard

    @property
    def trouble(self) -> str:
        """Why the record cannot be reached; empty while it can."""
        return self._live.trouble

    def boards(self) -> AsyncIterator[Board]:
        """Give the board now and then each time it has changed, until the caller stops listening."""
        return self._live.changes()

    async def order(self, words: str) -> OnBoard:
        """Give the order a person means by `45` (today's) or by `20261122-45`, over or not."""
        wanted = words.strip().lstrip("#")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= len("999999")):
            return await self._live.known(wanted)
        today = self.today()
        found = await self._live.ask(lambda journal: journal.find(int(wanted), today))
        if found is None:
            raise Refused("no-such-order", _("There is no order {wanted} today.", wanted=wanted))
        return await self._live.known(found)

    def remembered(self, order_id: str) -> OnBoard | None:
        """Give an order this terminal knows without asking the record: unfinished, or ended lately."""
        return self.board.orders.get(order_id) or self._live.ended.get(order_id)
