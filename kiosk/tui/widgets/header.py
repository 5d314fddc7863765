"""The top line of every screen."""

from __future__ import annotations

from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.header_facts import GROUND, HeaderFacts
from kiosk.tui.widgets.lines import Drawing


class Header(Drawn):
    """One line, drawn from what it says."""

    GROUND = GROUND
    DEFAULT_CSS = "Header { height: 1; }"
    facts = HeaderFacts("")

    def show(self, facts: HeaderFacts) -> None:
        """Say something else."""
        if facts != self.facts:
            self.facts = facts
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the one line."""
        return Drawing((self.facts.line(width),))
