"""What the record says of one order in the read models for people, and how it differs after a verb."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.work.adherence import PointRow, ReadingRow, adherence, readings
from kiosk.work.board import order_age
from kiosk.work.completion import Completion, completions
from kiosk.work.instant import utc
from kiosk.work.line import total
from kiosk.work.order import Order
from kiosk.work.playbook import Playbook


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order; the columns of `orders`, in their order."""

    order_id: str
    number: int
    day: str
    state: str
    """open, finished or void."""
    source: str
    reference: str
    playbook: str
    opened_at: str
    taken_at: str
    """UTC; empty until the guest's wishes are known."""
    finished_at: str
    voided_at: str
    void_reason: str
    seconds: float | None
    """From opened to finished, without the time it was held; None until then."""
    items: int
    """Pieces, a combo counting its items."""
    total_cents: int
    steps: int
    """How many steps are bumped."""
    steps_on_time: int
    """How many of them before their late time."""
    points: int
    """How many points the bumped steps asked for, without those not applicable."""
    points_kept: int


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one order in the four read models."""

    orders: tuple[OrderRow, ...] = ()
    completions: tuple[Completion, ...] = ()
    adherence: tuple[PointRow, ...] = ()
    readings: tuple[ReadingRow, ...] = ()


def rows(order: Order | None, playbook: Playbook) -> Rows:
    """Give every row an order has now; none for an order that does not exist."""
    if order is None:
        return Rows()
    done, points = completions(order, playbook), adherence(order, playbook)
    return Rows((order_row(order, playbook, done, points),), done, points, readings(order, playbook))


def order_row(order: Order, playbook: Playbook, done: tuple[Completion, ...], points: tuple[PointRow, ...]) -> OrderRow:
    """Sum an order up in one row."""
    asked = [point for point in points if point.mark != "not-applicable"]
    return OrderRow(
        order_id=order.id,
        number=order.number,
        day=order.day,
        state=order.state,
        source=order.source,
        reference=order.reference,
        playbook=order.playbook,
        opened_at=utc(order.opened.at.at),
        taken_at=utc(order.taken.at.at) if order.taken else "",
        finished_at=utc(order.finished.at.at) if order.finished else "",
        voided_at=utc(order.voided.at.at) if order.voided else "",
        void_reason=order.void_reason,
        seconds=order_age(order, order.finished.at) / 1000 if order.finished else None,
        items=sum(line.quantity for line in order.lines if not playbook.menu.item[line.item].combo),
        total_cents=total(order.lines),
        steps=len(done),
        steps_on_time=sum(row.pace != "late" for row in done),
        points=len(asked),
        points_kept=sum(point.mark == "kept" for point in asked),
    )
