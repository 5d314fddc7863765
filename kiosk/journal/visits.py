"""Names and what was said under them: beside the guests, outside the chain, and gone with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from kiosk.journal.file import JournalFile
from kiosk.work.board.visit import MOST, SpokenLine, Visits, name_key
from kiosk.work.order.event import Guest

_GUEST = """
INSERT INTO guests(order_id, name, note, allergy, who, seq)
VALUES (?, ?, ?, ?, ?, (SELECT seq FROM events WHERE stream = ? AND version = 1))
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
_SAID = f"""
SELECT s.step, e.seq, s.line FROM ({_EARLIER}) e CROSS JOIN said s ON s.order_id = e.order_id ORDER BY e.seq DESC
"""  # noqa: S608 - as above


def keep_guest(connection: sqlite3.Connection, guest: Guest) -> None:
    """Write what is known of a guest; inside a transaction that writes, after the order's first event."""
    values = (guest.order_id, guest.name, guest.note, guest.allergy, name_key(guest.name), guest.order_id)
    connection.execute(_GUEST, values)


def keep_said(connection: sqlite3.Connection, order_id: str, said: Sequence[tuple[str, str]]) -> None:
    """Write which line was said at which step, where the guest has a name; inside a transaction that writes."""
    for step, line in said:
        connection.execute(_SAY, (step, line, order_id))


def visits(file: JournalFile, guests: Sequence[Guest]) -> dict[str, Visits]:
    """Return what the record holds under these guests' names from before their orders; the nameless are left out."""
    named = [(guest.order_id, name_key(guest.name)) for guest in guests if name_key(guest.name)]
    if not named:
        return {}
    with file.reading() as connection:
        return {order_id: _visits(connection, order_id, who) for order_id, who in named}


def _visits(connection: sqlite3.Connection, order_id: str, who: str) -> Visits:
    opened = connection.execute(_OPENED, (order_id,)).fetchone()
    of_name = (who, opened[0] if opened else 0)
    earlier = connection.execute(_EARLIER, of_name).fetchall()
    heard: dict[str, SpokenLine] = {}
    for step, seq, line in connection.execute(_SAID, of_name) if earlier else ():
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
