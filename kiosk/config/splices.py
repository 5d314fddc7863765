"""Changes places in a file's text and leaves every other byte: its line ends, its byte order mark, its last line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")


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
        """Read UTF-8 text; raises UnicodeDecodeError."""
        written = raw.decode("utf-8")
        bare = written.removeprefix(_MARK)
        return cls(bare, _LINE_END.sub("\n", bare), bare != written)

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
        for match in _LINE_END.finditer(self.written):
            places += range(at, match.start() + 1)
            at = match.end()
        return [*places, *range(at, len(self.written) + 1)]
