"""What hands do at a step of an order, and what each event makes of the order, without asking whether it may."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from kiosk.work.order.event import Mark, Recorded, Source, Stamp
from kiosk.work.order.line import Line
from kiosk.work.order.order import (
    Cause,
    LineDone,
    LineRemake,
    LineWaste,
    Order,
    PointMark,
    Reading,
    Seer,
    StepDone,
    StepRecall,
    without,
)
from kiosk.work.order.order_events import OrderEvent


class TicketEvent(OrderEvent, frozen=True):
    """Something that happens at a step."""

    step: str
    """The step's id; of a mark or a reading in a routine, the routine's."""


class TicketTakenUp(TicketEvent, frozen=True):
    """Somebody has begun a step."""

    word = "ticket-taken-up"

    along: str = ""
    """The step whose bump brought it along; empty for a press of its own."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """It is in somebody's hands."""
        along = {**without(order.along, self.step), **({self.step: self.along} if self.along else {})}
        return replace(order, taken_up={**order.taken_up, self.step: record.stamp}, along=along)


class TicketPutBack(TicketEvent, frozen=True):
    """Nobody works on a step any more that somebody had begun."""

    word = "ticket-put-back"

    def fold(self, order: Order, record: Recorded) -> Order:
        """It is in nobody's hands."""
        return replace(order, taken_up=without(order.taken_up, self.step), along=without(order.along, self.step))


class TicketBumped(TicketEvent, frozen=True):
    """A step is done."""

    word = "ticket-bumped"

    procedure: str
    """Version of the procedure it was done under."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """Every line of it is done as it is now."""
        step, stamp = self.step, record.stamp
        made = {(step, line.id): _made(order.done.get((step, line.id)), line, stamp) for line in order.lines}
        bumps = {**order.bumps, step: StepDone(stamp, self.procedure)}
        return replace(order, bumps=bumps, done={**order.done, **made})


class TicketUndone(TicketEvent, frozen=True):
    """A bump is taken back."""

    word = "ticket-undone"

    def fold(self, order: Order, record: Recorded) -> Order:
        """What was done of it before that bump is done still."""
        undone = order.bumps.get(self.step)
        back = {
            key: done.before if key[0] == self.step and undone and done.stamp == undone.stamp else done
            for key, done in order.done.items()
        }
        left = {key: done for key, done in back.items() if done}
        order = replace(order, bumps=without(order.bumps, self.step), done=left, undone=order.undone + 1)
        return _unfinished(order)


class TicketRecalled(TicketEvent, frozen=True):
    """A bumped step is to be done again, after the time in which it could be undone."""

    word = "ticket-recalled"

    reason: str
    restarts: bool
    """Whether its clock begins anew (recall) or goes on from where it began (review)."""
    line: int = 0
    """The only line of it that is to be done again; 0 for every one."""
    spec: str = ""
    """The spec whose reading opened it again by itself; empty where somebody did."""
    read_at: str = ""
    """The step whose spec that is."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """Nothing of it is done, or that line is not; where its clock begins anew, its points are marked anew too."""
        step, stamp = self.step, record.stamp
        again = {key for key in order.done if key[0] == step and self.line in (0, key[1])}
        left = {key: done for key, done in order.done.items() if key not in again}
        reopened = {**order.reopened, step: stamp} if self.restarts else order.reopened
        handed_over = order.finished is not None
        recall = StepRecall(step, self.reason, self.restarts, stamp, handed_over, self.spec, self.read_at)
        order = replace(
            order,
            bumps=without(order.bumps, step),
            done=left,
            reopened=reopened,
            taken_up=without(order.taken_up, step),
            recalls=(*order.recalls, recall),
        )
        return _unfinished(_marked_anew(order, step) if self.restarts else order)


class LineBumped(TicketEvent, frozen=True):
    """One line of a ticket is done, with its choices as they were asked for."""

    word = "line-bumped"

    line: int

    def fold(self, order: Order, record: Recorded) -> Order:
        """That line is done as it is now."""
        lines = [line for line in order.lines if line.id == self.line]
        made = {(self.step, line.id): LineDone(record.stamp, line, single=True) for line in lines}
        return replace(order, done={**order.done, **made})


class LineUndone(TicketEvent, frozen=True):
    """A line's bump is taken back."""

    word = "line-undone"

    line: int

    def fold(self, order: Order, record: Recorded) -> Order:
        """That line is to be done."""
        return replace(order, done={key: done for key, done in order.done.items() if key != (self.step, self.line)})


class StoodIn(TicketEvent, frozen=True):
    """Whoever does this step now has other roles than the one its procedure names."""

    word = "stood-in"

    role: str
    """As the procedure names it."""
    reason: str

    def fold(self, order: Order, record: Recorded) -> Order:
        """Why whoever does it may."""
        return replace(order, stood_in={**order.stood_in, self.step: (self.reason, record.stamp)})


