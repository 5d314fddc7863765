"""What a verb is decided on, and what its reply is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from kiosk.work.board import Board, OnBoard
from kiosk.work.events import Event, Stamp
from kiosk.work.fold import after
from kiosk.work.order import Order
from kiosk.work.playbook import Playbook
from kiosk.work.process import Step
from kiosk.work.routing import Ticket, needed, tickets, waits
from kiosk.work.standing import Standing

Local = Callable[[int], datetime]
"""Turns UTC milliseconds into the counter's own time."""

LAST = 50
"""How many finished orders are looked back at, and can be recalled."""


class At:
    """The counter as a verb finds it; pure values, of one instant."""

    def __init__(self, book: Playbook, stamp: Stamp, board: Board, *, op: str = "", day: str = "") -> None:
        """Keep the playbook, who acts when and where, the newest board, the op and the business day."""
        self.book = book
        self.stamp = stamp
        self.board = board
        self.op = op
        self.day = day

    @property
    def standing(self) -> Standing:
        """What stands beside the orders."""
        return self.board.standing


class OrderAt(At):
    """One order as a verb finds it, under the playbook it was opened under; its tickets are computed once."""

    def __init__(
        self,
        order: Order,
        book: Playbook,
        stamp: Stamp,
        board: Board,
        *,
        op: str = "",
        day: str = "",
        is_recent: bool = True,
    ) -> None:
        """Keep the order too, and whether it is on the board or among those finished last."""
        super().__init__(book, stamp, board, op=op, day=day)
        self.order = order
        self.is_recent = is_recent

    @cached_property
    def tickets(self) -> tuple[Ticket, ...]:
        """Its tickets at this instant."""
        return tickets(self.order, self.book, self.stamp.at)

    @cached_property
    def needed(self) -> tuple[Step, ...]:
        """The steps it goes through."""
        return needed(self.order, self.book)

    @cached_property
    def links(self) -> dict[str, tuple[str, ...]]:
        """For each of these steps those right before it."""
        return waits(self.book, self.needed)

    def after(self, events: tuple[Event, ...]) -> OrderAt:
        """Return it as it would be after some events that are not written yet."""
        if not events:
            return self
        order = after(self.order, events, self.stamp)
        return OrderAt(order, self.book, self.stamp, self.board, op=self.op, day=self.day, is_recent=self.is_recent)


class After:
    """The counter as a verb left it, as far as the reply speaks of it."""

    def __init__(self, book: Playbook, now: Stamp, board: Board, local: Local, *, language: str = "") -> None:
        """Keep the playbook, who acted when, the newest board, the counter's own time and the language read in."""
        self.book = book
        self.now = now
        self.board = board
        self.local = local
        self.language = language


class OrderAfter(After):
    """One order as a verb left it; `before` is how it stood, where whoever asks knows."""

    def __init__(
        self,
        entry: OnBoard,
        now: Stamp,
        board: Board,
        local: Local,
        *,
        before: OnBoard | None = None,
        language: str = "",
    ) -> None:
        """Keep the order as it is now too."""
        super().__init__(entry.playbook, now, board, local, language=language)
        self.entry = entry
        self.before = before

    @property
    def number(self) -> int:
        """What people call the order."""
        return self.entry.order.number

    def step_name(self, step: str) -> str:
        """Return what people call a step of the order."""
        return self.entry.playbook.process.step[step].name
