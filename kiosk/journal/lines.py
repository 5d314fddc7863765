"""CSV lines, most of them made whole inside SQLite, which is four times as fast as making a value of every cell.

A line comes as one text with a sign before each cell. Lines are looked at many at once; one that holds anything to
quote or to guard is asked for again, cell by cell, and written with the care it needs.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

Row = tuple[Any, ...]

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet read a cell as a formula."""

_SUSPECT = _FORMULA | {"\0"} | {chr(code) for code in range(0x3001) if chr(code).isspace()}
"""First characters of a cell that has to be looked at: blanks may stand before a formula."""

_TEXT, _NUMBER = "\x1f", "\x1d"
"""Signs before a cell; no text that went through `kiosk.work.text.text.clean` holds them."""

_KIND = (
    dict.fromkeys((suspect.encode()[0] for suspect in _SUSPECT), "D")
    | dict.fromkeys(b'",\r\n', "Q")
    | {ord(_TEXT): "S", ord(_NUMBER): "."}
)
_KINDS = "".join(_KIND.get(byte, ".") for byte in range(256)).encode()
"""For each byte: Q asks for quotes, D is suspect at the beginning of a text, S begins a text."""


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; NUL characters go."""
    clean = cell.replace("\0", "")
    return f"'{clean}" if clean[:1] in _FORMULA or clean.lstrip()[:1] in _FORMULA else clean


def guard(texts: tuple[int, ...], rows: list[Row]) -> list[Row]:
    """Guard the columns that need it: most are seen to be harmless by the first characters of their cells."""
    by_column = list(zip(*rows, strict=True))
    suspects = [place for place in texts if not _SUSPECT.isdisjoint({cell[:1] for cell in by_column[place]})]
    if not suspects:
        return rows
    for place in suspects:
        by_column[place] = tuple(guarded(cell) for cell in by_column[place])
    return list(zip(*by_column, strict=True))


def written(rows: list[Row]) -> str:
    """Write rows as RFC 4180 says; its line end also makes the writer quote a lone CR inside a cell."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().replace("\0", "")


class Lines(Struct, frozen=True):
    """The CSV lines of one table that has a rowid."""

    table: str
    columns: tuple[str, ...]
    texts: tuple[int, ...]
    """Places of the columns that hold text."""

    def select(self) -> str:
        """What a question for lines begins with."""
        signs = "".join(f"{_TEXT if place in self.texts else _NUMBER}%s" for place in range(len(self.columns)))
        return f"SELECT rowid, printf('{signs}', {', '.join(self.columns)}) FROM {self.table} "  # noqa: S608 - names from the code

    def of(self, connection: sqlite3.Connection, found: list[tuple[int, str]]) -> str:
        """Return lines ready to be written."""
        if self._harmless("".join([line for _rowid, line in found]), len(found)):
            return _plain([line for _rowid, line in found])
        return "".join(self._each(connection, found))

    def _each(self, connection: sqlite3.Connection, found: list[tuple[int, str]]) -> Iterator[str]:
        """Return harmless lines as they are and the others cell by cell."""
        ask = f"SELECT {', '.join(self.columns)} FROM {self.table} WHERE rowid = ?"  # noqa: S608 - as above
        for rowid, line in found:
            if self._harmless(line, 1):
                yield _plain([line])
            else:
                yield written(guard(self.texts, connection.execute(ask, (rowid,)).fetchall()))

    def _harmless(self, lines: str, count: int) -> bool:
        """Whether some lines hold nothing to quote, nothing to guard and no sign inside a text."""
        text = lines.encode()
        kinds = text.translate(_KINDS)
        numbers = len(self.columns) - len(self.texts)
        return (
            b"Q" not in kinds
            and b"SD" not in kinds
            and text.count(_TEXT.encode()) == count * len(self.texts)
            and text.count(_NUMBER.encode()) == count * numbers
        )


def _plain(lines: list[str]) -> str:
    text = "\r\n".join([line[1:] for line in lines])
    return text.replace(_TEXT, ",").replace(_NUMBER, ",") + "\r\n"
