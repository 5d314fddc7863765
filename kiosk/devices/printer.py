"""The printer: slips as text and picture files, so that every counter has one.

A slip is there whole or not at all: written beside its place, forced to disk, then given its name. File names are made
from the order's id and a counter for copies, never from text a guest gave.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from msgspec import Struct

from kiosk.devices.picture import picture
from kiosk.errors import DeviceMissing
from kiosk.words import _
from kiosk.work.text.text import DROPPED, JOINERS

LONGEST_LINE = 200
"""Characters; no paper here is half as wide."""


class Printed(Struct, frozen=True):
    """One slip as it came out."""

    name: str
    lines: tuple[str, ...]
    payload: str


class FilePrinter:
    """Prints into a folder: `<order>.txt` and `<order>.png`, a second print of it `<order>-copy2.txt` and `.png`."""

    def __init__(self, folder: Path) -> None:
        """Print into `folder`, made when the first slip comes, readable for this user alone."""
        self._folder = folder

    def print(self, name: str, lines: Iterable[str], payload: str) -> None:
        """Print one slip; the text comes last, so where it stands the slip is whole. Raises DeviceMissing."""
        kept = tuple(printable(line) for line in lines)
        image = picture(kept, payload)
        text = "\n".join([*kept, "", payload, ""]).encode()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name_ in _names(name):
                if self._published(name_, image, text):
                    return
        except OSError as error:
            raise DeviceMissing(self._why(error)) from error

    def _published(self, name: str, image: bytes, text: bytes) -> bool:
        """Write both files under a name nobody has taken; False when it is taken."""
        targets = self._folder / f"{name}.png", self._folder / f"{name}.txt"
        if any(os.path.lexists(target) for target in targets):
            return False
        try:
            _write(targets[0], image)
            _write(targets[1], text)
        except FileExistsError:
            return False
        except OSError:
            # A picture without its text would take the name from the next try.
            targets[0].unlink(missing_ok=True)
            raise
        with suppress(PermissionError):  # a folder that may be written and not read: the slip is there all the same
            folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        return True

    def _why(self, error: OSError) -> str:
        """Say what hinders, and what to do."""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _("Slips wait: the disk is full. Make room on the disk of {folder}.", folder=self._folder)
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return _("Slips wait: {folder} may not be written to. Give this user the right to it.", folder=self._folder)
        return _(
            "Slips wait: {folder} cannot be written to ({said}).",
            folder=self._folder,
            said=os.strerror(error.errno or 0),
        )


class SilentPrinter:
    """The silent twin: keeps slips in a list."""

    def __init__(self) -> None:
        """Start with no paper used."""
        self.printed: list[Printed] = []
        self.trouble = ""
        """What to raise DeviceMissing with; empty prints."""

    def print(self, name: str, lines: Iterable[str], payload: str) -> None:
        """Keep one slip, or say why not; the last 1000 stay, since a counter may print nothing for good."""
        if self.trouble:
            raise DeviceMissing(self.trouble)
        self.printed.append(Printed(name, tuple(printable(line) for line in lines), payload))
        del self.printed[:-1000]


def printable(line: str) -> str:
    """Return a line without anything that steers a printer or a terminal; its spaces stay where they are."""
    kept = (
        character
        for character in unicodedata.normalize("NFC", line)[:LONGEST_LINE]
        if character in JOINERS or unicodedata.category(character) not in DROPPED
    )
    return "".join(kept).rstrip()


def _names(name: str) -> Iterable[str]:
    """Return the names for a slip and its copies, made of plain letters, digits, _ and - alone."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", name)[:80].lstrip("-") or "slip"
    yield plain
    for copy in count(2):
        yield f"{plain}-copy{copy}"


def _write(target: Path, content: bytes) -> None:
    """Write a file beside its place, force it to disk, give it its name; raises FileExistsError where one stands."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    beside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, target)
        except FileExistsError:
            raise
        except OSError:
            # A file system without links, such as a USB stick's: a rename is as whole, only less choosy.
            beside.rename(target)
    finally:
        beside.unlink(missing_ok=True)
