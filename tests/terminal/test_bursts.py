"""Keys that a line hands on together, at a real terminal: each of them hits the order that was open, or nothing."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.wiring import open_counter
from kiosk.work.order.line import Wish
from tests.terminal.tty import Tty
from tests.tui.seat import serve

pytestmark = pytest.mark.terminal

KEYS = (*"123459", "\x1b[A", "\x1b[B", "\x1b[F")
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


def hit(shop: Path, since: int) -> list[tuple[int, str, str]]:
    """Return what was done since a row: its number, order and kind."""
    with closing(sqlite3.connect(f"file:{shop / 'kiosk.db'}?mode=ro", uri=True)) as record:
        rows = record.execute("select seq, stream, kind from events where seq > ? order by seq", (since,))
        return [(seq, order, kind) for seq, order, kind in rows]


@pytest.mark.parametrize("times", [25, pytest.param(1000, marks=pytest.mark.long)])
async def test_every_key_of_a_burst_hits_the_order_that_was_open(shop: Path, times: int) -> None:
    """Whatever comes at once, nothing is written of another order; without a way to one, Enter ends the open one."""
    (shop / "kiosk.yaml").write_text("person: Ana\ndebounce: 0\nguard: 0\n", encoding="utf-8")
    await cooking(shop, 10 + times // 4)
    chance = random.Random(times)
    since = hit(shop, 0)[-1][0]
    with Tty(shop, "station", "grill") as grill:
        grill.until("DONE")
        for turn in range(times):
            grill.calm(0.1)
            number = re.search(r"Order (\d+)", grill.text)
            assert number is not None, grill.text
            burst = chance.choices(KEYS, k=chance.randint(1, 4)) + ["\r"] * (chance.random() < 1 / 4)
            grill.send("".join(burst))
            key, name = MEANINGLESS[turn % 2]
            grill.press(key, f"{name} means nothing here.")
            grill.calm(0.1)
            done = hit(shop, since)
            assert {number[1]} >= {order.rpartition("-")[2] for _seq, order, _kind in done if order}, (burst, done)
            if burst[-1] == "\r" and not {"\x1b[A", "\x1b[B", "\x1b[F"} & {*burst}:
                assert any("bump" in kind for _seq, _order, kind in done), (burst, done, grill.text)
            since = done[-1][0] if done else since
