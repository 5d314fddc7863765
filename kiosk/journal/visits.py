"""Names and what was said under them: beside the guests, outside the chain, and gone with them."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from secrets import token_hex

from msgspec import Struct

from kiosk.counter.ports import KeptField
from kiosk.journal.file import JournalFile
from kiosk.journal.held.seals import KEYS, seal
from kiosk.work.board.visit import MOST, SpokenLine, Visits, name_key
from kiosk.work.order.counter_events import GuestsForgotten
from kiosk.work.order.event import Guest
from kiosk.work.time.day import DAY
from kiosk.work.time.instant import utc

_GUEST = """
INSERT INTO guests(order_id, name, note, allergy, who, salt, seq)
VALUES (?, ?, ?, ?, ?, ?, coalesce(
  (SELECT seq FROM events WHERE stream = ? AND version = 1), (SELECT 1 + coalesce(max(seq), 0) FROM events)))
ON CONFLICT(order_id) DO UPDATE SET
  name = excluded.name, note = excluded.note, allergy = excluded.allergy, who = excluded.who
"""
_FIELD = """
INSERT INTO fields(id, order_id, field, value, days, salt) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT(id) DO UPDATE SET value = excluded.value, days = excluded.days, salt = excluded.salt
"""
_SAY = """
INSERT INTO said(order_id, step, line) SELECT order_id, ?, ? FROM guests WHERE order_id = ? AND who <> ''
ON CONFLICT(order_id, step) DO UPDATE SET line = excluded.line
"""
_OPENED = "SELECT stream, seq FROM events WHERE version = 1 AND stream IN (SELECT value FROM json_each(?))"
_OF_NAME = """
SELECT g.order_id, g.seq, o.state, o.finished_at FROM guests g JOIN orders o ON o.order_id = g.order_id WHERE g.who = ?
"""
_BETWEEN = f"{_OF_NAME} AND g.seq >= ? AND g.seq < ? ORDER BY g.seq DESC"
_EARLIER = f"{_OF_NAME} AND g.seq < ? ORDER BY g.seq DESC LIMIT {MOST}"
_SAID = "SELECT order_id, step, line FROM said WHERE order_id IN (SELECT value FROM json_each(?))"

_FORGOTTEN = """
SELECT 'guests', order_id FROM guests
WHERE order_id = ?1 OR order_id IN (SELECT order_id FROM orders WHERE state <> 'open' AND opened_at < ?2)
UNION ALL SELECT 'fields', id FROM fields
WHERE order_id = ?1 OR order_id IN (SELECT order_id FROM orders WHERE state <> 'open' AND opened_at < ?2)
UNION ALL SELECT 'refused', id FROM refused
WHERE id = ?3 OR at < ?4 AND id IN (SELECT json_extract(data, '$.refusal') FROM events INDEXED BY events_refusals
                                  WHERE stream = 'counter' AND kind IN ('order-refused', 'refusal-answered')
                                    AND kind = 'refusal-answered')
"""


class _Earlier(Struct, frozen=True):
    """An order under a name."""

    seq: int
    is_void: bool
    finished: int
    """In UTC milliseconds; 0 for not."""
    said: tuple[tuple[str, str], ...]


def keep_guest(connection: sqlite3.Connection, guest: Guest) -> None:
    """Write what is known of a guest; inside a transaction that writes, before the entry's events."""
    who, salt = name_key(guest.name), token_hex(16)
    values = (guest.order_id, guest.name, guest.note, guest.allergy, who, salt, guest.order_id)
    connection.execute(_GUEST, values)
    seal(connection, "guests", guest.order_id)


def keep_said(connection: sqlite3.Connection, order_id: str, said: Sequence[tuple[str, str]]) -> None:
    """Write which line was said at which step, where the guest has a name; inside a transaction that writes."""
    written = sum(connection.execute(_SAY, (step, line, order_id)).rowcount for step, line in said)
    if written:
        seal(connection, "guests", order_id)


