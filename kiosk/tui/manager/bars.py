"""Bars drawn with block characters: counts side by side, and shares of one whole."""

from __future__ import annotations

from msgspec import Struct

from kiosk.tui.widgets.lines import Line, Run, cut, width_of

EIGHTHS = " ▁▂▃▄▅▆▇█"

WIDEST = 10
"""Columns of a bar at most."""


HIGHEST = 2
"""Rows of a lying bar at most."""


class Bars(Struct, frozen=True):
    """Counts, such as orders by hour, as upright bars."""

    counts: tuple[tuple[str, int], ...]
    """What stands under a bar, and how high it is."""
    look: str

    def draw(self, width: int, height: int, *, axis: bool) -> list[Line]:
        """Draw so many rows of bars, and a row of what stands under them."""
        pitch = max(1, min(WIDEST, width // max(1, len(self.counts))))
        bar = pitch - 1 if pitch > 2 else pitch  # noqa: PLR2004 - narrower bars stand close together
        highest = max([1, *(count for _, count in self.counts)])
        levels = [_level(count, highest, height) for _, count in self.counts]
        lines: list[Line] = []
        for row in range(height - 1, -1, -1):
            signs = (EIGHTHS[max(0, min(8, level - 8 * row))] for level in levels)
            text = "".join((sign * bar).ljust(pitch) for sign in signs)
            lines.append(((text[:width], self.look),))
        return [*lines, ((self._axis(pitch)[:width], "quiet"),)] if axis else lines

    def _axis(self, pitch: int) -> str:
        """Write what stands under each bar, or under every second or third where they are narrow."""
        longest = max([1, *(len(name) for name, _ in self.counts)])
        step = -(-(longest + 1) // pitch)
        return "".join(
            name.ljust(pitch * step) for place, (name, _) in enumerate(self.counts) if place % step == 0
        ).rstrip()


def _level(count: int, highest: int, height: int) -> int:
    """Return a bar's height in eighths of a row; what is not nothing is seen."""
    return max(1, count * height * 8 // highest) if count else 0


class Share(Struct, frozen=True):
    """One part of a whole."""

    name: str
    count: int
    fill: str
    """What its part of the bar is made of, so that colour does not carry it alone."""
    sign: str
    """The sign that stands for it elsewhere on the screen."""
    look: str


class Shares(Struct, frozen=True):
    """The parts of one whole as one lying bar."""

    parts: tuple[Share, ...]

    def draw(self, width: int, height: int, *, axis: bool) -> list[Line]:
        """Draw the bar, no higher than reads well, with the words under it; where there is one row, only the words."""
        words = self._words(self.parts, filled=axis)
        if width_of(words) > width:
            words = self._words(self.parts[1:], filled=axis)
        if not axis:
            return [tuple(words)]
        bar = [(part.fill * cells, part.look) for part, cells in zip(self.parts, self._cells(width), strict=True)]
        return [*[tuple(bar)] * min(height, HIGHEST), tuple(words)]

    @staticmethod
    def _words(parts: tuple[Share, ...], *, filled: bool) -> list[Run]:
        """Say how much each part is, with what stands for it in the bar and elsewhere."""
        words: list[Run] = []
        for part in parts:
            signs = f"{part.fill if filled else ''}{part.sign}"
            words += [
                ("  " if words else "", ""),
                (f"{signs} ".lstrip(), part.look),
                (f"{part.count} {part.name}", "quiet"),
            ]
        return words

    def _cells(self, width: int) -> list[int]:
        """Part the width as the counts are parted; what is not nothing is seen."""
        whole = sum(part.count for part in self.parts)
        if not whole:
            return [0] * len(self.parts)
        cells = [max(1, part.count * width // whole) if part.count else 0 for part in self.parts]
        largest = max(range(len(cells)), key=lambda place: cells[place])
        cells[largest] += width - sum(cells)
        return cells


def lying(part: float, width: int, look: str) -> Run:
    """Draw a share from 0 to 1 as a lying bar, to the eighth of a cell."""
    eighths = max(0, min(width * 8, round(part * width * 8)))
    whole, rest = divmod(eighths, 8)
    return (cut("█" * whole + (" ▏▎▍▌▋▊▉"[rest] if rest else ""), width).ljust(width), look)
