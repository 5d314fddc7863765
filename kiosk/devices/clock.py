"""The clock: this instant by the wall clock and by the one that never jumps."""

from __future__ import annotations

import time
import uuid
from pathlib import Path

from kiosk.work.time.instant import Instant

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
"""Linux names each run of the machine here; 36 characters."""


class SystemClock:
    """Reads the machine's clocks."""

    def __init__(self, boot_id: Path = BOOT_ID) -> None:
        """Learn which run of the machine this is.

        Where the system does not say, this run of the program counts as a boot of its own: durations across two
        programs are then taken from the wall clock, and are never taken from two monotonic clocks that do not belong
        together.
        """
        self._boot = _boot(boot_id)
        # BOOTTIME counts on while the machine sleeps; plain monotonic does not, and is all that other systems have.
        self._steady = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

    def now(self) -> Instant:
        """Return this instant by both clocks."""
        return Instant(time.time_ns() // 1_000_000, time.clock_gettime_ns(self._steady) // 1_000_000, self._boot)


def _boot(path: Path) -> str:
    """Name this run of the machine, or of this program where the machine does not say."""
    try:
        return path.read_text(encoding="ascii").strip() or str(uuid.uuid4())
    except (OSError, UnicodeDecodeError):
        return str(uuid.uuid4())


class SetClock:
    """The silent twin: stands still until it is told to move."""

    def __init__(self, at: int = 1_795_350_668_000, mono: int = 1_000_000, boot: str = "boot") -> None:
        """Start at `at`, UTC ms (2026-11-22 12:31:08 unless said), and `mono`, ms since `boot`."""
        self._now = Instant(at, mono, boot)

    def now(self) -> Instant:
        """Return the instant it is set to."""
        return self._now

    def advance(self, seconds: float) -> Instant:
        """Let time pass on both clocks, and give the instant reached."""
        self._now = self._now.later(round(seconds * 1000))
        return self._now

    def jump_wall(self, seconds: float) -> Instant:
        """Set the wall clock forth, or back below zero, while the other runs on; give the instant reached."""
        self._now = Instant(self._now.at + round(seconds * 1000), self._now.mono, self._now.boot)
        return self._now