class TicketCoached(TicketEvent, frozen=True):
    """Whoever does this step now learns it, and somebody stands beside them."""

    word = "ticket-coached"

    coach: str

    def fold(self, order: Order, record: Recorded) -> Order:
        """Who stands beside whoever does it."""
        return replace(order, coached={**order.coached, self.step: (self.coach, record.stamp)})


class PointMarked(TicketEvent, frozen=True):
    """A point of the procedure was kept, skipped or does not apply."""

    word = "point-marked"

    point: str
    mark: Mark
    reason: str = ""
    source: Source = "self"

    def fold(self, order: Order, record: Recorded) -> Order:
        """The worker's own mark, in its place the coach's, or beside it what somebody else saw."""
        stamp, key = record.stamp, (self.step, self.point)
        mark = PointMark(self.mark, self.reason, stamp)
        if self.source == "self":
            return replace(order, points={**order.points, key: mark})
        coach = order.coached.get(self.step, ("", stamp))[0]
        seer: Seer = "coach" if self.source == "observer" and coach and coach == stamp.by else self.source
        return replace(order, seen={**order.seen, (*key, seer): mark})


class ReadingTaken(TicketEvent, frozen=True):
    """A number was read against a spec."""

    word = "reading-taken"

    spec: str
    value: str
    """A decimal number as typed, with a point: text, so that 155.0 stays 155.0."""
    action: str = ""
    """What was done about a reading outside the limit."""
    typed: str = ""
    """What was typed, where that was in another unit than the spec's: `71 °C`."""
    minimum: str = ""
    """The least that kept the limit, where that followed from what a field of the order said."""
    maximum: str = ""

    def reading(self, stamp: Stamp) -> Reading:
        """Return it as a number."""
        ends = (Decimal(end) if end else None for end in (self.minimum, self.maximum))
        return Reading(self.step, self.spec, Decimal(self.value), self.action, stamp, self.typed, *ends)

    def fold(self, order: Order, record: Recorded) -> Order:
        """One more reading."""
        return replace(order, readings=(*order.readings, self.reading(record.stamp)))


class WasteNoted(TicketEvent, frozen=True):
    """Something that was made goes to waste."""

    word = "waste-noted"

    line: int
    quantity: int
    reason: str

    def fold(self, order: Order, record: Recorded) -> Order:
        """So many of that line are thrown away."""
        wasted = [replace(line, quantity=self.quantity) for line in order.lines if line.id == self.line]
        wastes = tuple(LineWaste(self.step, line, self.reason, record.stamp) for line in wasted)
        return replace(order, wastes=(*order.wastes, *wastes))


class LineRemade(TicketEvent, frozen=True):
    """A line is made again, because of a cause; whether that opens its step again is said by events after it."""

    word = "line-remade"

    line: int
    quantity: int
    cause: Cause
    since: int
    """When its old clock began, milliseconds since 1970, UTC; 0 where nobody knows."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """So many of that line are to be made again here; when it had been made stays known.

        What was marked of the step was marked of what was made first.
        """
        done = order.done.get((self.step, self.line))
        again = [replace(line, quantity=self.quantity) for line in order.lines if line.id == self.line]
        made = done.stamp if done else None
        remakes = tuple(LineRemake(self.step, line, self.cause, self.since, made, record.stamp) for line in again)
        left = {key: done for key, done in order.done.items() if key != (self.step, self.line)}
        return _marked_anew(replace(order, remakes=(*order.remakes, *remakes), done=left), self.step)


def _marked_anew(order: Order, step: str) -> Order:
    """Return an order of which nobody who does a step, and no coach of theirs, has marked a point of it yet."""
    points = {key: mark for key, mark in order.points.items() if key[0] != step}
    seen = {key: mark for key, mark in order.seen.items() if key[0] != step or key[2] != "coach"}
    return replace(order, points=points, seen=seen)


def _made(done: LineDone | None, line: Line, stamp: Stamp) -> LineDone:
    """Return a line as a bump of its ticket leaves it: one that was done as it is stays as it was done."""
    if done and done.line == line:
        return done
    return LineDone(stamp, line, before=replace(done, before=None) if done else None)


def _unfinished(order: Order) -> Order:
    """Take back that an order is finished; one that was rushed is rushed anew, since its place may be taken."""
    if order.finished:
        order = replace(order, rush=None, rush_reason="")
    anchors = (*order.undone_anchors, order.anchor) if order.anchor else order.undone_anchors
    return replace(order, finished=None, anchor="", undone_anchors=anchors, early="", missing=())
