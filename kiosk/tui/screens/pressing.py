"""What makes a press count: it is one of its own, meant for what is seen, and asked again with its own op."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kiosk.counter.ledger import new_op
from kiosk.errors import Refused
from kiosk.tui.station.rail import TicketId
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.time.instant import Instant, elapsed

T = TypeVar("T")

Intent = tuple[str, ...]
"""What a press means: the verb and what it is about."""

ASKED_FOR = 5 * 60_000
"""Milliseconds in which the same press, its answer lost, is the same; later it is one of its own."""


def tickets_of(entry: OnBoard) -> tuple[TicketId, ...]:
    """Name every ticket an order can have."""
    return tuple((entry.order.id, step.id) for step in entry.playbook.process.steps)


class Pressing(CounterScreen):
    """Guards presses against bounces and against what has just come, and keeps the ops of those that got no answer."""

    def __init__(self) -> None:
        """Nothing was pressed yet."""
        super().__init__()
        self.changed_at: Instant | None = None
        """When another ticket came under the DONE key."""
        self.answered_at: Instant | None = None
        """When this screen came to the front, as it does when a question is answered."""
        self.gone = ""
        """What became of the open ticket when it was taken away at another terminal; the next is opened by hand."""
        self.bumping: set[TicketId] = set()
        """Bumps on their way to the disk."""
        self.acted: list[TicketId] = []
        """Tickets that verbs of this terminal are ending now, once for each verb."""
        self._ops: dict[Intent, tuple[str, Instant]] = {}
        """Ops of presses of which nobody knows whether they were recorded: pressed again, they are asked again."""

    def on_screen_resume(self) -> None:
        """Take the first moment after a question or a slip for the tail of the press that answered it."""
        if self.answered_at is None and not self.too_soon(self.kiosk.pressed.get("done")):
            self.call_after_refresh(self._enter)
        self.answered_at = self.counter.clock.now()
        if self.gone:  # it is read from now on
            self.changed_at = self.answered_at

    def _enter(self) -> None:
        """Take the first press for what it is: who came here by a digit or a finger means what stands here."""
        self.look()
        self.changed_at = None
        self.answered_at = self.counter.clock.now().later(-self.kiosk.settings.guard)

    def meant(self, action: str) -> bool:
        """Say whether a press is one of its own: no bounce, not held down, not the tail of an answer, see `meant_here`.

        For keys that also answer questions, and for fingers.
        """
        return self._meant(action, self.too_soon(self.changed_at) or self.too_soon(self.answered_at))

    def meant_here(self, action: str) -> bool:
        """Say whether a press is one of its own, and not meant for the ticket that went just before."""
        return self._meant(action, self.too_soon(self.changed_at))

    def _meant(self, action: str, early: bool) -> bool:  # noqa: FBT001 - what was found out by its two callers
        if self.bounced(action):
            return False
        if early and not self.gone:  # who took the ticket away stays said
            self.say(_("This has just opened. Press again if you mean it."))
        return not early

    @contextmanager
    def acting(self, *tickets: TicketId) -> Iterator[None]:
        """Do a verb that may end tickets: when they go they were not taken away by others, unless the verb failed."""
        self.acted += tickets
        try:
            yield
            self.bumping.difference_update(tickets)
            self.look()
        except BaseException:
            self._end_acting(tickets)
            self.look()
            raise
        self._end_acting(tickets)

    def _end_acting(self, tickets: tuple[TicketId, ...]) -> None:
        self.bumping.difference_update(tickets)
        for ticket in tickets:
            self.acted.remove(ticket)

    async def once(self, intent: Intent, verb: Callable[[str], Awaitable[T]]) -> T:
        """Do a verb with an op that is kept while nobody knows whether it was recorded."""
        if not self.unsure(intent):
            self._ops[intent] = (new_op(), self.counter.clock.now())
        op = self._ops[intent][0]
        try:
            entry = await verb(op)
        except Refused:
            self._ops.pop(intent, None)
            raise
        self._ops.pop(intent, None)
        return entry

    def unsure(self, *intents: Intent) -> Intent | None:
        """Give the press of these that got no answer yet: pressed again it is meant again, and not its opposite."""
        now = self.counter.clock.now()
        self._ops = {intent: asked for intent, asked in self._ops.items() if elapsed(asked[1], now) < ASKED_FOR}
        return next((intent for intent in intents if intent in self._ops), None)
