#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/idle.py [--seconds N] [--terminals N] - what terminals take that nobody touches.

First bare Textual and stations with 12, 60 and 200 running clocks beside one another: the share of a core. Then 32
terminals on one record with 12 open orders: until all are painted, the share of a core they take together, and the
memory of each.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from programs import Program, bare, compiled, kiosk, rest, say, shop, spread

TICKETS = (12, 60, 200)
SLICE = 10.0
"""Seconds of each of the counts that a figure is the middle of."""
SECONDS = 60.0
TERMINALS = 32
STATIONS = ("grill", "dress", "fry", "grill")
AFTER = 5.0
"""Seconds for what a start leaves to be done."""


def alone(folder: Path, seconds: float) -> None:
    """Print the share of a core of stations that stand beside bare Textual."""
    homes = {f"{tickets} clocks": shop(folder / str(tickets), tickets) for tickets in TICKETS}
    programs = {"bare": Program(bare(), folder)}
    programs |= {name: Program(kiosk("station", "grill"), home) for name, home in homes.items()}
    for name, program in programs.items():
        program.until(b"ready" if name == "bare" else b"DONE")
    rest(list(programs.values()), AFTER)
    shares: dict[str, list[float]] = {name: [] for name in programs}
    for _slice in range(max(1, round(seconds / SLICE))):
        for name, spent in zip(programs, rest(list(programs.values()), SLICE), strict=True):
            shares[name].append(100 * spent / SLICE)
    for program in programs.values():
        program.end()
    for name, values in shares.items():
        say(f"  {name:10} {spread(values)} % of a core")


def together(folder: Path, terminals: int, seconds: float) -> None:
    """Print what many terminals take on one record."""
    home, begun = shop(folder / "together", TICKETS[0]), time.perf_counter()
    programs = [Program(kiosk("station", STATIONS[number % len(STATIONS)]), home) for number in range(terminals)]
    for number, program in enumerate(programs):
        program.until(STATIONS[number % len(STATIONS)].upper().encode())
    painted = time.perf_counter() - begun
    rest(programs, AFTER)
    shares = [100 * sum(rest(programs, SLICE)) / SLICE for _slice in range(max(1, round(seconds / SLICE)))]
    memory = [program.share for program in programs]
    for program in programs:
        program.end()
    say(f"  {terminals} terminals: {spread(shares)} % of a core together, all painted after {painted:.1f} s")
    say(f"  memory of each {statistics.mean(memory):.1f} MiB (its proportional share)")


def main() -> None:
    """Measure in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--terminals", type=int, default=TERMINALS)
    asked = parser.parse_args()
    compiled()
    with tempfile.TemporaryDirectory() as name:
        alone(Path(name), asked.seconds)
        if asked.terminals:
            together(Path(name), asked.terminals, asked.seconds / 2)


if __name__ == "__main__":
    main()
