"""The two lines over the menu: what is keyed, how long it takes, and what to say meanwhile."""

from __future__ import annotations

from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, spread
from kiosk.tui.widgets.words import pace_run
from kiosk.words import _
from kiosk.work.time.pace import Pace


class EntryTitle(Drawn):
    """Two lines that keep their place."""

    DEFAULT_CSS = "EntryTitle { height: 2; }"
    words = ""
    say = ""
    how = ""
    """The marks of the step's points, one sign each; empty where it is no step."""
    progress = ""
    """How far the order is, in place of what to say."""
    timer = ""
    pace: Pace = "on pace"

    def show(self, words: str, *, say: str, how: str, timer: str, pace: Pace, progress: str = "") -> None:
        """Show these."""
        self.words, self.say, self.how, self.timer, self.pace = words, say, how, timer, pace
        self.progress = progress
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the title with the timer, and the script line."""
        head = spread(((self.words, "accent bold"),), (pace_run(self.pace, self.timer),), width)
        words = f"“{self.say}”" if self.say else self.progress or _("Listen first, key second")
        points = ((f"{_('HOW')} {self.how} P", "how bold"),) if self.how else ()
        return Drawing((head, spread((("▌ ", "how"), (words, "strong")), points, width)))
