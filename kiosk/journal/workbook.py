"""Workbooks, which a spreadsheet of any country opens as they are meant: texts as texts, numbers as numbers, times too.

No CSV can say so: `00123` is 123 there, `1E5` 100000, and 0.349 is 349 where a comma is the decimal sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Self

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from kiosk.journal.lines import Row

MOST_ROWS = 1_048_576
"""Rows of a sheet, its heads among them; what is more stands on another one."""

MOST_TEXT = 32_767
"""Characters of a cell; what is longer ends in `…`."""

INSTANTS = ("at", "since", "made", "made_again")
"""Columns that hold instants, beside those whose name ends in `_at`."""

WIDTH, WIDE = 12, 24
"""Of columns, in digits: most, and those of instants."""


class Workbook:
    """A workbook that is written row by row, so that any size takes the same memory."""

    def __init__(self, out: BinaryIO) -> None:
        """Write it to `out`, whole at the end of a `with`."""
        self._book = xlsxwriter.Workbook(out, {"constant_memory": True})
        self._book.use_zip64()
        self._head = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._instant = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"})

    def add(self, name: str, columns: Sequence[str], chunks: Iterable[list[Row]]) -> Iterator[int]:
        """Write a sheet, or as many as its rows need; gives how many rows each chunk had."""
        forms = [self._form(column) for column in columns]
        sheet, sheets, place = self._sheet(name, columns), 1, 0
        for rows in chunks:
            for row in rows:
                place += 1
                if place == MOST_ROWS:
                    sheets, place = sheets + 1, 1
                    sheet = self._sheet(f"{name} {sheets}", columns)
                for column, (cell, form) in enumerate(zip(row, forms, strict=True)):
                    if cell is not None and cell != "":
                        _write(sheet, place, column, cell, form)
            yield len(rows)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """Write all of it, or after an error nothing; raises OSError where it cannot be written."""
        if kind is None:
            try:
                self._book.close()
            except FileCreateError as error:
                raise error.args[0] from error

    def _form(self, column: str) -> Any:
        """Return how the cells of a column are shown; None for texts and numbers."""
        instant = column in INSTANTS or column.endswith("_at")
        return self._instant if instant else self._day if column == "day" else None

    def _sheet(self, name: str, columns: Sequence[str]) -> Any:
        """Begin a sheet with its heads, which stay in sight."""
        sheet = self._book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, WIDE if self._form(column) is self._instant else WIDTH)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, self._head)
        return sheet


def _write(sheet: Any, row: int, column: int, cell: str | float, form: Any) -> None:
    """Write a cell as what it is: nothing in a text makes it a number, a formula or a link."""
    if not isinstance(cell, str):
        sheet.write_number(row, column, cell)
    elif form:
        sheet.write_datetime(row, column, datetime.fromisoformat(cell).replace(tzinfo=None), form)
    else:
        sheet.write_string(row, column, cell if len(cell) <= MOST_TEXT else f"{cell[: MOST_TEXT - 1]}…")
