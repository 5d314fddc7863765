"""What checks of a playbook find: a place in its files, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

Place = tuple[str | int, ...]
"""Keys and list positions, in the words of the files."""

Found = tuple[Place, str]


LONGEST_LOOKED_UP = 80
"""Characters of what was said that are compared; comparing takes the square of them."""


def nearest(said: str, known: Iterable[str]) -> str:
    """Say which known word was most likely meant, or which there are."""
    words = list(known)
    close = _closest(said, words)
    return f"Did you mean `{close}`?" if close else f"Known: {', '.join(f'`{word}`' for word in words) or 'none'}."


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that a name in a playbook means nothing, and which known one was most likely meant."""
    close = _closest(name, list(known))
    return f"There is no {kind} `{name}`. " + (
        f"Did you mean `{close}`?" if close else f"Add the {kind}, or remove it here."
    )


def _closest(said: str, known: list[str]) -> str:
    """Give the known word that looks most like what was said; empty when none does."""
    return next(iter(get_close_matches(said[:LONGEST_LOOKED_UP], known, n=1, cutoff=0.5)), "")
