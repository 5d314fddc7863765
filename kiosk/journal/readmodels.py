"""The read models as tables: which columns and keys they have, and how a difference between rows is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from msgspec import Struct

from kiosk.work.record.adherence import PointRow, ReadingRow
from kiosk.work.record.completion import Completion
from kiosk.work.record.losses import RecallRow, RemakeRow, WasteRow
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.record.record import OrderRow, Rows
from kiosk.work.record.routine_row import RoutineRow
from kiosk.work.record.sold import SoldLine

Row = TypeVar("Row", bound="AnyRow")
AnyRow = (
    OrderRow
    | Completion
    | PointRow
    | ReadingRow
    | RecallRow
    | WasteRow
    | RemakeRow
    | SoldLine
    | ProblemRow
    | RoutineRow
)


class ReadModel(Struct, Generic[Row], frozen=True, dict=True):
    """One read model: a table whose columns are a struct's fields."""

    table: str
    row: type[Row]
    key: tuple[str, ...]
    """The columns that name a row."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns, in their order."""
        return self.row.__struct_fields__

    @property
    def stream(self) -> str:
        """The column that names the stream a row comes from."""
        return "order_id" if "order_id" in self.columns else self.key[0]

    @cached_property
    def numbers(self) -> tuple[bool, ...]:
        """For each column whether it holds numbers, not text."""
        kinds = [self.row.__annotations__[column] for column in self.columns]
        return tuple("int" in kind or "float" in kind for kind in kinds)

    @cached_property
    def select(self) -> str:
        """What every reading of the table begins with."""
        return f"SELECT {', '.join(self.columns)} FROM {self.table} "  # noqa: S608 - names from the code alone

    def read(self, connection: sqlite3.Connection, rest: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Return rows, one by one; `rest` is what follows the beginning of the question."""
        row = self.row
        return (row(*cells) for cells in connection.execute(self.select + rest, values))

    @cached_property
    def upsert(self) -> str:
        """Puts a row in, or puts new values into the one that has its key."""
        return self.upsert_of(self.columns)

    def upsert_of(self, columns: tuple[str, ...]) -> str:
        """Puts some columns of a row in, or into the one that has its key."""
        holes = ", ".join("?" * len(columns))
        new = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in self.key)
        into = f"INSERT INTO {self.table}({', '.join(columns)}) VALUES ({holes})"  # noqa: S608 - as above
        return f"{into} ON CONFLICT({', '.join(self.key)}) DO UPDATE SET {new}"

    def update(self, columns: tuple[str, ...]) -> str:
        """Puts new values into some columns of the row with a key."""
        new = ", ".join(f"{column} = ?" for column in columns)
        named = " AND ".join(f"{column} = ?" for column in self.key)
        return f"UPDATE {self.table} SET {new} WHERE {named}"  # noqa: S608 - as above

    @cached_property
    def delete(self) -> str:
        """Takes the row with a key out."""
        named = " AND ".join(f"{column} = ?" for column in self.key)
        return f"DELETE FROM {self.table} WHERE {named}"  # noqa: S608 - as above

    @cached_property
    def values(self) -> Callable[[Row], tuple[Any, ...]]:
        """Gives a row's values in the columns' order."""
        return attrgetter(*self.columns)

    def keyed(self, rows: tuple[Row, ...]) -> dict[Any, Row]:
        """Return rows by their key."""
        key = attrgetter(*self.key)
        return {key(row): row for row in rows}

    def write(self, connection: sqlite3.Connection, before: tuple[Row, ...], after: tuple[Row, ...]) -> None:
        """Write what differs between two sets of one order's rows."""
        if before == after:
            return
        old, new = self.keyed(before), self.keyed(after)
        gone = [key if isinstance(key, tuple) else (key,) for key in old if key not in new]
        if gone:
            connection.executemany(self.delete, gone)
        changed = [self.values(row) for key, row in new.items() if old.get(key) != row]
        if changed:
            connection.executemany(self.upsert, changed)


ORDERS = ReadModel("orders", OrderRow, ("order_id",))
COMPLETIONS = ReadModel("completions", Completion, ("order_id", "step"))
ADHERENCE = ReadModel("adherence", PointRow, ("order_id", "step", "point", "source"))
READINGS = ReadModel("readings", ReadingRow, ("order_id", "place"))
RECALLS = ReadModel("recalls", RecallRow, ("order_id", "place"))
WASTE = ReadModel("waste", WasteRow, ("order_id", "place"))
REMAKES = ReadModel("remakes", RemakeRow, ("order_id", "place"))
LINES = ReadModel("lines", SoldLine, ("order_id", "line"))
PROBLEMS = ReadModel("problems", ProblemRow, ("id",))
ROUTINES = ReadModel("routines", RoutineRow, ("occurrence",))

READ_MODELS: tuple[ReadModel[Any], ...] = (
    ORDERS,
    COMPLETIONS,
    ADHERENCE,
    READINGS,
    RECALLS,
    WASTE,
    REMAKES,
    LINES,
    PROBLEMS,
    ROUTINES,
)


def of(rows: Rows) -> tuple[tuple[ReadModel[Any], tuple[AnyRow, ...]], ...]:
    """Return each read model with its rows."""
    return (
        (ORDERS, rows.orders),
        (COMPLETIONS, rows.completions),
        (ADHERENCE, rows.adherence),
        (READINGS, rows.readings),
        (RECALLS, rows.recalls),
        (WASTE, rows.waste),
        (REMAKES, rows.remakes),
        (LINES, rows.lines),
        (PROBLEMS, rows.problems),
        (ROUTINES, rows.routines),
    )


def write_difference(connection: sqlite3.Connection, before: Rows, after: Rows) -> None:
    """Bring the tables from the rows before to the rows after; inside a transaction that writes."""
    for (model, old), (_same, new) in zip(of(before), of(after), strict=True):
        model.write(connection, old, new)
