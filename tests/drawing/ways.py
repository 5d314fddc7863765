"""Reads a drawn process back: what each line leads to, followed downwards as an eye follows it.

A line never goes up. A bar that lies across one that stands is crossed, and both go on; at any other sign a line goes
wherever that sign has an arm, but not back.
"""

from __future__ import annotations

from collections.abc import Callable

ARMS = {
    "│": "ud",
    "─": "lr",
    "└": "ur",
    "┘": "ul",
    "┌": "dr",
    "┐": "dl",
    "├": "udr",
    "┤": "udl",
    "┴": "ulr",
    "┬": "dlr",
    "┼": "udlr",
    "▶": "lr",
    "◀": "lr",
    "▼": "ud",
}
"""Where a sign leads."""

STEP = {"u": (0, -1), "d": (0, 1), "l": (-1, 0), "r": (1, 0)}
BACK = {"u": "d", "d": "u", "l": "r", "r": "l"}

Cell = tuple[int, int]


def reached(lines: list[str], start: Cell, node_at: Callable[[Cell], str]) -> set[str]:
    """Return every node that a line from `start`, a cell right under a node, leads down to."""
    found, seen, open_ = set[str](), set[tuple[Cell, str]](), [(start, "d")]
    while open_:
        (x, y), heading = open_.pop()
        if ((x, y), heading) in seen:
            continue
        seen.add(((x, y), heading))
        if name := node_at((x, y)):
            found.add(name)
            continue
        sign = lines[y][x] if 0 <= y < len(lines) and 0 <= x < len(lines[y]) else " "
        arms = ARMS.get(sign, "")
        if heading in "lr" and sign == "│":
            arms = "lr"  # crossed
        elif BACK[heading] not in arms:
            continue
        ways = [way for way in arms if way not in (BACK[heading], "u")]
        open_ += [((x + STEP[way][0], y + STEP[way][1]), way) for way in ways]
    return found
