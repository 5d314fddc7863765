"""Events as rows, each chained to the row before it by a hash over everything the row says."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from kiosk.counter.ports import Entry
from kiosk.errors import Refused
from kiosk.journal.codec import NOT_PROVED, decode, encode
from kiosk.words import _
from kiosk.work.order.event import Recorded, Stamp
from kiosk.work.time.instant import Instant

COLUMNS = (
    *("seq", "stream", "version", "op", "place", "kind", "at"),
    *("recorded_at", "mono", "boot", "by", "station", "data", "hash"),
)
"""The columns of `events`, in their order."""

SELECT = "SELECT " + ", ".join(f'e."{column}"' for column in COLUMNS) + " FROM events e "  # noqa: S608 - names from the code alone
"""What every reading of events begins with."""

INSERT = f"INSERT INTO events VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - as above
"""Adds a whole row."""

FIRST = "0" * 64
"""What the first row is chained to."""

_PREIMAGE = b"kiosk-event-1\n"
"""Says which rule a hash was made by, so that a later rule can never be mistaken for it."""

_ENCODER = msgspec.json.Encoder()

Row = tuple[Any, ...]


def chained(row: Row, before: str) -> str:
    """Return the hash of a row (every column but `hash`) chained to the hash of the row before it.

    SHA-256 over the rule's name, then the row's columns and the earlier hash as one JSON array of numbers and texts.
    """
    return hashlib.sha256(_PREIMAGE + _ENCODER.encode([*row, before])).hexdigest()


def recorded(row: Row) -> Recorded:
    """Return an event from its row."""
    seq, stream, version, op, _place, kind, at, _recorded_at, mono, boot, by, station, data, hash_ = row
    stamp = Stamp(Instant(at, mono, boot), by, station, NOT_PROVED in data)
    return Recorded(seq, stream, version, op, stamp, decode(kind, data), hash_)


def all_recorded(rows: Iterable[Row]) -> tuple[Recorded, ...]:
    """Return events from their rows."""
    return tuple(recorded(row) for row in rows)


def insert(connection: sqlite3.Connection, entry: Entry, recorded_at: int, beside: str = "") -> tuple[Recorded, ...]:
    """Add the rows of an entry after the last one there is; inside a transaction that writes.

    The first names the newest seal of what stands `beside` the events, where none before did.
    """
    last = connection.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    seq, hash_ = last or (0, FIRST)
    instant = entry.stamp.at
    written: list[Recorded] = []
    for place, event in enumerate(entry.events, 1):
        seq, version = seq + 1, entry.version + place
        data = encode(event, beside if place == 1 else "", not_proved=entry.stamp.not_proved)
        if "\\u0000" in data:
            raise Refused("bad-text", _("This holds a NUL character, which no export could keep. Type it anew."))
        row: Row = (
            *(seq, entry.stream, version, entry.op, place, event.word, instant.at),
            *(recorded_at, instant.mono, instant.boot, entry.stamp.by, entry.stamp.station, data),
        )
        hash_ = chained(row, hash_)
        connection.execute(INSERT, (*row, hash_))
        written.append(Recorded(seq, entry.stream, version, entry.op, entry.stamp, event, hash_))
    return tuple(written)
