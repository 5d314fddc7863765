"""Folds events into orders: what each event makes of an order, without asking whether it may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from kiosk.work.order.event import (
    AllergySeen,
    ChangeAcknowledged,
    ClockJumped,
    Event,
    GuestRated,
    ItemBack,
    ItemOut,
    LineBumped,
    LineUndone,
    OrderChanged,
    OrderClosedEarly,
    OrderFinished,
    OrderFired,
    OrderHeld,
    OrderOpened,
    OrderRushed,
    OrderTaken,
    OrderUnrushed,
    OrderUnvoided,
    OrderVoided,
    PersonSignedIn,
    PersonSignedOut,
    PinRefused,
    PinUnlocked,
    PlaybookApproved,
    PlaybookPublished,
    PointMarked,
    ProblemRaised,
    ProblemResolved,
    ProcedureRead,
    ReadingTaken,
    Recorded,
    RoutineBegun,
    RoutineDone,
    RoutineMissed,
    Stamp,
    StationClosed,
    StationOpened,
    StoodIn,
    TicketBumped,
    TicketCoached,
    TicketPutBack,
    TicketRecalled,
    TicketTakenUp,
    TicketUndone,
    WasteNoted,
)
from kiosk.work.order.line import Line
from kiosk.work.order.order import Bump, Hold, LineDone, Order, PointMark, Reading, Recall, Seer, Waste
from kiosk.work.order.problem import told

T = TypeVar("T")


_Elsewhere = (
    OrderOpened
    | ClockJumped
    | ItemOut
    | ItemBack
    | StationClosed
    | StationOpened
    | RoutineBegun
    | RoutineMissed
    | RoutineDone
    | PersonSignedIn
    | PersonSignedOut
    | PinRefused
    | PinUnlocked
    | PlaybookApproved
    | PlaybookPublished
    | ProcedureRead
)
"""What does not change an order that is open."""


def fold(order: Order | None, record: Recorded) -> Order | None:
    """Give the order after one more event of its stream; None stays None until it is opened."""
    event, stamp = record.event, record.stamp
    if order is None:
        return _opened(event, record) if isinstance(event, OrderOpened) else None
    order = replace(order, version=record.version)
    if isinstance(event, _Elsewhere):
        return order
    match event:
        case StoodIn() | TicketCoached():
            return _acted(order, event, stamp)
        case OrderTaken():
            return _taken(order, event, stamp)
        case OrderChanged():
            return _changed(order, event, stamp)
        case ChangeAcknowledged():
            return _acknowledged(order, event, stamp)
        case AllergySeen():
            return replace(order, allergy_seen={**order.allergy_seen, event.station: stamp})
        case OrderVoided() | OrderUnvoided() | OrderClosedEarly() | OrderFinished():
            return _ended(order, event, record)
        case PointMarked():
            return _marked(order, event, stamp)
        case GuestRated():
            return replace(order, rating=event.rating, rated=stamp)
        case ReadingTaken():
            reading = Reading(event.step, event.spec, Decimal(event.value), event.action, stamp)
            return replace(order, readings=(*order.readings, reading))
        case ProblemRaised() | ProblemResolved():
            return replace(order, problems=told(order.problems, event, stamp))
        case WasteNoted():
            return _wasted(order, event, stamp)
        case OrderRushed() | OrderUnrushed() | OrderHeld() | OrderFired():
            return _placed(order, event, stamp)
        case _:
            return _worked(order, event, stamp)


def _acted(order: Order, event: StoodIn | TicketCoached, stamp: Stamp) -> Order:
    """Fold as whom somebody does a step."""
    if isinstance(event, StoodIn):
        return replace(order, stood_in={**order.stood_in, event.step: (event, stamp)})
    return replace(order, coached={**order.coached, event.step: (event.coach, stamp)})


def _ended(
    order: Order, event: OrderVoided | OrderUnvoided | OrderClosedEarly | OrderFinished, record: Recorded
) -> Order:
    """Fold the end of an order, and that it goes on after all."""
    match event:
        case OrderVoided():
            return replace(order, voided=record.stamp, void_reason=event.reason)
        case OrderUnvoided():
            return replace(order, voided=None, void_reason="", rush=None, rush_reason="")
        case OrderClosedEarly():
            return replace(order, early=event)
        case OrderFinished():
            return replace(order, finished=record.stamp, anchor=record.hash)


def _wasted(order: Order, event: WasteNoted, stamp: Stamp) -> Order:
    """Fold that something made was thrown away."""
    wasted = [replace(line, quantity=event.quantity) for line in order.lines if line.id == event.line]
    wastes = tuple(Waste(event.step, line, event.reason, stamp) for line in wasted)
    return replace(order, wastes=(*order.wastes, *wastes))


def _marked(order: Order, event: PointMarked, stamp: Stamp) -> Order:
    """Fold a mark: the worker's own, in its place the coach's, or beside it what somebody else saw."""
    mark = PointMark(event.mark, event.reason, stamp)
    if event.source == "self":
        return replace(order, points={**order.points, (event.step, event.point): mark})
    coach = order.coached.get(event.step, ("", stamp))[0]
    seer: Seer = "coach" if event.source == "observer" and coach and coach == stamp.by else event.source
    return replace(order, seen={**order.seen, (event.step, event.point, seer): mark})


def _placed(order: Order, event: OrderRushed | OrderUnrushed | OrderHeld | OrderFired, stamp: Stamp) -> Order:
    """Fold what decides when an order is made."""
    match event:
        case OrderRushed():
            return replace(order, rush=stamp, rush_reason=event.reason)
        case OrderUnrushed():
            return replace(order, rush=None, rush_reason="")
        case OrderHeld():
            return replace(order, holds=(*order.holds, Hold(event.reason, event.until, stamp)))
        case OrderFired(step) if step:
            return replace(order, fired={**order.fired, step: stamp})
        case OrderFired():
            ended = tuple(replace(hold, fired=stamp) if hold.lasts(stamp.at) else hold for hold in order.holds)
            return replace(order, holds=ended)


Worked = TicketTakenUp | TicketPutBack | TicketBumped | TicketUndone | TicketRecalled | LineBumped | LineUndone


def _worked(order: Order, event: Worked, stamp: Stamp) -> Order:
    """Fold what hands did at a step."""
    step = event.step
    match event:
        case TicketTakenUp():
            along = {**_without(order.along, step), **({step: event.along} if event.along else {})}
            return replace(order, taken_up={**order.taken_up, step: stamp}, along=along)
        case TicketPutBack():
            return replace(order, taken_up=_without(order.taken_up, step), along=_without(order.along, step))
        case TicketBumped():
            made = {(step, line.id): _made(order.done.get((step, line.id)), line, stamp) for line in order.lines}
            bumps = {**order.bumps, step: Bump(stamp, event.procedure)}
            return replace(order, bumps=bumps, done={**order.done, **made})
        case TicketUndone():
            undone = order.bumps.get(step)
            back = {
                key: done.before if key[0] == step and undone and done.stamp == undone.stamp else done
                for key, done in order.done.items()
            }
            left = {key: done for key, done in back.items() if done}
            order = replace(order, bumps=_without(order.bumps, step), done=left, undone=order.undone + 1)
            return _unfinished(order)
        case TicketRecalled():
            left = {key: done for key, done in order.done.items() if key[0] != step}
            again = {**order.reopened, step: stamp} if event.restarts else order.reopened
            recall = Recall(step, event.reason, event.restarts, stamp, order.finished is not None)
            order = replace(order, bumps=_without(order.bumps, step), done=left, reopened=again)
            order = replace(order, taken_up=_without(order.taken_up, step), recalls=(*order.recalls, recall))
            marks = {key: mark for key, mark in order.points.items() if key[0] != step or not event.restarts}
            taught = {key for key in order.seen if key[0] == step and key[2] == "coach" and event.restarts}
            seen = {key: mark for key, mark in order.seen.items() if key not in taught}
            return _unfinished(replace(order, points=marks, seen=seen))
        case LineBumped():
            made = {
                (step, line.id): LineDone(stamp, line, single=True) for line in order.lines if line.id == event.line
            }
            return replace(order, done={**order.done, **made})
        case LineUndone():
            return replace(order, done={key: done for key, done in order.done.items() if key != (step, event.line)})


def _made(done: LineDone | None, line: Line, stamp: Stamp) -> LineDone:
    """Give a line as a bump of its ticket leaves it: one that was done as it is stays as it was done."""
    if done and done.line == line:
        return done
    return LineDone(stamp, line, before=replace(done, before=None) if done else None)


def _taken(order: Order, event: OrderTaken, stamp: Stamp) -> Order:
    """Fold the guest's wishes."""
    order = replace(order, lines=event.lines, allergies=event.allergies, own_words=event.own_words, taken=stamp)
    order = replace(order, found=event.found, noted=event.noted)
    order = replace(order, allergy_told=stamp if order.allergy else None)
    return replace(order, sent={line.id: line for line in event.lines}, last_line=_last(event.lines, 0))


