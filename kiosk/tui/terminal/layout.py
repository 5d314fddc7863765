"""What keys do on a screen as standard: known before they are pressed, so that they may be laid out otherwise."""

from __future__ import annotations

from functools import cache
from typing import Any

from textual.binding import Binding
from textual.screen import Screen

from kiosk.keys.keypad import KEY_NAMES, Meanings
from kiosk.tui.terminal.stroke import NO_NAME, Stroke


@cache
def bound(screen: type[Screen[Any]]) -> Meanings:
    """Return what keys do on a screen as standard, by its own bindings and those of the screens it builds on."""
    return {
        key: binding.action
        for base in reversed(screen.__mro__)
        for binding in base.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }


def was_meant(stroke: Stroke) -> bool:
    """Whether somebody pressed this on purpose: no half of a sequence, no noise on the line."""
    if stroke.sign:
        return stroke.sign.isprintable() and (stroke.sign.isascii() or stroke.sign.isalpha())
    if stroke.key == NO_NAME:
        return True
    *modifiers, key = stroke.key.split("+")
    return (key in KEY_NAMES and key != "escape") or (bool(modifiers) and len(key) == 1 and key.isalnum())
