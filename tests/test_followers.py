"""The slip printer: a slip for every finished order, one each, through crashes and missing devices."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.devices.printer import SilentPrinter
from kiosk.devices.slip_printer import MOST_OWED, SlipPrinter
from kiosk.errors import StorageUnavailable
from kiosk.work.order.event import Guest, Recorded, Stamp
from kiosk.work.order.order_events import OrderFinished, OrderOpened
from kiosk.work.order.ticket_events import TicketBumped, TicketUndone
from kiosk.work.playbook.playbook import Playbook
from tests.devices.orders import finished
from tests.playbooks import DINER


class FakeBookmarks:
    """A journal and its bookmarks in memory."""

    def __init__(self, *orders: tuple[Recorded, ...]) -> None:
        """Hold some orders' records."""
        self.records = {records[0].stream: records for records in orders}
        self.place = 0
        self.begun: list[str] = []
        self.trouble = ""
        self.known: Playbook | None = DINER
        self.missing: set[str] = set()
        self.order_faults: set[str] = set()
        self.closed = False

    def finished_since(self, follower: str) -> tuple[tuple[int, str], ...]:
        """Return the finishing rows after the bookmark."""
        if self.trouble:
            raise StorageUnavailable(self.trouble)
        rows = [row for records in self.records.values() for row in records if isinstance(row.event, OrderFinished)]
        return tuple(sorted((row.seq, row.stream) for row in rows if row.seq > self.place))

    def begin_slip(self, order_id: str) -> bool:
        """Note a slip that begins."""
        self.begun.append(order_id)
        return order_id in self.begun[:-1]

    def move(self, follower: str, seq: int) -> None:
        """Set the bookmark."""
        self.place = seq

    def order(self, order_id: str) -> tuple[Recorded, ...]:
        """Return an order's records."""
        if order_id in self.order_faults:
            raise ValueError(order_id)
        return self.records[order_id]

    def guests(self, order_ids: Sequence[str]) -> dict[str, Guest]:
        """Know one guest."""
        return {"order-a": Guest("order-a", "Ana")}

    def playbook(self, hash_: str) -> Playbook | None:
        """Return the diner."""
        return None if hash_ in self.missing else self.known

    def close(self) -> None:
        """Let go."""
        self.closed = True


A, B = finished("order-a", 1), finished("order-b", 2, first_seq=100)


def follower(bookmarks: FakeBookmarks, printer: SilentPrinter, tmp_path: Path) -> SlipPrinter:
    """Follow in this process."""
    return SlipPrinter(bookmarks, printer, tmp_path / "slips.lock", UTC)


def copies(printer: SilentPrinter) -> list[tuple[str, bool]]:
    """Say which slips came out, and which say COPY."""
    return [(slip.name, "COPY" in "\n".join(slip.lines)) for slip in printer.printed]


def test_every_finished_order_gets_one_slip(tmp_path: Path) -> None:
    """Each finished order is printed once, in order, and not again."""
    bookmarks, printer = FakeBookmarks(A, B), SilentPrinter()
    slips = follower(bookmarks, printer, tmp_path)
    assert [2, 0] == [slips.catch_up(), slips.catch_up()]
    assert [("order-a", False), ("order-b", False)] == copies(printer)
    assert B[-1].seq == bookmarks.place
    assert "Ana" in "\n".join(printer.printed[0].lines)


def test_new_orders_are_printed_as_they_come(tmp_path: Path) -> None:
    """An order finished later is printed at the next look."""
    bookmarks, printer = FakeBookmarks(A), SilentPrinter()
    slips = follower(bookmarks, printer, tmp_path)
    slips.catch_up()
    bookmarks.records["order-b"] = B
    assert 1 == slips.catch_up()
    assert [("order-a", False), ("order-b", False)] == copies(printer)


def test_an_unprinted_order_taken_back_gets_no_slip(tmp_path: Path) -> None:
    """An order whose hand-over was undone has no slip until it is finished again, and then one."""
    last = A[-1]
    undone = Recorded(50, "order-a", 90, "u", last.stamp, TicketUndone("hand-over"), "0" * 64)
    bookmarks, printer = FakeBookmarks((*A, undone)), SilentPrinter()
    slips = follower(bookmarks, printer, tmp_path)
    assert 0 == slips.catch_up()
    bump = Recorded(51, "order-a", 91, "b", last.stamp, TicketBumped("hand-over", "v"), "1" * 64)
    bookmarks.records["order-a"] += (bump, Recorded(52, "order-a", 92, "b", last.stamp, OrderFinished(), "2" * 64))
    assert 1 == slips.catch_up()
    assert [("order-a", False)] == copies(printer)
    assert printer.printed[0].payload.endswith("2" * 16)


