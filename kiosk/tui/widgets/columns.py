"""Columns of a table: as wide as what stands in them, the least needed left out where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len

from kiosk.tui.widgets.lines import Line, Run, fit, width_of
from kiosk.words import _

WIDEST_GAP = 3
LEAST_GROWN = 10
"""Signs that the growing column has at least, where the others can give way."""


class Column(Struct, frozen=True):
    """One column."""

    title: str
    right: bool = True
    """Whether it stands at the right, as figures do."""
    rank: int = 0
    """The highest is the first to be left out; 0 never is."""
    grow: bool = False
    """Whether it takes what the others leave, and is cut where that is too little."""
    needs: int = 10
    """Of one that may be left out: what the growing column must have left for it to stand there."""


class Row(Struct, frozen=True):
    """One row of cells, and what it stands for."""

    means: tuple[str, ...]
    cells: tuple[Line, ...]


def cell(words: str, look: str = "text") -> Line:
    """Return a cell of a row."""
    return ((words, look),)


class ColumnLayout(Struct, frozen=True):
    """Where each column stands: a width for each, 0 for one that is left out."""

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: int

    def line(self, cells: Sequence[Line], ground: str) -> Line:
        """Write one row on a ground."""
        runs: list[Run] = []
        for column, width, cell in zip(self.columns, self.widths, cells, strict=True):
            if not width:
                continue
            if runs:
                runs.append((" " * self.gap, ground))
            shown = fit([(text, grounded(words, ground)) for text, words in cell], min(width, width_of(cell)), ground)
            space: Run = (" " * (width - width_of(shown)), ground)
            runs += [space, *shown] if column.right else [*shown, space]
        return tuple(runs)

    def head(self, look: str, more: Line = ()) -> Line:
        """Write the titles, with `more` beside that of the growing column."""
        return self.line([((_(column.title), look), *(more if column.grow else ())) for column in self.columns], "")


def grounded(words: str, ground: str) -> str:
    """Put a ground behind style words that name none."""
    return words if " on " in f" {words}" else f"{words} {ground}".strip()


def layout(columns: tuple[Column, ...], rows: Sequence[Row], width: int) -> ColumnLayout:
    """Measure the columns for a width; spare room widens the gaps before it is left over at the right."""
    natural = [
        max([cell_len(_(column.title)), *(width_of(row.cells[place]) for row in rows)])
        for place, column in enumerate(columns)
    ]
    out: set[int] = set()
    while True:
        shown = [place for place in range(len(columns)) if place not in out]
        fixed = sum(natural[place] for place in shown if not columns[place].grow) + len(shown) - 1
        growing = sum(natural[place] for place in shown if columns[place].grow)
        optional = [place for place in shown if columns[place].rank]
        needed = max((min(growing, columns[place].needs) for place in optional), default=0)
        if width - fixed >= needed or not optional:
            break
        out.add(max(optional, key=lambda place: columns[place].rank))
    over = fixed + min(growing, LEAST_GROWN) - width
    if over > 0 and (firm := [place for place in shown if not columns[place].grow]):
        # Nothing is left that could go: the widest gives way.
        widest = max(firm, key=natural.__getitem__)
        cut = min(over, natural[widest] - 1)
        natural[widest], fixed = natural[widest] - cut, fixed - cut
    spare = max(0, width - fixed - growing)
    gap = 1 + min(WIDEST_GAP - 1, spare // max(1, len(shown) - 1))
    room = max(0, width - fixed - (gap - 1) * (len(shown) - 1))
    widths = [
        0 if place in out else min(natural[place], room) if column.grow else natural[place]
        for place, column in enumerate(columns)
    ]
    return ColumnLayout(columns, tuple(widths), gap)
