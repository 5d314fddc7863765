"""What SQLite and the system say when the record cannot be reached, as sentences that say what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from kiosk.errors import StorageUnavailable
from kiosk.words import _, later

FAULTS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What reading or writing the file may raise; a flipped byte can make even SQLite's own text undecodable."""

_BY_SYSTEM = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "readonly",
    errno.EACCES: "rights",
    errno.EPERM: "rights",
    errno.ENOTDIR: "rights",
}

_BY_SQLITE = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_PROTOCOL": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "readonly",
    "SQLITE_PERM": "rights",
    "SQLITE_AUTH": "rights",
    "SQLITE_CANTOPEN": "rights",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "foreign",
    "SQLITE_IOERR": "disk",
    "SQLITE_NOMEM": "memory",
}

_ALTERED = ("no such ", "no query solution", " has no column named ", " columns but ", " already exists")
"""What SQLite says where a statement of ours does not fit the tables there are: somebody has changed those."""

_WORDS = {
    "locked": later("Another program holds the record {path}. It goes on by itself when that program ends its work."),
    "full": later("The disk is full. Free some space; open orders stay as they are and work goes on by itself."),
    "readonly": later("The record {path} can be read but not written. Make its disk and folder writable."),
    "rights": later("The record {path} cannot be opened. Check that the folder exists and belongs to this user."),
    "damaged": later(
        "The record {path} is damaged. Stop, keep the file, and put a backup in its place: kiosk journal restore FILE"
    ),
    "altered": later(
        "Another program has changed how the record {path} is made: {said}. Keep the file, look with "
        "`kiosk journal verify`, and put a backup in its place: kiosk journal restore FILE"
    ),
    "none": "There is no record at {path}: check the name. Screens, `kiosk order start` and `order add` make one.",
    "copy": "The backup {path} is damaged. Give another one; the record stays as it is.",
    "foreign": "{path} is not a kiosk record. Give another --database, or move that file away.",
    "disk": later("The disk of the record {path} does not answer as it should. Check the disk, then go on."),
    "mounted": later(
        "The disk of {path} is read-only. Make it writable: a disk that failed is often mounted like that."
    ),
    "unreadable": later(
        "{path} cannot be read: its disk reports an error. The record may be whole. Check the disk and its cable, then "
        "copy what can be read."
    ),
    "barred": later(
        "This user may not use {path}: it belongs to {said}. Start the program as that user, or give it over."
    ),
    "memory": later("This machine has no memory left. Close other programs."),
    "other": later(
        "The record {path} cannot be used: {said}. Start again; where that does not help, put a backup in its place: "
        "kiosk journal restore FILE"
    ),
}
"""What is said of each; `none`, `copy` and `foreign` come before any screen is there, on the command line alone."""


def name(error: Exception) -> str:
    """Name the fault in one word: locked, full, readonly, rights, damaged, altered, foreign, disk, memory or other."""
    if isinstance(error, OSError):
        return _BY_SYSTEM.get(error.errno or 0, "disk")
    if isinstance(error, UnicodeDecodeError):
        return "damaged"
    code = getattr(error, "sqlite_errorname", "") or ""
    for known, word in _BY_SQLITE.items():
        if code == known or code.startswith(f"{known}_"):
            return word
    return "altered" if isinstance(error, sqlite3.Error) and any(map(str(error).__contains__, _ALTERED)) else "other"


def unavailable(error: Exception, path: Path, damaged: str = "damaged") -> StorageUnavailable:
    """Return the sentence for an error of the record at `path`, once its files have been looked at.

    `damaged` is the word for damage, where it is not the record in use that has it.
    """
    fault, file, said = _looked(name(error), path)
    return sentence(damaged if fault == "damaged" else fault, file, said or str(error))


def _looked(fault: str, path: Path) -> tuple[str, Path, str]:
    """Name what can be seen to be wrong with the files of a record, and the file; SQLite's own word tells of less."""
    if fault not in {"readonly", "rights", "disk", "damaged", "other"}:
        return fault, path, ""
    files = [Path(f"{path}{end}") for end in ("", "-wal", "-shm", ".lock")]
    if unread := next(filter(_fails, files), None):
        return "unreadable", unread, ""
    if fault == "damaged":
        return fault, path, ""
    with suppress(OSError):
        disk = os.statvfs(path.parent)
        if disk.f_flag & os.ST_RDONLY:
            return "mounted", path, ""
        if not disk.f_bavail:
            return "full", path, ""
    for folder in reversed(path.absolute().parents):
        if os.access(folder, os.F_OK) and not os.access(folder, os.X_OK):
            return "barred", folder, _owner(folder)
    for file in (path.parent, *files):
        if os.access(file, os.F_OK) and not os.access(file, os.R_OK | os.W_OK):
            return "barred", file, _owner(file)
    return fault, path, ""


def _fails(file: Path) -> bool:
    """Whether the disk fails when a file is read from its beginning to its end."""
    try:
        with file.open("rb") as read:
            while read.read(1 << 20):
                pass
    except OSError as error:
        return error.errno == errno.EIO
    return False


def _owner(file: Path) -> str:
    try:
        return file.owner()
    except (KeyError, OSError):
        return "somebody else"


def sentence(fault: str, path: Path, said: str = "") -> StorageUnavailable:
    """Return the sentence for a fault by its word."""
    return StorageUnavailable(_(_WORDS[fault], path=path, said=said))
