"""What stands there when the terminal is smaller than the screens can be worked at."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from kiosk.tui.draw import Drawing, Drawn, fit, wrap

LEAST_WIDTH = 40
LEAST_HEIGHT = 20


class Sentence(Drawn):
    """The sentence, as wide as there is room."""

    DEFAULT_CSS = "Sentence { width: 1fr; height: 1fr; }"

    def draw(self, width: int, height: int) -> Drawing:
        """Say what size is needed and what size there is."""
        size = self.app.size
        words = f"This window is {size.width} x {size.height}. The counter needs {LEAST_WIDTH} x {LEAST_HEIGHT}."
        return Drawing(tuple(fit(((part, "strong bold"),), width) for part in wrap(words, max(4, width))))


class TooSmall(ModalScreen[None]):
    """Goes away by itself when the window grows."""

    def compose(self) -> ComposeResult:
        """Show the sentence."""
        yield Sentence()
