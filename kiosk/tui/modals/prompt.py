"""Prompt: key a few words or a number, by keyboard, by touch, or by a few keys that mark letters and take them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input
from textual.widgets.input import Selection

from kiosk.tui.modals.choose import Question
from kiosk.tui.modals.modal import Modal
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, fit, wrap
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.words import _
from kiosk.work.text.text import LINE_LENGTH, harmless

LETTERS = ("qwertyuiop", "asdfghjkl'", "zxcvbnm,.-")
FIGURES = ("1234567890", ".,-")

SCALE_KEY = "/"
"""Puts the other unit behind a number, and takes it away."""


class HarmlessInput(Input):
    """A field in which a paste or a scanner can put nothing that steers the terminal, not even while it is shown."""

    was_cut = False
    """Whether the last paste had more than there is room for."""
    submitted: Callable[[str], None] | None = None
    """Takes what was keyed at Enter, in the same breath."""
    scale = ""
    """The other unit a number can be keyed in."""

    def __init__(self, value: str, longest: int, *, select_on_focus: bool = True) -> None:
        """Begin with a value; no more than `longest` characters go in."""
        super().__init__(value, max_length=longest, select_on_focus=False, id="field")
        if select_on_focus:  # here, so that a key that comes before the focus is told of is not selected away
            self.selection = Selection(0, len(value))

    @property
    def longest(self) -> int:
        """How many characters have room."""
        return self.max_length or LINE_LENGTH

    async def action_submit(self) -> None:
        """Hand on what was keyed."""
        if self.submitted is not None:
            self.submitted(self.value)

    def insert_text_at_cursor(self, text: str) -> None:
        """Put signs in; the key of the other unit puts that behind the number, or takes it away."""
        if not self._turned(text):
            super().insert_text_at_cursor(text)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put signs in the place of others, as `insert_text_at_cursor` does."""
        if not self._turned(text):
            super().replace(text, start, end)

    def _turned(self, text: str) -> bool:
        if text != SCALE_KEY or not self.scale:
            return False
        plain = self.value.removesuffix(self.scale).rstrip()
        self.value = plain if plain != self.value else f"{plain} {self.scale}"
        self.cursor_position = len(self.value)
        return True

    def validate_value(self, value: str) -> str:
        """Drop what steers; what is read stays as it is typed."""
        return harmless(value, self.longest)

    def _on_paste(self, event: events.Paste) -> None:
        """Put a paste in as one line, as much of it as there is room for."""
        words = " ".join(harmless(event.text, len(event.text)).split())
        room = self.longest - len(self.value) + len(self.selected_text)
        self.was_cut = len(words) > room
        self.replace(words[:room], *self.selection)
        event.stop()
        event.prevent_default()


class About(Drawn):
    """Three lines below the question, quietly; what is wrong with what was keyed stands before them."""

    GROUND = "on raised"
    DEFAULT_CSS = "About { height: 3; }"

    def __init__(self, words: str) -> None:
        """Say these words, as many as there is room for."""
        super().__init__()
        self._words = words
        self.refusal = ""

    def refuse(self, words: str) -> None:
        """Say what is wrong with what was keyed."""
        self.refusal = words
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the words."""
        wrong = wrap(f"■ {self.refusal}", width - 2) if self.refusal else []
        lines = [*((line, "bad bold") for line in wrong), *((line, "quiet") for line in wrap(self._words, width - 2))]
        drawn = (fit(((f" {line}", f"{look} {self.GROUND}"),), width, self.GROUND) for line, look in lines[:height])
        return Drawing(tuple(drawn))


class Room(Drawn):
    """The row below a field, which says when it is full: what is keyed then goes nowhere."""

    GROUND = "on key"
    DEFAULT_CSS = "Room { height: 1; }"
    words = ""

    def show(self, field: HarmlessInput) -> None:
        """Say that there is no more room; nothing while there is."""
        full = len(field.value) >= field.longest
        cut = _("{most} of {most}: no more room, the rest of the paste is left out", most=field.longest)
        said = cut if field.was_cut else _("{most} of {most}: no more room", most=field.longest)
        field.was_cut = field.was_cut and full
        self.words = said if full else ""
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the row."""
        return Drawing((fit(((f"  {self.words}", f"warn bold {self.GROUND}"),), width, self.GROUND),))


