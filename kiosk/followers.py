"""Followers: they read the journal with a bookmark of their own and act outside.

The slip printer: exactly one slip for each finished order. What it is about to print is noted before, the bookmark is
moved after, so a crash in between prints again, and the second one says COPY: at least once, and never twice unmarked.
"""

from __future__ import annotations

import fcntl
import logging
import os
from datetime import tzinfo
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.ports import Bookmarks, Printer
from kiosk.work.events import OrderFinished
from kiosk.work.order import replay
from kiosk.work.slip import slip

LOG = logging.getLogger(__name__)
LOG.addHandler(logging.NullHandler())

SLIPS = "slips"
"""The slip printer's name in the bookmarks."""


class SlipPrinter:
    """Prints a slip for every order that is finished, in one process at a time."""

    def __init__(self, bookmarks: Bookmarks, printer: Printer, lock_path: Path, zone: tzinfo) -> None:
        """Follow with `bookmarks`; whoever holds the lock on `lock_path` prints. Slips say the local time of `zone`."""
        self.trouble = ""
        """Why slips wait, in one sentence; empty while they do not."""
        self._bookmarks = bookmarks
        self._printer = printer
        self._lock_path = lock_path
        self._zone = zone
        self._lock: int | None = None
        self._begun: dict[str, bool] = {}
        """Orders begun here and not printed yet: whether they were a copy when they were begun."""

    def catch_up(self) -> int:
        """Print what is finished and has no slip yet; give how many came out.

        Never raises: on trouble the bookmark stays, and the next call tries again. Prints nothing while another
        process holds the lock.
        """
        count = 0
        try:
            if not self._leads():
                return 0
            for seq, order_id in self._bookmarks.finished_since(SLIPS):
                count += self._print(seq, order_id)
                self._bookmarks.move(SLIPS, seq)
                self._begun.pop(order_id, None)
            self.trouble = ""
        except KioskError as error:
            self.trouble = str(error)
        except Exception:
            LOG.exception("no slip")
            self.trouble = "Slips wait: something went wrong that nobody foresaw. The log says what."
        return count

    def close(self) -> None:
        """Let another process print, and let go of the bookmarks."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        self._bookmarks.close()

    def _print(self, seq: int, order_id: str) -> int:
        """Print the slip of the order finished by row `seq`; 0 when that was taken back, or another row finished it."""
        records = self._bookmarks.order(order_id)
        order = replay(records).get(order_id)
        rows = [record.seq for record in records if isinstance(record.event, OrderFinished)]
        if order is None or order.finished is None or rows[-1] != seq:
            return 0
        playbook = self._bookmarks.playbook(order.playbook)
        if playbook is None:
            raise KioskError(f"Slips wait: the playbook of order {order.number} is not in the record.")
        copy = self._begun.get(order_id)
        if copy is None:
            copy = self._begun[order_id] = self._bookmarks.begin_slip(order_id)
        guest = self._bookmarks.guests([order_id]).get(order_id)
        made = slip(order, playbook, guest, self._zone, copy=copy)
        self._printer.print(made.name, made.lines, made.payload)
        return 1

    def _leads(self) -> bool:
        """Hold the lock, or try to get it; it is free again the moment its holder dies."""
        if self._lock is not None:
            return True
        lock = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True
