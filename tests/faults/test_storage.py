"""Disks that are full, read-only or held by somebody else: a sentence that says what to do, and work goes on after."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import StorageUnavailable
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from tests.journal.shift import Shift

pytestmark = pytest.mark.faults


def mount(*words: str) -> None:
    """Mount something, or skip where that is not allowed."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("needs root and mount to make a small disk")
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mount is not allowed here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 1 MB: an empty record with its log takes most of it."""
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=1000k", "tmpfs", str(place))
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def open_until_refused(shift: Shift) -> int:
    """Open orders until the disk is full; gives the number of the one that was not opened."""
    number = 0
    try:
        while True:
            number += 1
            shift.open(number)
    except StorageUnavailable as error:
        if "The disk is full" not in error.words:
            raise
    return number


def trouble(database: Path) -> str:
    """Return what a look through the record says."""
    try:
        return " ".join(finding.words for finding in verify(database))
    except StorageUnavailable as error:
        return error.words


def test_a_full_disk_is_said_and_work_goes_on_when_there_is_room(disk: Path) -> None:
    """Everything acknowledged before is there; the verb that failed is done by the same op later."""
    journal = SqliteJournal(disk / "kiosk.db")
    shift = Shift(journal)
    number = open_until_refused(shift)
    assert number - 1 == len(journal.since(0))
    assert number - 1 == journal.last_number(shift.day)
    mount("-o", "remount,size=8m", str(disk))
    shift.open(number)
    assert number == len(journal.since(0))
    journal.close()
    assert () == verify(disk / "kiosk.db")


def test_a_disk_that_became_read_only_is_said(tmp_path: Path) -> None:
    """A record that can be read but not written says so and what to do."""
    shop, view = tmp_path / "shop", tmp_path / "view"
    view.mkdir()
    journal = SqliteJournal(shop / "kiosk.db")
    Shift(journal).open(1)
    journal.close()
    mount("--bind", str(shop), str(view))
    try:
        mount("-o", "remount,ro,bind", str(view))
        with pytest.raises(StorageUnavailable, match=r"writable|cannot be opened"):
            SqliteJournal(view / "kiosk.db")
    finally:
        subprocess.run(["umount", "-l", view], check=True)


def test_no_rights_are_said(tmp_path: Path) -> None:
    """A record of another user is named, not crashed on."""
    (tmp_path / "shop").mkdir(mode=0o700)
    if os.geteuid() != 0:
        (tmp_path / "shop").chmod(0o500)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            SqliteJournal(tmp_path / "shop" / "kiosk.db")
        except StorageUnavailable as error:
            os.write(writing, error.words.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    words = os.read(reading, 1000).decode()
    os.close(reading)
    assert "cannot be opened. Check that the folder exists and belongs to this user." in words


def test_another_program_that_holds_the_record_is_waited_for_and_then_said(tmp_path: Path) -> None:
    """Someone edits the file by hand: the writer gives up in time, and goes on when the other has ended."""
    database = tmp_path / "kiosk.db"
    journal = SqliteJournal(database, patience=0.3)
    shift = Shift(journal)
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="Another program holds the record"):
        shift.open(1)
    holder.execute("ROLLBACK")
    holder.close()
    shift.open(1)
    assert 1 == len(journal.since(0))
    journal.close()


def test_a_terminal_that_hangs_is_named(tmp_path: Path) -> None:
    """A process stopped in its turn is said by its number."""
    database = tmp_path / "kiosk.db"
    journal = SqliteJournal(database, patience=0.2)
    shift = Shift(journal)
    with (tmp_path / "kiosk.db.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4242      ")
        lock.flush()
        with pytest.raises(StorageUnavailable, match="Process 4242 holds the record"):
            shift.open(1)
    shift.open(1)
    journal.close()


def test_damage_is_said_or_found(tmp_path: Path) -> None:
    """A page of noise in the middle of the file is never silently believed."""
    database = tmp_path / "kiosk.db"
    journal = SqliteJournal(database)
    shift = Shift(journal)
    for number in range(1, 30):
        shift.serve(number)
    journal.close()
    content = bytearray(database.read_bytes())
    silent = []
    for page in range(1, len(content) // 4096, 9):
        broken = content.copy()
        broken[page * 4096 : page * 4096 + 512] = b"\xa5" * 512
        database.write_bytes(broken)
        if not trouble(database):
            silent.append(page)
    assert [] == silent
