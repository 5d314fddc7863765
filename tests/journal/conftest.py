"""A journal in a folder of its own, and a shift that works in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journal.sqlite import SqliteJournal
from tests.journal.shift import NOON, Shift
from tests.records import with_record


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "shop" / "kiosk.db"


@pytest.fixture
def journal(database: Path) -> Iterator[SqliteJournal]:
    """Return an open journal."""
    opened = SqliteJournal(with_record(database), now=lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def shift(journal: SqliteJournal) -> Shift:
    """Return a shift that works in the journal."""
    return Shift(journal)
