"""What is missing of an order while one of its tickets is open: one line above that ticket."""

from __future__ import annotations

from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, fit
from kiosk.words import _


class Missing(Drawn):
    """Takes no room while nothing is missing."""

    DEFAULT_CSS = "Missing { height: 1; display: none; padding: 0 1; }"
    words = ""

    def show(self, words: str) -> None:
        """Say what is missing, or nothing."""
        if words != self.words:
            self.words = words
            self.display = bool(words)
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw it."""
        return Drawing((fit(((f" {_('missing:')} ", "warn bold"), (self.words, "warn")), width),))
