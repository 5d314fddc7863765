"""The forecast: when each order will be ready, from what stands on the rails and from how long work took until now."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from kiosk.words import _, later, plural
from kiosk.work.board.board import Board, OnBoard, order_age
from kiosk.work.forecast.plan import Plan, Span, TicketId, latest
from kiosk.work.order.event import Stamp
from kiosk.work.time.instant import Instant, clock_words
from kiosk.work.time.pace import Pace, pace

STEP = 10_000
"""Milliseconds a forecast is rounded to: more is not known."""

NOTICED = 1_000
"""Milliseconds from which on an order counts as put off."""

PROMISES: dict[Pace, str] = {
    "on pace": later("will make it"),
    "due": later("at risk"),
    "late": later("will be late"),
}
"""What a pace says of the end of an order, looked up where it is shown."""


class Forecast(Struct, frozen=True):
    """What is expected of every order on a board, as of one instant."""

    at: Instant
    ready: Mapping[str, int]
    """By order: the milliseconds from `at` until only its hand-over is left; 0 for any moment. Orders that are not
    taken, or on hold until somebody fires them, are not in it."""
    tickets: Mapping[TicketId, Span]
    """By order and step, of those that are not done and do not wait for somebody to fire them."""


class Effect(Struct, frozen=True):
    """What a rush means for the others."""

    orders: int
    """How many wait longer."""
    most: int
    """The milliseconds the one waits longer that is put off most."""

    @property
    def words(self) -> str:
        """Say it in the words of the question before a rush."""
        if not self.orders:
            return _("no other order waits longer")
        return plural(
            "{n} order waits up to {time} longer",
            "{n} orders wait up to {time} longer",
            self.orders,
            time=clock_words(-(-self.most // STEP) * STEP),
        )


def forecast(board: Board, medians: Mapping[str, float], now: Instant) -> Forecast:
    """Plan everything on the board; `medians` are the seconds each step took as the record has it."""
    plan = Plan(board, medians, now)
    ready = {order_id: left for order_id, entry in board.orders.items() if (left := _ready(plan, entry)) is not None}
    return Forecast(now, ready, plan.spans)


def _ready(plan: Plan, entry: OnBoard) -> int | None:
    """Return when only the hand-over of an order is left."""
    if entry.order.taken is None or not entry.tickets:
        return None
    last = entry.tickets[-1]
    return latest(plan, entry, entry.tickets) if last.state == "bumped" else plan.opens(entry, last)


def ready_words(found: Forecast, entry: OnBoard, *, short: bool = False) -> str:
    """Say when an order will be ready: `ready in ~2:10`, `any moment`, `ready`; empty where nobody can say.

    `short` says of a time no more than that: `~2:10`.
    """
    if entry.ready():
        return _("ready")
    left = found.ready.get(entry.order.id)
    if left is None:
        return ""
    tens = (left + STEP // 2) // STEP * STEP
    if not tens:
        return _("any moment")
    return f"~{clock_words(tens)}" if short else _("ready in ~{time}", time=clock_words(tens))


def promise(found: Forecast, entry: OnBoard) -> Pace | None:
    """Judge the age an order will have when it is handed over by the process's clock; None where nobody can say."""
    last = found.tickets.get((entry.order.id, entry.tickets[-1].step)) if entry.tickets else None
    if last is None or entry.order.id not in found.ready:
        return None
    return pace(order_age(entry.order, found.at.later(last.end)), entry.playbook.process.clock)


def effect_of_rush(board: Board, medians: Mapping[str, float], now: Instant, order_id: str) -> Effect:
    """Say how many orders a rush of this one would put off, and by how much at most."""
    entry = board.orders.get(order_id)
    if entry is None or entry.order.rush:
        return Effect(0, 0)
    rushed = replace(entry, order=replace(entry.order, rush=Stamp(now)))
    before = forecast(board, medians, now).ready
    after = forecast(replace(board, orders={**board.orders, order_id: rushed}), medians, now).ready
    longer = [after[other] - before[other] for other in before if other != order_id]
    put_off = [more for more in longer if more >= NOTICED]
    return Effect(len(put_off), max(put_off, default=0))
