"""A child process that cannot hang, cannot write on the screen and learns nothing it need not know."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence

from msgspec import Struct

PASSED = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
"""Variables a child gets; no password or token in the others is any business of a speech engine or a player."""

PASSED_FAMILIES = ("LC_", "ALSA_", "PULSE_", "PIPEWIRE_", "ESPEAK_")

LONGEST_WORDS = 200
"""Characters kept of what a child wrote on standard error."""


class Ended(Struct, frozen=True):
    """How a child ended."""

    code: int | None
    """Its exit code; None when it was killed at its deadline."""
    words: str
    """The last line of its standard error."""


class Closed(Exception):  # noqa: N818 - not an error: somebody has closed the device
    """No child is started any more."""


class Children:
    """Runs one child at a time, in a process group of its own, and kills the whole group when told to."""

    def __init__(self) -> None:
        """Run nothing yet."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def run(
        self, command: Sequence[str], given: bytes, deadline: float, more: Mapping[str, str] | None = None
    ) -> Ended:
        """Run a command to its end or to its deadline in seconds; raises OSError when it cannot be started."""
        with self._lock:
            if self._closed:
                raise Closed
            process = self._process = subprocess.Popen(  # noqa: S603 - commands are ours, and no shell reads them
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment(os.environ) | dict(more or {}),
                start_new_session=True,
            )
        try:
            errors = process.communicate(given, timeout=deadline)[1]
        except subprocess.TimeoutExpired:
            _kill(process)
            process.communicate()
            return Ended(None, "")
        except BaseException:
            _kill(process)
            process.communicate()
            raise
        finally:
            with self._lock:
                self._process = None
        words = errors.decode("utf-8", "replace").strip().splitlines()
        return Ended(process.returncode, words[-1][:LONGEST_WORDS] if words else "")

    def close(self) -> None:
        """Kill what runs, in mid-word, and start nothing more."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                _kill(self._process)


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables a child may know."""
    return {name: value for name, value in variables.items() if name in PASSED or name.startswith(PASSED_FAMILIES)}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a child and everything it started; one that is gone already is left alone."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
