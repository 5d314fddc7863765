"""What is said when a step is done: how long it took, and that nobody can have been so fast."""

from __future__ import annotations

from kiosk.tui.widgets.notice import Tone
from kiosk.words import _
from kiosk.work.board.board import OnBoard, ticket_age
from kiosk.work.record.completion import completion
from kiosk.work.time.instant import Instant, clock_words


def bump_told(entry: OnBoard, step: str, now: Instant) -> tuple[str, Tone]:
    """Say that a step of an order is done; a bump before its `earliest` is marked, and whoever pressed reads it."""
    ticket, name = entry.ticket(step), entry.playbook.process.step[step].name
    took = clock_words(ticket_age(ticket, now)) if ticket else ""
    row = completion(entry.order, entry.playbook, ticket) if ticket else None
    if row is None or not row.too_fast:
        return _("Order {number}: {name} done in {took}", number=entry.order.number, name=name, took=took), "good"
    words = _(
        "Order {number}: {name} done in {took}. It takes {soonest} at least: marked as too fast.",
        number=entry.order.number,
        name=name,
        took=took,
        soonest=clock_words(1000 * row.earliest_s),
    )
    return words, "warn"
