"""What things of a playbook are called in other languages than the one they are written in."""

from __future__ import annotations

from msgspec import Struct, UnsetType


class Called(Struct, frozen=True):
    """What something is called in another language."""

    language: str
    """Its code, such as `es`."""
    one: str
    """An item with its article, as said after *I have*; anything else as a dictionary has it."""
    many: str = ""
    """More than one of it; empty where they are called the same."""


Names = tuple[Called, ...] | UnsetType
"""What one thing is called, by language; unset where nobody says, so that hashes of before stay."""


class OwnWord(Struct, frozen=True):
    """A word of the shop that is no thing of its own: a reason, a role, a unit, where a figure is law."""

    words: str
    """As the playbook has it, and the record."""
    names: tuple[Called, ...]


def called(names: Names, language: str) -> Called | None:
    """Return the name in a language, or in the language of which it is a kind; None where there is none."""
    for code in (language, language.partition("-")[0]):
        for name in names or ():
            if name.language == code:
                return name
    return None
