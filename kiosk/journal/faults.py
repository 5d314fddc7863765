"""What SQLite and the system say when the record cannot be reached, as sentences that say what to do."""

from __future__ import annotations

import errno
import sqlite3
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

_WORDS = {
    "locked": later("Another program holds the record {path}. It goes on by itself when that program ends its work."),
    "full": later("The disk is full. Free some space; open orders stay as they are and work goes on by itself."),
    "readonly": later("The record {path} can be read but not written. Make its disk and folder writable."),
    "rights": later("The record {path} cannot be opened. Check that the folder exists and belongs to this user."),
    "damaged": later("The record {path} is damaged. Stop, keep the file, and run: kiosk journal verify"),
    "none": "There is no record at {path}: check the name. Screens, `kiosk order start` and `order add` make one.",
    "foreign": "{path} is not a kiosk record. Give another --database, or move that file away.",
    "disk": later("The disk of the record {path} does not answer as it should. Check the disk, then go on."),
    "memory": later("This machine has no memory left. Close other programs."),
    "other": later("The record {path} cannot be used: {said}."),
}
"""What is said of each; `none` and `foreign` come before any screen is there, on the command line alone."""


def name(error: Exception) -> str:
    """Name the fault in one word: locked, full, readonly, rights, damaged, foreign, disk, memory or other."""
    if isinstance(error, OSError):
        return _BY_SYSTEM.get(error.errno or 0, "disk")
    if isinstance(error, UnicodeDecodeError):
        return "damaged"
    code = getattr(error, "sqlite_errorname", "") or ""
    for known, word in _BY_SQLITE.items():
        if code == known or code.startswith(f"{known}_"):
            return word
    return "other"


def unavailable(error: Exception, path: Path) -> StorageUnavailable:
    """Return the sentence for an error of the record at `path`."""
    return sentence(name(error), path, str(error))


def sentence(fault: str, path: Path, said: str = "") -> StorageUnavailable:
    """Return the sentence for a fault by its word."""
    return StorageUnavailable(_(_WORDS[fault], path=path, said=said))