def _changed(order: Order, event: OrderChanged, stamp: Stamp) -> Order:
    """Fold a change of what was sent: what somebody may have begun stays to be acknowledged, as it was first."""
    wanted = {line.id: line for line in event.lines}
    lost = tuple(line for line in order.lines if is_less(wanted.get(line.id), line))
    stops = dict(order.stops)
    for step in event.stops:
        known = {line.id for line in stops.get(step, ())}
        stops[step] = (*stops.get(step, ()), *(line for line in lost if line.id not in known))
    gone = set(event.again)
    if event.noted:
        found = tuple(sorted({*order.found, *event.found}))
        kept = {key: done for key, done in order.done.items() if key[0] not in gone}
        order = replace(order, found=found, noted=True, allergy_told=stamp, allergy_seen={}, done=kept)
    return replace(
        order,
        lines=event.lines,
        changed=stamp,
        last_line=_last(event.lines, order.last_line),
        stops=stops,
        bumps={step: bump for step, bump in order.bumps.items() if step not in gone},
        taken_up={step: taken for step, taken in order.taken_up.items() if step not in gone},
        reopened={**order.reopened, **dict.fromkeys(event.again, stamp)},
        changes=order.changes + 1,
    )


def is_less(now: Line | None, before: Line) -> bool:
    """Say whether something of a line is not wanted any more: all of it, some of it, or as it was."""
    return now is None or now.quantity < before.quantity or (now.choices, now.note) != (before.choices, before.note)


