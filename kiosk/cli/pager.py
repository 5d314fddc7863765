"""Long text on a terminal goes through a pager, as `man` and `git` do it; what is piped or written to a file never."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kiosk.devices.console import stand_ins

USUAL = "less"
"""The pager where `PAGER` says nothing."""


class HeldText(io.TextIOWrapper):
    """What is printed for a terminal, until all of it is there."""

    def isatty(self) -> bool:
        """Return that a terminal shows it in the end."""
        return True


@contextmanager
def paged() -> Iterator[None]:
    """Show what is printed inside when all of it is there; where stdout is no terminal it is printed as ever."""
    terminal = sys.stdout
    if not terminal.isatty():
        yield
        return
    text = io.BytesIO()
    held = HeldText(text, encoding=terminal.encoding, errors="replace", newline="")
    sys.stdout = held
    try:
        yield
    finally:
        sys.stdout = terminal
        held.flush()
        show(text.getvalue().decode(terminal.encoding, "replace"))


def show(text: str) -> None:
    """Print a text; where it is longer than the terminal, by the pager, if there is one."""
    pager = shlex.split(os.environ.get("PAGER", USUAL))
    if text.count("\n") < shutil.get_terminal_size().lines or not pager or not shutil.which(pager[0]):
        print(text, end="")
        return
    hand_to(pager, text.translate(stand_ins(os.environ, sys.stdout.fileno())))


def hand_to(reader: Sequence[str], text: str) -> int:
    """Let a program show a text, and return its exit code.

    An interrupt is that program's own: `less` ends a search by it, and killed it would leave the terminal as it set it.
    """
    sys.stdout.flush()
    with subprocess.Popen(reader, stdin=subprocess.PIPE, text=True, env={"LESS": "FRX", **os.environ}) as shown:  # noqa: S603 - it is theirs
        heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            shown.communicate(text)
        finally:
            signal.signal(signal.SIGINT, heeded)
    return shown.returncode
