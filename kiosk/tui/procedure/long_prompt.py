"""LongPrompt: key a line or a paragraph; all of it is shown below, wrapped, with what it comes to."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from kiosk.tui.modals.choose import Choose, Offer, Question
from kiosk.tui.modals.prompt import HarmlessInput, Prompt
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Sheet, wrap
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.words import _

Tell = Callable[[str], tuple[str, str]]
"""Says of what is keyed what it comes to, and in which look."""

CURSOR = "▏"


LONGEST = 2000
"""Characters of a paragraph; what a line has room for is told below it."""


class Whole(Drawn):
    """The keyed words, wrapped, with the place where one types; below them what they come to."""

    GROUND = "on raised"
    DEFAULT_CSS = "Whole { height: 8; }"
    words = ""
    place = 0
    told = ("", "")

    def show(self, words: str, place: int, told: tuple[str, str]) -> None:
        """Show other words."""
        self.words, self.place, self.told = words, place, told
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the lines around the place where one types, and what is told."""
        sheet = Sheet(width)
        told = wrap(self.told[0], width - 2)[: height // 2]
        room = height - len(told)
        lines = wrap(f"{self.words[: self.place]}{CURSOR}{self.words[self.place :]}", width - 2)
        here = next((number for number, line in enumerate(lines) if CURSOR in line), 0)
        first = max(0, min(here - room // 2, len(lines) - room))
        for line in lines[first : first + room]:
            before, cursor, after = line.partition(CURSOR)
            look = f"text {self.GROUND}"
            sheet.add((f" {before}", look), (cursor, f"accent bold {self.GROUND}"), (after, look))
        for _line in range(room - len(sheet.lines)):
            sheet.add()
        for line in told:
            sheet.add((f" {line}", f"{self.told[1] or 'quiet'} {self.GROUND}"))
        return sheet.done()


class LongPrompt(Prompt):
    """A prompt for words that are longer than its field; digits and variables can be touched too."""

    DEFAULT_CSS = """
    LongPrompt > Vertical { max-width: 100; }
    LongPrompt #question { height: 1; }
    LongPrompt Input, LongPrompt Input:focus { height: 3; padding: 1 2; }
    LongPrompt.-low Whole { height: 6; }
    LongPrompt.-low #pad { height: 6; }
    LongPrompt.-low Input, LongPrompt.-low Input:focus { height: 1; padding: 0 1; }
    """

    def __init__(self, question: str, value: str, tell: Tell, variables: tuple[str, ...] = ()) -> None:
        """Ask `question`, with `value` as it stands; `tell` says what comes of it, `variables` can be put in."""
        super().__init__(question, value)
        self._tell = tell
        self._variables = variables
        self._capital = not value

    def compose(self) -> ComposeResult:
        """Put question, field, the whole of it, letters and answers below one another."""
        with Vertical():
            yield Question(id="question")
            yield HarmlessInput(self._value, LONGEST, select_on_focus=False)
            yield Whole(id="whole")
            yield Tiles(id="pad")
            yield Tiles(id="answers")

    def on_mount(self) -> None:
        """Show the whole of it, wherever one types."""
        self.watch(self.query_one(Input), "selection", self._whole)

    def _whole(self) -> None:
        field = self.query_one(Input)
        self.query_one(Whole).show(field.value, field.cursor_position, self._tell(field.value.strip()))

    def on_input_changed(self, _message: Input.Changed) -> None:
        """Show what is keyed, and what it comes to."""
        self._whole()

    def _tiles(self) -> tuple[list[Tile], list[Tile]]:
        """Return the letters or the digits, and the answers."""
        pad, answers = super()._tiles()
        space = [] if not self._figures else [Tile("space", _("Space"))]
        braces = [Tile("variables", "{…}")] if self._variables else []
        return pad, [*answers[:-1], *space, Tile("figures", "abc" if self._figures else "123"), *braces, answers[-1]]

    def _take(self, means: object) -> None:
        if means == "figures":
            self._figures = not self._figures
            self._mark = -1
            self._show()
        elif means == "variables":
            offers = tuple(Offer(name, f"{{{name}}}") for name in self._variables)
            choose = Choose(_("What shall be filled in?"), offers)
            choose.then = self._put
            self.app.push_screen(choose)
        else:
            super()._take(means)

    def _put(self, chosen: tuple[object, ...] | None) -> None:
        if chosen:
            self.query_one(Input).insert_text_at_cursor(f"{{{chosen[0]}}}")
