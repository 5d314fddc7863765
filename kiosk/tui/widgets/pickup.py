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


def small(number: str) -> tuple[str, ...]:
    """Give a number as it is."""
    return (number,)


@dataclass(frozen=True, slots=True)
class Type:
    """A size of digits, and the columns and rows between two numbers."""

    draw: Callable[[str], tuple[str, ...]]
    gap: int
    blank: int = 1


SMALLEST = Type(small, 2, 0)

TYPES = (Type(partial(huge, scale=2), 8), Type(partial(huge, scale=1), 4), Type(large, 3), Type(small, 4), SMALLEST)
"""From the largest down."""


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
    type: Type

    @property
    def widest(self) -> int:
        """Columns of the widest number."""
        return max(cell_len(face[0]) for face in self.faces)

    def holds(self, width: int, height: int) -> tuple[int, int]:
        """Say how many numbers stand side by side, and how many rows of them there are room for."""
        gap, blank = self.type.gap, self.type.blank
        return (width + gap) // (self.widest + gap), (height + blank) // (len(self.faces[0]) + blank)

    def lines(self, across: int, look: str) -> list[Line]:
        """Write the numbers, so many side by side."""
        each = self.widest + self.type.gap
        lines: list[Line] = []
        for start in range(0, len(self.faces), across):
            rows = zip(*self.faces[start : start + across], strict=True)
            lines += [(("".join(part.ljust(each) for part in row).rstrip(), look),) for row in rows]
            lines += [()] * self.type.blank
        return lines


def _numbers(called: Called, width: int, height: int) -> list[Line]:
    """Write the numbers in the largest type in which all of them fit; what the smallest cannot hold is counted."""
    look, count = f"{called.look} bold", len(called.numbers)
    for size in TYPES if called.loud else TYPES[1:]:
        grid = Grid(tuple(size.draw(number) for number in called.numbers), size)
        across, down = grid.holds(width, height)
        if count <= across * down:
            return grid.lines(across, look)
    faces = tuple(SMALLEST.draw(number) for number in called.numbers)
    across, down = Grid(faces, SMALLEST).holds(width, height)
    kept = across * max(0, down - 1)
    shown = Grid(faces[:kept], SMALLEST).lines(across, look) if kept else []
    return [*shown, ((f"+{count - kept} more", "strong bold"),)]
