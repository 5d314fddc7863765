"""How it ends and how it does not: signals, a closed window, and windows that keep changing their size."""

from __future__ import annotations

import random
import signal
import termios
import time
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.terminal.tty import Tty

pytestmark = pytest.mark.terminal

RESTORED = (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h")
"""Off the alternate screen, mouse reports off, cursor shown."""


def echoes(at: Tty) -> bool:
    """Whether the terminal shows what is typed again, as a shell's does."""
    return bool(termios.tcgetattr(at._fd)[3] & termios.ECHO)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_it_ends_cleanly_when_told(shop: Path, number: signal.Signals) -> None:
    """With code 0, and with the terminal as it was."""
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        assert not echoes(grill)
        begun = len(grill.raw)
        grill.signal(number)
        assert 0 == grill.wait()
        grill._reader.join(PATIENCE)
        for sequence in RESTORED:
            assert sequence in grill.raw[begun:]
        assert echoes(grill)


def test_it_pays_no_heed_to_other_signals(shop: Path) -> None:
    """Neither a keyboard's nor anybody's ends or stops it: none leaves a terminal that nobody gave back."""
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        keyboards, others = ("INT", "QUIT", "TSTP"), ("USR1", "USR2", "ALRM", "VTALRM", "PROF", "PIPE", "IO", "PWR")
        for name in (*keyboards, *others, "ABRT", "TRAP", "SYS", "XCPU", "STKFLT", "RTMIN", "RTMAX"):
            grill.signal(signal.Signals[f"SIG{name}"])
        grill.send("h")
        grill.until("HOME")
        assert grill.running


def test_it_ends_when_its_window_is_closed(shop: Path) -> None:
    """And does not spin before that."""
    grill = Tty(shop, "station", "grill")
    try:
        grill.until("Nothing to do here", "Help")
        before = grill.processor_seconds()
        grill.hang_up()
        used = before
        end = time.monotonic() + PATIENCE
        while grill.running:
            assert time.monotonic() < end
            used = grill.processor_seconds()
            time.sleep(0.02)
        assert used - before < 1
    finally:
        grill.kill()


def test_it_idles_when_nothing_happens(shop: Path) -> None:
    """A terminal that only ticks takes next to nothing of a processor."""
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        grill.calm()
        before = grill.processor_seconds()
        time.sleep(2)
        assert grill.processor_seconds() - before <= 0.2


def test_a_storm_of_sizes_is_survived(shop: Path) -> None:
    """From one cell to a wall and back, faster than it can paint; then it shows what it should."""
    chance = random.Random(7)
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        for _ in range(60):
            grill.resize(chance.choice((1, 2, 10, 39, 40, 80, 133, 240)), chance.choice((1, 3, 19, 20, 24, 50, 70)))
            time.sleep(0.01)
        grill.resize(30, 10)
        grill.until("30 x 10")
        grill.resize(100, 30)
        grill.until("Nothing to do here", gone="needs 40 x 20")
        assert grill.running


def test_leaving_is_a_choice_of_the_home_screen(shop: Path) -> None:
    """Home, Leave, once more asked: code 0 and the terminal as it was."""
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        grill.send("h")
        grill.until("HOME")
        grill.send("l")
        grill.until("End the counter on this terminal?")
        grill.tap("1 Leave")  # Leave alone still stands at the foot of the screen below while this one is painted
        assert 0 == grill.wait()
        grill._reader.join(PATIENCE)
        assert RESTORED[0] in grill.raw
