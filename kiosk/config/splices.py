"""Changes places in a file's text and leaves every other byte: its line ends, its byte order mark, its last line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from kiosk.work.text.plain import WIDTHLESS, text_of

_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_OTHERWISE = re.compile(rf"{_LINE_END.pattern}|{WIDTHLESS.pattern}")
"""What the loader reads otherwise than it is written: line ends as `\\n`, signs without width not at all."""


def _read(sign: str) -> str:
    """Return a line end or a sign without width as the loader reads it."""
    return "\n" if sign[0] in "\r\n" else ""


class Splice(NamedTuple):
    """Other words for a stretch of a text."""

    start: int
    end: int
    words: str


class SourceText(Struct, frozen=True):
    """A file as it is written, and its text with plain line ends, as the loader reads it."""

    written: str
    """With whatever line ends it has, without byte order mark."""
    text: str
    marked: bool
    """Whether a byte order mark stands before it."""

    @classmethod
    def of(cls, raw: bytes) -> SourceText:
        """Read text; raises UnicodeDecodeError. Whatever encoding it came in, it is written in UTF-8."""
        bare = text_of(raw)
        return cls(bare, _OTHERWISE.sub(lambda sign: _read(sign[0]), bare), raw.startswith(_MARK.encode()))

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """Return the file with some stretches of its text changed; new lines end as its first one does."""
        first = _LINE_END.search(self.written)
        line_end = first[0] if first else "\n"
        places = self._places()
        parts, at = [], 0
        for splice in sorted(splices):
            parts += [self.written[at : places[splice.start]], splice.words.replace("\n", line_end)]
            at = places[splice.end]
        changed = "".join([*parts, self.written[at:]])
        return f"{_MARK if self.marked else ''}{changed}".encode()

    def _places(self) -> list[int]:
        """Return where each sign of the text stands in what is written; the last is its end."""
        places: list[int] = []
        at = 0
        for match in _OTHERWISE.finditer(self.written):
            places += range(at, match.start() + len(_read(match[0])))
            at = match.end()
        return [*places, *range(at, len(self.written) + 1)]
