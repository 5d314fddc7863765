"""A screen whose keys may be laid out otherwise: what they do there is known before they are pressed."""

from __future__ import annotations

from functools import cache

from textual.binding import Binding
from textual.screen import Screen

from kiosk.keys.keypad import KEY_NAMES, Meanings
from kiosk.tui.terminal.stroke import Stroke


class KeyedScreen(Screen[None]):
    """Has its actions by the names of the registry, and none of its widgets takes keys for itself."""

    @property
    def at_rail(self) -> bool:
        """Say whether a bar's keys are for tickets now, not for a list or a question."""
        return False

    def means_nothing(self, key: str) -> None:
        """Say that a key does nothing here."""


@cache
def bound(screen: type[KeyedScreen]) -> Meanings:
    """Give what keys do on a screen as standard, by its own bindings and those of the screens it builds on."""
    return {
        key: binding.action
        for base in reversed(screen.__mro__)
        for binding in base.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }


def was_meant(stroke: Stroke) -> bool:
    """Say whether somebody pressed this on purpose: no modifier, no half of a sequence, no noise on the line."""
    if stroke.sign:
        return stroke.sign.isprintable() and (stroke.sign.isascii() or stroke.sign.isalpha())
    return stroke.key in KEY_NAMES and stroke.key != "escape"
