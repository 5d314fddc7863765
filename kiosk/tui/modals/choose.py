"""Choose: a question with numbered tiles, answered by a digit, a touch, or arrows and Enter."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size

from kiosk.tui.modals.modal import Modal
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, fit, wrap
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.words import _

LONG = 26
"""Characters of a label, or of what stands below it, from which tiles are made wide."""

WIDE = 32

FEW = 4
"""Offers up to which a long question is read whole: there is room below it."""

PAGE = 9
"""One tile a digit; 0 turns the page."""


class Offer(Struct, frozen=True):
    """One answer."""

    means: object
    label: str
    detail: str = ""


class Question(Drawn):
    """The words above the tiles: one line, or as many as they need where there is room for them."""

    GROUND = "on raised"
    DEFAULT_CSS = "Question { height: 1; }"
    words = ""

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the question; what there is no line for is cut at the end of the last one."""
        lines = wrap(self.words, width - 2)
        lines = [*lines[: height - 1], " ".join(lines[height - 1 :])]
        return Drawing(tuple(fit(((f" {line}", "strong bold on raised"),), width, self.GROUND) for line in lines))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the lines the words need."""
        return max(1, len(wrap(self.words, width - 2)))


class Choose(Modal[tuple[object, ...]]):
    """Answers a tuple of what the chosen offers mean, or None when the worker went back."""

    DEFAULT_CSS = """
    Choose { align: center middle; background: $background 70%; }
    Choose > Vertical { width: 90%; max-width: 84; height: 90%; max-height: 22; background: $surface; padding: 1 2; }
    Choose Tiles { margin-top: 1; }
    Choose.-few Question { height: auto; max-height: 5; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)),
        Binding("0,right", "page", show=False),
        Binding("enter", "done", show=False),
        Binding("space", "pick", show=False),
        Binding("escape,backspace", "back", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    def __init__(
        self,
        question: str,
        offers: tuple[Offer, ...],
        *,
        many: bool = False,
        chosen: frozenset[object] = frozenset(),
        ends: object = None,
    ) -> None:
        """Ask `question`; `many` lets several be chosen, beginning with `chosen`, until Enter.

        What `ends` it is answered as soon as it is chosen, with all that was chosen before: it asks for more.
        """
        super().__init__(classes="-few" if len(offers) <= FEW else None)
        self._question = question
        self._offers = offers
        self._many = many
        self._chosen = set(chosen)
        self._ends = ends
        self._first = 0
        self._cursor = -1

    def compose(self) -> ComposeResult:
        """Put the question above its tiles."""
        with Vertical():
            yield Question(id="question")
            yield Tiles(id="offers")

    def on_mount(self) -> None:
        """Draw for the first time."""
        question = self.query_one("#question", Question)
        question.words = self._question
        question.refresh(layout=True)
        tiles = self.query_one(Tiles)
        tiles.GROUND = Question.GROUND
        if max((max(len(offer.label), len(offer.detail)) for offer in self._offers), default=0) > LONG:
            tiles.least = WIDE
        self._show()

    def _page(self) -> tuple[Offer, ...]:
        return self._offers[self._first : self._first + PAGE]

    def _show(self) -> None:
        tiles = [
            Tile(place, f"✔ {offer.label}", str(place + 1), offer.detail, "on")
            if offer.means in self._chosen
            else Tile(place, offer.label, str(place + 1), offer.detail)
            for place, offer in enumerate(self._page())
        ]
        if 0 <= self._cursor < len(tiles) and not self._many:
            tiles[self._cursor] = replace(tiles[self._cursor], look="on")
        elif 0 <= self._cursor < len(tiles):
            tiles[self._cursor] = replace(tiles[self._cursor], detail=_("Space chooses"))
        if len(self._offers) > PAGE:
            tiles.append(Tile("page", _("More"), "0"))
        if self._many:
            tiles.append(Tile("done", _("Done ⏎"), "", "", "main"))
        tiles.append(Tile("back", _("Back ⌫")))
        self.query_one(Tiles).show(*tiles)

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Act on a touched tile."""
        message.stop()
        match message.means:
            case int(place):
                self._take(place)
            case "page":
                self.action_page()
            case "done":
                self._answer()
            case _:
                self.action_back()

    def action_digit(self, digit: int) -> None:
        """Choose by digit."""
        self._take(digit - 1)

    def _take(self, place: int) -> None:
        page = self._page()
        if place >= len(page):
            return
        means = page[place].means
        if not self._many:
            self.leave((means,))
            return
        self._chosen ^= {means}
        if means == self._ends and means in self._chosen:
            self._answer()
        else:
            self._show()

    def _answer(self) -> None:
        """Answer what is chosen."""
        self.leave(tuple(offer.means for offer in self._offers if offer.means in self._chosen))

    def action_page(self) -> None:
        """Turn to the next nine, after the last to the first."""
        if len(self._offers) > PAGE:
            self._first = self._first + PAGE if self._first + PAGE < len(self._offers) else 0
            self._cursor = -1
            self._show()

    def action_move(self, by: int) -> None:
        """Move the mark."""
        self._cursor = max(0, min(len(self._page()) - 1, self._cursor + by))
        self._show()

    def action_done(self) -> None:
        """Take the marked tile; where many are chosen, end."""
        if self._many:
            self._answer()
        else:
            self.action_pick()

    def action_pick(self) -> None:
        """Take the marked tile."""
        if self._cursor >= 0:
            self._take(self._cursor)

    def action_back(self) -> None:
        """Answer nothing."""
        self.leave()
