"""Numbers for guests, as large as there is room for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len

from kiosk.tui.digits import large
from kiosk.tui.draw import Drawing, Drawn, Line, Sheet, fit, wrap

_PIXELS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": ("██ ", " █ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
}
"""Digits of five rows; a pixel is two columns wide, since a cell is twice as high as it is wide."""


def huge(number: str, scale: int) -> tuple[str, ...]:
    """Give a number's digits `scale` times five rows high."""
    between = "  " * scale
    rows = [
        between.join(
            "".join(pixel * 2 * scale for pixel in _PIXELS[digit][row]) for digit in number if digit in _PIXELS
        )
        for row in range(5)
    ]
    return tuple(row for row in rows for _ in range(scale))


@dataclass(frozen=True, slots=True)
class Type:
    """A size of digits, and the columns between two numbers."""

    draw: Callable[[str], tuple[str, ...]]
    gap: int


TYPES = (Type(partial(huge, scale=2), 8), Type(partial(huge, scale=1), 4), Type(large, 3))
"""From the largest down; what none of them holds is written as it is."""


@dataclass(frozen=True, slots=True)
class Called:
    """What one side of the board says."""

    title: str
    sign: str
    numbers: tuple[str, ...]
    look: str
    empty: str
    loud: bool = False
    """Whether its numbers may stand in the largest type."""


class Pickup(Drawn):
    """One side of the board: its title, and its numbers in the largest type that holds them all."""

    DEFAULT_CSS = "Pickup { width: 1fr; height: 1fr; padding: 0 1; }"
    called = Called("", "", (), "text", "")

    def show(self, called: Called) -> None:
        """Show other numbers."""
        if called != self.called:
            self.called = called
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw title and numbers; what small type cannot hold either is counted."""
        called, sheet = self.called, Sheet(width)
        ground = f"ink bold on {called.look}" if called.look != "text" else "strong bold on key"
        title = f" {called.sign} {called.title.upper()} "
        sheet.add(*fit(((title, ground),), width, ground))
        sheet.add()
        if not called.numbers:
            for part in wrap(called.empty, width):
                sheet.add((part, "quiet"))
            return sheet.done()
        room = height - len(sheet.lines)
        for line in _numbers(called, width, room):
            sheet.add(*line)
        return sheet.done()


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers of one type, side by side and below one another."""

    faces: tuple[tuple[str, ...], ...]
    gap: int

    @property
    def each(self) -> int:
        """Columns from one number to the next."""
        return max(cell_len(face[0]) for face in self.faces) + self.gap

    @property
    def pitch(self) -> int:
        """Rows from one number to the next below; large ones have a blank row between them."""
        deep = len(self.faces[0])
        return deep + 1 if deep > 1 else 1

    def holds(self, width: int, height: int) -> tuple[int, int]:
        """Say how many numbers stand side by side, and how many rows of them there are room for."""
        blank = self.pitch - len(self.faces[0])
        return max(1, (width + self.gap) // self.each), (height + blank) // self.pitch

    def lines(self, across: int, look: str) -> list[Line]:
        """Write the numbers, so many side by side."""
        lines: list[Line] = []
        for start in range(0, len(self.faces), across):
            rows = zip(*self.faces[start : start + across], strict=True)
            lines += [(("".join(part.ljust(self.each) for part in row), look),) for row in rows]
            lines += [()] * (self.pitch - len(self.faces[0]))
        return lines


def _numbers(called: Called, width: int, height: int) -> list[Line]:
    """Write the numbers in the largest type in which all of them fit; what the smallest cannot hold is counted."""
    look = f"{called.look} bold"
    for size in TYPES if called.loud else TYPES[1:]:
        grid = Grid(tuple(size.draw(number) for number in called.numbers), size.gap)
        across, down = grid.holds(width, height)
        if grid.each - size.gap <= width and len(called.numbers) <= across * down:
            return grid.lines(across, look)
    grid = Grid(tuple((number,) for number in called.numbers), 2)
    across, down = grid.holds(width, height)
    if len(called.numbers) <= across * down:
        return grid.lines(across, look)
    kept = across * max(0, down - 1)
    shown = Grid(grid.faces[:kept], 2).lines(across, look) if kept else []
    return [*shown, ((f"+{len(called.numbers) - kept} more", "strong bold"),)]
