"""The top line: where you are, who you are, how the news is, and the time."""

from __future__ import annotations

from msgspec import Struct

from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Run, spread
from kiosk.words import _

FRESH = 2_000
"""Milliseconds without a word from the journal that still count as live; it is asked every second."""


class HeaderFacts(Struct, frozen=True):
    """What the header says."""

    place: str
    """The station or screen, in a badge."""
    facts: tuple[str, ...] = ()
    """Said from left to right while there is room."""
    silence: int = 0
    """Milliseconds since the journal last answered."""
    trouble: bool = False
    clock: str = ""
    """Local time of day."""
    banner: Line = ()
    """Said loudly right beside the badge."""


class Header(Drawn):
    """One line at the top of every screen."""

    GROUND = "on raised"
    DEFAULT_CSS = "Header { height: 1; }"
    facts = HeaderFacts("")

    def show(self, facts: HeaderFacts) -> None:
        """Say something else."""
        if facts != self.facts:
            self.facts = facts
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the badge, the facts that fit, and the right end, which always fits."""
        facts = self.facts
        seconds = facts.silence // 1000
        deaf = facts.trouble or facts.silence > FRESH
        news: Run = (
            (f"○ {_('no news for {seconds} s', seconds=seconds)}", "bad bold on raised")
            if deaf
            else (f"● {_('live')}", "good on raised")
        )
        right: list[Run] = [news, (f"  {facts.clock} ", "quiet on raised")]
        left: list[Run] = [(f" {facts.place.upper()} ", "ink bold on accent")]
        left += [(" ", "on raised"), *facts.banner] if facts.banner else []
        left += [(f"  {fact}", "text on raised") for fact in facts.facts if fact]
        return Drawing((spread(left, right, width, self.GROUND),))
