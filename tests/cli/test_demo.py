"""The demo in a terminal of its own: a counter at work, and nothing left of it afterwards."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

import pytest

from kiosk.errors import StorageUnavailable
from kiosk.journal.about import about
from tests.cli.conftest import Kiosk
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


class Screen:
    """A program on a terminal of 100 by 30."""

    def __init__(self, *words: str, **variables: str) -> None:
        """Start `kiosk WORDS`."""
        self.master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **variables}
        self.child = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self.drawn = b""

    def until(self, true: Callable[[], bool]) -> bool:
        """Read what is drawn until something is true."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.child.poll() is None:
            if true():
                return True
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.drawn += os.read(self.master, 65536)
                except OSError:
                    break
        return true()

    def ended(self) -> int:
        """End it as a terminal that closes would; gives the exit code."""
        self.child.send_signal(signal.SIGTERM)
        self.until(lambda: False)
        code = self.child.wait(PATIENCE)
        os.close(self.master)
        return code


@pytest.mark.terminal
def test_the_demo_works_and_leaves_nothing_behind(home: Path) -> None:
    """Orders are worked while it is open; at its end the database is gone, and so is the crew."""
    (home / "tmp").mkdir()
    screen = Screen("demo", "--speed", "20", TMPDIR=str(home / "tmp"))

    def at_work() -> bool:
        with suppress(StorageUnavailable):  # it is being made
            return any(about(found).events > 100 for found in (home / "tmp").glob("kiosk-demo-*/kiosk.db"))
        return False

    try:
        assert screen.until(at_work), screen.drawn[-2000:]
        assert b"Grill" in screen.drawn
    finally:
        code = screen.ended()
    assert 0 == code
    assert [] == list((home / "tmp").glob("kiosk-demo-*"))
    assert [] == [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(home / "tmp").encode() in _read(path)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.terminal
def test_a_station_opens_on_a_terminal(home: Path, kiosk: Kiosk) -> None:
    """`kiosk station grill fry` draws both names; its counter stands at both."""
    screen = Screen("station", "grill", "fry")
    try:
        assert screen.until(lambda: b"GRILL" in screen.drawn.upper()), screen.drawn[-2000:]
        assert screen.until(lambda: b"Fry" in screen.drawn or b"FRY" in screen.drawn)
    finally:
        code = screen.ended()
    assert 0 == code


@pytest.mark.parametrize("speed", ["0", "21", "-1", "nan", "fast", "inf"])
def test_a_speed_out_of_reason_is_wrong_usage(kiosk: Kiosk, speed: str) -> None:
    """From a tenth to twenty times."""
    assert 2 == kiosk("demo", f"--speed={speed}").code


def test_the_demo_takes_no_database(kiosk: Kiosk, home: Path) -> None:
    """A record of real orders is never touched by it."""
    ended = kiosk("demo", "--database", "real.db")
    assert 1 == ended.code
    assert "database of its own" in ended.err
    assert not (home / "real.db").exists()


def test_a_station_nobody_knows_is_answered_with_the_nearest(home: Path) -> None:
    """Said on the terminal, before any screen is drawn."""
    screen = Screen("station", "gril")
    screen.until(lambda: False)
    assert 1 == screen.child.wait(PATIENCE)
    assert "There is no station “gril”. Did you mean `grill`?".encode() in screen.drawn
    os.close(screen.master)
