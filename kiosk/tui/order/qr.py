"""A QR code on the screen: plain black and white, whatever the theme; half blocks, or spaces where there are none."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.tui.widgets.lines import cut
from kiosk.tui.widgets.theme import style
from kiosk.words import _

QUIET = 4
"""Light modules around the code as it comes."""

LEAST_QUIET = 2
"""Fewer are not read reliably: 0 fails, 1 and 2 were read as well as 4."""

NARROW = 41
"""Columns for a code of half blocks, or for a sentence."""

BESIDE = 44
"""Columns the words of the slip take beside it."""

_CELLS = {
    (top, bottom): Segment(
        "▀", Style(color="#000000" if top else "#ffffff", bgcolor="#000000" if bottom else "#ffffff")
    )
    for top in (True, False)
    for bottom in (True, False)
}


_SQUARES = {dark: Segment("  ", Style(bgcolor="#000000" if dark else "#ffffff")) for dark in (True, False)}


class QrCode(Widget):
    """Draws modules two to a cell, with as much of the quiet zone as there is room for.

    Where the terminal has no half blocks a module is two spaces: four times the room, and no sign at all.
    """

    DEFAULT_CSS = "QrCode { width: auto; height: 1fr; }"

    def __init__(self, modules: tuple[tuple[bool, ...], ...], *, squares: bool = False) -> None:
        """Draw these modules; True is dark."""
        super().__init__(id="qr")
        self._modules = modules
        self._squares = squares

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the room of squares where the slip has room beside it, else that of half blocks."""
        wide = 2 * len(self._modules)
        return wide if self._squares and wide + BESIDE <= viewport.width else NARROW

    def rows_for(self, quiet: int) -> int:
        """Return the rows of cells the code takes with so wide a quiet zone."""
        rows = len(self._modules) - 2 * (QUIET - quiet)
        return rows if self._squares else (rows + 1) // 2

    def _trimmed(self) -> tuple[tuple[bool, ...], ...]:
        """Take quiet rows and columns away until the code fits."""
        width, height = self.size
        for quiet in range(QUIET, LEAST_QUIET - 1, -1):
            off = QUIET - quiet
            if self.rows_for(quiet) <= height and (len(self._modules) - 2 * off) * (1 + self._squares) <= width:
                rows = self._modules[off : len(self._modules) - off]
                return tuple(row[off : len(row) - off] for row in rows)
        return ()

    def render_line(self, y: int) -> Strip:
        """Return one line of cells, or a word where there is no room for the code."""
        theme, width = self.app.theme, self.size.width
        rows = self._trimmed()
        if not rows:
            words = _("No room for the QR code here.") if y == 0 else ""
            return Strip([Segment(cut(words, width).ljust(width), style(theme, "quiet"))], width)
        step = 1 if self._squares else 2
        if step * y >= len(rows):
            return Strip.blank(width, style(theme, ""))
        top = rows[step * y]
        if self._squares:
            cells = [_SQUARES[dark] for dark in top]
        else:
            bottom = rows[2 * y + 1] if 2 * y + 1 < len(rows) else (False,) * len(top)
            cells = [_CELLS[pair] for pair in zip(top, bottom, strict=True)]
        used = len(cells) * (1 + self._squares)
        return Strip([*cells, Segment(" " * (width - used), style(theme, ""))], width)
