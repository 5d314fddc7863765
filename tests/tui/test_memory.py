"""A terminal runs for weeks: no screen that was left stays in memory, nor does anything that was drawn on it."""

from __future__ import annotations

import asyncio
import gc
import heapq
from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest
from textual._styles_cache import StylesCache
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.seat import Seat, seat

ROOMS = (
    *("station:grill", "station:expo", "station:front", "board", "manager", "finished", "help", "home", "refused"),
    *("map:grill", "routines:grill", "counts:grill", "observe:grill"),
)


def forget_stopped_timers() -> None:
    """Let go of timers that were stopped: asyncio keeps one until its time has come."""
    loop = cast("Any", asyncio.get_running_loop())
    loop._scheduled[:] = [timer for timer in loop._scheduled if not timer.cancelled()]
    heapq.heapify(loop._scheduled)
    loop._timer_cancelled_count = 0


def alive(terminal: Seat) -> Counter[str]:
    """Count what is in memory of widgets and of what Textual keeps for them, and who waits for the app to change."""
    forget_stopped_timers()
    gc.collect()
    kinds = (Screen, Widget, StylesCache, Strip)
    things = [thing for thing in gc.get_objects() if isinstance(thing, kinds)]
    count = Counter(next(kind.__name__ for kind in kinds if isinstance(thing, kind)) for thing in things)
    count["watcher"] = sum(map(len, terminal.app.__dict__.get("__watchers", {}).values()))
    return count


async def visit(terminal: Seat, room: str) -> None:
    """Open a room and leave it."""
    terminal.app.enter(room)
    await terminal.settle()
    terminal.app.go_back()
    await terminal.settle()


async def more(terminal: Seat, before: Counter[str]) -> dict[str, int]:
    """Return what is in memory beyond what was, once what was left is let go: that may take a turn or two."""
    grown = dict[str, int]()
    for _ in range(20):
        grown = dict(alive(terminal) - before)
        if not grown:
            break
        await terminal.settle()
    return grown


@pytest.mark.parametrize("times", [3, pytest.param(50, marks=pytest.mark.long)])
async def test_a_room_that_is_left_leaves_nothing_behind(database: Path, times: int) -> None:
    """However often it is opened: no widget, no watcher, no cache, no line that was painted."""
    async with seat(database, "home") as terminal:
        await terminal.opened()
        for room in ROOMS:
            await visit(terminal, room)
            before = alive(terminal)
            for _ in range(times):
                await visit(terminal, room)
            assert {} == await more(terminal, before), room
