"""Disks that are full, read-only or held by somebody else: a sentence that says what to do, and work goes on after."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from kiosk import wiring
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.backup import backup, restore
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from tests.holder import held
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
    """Return a disk of 2 MB: an empty record with its log takes most of it."""
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=2000k", "tmpfs", str(place))
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
    assert 0 == wiring.room(disk)
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
        with pytest.raises(StorageUnavailable, match=rf"The disk of {view}/kiosk\.db is read-only\."):
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
    barred = words.removeprefix("This user may not use ").partition(": it belongs to ")[0]
    assert Path(barred) in (tmp_path / "shop" / "kiosk.db").parents


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


def test_who_holds_the_record_is_named_while_it_is_waited_for(tmp_path: Path) -> None:
    """By the system's list of locks; what waited is done when it is free, and nothing is waited for any more."""
    database = tmp_path / "kiosk.db"
    journal = SqliteJournal(database)
    shift = Shift(journal)
    assert journal.wait() is None
    with ThreadPoolExecutor(1) as thread, held(database) as program:
        opening = thread.submit(shift.open, 1)
        wait = None
        while wait is None or wait.seconds < 0.2:
            wait = journal.wait()
            sleep(0.01)
        assert wait.process in {program.pid, 0}
        named = wait.holder()
        assert named == "a program" or named.startswith(f"process {program.pid} (")
        assert wait.holder(short=True) in {"a program", f"process {program.pid}"}
        program.kill()
        assert "20261122-1" == opening.result()
    assert journal.wait() is None
    journal.close()


def test_a_command_says_that_it_waits_and_for_whom(tmp_path: Path) -> None:
    """On stderr, once; then it does what it was to do."""
    database = tmp_path / "kiosk.db"
    SqliteJournal(database).close()
    words = ["order", "start", "--by", "Ana", "--playbook", "burger", "--database", str(database)]
    with held(database) as program:
        command = [sys.executable, "-m", "kiosk", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as waiting:
            assert waiting.stderr
            said = waiting.stderr.readline()
            assert f"held by process {program.pid} (" in said or said.endswith("held by a program\n")
            assert said.startswith("waiting for the record, 1 s, ")
            program.kill()
            assert "" == waiting.stderr.read()
            assert 0 == waiting.wait()


def test_what_waited_in_vain_is_told_by_whom_and_goes_on_when_it_is_free(tmp_path: Path) -> None:
    """The record is known to be held until it is not, whether or not anything is written meanwhile."""
    database = tmp_path / "kiosk.db"
    journal = SqliteJournal(database, patience=0.3)
    shift = Shift(journal)
    with held(database) as program:
        with pytest.raises(StorageUnavailable, match=rf"Process {program.pid} \(.+\) holds the record|Another program"):
            shift.open(1)
        assert [] == list(journal.since(0))
        wait = journal.wait()
        assert wait is None or wait.process == program.pid
    assert journal.wait() is None
    shift.open(1)
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


SICK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int sick(int fd, long end) {
  char name[64], path[4096];
  const char *file = getenv("SICK");
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(name, path, sizeof path - 1);
  if (!file || length < 0 || end <= 4096) return 0;
  path[length] = 0;
  if (strcmp(path, file)) return 0;
  errno = EIO;
  return 1;
}
#define CALL(kind, name, given, passed, end) \
  ssize_t name given { static ssize_t (*real) given; if (!real) real = dlsym(RTLD_NEXT, #name); \
    return sick(fd, end) ? -1 : real passed; }
CALL(ssize_t, pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at), (long)(at + n))
CALL(ssize_t, pread64, (int fd, void *to, size_t n, off_t at), (fd, to, n, at), (long)(at + n))
CALL(ssize_t, read, (int fd, void *to, size_t n), (fd, to, n), (long)n)
"""
"""Lets the system fail to read all but the first page of one file, as a disk does that is going."""


@pytest.fixture(scope="module")
def sick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library that makes a disk sick, or skip where nothing can make it."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler to make a disk sick")
    folder = tmp_path_factory.mktemp("sick")
    (folder / "sick.c").write_text(SICK)
    made = [compiler, "-shared", "-fPIC", "-o", str(folder / "sick.so"), str(folder / "sick.c"), "-ldl"]
    subprocess.run(made, check=True)
    return folder / "sick.so"


def ended(library: Path, file: Path, *words: str) -> str:
    """Return what a command says while the disk cannot read a file."""
    env = {**os.environ, "LD_PRELOAD": str(library), "SICK": str(file)}
    command = [sys.executable, "-m", "kiosk", "journal", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 3
    return done.stderr


def test_a_disk_that_cannot_read_is_told_from_damage(tmp_path: Path, sick: Path) -> None:
    """The file that fails is named: the record, or the backup and not the record beside it."""
    database, copy = tmp_path / "kiosk.db", tmp_path / "copy.db"
    journal = SqliteJournal(database)
    Shift(journal).serve(1)
    journal.close()
    backup(database, copy)
    at = ("--database", str(database))
    for words in (("verify", *at), ("info", *at), ("backup", str(tmp_path / "other.db"), *at)):
        assert f"{database} cannot be read: its disk reports an error." in ended(sick, database, *words)
    said = ended(sick, copy, "restore", str(copy), *at)
    assert f"{copy} cannot be read: its disk reports an error." in said
    assert str(database) not in said


def test_a_backup_onto_a_full_disk_names_the_backup(disk: Path, tmp_path: Path) -> None:
    """Nothing is said of the record, and nothing is left of the copy."""
    journal = SqliteJournal(tmp_path / "kiosk.db")
    shift = Shift(journal)
    shift.serve(1)
    (disk / "other").write_bytes(bytes(1_900_000))
    with pytest.raises(StorageUnavailable) as caught:
        backup(tmp_path / "kiosk.db", disk / "copy.db")
    assert caught.value.words.startswith(f"{disk}/copy.db cannot be written (the disk is full)")
    assert ["other"] == [path.name for path in disk.iterdir()]
    journal.close()


def test_a_damaged_backup_is_named_and_the_record_stays(tmp_path: Path) -> None:
    """Noise in it, half of it, no record at all: what is told is the backup's name."""
    database, copy = tmp_path / "kiosk.db", tmp_path / "copy.db"
    journal = SqliteJournal(database)
    shift = Shift(journal)
    for number in range(1, 20):
        shift.serve(number)
    backup(database, copy)
    journal.close()
    whole = copy.read_bytes()
    noise = whole[: 4096 * 3] + b"\xa5" * 4096 * 9 + whole[4096 * 12 :]
    for broken in (noise, whole[: len(whole) // 2], b"no record"):
        copy.write_bytes(broken)
        with pytest.raises((StorageUnavailable, Refused)) as caught:
            restore(database, copy)
        assert str(copy) in str(caught.value)
        assert str(database) not in str(caught.value)
    assert () == verify(database)


@pytest.mark.parametrize("kilobytes", [100, 300, 500, 700])
def test_a_disk_full_at_the_very_start_leaves_no_half_of_a_record(tmp_path: Path, kilobytes: int) -> None:
    """It is said, and with room the same start makes the record."""
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place))
    try:
        with pytest.raises(StorageUnavailable, match="The disk is full"):
            SqliteJournal(place / "kiosk.db").close()
        assert [] == [name.name for name in place.iterdir() if name.suffix != ".lock" and name.stat().st_size]
        mount("-o", "remount,size=3000k", str(place))
        SqliteJournal(place / "kiosk.db").close()
        assert () == verify(place / "kiosk.db")
    finally:
        subprocess.run(["umount", "-l", place], check=True)
