"""How a file is made whole: never over a record, written under another name, forced to disk, then put in its place."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from kiosk.errors import Refused, StorageUnavailable

OWN = ("", "-wal", "-shm", "-journal", ".lock", ".slips", ".bells", ".pepper")
"""Ends of the names of the files that make a record, the folder of its bells among them."""

_MAGIC, _MARK, _MARK_AT = b"SQLite format 3\0", b"KIOS", 68
"""How an SQLite file begins, and the mark that makes it a record."""


def refuse_record(database: Path, target: Path, *, over_copies: bool = False) -> None:
    """Refuse to write a file that is the record's own, or another record; with `over_copies` only one in use.

    A log beside a file says that somebody has it open.
    """
    if is_own(database, target):
        raise Refused("is-the-record", f"{target}: that is the record itself. Give another file.")
    if Path(f"{target}-wal").exists() or (not over_copies and _is_record(target)):
        raise Refused("is-a-record", f"{target}: that is a record, and stays as it is. Give another file.")


def is_own(database: Path, target: Path) -> bool:
    """Whether a file is a record's own, by whatever name it is called."""
    bases = {str(database), os.path.realpath(database)}
    own = [Path(f"{base}{end}") for base in bases for end in OWN]
    return any(same(target, path) or same(target.parent, path) for path in own)


def same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file, there or not."""
    with suppress(OSError):
        return one.samefile(other)
    return os.path.realpath(one) == os.path.realpath(other)


def _is_record(path: Path) -> bool:
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(_MARK_AT + len(_MARK))
            return head.startswith(_MAGIC) and head.endswith(_MARK)
    return False


def unwritable(target: Path, error: OSError) -> StorageUnavailable:
    """Return the sentence for a file that cannot be written."""
    return StorageUnavailable(
        f"{target} cannot be written ({error.strerror or error}). Give another place or free some space."
    )


def write_whole(target: Path, content: bytes, *, new: bool = False, keep_mode: bool = False) -> None:
    """Write a file that only its owner may read, whole or not at all; raises StorageUnavailable.

    Where it is to be a `new` one, what is there stays: raises FileExistsError. With `keep_mode` whoever might read the
    file that is there still may.
    """
    try:
        if new:
            make_file(target)
        try:
            with beside(target, keep_mode=keep_mode) as out:
                out.write(content)
        except OSError:
            if new:  # its place was taken for what did not come
                target.unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise
    except OSError as error:
        raise unwritable(target, error) from error


@contextmanager
def beside(target: Path, *, keep_mode: bool = False) -> Iterator[BinaryIO]:
    """Open a file that only its owner may read, and that takes its place only when all went well.

    A link stays, and what it leads to is written. What is no file, such as a pipe or a device, is written into.
    """
    if _is_file_or_new(target):
        place = followed(target)
        descriptor, name = mkstemp(prefix=f".{place.name[:40]}.", dir=place.parent)
        try:
            with open(descriptor, "wb") as out:  # noqa: PTH123 - mkstemp gives a descriptor
                if keep_mode and place.exists():
                    os.fchmod(out.fileno(), place.stat().st_mode & 0o7777)
                yield out
            put_in_place(Path(name), place)
        finally:
            Path(name).unlink(missing_ok=True)
    else:
        with open(_opened_as_it_is(target), "wb") as out:
            yield out


def followed(target: Path) -> Path:
    """Return the place a path leads to through links; raises StorageUnavailable where no file can stand there."""
    try:
        if not _is_file_or_new(target):
            raise unwritable(target, OSError(errno.EINVAL, "it is no file"))
    except OSError as error:
        raise unwritable(target, error) from error
    return Path(os.path.realpath(target))


def _is_file_or_new(target: Path) -> bool:
    """Whether a file is there, or nothing; a folder is its caller's to run into. OSError for links in a circle."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _opened_as_it_is(target: Path) -> int:
    """Open a pipe or a device for writing without waiting for somebody who reads from it."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "nobody reads from it") from error
        raise
    os.set_blocking(descriptor, True)
    return descriptor


def make_file(path: Path) -> None:
    """Make an empty file that only its owner may read; FileExistsError where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))


def remove_record(part: Path) -> None:
    """Take away what is left of a record that was to be one, with its log."""
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{part}{end}").unlink(missing_ok=True)


def write_copy(connection: sqlite3.Connection, part: Path) -> None:
    """Copy a record, its log included, into a new file that only its owner may read."""
    make_file(part)
    connection.execute("VACUUM INTO ?", (str(part),))


def set_aside(path: Path, version: int) -> Path:
    """Keep a copy of a record beside it before it is migrated."""
    copy = path.with_name(f"{path.name}.before-migration-{version}")
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
        write_copy(connection, part)
    put_in_place(part, copy)
    return copy


def put_in_place(part: Path, target: Path) -> None:
    """Give a file its place so that it lasts, under one name or the other at every instant."""
    _sync(part)
    part.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """Force a file, or a folder's names, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
