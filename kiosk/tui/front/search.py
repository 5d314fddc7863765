"""What is looked for on a menu, and how many are wanted: typed, instead of turned to or counted up."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from kiosk.tui.basket.order_entry import Match, OrderEntry
from kiosk.tui.modals.choose import Question
from kiosk.tui.modals.modal import Modal
from kiosk.tui.modals.prompt import LETTERS, HarmlessInput
from kiosk.tui.station.desk import Desk
from kiosk.tui.terminal.ask import Ask
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.tiles import OUT, Tile, Tiles
from kiosk.words import _
from kiosk.work.order.line import MOST_OF_ONE

MOST_SHOWN = 6
"""Matches that are shown at once: what is not among them wants one letter more."""

LONGEST_TYPED = 60


async def ask_match(desk: Desk, ask: Ask, draft: OrderEntry) -> Match | None:
    """Ask what is looked for: an item, or a choice of the open one."""
    keyed, price = draft.keyed, desk.counter.playbook.price
    words = (
        _("Find a choice of {name}", name=draft.menu.item[keyed.item].name) if keyed else _("Find an item on the menu")
    )
    return await ask.own(lambda: Search(words, lambda match: price(match.price) if match.price else "", draft), Match)


async def ask_quantity(desk: Desk, ask: Ask, draft: OrderEntry) -> None:
    """Ask how many are wanted of what is open, marked or last in the basket."""
    counted = draft.counted
    if counted is None:
        desk.shows.say(_("Nothing is in the basket yet that could be counted."))
        return
    question = _("How many of {name}?", name=draft.menu.item[counted.item].name)
    words = await ask.words(question, figures=True, longest=4, refuse=_no_quantity)
    if words:
        counted.quantity = int(words)


def _no_quantity(words: str) -> str:
    """Say why words are no quantity; empty where they are one."""
    if words.isascii() and words.isdecimal() and 1 <= int(words) <= MOST_OF_ONE:
        return ""
    return _("Key a number from 1 to {most}.", most=MOST_OF_ONE)


class Search(Modal[Match]):
    """Answers the match that was chosen, or None when the worker went back; digits are letters here, as of a code."""

    DEFAULT_CSS = """
    Search { align: center middle; background: $background 70%; }
    Search > Vertical { width: 90%; max-width: 64; height: auto; background: $surface; padding: 0 2; }
    Search #question { margin-top: 1; height: 1; }
    Search Input, Search Input:focus { background: $panel; border: none; height: 2; padding: 1 2 0 2; }
    Search #matches { height: 5; margin-top: 1; }
    Search #pad { height: 6; }
    Search #answers { height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, question: str, price: Callable[[Match], str], draft: OrderEntry) -> None:
        """Look for what is typed in what an order can have now; `price` says what a match costs."""
        super().__init__()
        self._question = question
        self._price = price
        self._draft = draft
        self._matches: tuple[Match, ...] = ()
        self._mark = 0

    def compose(self) -> ComposeResult:
        """Put question, field, matches, letters and answers below one another."""
        with Vertical():
            yield Question(id="question")
            yield HarmlessInput("", LONGEST_TYPED)
            yield Tiles(id="matches")
            yield Tiles(id="pad")
            yield Tiles(id="answers")

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.query_one("#question", Question).words = self._question
        self.query_one(HarmlessInput).submitted = self._submitted
        for tiles in self.query(Tiles):
            tiles.GROUND = Question.GROUND
        pad, answers, matches = (self.query_one(name, Tiles) for name in ("#pad", "#answers", "#matches"))
        pad.least, pad.columns, answers.columns, matches.columns = 2, len(LETTERS[0]), 2, 2
        pad.show(*(Tile(sign, sign) for row in LETTERS for sign in row))
        answers.show(
            Tile("done", _("OK ⏎"), look="main"), Tile("space", _("Space")), Tile("wipe", "⌫"), Tile("back", _("Back"))
        )
        self._show()

    def _show(self) -> None:
        """Show what fits, the marked match as chosen."""
        typed = self.query_one(HarmlessInput).value
        tiles = [
            Tile(
                place,
                match.label,
                detail=_(OUT) if match.is_out else self._price(match),
                look="out" if match.is_out else "on" if place == self._mark else "plain",
            )
            for place, match in enumerate(self._matches[:MOST_SHOWN])
        ]
        nothing = [Tile("nothing", _("Nothing is called so."), look="gone")] if typed.strip() and not tiles else []
        self.query_one("#matches", Tiles).show(*tiles, *nothing)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look for what is typed now."""
        self._matches, self._mark = self._draft.matches(message.value), 0
        self._show()

    def _submitted(self, value: str) -> None:
        """Answer the marked match at Enter; keys may come faster than the field tells of them."""
        matches = self._draft.matches(value)
        self._mark = self._mark if matches == self._matches else 0
        if self._mark < len(matches):
            self.leave(matches[self._mark])

    def action_mark(self, by: int) -> None:
        """Mark another match."""
        self._mark = max(0, min(len(self._matches[:MOST_SHOWN]) - 1, self._mark + by))
        self._show()

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Act on a touched tile."""
        message.stop()
        field = self.query_one(HarmlessInput)
        match message.means:
            case int(place):
                self.leave(self._matches[place])
            case "done":
                self._submitted(field.value)
            case "wipe":
                field.action_delete_left()
            case "space":
                field.insert_text_at_cursor(" ")
            case "back":
                self.action_back()
            case "nothing":
                pass
            case sign:
                field.insert_text_at_cursor(str(sign))

    def action_back(self) -> None:
        """Answer nothing."""
        self.leave()