def _acknowledged(order: Order, event: ChangeAcknowledged, stamp: Stamp) -> Order:
    """Fold that a station saw what is not wanted any more, and what it made of it."""
    wastes = tuple(Waste(event.step, line, event.waste, stamp) for line in event.wasted)
    return replace(order, stops=_without(order.stops, event.step), wastes=(*order.wastes, *wastes))


def _unfinished(order: Order) -> Order:
    """Take back that an order is finished; one that was rushed is rushed anew, since its place may be taken."""
    if order.finished:
        order = replace(order, rush=None, rush_reason="")
    anchors = (*order.undone_anchors, order.anchor) if order.anchor else order.undone_anchors
    return replace(order, finished=None, anchor="", undone_anchors=anchors, early=None)


def _without(table: Mapping[str, T], key: str) -> dict[str, T]:
    return {name: value for name, value in table.items() if name != key}


def _last(lines: tuple[Line, ...], before: int) -> int:
    return max((before, *(line.id for line in lines)))


def _opened(event: OrderOpened, record: Recorded) -> Order:
    """Give the order its first event makes."""
    return Order(
        record.stream,
        event.number,
        event.day,
        event.playbook,
        event.source,
        event.reference,
        record.stamp,
        record.version,
        event.queue,
        seq=record.seq,
    )


def after(order: Order, events: Iterable[Event], stamp: Stamp) -> Order:
    """Give an order as it would be after some events that are not in the journal yet."""
    for event in events:
        record = Recorded(0, order.id, order.version + 1, "", stamp, event, "")
        order = fold(order, record) or order
    return order


def replay(records: Iterable[Recorded]) -> dict[str, Order]:
    """Give every order in a run of records, by id."""
    orders: dict[str, Order] = {}
    for record in records:
        order = fold(orders.get(record.stream), record)
        if order is not None:
            orders[record.stream] = order
    return orders
