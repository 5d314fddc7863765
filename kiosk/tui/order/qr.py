"""A QR code on the screen: half blocks in plain black and white, whatever the theme."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from kiosk.tui.widgets.lines import cut
from kiosk.tui.widgets.theme import style
from kiosk.words import _

QUIET = 4
"""Light modules around the code as it comes."""

LEAST_QUIET = 2
"""Fewer are not read reliably: 0 fails, 1 and 2 were read as well as 4."""

_CELLS = {
    (top, bottom): Segment(
        "▀", Style(color="#000000" if top else "#ffffff", bgcolor="#000000" if bottom else "#ffffff")
    )
    for top in (True, False)
    for bottom in (True, False)
}


class QrCode(Widget):
    """Draws modules two to a cell, with as much of the quiet zone as there is room for."""

    DEFAULT_CSS = "QrCode { width: 41; height: 1fr; }"

    def __init__(self, modules: tuple[tuple[bool, ...], ...]) -> None:
        """Draw these modules; True is dark."""
        super().__init__(id="qr")
        self._modules = modules

    def rows_for(self, quiet: int) -> int:
        """Return the rows of cells the code takes with so wide a quiet zone."""
        return (len(self._modules) - 2 * (QUIET - quiet) + 1) // 2

    def _trimmed(self) -> tuple[tuple[bool, ...], ...]:
        """Take quiet rows and columns away until the code fits."""
        width, height = self.size
        for quiet in range(QUIET, LEAST_QUIET - 1, -1):
            off = QUIET - quiet
            if self.rows_for(quiet) <= height and len(self._modules) - 2 * off <= width:
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
        if 2 * y >= len(rows):
            return Strip.blank(width, style(theme, ""))
        top = rows[2 * y]
        bottom = rows[2 * y + 1] if 2 * y + 1 < len(rows) else (False,) * len(top)
        cells = [_CELLS[pair] for pair in zip(top, bottom, strict=True)]
        return Strip([*cells, Segment(" " * (width - len(cells)), style(theme, ""))], width)
