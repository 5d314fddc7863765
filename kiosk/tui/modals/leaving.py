"""Closing a screen, once."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import Screen

T = TypeVar("T")


def leave(screen: Screen[T], answer: T | None = None) -> None:
    """Close a screen with its answer; keys that came in the same breath find it gone and close nothing below it."""
    if screen.is_current:
        screen.dismiss(answer)
