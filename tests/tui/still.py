"""When a program under test has come to rest: what was sent to it is handled, what is to be drawn is drawn.

Textual's own pause sends a message to every widget and waits for all of them, five times for a key; here nothing is
sent, and a look at the queues is enough.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from textual.message_pump import MessagePump
from textual.worker import WorkerCancelled

from kiosk.tui.app import KioskApp
from tests.patience import PATIENCE

TURNS = 4
"""How many turns of the loop a program has to be at rest, one after the other: what is ready to run runs in these."""

AT_ONCE = 40
"""How many turns are taken without a pause; what takes longer waits for a thread."""


async def still(app: KioskApp, groups: Collection[str]) -> None:
    """Wait until every message is handled, no key is held, no worker of these groups works, and all is drawn."""
    turns = rest = 0
    async with asyncio.timeout(PATIENCE):
        while rest < TURNS and app._exception is None:
            await asyncio.sleep(0 if turns < AT_ONCE else 0.001)
            turns += 1
            working = [worker for worker in app.workers if worker.group in groups]
            if working:
                with suppress(WorkerCancelled):  # a screen that goes away takes its work along
                    await app.workers.wait_for_complete(working)
            if working or app.ear.holds_keys or not all(map(_waits, _pumps(app))):
                rest = 0
            else:
                app.screen._on_timer_update()
                rest += 1


def _pumps(app: KioskApp) -> list[MessagePump]:
    return [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]


def _waits(pump: MessagePump) -> bool:
    """Whether it has handled every message and waits for the next, or has ended."""
    queue: Any = pump._message_queue
    waits = queue.empty() and any(not waiter.done() for waiter in queue.ready_event._waiters)
    return bool(waits) or pump._closed or pump._closing
