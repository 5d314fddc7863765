"""The PIN pad: digits by keys, by touch, or by a few keys that mark a digit and take it; never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from kiosk.tui.modals.choose import Question
from kiosk.tui.modals.modal import Modal
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, fit, wrap
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.words import _
from kiosk.work.people.pin import MOST, is_badge

WIPE, DONE, BACK = "wipe", "done", "back"
COLUMNS = 3
LOW = 3
"""Lines of the dots and the words up to which no line parts them."""


class Masked(Drawn):
    """A dot for each digit, and below them what was wrong with the last try."""

    GROUND = "on raised"
    DEFAULT_CSS = "Masked { height: 4; }"
    count = 0
    wrong = ""

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the dots large, and the words below."""
        dots = "  ".join("●" * self.count) or "–"
        said = wrap(self.wrong, width - 2)[:2]
        gap = [""] if height > LOW else []
        lines = [f" {dots}", *gap, *(f" {line}" for line in said)]
        looks = ["accent bold", *("text" for _line in gap), "bad bold", "bad bold"]
        return Drawing(
            tuple(
                fit(((line, f"{look} {self.GROUND}"),), width, self.GROUND)
                for line, look in zip(lines, looks, strict=False)
            )
        )


class PinPad(Modal[str]):
    """Answers the digits that were keyed, or the badge that was scanned instead; None when the worker went back."""

    DEFAULT_CSS = """
    PinPad { align: center middle; background: $background 70%; }
    PinPad > Vertical { width: 90%; max-width: 44; height: auto; max-height: 100%; background: $surface; padding: 0 2; }
    PinPad Question { margin-top: 1; }
    PinPad Tiles { height: 15; margin-top: 0; }
    PinPad.-low Tiles { height: 9; }
    PinPad.-low Masked { height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
        Binding("enter", "done", show=False),
        Binding("space", "pick", show=False),
        Binding("backspace,delete", "wipe", show=False),
        Binding("escape", "back", show=False),
        Binding("up", f"move(-{COLUMNS})", show=False),
        Binding("down", f"move({COLUMNS})", show=False),
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
    ]

    def __init__(self, question: str, wrong: Callable[[], str] = str) -> None:
        """Ask `question`; `wrong` says what became of the last try, and is asked each second."""
        super().__init__()
        self._question = question
        self._wrong = wrong
        self._digits = ""
        self._mark = -1

    def compose(self) -> ComposeResult:
        """Put the question, the dots and the digits below one another."""
        with Vertical():
            yield Question(id="question")
            yield Masked(id="masked")
            yield Tiles(id="pad")

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.query_one(Question).words = self._question
        tiles = self.query_one(Tiles)
        tiles.GROUND = Question.GROUND
        tiles.least, tiles.columns = 8, COLUMNS
        self._show()

    def _tiles(self) -> list[Tile]:
        digits = [Tile(digit, digit) for digit in "1234567890"]
        last = [Tile(WIPE, "⌫"), digits.pop(), Tile(DONE, _("OK ⏎"), look="main"), Tile(BACK, _("Back"))]
        return [*digits, *last]

    def _show(self) -> None:
        tiles = self._tiles()
        if self._mark >= 0:
            tiles[self._mark] = replace(tiles[self._mark], look="on")
        self.query_one(Tiles).show(*tiles)
        masked = self.query_one(Masked)
        masked.count, masked.wrong = len(self._digits), self._wrong()
        masked.redraw()

    def count_on(self) -> None:
        """Say how long a wait still lasts."""
        self._show()

    def take_scan(self, text: str) -> bool:
        """Answer a badge; digits that came as fast as a scanner's are digits all the same."""
        if is_badge(text):
            self.leave(text)
        elif text.isascii() and text.isdigit():
            self._key(text)
        return True

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Act on a touched tile."""
        message.stop()
        self._take(str(message.means))

    def _take(self, means: str) -> None:
        match means:
            case "wipe":
                self.action_wipe()
            case "done":
                self._answer()
            case "back":
                self.action_back()
            case digit:
                self._key(digit)

    def _key(self, digits: str) -> None:
        self._digits = (self._digits + digits)[:MOST]
        self._show()

    def action_digit(self, digit: int) -> None:
        """Key a digit; a mark goes, since Enter ends what is keyed."""
        self._mark = -1
        self._key(str(digit))

    def action_wipe(self) -> None:
        """Take the last digit back."""
        self._digits = self._digits[:-1]
        self._show()

    def action_move(self, by: int) -> None:
        """Mark another digit or answer."""
        self._mark = max(0, min(len(self._tiles()) - 1, self._mark + by if self._mark >= 0 else 0))
        self._show()

    def action_pick(self) -> None:
        """Take what is marked."""
        if self._mark >= 0:
            self._take(str(self._tiles()[self._mark].means))

    def action_done(self) -> None:
        """Answer the digits; where one is marked, take that."""
        if self._mark >= 0:
            self.action_pick()
        else:
            self._answer()

    def _answer(self) -> None:
        """Answer the digits; none are no try, so that leaning on Enter locks nobody out."""
        if self._digits:
            self.leave(self._digits)

    def action_back(self) -> None:
        """Answer nothing."""
        self.leave()