def keep_fields(connection: sqlite3.Connection, order_id: str, fields: Sequence[KeptField]) -> None:
    """Write what is said of an order's fields; inside a transaction that writes, before the entry's events."""
    for field in fields:
        row = f"{order_id} {field.field}"
        if field.value:
            values = (row, order_id, field.field, field.value, field.days, token_hex(16))
            connection.execute(_FIELD, values)
        else:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("DELETE FROM fields WHERE id = ?", (row,))
        seal(connection, "fields", row)


def forget_due(connection: sqlite3.Connection, now: int) -> None:
    """Take away what fields said that were to be known so many days only; `now` is in UTC milliseconds."""
    for (row,) in connection.execute("SELECT id FROM fields WHERE due > 0 AND due <= ?", (now,)).fetchall():
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("DELETE FROM fields WHERE id = ?", (row,))
        seal(connection, "fields", row)


def set_due(connection: sqlite3.Connection, order_id: str, now: int) -> None:
    """Say when what an order's fields say is forgotten, after its events: so many days after its end, never before."""
    rows = connection.execute(
        "SELECT id, days, due FROM fields WHERE order_id = ? AND days > 0", (order_id,)
    ).fetchall()
    (state,) = connection.execute("SELECT state FROM orders WHERE order_id = ?", (order_id,)).fetchone() or ("open",)
    for row, days, known in rows:
        due = 0 if state == "open" else known or now + days * DAY
        if due != known:
            connection.execute("UPDATE fields SET due = ? WHERE id = ?", (due, row))
            seal(connection, "fields", row)


def forget(connection: sqlite3.Connection, forgotten: GuestsForgotten) -> None:
    """Take away what is known of guests and refused orders, with their salts; seal that it is gone."""
    connection.execute("PRAGMA secure_delete = ON")
    named = (forgotten.order, utc(forgotten.before), forgotten.refusal, forgotten.before)
    for table, row in connection.execute(_FORGOTTEN, named).fetchall():
        connection.execute(f"DELETE FROM {table} WHERE {KEYS[table]} = ?", (row,))  # noqa: S608 - names from the code alone
        seal(connection, table, row)


def visits(file: JournalFile, guests: Sequence[Guest]) -> dict[str, Visits]:
    """Return what the record holds under these guests' names from before their orders; the nameless are left out."""
    named: dict[str, list[str]] = {}
    for guest in guests:
        if who := name_key(guest.name):
            named.setdefault(who, []).append(guest.order_id)
    if not named:
        return {}
    with file.reading() as connection:
        return {id_: known for who, ids in named.items() for id_, known in _of_name(connection, who, ids)}


def _of_name(connection: sqlite3.Connection, who: str, ids: list[str]) -> Iterator[tuple[str, Visits]]:
    """Return what stands under one name from before each of some orders; each earlier order is read once."""
    opened = dict.fromkeys(ids, 0) | dict(connection.execute(_OPENED, (json.dumps(ids),)))
    first, last = min(opened.values()), max(opened.values())
    rows = [*connection.execute(_BETWEEN, (who, first, last)), *connection.execute(_EARLIER, (who, first))]
    said: dict[str, list[tuple[str, str]]] = {}
    for order_id, step, line in connection.execute(_SAID, (json.dumps([row[0] for row in rows]),)) if rows else ():
        said.setdefault(order_id, []).append((step, line))
    earlier = [
        _Earlier(seq, state == "void", _milliseconds(finished_at), tuple(said.get(order_id, ())))
        for order_id, seq, state, finished_at in rows
    ]
    for order_id, seq in opened.items():
        since = bisect_right(earlier, -seq, key=lambda one: -one.seq)
        yield order_id, _visits(earlier[since : since + MOST])


def _visits(earlier: list[_Earlier]) -> Visits:
    heard: dict[str, SpokenLine] = {}
    for one in earlier:
        for step, line in one.said:
            heard.setdefault(step, SpokenLine(one.seq, line))
    finished = tuple(one.finished for one in earlier if one.finished)
    return Visits(sum(not one.is_void for one in earlier), finished, heard)


def _milliseconds(utc: str) -> int:
    return round(1000 * datetime.fromisoformat(utc).timestamp()) if utc else 0
