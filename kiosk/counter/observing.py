"""The counter's verbs of those who did not do the work: an observer walks the floor, a guest says how it was."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.counter.ledger import Deciding
from kiosk.work.board.board import OnBoard
from kiosk.work.observing import observe, rate
from kiosk.work.order.event import Event, Mark, Source, Stamp
from kiosk.work.order.order import Order
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import clean


class Observing(Deciding):
    """What others say of how it was done."""

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
        """Say how points (point, how, reason) went as an observer saw them, or as the guest tells; all or nothing."""
        said = tuple((point, how, clean(reason)) for point, how, reason in marks)

        def decide(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            events: tuple[Event, ...] = ()
            for point, how, reason in said:
                events += observe(order, book, (step, point), stamp, how=how, reason=reason, source=source)
            return events

        return await self.verb(order_id, decide, by, op)

    async def rate(self, order_id: str, rating: int, *, by: str = "", op: str = "") -> OnBoard:
        """Note how the guest liked a finished order, from 1 to 5; the latest rating stands."""
        return await self.verb(order_id, lambda order, _book, _stamp: rate(order, rating), by, op)
