#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/screens.py - start to first paint and key to paint of a station, beside a bare Textual label app.

Then key to paint of the grill and of the expo with one open order and with sixty, and how many times longer that takes.
Each program runs on a pty of 100 x 30; figures are milliseconds. The two are run in turns, since the machine is noisy.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import resource
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.settings import Settings  # noqa: E402 - the checkout comes first on the path
from kiosk.wiring import open_counter  # noqa: E402
from kiosk.work.order.line import Choice, Wish  # noqa: E402

BARE = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    count = 0
    def compose(self):
        yield Label("ready 0")
    def on_key(self):
        self.count += 1
        self.query_one(Label).update(f"ready {self.count}")
Bare().run()
"""
STARTS = 7
KEYS = 60
FULL = 60
"""Orders of a full board."""
MEALS = ("hamburger", "cheeseburger", "fries", "coffee")
MORE, BACK = b"0", b"\x7f"
"""Keys that paint however many orders there are: a question over the board, and the whole board again."""
UP, DOWN = b"\x1b[A", b"\x1b[B"
CALM = 0.06
"""Seconds without output after which what a key paints has ended."""
QUIET = 0.25
"""Seconds without output after which a program has finished painting."""


class Program:
    """A program on a pty."""

    def __init__(self, command: list[str], database: Path) -> None:
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", KIOSK_DATABASE=str(database))
            os.execv(command[0], command)  # noqa: S606 - our own programs
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def until(self, words: bytes, deadline: float = 20) -> float:
        """Read until words are painted; gives the seconds since the last press or the start."""
        seen, end = b"", time.perf_counter() + deadline
        while words not in seen:
            if not select.select([self.fd], [], [], max(0, end - time.perf_counter()))[0]:
                raise TimeoutError(words)
            seen += os.read(self.fd, 65536)
        return time.perf_counter() - self.begun

    def settle(self) -> None:
        """Let it finish painting."""
        while select.select([self.fd], [], [], QUIET)[0]:
            os.read(self.fd, 65536)

    def press(self, key: bytes) -> float:
        """Press a key; gives the seconds to the first painted byte."""
        start = time.perf_counter()
        os.write(self.fd, key)
        select.select([self.fd], [], [], 5)
        return time.perf_counter() - start

    def press_whole(self, key: bytes) -> float:
        """Press a key; gives the seconds to the last byte of what it paints."""
        start = last = time.perf_counter()
        os.write(self.fd, key)
        while select.select([self.fd], [], [], CALM if last > start else 5)[0]:
            os.read(self.fd, 65536)
            last = time.perf_counter()
        return last - start

    def memory(self) -> float:
        """Give its resident memory in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def end(self) -> None:
        """Kill it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


async def fill(database: Path, orders: int) -> None:
    """Open some orders, so that the grill has so many tickets."""
    counter = open_counter(Settings(database=database))
    await counter.start()
    wish = Wish("cheeseburger", 2, (Choice("toppings", "onion", "no"),))
    for number in range(orders):
        await counter.add_order(f"bench-{number}", (wish,))
    await counter.close()


async def open_meals(database: Path, orders: int) -> None:
    """Open orders of several items each, which every station has something of."""
    counter = open_counter(Settings(database=database))
    await counter.start()
    for number in range(orders):
        await counter.add_order(f"meal-{number}", tuple(Wish(item) for item in MEALS))
    await counter.close()


def starts(commands: dict[str, tuple[list[str], bytes]], database: Path) -> None:
    """Print start to first paint of each program, and the memory it takes."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    memory: dict[str, float] = {}
    for _ in range(STARTS):
        for name, (command, words) in commands.items():
            program = Program(command, database)
            found[name].append(program.until(words))
            program.settle()
            memory[name] = program.memory()
            program.end()
    bare = statistics.median(found["bare"])
    for name, seconds in found.items():
        median = statistics.median(seconds)
        print(
            f"start to first paint  {name:12} {median * 1000:7.0f} ms  {median / bare:5.2f} x  {memory[name]:3.0f} MiB"
        )


def keys(commands: dict[str, tuple[list[str], bytes]], database: Path) -> None:
    """Print key to paint of each program."""
    found = presses(commands, dict.fromkeys(commands, database))
    bare = statistics.median(found["bare"])
    for name, seconds in found.items():
        p50, p99 = statistics.median(seconds), sorted(seconds)[int(len(seconds) * 0.99)]
        print(
            f"key to paint          {name:12} p50 {p50 * 1000:5.1f} ms  p99 {p99 * 1000:5.1f} ms  {p50 / bare:5.2f} x"
        )


def presses(
    commands: dict[str, tuple[list[str], bytes]], databases: dict[str, Path], *, whole: bool = False
) -> dict[str, list[float]]:
    """Press keys in turns; gives the seconds to the first painted byte of each program, or to the last one."""
    programs = {name: Program(command, databases[name]) for name, (command, _) in commands.items()}
    for name, program in programs.items():
        program.until(commands[name][1])
        program.settle()
    found: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(KEYS):
        for name, program in programs.items():
            first, second = (MORE, BACK) if whole else (b"x", b"x") if name == "bare" else (DOWN, UP)
            key = second if number % 2 else first
            found[name].append(program.press_whole(key) if whole else program.press(key))
            time.sleep(0.03)
            while select.select([program.fd], [], [], 0.02)[0]:
                os.read(program.fd, 65536)
    for program in programs.values():
        program.end()
    return found


def full_board(python: str, folder: Path) -> None:
    """Print key to paint of the grill and of the expo with one order and with a full board, and their ratio."""
    commands: dict[str, tuple[list[str], bytes]] = {}
    databases: dict[str, Path] = {}
    for orders in (1, FULL):
        database = folder / f"meals-{orders}.db"
        asyncio.run(open_meals(database, orders))
        for place, command in (("grill", ["station", "grill"]), ("expo", ["expo"])):
            commands[f"{place} {orders}"] = [python, "-m", "kiosk", *command], place.upper().encode()
            databases[f"{place} {orders}"] = database
    found = {name: statistics.median(seconds) for name, seconds in presses(commands, databases, whole=True).items()}
    for place in ("grill", "expo"):
        one, many = found[f"{place} 1"], found[f"{place} {FULL}"]
        print(
            f"key to whole paint    {place:12} 1 order {one * 1000:5.1f} ms  {FULL} orders {many * 1000:5.1f} ms  "
            f"{many / one:5.2f} x"
        )


def main() -> None:
    """Measure with 12 tickets, then key to paint with 60, then with orders of several items at grill and expo."""
    python = str(ROOT / ".venv" / "bin" / "python")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "kiosk.db"
        asyncio.run(fill(database, 12))
        commands = {
            "bare": ([python, "-c", BARE], b"ready"),
            "station": ([python, "-m", "kiosk", "station", "grill"], b"Cook"),
        }
        starts(commands, database)
        keys(commands, database)
        asyncio.run(fill(database, 60))
        print("with 60 tickets:")
        keys(commands, database)
        print("with orders of four items:")
        full_board(python, Path(folder))
    print(f"processor time of this script's children: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.1f} s")


if __name__ == "__main__":
    main()
