"""From Enter at the grill to the next step painted at the expo: two real terminals, two processes, one record on disk.

Orders are made ready up to the grill's bump; each Enter there opens one order's `Assemble` at the expo. What is
measured is from the key being written to the grill's pty to the expo's painting that shows the order. For comparison:
until the grill's own screen says that it is done.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.settings import Settings  # noqa: E402 - the checkout comes first on the path
from kiosk.wiring import open_counter  # noqa: E402
from kiosk.work.order.line import Wish  # noqa: E402
from kiosk.work.verb.bump import Bump  # noqa: E402
from kiosk.work.verb.open_order import AddOrder  # noqa: E402
from tests.terminal.tty import Tty  # noqa: E402

BUMPS = 40
PAUSE = 0.15
"""Seconds between bumps, so that each is measured on its own."""


async def ready(database: Path, orders: int) -> None:
    """Open orders that wait only for the grill."""
    counter = open_counter(Settings(database=database))
    await counter.start()
    for number in range(orders):
        entry = await counter.do(AddOrder(f"bench-{number}", (Wish("hamburger"),)))
        await counter.do(Bump(entry.order.id, "dress"))
    await counter.close()


class Quick(Tty):
    """A terminal that only notes when which bytes came: keeping a screen takes longer than what is measured."""

    def _read(self) -> None:
        """Take what is painted until the program has gone."""
        with suppress(OSError):
            while chunk := os.read(self._fd, 65536):
                came = time.monotonic()
                with self._news:
                    self.raw += chunk
                    self.came = came
                    self._news.notify_all()

    came = 0.0
    """When the last bytes came."""

    def painted(self, words: str, since: int) -> float:
        """Wait until words are painted, after so many bytes; gives when their bytes came."""
        with self._news:
            if not self._news.wait_for(lambda: words.encode() in self.raw[since:], 20):
                raise TimeoutError(words)
            return self.came


def measure(home: Path, bumps: int) -> tuple[list[float], list[float]]:
    """Bump so often; gives the seconds to the expo's screen and to the grill's own."""
    there, here = [], []
    with Quick(home, "station", "grill") as grill, Quick(home, "expo") as expo:
        grill.painted(f"{bumps} on the rail", 0)
        expo.painted("EXPO", 0)
        expo.calm()
        for number in range(1, bumps + 1):
            before, own = len(expo.raw), len(grill.raw)
            begun = time.monotonic()
            grill.send("\r")
            there.append(expo.painted(f"{number} on the rail", before) - begun)
            here.append(grill.painted(f"Order {number}: Cook done", own) - begun)
            time.sleep(PAUSE)
    return there, here


def told(name: str, seconds: list[float]) -> str:
    """Write one line of figures."""
    ordered = sorted(seconds)
    p90, worst = ordered[int(len(ordered) * 0.9)], ordered[-1]
    median = statistics.median(seconds)
    figures = f"median {median * 1000:6.1f} ms  p90 {p90 * 1000:6.1f} ms  max {worst * 1000:6.1f} ms"
    return f"{name:44} {figures}  n {len(seconds)}"


def main() -> None:
    """Make a shop, measure, and print."""
    bumps = int(sys.argv[1]) if len(sys.argv) > 1 else BUMPS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "kiosk.yaml").write_text("debounce: 0\nguard: 0\nscanner: off\n", encoding="utf-8")
        asyncio.run(ready(home / "kiosk.db", bumps))
        there, here = measure(home, bumps)
    sys.stdout.write(f"{told('bump at the grill to step open at the expo', there)}\n")
    sys.stdout.write(f"{told('bump at the grill to its own screen', here)}\n")


if __name__ == "__main__":
    main()
