"""Verbs decided on an order as it is given, for tests of their rules: no counter, no record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, on_board
from kiosk.work.board.standing import Standing
from kiosk.work.order.counter_events import RoutineBegun
from kiosk.work.order.event import Guest, Mark, Stamp
from kiosk.work.order.guard import Events
from kiosk.work.order.line import Choice, Line, Wish
from kiosk.work.order.order import Answer, Cause, Order
from kiosk.work.order.problem import Problem, Remark
from kiosk.work.order.problem_events import ProblemRaised
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.routine import Routine
from kiosk.work.record.problem_row import problem_row
from kiosk.work.routine.occurrence import Occurrence
from kiosk.work.time.instant import Instant
from kiosk.work.verb.at import At, OrderAt, RoutineAt
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Acknowledge, Change, VoidLine
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.hold import Fire, Hold
from kiosk.work.verb.line import BumpLine, UndoLine
from kiosk.work.verb.mark import MarkPoint, TakeReading
from kiosk.work.verb.problem import RaiseProblem, ResolveProblem
from kiosk.work.verb.recall import Recall, Review
from kiosk.work.verb.remake import Remake
from kiosk.work.verb.routine import FinishRoutine, MarkRoutinePoint, TakeRoutineReading
from kiosk.work.verb.rush import Rush, Unrush
from kiosk.work.verb.see_allergy import AnswerAllergy, SeeAllergy
from kiosk.work.verb.station import CloseStation, OpenStation
from kiosk.work.verb.stock import BringBack, RunOut
from kiosk.work.verb.take import PutBack, Take
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.verb import CounterVerb, OrderVerb
from kiosk.work.verb.void import Void
from kiosk.work.verb.waste import Waste
from tests.playbooks import DINER

NOBODY = Stamp(Instant(0, 0, ""))


def decided(
    verb: OrderVerb, order: Order, book: Playbook, stamp: Stamp | None = None, board: Board | None = None
) -> Events:
    """Return what a verb makes of an order; without a stamp somebody does it when the order is opened."""
    return verb.decide(OrderAt(order, book, stamp or Stamp(order.opened.at), board or Board()))


def beside(verb: CounterVerb, book: Playbook, standing: Standing) -> Events:
    """Return what a verb makes of what stands at the counter."""
    return verb.decide(At(book, NOBODY, Board(standing=standing)))


def out_of(names: Collection[str]) -> Board:
    """Return a board at whose counter some items or parts are out."""
    return Board(standing=Standing(out=dict.fromkeys(names, NOBODY)))


# On an order.


def take_order(
    order: Order,
    book: Playbook,
    wishes: tuple[Wish, ...],
    allergies: tuple[str, ...],
    stamp: Stamp,
    *,
    own_words: bool = False,
    told: Heard | None = None,
    out: Collection[str] = (),
) -> Events:
    """Take it; `own_words` has the guest tell of an allergy in words that name nothing."""
    guest = Guest(order.id, allergy="something" if own_words else "")
    return decided(TakeOrder(order.id, wishes, guest, allergies, told or Heard()), order, book, stamp, out_of(out))


def take(order: Order, book: Playbook, step: str, stamp: Stamp, *, over: bool = False) -> Events:
    """Take a ticket up."""
    return decided(Take(order.id, step, over), order, book, stamp)


def put_back(order: Order, book: Playbook, step: str, stamp: Stamp) -> Events:
    """Put a ticket back."""
    return decided(PutBack(order.id, step), order, book, stamp)


def bump(order: Order, book: Playbook, step: str, stamp: Stamp) -> Events:
    """Do a step."""
    return decided(Bump(order.id, step), order, book, stamp)


def bump_line(order: Order, book: Playbook, step: str, line: int, stamp: Stamp) -> Events:
    """Do a line."""
    return decided(BumpLine(order.id, step, line), order, book, stamp)


def undo_line(order: Order, book: Playbook, step: str, line: int, stamp: Stamp) -> Events:
    """Take a line back."""
    return decided(UndoLine(order.id, step, line), order, book, stamp)


def undo(order: Order, book: Playbook, step: str, stamp: Stamp) -> Events:
    """Take the last own deed back."""
    return decided(Undo(order.id, step), order, book, stamp)


def recall(order: Order, book: Playbook, step: str, reason: str) -> Events:
    """Do a step again."""
    return decided(Recall(order.id, step, reason), order, book)


def review(order: Order, book: Playbook, step: str, reason: str) -> Events:
    """Do a step again, with the clock it had."""
    return decided(Review(order.id, step, reason), order, book)


def remake(
    order: Order, book: Playbook, step: str, line: int, stamp: Stamp, *, cause: Cause = "dropped", quantity: int = 1
) -> Events:
    """Make a line again."""
    return decided(Remake(order.id, step, line, cause, quantity), order, book, stamp)


def rush(order: Order, book: Playbook, reason: str, others: Iterable[Order]) -> Events:
    """Rush an order beside others."""
    board = Board(orders={other.id: on_board(other, book, None) for other in others})
    return decided(Rush(order.id, reason), order, book, None, board)


def unrush(order: Order, book: Playbook) -> Events:
    """End its rush."""
    return decided(Unrush(order.id), order, book)


def hold(order: Order, reason: str, until: int, stamp: Stamp, book: Playbook = DINER) -> Events:
    """Hold it."""
    return decided(Hold(order.id, reason, until), order, book, stamp)


def fire(order: Order, book: Playbook, step: str, stamp: Stamp) -> Events:
    """Fire it, or a step of it."""
    return decided(Fire(order.id, step), order, book, stamp)


def void(order: Order, reason: str, book: Playbook = DINER) -> Events:
    """Void it."""
    return decided(Void(order.id, reason), order, book)


def change(
    order: Order,
    book: Playbook,
    wishes: tuple[Wish, ...],
    reason: str,
    stamp: Stamp,
    *,
    out: Collection[str] = (),
    seen: tuple[Line, ...] | None = None,
) -> Events:
    """Change it."""
    return decided(Change(order.id, wishes, reason, seen), order, book, stamp, out_of(out))


def void_line(
    order: Order, book: Playbook, line: int, reason: str, stamp: Stamp, *, choice: Choice | None = None
) -> Events:
    """Take a line or a choice out of it."""
    return decided(VoidLine(order.id, line, reason, choice), order, book, stamp)


def acknowledge(order: Order, book: Playbook, step: str, waste: str, stamp: Stamp) -> Events:
    """See what is not wanted any more."""
    return decided(Acknowledge(order.id, step, waste), order, book, stamp)


def waste(order: Order, book: Playbook, step: str, line: int, *, quantity: int, reason: str) -> Events:
    """Note what goes to waste."""
    return decided(Waste(order.id, step, line, reason, quantity), order, book)


def hand_over_early(order: Order, book: Playbook, reason: str, stamp: Stamp, *, kept: tuple[str, ...] = ()) -> Events:
    """Hand it over as it is."""
    return decided(HandOverEarly(order.id, reason, kept), order, book, stamp)


def mark(order: Order, book: Playbook, step: str, point: str, *, how: Mark, reason: str) -> Events:
    """Mark a point."""
    return decided(MarkPoint(order.id, step, point, how, reason), order, book, _late(order))


def reading(order: Order, book: Playbook, step: str, spec: str, *, value: str, action: str) -> Events:
    """Take a reading."""
    return decided(TakeReading(order.id, step, spec, value, action), order, book, _late(order))


def see_allergy(order: Order, book: Playbook, step: str, stamp: Stamp) -> Events:
    """See its allergy."""
    return decided(SeeAllergy(order.id, step), order, book, stamp)


def answer_allergy(order: Order, book: Playbook, answer: Answer, stamp: Stamp, *, anew: bool = False) -> Events:
    """Say whether what its notes may tell of is an allergy."""
    return decided(AnswerAllergy(order.id, answer, anew), order, book, stamp)


def _late(order: Order) -> Stamp:
    """Return a stamp at which everything that waits for a time has come."""
    return Stamp(order.opened.at.later(10**9))


# Beside the orders.


def eighty_six(menu: Menu, out: Collection[str], name: str) -> Events:
    """Mark something out."""
    return beside(RunOut(name), replace(DINER, menu=menu), out_of(out).standing)


def back(menu: Menu, out: Collection[str], name: str) -> Events:
    """Mark it there again."""
    return beside(BringBack(name), replace(DINER, menu=menu), out_of(out).standing)


def close_station(book: Playbook, closed: Mapping[str, str], station: str, to: str) -> Events:
    """Close a station."""
    return beside(CloseStation(station, to), book, Standing(closed=closed))


def open_station(book: Playbook, closed: Mapping[str, str], station: str) -> Events:
    """Open it again."""
    return beside(OpenStation(station), book, Standing(closed=closed))


# Problems.


def raise_problem(order: Order, book: Playbook, step: str, said: Remark, name: str) -> Events:
    """Raise a problem of an order, under a name that is easier to read than its id."""
    verb = RaiseProblem(step, said.kind, said.reason, said.text, said.critical, order.id)
    return _named(verb.decide(OrderAt(order, book, Stamp(order.opened.at), Board())), name)


def raise_at_counter(book: Playbook, step: str, said: Remark, name: str, day: str) -> Events:
    """Raise a problem of no order."""
    verb = RaiseProblem(step, said.kind, said.reason, said.text, said.critical)
    return _named(verb.decide(At(book, NOBODY, Board(), day=day)), name)


def raised(step: str, said: Remark, order: str = "") -> RaiseProblem:
    """Return the verb that raises what is said."""
    return RaiseProblem(step, said.kind, said.reason, said.text, said.critical, order)


def resolve(problems: tuple[Problem, ...], name: str, answer: str, stamp: Stamp) -> Events:
    """Resolve one of some problems."""
    at = At(DINER, stamp, Board(standing=Standing(problems=problems)))
    at.problem = next((problem_row(one, DINER, DINER.hash) for one in problems if one.id == name), None)
    return ResolveProblem(name, answer).decide(at)


def _named(events: Events, name: str) -> Events:
    return tuple(replace(event, problem=name) if isinstance(event, ProblemRaised) else event for event in events)


# Routines.


def begin(now: Occurrence, routine: Routine, playbook: str) -> Events:
    """Begin an occurrence under a playbook of this hash."""
    begun = _at(now, routine).begin()
    return tuple(replace(event, playbook=playbook) if isinstance(event, RoutineBegun) else event for event in begun)


def tick(now: Occurrence, routine: Routine, point: str, how: Mark, reason: str) -> Events:
    """Mark a point of a routine."""
    return MarkRoutinePoint(now.id, point, how, reason).decide(_at(now, routine))


def read(now: Occurrence, routine: Routine, spec: str, *, value: str, action: str) -> Events:
    """Take a reading of a routine."""
    return TakeRoutineReading(now.id, spec, value, action).decide(_at(now, routine))


def finish(now: Occurrence, routine: Routine) -> Events:
    """Do a routine."""
    return FinishRoutine(now.id).decide(_at(now, routine))


def _at(now: Occurrence, routine: Routine) -> RoutineAt:
    return RoutineAt(now, routine, DINER, NOBODY, Board())
