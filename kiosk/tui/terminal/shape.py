"""What a terminal of some size is like: what the stylesheet calls it, and the smallest one to work at.

The stylesheet says what stands where. What is shown before it is read has to stand in the same cells:
`tests/tui/test_first_words.py` holds both to the same places.
"""

from __future__ import annotations

from msgspec import Struct

LEAST_WIDTH, LEAST_HEIGHT = 40, 20
"""The smallest window a counter can be worked at, in columns and rows."""

ACROSS = [(0, "-tiny"), (60, "-small"), (96, "-normal"), (140, "-wide"), (160, "-wider")]
"""From so many columns on, what the stylesheet calls a terminal."""

DOWN = [(0, "-low"), (28, "-tall")]
"""From so many rows on."""

BELOW = 4
"""Rows that a line of notice and the keys take on a low terminal; on a tall one the notice has two."""


class Area(Struct, frozen=True):
    """Cells of a terminal."""

    x: int
    y: int
    width: int
    height: int


def shapes(width: int, height: int) -> tuple[str, str]:
    """Return what the stylesheet calls a terminal of this width and of this height."""
    across, down = (
        max(step for step in steps if step[0] <= most)[1] for steps, most in ((ACROSS, width), (DOWN, height))
    )
    return across, down


def station_areas(width: int, height: int) -> tuple[Area, Area]:
    """Return where a station's rail stands, and its open ticket without the padding at its sides."""
    across, down = shapes(width, height)
    tall = down == "-tall"
    top, rows = 1 + tall, height - 1 - BELOW - 2 * tall
    if across == "-tiny":
        return Area(0, top, width, 1), Area(1, top + 1, width - 2, rows - 1)
    rail = {"-small": 22, "-normal": 26, "-wide": 52, "-wider": width * 49 // 100}[across]
    return Area(0, top, rail, rows), Area(rail + 1, top, width - rail - 2, rows)
