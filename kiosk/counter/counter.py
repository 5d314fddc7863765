"""The one door to it all: every verb of screens, commands and simulated crews goes through here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, overload

from kiosk.counter.ledger import Decide, Ledger, new_op
from kiosk.counter.live import LiveBoard
from kiosk.counter.people import People
from kiosk.counter.playbooks import Playbooks
from kiosk.counter.ports import Bell, Clock, Journal
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.order.event import COUNTER_STREAM, Event, Guest, Mark, Source, Stamp
from kiosk.work.order.line import Choice, Line, Wish
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.order.problem import Said
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.routine.occurrence import Occurrence
from kiosk.work.time.instant import Instant
from kiosk.work.verb.at import LAST, At, OrderAt
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Acknowledge, Change, VoidLine
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.hold import Fire, Hold
from kiosk.work.verb.line import BumpLine, UndoLine
from kiosk.work.verb.mark import MarkPoint, TakeReading
from kiosk.work.verb.observe import Observe, Rate
from kiosk.work.verb.recall import Recall, Review
from kiosk.work.verb.take import PutBack, Take
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.undo import Deed, Undo, last_deed
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb, RoutineVerb
from kiosk.work.verb.wish import tidy_guest

if TYPE_CHECKING:
    from kiosk.counter.problems import Problems
    from kiosk.counter.reports import Reports
    from kiosk.counter.routines import Routines


class Counter:
    """Orders, tickets and the record of one counter, as one terminal works them.

    Verbs are coroutines. They raise `Refused` with a sentence when the rules say no, `StorageUnavailable` when the
    record cannot be reached. A refused verb has written nothing; whether an unreachable record was written to nobody
    knows, so the same verb is called again with the same `op`, which then answers the same. An `op` that wrote
    something else is refused.
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
    ) -> None:
        """Open the counter on a journal; `local` turns UTC milliseconds into the counter's own time."""
        self.clock = clock
        self.station = station
        self.local = local
        self._live = LiveBoard(journal, bell, clock, station, playbook)
        self._ledger = Ledger(self._live, clock, station, local)
        self.people = People(self._live, self._ledger)
        """Who is known here, and as whom this terminal acts."""
        self.playbooks = Playbooks(self._live, self._ledger, self.people)
        """The versions of the playbook, and who has read them."""

    @cached_property
    def problems(self) -> Problems:
        """What workers say of the steps, and what was answered."""
        from kiosk.counter.problems import Problems

        return Problems(self._live)

    @cached_property
    def routines(self) -> Routines:
        """What is started by the clock or by hand."""
        from kiosk.counter.routines import Routines

        return Routines(self._live, self._ledger)

    @cached_property
    def reports(self) -> Reports:
        """What the record says of what was done."""
        from kiosk.counter.reports import Reports

        return Reports(self._live, self._ledger, self.people)

    async def start(self) -> None:
        """Fold the unfinished orders, store the playbook, and learn who is known before the first screen opens."""
        await self._live.start()
        await self.playbooks.adopt(self.playbook)
        await self.people.everybody()

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

        That is the order, the problem, the occurrence of a routine, or what stands beside the orders.

        `by` says who; the same `op` again writes nothing and answers the same.
        """
        op = op or new_op()
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

        def decide(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            return verb.decide(OrderAt(order, book, stamp, self.board, op=op, day=day, is_recent=is_recent))

        guest = tidy_guest(verb.guest, verb.order)
        return await self._decide(verb.order, decide, by, op, guest, alone=verb.alone)

    async def _decide(
        self, order_id: str, decide: Decide, by: str, op: str, guest: Guest | None = None, *, alone: bool = False
    ) -> OnBoard:
        """Decide on an order as somebody, under the name they are known by."""
        by, decide = await self.people.signing(by, decide)
        return await self._ledger.verb(order_id, decide, by, op, guest, alone=alone)

    async def _open(self, verb: OpeningVerb, by: str, op: str) -> OnBoard:
        day = self.today()

        def events(opened: OrderOpened, stamp: Stamp) -> tuple[Event, ...]:
            return verb.decide(At(self.playbook, stamp, self.board, op=op, day=day), opened)

        entry = await self._ledger.open(by, op, events, verb.guest)
        verb.answered(entry)
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

        def on_order(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            at = OrderAt(order, book, stamp, self.board, op=op, day=day)
            at.problem = known
            return verb.decide(at)

        def beside(_now: Standing) -> tuple[Event, ...]:
            at = At(self.playbook, self.stamp_of(by), self.board, op=op, day=day)
            at.problem = known
            return verb.decide(at)

        if order_id == COUNTER_STREAM:
            await self._ledger.stand(None, beside, by, op)
        else:
            await self._decide(order_id, on_order, by, op)
        return await self.problems.find(about)

    async def _is_recent(self, order_id: str) -> bool:
        """Whether an order is under way, or among those finished last."""
        entry = await self._live.known(order_id)
        return not entry.order.finished or order_id in {known.order.id for known in await self._live.finished(LAST)}

    async def open_order(self, *, serving: bool = False, by: str = "", op: str = "") -> OnBoard:
        """Open the next order of the day: a guest is at the counter; `serving` takes its first step up at once."""
        from kiosk.work.verb.open_order import OpenOrder

        return await self.do(OpenOrder(serving), by=by, op=op)

    async def add_order(
        self,
        reference: str,
        wishes: tuple[Wish, ...],
        *,
        guest: Guest | None = None,
        allergies: tuple[str, ...] = (),
        ready_at: int = 0,
        by: str = "",
    ) -> OnBoard:
        """Take an order that came in from outside; the same `reference` again is the same order."""
        from kiosk.work.verb.open_order import AddOrder

        return await self.do(AddOrder(reference, wishes, guest, allergies, ready_at), by=by)

    async def take_order(
        self,
        order_id: str,
        wishes: tuple[Wish, ...],
        *,
        guest: Guest | None = None,
        allergies: tuple[str, ...] = (),
        told: Heard | None = None,
        by: str = "",
        op: str = "",
    ) -> OnBoard:
        """Record what the guest wants; the tickets of the stations that make it follow from that."""
        return await self.do(TakeOrder(order_id, wishes, guest, allergies, told), by=by, op=op)

    async def take(self, order_id: str, step: str, *, over: bool = False, by: str = "", op: str = "") -> OnBoard:
        """Take a ticket up: others see who has it; `over` takes it from who has it now."""
        return await self.do(Take(order_id, step, over), by=by, op=op)

    async def put_back(self, order_id: str, step: str, *, by: str = "", op: str = "") -> OnBoard:
        """Leave a ticket that was taken up to others."""
        return await self.do(PutBack(order_id, step), by=by, op=op)

    async def bump(
        self, order_id: str, step: str, *, marks: Iterable[tuple[str, Mark, str]] = (), by: str = "", op: str = ""
    ) -> OnBoard:
        """Do a step; the last one finishes the order."""
        return await self.do(Bump(order_id, step, tuple(marks)), by=by, op=op)

    async def bump_line(self, order_id: str, step: str, line: int, *, by: str = "", op: str = "") -> OnBoard:
        """Do one line of a ticket; the last one of what a station makes bumps the ticket too."""
        return await self.do(BumpLine(order_id, step, line), by=by, op=op)

    async def undo_line(self, order_id: str, step: str, line: int, *, by: str = "", op: str = "") -> OnBoard:
        """Take the bump of a line back while its ticket is open."""
        return await self.do(UndoLine(order_id, step, line), by=by, op=op)

    async def undo(self, order_id: str, step: str = "", *, by: str = "", op: str = "") -> OnBoard:
        """Take the last own action on an order back within 30 s, at one step where it is named."""
        return await self.do(Undo(order_id, step), by=by, op=op)

    def last_deed(self, *, by: str = "") -> Deed | None:
        """Return the last own action that can still be undone, of all orders this terminal knows."""
        known = (*self.board.orders.values(), *self._live.ended.values())
        return last_deed((entry.order for entry in known), self.stamp_of(by))

    async def recall(self, order_id: str, step: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """Open a bumped step of one of the last 50 orders again, with a clock that begins anew."""
        return await self.do(Recall(order_id, step, reason), by=by, op=op)

    async def review(self, order_id: str, step: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """Open a bumped step of one of the last 50 orders again, with the clock it had."""
        return await self.do(Review(order_id, step, reason), by=by, op=op)

    async def rush(self, order_id: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """Let an order go before all others."""
        from kiosk.work.verb.rush import Rush

        return await self.do(Rush(order_id, reason), by=by, op=op)

    async def unrush(self, order_id: str, *, by: str = "", op: str = "") -> OnBoard:
        """Let an order take its place by its age again."""
        from kiosk.work.verb.rush import Unrush

        return await self.do(Unrush(order_id), by=by, op=op)

    async def hold(self, order_id: str, reason: str, until: int = 0, *, by: str = "", op: str = "") -> OnBoard:
        """Keep an order off the rails until an instant (milliseconds since 1970, UTC), or 0 until it is fired."""
        return await self.do(Hold(order_id, reason, until), by=by, op=op)

    async def fire(self, order_id: str, step: str = "", *, by: str = "", op: str = "") -> OnBoard:
        """Let what is held back of an order begin now, or one step of it."""
        return await self.do(Fire(order_id, step), by=by, op=op)

    async def change(
        self,
        order_id: str,
        wishes: tuple[Wish, ...],
        reason: str = "",
        *,
        seen: tuple[Line, ...] | None = None,
        by: str = "",
        op: str = "",
    ) -> OnBoard:
        """Make a sent order what the guest wants now; wishes with a `line` stand for that line."""
        return await self.do(Change(order_id, wishes, reason, seen), by=by, op=op)

    async def void_line(
        self, order_id: str, line: int, reason: str, *, choice: Choice | None = None, by: str = "", op: str = ""
    ) -> OnBoard:
        """Take a line out of a sent order, or one choice out of that line."""
        return await self.do(VoidLine(order_id, line, reason, choice), by=by, op=op)

    async def acknowledge(self, order_id: str, step: str, waste: str = "", *, by: str = "", op: str = "") -> OnBoard:
        """Say that a station saw what is not wanted any more."""
        return await self.do(Acknowledge(order_id, step, waste), by=by, op=op)

    async def waste(
        self, order_id: str, step: str, line: int, *, quantity: int, reason: str, by: str = "", op: str = ""
    ) -> OnBoard:
        """Note that something that was made goes to waste."""
        from kiosk.work.verb.waste import Waste

        return await self.do(Waste(order_id, step, line, reason, quantity), by=by, op=op)

    async def hand_over_early(
        self, order_id: str, reason: str, *, kept: Iterable[str] = (), by: str = "", op: str = ""
    ) -> OnBoard:
        """Hand an order over of which something is missing."""
        return await self.do(HandOverEarly(order_id, reason, tuple(kept)), by=by, op=op)

    async def eighty_six(self, item: str, *, by: str = "", op: str = "") -> Standing:
        """Mark an item or a part out of stock."""
        from kiosk.work.verb.stock import RunOut

        return await self.do(RunOut(item), by=by, op=op)

    async def back(self, item: str, *, by: str = "", op: str = "") -> Standing:
        """Mark an item or a part there again."""
        from kiosk.work.verb.stock import BringBack

        return await self.do(BringBack(item), by=by, op=op)

    async def close_station(self, station: str, to: str, *, by: str = "", op: str = "") -> Standing:
        """Let what comes to a station go to another one."""
        from kiosk.work.verb.station import CloseStation

        return await self.do(CloseStation(station, to), by=by, op=op)

    async def open_station(self, station: str, *, by: str = "", op: str = "") -> Standing:
        """Let a closed station have its own work again."""
        from kiosk.work.verb.station import OpenStation

        return await self.do(OpenStation(station), by=by, op=op)

    async def see_allergy(self, order_id: str, step: str, *, by: str = "", op: str = "") -> OnBoard:
        """Say by name that the allergy of an order was seen at a step's station."""
        from kiosk.work.verb.see_allergy import SeeAllergy

        return await self.do(SeeAllergy(order_id, step), by=by, op=op)

    async def observe(
        self,
        order_id: str,
        step: str,
        marks: Iterable[tuple[str, Mark, str]],
        *,
        source: Source = "observer",
        by: str = "",
        op: str = "",
    ) -> OnBoard:
        """Say how points went as an observer saw them, or as the guest tells."""
        return await self.do(Observe(order_id, step, tuple(marks), source), by=by, op=op)

    async def rate(self, order_id: str, rating: int, *, by: str = "", op: str = "") -> OnBoard:
        """Note how the guest liked a finished order, from 1 to 5."""
        return await self.do(Rate(order_id, rating), by=by, op=op)

    async def raise_problem(self, step: str, said: Said, order_id: str = "", *, by: str = "", op: str = "") -> str:
        """Raise a problem or a suggestion at a step of an order, or of none; gives its id, which follows from `op`."""
        from kiosk.work.verb.problem import RaiseProblem

        raised = RaiseProblem(step, said.kind, said.reason, said.text, said.critical, order_id)
        return (await self.do(raised, by=by, op=op)).id

    async def resolve_problem(self, name: str, answer: str, *, by: str = "", op: str = "") -> ProblemRow:
        """Answer a problem by its id or the beginning of it; a critical one stops its order no longer."""
        from kiosk.work.verb.problem import ResolveProblem

        return await self.do(ResolveProblem(name, answer), by=by, op=op)

    async def void(self, order_id: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """End an order that will not be made."""
        from kiosk.work.verb.void import Void

        return await self.do(Void(order_id, reason), by=by, op=op)

    async def mark(
        self, order_id: str, step: str, point: str, how: Mark, *, reason: str = "", by: str = "", op: str = ""
    ) -> OnBoard:
        """Say how a point of the procedure went; in a trainee's work it is the coach who says so."""
        return await self.do(MarkPoint(order_id, step, point, how, reason), by=by, op=op)

    async def reading(
        self, order_id: str, step: str, spec: str, value: str, *, action: str = "", by: str = "", op: str = ""
    ) -> OnBoard:
        """Take a number read against a spec."""
        return await self.do(TakeReading(order_id, step, spec, value, action), by=by, op=op)

    # The questions.

    @property
    def playbook(self) -> Playbook:
        """What the next order is opened under."""
        return self._live.playbook

    @property
    def board(self) -> Board:
        """The newest board."""
        return self._live.board

    def today(self) -> str:
        """Return the business day it is now."""
        return self._ledger.today()

    def stamp_of(self, by: str) -> Stamp:
        """Stamp what this terminal does now."""
        return self._ledger.stamp_of(by)

    async def with_guest(self, known: OnBoard, guest: Guest) -> OnBoard:
        """Return an order as it is for a guest of this name, whom the record may know; nothing is written."""
        return await self._ledger.with_guest(known, guest)

    @property
    def heard(self) -> Instant:
        """When the journal last answered."""
        return self._live.heard

    @property
    def trouble(self) -> str:
        """Why the record cannot be reached; empty while it can."""
        return self._live.trouble

    def boards(self) -> AsyncIterator[Board]:
        """Return the board now and then each time it has changed, until the caller stops listening."""
        return self._live.changes()

    async def order(self, words: str) -> OnBoard:
        """Return the order a person means by `45` (today's) or by `20261122-45`, over or not."""
        wanted = words.strip().lstrip("#")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= len("999999")):
            return await self._live.known(wanted)
        today = self.today()
        found = await self._live.ask(lambda journal: journal.find(int(wanted), today))
        if found is None:
            raise Refused("no-such-order", _("There is no order {wanted} today.", wanted=wanted))
        return await self._live.known(found)

    def remembered(self, order_id: str) -> OnBoard | None:
        """Return an order this terminal knows without asking the record: unfinished, or ended lately."""
        return self.board.orders.get(order_id) or self._live.ended.get(order_id)
