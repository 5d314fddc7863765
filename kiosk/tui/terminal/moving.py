"""Moving a mark up and down, by arrows, by a wheel or by a swipe."""

from __future__ import annotations

from kiosk.tui.terminal.screen import CounterScreen


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
