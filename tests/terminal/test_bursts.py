"""Keys that a line hands on together, at a real terminal: each of them hits the order that was open, or nothing."""

from __future__ import annotations

import random
import re
import sqlite3
import time
from contextlib import closing
from math import inf
from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.wiring import open_counter
from kiosk.work.order.line import Wish
from tests.terminal.tty import Tty
from tests.tui.seat import serve

pytestmark = pytest.mark.terminal

WAYS = {"\x1b[A", "\x1b[B", "\x1b[F"}
KEYS = (*"123459", *sorted(WAYS))
"""Points, and the ways to another order."""

MEANINGLESS = (("n", "n"), ("\x1b[15~", "F5"))
"""Keys that say so, and thereby that all before them are done."""


async def cooking(shop: Path, orders: int) -> None:
    """Take orders as far as the grill."""
    counter = open_counter(Settings(database=shop / "kiosk.db"))
    try:
        await counter.start()
        for _ in range(orders):
            await serve(counter, (Wish("hamburger"),), upto="cook")
    finally:
        await counter.close()


def hit(shop: Path, since: float) -> list[tuple[float, str, str]]:
    """Return what was done since an instant: when, to which order, and its kind."""
    with closing(sqlite3.connect(f"file:{shop / 'kiosk.db'}?mode=ro", uri=True)) as record:
        rows = record.execute("select at, stream, kind from events where at >= ? order by seq", (since,))
        return [(at, stream.rpartition("-")[2], kind) for at, stream, kind in rows]


@pytest.mark.parametrize("times", [25, pytest.param(1000, marks=pytest.mark.long)])
async def test_every_key_of_a_burst_hits_the_order_that_was_open(shop: Path, times: int) -> None:
    """Whatever comes at once, nothing is written of another order; without a way to one, Enter ends the open one."""
    (shop / "kiosk.yaml").write_text("person: Ana\ndebounce: 0\nguard: 0\n", encoding="utf-8")
    await cooking(shop, 10 + times // 4)
    chance = random.Random(times)
    sent: list[tuple[float, str, list[str]]] = []
    with Tty(shop, "station", "grill") as grill:
        grill.until("DONE")
        for turn in range(times):
            grill.calm(0.1)
            number = re.search(r"Order (\d+)", grill.text)
            assert number is not None, grill.text
            burst = chance.choices(KEYS, k=chance.randint(1, 4)) + ["\r"] * (chance.random() < 1 / 4)
            sent.append((time.time() * 1000, number[1], burst))
            grill.send("".join(burst))
            key, name = MEANINGLESS[turn % 2]
            grill.press(key, f"{name} means nothing here.")
        grill.calm(0.5)
    ends = [at for at, _open, _burst in sent[1:]] + [inf]
    for (at, number_open, burst), end in zip(sent, ends, strict=True):
        done = [(order, kind) for done_at, order, kind in hit(shop, at) if done_at < end]
        assert {number_open} >= {order for order, _kind in done if order.isdigit()}, (burst, done)
        if burst[-1] == "\r" and not WAYS & {*burst}:
            since = [(order, kind) for _at, order, kind in hit(shop, at)]  # a busy machine may write it after the next
            assert any(order == number_open and "bump" in kind for order, kind in since), (burst, done)
