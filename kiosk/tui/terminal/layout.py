"""What keys do on a screen as standard: known before they are pressed, so that they may be laid out otherwise."""

from __future__ import annotations

import re
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


_ONLY_HELD = re.compile(r"escape|(caps|num|scroll)_lock|(left|right|iso)_\w+")


def wants_an_answer(stroke: Stroke) -> bool:
    """Whether a key that means nothing is told so: not Escape, nor one that only changes others (kitty sends such)."""
    return bool(stroke.sign) or _ONLY_HELD.fullmatch(stroke.key) is None


def name_of(stroke: Stroke) -> str:
    """Return what a key that means nothing is called in words: its sign, its name, or that it has none."""
    if stroke.sign.strip() and (stroke.sign.isascii() or stroke.sign.isalpha()):
        return stroke.sign
    *modifiers, key = stroke.key.split("+")
    has_name = key in KEY_NAMES or (bool(modifiers) and len(key) == 1 and key.isalnum())
    return stroke.key if has_name else NO_NAME
