"""How far followers have acted outside: a connection of its own, for the follower's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.journal import events
from kiosk.journal.file import JournalFile
from kiosk.journal.held.seals import seal
from kiosk.journal.sqlite import ORDER, guests, playbook, wall_clock
from kiosk.work.order.event import Guest, Recorded
from kiosk.work.playbook.playbook import Playbook

_FINISHED = """
SELECT seq, stream FROM events INDEXED BY events_finished
WHERE kind = 'order-finished' AND seq > coalesce((SELECT seq FROM followers WHERE name = ?), 0) ORDER BY seq
"""
_MOVE = "INSERT INTO followers VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET seq = excluded.seq"
_BEGIN = "INSERT INTO slips VALUES (?, ?, 1) ON CONFLICT(order_id) DO UPDATE SET copies = copies + 1 RETURNING copies"


class SqliteBookmarks:
    """The followers' bookmarks in the file at `path`."""

    def __init__(self, path: Path, *, now: Callable[[], int] = wall_clock) -> None:
        """Open the file; `now` says when a slip is begun."""
        self._file = JournalFile(path)
        self._now = now

    def finished_since(self, follower: str) -> tuple[tuple[int, str], ...]:
        """Return (seq, order id) of every order finished after the follower's bookmark, in order.

        An order that was finished, undone and finished again stands there twice.
        """
        return tuple((int(seq), str(order_id)) for seq, order_id in self._file.rows(_FINISHED, (follower,)))

    def begin_slip(self, order_id: str) -> bool:
        """Note that a slip is about to be printed; True when one was begun for this order before."""
        with self._file.writing() as connection:
            ((copies,),) = connection.execute(_BEGIN, (order_id, self._now())).fetchall()
            seal(connection, "slips", order_id)
        return bool(copies > 1)

    def move(self, follower: str, seq: int) -> None:
        """Set the bookmark: everything up to `seq` is done."""
        with self._file.writing() as connection:
            connection.execute(_MOVE, (follower, seq))
            seal(connection, "followers", follower)

    def order(self, order_id: str) -> tuple[Recorded, ...]:
        """Return every event of one order."""
        return events.all_recorded(self._file.rows(ORDER, (order_id,)))

    def guests(self, order_ids: Sequence[str]) -> dict[str, Guest]:
        """Return what is still known of these orders' guests."""
        return guests(self._file, order_ids)

    def playbook(self, hash_: str) -> Playbook | None:
        """Return a playbook by its hash."""
        return playbook(self._file, hash_)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
