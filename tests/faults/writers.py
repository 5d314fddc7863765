"""Writers for fault tests: processes that work in a journal and tell over a pipe what they try and what was written.

Forked, not started anew: a kill then costs some 30 ms. The parent has no connection open while it forks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.errors import Refused, Stale
from kiosk.journal.sqlite import SqliteJournal
from tests.journal.shift import STEPS, Shift

Say = Callable[[str, str, int], None]
"""Tells a word (try or ack), an op, and how many events it has."""


@dataclass
class Heard:
    """What came over the pipe before the writer died."""

    tried: dict[str, int] = field(default_factory=dict)
    """How many events each op was to write."""
    acked: dict[str, int] = field(default_factory=dict)

    def hear(self, text: str) -> None:
        """Take in whole lines; the last one may be cut off."""
        for line in text.splitlines(keepends=True):
            if line.endswith("\n"):
                word, op, events = json.loads(line)
                (self.tried if word == "try" else self.acked)[op] = events


def work(database: Path, seed: int, say: Say, *, honest: bool = True) -> None:
    """Do verbs on running and new orders for ever; a dishonest writer acknowledges before it commits."""
    dice = random.Random(seed)
    journal = SqliteJournal(database)
    shift = Shift(journal)
    while True:
        running = sorted({record.stream for record in journal.unfinished()[0]})
        try:
            if len(running) < 3:
                number = journal.last_number(shift.day) + 1
                op = f"{seed}-open-{number}"
                say("try", op, 1)
                if not honest:
                    say("ack", op, 1)
                shift.open(number, op=op)
                say("ack", op, 1)
                continue
            order_id = dice.choice(running)
            step = next_step(shift, order_id)
            entry = shift.entry(order_id, shift.decided(order_id, step), f"{seed}-{order_id}-{step}")
            say("try", entry.op, len(entry.events))
            if not honest:
                say("ack", entry.op, len(entry.events))
            shift.write(entry)
            say("ack", entry.op, len(entry.events))
        except (Stale, Refused):
            continue


def next_step(shift: Shift, order_id: str) -> str:
    """Return the first step of an order that is not done."""
    order = shift.order(order_id)
    assert order is not None
    return next(step for step in STEPS if step not in order.bumps)


def killed(database: Path, seed: int, words: int, seconds: float, *, honest: bool = True) -> Heard:
    """Let a writer work and kill it so many seconds after it has said so many words; gives what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def say(word: str, op: str, events: int) -> None:
            os.write(writing, f"{json.dumps([word, op, events])}\n".encode())

        try:
            work(database, seed, say, honest=honest)
        finally:
            os._exit(1)
    os.close(writing)
    text = b""
    while text.count(b"\n") < words:
        text += os.read(reading, 4096)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1 << 16):
        text += more
    os.close(reading)
    heard = Heard()
    heard.hear(text.decode())
    return heard
