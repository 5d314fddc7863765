"""Above the keys: what was refused and why, what is wrong, what just happened.

A sentence that needs more lines than are kept for it lies over what stands above while it is said, so that nothing of
it is cut and nothing below a finger moves.
"""

from __future__ import annotations

from typing import Literal

from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, fit, wrap

Tone = Literal["good", "warn", "bad"]
SIGN: dict[Tone, str] = {"good": "✔", "warn": "▲", "bad": "■"}
INDENT = " ■  "
"""The columns a sentence leaves free."""


class NoticeLine(Drawn):
    """The place kept for the notice, also when it is silent."""

    DEFAULT_CSS = "NoticeLine { height: 1; }"

    def draw(self, width: int, height: int) -> Drawing:
        """Draw nothing: the notice lies over it."""
        return Drawing()


class Notice(Drawn):
    """Lies over its place, and over some rows above it while it says more than that holds."""

    DEFAULT_CSS = "Notice { layer: above; dock: bottom; height: 1; offset: 0 -3; }"
    MOST = 4
    """Rows of a passing sentence."""
    words = ""
    tone: Tone = "good"
    standing = ""
    """What is wrong as long as it lasts; shown whenever nothing newer is said."""

    def say(self, words: str, tone: Tone = "warn") -> None:
        """Say something until `hush`."""
        self.words, self.tone = words, tone
        self._show()

    def hush(self) -> None:
        """Take the passing words back."""
        if self.words:
            self.words = ""
            self._show()

    def stand(self, words: str) -> None:
        """Keep saying what is wrong; empty when all is well."""
        if words != self.standing:
            self.standing = words
            self._show()

    def on_click(self) -> None:
        """Uncover what lies below where a finger says that it was read."""
        self.hush()

    def on_resize(self) -> None:
        """Take as many rows as the words need at the new width."""
        self._show()
        super().on_resize()

    def _show(self) -> None:
        """Take the rows the words need: passing ones over what stands above, standing ones only their own place."""
        kept = self.screen.query_one(NoticeLine).size.height or 1
        needs = len(wrap(self.words, self.size.width - len(INDENT))) if self.words else kept
        rows = max(kept, min(needs, self.MOST))
        if self.styles.height is None or self.styles.height.value != rows:  # else all would be laid out again
            self.styles.height = rows
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the passing words, or else the standing ones."""
        words, tone = (self.words, self.tone) if self.words else (self.standing, "bad")
        if not words:
            return Drawing()
        lines = wrap(words, width - len(INDENT))
        if len(lines) > height:
            lines[height - 1 :] = [" ".join(lines[height - 1 :])]
        signs = [f" {SIGN[tone]} ", *["   "] * len(lines)]
        return Drawing(
            tuple(fit(((sign + line, f"{tone} bold"),), width) for sign, line in zip(signs, lines, strict=False))
        )
