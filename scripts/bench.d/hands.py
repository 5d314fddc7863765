#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/hands.py [--rounds N] [--tickets N ...] - what keys cost at a station, beside a bare Textual label.

With 12, 60 and 200 tickets on the rail, in turns with the label: from Enter, and from an arrow, to the first painted
byte; the processor time of a whole bump and of a move, what the clocks take in the same time left out. After each bump
another order comes in, so that the rail stays as long as it was. Then, for the grill and the expo, a question over the
board and back: to the last painted byte, with one order of four items and with sixty.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from programs import Program, bare, compiled, kiosk, open_orders, rest, say, shop, spread

ROUNDS = 15
TICKETS = (12, 60, 200)
WINDOW = 1.0
"""Seconds in which a key's work is counted: as many clocks tick in each of them."""
SHORT = 0.3
"""Seconds in which the label's is: it has no clock."""
TURN = 0.618
"""The part of a second by which each press is moved on against the tick, so that it meets the tick at any place."""
UP, DOWN, ENTER = b"\x1b[A", b"\x1b[B", b"\r"
FULL = 60
"""Orders of a full board."""
MEALS = ("hamburger", "cheeseburger", "fries", "coffee")
MORE, BACK = b"0", b"\x7f"
"""Keys that paint however many orders there are: a question over the board, and the whole board again."""
WHOLE = 0.06
"""Seconds without output after which what a key paints has ended."""
KEYS = 30


@dataclass
class Figures:
    """What was measured of one kind of key, in milliseconds."""

    wall: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    """Of processor time, to the first byte."""
    cpu: list[float] = field(default_factory=list)
    """Of processor time, for all that the key asks for."""

    def press(self, program: Program, key: bytes, window: float) -> None:
        """Press a key, and count what it takes."""
        before = program.cpu
        self.wall.append(program.press(key) * 1000)
        self.first.append((program.cpu - before) * 1000)
        rest([program], window - self.wall[-1] / 1000)
        self.cpu.append((program.cpu - before) * 1000)


def hands(folder: Path, tickets: int, rounds: int) -> None:
    """Bump and move with so many tickets, in turns with the label, and print how many times more that is."""
    home = shop(folder / f"{tickets}", tickets)
    label, station = Program(bare(), home), Program(kiosk("station", "grill"), home)
    label.until(b"ready")
    station.until(b"DONE")
    for program in (label, station):
        program.settle()
    change, bump, move, still = Figures(), Figures(), Figures(), []
    for number in range(rounds):
        rest([station], number * TURN % 1)
        change.press(label, b"x", SHORT)
        bump.press(station, ENTER, WINDOW)
        asyncio.run(open_orders(home, [tickets + number]))
        station.settle()
        still.append(rest([station], WINDOW)[0] * 1000)
        rest([station], number * TURN % 1)
        change.press(label, b"x", SHORT)
        move.press(station, UP if number % 2 else DOWN, WINDOW)
    for program in (label, station):
        program.end()
    told(tickets, change, {"bump": bump, "move": move}, statistics.median(still))


def told(tickets: int, change: Figures, keys: dict[str, Figures], still: float) -> None:
    """Print the figures of one length of the rail."""
    wall, first, cpu = map(statistics.median, (change.wall, change.first, change.cpu))
    say(f"{tickets} tickets; the label changes in {wall:.1f} ms, which takes {cpu:.1f} ms of processor time")
    for name, figures in keys.items():
        say(f"  {name} to first byte    {spread([one / wall for one in figures.wall])} x the label")
        say(f"    processor time to it {spread([one / first for one in figures.first])} x the label")
        say(f"  {name} processor time   {spread([(one - still) / cpu for one in figures.cpu])} x the label")


def full_board(folder: Path) -> None:
    """Print how much longer a whole paint takes with a full board than with one order."""
    for place, command in (("grill", ["station", "grill"]), ("expo", ["expo"])):
        programs: list[Program] = []
        for orders in (1, FULL):
            home = shop(folder / f"{place}-{orders}", 0)
            asyncio.run(open_orders(home, range(orders), MEALS))
            programs.append(Program(kiosk(*command), home))
            programs[-1].until(place.upper().encode())
            programs[-1].settle()
        times: list[list[float]] = [[], []]
        for number in range(KEYS):
            for program, seconds in zip(programs, times, strict=True):
                seconds.append(program.press_whole(BACK if number % 2 else MORE, WHOLE))
        for program in programs:
            program.end()
        few, many = map(statistics.median, times)
        say(f"  {place}: whole paint {few * 1000:.1f} ms, with {FULL} orders {many * 1000:.1f} ms: {many / few:.2f} x")


def main() -> None:
    """Measure in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--tickets", type=int, nargs="+", default=TICKETS)
    asked = parser.parse_args()
    tickets: Sequence[int] = asked.tickets
    compiled()
    with tempfile.TemporaryDirectory() as name:
        for count in tickets:
            hands(Path(name), count, asked.rounds)
        say("a question over the board, and back, to its last byte")
        full_board(Path(name))


if __name__ == "__main__":
    main()
