"""Undo: the last own action is taken back within 30 s; after that it takes a recall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.errors import Refused
from kiosk.words import _, later
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import Events, ago, doer, inside, step_name
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderFired, OrderUnrushed, OrderUnvoided
from kiosk.work.order.ticket_events import TicketPutBack, TicketUndone
from kiosk.work.time.instant import Instant, elapsed, latest
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import StepId
from kiosk.work.verb.line import UndoLine
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb, Result

UNDO_WINDOW = 30
"""Seconds in which an action can be undone by the one who did it; after that it takes a recall."""


UNDONE = {
    "line": later("{line} of {step} is open again"),
    "take": later("{step} is put back"),
    "rush": later("no longer rushed"),
    "hold": later("fired again"),
    "void": later("it is made after all"),
}
"""What is said when a deed was taken back, with the step's name."""

UNKNOWN_UNDONE = later("what you did last is taken back")
"""The same where nobody knows what it was."""


class Deed(Struct, frozen=True):
    """Something that was done to an order and can be taken back."""

    order_id: str
    verb: Literal["bump", "line", "take", "rush", "hold", "void", "stays"]
    """`stays` for what cannot be taken back: it is named, so that nobody reaches past it to something older."""
    stamp: Stamp
    step: str = ""
    line: int = 0
    words: str = ""
    """Of what stays: what it was."""


def deeds(order: Order, now: Instant) -> Iterator[Deed]:
    """Return what was done to an order and stands, in no order; of a finished one only what opens it again."""
    if order.voided:
        yield Deed(order.id, "void", order.voided)
        return
    yield from (Deed(order.id, "bump", bump.stamp, step) for step, bump in order.bumps.items())
    if order.finished:
        return
    for (step, line), done in order.done.items():
        if done.single and step not in order.bumps:
            yield Deed(order.id, "line", done.stamp, step, line)
    yield from (
        Deed(order.id, "take", taken, step)
        for step, taken in order.taken_up.items()
        if step not in order.bumps and step not in order.along
    )
    if order.rush:
        yield Deed(order.id, "rush", order.rush)
    if held := order.held_at(now):
        yield Deed(order.id, "hold", held.stamp)


def _stays(order: Order) -> Iterator[Deed]:
    """Return what was done to an order and cannot be taken back by a press."""
    yield from (Deed(order.id, "stays", stamp, words=words) for stamp, words in order.stays)


def last_deed(orders: Iterable[Order], stamp: Stamp, step: str = "") -> Deed | None:
    """Return the newest of one's own deeds that can still be undone, at one step where it is named."""
    own = [
        deed
        for order in orders
        for deed in (*_stays(order), *deeds(order, stamp.at))
        if is_own(deed.stamp, stamp) and elapsed(deed.stamp.at, stamp.at) <= UNDO_WINDOW * 1000
        if not step or deed.step == step
    ]
    if not own:
        return None
    moment = latest([deed.stamp.at for deed in own])
    return next(deed for deed in reversed(own) if deed.stamp.at == moment)


def is_own(done: Stamp, stamp: Stamp) -> bool:
    """Whether something was done by this person at this terminal."""
    return (done.by, done.station) == (stamp.by, stamp.station)


class Undo(OrderVerb, frozen=True):
    """Take back the last thing you did to an order within 30 s, at one step where it is named."""

    step: Annotated[StepId, Meta(description="only what was done at this step")] = ""

    def decide(self, at: OrderAt) -> Events:
        """Return the end of the newest own deed that still stands."""
        deed = last_deed((at.order,), at.stamp, self.step)
        if deed is None and self.step:
            return _undo_bump(at, self.step)
        if deed is None:
            raise Refused(
                "nothing",
                _(
                    "Nothing of yours on order {number} can be undone: {seconds} s are over.",
                    number=at.order.called,
                    seconds=UNDO_WINDOW,
                ),
            )
        match deed.verb:
            case "bump":
                return _undo_bump(at, deed.step)
            case "line":
                return UndoLine(self.order, deed.step, deed.line).decide(at)
            case "take":
                return (TicketPutBack(deed.step),)
            case "rush":
                return (OrderUnrushed(),)
            case "hold":
                return (OrderFired(),)
            case "void":
                return (OrderUnvoided(),)
            case "stays":
                words = _(
                    "What you did last to order {number} stays: {words}.", number=at.order.called, words=deed.words
                )
                raise Refused("stays", words)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what was taken back, of how the order stood before."""
        deed = last_deed((after.before.order,), after.now, self.step) if after.before else None
        verb, step = (deed.verb, deed.step) if deed else ("bump" if self.step else "", self.step)
        name = after.step_name(step) if step else ""
        if verb == "bump":
            return Reply(_("Order {number}: {name} is open again", number=after.number, name=name))
        lines = after.before.order.lines if after.before else ()
        line = next((after.line_name(one) for one in lines if deed and one.id == deed.line), "")
        undone = _(UNDONE.get(verb, UNKNOWN_UNDONE), step=name, line=line)
        return Reply(_("Order {number}: {undone}", number=after.number, undone=undone))

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return the bump that was taken back where a step was named, of which there was one."""
        bumped = self.step and (before is None or self.step in before.order.bumps)
        return Result(undone=(self.order, self.step)) if bumped and self.step not in left.order.bumps else Result()


def _undo_bump(at: OrderAt, step: str) -> Events:
    """Take back a bump: the own one, within 30 s, while nothing after it has begun."""
    order, playbook = at.order, at.book
    name = step_name(playbook, step)
    _is_fresh(at, step)
    lines = {line for done, line in order.done if done == step}
    along = [name for name, before in order.along.items() if before == step and name in order.taken_up]
    for after, before in at.links.items():
        taken = after in order.taken_up and after not in along
        begun = after in order.bumps or taken or any((after, line) in order.done for line in lines)
        if step in before and begun:
            words = _(
                "{step} of order {number} has begun. Tell them.", step=step_name(playbook, after), number=order.called
            )
            raise Refused("begun", words)
    undone: Events = (TicketUndone(step), *(TicketPutBack(name) for name in along))  # what came along goes too
    if step not in {one.id for one in at.after(undone).needed}:
        raise Refused(
            "not-needed", _("Order {number} needs no {name} any more.", number=order.called, name=inside(name))
        )
    return undone


def _is_fresh(at: OrderAt, step: str) -> None:
    """Refuse to take back what is not done, is another's, or lies too far back."""
    order, playbook, stamp = at.order, at.book, at.stamp
    name = step_name(playbook, step)
    done = order.bumps.get(step)
    if done is None:
        raise Refused(
            "not-bumped",
            _("{name} of order {number} is not done, so there is nothing to undo.", name=name, number=order.called),
        )
    if order.voided:
        raise Refused("void", _("Order {number} is void. Nothing of it can be undone.", number=order.called))
    if not is_own(done.stamp, stamp):
        raise Refused(
            "not-yours",
            _(
                "{who} did {name} of order {number}. Ask them to undo it.",
                who=doer(done.stamp, playbook),
                name=name,
                number=order.called,
            ),
        )
    taking = playbook.process.taking
    if taking and step == taking.id:
        raise Refused(
            "sent", _("Order {number} is sent. Void it if the guest changed their mind.", number=order.called)
        )
    if elapsed(done.stamp.at, stamp.at) > UNDO_WINDOW * 1000:
        raise Refused(
            "too-late",
            _(
                "{name} of order {number} was done {ago} ago. Undo works for {seconds} s.",
                name=name,
                number=order.called,
                ago=ago(done.stamp, stamp),
                seconds=UNDO_WINDOW,
            ),
        )
