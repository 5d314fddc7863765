"""A procedure's prose in blocks: a paragraph, a heading, an item of a list or a line of a table, each as one line.

Lay the patty, sear it,          ->  (1, 2)  Lay the patty, sear it, turn it once.
turn it once.
- Raw meat stays left.           ->  (3, 3)  - Raw meat stays left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

_STANDS_ALONE = re.compile(r"\s*(#{1,6}(\s|$)|\||(-\s*){3,}$|(\*\s*){3,}$|={3,}\s*$)")
"""Headings, lines of tables, rules."""
_BEGINS = re.compile(r"\s*([-*+]|\d{1,3}[.)])(\s|$)|\s*>")
"""Items of lists, and quotes: what follows may belong to them."""
_FENCE = re.compile(r"\s*(```|~~~)")


class Block(Struct, frozen=True):
    """One paragraph, or whatever else stands for itself."""

    words: str
    """As one line."""
    first: int
    """The number of its first line, as it was given."""
    last: int
    """The number of its last line."""


def blocks(lines: Iterable[tuple[int, str]]) -> tuple[Block, ...]:
    """Part numbered lines of Markdown into what a person would change as one."""
    found: list[Block] = []
    goes_on = code = False
    for number, line in lines:
        words = line.strip()
        fence = bool(_FENCE.match(line))
        alone = code or fence or bool(_STANDS_ALONE.match(line))
        if not words:
            goes_on = False
        elif goes_on and not alone and not _BEGINS.match(line):
            before = found.pop()
            found.append(Block(f"{before.words} {words}", before.first, number))
        else:
            found.append(Block(line.rstrip() if code else words, number, number))
            goes_on = not alone
        if line.endswith(("  ", "\\")):  # a line that Markdown breaks
            goes_on = False
        code ^= fence
    return tuple(found)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the words of each block of a text."""
    return tuple(block.words for block in blocks(enumerate(text.split("\n"))))


def may_wrap(words: str) -> bool:
    """Whether a block may be parted into several lines."""
    return not _STANDS_ALONE.match(words)


def begins(words: str) -> bool:
    """Whether a line with these words would begin a block of its own."""
    return bool(_STANDS_ALONE.match(words) or _BEGINS.match(words) or _FENCE.match(words))


def is_item(words: str) -> bool:
    """Whether a block is an item of a list."""
    return bool(_BEGINS.match(words))
