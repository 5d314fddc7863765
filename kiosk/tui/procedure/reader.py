"""A reader: one long text that scrolls."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from kiosk.tui.modals.modal import leave
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Drawing, Line
from kiosk.words import _, later

WIDEST = 92
"""Columns of text; longer lines are hard to read."""

Write = Callable[[int], list[Line]]
"""Gives the text as lines of so many columns."""


class Document(Drawn):
    """The text, as long as it needs."""

    DEFAULT_CSS = "Document { width: 1fr; padding: 0 2; }"

    def __init__(self, write: Write) -> None:
        """Show what `write` gives for the width there is."""
        super().__init__(id="document")
        self._write = write

    def draw(self, width: int, height: int) -> Drawing:
        """Write everything, and ask for as many rows as that takes."""
        lines = self._write(min(width, WIDEST))
        self.styles.height = max(len(lines), 1)
        return Drawing(tuple(lines))


class ReaderScreen(CounterScreen):
    """Reads; arrows scroll by half a page, Enter goes back to work."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("home", "done", "undo", "up", "down", digits=False)
    place = later("How")

    def __init__(self, kiosk: Terminal, about: tuple[str, ...], write: Write, badge: str = "") -> None:
        """Read a text; `about` is said in the header, `badge` before it where it is no procedure."""
        super().__init__(kiosk)
        self._badge = badge
        self._about = about
        self._write = write

    def compose_middle(self) -> ComposeResult:
        """Put the text where it scrolls."""
        with VerticalScroll(id="middle", can_focus=False):
            yield Document(self._write)

    def badge(self) -> str:
        """Name the kind of what is read."""
        return self._badge or super().badge()

    def facts(self) -> tuple[str, ...]:
        """Name what is read."""
        return self._about

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(Key("done", _("BACK"), main=True), Key("up"), Key("down"))

    def action_done(self) -> None:
        """Go back to work."""
        leave(self)

    def action_undo(self) -> None:
        """Go back to work."""
        leave(self)

    def action_home(self) -> None:
        """Go back to work."""
        leave(self)

    def action_up(self) -> None:
        """Scroll up half a page."""
        self._scroll(-1)

    def action_down(self) -> None:
        """Scroll down half a page."""
        self._scroll(1)

    def _scroll(self, by: int) -> None:
        middle = self.query_one("#middle")
        middle.scroll_relative(y=by * middle.size.height // 2, animate=False)
