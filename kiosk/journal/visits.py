"""Names and what was said under them: beside the guests, outside the chain, and gone with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from kiosk.journal.file import JournalFile
from kiosk.journal.held.seals import seal
from kiosk.work.board.visit import MOST, SpokenLine, Visits, name_key
from kiosk.work.order.event import Guest

_GUEST = """
INSERT INTO guests(order_id, name, note, allergy, who, salt, seq)
VALUES (?, ?, ?, ?, ?, ?, coalesce(
  (SELECT seq FROM events WHERE stream = ? AND version = 1), (SELECT 1 + coalesce(max(seq), 0) FROM events)))
ON CONFLICT(order_id) DO UPDATE SET
  name = excluded.name, note = excluded.note, allergy = excluded.allergy, who = excluded.who
"""
_SAY = """
INSERT INTO said(order_id, step, line) SELECT order_id, ?, ? FROM guests WHERE order_id = ? AND who <> ''
ON CONFLICT(order_id, step) DO UPDATE SET line = excluded.line
"""
_OPENED = "SELECT seq FROM events WHERE stream = ? AND version = 1"
_EARLIER = f"""
SELECT g.order_id, g.seq, o.state, o.finished_at FROM guests g JOIN orders o ON o.order_id = g.order_id
WHERE g.who = ? AND g.seq < ? ORDER BY g.seq DESC LIMIT {MOST}
"""  # noqa: S608 - a number of ours
_SAID = "SELECT step, line FROM said WHERE order_id = ?"


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


def visits(file: JournalFile, guests: Sequence[Guest]) -> dict[str, Visits]:
    """Return what the record holds under these guests' names from before their orders; the nameless are left out."""
    named = [(guest.order_id, name_key(guest.name)) for guest in guests if name_key(guest.name)]
    if not named:
        return {}
    with file.reading() as connection:
        return {order_id: _visits(connection, order_id, who) for order_id, who in named}


def _visits(connection: sqlite3.Connection, order_id: str, who: str) -> Visits:
    opened = connection.execute(_OPENED, (order_id,)).fetchone()
    earlier = connection.execute(_EARLIER, (who, opened[0] if opened else 0)).fetchall()
    heard: dict[str, SpokenLine] = {}
    for before, seq, _state, _finished_at in earlier:
        for step, line in connection.execute(_SAID, (before,)):
            heard.setdefault(step, SpokenLine(seq, line))
    return Visits(
        sum(state != "void" for _, _, state, _ in earlier),
        tuple(
            round(1000 * datetime.fromisoformat(finished_at).timestamp())
            for _, _, _, finished_at in earlier
            if finished_at
        ),
        heard,
    )
