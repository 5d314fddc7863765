"""Figures of one version: of the same times throughout, whatever the record holds besides."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

import pytest

from kiosk.journal import versions
from kiosk.journal.file import open_record
from kiosk.journal.sqlite import SqliteJournal


def put(record: Connection, table: str, **values: object) -> None:
    """Write a row; of what is not named, nothing or 0."""
    kinds = {name: kind for _at, name, kind, *_ in record.execute(f"PRAGMA table_info({table})")}
    row = {name: "" if kind == "TEXT" else 0 for name, kind in kinds.items()} | values
    marks = ", ".join("?" for _name in row)
    record.execute(f"INSERT INTO {table} VALUES ({marks})", list(row.values()))


def test_points_are_of_the_times_that_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of older times, nor of one that was bumped before it can have been done."""
    monkeypatch.setattr(versions, "NEWEST", 2)
    journal = SqliteJournal(tmp_path / "kiosk.db")
    record = open_record(tmp_path / "kiosk.db")
    record.execute("PRAGMA foreign_keys=OFF")  # these rows have no orders
    times = ((1, "kept", 0), (2, "kept", 0), (3, "skipped", 0), (4, "kept", 1))
    for number, mark, fast in times:
        of = {
            "order_id": str(number),
            "number": number,
            "step": "grill",
            "procedure": "v1",
            "day": f"2026-11-0{number}",
        }
        put(record, "completions", **of, total_s=60.0 * number, too_fast=fast)
        put(record, "adherence", **of, point="gloves", mark=mark, source="self")
        put(record, "adherence", **of, point="salt", mark="not-applicable", source="self")
    found = journal.versions.version_figures("grill", "v1")
    assert (2, "2026-11-02", "2026-11-03") == (found.count, found.first, found.last)
    assert (2, 1) == (found.asked, found.kept)
    record.close()
    journal.close()
