"""The bell: a datagram on a local socket tells the other terminals of this machine that something was committed.

Each terminal listens on a socket of its own in a folder beside the database, `kiosk.db.bells/812-5f3a`. A datagram
carries nothing: the journal is the only truth. A bell that cannot be hung up or heard costs a moment, never news,
since everyone looks at the journal once a second anyway.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

DESCRIPTORS = Path("/proc/self/fd")
"""Where Linux names open folders: a socket's path holds a hundred bytes, and the record's may be longer."""

MOST_AT_ONCE = 4096
"""Rings taken in one go."""


class SocketBell:
    """One terminal's place at the bell of a database."""

    def __init__(self, database: Path) -> None:
        """Hang the bell up; where the system does not let it, it is silent."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._folder = -1
        self.hangs = False
        """Whether others can ring it."""
        self._name = f"{os.getpid()}-{token_hex(4)}"
        folder = Path(f"{database}.bells")
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOFOLLOW)
            self._place = f"{DESCRIPTORS}/{self._folder}" if DESCRIPTORS.is_dir() else str(folder)
            self._socket.bind(self._address(self._name))
            self.hangs = True

    def _address(self, name: str) -> str:
        """Name a socket in the folder."""
        return f"{self._place}/{name}"

    def ring(self) -> None:
        """Tell every other terminal; the socket of one that died is taken away."""
        if self._folder < 0:
            return
        with suppress(OSError):
            for name in os.listdir(self._folder):  # noqa: PTH208 - a Path cannot be made of a descriptor
                if name != self._name:
                    self._ring(name)

    def _ring(self, name: str) -> None:
        try:
            self._socket.sendto(b"", self._address(name))
        except ConnectionRefusedError:
            with suppress(OSError):
                os.unlink(name, dir_fd=self._folder)
        except OSError:
            return  # Its queue is full of rings already, or it has just left.

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when another terminal rings."""
        return self._socket.fileno()

    def silence(self) -> None:
        """Take the rings that have come."""
        with suppress(OSError):
            for _ in range(MOST_AT_ONCE):
                self._socket.recv(1)

    def close(self) -> None:
        """Leave."""
        if self._folder >= 0:
            with suppress(OSError):
                os.unlink(self._name, dir_fd=self._folder)
            os.close(self._folder)
            self._folder = -1
        self._socket.close()
