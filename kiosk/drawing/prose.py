"""The Markdown that procedures are written in: headings, lists, paragraphs, and emphasis in their words."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Look = Literal["", "strong", "em", "code"]

Kind = Literal["heading", "items", "numbers", "paragraph"]


class Piece(Struct, frozen=True):
    """One heading, list or paragraph."""

    kind: Kind
    words: tuple[str, ...]
    """The entries of a list; of anything else one text."""
    level: int = 0
    """Of a heading: how many `#` it has."""


_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"\s*[-*+]\s+(.*)$")
_NUMBER = re.compile(r"\s*\d{1,9}[.)]\s+(.*)$")
_LINE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*$")
_EMPHASIS = re.compile(
    r"\\(?P<sign>[\\`*_{}\[\]()#+.!<>|-])"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?P<strong>\S(?:.*?\S)?)\*\*"
    r"|\*(?P<em>[^\s*](?:[^*]*[^\s*])?)\*"
    r"|(?<!\w)_(?P<under>[^\s_](?:[^_]*[^\s_])?)_(?!\w)"
)


def pieces(text: str) -> tuple[Piece, ...]:
    """Take a text apart; what is none of these is a paragraph as it stands."""
    found: list[Piece] = []
    is_open = False
    for line in text.splitlines():
        piece = _begun(line)
        if not line.strip() or _LINE.match(line):
            is_open = False
        elif piece and is_open and found[-1].kind == piece.kind in ("items", "numbers"):
            found[-1] = Piece(piece.kind, found[-1].words + piece.words)
        elif piece:
            found.append(piece)
            is_open = piece.kind != "heading"
        elif is_open:
            last = found[-1]
            found[-1] = Piece(last.kind, (*last.words[:-1], f"{last.words[-1]} {line.strip()}"))
        else:
            found.append(Piece("paragraph", (line.strip(),)))
            is_open = True
    return tuple(found)


def _begun(line: str) -> Piece | None:
    """Return the heading or list that a line begins or goes on with."""
    if _LINE.match(line):
        return None
    if heading := _HEADING.match(line):
        return Piece("heading", (heading[2],), len(heading[1]))
    if item := _ITEM.match(line):
        return Piece("items", (item[1],))
    number = _NUMBER.match(line)
    return Piece("numbers", (number[1],)) if number else None


def spans(words: str) -> tuple[tuple[str, Look], ...]:
    """Return a text as runs, each with how it looks."""
    found: list[tuple[str, Look]] = []
    at = 0
    for match in _EMPHASIS.finditer(words):
        found.append((words[at : match.start()], ""))
        looks: dict[str, Look] = {"strong": "strong", "em": "em", "under": "em", "code": "code"}
        name = match.lastgroup or ""
        found.append((match[name], looks.get(name, "")))
        at = match.end()
    return tuple(run for run in (*found, (words[at:], "")) if run[0])


def plain(words: str) -> str:
    """Return a text without its emphasis."""
    return "".join(text for text, _ in spans(words))
