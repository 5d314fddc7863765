"""The one door to it all: every verb of screens, commands and simulated crews goes through here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, overload

from kiosk.counter.ledger import Ledger, new_op
from kiosk.counter.live import CLOCK_JUMP, LiveBoard
from kiosk.counter.people import People
from kiosk.counter.playbooks import Playbooks
from kiosk.counter.ports import Bell, Clock, Journal, Wait
from kiosk.counter.shown import InLanguage
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.order.counter_events import ClockConfirmed
from kiosk.work.order.event import COUNTER_STREAM, Event, Guest, Stamp
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import clean
from kiosk.work.time.day import DAY
from kiosk.work.time.instant import Instant
from kiosk.work.verb.at import LAST, After, At, OrderAt
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb, RoutineVerb
from kiosk.work.verb.wish import tells_more, tidy_guest

if TYPE_CHECKING:
    from kiosk.counter.intake import Intake
    from kiosk.counter.problems import Problems
    from kiosk.counter.proofs import Proofs
    from kiosk.counter.refusals import Refusals
    from kiosk.counter.reports import Reports
    from kiosk.counter.routines import Routines
    from kiosk.work.record.problem_row import ProblemRow
    from kiosk.work.routine.occurrence import Occurrence
    from kiosk.work.routine.schedule import Planned
    from kiosk.work.verb.undo import Deed


MOST_AHEAD = 5 * 366 * DAY
"""Milliseconds after the newest event, and after the program was made, from which on a clock is asked about."""


class Counter:
    """Orders, tickets and the record of one counter, as one terminal works them.

    Verbs are coroutines. They raise `Refused` with a sentence when the rules say no, `StorageUnavailable` when the
    record cannot be reached. A refused verb has written nothing, but for a coach's marks, see `do`; whether an
    unreachable record was written to nobody knows, so the same verb is called again with the same `op`, which then
    answers the same. An `op` that wrote something else, or for somebody else, is refused.
    """

    def __init__(
        self,
        journal: Journal,
        bell: Bell,
        clock: Clock,
        playbook: Playbook,
        *,
        station: str = "",
        local: Callable[[int], datetime],
        built: int = 0,
    ) -> None:
        """Open the counter on a journal; `local` turns UTC milliseconds into the counter's own time.

        `built` is when the program was made, in UTC milliseconds: no clock that is set says less.
        """
        self.clock = clock
        self._not_before = built
        self.local = local
        self._live = LiveBoard(journal, bell, clock, station, playbook)
        self.shown = InLanguage(self._live)
        """What is on it, in the words that are read at this terminal."""
        self._ledger = Ledger(self._live, clock, station, local)
        self.people = People(self._live, self._ledger)
        """Who is known here, and as whom this terminal acts."""
        self.playbooks = Playbooks(self._live, self._ledger, self.people)
        """The versions of the playbook, and who has read them."""

    @property
    def station(self) -> str:
        """Where this terminal's verbs are done: what stands in their stamps."""
        return self._ledger.station

    @station.setter
    def station(self, station: str) -> None:
        self._ledger.station = station

    @cached_property
    def proofs(self) -> Proofs:
        """PINs and badges, given and tried."""
        from kiosk.counter.proofs import Proofs

        return Proofs(self._live, self._ledger, self.people)

    @cached_property
    def intake(self) -> Intake:
        """Many orders at once."""
        from kiosk.counter.intake import Intake

        return Intake(self._live, self._ledger, self.people.called)

    @cached_property
    def problems(self) -> Problems:
        """What workers say of the steps, and what was answered."""
        from kiosk.counter.problems import Problems

        return Problems(self._live, self.shown)

    @cached_property
    def refusals(self) -> Refusals:
        """Orders from outside that were refused."""
        from kiosk.counter.refusals import Refusals

        return Refusals(self._live, self._ledger)

    @cached_property
    def routines(self) -> Routines:
        """What is started by the clock or by hand."""
        from kiosk.counter.routines import Routines

        return Routines(self._live, self.shown, self._ledger)

    @property
    def due(self) -> tuple[Planned, ...]:
        """What is to be done by the clock this day, as far as was looked; nothing before anybody has."""
        return self.routines.glance() if "routines" in vars(self) else ()

    @cached_property
    def reports(self) -> Reports:
        """What the record says of what was done."""
        from kiosk.counter.reports import Reports

        return Reports(self._live, self.shown, self._ledger, self.people)

    async def start(self, *, asks_clock: bool = False) -> None:
        """Fold the unfinished orders, store the playbook, and learn who is known before the first screen opens.

        With `asks_clock` nothing is written while the clock is in doubt: whoever asks calls `settle_clock`.
        """
        await self._live.start()
        self._not_before = max(self._not_before, await self._live.ask(lambda journal: journal.newest_at()))
        if self.clock_doubt and await self._is_confirmed():
            self._not_before = 0
        if not (asks_clock and self.clock_doubt):
            await self.playbooks.adopt(self._live.playbook)
        await self.people.everybody()

    @property
    def clock_doubt(self) -> int:
        """What the clock was before at the start, in UTC milliseconds, and is behind still, or years ahead of.

        0 where it may be right.
        """
        ahead = self.clock.now().at - self._not_before
        return self._not_before if self._not_before and not -CLOCK_JUMP <= ahead <= MOST_AHEAD else 0

    async def _is_confirmed(self) -> bool:
        """Whether somebody said of this very doubt that the clock is right, and it has gone on since."""
        records = await self._live.ask(lambda journal: journal.order(COUNTER_STREAM))
        said = next((record for record in reversed(records) if isinstance(record.event, ClockConfirmed)), None)
        if said is None or not isinstance(said.event, ClockConfirmed) or said.event.before < self._not_before:
            return False
        return -CLOCK_JUMP <= self.clock.now().at - said.stamp.at.at <= MOST_AHEAD

    def hold(self, why: Refused) -> None:
        """Refuse for this reason whatever would be written, until the clock is settled."""
        self._live.held = why

    async def settle_clock(self, by: str) -> None:
        """Go on once the clock is right, or was said to be, which is recorded."""
        self._live.held = None
        if doubt := self.clock_doubt:
            await self._ledger.note(ClockConfirmed(doubt), by)
            self._not_before = 0
        await self.playbooks.adopt(self._live.playbook)

    async def close(self) -> None:
        """Let go of the record and of the bell."""
        await self._live.close()

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

        That is the order, the problem, the occurrence of a routine, or what stands beside the orders. Of a trainee's
        bump the marks are the coach's, and what is written at once has one author: they are written before it, and
        stay where it is refused.

        `by` says who; the same `op` again writes nothing and answers the same.
        """
        left = await self._do(verb, self.people.called(by), op or new_op())
        return self.shown.entry(left) if isinstance(left, OnBoard) else left

    async def _do(
        self, verb: OrderVerb | OpeningVerb | ProblemVerb | RoutineVerb | CounterVerb, by: str, op: str
    ) -> OnBoard | ProblemRow | Occurrence | Standing:
        verb.check()
        if isinstance(verb, CounterVerb):
            return await self._do_beside(verb, by, op)
        if isinstance(verb, OpeningVerb):
            return await self._open(verb, by, verb.op(op))
        if isinstance(verb, ProblemVerb):
            return await self._do_about_problem(verb, by, op)
        if isinstance(verb, RoutineVerb):
            return await self.routines.do(verb, by, op)
        *before, (last, who) = verb.parts(self.people.coach_of(by))
        for part, other in before:
            await self._do_on_order(part, other or by, new_op())
        return await self._do_on_order(last, who or by, op)

    async def _do_on_order(self, verb: OrderVerb, by: str, op: str) -> OnBoard:
        day = self.today()
        is_recent = not verb.of_recent or await self._is_recent(verb.order)

        def at(known: OnBoard, stamp: Stamp) -> OrderAt:
            shown = self.shown.in_words(known.playbook)  # a refusal names what it is about
            told = {"op": op, "day": day}
            return OrderAt(
                known.order, shown, stamp, self.board, is_recent=is_recent, said=dict(known.guest.fields), **told
            )

        by, decide = await self.people.signing(by, lambda known, stamp: verb.decide(at(known, stamp)))
        fill, guest = lambda known, stamp: verb.filled(at(known, stamp)), tidy_guest(verb.guest, verb.order)
        return await self._ledger.verb(verb.order, decide, by, op, guest, fill=fill, alone=verb.alone)

    async def _open(self, verb: OpeningVerb, by: str, op: str) -> OnBoard:
        day = self.today()

        def events(opened: OrderOpened, stamp: Stamp) -> tuple[Event, ...]:
            return verb.decide(At(self.playbook, stamp, self.board, op=op, day=day), opened)

        def fill(stamp: Stamp) -> Mapping[str, str]:
            return verb.filled(At(self.playbook, stamp, self.board, op=op, day=day))

        known = await self._from_outside(*verb.key) if verb.key[1] else ""
        entry = await (self._live.known(known) if known else self._ledger.open(by, op, events, verb.guest, fill))
        asks, order = tells_more(entry, verb.guest), entry.order.id
        verb.answered(entry, is_forgotten=asks and await self._live.ask(lambda journal: journal.had_guest(order)))
        return entry

    async def _do_beside(self, verb: CounterVerb, by: str, op: str) -> Standing:
        day = self.today()

        def decide(_standing: Standing) -> tuple[Event, ...]:
            return verb.decide(At(self.playbook, self.stamp_of(by), self.board, op=op, day=day))

        return await self._ledger.stand(verb.meant, decide, by, op)

    async def _do_about_problem(self, verb: ProblemVerb, by: str, op: str) -> ProblemRow:
        """Do it on the stream of the problem's order or of the counter, and give the problem's row."""
        known = await self.problems.find(verb.problem) if verb.problem else None
        about, day = known.id if known else verb.about(op), self.today()
        order_id = known.order_id if known else verb.order or COUNTER_STREAM

        def on_order(on: OnBoard, stamp: Stamp) -> tuple[Event, ...]:
            at = OrderAt(on.order, self.shown.in_words(on.playbook), stamp, self.board, op=op, day=day)
            at.problem = known
            return verb.decide(at)

        def beside(_now: Standing) -> tuple[Event, ...]:
            at = At(self.playbook, self.stamp_of(by), self.board, op=op, day=day)
            at.problem = known
            return verb.decide(at)

        if order_id == COUNTER_STREAM:
            await self._ledger.stand(None, beside, by, op)
        else:
            by, decide = await self.people.signing(by, on_order)
            await self._ledger.verb(order_id, decide, by, op)
        return await self.problems.find(about)

    async def _is_recent(self, order_id: str) -> bool:
        """Whether an order is under way, or among those finished last."""
        entry = await self._live.known(order_id)
        return not entry.order.finished or order_id in {known.order.id for known in await self._live.finished(LAST)}

    # The questions.

    def last_deed(self, *, by: str = "") -> Deed | None:
        """Return the last own action that can still be undone, of all orders this terminal knows."""
        from kiosk.work.verb.undo import last_deed  # that verb is meant now

        known = (*self.board.orders.values(), *self._live.ended.values())
        return last_deed((entry.order for entry in known), self.stamp_of(by))

    @property
    def playbook(self) -> Playbook:
        """What the next order is opened under, as it is read here."""
        return self.shown.playbook

    @property
    def board(self) -> Board:
        """The newest board, as it is read here."""
        return self.shown.board

    def today(self) -> str:
        """Return the business day it is now."""
        return self._ledger.today()

    def stamp_of(self, by: str) -> Stamp:
        """Stamp what this terminal does now."""
        return self._ledger.stamp_of(by)

    def after(self, by: str, *, before: OnBoard | None = None) -> After:
        """Return what the reply of a verb that somebody did just now is made of; `before` is how its order stood."""
        return After(self.playbook, self.stamp_of(by), self.board, self.local, before=before, own=self.shown.own)

    async def with_guest(self, known: OnBoard, guest: Guest) -> OnBoard:
        """Return an order as it is for a guest of this name, whom the record may know; nothing is written."""
        return await self._ledger.with_guest(known, guest)

    @property
    def heard(self) -> Instant:
        """When the journal last answered."""
        return self._live.heard

    @property
    def wait(self) -> Wait | None:
        """How long what is pressed now has waited for another program, and for which; None where it does not."""
        return self._live.wait

    @property
    def trouble(self) -> str:
        """Why the record cannot be reached; empty while it can."""
        return self._live.trouble

    async def boards(self) -> AsyncIterator[Board]:
        """Return the board now and then each time it has changed, until the caller stops listening."""
        async with aclosing(self._live.changes()) as changes:
            async for _board in changes:
                yield self.board

    async def order(self, words: str, *, source: str = "") -> OnBoard:
        """Return the order a person means by `45` or by `20261122-45`, over or not.

        A number means today's or an unfinished one of another day; where it means two, both are named. With a `source`
        the words are the key that source has for it; words that are no number may be a key without one.
        """
        return self.shown.entry(await self._order(words, source))

    async def _order(self, words: str, source: str) -> OnBoard:
        if source:
            if order_id := await self._from_outside(source, words):
                return await self._live.known(order_id)
            sent = _("“{source}” has sent no order “{key}”.", source=clean(source, 40), key=clean(words, 80))
            raise Refused("no-such-order", sent)
        wanted = words.strip().lstrip("#")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= len("999999")):
            try:
                return await self._live.known(wanted)
            except Refused:
                if order_id := await self._from_outside("", words):
                    return await self._live.known(order_id)
                raise
        return await self._live.known(await self._by_number(int(wanted)))

    async def _by_number(self, wanted: int) -> str:
        """Return the id of today's order of a number, or of an unfinished one; refused where both are meant."""
        today = self.today()
        found = await self._live.ask(lambda journal: journal.find(wanted, today))
        unfinished = (entry.order.id for entry in self.board.orders.values() if entry.order.number == wanted)
        meant = sorted({*unfinished, *filter(None, (found,))})
        if not meant:
            raise Refused("no-such-order", _("There is no order {wanted} today.", wanted=wanted))
        if len(meant) > 1:
            orders = f" {_('and')} ".join(meant)
            words = _(
                "{wanted} is the number of more than one order: {orders}. Say which, with its day.",
                wanted=wanted,
                orders=orders,
            )
            raise Refused("which-order", words)
        return meant[0]

    async def _from_outside(self, source: str, reference: str) -> str:
        """Return the id of the order a source has a key of its own for, though it was keyed; empty where there is none.

        Refused where it was keyed, and nobody knows as which.
        """
        from kiosk.work.verb.open_order import OUTSIDE, op_from  # few orders are meant by such a key

        source = source or OUTSIDE
        op = op_from(source, reference)
        written = await self._live.ask(lambda journal: journal.written(op))
        return written[0].stream if written else await self.refusals.keyed(source, reference)

    def remembered(self, order_id: str) -> OnBoard | None:
        """Return an order this terminal knows without asking the record: unfinished, or ended lately."""
        ended = self._live.ended.get(order_id)
        return self.board.orders.get(order_id) or (self.shown.entry(ended) if ended else None)
