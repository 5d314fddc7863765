"""A writer's turn: a file lock beside the database, held for one transaction.

SQLite's own waiting is a race that the same few writers win for seconds; the system hands a file lock on in the order
of asking. Held over checkpoints too it keeps out the WAL-reset corruption of SQLite 3.7.0 to 3.51.2, which needs two
connections that commit and checkpoint at once.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue


class NoTurn(Exception):  # noqa: N818 - the house word for it
    """Another process held the lock for longer than this one waits; `holder` is its process id, 0 when unknown."""

    def __init__(self, holder: int) -> None:
        super().__init__(f"held by process {holder}")
        self.holder = holder


class Turn:
    """The lock of one database; each open one stands in the queue for itself."""

    def __init__(self, database: Path) -> None:
        """Open the lock file of a database, made for its owner only."""
        self._path = Path(f"{database}.lock")
        self._file = _open(self._path)

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Hold the lock; raises NoTurn after so many seconds of waiting."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait(seconds)
        try:
            with suppress(OSError):
                os.pwrite(self._file, b"%-10d" % os.getpid(), 0)
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the lock file."""
        os.close(self._file)

    def holder(self) -> int:
        """Return the process id of who took the lock last; 0 when it cannot be read."""
        try:
            return int(os.pread(self._file, 10, 0))
        except (OSError, ValueError):
            return 0

    def _wait(self, seconds: float) -> None:
        """Stand in the system's queue.

        `flock` knows no time limit, so a thread waits on a file of its own; too late, it hands the lock on.
        """
        mine = _open(self._path)
        came: SimpleQueue[bool] = SimpleQueue()
        late = threading.Event()
        deciding = threading.Lock()

        def queue_up() -> None:
            with suppress(OSError):
                fcntl.flock(mine, fcntl.LOCK_EX)
            with deciding:
                if late.is_set():
                    os.close(mine)
                else:
                    came.put(True)

        threading.Thread(target=queue_up, name="kiosk-turn", daemon=True).start()
        try:
            came.get(timeout=seconds)
        except Empty:
            with deciding:
                if came.empty():
                    late.set()
                    raise NoTurn(self.holder()) from None
        os.dup2(mine, self._file, inheritable=False)
        os.close(mine)


def writer_of(database: Path) -> int | None:
    """Return the process that keeps others from writing a database, 0 when it cannot be named; None where none is seen.

    The system's own list of locks says it, where there is one: SQLite's lock before whose turn it is, for who has the
    turn may itself wait for a program that heeds none. This process is left out.
    """
    bytes_of: dict[tuple[str, str], str] = {}
    for end, kind, byte in ((".lock", "FLOCK", "0"), ("", "POSIX", ""), ("-shm", "POSIX", _WRITER)):
        with suppress(OSError):
            bytes_of[kind, str(Path(f"{database}{end}").stat().st_ino)] = byte
    seen: dict[str, int] = {}
    with suppress(OSError, ValueError), Path("/proc/locks").open(encoding="ascii") as locks:
        for _number, kind, _advisory, how, process, file, first, *_last in map(str.split, locks):
            is_held = how == "WRITE" and bytes_of.get((kind, file.rpartition(":")[2])) in {"", first}
            if is_held and process != str(os.getpid()):
                seen[kind] = max(0, int(process))
    return seen.get("POSIX", seen.get("FLOCK"))


_WRITER = "120"
"""The byte of the shared memory that SQLite locks for whoever writes."""


def program_of(process: int) -> str:
    """Return what a process is called; empty when that cannot be known."""
    with suppress(OSError, UnicodeDecodeError):
        return Path(f"/proc/{process}/comm").read_text(encoding="utf-8").strip() if process else ""
    return ""


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
