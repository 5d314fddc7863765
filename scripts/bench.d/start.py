#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/start.py [station|commands] [--pairs N] - a start beside bare Textual, commands beside empty Python.

In each of 20 pairs both are started in turn. Of the station: wall and processor time to the first words (place, rail,
open step, painted before Textual is loaded) and to the first painted step with its keys, both as multiples of what bare
Textual takes to its one word; memory once it is still. Of the commands: processor time.
"""

# ruff: noqa: S603 - it starts our own programs

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from programs import PYTHON, Program, bare, compiled, kiosk, say, shop, spread

PAIRS = 20
ORDERS = 12
FIRST = (b"GRILL", b"on the rail", b"SAY")
"""The first words of a station: where it is, its rail, its open step."""


def starts(home: Path, pairs: int) -> None:
    """Start both in turn, and print how many times longer the station takes."""
    walls: list[tuple[float, float, float]] = []
    spent: list[tuple[float, float, float]] = []
    memory: list[float] = []
    for _pair in range(pairs):
        least = Program(bare(), home)
        bare_wall, bare_cpu = least.until(b"ready")
        station = Program(kiosk("station", "grill"), home)
        first_wall, first_cpu = station.until(*FIRST)
        wall, cpu = station.until(b"DONE")
        for program in (least, station):
            program.settle()
        memory.append(station.resident / least.resident)
        for program in (least, station):
            program.end()
        walls.append((bare_wall, first_wall, wall))
        spent.append((bare_cpu, first_cpu, cpu))
    for name, times in (("wall", walls), ("cpu", spent)):
        base, step = ([round(time[place] * 1000) for time in times] for place in (0, 2))
        say(f"  {name:5} bare {statistics.median(base):5.0f} ms   station {statistics.median(step):5.0f} ms")
        say(f"        first words    {spread([time[1] / time[0] for time in times])} x bare")
        say(f"        painted step   {spread([time[2] / time[0] for time in times])} x bare")
        say(f"        least / least  {min(step) / min(base):7.2f}")
    say(f"  memory               {spread(memory)} x bare")


def spends(command: list[str], home: Path) -> float:
    """Return the processor milliseconds a command takes, from its start to its end."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    kept |= {"HOME": str(home), "KIOSK_DATABASE": str(home / "kiosk.db"), "KIOSK_SETTINGS": str(home / "kiosk.yaml")}
    running = subprocess.Popen(command, env=kept, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{command} ended with {running.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def commands(home: Path, rounds: int) -> None:
    """Print what commands take, as they are installed, and how much of it is more than a Python that does nothing."""
    program = str(Path(PYTHON).with_name("kiosk"))
    asked = {
        "empty Python": [PYTHON, "-c", ""],
        "kiosk --help": [program, "--help"],
        "ticket list": [program, "ticket", "list"],
        "order list": [program, "order", "list"],
    }
    figures: dict[str, list[float]] = {name: [] for name in asked}
    for _round in range(rounds):
        for name, command in asked.items():
            figures[name].append(spends(command, home))
    for name, times in figures.items():
        more = statistics.median(times) - statistics.median(figures["empty Python"])
        say(f"  {name:14} {spread(times)} ms of processor time, least {min(times):.0f}, {more:.0f} more than empty")


def main() -> None:
    """Make a shop with 12 open orders, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    work: dict[str, Callable[[Path, int], None]] = {"station": starts, "commands": commands}
    parser.add_argument("only", nargs="?", choices=list(work), help="both unless said")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    asked = parser.parse_args()
    compiled()
    with tempfile.TemporaryDirectory() as folder:
        home = shop(Path(folder) / "shop", ORDERS)
        for name, measure in work.items():
            if asked.only in (None, name):
                measure(home, asked.pairs)


if __name__ == "__main__":
    main()
