"""What checks of a playbook find: a place in its files, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

Place = tuple[str | int, ...]
"""Keys and list positions, in the words of the files."""

Found = tuple[Place, str]


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that a name means nothing, and which known one was most likely meant."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"There is no {kind} `{name}`. " + (
        f"Did you mean `{close[0]}`?" if close else f"Add the {kind}, or remove it here."
    )
