"""Rows of the record put into words: what every number that is taken apart is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from kiosk.tui.manager.period import month
from kiosk.tui.widgets.columns import Column, Row
from kiosk.tui.widgets.lines import Line

R = TypeVar("R")

MOST_SHOWN = 2_000
"""Nobody pages further; the export holds every row."""


class Behind(Struct, frozen=True):
    """A number taken apart."""

    title: str
    about: str
    """Which row comes first."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    """Each stands for its order's id, and more to tell it from others."""
    more: bool = False
    """Whether the record holds rows that are not among these."""


class Moments(Struct, frozen=True):
    """How moments are told: with their day where there are several."""

    local: Callable[[int], datetime]
    several: bool

    def time(self, utc: str) -> Line:
        """Write a UTC text as the counter's own time."""
        moment = self.local(int(datetime.fromisoformat(utc).timestamp() * 1000))
        day = f"{moment.day} {month(moment)} " if self.several else ""
        return ((f"{day}{moment:%H:%M}", "quiet"),)


def made(title: str, about: str, columns: tuple[Column, ...], rows: Sequence[R], row: Callable[[R], Row]) -> Behind:
    """Put the rows that are shown into words; thousands more would hold the screen up."""
    return Behind(title, about, columns, tuple(row(one) for one in rows[:MOST_SHOWN]), len(rows) > MOST_SHOWN)
