"""Undo: the last own action is taken back within 30 s; after that it takes a recall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.lines import undo_line
from kiosk.work.order.event import Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.guard import Events, ago, doer, inside, step_name
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderFired, OrderUnrushed, OrderUnvoided
from kiosk.work.order.routing import needed, waits
from kiosk.work.order.ticket_events import TicketPutBack, TicketUndone
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import Instant, elapsed, latest

UNDO_WINDOW = 30
"""Seconds in which an action can be undone by the one who did it; after that it takes a recall."""


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
    """Give what was done to an order and stands, in no order; of a finished one only what it takes to open it again."""
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
    """Give what was done to an order and cannot be taken back by a press."""
    done = [(waste.stamp, _("waste was noted")) for waste in order.wastes]
    done += [(recall.stamp, _("a recall: {reason}", reason=usual(recall.reason))) for recall in order.recalls]
    if order.changed:
        done.append((order.changed, _("a change of what was sent: change it again")))
    yield from (Deed(order.id, "stays", stamp, words=words) for stamp, words in done)


def last_deed(orders: Iterable[Order], stamp: Stamp, step: str = "") -> Deed | None:
    """Give the newest of one's own deeds that can still be undone, at one step where it is named."""
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
    """Say whether something was done by this person at this terminal."""
    return (done.by, done.station) == (stamp.by, stamp.station)


def undo(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Take back the last own action on an order, at one step where it is named: the newest of what still stands."""
    deed = last_deed((order,), stamp, step)
    if deed is None and step:
        return undo_bump(order, playbook, step, stamp)
    if deed is None:
        raise Refused(
            "nothing",
            _(
                "Nothing of yours on order {number} can be undone: {seconds} s are over.",
                number=order.number,
                seconds=UNDO_WINDOW,
            ),
        )
    match deed.verb:
        case "bump":
            return undo_bump(order, playbook, deed.step, stamp)
        case "line":
            return undo_line(order, playbook, deed.step, deed.line, stamp)
        case "take":
            return (TicketPutBack(deed.step),)
        case "rush":
            return (OrderUnrushed(),)
        case "hold":
            return (OrderFired(),)
        case "void":
            return (OrderUnvoided(),)
        case "stays":
            raise Refused(
                "stays", _("What you did last to order {number} stays: {words}.", number=order.number, words=deed.words)
            )


def undo_bump(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Take back a bump: the own one, within 30 s, while nothing after it has begun."""
    name = step_name(playbook, step)
    _is_fresh(order, playbook, step, stamp)
    links = waits(playbook, needed(order, playbook))
    lines = {line for at, line in order.done if at == step}
    along = [later for later, before in order.along.items() if before == step and later in order.taken_up]
    for later, before in links.items():
        taken = later in order.taken_up and later not in along
        begun = later in order.bumps or taken or any((later, line) in order.done for line in lines)
        if step in before and begun:
            words = _(
                "{step} of order {number} has begun. Tell them.", step=step_name(playbook, later), number=order.number
            )
            raise Refused("begun", words)
    undone: Events = (
        TicketUndone(step),
        *(TicketPutBack(later) for later in along),
    )  # what came along with the bump goes too
    if step not in {one.id for one in needed(after(order, undone, stamp), playbook)}:
        raise Refused(
            "not-needed", _("Order {number} needs no {name} any more.", number=order.number, name=inside(name))
        )
    return undone


def _is_fresh(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> None:
    """Refuse to take back what is not done, is another's, or lies too far back."""
    name = step_name(playbook, step)
    done = order.bumps.get(step)
    if done is None:
        raise Refused(
            "not-bumped",
            _("{name} of order {number} is not done, so there is nothing to undo.", name=name, number=order.number),
        )
    if order.voided:
        raise Refused("void", _("Order {number} is void. Nothing of it can be undone.", number=order.number))
    if not is_own(done.stamp, stamp):
        raise Refused(
            "not-yours",
            _(
                "{who} did {name} of order {number}. Ask them to undo it.",
                who=doer(done.stamp, playbook),
                name=name,
                number=order.number,
            ),
        )
    taking = playbook.process.taking
    if taking and step == taking.id:
        raise Refused(
            "sent", _("Order {number} is sent. Void it if the guest changed their mind.", number=order.number)
        )
    if elapsed(done.stamp.at, stamp.at) > UNDO_WINDOW * 1000:
        raise Refused(
            "too-late",
            _(
                "{name} of order {number} was done {ago} ago. Undo works for {seconds} s.",
                name=name,
                number=order.number,
                ago=ago(done.stamp, stamp),
                seconds=UNDO_WINDOW,
            ),
        )
