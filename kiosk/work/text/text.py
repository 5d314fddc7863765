"""Text that came from people, made harmless where it enters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

JOINERS = {"\u200d", "\ufe0f"}
"""Zero-width joiner and emoji variation: kept, since family and flag emoji need them."""

DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that steer a terminal, a printer or the reading order instead of being read."""

MOST_MARKS = 3
"""Combining marks kept in a row; more of them climb over the neighbouring lines."""


LINE_LENGTH = 200
"""Characters of a line that people write, where nothing says that it has less room."""

_MARK = "\ue000"
"""Stands around an action's name; `clean` takes it out of whatever people write, so no text of theirs names one."""

NAME_LENGTH = 40
NOTE_LENGTH = 80
"""Characters that hands have room for in a note of a line."""

LONGEST_NOTE = 2000
"""Characters of a note, or of a guest's own words, that are taken from outside."""

KEPT_LENGTH = 512 * 1024
"""Characters kept of them, with all that was said of a line and nobody knew: as much as an order can hold."""


def harmless(raw: object, limit: int) -> str:
    """Return `raw` composed (NFC) and without what steers a screen, a printer or a file; spaces stay as they are.

    Control characters, escape bytes, bidirectional marks, surrogates and private characters go, tabs and line ends
    become spaces. Markup signs such as `[` stay: they are data, which widgets never parse.
    """
    kept: list[str] = []
    marks = 0
    # What is dropped may stand between a letter and its accent, so the text is composed after that.
    for character in unicodedata.normalize("NFC", "".join(map(_harmless, str(raw)[: limit * 8]))):
        if character in JOINERS:
            if kept and _joins(kept[-1], character):
                kept.append(character)
            continue
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def clean(raw: object, limit: int = LINE_LENGTH) -> str:
    """Return `raw` as one harmless line of at most `limit` characters, with single spaces and none at its ends."""
    words = " ".join(harmless(raw, limit).split()).strip(" \u200d\ufe0f")
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _joins(before: str, joiner: str) -> bool:
    """Whether a joiner has something to join: none stands after a space, and none twice."""
    return not before.isspace() and before not in ("\u200d", joiner)


def _harmless(character: str) -> str:
    """Return a character as it may stand in a line: itself, a space, or nothing."""
    if character in "\t\n\r\v\f\u2028\u2029":
        return " "
    return "" if character not in JOINERS and unicodedata.category(character) in DROPPED else character


def unseen_signs(raw: str) -> str:
    """Name the signs of a text that `clean` leaves out or makes a space of, each once: `U+001B U+000A`."""
    return " ".join(dict.fromkeys(f"U+{ord(sign):04X}" for sign in raw if _harmless(sign) != sign))


def line_and_column(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of what comes after some text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def columns(text: str) -> int:
    """Count the columns a text takes: two for wide signs, none for marks that sit on others."""
    return sum(_wide(character) for character in text)


def _wide(character: str) -> int:
    """Count the columns of one character."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def action(name: str, of: str = "") -> str:
    """Return what stands in a sentence for an action of `kiosk.keys`: each mouth puts its own key or command there.

    `of` says what it is done to, where a command needs that.
    """
    return f"{_MARK}{name} {of}{_MARK}"


def naming(words: str, said: Callable[[str], str]) -> str:
    """Return a sentence as one mouth says it: `said` gives its key or command, with {} for what it is done to."""
    named = (part.partition(" ") for part in words.split(_MARK)[1::2])
    shown = [said(name).replace("{}", of) for name, _space, of in named]
    plain = words.split(_MARK)[::2]
    return "".join(map("".join, zip(plain, [*shown, ""], strict=True)))


def last_brackets(words: str) -> tuple[str, str] | None:
    """Part words from what stands in brackets at their end, with the brackets within it; None where nothing does."""
    depth, end = 0, len(words.rstrip())
    for place in range(end - 1, -1, -1) if words[:end].endswith(")") else ():
        depth += (words[place] == ")") - (words[place] == "(")
        if not depth:
            return words[:place].rstrip(), words[place + 1 : end - 1]
    return None
