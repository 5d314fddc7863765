"""Folds events into orders; what each makes of one stands in the event itself."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kiosk.work.order.event import Event, Recorded, Stamp
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderEvent, OrderOpened


def fold(order: Order | None, record: Recorded) -> Order | None:
    """Return the order after one more event of its stream; None stays None until it is opened."""
    event = record.event
    if order is None:
        return event.begin(record) if isinstance(event, OrderOpened) else None
    order = replace(order, version=record.version)
    return event.fold(order, record) if isinstance(event, OrderEvent) else order


def after(order: Order, events: Iterable[Event], stamp: Stamp) -> Order:
    """Return an order as it would be after some events that are not in the journal yet."""
    for event in events:
        record = Recorded(0, order.id, order.version + 1, "", stamp, event, "")
        order = fold(order, record) or order
    return order


def replay(records: Iterable[Recorded]) -> dict[str, Order]:
    """Return every order in a run of records, by id."""
    orders: dict[str, Order] = {}
    for record in records:
        order = fold(orders.get(record.stream), record)
        if order is not None:
            orders[record.stream] = order
    return orders
