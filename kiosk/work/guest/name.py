"""What guests may read of one another's names on the pick-up board."""

from __future__ import annotations

import unicodedata
from typing import Literal

from kiosk.work.text.text import JOINERS, clean


def public_name(name: str, how: Literal["hidden", "initials", "first"]) -> str:
    """Return as much of a guest's name as a machine is told to show: nothing, `M. L.`, or `Maya`."""
    words = [word for word in clean(name).split() if any(sign.isalnum() for sign in word)]
    if how == "hidden" or not words:
        return ""
    if how == "first":
        return words[0]
    first = _initial(words[0])
    return f"{first} {_initial(words[-1])}" if len(words) > 1 else first


def _initial(word: str) -> str:
    """Return a word's first letter with the marks that sit on it: `Ł.`, `王.`."""
    start = next(place for place, sign in enumerate(word) if sign.isalnum())
    end = start + 1
    while end < len(word) and (unicodedata.category(word[end]).startswith("M") or word[end] in JOINERS):
        end += 1
    return f"{word[start:end].upper()}."