def handed_over_again(order: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """Take an order back and hand it over once more."""
    stamp: Stamp = order[-1].stamp
    return (
        *order,
        Recorded(50, order[0].stream, 90, "u", stamp, TicketUndone("hand-over"), "0" * 64),
        Recorded(51, order[0].stream, 91, "b", stamp, TicketBumped("hand-over", "v"), "1" * 64),
        Recorded(52, order[0].stream, 92, "b", stamp, OrderFinished(), "2" * 64),
    )


def test_an_order_handed_over_again_after_its_slip_gets_a_corrected_one(tmp_path: Path) -> None:
    """Its code differs from the first slip's, so it is no copy."""
    bookmarks, printer = FakeBookmarks(A), SilentPrinter()
    slips = follower(bookmarks, printer, tmp_path)
    slips.catch_up()
    bookmarks.records["order-a"] = handed_over_again(A)
    assert 1 == slips.catch_up()
    assert [("order-a", False), ("order-a", False)] == copies(printer)
    assert [0, 2] == ["\n".join(slip.lines).count("*** CORRECTED ***") for slip in printer.printed]
    assert printer.printed[0].payload != printer.printed[1].payload


def test_a_slip_that_surely_did_not_come_out_is_not_corrected(tmp_path: Path) -> None:
    """Taken back and handed over again while the printer was missing: the guest holds no other slip."""
    bookmarks, printer = FakeBookmarks(A), SilentPrinter()
    slips = follower(bookmarks, printer, tmp_path)
    printer.trouble = "No paper."
    slips.catch_up()
    bookmarks.records["order-a"] = handed_over_again(A)
    printer.trouble = ""
    assert 1 == slips.catch_up()
    assert "***" not in "\n".join(printer.printed[0].lines)


def test_an_order_finished_twice_unseen_gets_one_slip(tmp_path: Path) -> None:
    """Of two finishing rows only the one that holds is printed."""
    printer = SilentPrinter()
    assert 1 == follower(FakeBookmarks(handed_over_again(A)), printer, tmp_path).catch_up()
    assert [("order-a", False)] == copies(printer)


def test_a_missing_printer_holds_the_bookmark(tmp_path: Path) -> None:
    """Without a printer slips wait with one sentence, then come out, none of them a copy and none lost."""
    bookmarks, printer = FakeBookmarks(A, B), SilentPrinter()
    printer.trouble = "No paper."
    slips = follower(bookmarks, printer, tmp_path)
    assert (0, "No paper.", 0) == (slips.catch_up(), slips.trouble, bookmarks.place)
    assert 0 == slips.catch_up()
    printer.trouble = ""
    assert (2, "") == (slips.catch_up(), slips.trouble)
    assert [("order-a", False), ("order-b", False)] == copies(printer)


def test_storage_trouble_is_a_sentence(tmp_path: Path) -> None:
    """A journal that cannot be read is a sentence, and is tried again."""
    bookmarks, printer = FakeBookmarks(A), SilentPrinter()
    bookmarks.trouble = "The disk is gone."
    slips = follower(bookmarks, printer, tmp_path)
    assert (0, "The disk is gone.") == (slips.catch_up(), slips.trouble)
    bookmarks.trouble = ""
    assert (1, "") == (slips.catch_up(), slips.trouble)


def test_an_order_that_cannot_be_printed_keeps_no_other_waiting(tmp_path: Path) -> None:
    """It is named with its reason, the next ones come out, and so does it when its playbook is there again."""
    bookmarks, printer = FakeBookmarks(A, B), SilentPrinter()
    bookmarks.missing = {A[0].event.playbook} if isinstance(A[0].event, OrderOpened) else set()
    bookmarks.records["order-b"] = tuple(
        replace(row, event=replace(row.event, playbook="other")) if isinstance(row.event, OrderOpened) else row
        for row in B
    )
    slips = follower(bookmarks, printer, tmp_path)
    told = "Order order-a has no slip. Its playbook is not in the record. Others are printed."
    assert (1, told) == (slips.catch_up(), slips.trouble)
    assert (0, told, B[-1].seq) == (slips.catch_up(), slips.trouble, bookmarks.place)
    bookmarks.missing = set()
    assert (1, "", B[-1].seq) == (slips.catch_up(), slips.trouble, bookmarks.place)
    assert [("order-b", False), ("order-a", False)] == copies(printer)


def test_an_order_whose_rows_break_the_program_is_named_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is wrong with one order, others are printed."""
    bookmarks, printer = FakeBookmarks(A, B), SilentPrinter()
    bookmarks.order_faults = {"order-a"}
    slips = follower(bookmarks, printer, tmp_path)
    assert [1, 0] == [slips.catch_up(), slips.catch_up()]
    assert "Order order-a has no slip. Something went wrong that nobody foresaw. Others are printed." == slips.trouble
    assert 1 == len(caplog.records)


def test_of_many_orders_without_a_slip_the_last_are_tried_again(tmp_path: Path) -> None:
    """One of them is named, with the number of the others."""
    many = [finished(f"order-{number}", number, first_seq=number * 100) for number in range(1, MOST_OWED + 3)]
    bookmarks, printer = FakeBookmarks(*many), SilentPrinter()
    bookmarks.known = None
    slips = follower(bookmarks, printer, tmp_path)
    assert 0 == slips.catch_up()
    assert f"So it is with {MOST_OWED - 1} more." in slips.trouble
    bookmarks.known = DINER
    assert (MOST_OWED, "") == (slips.catch_up(), slips.trouble)


def test_a_lock_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """With the system's reason; the bookmark stays."""
    bookmarks, lock = FakeBookmarks(A), tmp_path / "nowhere" / "lock"
    slips = SlipPrinter(bookmarks, SilentPrinter(), lock, UTC)
    assert (0, 0) == (slips.catch_up(), bookmarks.place)
    assert f"Slips wait: {lock} cannot be written to (No such file or directory)." == slips.trouble


def test_the_unforeseen_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hinders every slip, though nobody foresaw it, is a sentence and holds the bookmark."""
    bookmarks = FakeBookmarks(A)
    monkeypatch.setattr(bookmarks, "finished_since", lambda _name: 1 // 0)
    slips = follower(bookmarks, SilentPrinter(), tmp_path)
    assert (0, 0) == (slips.catch_up(), bookmarks.place)
    assert slips.trouble.startswith("Slips wait: something went wrong")


def test_one_process_prints_at_a_time(tmp_path: Path) -> None:
    """While another holds the lock nothing is printed; when it lets go, the rest comes out here."""
    first, second = SilentPrinter(), SilentPrinter()
    bookmarks = FakeBookmarks(A)
    leading, waiting = follower(bookmarks, first, tmp_path), follower(bookmarks, second, tmp_path)
    assert [1, 0] == [leading.catch_up(), waiting.catch_up()]
    bookmarks.records["order-b"] = B
    assert 0 == waiting.catch_up()
    leading.close()
    assert bookmarks.closed
    assert 1 == waiting.catch_up()
    assert [("order-b", False)] == copies(second)


def test_children_do_not_inherit_the_lock(tmp_path: Path) -> None:
    """A player still running when the terminal dies holds no lock."""
    slips = follower(FakeBookmarks(A), SilentPrinter(), tmp_path)
    slips.catch_up()
    with subprocess.Popen(["sleep", "30"]) as child:
        slips.close()
        with (tmp_path / "slips.lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        child.kill()


DYING = """
    import json, os, pathlib, signal, sys
    from datetime import UTC
    from kiosk.devices.printer import FilePrinter
    from kiosk.devices.slip_printer import SlipPrinter
    from tests.devices.orders import finished
    from tests.test_followers import FakeBookmarks

    folder, dies = pathlib.Path(sys.argv[1]), sys.argv[2]

    class OnDisk(FakeBookmarks):
        def begin_slip(self, order_id):
            with (folder / "begun").open("a+") as file:
                file.seek(0)
                before = order_id in file.read().split()
                file.write(order_id + "\\n")
            if dies == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            return before

        def move(self, follower, seq):
            if dies == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            (folder / "place").write_text(str(seq))

    bookmarks = OnDisk(*(finished(f"order-{n}", n, first_seq=n * 100) for n in (1, 2, 3)))
    bookmarks.place = int((folder / "place").read_text()) if (folder / "place").exists() else 0
    SlipPrinter(bookmarks, FilePrinter(folder / "slips"), folder / "lock", UTC).catch_up()
"""


def run(folder: Path, dies: str) -> int:
    """Print in a process of its own, which kills itself before or after printing, or not at all."""
    command = [sys.executable, "-c", textwrap.dedent(DYING), str(folder), dies]
    return subprocess.run(command, cwd=Path(__file__).parent.parent, check=False).returncode


@pytest.mark.faults
@pytest.mark.parametrize(("dies", "first"), [("after", False), ("before", True)])
def test_killed_while_printing(tmp_path: Path, dies: str, first: bool) -> None:
    """Killed around the printing, every order still gets its slip, and one that may be a second says COPY."""
    assert -signal.SIGKILL == run(tmp_path, dies)
    assert 0 == run(tmp_path, "never")
    slips = {path.name: "COPY" in path.read_text() for path in (tmp_path / "slips").glob("*.txt")}
    again = {} if first else {"order-1-copy2.txt": True}
    assert {"order-1.txt": first, **again, "order-2.txt": False, "order-3.txt": False} == slips
    assert not list((tmp_path / "slips").glob(".*"))
    assert 0 == run(tmp_path, "never")
    assert len(slips) == len(list((tmp_path / "slips").glob("*.txt")))
