"""What stands there when the terminal is smaller than the screens can be worked at."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from kiosk.tui.terminal.shape import LEAST_HEIGHT, LEAST_WIDTH
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, fit, wrap
from kiosk.words import _


class Sentence(Drawn):
    """The sentence, as wide as there is room."""

    DEFAULT_CSS = "Sentence { width: 1fr; height: 1fr; }"

    def draw(self, width: int, height: int) -> Drawing:
        """Say what size is needed and what size there is."""
        size = self.app.size
        words = _(
            "This window is {width} x {height}. The counter needs {LEAST_WIDTH} x {LEAST_HEIGHT}.",
            width=size.width,
            height=size.height,
            LEAST_WIDTH=LEAST_WIDTH,
            LEAST_HEIGHT=LEAST_HEIGHT,
        )
        return Drawing(tuple(fit(((part, "strong bold"),), width) for part in wrap(words, max(4, width))))


class TooSmall(ModalScreen[None]):
    """Goes away by itself when the window has grown, or when what came up over it is answered."""

    _leaving = False
    """Whether it is going already: it may hear twice that the window has grown."""

    def compose(self) -> ComposeResult:
        """Show the sentence."""
        yield Sentence()

    def on_resize(self) -> None:
        """Look whether it is still needed."""
        self._leave_when_grown()

    def on_screen_resume(self) -> None:
        """Look whether it is still needed."""
        self._leave_when_grown()

    def _leave_when_grown(self) -> None:
        size = self.app.size
        grown = size.width >= LEAST_WIDTH and size.height >= LEAST_HEIGHT
        if grown and self.app.screen is self and not self._leaving:
            self._leaving = True
            self.dismiss()
