"""One line above the keys: what was refused and why, what is wrong, what just happened."""

from __future__ import annotations

from typing import Literal

from kiosk.tui.draw import Drawing, Drawn, fit, wrap

Tone = Literal["good", "warn", "bad"]
SIGN: dict[Tone, str] = {"good": "✔", "warn": "▲", "bad": "■"}


class Notice(Drawn):
    """Keeps its place when it is silent, so that nothing moves."""

    DEFAULT_CSS = "Notice { height: 1; }"
    words = ""
    tone: Tone = "good"
    standing = ""
    """What is wrong as long as it lasts; shown whenever nothing newer is said."""

    def say(self, words: str, tone: Tone = "warn") -> None:
        """Say something until `hush`."""
        self.words, self.tone = words, tone
        self.redraw()

    def hush(self) -> None:
        """Take the passing words back."""
        if self.words:
            self.words = ""
            self.redraw()

    def stand(self, words: str) -> None:
        """Keep saying what is wrong; empty when all is well."""
        if words != self.standing:
            self.standing = words
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the passing words, or else the standing ones."""
        words, tone = (self.words, self.tone) if self.words else (self.standing, "bad")
        if not words:
            return Drawing()
        lines = wrap(words, width - len(" ■  "))
        if len(lines) > height:
            lines[height - 1 :] = [" ".join(lines[height - 1 :])]
        signs = [f" {SIGN[tone]} ", *["   "] * len(lines)]
        return Drawing(
            tuple(fit(((sign + line, f"{tone} bold"),), width) for sign, line in zip(signs, lines, strict=False))
        )
