"""Lines of styled text with touch targets: what every drawing is made of, without anything that paints it.

A line is a tuple of runs; a run is (text, style words of `kiosk.tui.widgets.theme`). Nothing here parses markup, so
text that came from people stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from rich.cells import cell_len

from kiosk.work.text.text import JOINERS

Run = tuple[str, str]
Line = tuple[Run, ...]


class Target(Struct, frozen=True):
    """A part of a drawing that can be touched, and what it stands for."""

    x: int
    y: int
    width: int
    height: int
    means: object

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Drawing(Struct, frozen=True):
    """Lines from the top, and what can be touched on them."""

    lines: tuple[Line, ...] = ()
    targets: tuple[Target, ...] = ()


class Sheet(Struct):
    """A drawing being made."""

    width: int
    lines: list[Line] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def add(self, *runs: Run) -> int:
        """Put a line below; gives its number."""
        self.lines.append(runs)
        return len(self.lines) - 1

    def touch(self, means: object, *, height: int = 1, y: int | None = None) -> None:
        """Make whole lines a target: those just added, or `height` lines from `y`."""
        top = len(self.lines) - height if y is None else y
        self.targets.append(Target(0, top, self.width, height, means))

    def touch_part(self, means: object, y: int, x: int, width: int) -> None:
        """Make a part of one line a target."""
        self.targets.append(Target(x, y, width, 1, means))

    def done(self) -> Drawing:
        """Return the finished drawing."""
        return Drawing(tuple(self.lines), tuple(self.targets))


def width_of(runs: Iterable[Run]) -> int:
    """Count the cells of some runs."""
    return sum(cell_len(text) for text, _ in runs)


def cut(text: str, width: int) -> str:
    """Shorten text to so many cells, with … where something is missing."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    if cell_len(text.rstrip()) <= width:
        return head(text, width)
    shown = head(text, width - 1).rstrip()
    while shown and cell_len(f"{shown}…") > width:  # a joiner at the cut makes what stands behind it wider
        shown = shown[:-1]
    return f"{shown}…"


def head(text: str, width: int) -> str:
    """Return as much of a text's beginning as so many cells hold; rich's own way breaks on some rows of joiners."""
    if text.isascii():
        return text[:width]
    end = min(len(text), width)
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    while end and cell_len(text[:end]) > width:
        end -= 1
    return text[:end]


def fit(runs: Sequence[Run], width: int, ground: str = "", *, tells: bool = False) -> Line:
    """Make runs exactly so wide: cut with … or filled up with spaces in the style `ground`.

    `tells` has a cut between two runs told too, at the cost of the last sign before it: not where that is a number.
    """
    kept: list[Run] = []
    left = width
    for place, (text, words) in enumerate(runs):
        if left <= 0:
            break
        seen = text if text.isprintable() else _visible(text)
        if tells and cell_len(seen) == left and any(rest.strip() for rest, _look in runs[place + 1 :]):
            seen += "…"
        shown = cut(seen, left)
        kept.append((shown, words))
        left -= cell_len(shown)
        if shown != seen:  # one … tells that something is missing; what stands behind it would be another
            break
    if left > 0:
        kept.append((" " * left, ground))
    return tuple(kept)


def _visible(text: str) -> str:
    """Make what cannot be read visible: the last guard, should text get here that `clean` never saw."""
    return "".join(sign if sign.isprintable() or sign in JOINERS else "�" for sign in text)


def spread(left: Sequence[Run], right: Sequence[Run], width: int, ground: str = "") -> Line:
    """Put runs at both ends of a line; where it is too short the left ones are cut."""
    room = width - width_of(right)
    if room < 1:
        return fit(right, width, ground)
    return (*fit(left, room - 1, ground), (" ", ground), *right)


def wrap(text: str, width: int) -> list[str]:
    """Break words into lines of at most `width` cells, of one where there is no room; a longer word is broken."""
    width = max(1, width)
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        while _is_wider(rest, width):
            if line:
                lines.append(line)
                line = ""
            piece = head(rest, width).rstrip() or rest[0]
            lines.append(piece)
            rest = rest[len(piece) :]
        if line and cell_len(line) + 1 + cell_len(rest) > width:
            lines.append(line)
            line = rest
        else:
            line = f"{line} {rest}".strip()
    return [*lines, line] if line else lines


def _is_wider(text: str, width: int) -> bool:
    """Whether a text takes more cells than that; of a long one only its beginning is measured, where that says it."""
    return cell_len(text[: 4 * width]) > width or cell_len(text) > width


def fold(line: Line, width: int, indent: int) -> list[Line]:
    """Break a line between words into rows of at most `width` cells, later ones further in; a longer word is broken."""
    if width_of(line) <= width:
        return [line]
    rows: list[list[Run]] = [[]]
    used, width = 0, max(width, indent + 2)
    for text, look in line:
        for place, word in enumerate(text.split(" ")):
            rest = f" {word}" if place else word
            if used > indent and used + cell_len(rest) > width:
                rows.append([(" " * indent, "")])
                rest, used = word, indent
            while used + cell_len(rest) > width:
                piece = head(rest, width - used) or rest[0]
                rows[-1].append((piece, look))
                rows.append([(" " * indent, "")])
                rest, used = rest[len(piece) :], indent
            rows[-1].append((rest, look))
            used += cell_len(rest)
    return [tuple(row) for row in rows]
