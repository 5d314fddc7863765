"""Prompt: key a few words or a number."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from kiosk.tui.draw import Drawn
from kiosk.tui.modals.choose import Question
from kiosk.tui.widgets.tiles import Tile, Tiles

LONGEST = 200
"""Characters that can be keyed; the counter cuts further where a field is shorter."""


class Prompt(ModalScreen[str | None]):
    """Answers what was keyed, or None when the worker went back; figures can be touched."""

    DEFAULT_CSS = """
    Prompt { align: center middle; background: $background 70%; }
    Prompt > Vertical { width: 90%; max-width: 64; height: auto; background: $surface; padding: 1 2; }
    Prompt Input { margin: 1 0; background: $panel; border: none; height: 3; padding: 1 2; }
    Prompt Tiles { height: 3; }
    Prompt.-figures Tiles { height: 15; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    AUTO_FOCUS = "Input"

    def __init__(self, question: str, value: str = "", *, figures: bool = False) -> None:
        """Ask `question` with `value` as it stands now; `figures` brings the digit pad."""
        super().__init__(classes="-figures" if figures else None)
        self._question = question
        self._value = value
        self._figures = figures

    def compose(self) -> ComposeResult:
        """Put question, field and tiles below one another."""
        with Vertical():
            yield Question(id="question")
            yield Input(self._value, max_length=LONGEST, id="field")
            yield Tiles(id="answers")

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.query_one("#question", Question).words = self._question
        tiles = self.query_one(Tiles)
        tiles.GROUND = Question.GROUND
        pad = [Tile(sign, sign) for sign in "123456789.0-"] if self._figures else []
        if self._figures:
            tiles.least = 16
        tiles.show(*pad, Tile("done", "Done ⏎", "", "", "main"), Tile("wipe", "Wipe"), Tile("back", "Back"))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Answer at Enter."""
        self.dismiss(message.value.strip())

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Act on a touched tile."""
        message.stop()
        field = self.query_one(Input)
        match message.means:
            case "done":
                self.dismiss(field.value.strip())
            case "wipe":
                field.value = ""
            case "back":
                self.action_back()
            case sign:
                field.insert_text_at_cursor(str(sign))

    def action_back(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
