"""Orders as the expo's screens show them whole: with their age, their pace and what is expected of them."""

from __future__ import annotations

from kiosk.tui.expo.whole_order import WholeOrder
from kiosk.tui.terminal.terminal import Terminal
from kiosk.work.board.board import OnBoard, order_age
from kiosk.work.forecast.ready import promise, ready_words
from kiosk.work.time.instant import Instant
from kiosk.work.time.pace import pace


def whole_order(kiosk: Terminal, entry: OnBoard, now: Instant) -> WholeOrder:
    """Put together what is shown of one order now."""
    board = kiosk.counter.board
    expected = kiosk.forecasts.forecast(board, now)
    age, held = order_age(entry.order, now), entry.order.held
    release = held.release if held else None
    return WholeOrder(
        entry,
        now,
        age,
        pace(age, entry.playbook.process.clock),
        ready_words(expected, entry),
        ready_words(expected, entry, short=True),
        promise(expected, entry),
        board.standing.routes,
        f"{kiosk.counter.local(release.at):%H:%M}" if release else "",
    )


def whole_orders(kiosk: Terminal, now: Instant) -> tuple[WholeOrder, ...]:
    """Return every unfinished order, rushed ones first, then the oldest."""
    board = kiosk.counter.board
    rest = [entry for entry in board.orders.values() if not entry.order.rush]
    return tuple(whole_order(kiosk, entry, now) for entry in (*board.rushed, *rest))
