"""The two lines over the menu: what is keyed, how long it takes, and what to say meanwhile."""

from __future__ import annotations

from kiosk.tui.draw import Drawing, Drawn, fit, spread
from kiosk.tui.words import pace_run
from kiosk.work.pace import Pace


class EntryTitle(Drawn):
    """Two lines that keep their place."""

    DEFAULT_CSS = "EntryTitle { height: 2; }"
    words = ""
    say = ""
    timer = ""
    pace: Pace = "on pace"

    def show(self, words: str, say: str, timer: str, pace: Pace) -> None:
        """Show these."""
        self.words, self.say, self.timer, self.pace = words, say, timer, pace
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the title with the timer, and the script line."""
        head = spread(((self.words, "accent bold"),), (pace_run(self.pace, self.timer),), width)
        return Drawing((head, fit((("▌ ", "how"), (f"“{self.say}”" if self.say else "", "strong")), width)))
