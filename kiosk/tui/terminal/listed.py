"""Screens with something marked, and those that are one long table: moved by arrows, wheel, pages and fingers."""

from __future__ import annotations

from textual.widget import Widget

from kiosk.tui.terminal.screen import CounterScreen
from kiosk.tui.widgets.listing import Listing


class Moving(CounterScreen):
    """A screen with something marked; subclasses say how the mark moves."""

    def _move(self, by: int) -> None:
        """Move the mark so many places down."""

    def on_mouse_scroll_down(self) -> None:
        """Go down."""
        self._move(1)

    def on_mouse_scroll_up(self) -> None:
        """Go up."""
        self._move(-1)

    def action_up(self) -> None:
        """Mark the one above."""
        self._move(-1)

    def action_down(self) -> None:
        """Mark the one below."""
        self._move(1)


class Listed(Moving):
    """Moves the mark; subclasses fill the table, say what stands above it, and what DONE does with the marked row."""

    def tick(self) -> None:
        """Keep the header's clock right, unless the screen was left."""
        if self.is_attached:
            super().tick()

    @property
    def _list(self) -> Listing:
        return self.query_one(Listing)

    def _head(self) -> None:
        """Say where the mark is."""

    def _move(self, by: int) -> None:
        self.hush()
        self._list.move(by)
        self._head()

    async def touched(self, drawn: Widget, means: object) -> None:
        """Choose the row that is touched; touched again it is what DONE means."""
        if not isinstance(means, int):
            return
        if means == self._list.chosen:
            self.action_done()
        else:
            self._move(means - self._list.chosen)

    def action_done(self) -> None:
        """Do what the marked row is for."""

    def action_left(self) -> None:
        """Go a page up."""
        self._move(-self._list.page)

    def action_right(self) -> None:
        """Go a page down."""
        self._move(self._list.page)

    def action_undo(self) -> None:
        """Go back to the numbers."""
        self.action_home()