class Prompt(Modal[str]):
    """Answers what was keyed, or None when the worker went back."""

    DEFAULT_CSS = """
    Prompt { align: center middle; background: $background 70%; }
    Prompt > Vertical { width: 90%; max-width: 64; height: auto; background: $surface; padding: 0 2; }
    Prompt #question { margin-top: 1; height: auto; max-height: 3; }
    Prompt Input, Prompt Input:focus { background: $panel; border: none; height: 2; padding: 1 2 0 2; }
    Prompt #pad { height: 9; }
    Prompt #answers { height: 3; }
    Prompt.-figures #pad { height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        Binding("pageup", "mark(-10)", show=False),
        Binding("pagedown", "mark(10)", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        question: str,
        value: str = "",
        *,
        figures: bool = False,
        about: str = "",
        longest: int = LINE_LENGTH,
        refuse: Callable[[str], str] | None = None,
        scale: str = "",
    ) -> None:
        """Ask `question`, `about` below it, with `value` as it stands now; `figures` brings digits to touch.

        The field takes `longest` characters: as many as what is answered may have, so that nothing is cut afterwards.
        What `refuse` has words against stays in the field, with these words above it. `scale` is the other unit that
        a number can be keyed in.
        """
        super().__init__(classes="-figures" if figures else None)
        self._question = question
        self._value = value
        self._about = about
        self._figures = figures
        self._longest = longest
        self._refuse = refuse
        self._scale = scale
        self._capital = not figures
        """Whether the next letter touched is a capital: the first of a word."""
        self._mark = -1
        """The marked tile of pad and answers; -1 while Enter ends."""
        self._by_tile = value
        """What stood in the field when a tile was taken last: any other text was typed."""
        self._wrong = ""
        """What was refused last."""

    def compose(self) -> ComposeResult:
        """Put question, field, letters and answers below one another."""
        with Vertical():
            yield Question(id="question")
            if self._about or self._refuse:
                yield About(self._about)
            yield HarmlessInput(self._value, self._longest)
            yield Room(id="room")
            yield Tiles(id="pad")
            yield Tiles(id="answers")

    def on_mount(self) -> None:
        """Draw for the first time."""
        question = self.query_one("#question", Question)
        question.words = self._question
        question.refresh(layout=True)
        field = self.query_one(HarmlessInput)
        field.submitted, field.scale = self._submitted, self._scale
        pad, answers = self.query_one("#pad", Tiles), self.query_one("#answers", Tiles)
        for tiles in (pad, answers):
            tiles.GROUND = Question.GROUND
        pad.least = 2
        pad.columns = len(LETTERS[0])
        answers.least = 7
        self._show()

    def _tiles(self) -> tuple[list[Tile], list[Tile]]:
        """Return the letters and the answers."""
        pad = [Tile(sign, sign) for row in (FIGURES if self._figures else LETTERS) for sign in row]
        pad += [Tile(SCALE_KEY, f"{self._scale} {SCALE_KEY}")] if self._scale else []
        space = [] if self._figures else [Tile("space", _("Space"))]
        return pad, [Tile("done", _("OK ⏎"), look="main"), *space, Tile("wipe", "⌫"), Tile("back", _("Back"))]

    def _show(self) -> None:
        """Draw the tiles, the marked one as chosen."""
        pad, answers = self._tiles()
        tiles = [
            replace(tile, look="on") if place == self._mark else tile for place, tile in enumerate((*pad, *answers))
        ]
        self.query_one("#pad", Tiles).show(*tiles[: len(pad)])
        self.query_one("#answers", Tiles).show(*tiles[len(pad) :])

    def _submitted(self, value: str) -> None:
        """Answer at Enter; where a tile is marked, take that."""
        pad, answers = self._tiles()
        if self._mark < 0:
            self._answer(value.strip())
        else:
            self._take([*pad, *answers][self._mark].means)

    def _answer(self, words: str) -> None:
        """Answer what was keyed; where something is wrong with it, say so and keep it to be mended."""
        refusal = self._refuse(words) if self._refuse and words else ""
        if refusal:
            self._wrong = words
            self.query_one(About).refuse(refusal)
        else:
            self.leave(words)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Take the mark away when words are typed: Enter ends them; say when there is no more room.

        What was wrong with other words is said no more.
        """
        for room in self.query(Room):
            room.show(self.query_one(HarmlessInput))
        for about in self.query(About):
            if self.query_one(Input).value.strip() != self._wrong:
                about.refuse("")
        if self._mark >= 0 and message.value != self._by_tile:
            self._mark = -1
            self._show()

    def action_mark(self, by: int) -> None:
        """Mark another letter or answer, after the last the first."""
        pad, answers = self._tiles()
        first = min(by, 0) if self._mark < 0 else self._mark + by
        self._mark = first % len((*pad, *answers))
        self._by_tile = self.query_one(Input).value
        self._show()

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Act on a touched tile."""
        message.stop()
        self._take(message.means)

    def _take(self, means: object) -> None:
        field = self.query_one(Input)
        match means:
            case "done":
                self._answer(field.value.strip())
            case "wipe":
                field.action_delete_left()
            case "space":
                field.insert_text_at_cursor(" ")
            case "back":
                self.action_back()
            case sign:
                first = not field.value or field.value.endswith(" ")
                field.insert_text_at_cursor(str(sign).upper() if self._capital and first else str(sign))
        self._by_tile = field.value

    def action_back(self) -> None:
        """Answer nothing."""
        self.leave()
