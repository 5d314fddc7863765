"""The document of the record says what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kiosk
from kiosk.counter.ports import NOUNS, Noun
from kiosk.journal.codec import WORDS
from kiosk.journal.export import columns
from kiosk.journal.sqlite import SqliteJournal

TEXT = (Path(kiosk.__file__).parent / "docs" / "data.md").read_text()
SECTIONS = dict(part.split("\n", 1) for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:])


def first_cells(section: str) -> list[str]:
    """Return the names in the first column of a section's tables."""
    rows = re.findall(r"^\| (`.*?) \|", section, flags=re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_column_is_documented(noun: Noun) -> None:
    """A section names its table's columns, in any order, and no other."""
    section = SECTIONS[noun].split("### ")[0]
    assert sorted(columns(noun)) == sorted(first_cells(section))


def test_every_event_word_is_documented() -> None:
    """The list of words is the list of words."""
    assert sorted(WORDS) == sorted(first_cells(SECTIONS["events"].split("### ")[1]))


def test_every_table_is_documented(journal: SqliteJournal) -> None:
    """What stands in the file stands in the document, with the columns of the small tables."""
    tables = {name for (name,) in journal._file.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    beside = SECTIONS["The tables beside"]
    assert tables == {*NOUNS, *first_cells(beside)}
    for table in first_cells(beside):
        line = next(line for line in beside.splitlines() if line.startswith(f"| `{table}`"))
        named = set(re.findall(r"`([^`]+)`", line))
        known = {row[1] for row in journal._file.rows(f"PRAGMA table_info({table})")}
        assert table.startswith("_") or known <= named
