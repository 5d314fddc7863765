"""Programs on terminals of 100 x 30 for the benches: what they paint, how long that takes, how much of a core it takes.

The machine a bench runs on is shared and loud. So what is compared runs in alternation, and beside wall time stands
processor time, which a neighbour does not lengthen much.
"""

# ruff: noqa: INP001 - a script's part, not a package's

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.settings import Settings  # noqa: E402 - the checkout comes first on the path
from kiosk.wiring import open_counter  # noqa: E402
from kiosk.work.order.line import Choice, Wish  # noqa: E402
from kiosk.work.verb.open_order import AddOrder  # noqa: E402

PYTHON = str(ROOT / ".venv" / "bin" / "python")
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
"""The least Textual program there is: one label, which every key changes."""
PATIENCE = 120.0
"""Seconds a program has to paint what it is waited for."""
CALM = 0.25
"""Seconds without output after which a program has finished painting."""
QUICK_HANDS = "debounce: 0\nguard: 0\nscanner: off\n"
"""Settings under which every press counts, however soon."""


def bare() -> list[str]:
    """Return the command of the least Textual program."""
    return [PYTHON, "-c", BARE]


def kiosk(*words: str) -> list[str]:
    """Return a command of this program."""
    return [PYTHON, "-m", "kiosk", *words]


def compiled() -> None:
    """Compile the checkout, as an install does: otherwise the first start of a changed file is slower."""
    subprocess.run([PYTHON, "-m", "compileall", "-q", "kiosk"], cwd=ROOT, check=True)  # noqa: S603 - our own Python


def shop(folder: Path, orders: int) -> Path:
    """Make a record in a folder of its own with so many orders that are open at the grill."""
    folder.mkdir(parents=True)
    (folder / "kiosk.yaml").write_text(QUICK_HANDS, encoding="utf-8")
    asyncio.run(open_orders(folder, range(orders)))
    return folder


async def open_orders(folder: Path, numbers: Sequence[int], wishes: Sequence[str] = ()) -> None:
    """Open some orders: of a burger without onions, or of several items, which every station has something of."""
    counter = open_counter(Settings(database=folder / "kiosk.db"))
    await counter.start()
    burger = Wish("cheeseburger", 2, (Choice("toppings", "onion", "no"),))
    for number in numbers:
        await counter.do(AddOrder(f"bench-{number}", tuple(map(Wish, wishes)) or (burger,)))
    await counter.close()


class Program:
    """A program on a pty."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        """Start it; `home` holds its record and its settings."""
        self.begun = time.perf_counter()
        self._painted = b""
        self.pid, self.fd = pty.fork()
        if not self.pid:
            kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
            kept |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
            kept |= {"KIOSK_DATABASE": str(home / "kiosk.db"), "KIOSK_SETTINGS": str(home / "kiosk.yaml")}
            os.chdir(ROOT)
            os.execve(command[0], list(command), kept)  # noqa: S606 - our own programs
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    @property
    def cpu(self) -> float:
        """The seconds of processor time it has taken, all its threads together."""
        return time.clock_gettime((~self.pid << 3) | 2)

    @property
    def resident(self) -> float:
        """Its resident memory in MiB."""
        return self._kib("status", "VmRSS:") / 1024

    @property
    def share(self) -> float:
        """Its proportional share of memory in MiB: what it has to itself, and its part of what others have too."""
        return self._kib("smaps_rollup", "Pss:") / 1024

    def _kib(self, file: str, name: str) -> int:
        lines = Path(f"/proc/{self.pid}/{file}").read_text(encoding="utf-8").splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1])

    def until(self, *words: bytes) -> tuple[float, float]:
        """Read until all these words have been painted; give the wall and processor seconds since the start."""
        end = time.perf_counter() + PATIENCE
        while not all(word in self._painted for word in words):
            if not select.select([self.fd], [], [], max(0, end - time.perf_counter()))[0]:
                raise TimeoutError(words)
            self._painted += os.read(self.fd, 65536)
        return time.perf_counter() - self.begun, self.cpu

    def settle(self, calm: float = CALM) -> None:
        """Read until it has painted nothing for so many seconds."""
        while select.select([self.fd], [], [], calm)[0]:
            os.read(self.fd, 65536)

    def press(self, key: bytes) -> float:
        """Press a key; give the seconds to the first painted byte after it."""
        self.settle(0)
        begun = time.perf_counter()
        os.write(self.fd, key)
        select.select([self.fd], [], [], PATIENCE)
        return time.perf_counter() - begun

    def press_whole(self, key: bytes, calm: float) -> float:
        """Press a key; give the seconds to the last byte of what it paints, which `calm` seconds of silence end."""
        begun = last = time.perf_counter()
        os.write(self.fd, key)
        while select.select([self.fd], [], [], calm if last > begun else PATIENCE)[0]:
            os.read(self.fd, 65536)
            last = time.perf_counter()
        return last - begun

    def end(self) -> None:
        """Kill it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def rest(programs: Sequence[Program], seconds: float) -> list[float]:
    """Leave programs alone for so long; give the processor seconds each of them took."""
    before, end = [program.cpu for program in programs], time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        for fd in select.select([program.fd for program in programs], [], [], left)[0]:
            os.read(fd, 65536)
    return [program.cpu - spent for program, spent in zip(programs, before, strict=True)]


def spread(values: Sequence[float]) -> str:
    """Write the middle of some values, and between what the middle half of them lies."""
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else (values[0],) * 3
    return f"{middle:7.2f}  ({low:.2f} to {high:.2f})"


def say(words: str = "") -> None:
    """Print a line now."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
