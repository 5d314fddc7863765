"""How a file beside a record is made whole: written under another name, forced to disk, then put in its place."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path


def write_copy(connection: sqlite3.Connection, part: Path) -> None:
    """Copy a record, its log included, into a new file that only its owner may read."""
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    connection.execute("VACUUM INTO ?", (str(part),))


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
