"""A record that an earlier version of the program wrote opens, verifies and exports the same bytes.

`kept/record.db.xz` is a lunch of the burger counter by `kiosk demo --seed 9 --speed 20 --rush 60`, worked on by the
commands: holds, a recall, waste, a rush, voids, ratings, problems, an item out of stock, people, a routine begun.
`kept/exports.json` holds what that version exported of it, and what it showed, as SHA-256 sums and sizes in bytes.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.clock import SystemClock
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.time.instant import Instant
from tests.cli.conftest import Kiosk

KEPT = Path(__file__).parents[1] / "journal" / "kept"
SUMS: dict[str, list[str | int]] = json.loads((KEPT / "exports.json").read_text(encoding="utf-8"))

LATER = {"asked", "answers", "order_id"}
"""Keys of an order's facts that this program has and that version had not."""

LATER_COLUMNS = {
    "readings": re.compile(rb',typed(?=\r\n)|,"typed":""|,(?=\r\n)'),
    "recalls": re.compile(rb',spec,read_at,round(?=\r\n)|,"spec":"","read_at":"","round":0|,,,0(?=\r\n)'),
}
"""The columns of a table that came later, empty in that record: as their head, in a line of JSON, and in a row."""


@pytest.fixture(autouse=True)
def days_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at it on 2026-12-05: on its own day the summary has a last hour, which is another one each minute."""
    monkeypatch.setattr(SystemClock, "now", lambda _clock: Instant(1_796_472_000_000, 0, "kept"))


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read the clock in UTC: some exports say local times."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def record(home: Path) -> Path:
    """Lay the record into an empty home."""
    path = home / "kiosk.db"
    path.write_bytes(lzma.decompress((KEPT / "record.db.xz").read_bytes()))
    SqliteJournal(path).close()  # as a station does that is started once: it brings an older record up to date
    return path


def as_then(out: str) -> str:
    """Return JSON without the keys that came later: programs that read it know no others."""
    return json.dumps(_without(json.loads(out)), ensure_ascii=out.isascii(), indent=2) + "\n"


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(inner) for name, inner in value.items() if name not in LATER}
    return [_without(inner) for inner in value] if isinstance(value, list) else value


def test_the_record_verifies(kiosk: Kiosk, record: Path) -> None:
    """Chain, read models and documents are as they would be written now; what it was never sealed against is said."""
    ended = kiosk("journal", "verify", "--database", str(record))
    whole, limit = ended.out.splitlines()
    assert (0, "The record is as it was written.") == (ended.code, whole)
    assert limit.startswith("This record is older than the seals of what stands beside its events: ")


@pytest.mark.parametrize("words", SUMS)
def test_what_it_says_is_the_same_to_the_byte(kiosk: Kiosk, record: Path, words: str) -> None:
    """Every export, and what is shown of an order, its slip and the day."""
    ended = kiosk(*words.split(), "--database", str(record))
    whole = ended.out.encode()
    if words.startswith("order show") and "--json" in words:
        whole = as_then(ended.out).encode()
    if later := LATER_COLUMNS.get(words.split(maxsplit=1)[0]):
        whole = later.sub(b"", whole)
    assert (0, SUMS[words]) == (ended.code, [hashlib.sha256(whole).hexdigest(), len(whole)]), ended.err or ended.out
