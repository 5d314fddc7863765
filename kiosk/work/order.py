"""An order, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from kiosk.work.events import (
    ClockJumped,
    Event,
    Mark,
    OrderFinished,
    OrderOpened,
    OrderTaken,
    OrderVoided,
    PointMarked,
    ReadingTaken,
    Recorded,
    Stamp,
    TicketBumped,
    TicketTakenUp,
    TicketUndone,
)
from kiosk.work.line import Line


@dataclass(frozen=True, slots=True)
class Bump:
    """A step that is done: by whom, where, when, under which procedure."""

    stamp: Stamp
    procedure: str


@dataclass(frozen=True, slots=True)
class PointMark:
    """How one point went, and who said so."""

    mark: Mark
    reason: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read against a spec."""

    step: str
    spec: str
    value: Decimal
    action: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Order:
    """One run of the process for one guest; every field follows from its events."""

    id: str
    number: int
    day: str
    playbook: str
    source: Literal["front", "outside"]
    reference: str
    opened: Stamp
    version: int
    """How many events its stream holds."""
    lines: tuple[Line, ...] = ()
    allergies: tuple[str, ...] = ()
    own_words: bool = False
    """Whether the guest named something they must not meet in their own words."""
    taken: Stamp | None = None
    taken_up: Mapping[str, Stamp] = field(default_factory=dict)
    """By step."""
    bumps: Mapping[str, Bump] = field(default_factory=dict)
    """By step."""
    points: Mapping[tuple[str, str], PointMark] = field(default_factory=dict)
    """By step and point."""
    readings: tuple[Reading, ...] = ()
    voided: Stamp | None = None
    void_reason: str = ""
    finished: Stamp | None = None
    anchor: str = ""
    """Hash of the journal row that finished it."""
    undone_anchors: tuple[str, ...] = ()
    """Hashes of the rows that finished it before, each taken back."""
    seq: int = 0
    """The journal row that opened it: which of two orders is older, whatever the wall clock was set to."""

    @property
    def allergy(self) -> bool:
        """Whether there is something its guest must not meet."""
        return bool(self.allergies) or self.own_words

    @property
    def state(self) -> Literal["open", "finished", "void"]:
        """How far it is, in the words of the read models."""
        return "void" if self.voided else "finished" if self.finished else "open"

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.voided is not None or self.finished is not None


def fold(order: Order | None, record: Recorded) -> Order | None:
    """Give the order after one more event of its stream; None stays None until it is opened."""
    event, stamp = record.event, record.stamp
    if order is None:
        return _opened(event, record) if isinstance(event, OrderOpened) else None
    order = replace(order, version=record.version)
    match event:
        case OrderOpened() | ClockJumped():
            return order
        case OrderTaken():
            known = replace(order, lines=event.lines, allergies=event.allergies, own_words=event.own_words)
            return replace(known, taken=stamp)
        case TicketTakenUp():
            return replace(order, taken_up={**order.taken_up, event.step: stamp})
        case TicketBumped():
            return replace(order, bumps={**order.bumps, event.step: Bump(stamp, event.procedure)})
        case TicketUndone():
            left = {step: bump for step, bump in order.bumps.items() if step != event.step}
            undone = (*order.undone_anchors, order.anchor) if order.anchor else order.undone_anchors
            return replace(order, bumps=left, finished=None, anchor="", undone_anchors=undone)
        case PointMarked():
            mark = PointMark(event.mark, event.reason, stamp)
            return replace(order, points={**order.points, (event.step, event.point): mark})
        case ReadingTaken():
            reading = Reading(event.step, event.spec, Decimal(event.value), event.action, stamp)
            return replace(order, readings=(*order.readings, reading))
        case OrderVoided():
            return replace(order, voided=stamp, void_reason=event.reason)
        case OrderFinished():
            return replace(order, finished=stamp, anchor=record.hash)


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
