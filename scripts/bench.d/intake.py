#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/intake.py [--orders N] [--rounds N] - orders from outside at once, beside SQLite and one at a time.

In turns: `kiosk order add` of a file of N orders, of as many guests and of one; a row an order by bare sqlite3 in
transactions of 100; and the same orders by a counter one at a time. Processor time without the start, as orders a
second. The limit is 200 a second: less ends with 1.
"""

# ruff: noqa: S603 - a script that starts our own program

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.settings import Settings  # noqa: E402 - the checkout comes first on the path
from kiosk.wiring import open_counter  # noqa: E402
from kiosk.work.order.event import Guest  # noqa: E402
from kiosk.work.order.line import Wish  # noqa: E402
from kiosk.work.verb.open_order import AddOrder  # noqa: E402

LIMIT = 200
"""Orders a second of processor time."""

LINES = [{"item": "cheeseburger", "choices": ["no onion"]}, {"item": "fries"}]


def command(folder: Path, *words: str) -> float:
    """Return the processor seconds of a command."""
    before = os.times()
    program = [sys.executable, "-m", "kiosk", "--database", str(folder / "kiosk.db"), *words]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def by_command(orders: int, guests: int) -> float:
    """Return orders a second of `kiosk order add`, its start left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [{"id": f"b-{key}", "guest": f"Guest {key % guests}", "lines": LINES} for key in range(orders)]
        (folder / "one.json").write_text(json.dumps([{"id": "first", "lines": LINES}]))
        (folder / "orders.ndjson").write_text("\n".join(map(json.dumps, rows)))
        command(folder, "order", "add", str(folder / "one.json"))
        start = command(folder, "order", "add", str(folder / "one.json"))
        return orders / (command(folder, "order", "add", str(folder / "orders.ndjson")) - start)


def by_sqlite(orders: int) -> float:
    """Return orders a second as rows of one table, a hundred a transaction."""
    with tempfile.TemporaryDirectory() as name, closing(sqlite3.connect(Path(name) / "bare.db")) as record:
        record.execute("CREATE TABLE orders(id TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT")
        before = time.process_time()
        for first in range(0, orders, 100):
            with record:
                rows = [(f"b-{key}", json.dumps(LINES)) for key in range(first, min(first + 100, orders))]
                record.executemany("INSERT INTO orders VALUES (?, ?)", rows)
        return orders / (time.process_time() - before)


async def one_at_a_time(orders: int) -> float:
    """Return orders a second of a counter that looks at its board after each."""
    with tempfile.TemporaryDirectory() as name:
        counter = open_counter(Settings(database=Path(name) / "kiosk.db"))
        await counter.start()
        before = time.process_time()
        for key in range(orders):
            wishes = (Wish("cheeseburger"), Wish("fries"))
            await counter.do(AddOrder(f"b-{key}", wishes, Guest("", f"Guest {key}")))
        spent = time.process_time() - before
        await counter.close()
        return orders / spent


def main() -> int:
    """Measure in turns, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    found: dict[str, list[float]] = {}
    for _ in range(args.rounds):
        for name, rate in (
            ("a file, a guest each", by_command(args.orders, args.orders)),
            ("a file, one guest's name", by_command(args.orders, 1)),
            ("one at a time", asyncio.run(one_at_a_time(args.orders))),
            ("rows by bare sqlite3", by_sqlite(args.orders)),
        ):
            found.setdefault(name, []).append(rate)
    for name, rates in found.items():
        print(f"{name:26} {statistics.median(rates):9,.0f} orders a second of processor time")
    least = min(statistics.median(rates) for name, rates in found.items() if name.startswith("a file"))
    print(f"limit {LIMIT}: {'kept' if least >= LIMIT else 'missed'}")
    return 0 if least >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
