"""Verbs decided on an order as it is given, for tests of their rules: no counter, no record, one line each."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.work.board import Board, on_board
from kiosk.work.events import Stamp
from kiosk.work.grounds import Events
from kiosk.work.order import Order
from kiosk.work.playbook import Playbook
from kiosk.work.verb.at import OrderAt
from kiosk.work.verb.hold import Fire, Hold
from kiosk.work.verb.recall import Recall, Review
from kiosk.work.verb.rush import Rush, Unrush
from kiosk.work.verb.verb import OrderVerb
from kiosk.work.verb.void import Void
from kiosk.work.verb.waste import Waste
from tests.playbooks import DINER


def decided(
    verb: OrderVerb, order: Order, book: Playbook, stamp: Stamp | None = None, board: Board | None = None
) -> Events:
    """Return what a verb makes of an order; without a stamp somebody does it when the order is opened."""
    return verb.decide(OrderAt(order, book, stamp or Stamp(order.opened.at), board or Board()))


def rush(order: Order, book: Playbook, reason: str, others: Iterable[Order]) -> Events:
    """Rush an order beside others."""
    board = Board(orders={other.id: on_board(other, book, None) for other in others})
    return decided(Rush(order.id, reason), order, book, None, board)


def unrush(order: Order, book: Playbook) -> Events:
    """End its rush."""
    return decided(Unrush(order.id), order, book)


def waste(order: Order, book: Playbook, step: str, line: int, *, quantity: int, reason: str) -> Events:
    """Note what goes to waste."""
    return decided(Waste(order.id, step, line, reason, quantity), order, book)


def recall(order: Order, book: Playbook, step: str, reason: str) -> Events:
    """Do a step again."""
    return decided(Recall(order.id, step, reason), order, book)


def review(order: Order, book: Playbook, step: str, reason: str) -> Events:
    """Do a step again, with the clock it had."""
    return decided(Review(order.id, step, reason), order, book)


def hold(order: Order, reason: str, until: int, stamp: Stamp, book: Playbook = DINER) -> Events:
    """Hold an order."""
    return decided(Hold(order.id, reason, until), order, book, stamp)


def fire(order: Order, book: Playbook, step: str, stamp: Stamp) -> Events:
    """Fire an order, or a step of it."""
    return decided(Fire(order.id, step), order, book, stamp)


def void(order: Order, reason: str, book: Playbook = DINER) -> Events:
    """Void an order."""
    return decided(Void(order.id, reason), order, book)
