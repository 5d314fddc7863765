"""Files of a playbook get other bytes, each whole or not at all, with the mode they had.

Where one cannot be written, those before it are put back. A power cut between two leaves each of them whole.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from kiosk.errors import Refused
from kiosk.words import _

Changes = tuple[tuple[Path, bytes, bytes], ...]
"""Files with their bytes before and after."""


def put_all(changes: Changes) -> None:
    """Put other bytes in the place of some files, if each still says what it said; all of them or none.

    What somebody else wrote meanwhile into one that was written is theirs, and stays.
    """
    written: Changes = ()
    try:
        for path, before, after in changes:
            _put(path, before, after)
            written = (*written, (path, before, after))
    except BaseException:
        for path, before, after in written:
            with suppress(Refused):
                _put(path, after, before)
        raise


def changed_meanwhile(path: Path) -> Refused:
    """Return why nothing was written where somebody else wrote."""
    words = _(
        "{file} was changed meanwhile, perhaps in an editor. Nothing was written: look at it as it is now, and "
        "edit again.",
        file=path.name,
    )
    return Refused("draft-changed", words)


def _put(path: Path, before: bytes, after: bytes) -> None:
    """Put other bytes in a file's place, if it still says what it said."""
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fchmod(file.fileno(), path.stat().st_mode & 0o7777)
            os.fsync(file.fileno())
        if path.read_bytes() != before:
            raise changed_meanwhile(path)
        Path(beside).replace(path)
        _settle(path.parent)
    except OSError as error:
        raise Refused(
            "draft-unwritten",
            _("{file} could not be written: {why}. It is as it was.", file=path, why=error.strerror or error),
        ) from error
    finally:
        if beside:
            with suppress(OSError):
                Path(beside).unlink()


def _settle(folder: Path) -> None:
    """Let a file's new name survive a power cut."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
