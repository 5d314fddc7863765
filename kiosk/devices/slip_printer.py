"""Followers: they read the journal with a bookmark of their own and act outside.

The slip printer: exactly one slip for each finished order. What it is about to print is noted before, the bookmark is
moved after, so a crash in between prints again, and the second one says COPY: at least once, and never twice unmarked.
When the order was taken back and handed over again since, it says CORRECTED: its code is another one.
An order that cannot be printed keeps no other one waiting.
"""

from __future__ import annotations

import fcntl
import logging
import os
from datetime import tzinfo
from pathlib import Path

from kiosk.counter.ports import Bookmarks, Printer
from kiosk.errors import DeviceMissing, KioskError, StorageUnavailable
from kiosk.words import _, plural
from kiosk.work.order.fold import replay
from kiosk.work.order.order_events import OrderFinished
from kiosk.work.record.slip import Again, slip
from kiosk.work.text.text import clean

LOG = logging.getLogger(__name__)
LOG.addHandler(logging.NullHandler())

SLIPS = "slips"
"""The slip printer's name in the bookmarks."""

MOST_OWED = 20
"""Orders that could not be printed and are tried again; of more the oldest are left to `kiosk slip print`."""


class SlipPrinter:
    """Prints a slip for every order that is finished, in one process at a time."""

    def __init__(
        self, bookmarks: Bookmarks, printer: Printer, lock_path: Path, zone: tzinfo, language: str = ""
    ) -> None:
        """Follow with `bookmarks`; whoever holds the lock on `lock_path` prints.

        Slips say the local time of `zone`, in `language` where the guest's is not known.
        """
        self.trouble = ""
        """Why slips wait, in one sentence; empty while they do not."""
        self._bookmarks = bookmarks
        self._printer = printer
        self._lock_path = lock_path
        self._zone = zone
        self._language = language
        self._lock: int | None = None
        self._begun: dict[str, bool] = {}
        """Orders begun here and not printed yet: whether one was begun before."""
        self._owed: dict[int, tuple[str, str]] = {}
        """Finishing rows of orders that have a fault of their own, with their ids and what the fault is."""

    def catch_up(self) -> int:
        """Print what is finished and has no slip yet; give how many came out.

        Never raises: on trouble the bookmark stays, and the next call tries again. Prints nothing while another
        process holds the lock.
        """
        count = 0
        try:
            if not self._leads():
                return 0
            finished = self._bookmarks.finished_since(SLIPS)
            for seq, (order_id, _why) in tuple(self._owed.items()):
                count += self._try(seq, order_id)
            for seq, order_id in finished:
                count += self._try(seq, order_id)
                self._bookmarks.move(SLIPS, seq)
            self.trouble = self._owing()
        except KioskError as error:
            self.trouble = str(error)
        except Exception:
            LOG.exception("no slip")
            self.trouble = _("Slips wait: something went wrong that nobody foresaw. The log says what.")
        return count

    def close(self) -> None:
        """Let another process print, and let go of the bookmarks."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        self._bookmarks.close()

    def _try(self, seq: int, order_id: str) -> int:
        """Print a slip, or note that the order owes one; only what hinders every slip is raised."""
        try:
            count = self._print(seq, order_id)
        except (DeviceMissing, StorageUnavailable):
            raise
        except Exception as error:
            if seq not in self._owed:
                LOG.exception("no slip for order %s", order_id)
            why = str(error) if isinstance(error, KioskError) else _("Something went wrong that nobody foresaw.")
            self._owed[seq] = order_id, why
            while len(self._owed) > MOST_OWED:
                del self._owed[min(self._owed)]
            return 0
        self._owed.pop(seq, None)
        if count:
            self._begun.pop(order_id, None)
        return count

    def _owing(self) -> str:
        """Say which order has no slip, and why; nothing when every order has one."""
        for order_id, why in self._owed.values():
            order, more = clean(order_id, 40), len(self._owed) - 1
            if not more:
                return _("Order {order} has no slip. {why} Others are printed.", order=order, why=why)
            return plural(
                "Order {order} has no slip. {why} So it is with {n} more. Others are printed.",
                "Order {order} has no slip. {why} So it is with {n} more. Others are printed.",
                more,
                order=order,
                why=why,
            )
        return ""

    def _print(self, seq: int, order_id: str) -> int:
        """Print the slip of the order finished by row `seq`; 0 when that was taken back, or another row finished it."""
        records = self._bookmarks.order(order_id)
        order = replay(records).get(order_id)
        rows = [record.seq for record in records if isinstance(record.event, OrderFinished)]
        if order is None or order.finished is None or rows[-1] != seq:
            return 0
        playbook = self._bookmarks.playbook(order.playbook)
        if playbook is None:
            raise KioskError(_("Its playbook is not in the record."))
        begun = self._begun.get(order_id)
        if begun is None:
            begun = self._begun[order_id] = self._bookmarks.begin_slip(order_id)
        again: Again = "" if not begun else "CORRECTED" if len(rows) > 1 else "COPY"
        guest = self._bookmarks.guests([order_id]).get(order_id)
        made = slip(order, playbook, guest, self._zone, again=again, language=self._language)
        self._printer.print(made.name, made.lines, made.payload)
        return 1

    def _leads(self) -> bool:
        """Hold the lock, or try to get it; it is free again the moment its holder dies. Raises StorageUnavailable."""
        if self._lock is not None:
            return True
        try:
            lock = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            said = os.strerror(error.errno or 0)
            words = _("Slips wait: {folder} cannot be written to ({said}).", folder=self._lock_path, said=said)
            raise StorageUnavailable(words) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True
