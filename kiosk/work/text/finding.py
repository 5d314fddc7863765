"""What checks of a playbook find: a place in its files, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.words import _, plural

Place = tuple[str | int, ...]
"""Keys and list positions, in the words of the files."""

Found = tuple[Place, str]


LONGEST_LOOKED_UP = 80
"""Characters of what was said that are compared; comparing takes the square of them."""


MOST_NAMED = 12
"""Words that are listed where none of them looks like what was said."""


def nearest(said: str, known: Iterable[str], *, also: Iterable[str] = ()) -> str:
    """Say which known word was most likely meant, or which there are; `also` are other spellings, not listed."""
    words = list(known)
    close = closest(said, [*words, *also])
    if close:
        return _("Did you mean `{close}`?", close=close)
    return _("Known: {names}.", names=listed([f"`{word}`" for word in words]))


def listed(words: list[str]) -> str:
    """Name the first dozen words, and say how many more there are."""
    more = len(words) - MOST_NAMED
    names = ", ".join(words[:MOST_NAMED])
    if more > 0:
        return plural("{names} and {n} more", "{names} and {n} more", more, names=names)
    return names or _("none")


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that a name in a playbook means nothing, and which known one was most likely meant."""
    close = closest(name, list(known))
    return f"There is no {kind} `{name}`. " + (
        f"Did you mean `{close}`?" if close else f"Add the {kind}, or remove it here."
    )


def closest(said: str, known: list[str], cutoff: float = 0.5) -> str:
    """Return the known word that looks most like what was said, capitals or not; empty when none does."""
    from difflib import get_close_matches  # words are compared where one is wrong

    folded = {word.casefold(): word for word in reversed(known)}
    found = get_close_matches(said[:LONGEST_LOOKED_UP].casefold(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""
