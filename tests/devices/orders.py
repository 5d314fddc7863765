"""Orders for tests of slips and followers: `from tests.devices.orders import finished`."""

from __future__ import annotations

import hashlib

from kiosk.devices.clock import SetClock
from kiosk.work.order.event import Event, Recorded, Stamp
from kiosk.work.order.fold import replay
from kiosk.work.order.line import Line, Wish, numbered, parse_choice
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderFinished, OrderOpened, OrderTaken
from kiosk.work.order.ticket_events import PointMarked, TicketBumped
from tests.playbooks import DINER


def lines(*wishes: Wish) -> tuple[Line, ...]:
    """Number some wishes; two burgers without onion and a large fries unless said."""
    burgers = Wish("burger", 2, (parse_choice(DINER.menu, "burger", "no onion"),))
    fries = Wish("fries", 1, (parse_choice(DINER.menu, "fries", "large"),))
    return numbered(DINER.menu, wishes or (burgers, fries))


def finished(
    order_id: str = "order-a",
    number: int = 45,
    wanted: tuple[Line, ...] = (),
    *,
    first_seq: int = 1,
    allergies: tuple[str, ...] = (),
    late: bool = False,
) -> tuple[Recorded, ...]:
    """Record an order from its opening to its end: each step takes 10 s, the grill 300 s when it is late."""
    clock = SetClock()
    records: list[Recorded] = []

    def write(event: Event, seconds: float = 0) -> None:
        clock.advance(seconds)
        seq = first_seq + len(records)
        digest = hashlib.sha256(f"{order_id} {seq}".encode()).hexdigest()
        stamp = Stamp(clock.now(), "Leo", "front")
        records.append(Recorded(seq, order_id, len(records) + 1, f"{order_id}-{seq}", stamp, event, digest))

    write(OrderOpened(number, "2026-11-22", DINER.hash, "front"))
    for step in DINER.process.steps:
        if step.takes_order:
            write(OrderTaken(wanted or lines(), allergies))
        for point in DINER.procedure[step.id].points:
            write(PointMarked(step.id, point.id, "skipped" if point.id == "turn" else "kept"))
        write(TicketBumped(step.id, "v"), 300 if late and step.id == "grill" else 10)
    write(OrderFinished())
    return tuple(records)


def folded(records: tuple[Recorded, ...]) -> Order:
    """Return the one order in some records."""
    (order,) = replay(records).values()
    return order
