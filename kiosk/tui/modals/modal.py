"""A question in front: it is answered once, and what the answer brings about is there before the next key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.message import Message
from textual.screen import ModalScreen, Screen

from kiosk.tui.widgets.draw import never_stood

T = TypeVar("T")


class Modal(ModalScreen[T | None]):
    """Answers, or None when the worker went back."""

    then: Callable[[T | None], None] | None = None
    """Takes the answer in the same breath; a callback of Textual's comes a turn of the loop later."""

    def leave(self, answer: T | None = None) -> None:
        """Close with an answer; keys that came in the same breath find it gone and close nothing below it."""
        if self.is_current:
            self.dismiss(answer)
            if self.then is not None:
                self.then(answer)

    async def _on_message(self, message: Message) -> None:
        """Heed a message, unless this question came to nothing."""
        if not never_stood(self, message):
            await super()._on_message(message)

    def count_on(self) -> None:
        """Show that a second has passed."""

    def take_scan(self, text: str) -> bool:
        """Take what a scanner read for an answer; return whether it is one for a question like this."""
        return False


def leave(screen: Screen[T], answer: T | None = None) -> None:
    """Close a screen with its answer; keys that came in the same breath find it gone and close nothing below it."""
    if screen.is_current:
        screen.dismiss(answer)
