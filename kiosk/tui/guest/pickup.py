"""Numbers for guests, as large as there is room for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from rich.cells import cell_len

from kiosk.tui.widgets.digits import large
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Run, Sheet, cut, fit, width_of, wrap
from kiosk.words import _, plural

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
    """Return a number's digits `scale` times five rows high."""
    between = "  " * scale
    rows = [
        between.join(
            "".join(pixel * 2 * scale for pixel in _PIXELS[digit][row]) for digit in number if digit in _PIXELS
        )
        for row in range(5)
    ]
    return tuple(row for row in rows for _ in range(scale))


def small(number: str) -> tuple[str, ...]:
    """Return a number as it is."""
    return (number,)


class Type(Struct, frozen=True):
    """A size of digits, and the columns and rows between two numbers."""

    draw: Callable[[str], tuple[str, ...]]
    gap: int
    blank: int = 1


SMALLEST = Type(small, 2, 0)

TYPES = (Type(partial(huge, scale=2), 8), Type(partial(huge, scale=1), 4), Type(large, 3), Type(small, 4), SMALLEST)
"""From the largest down."""

MOST_OF_A_NAME = 12
"""Columns of a name."""


class BoardSide(Struct, frozen=True):
    """What one side of the board says."""

    title: str
    sign: str
    numbers: tuple[str, ...]
    look: str
    empty: str
    loud: bool = False
    """Whether its numbers may stand in the largest type."""
    names: tuple[str, ...] = ()
    """Beside each number, what may be read of its guest's name; empty where names are hidden."""
    new: frozenset[str] = frozenset()
    """Numbers that have just come: they stand out."""
    later: str = ""
    """What stands below the numbers: orders that are not being made yet."""


class Pickup(Drawn):
    """One side of the board: its title, and its numbers in the largest type that holds them all."""

    DEFAULT_CSS = "Pickup { width: 1fr; height: 1fr; padding: 0 1; }"
    called = BoardSide("", "", (), "text", "")

    def show(self, called: BoardSide) -> None:
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
        below = wrap(called.later, width)
        room = max(1, height - len(sheet.lines) - len(below) - bool(below))
        if called.numbers:
            for line in _numbers(called, width, room)[:room]:
                sheet.add(*line)
        else:
            for part in wrap(called.empty, width):
                sheet.add((part, "quiet"))
        if below:
            sheet.add()
        for part in below:
            sheet.add((part, "quiet"))
        return sheet.done()


class Face(Struct, frozen=True):
    """One number as it is drawn: its digits, and what is said of it."""

    digits: tuple[str, ...]
    caption: Line = ()

    @property
    def wide(self) -> int:
        """Columns of it, its caption below or beside."""
        said = width_of(self.caption)
        if not said:
            return cell_len(self.digits[0])
        return cell_len(self.digits[0]) + 1 + said if len(self.digits) == 1 else max(cell_len(self.digits[0]), said)

    def rows(self, look: str, *, caption: bool) -> list[Line]:
        """Write it, with a row for captions where any number of its side has one."""
        rows: list[Line] = [((row, look),) for row in self.digits]
        if len(rows) == 1:
            return [(*rows[0], (" ", ""), *self.caption) if self.caption else rows[0]]
        return [*rows, self.caption] if caption else rows


class Grid(Struct, frozen=True):
    """Numbers of one type, side by side and below one another."""

    faces: tuple[Face, ...]
    type: Type

    @property
    def widest(self) -> int:
        """Columns of the widest number."""
        return max(face.wide for face in self.faces)

    @property
    def captions(self) -> bool:
        """Whether anything is said of any number."""
        return any(face.caption for face in self.faces)

    def holds(self, width: int, height: int) -> tuple[int, int]:
        """Say how many numbers stand side by side, and how many rows of them there are room for."""
        gap, blank, digits = self.type.gap, self.type.blank, len(self.faces[0].digits)
        each = digits + (self.captions and digits > 1)
        return (width + gap) // (self.widest + gap), (height + blank) // (each + blank)

    def lines(self, across: int, look: str) -> list[Line]:
        """Write the numbers, so many side by side."""
        each = self.widest + self.type.gap
        lines: list[Line] = []
        for start in range(0, len(self.faces), across):
            beside = [face.rows(look, caption=self.captions) for face in self.faces[start : start + across]]
            rows = zip(*beside, strict=True)
            lines += [tuple(run for part in row[:-1] for run in fit(part, each)) + row[-1] for row in rows]
            lines += [()] * self.type.blank
        return lines


def _numbers(called: BoardSide, width: int, height: int) -> list[Line]:
    """Write the numbers in the largest type in which all of them fit; what the smallest cannot hold is counted."""
    look, count = f"{called.look} bold", len(called.numbers)
    for size in TYPES if called.loud else TYPES[1:]:
        grid = Grid(_faces(called, size), size)
        across, down = grid.holds(width, height)
        if count <= across * down:
            return grid.lines(across, look)
    short = Grid(_short_faces(called, SMALLEST), SMALLEST)
    across, down = short.holds(width, height)
    if count <= across * down:
        return short.lines(across, look)
    kept = max(1, across) * max(0, down - 1)
    shown = Grid(short.faces[:kept], SMALLEST).lines(max(1, across), look) if kept else []
    return [*shown, ((plural("+{n} more", "+{n} more", count - kept), "strong bold"),)]


def _faces(called: BoardSide, size: Type) -> tuple[Face, ...]:
    """Draw every number in a type, with what is said of it."""
    names = called.names or ("",) * len(called.numbers)
    return tuple(
        Face(size.draw(number), _caption(cut(name, MOST_OF_A_NAME), new=number in called.new))
        for number, name in zip(called.numbers, names, strict=True)
    )


def _short_faces(called: BoardSide, size: Type) -> tuple[Face, ...]:
    """Draw every number without names, where there is no room for them: what is new has a star."""
    return tuple(Face(size.draw(f"{number}*" if number in called.new else number)) for number in called.numbers)


def _caption(name: str, *, new: bool) -> Line:
    """Say that a number is new, and whose it is."""
    runs: list[Run] = [(f" {_('NEW')} ", "ink bold on accent")] if new else []
    if name:
        runs += [(" ", ""), (name, "text bold")] if new else [(name, "text bold")]
    return tuple(runs)
