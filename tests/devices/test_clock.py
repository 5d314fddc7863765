"""The clock and its twin."""

from __future__ import annotations

import time
from pathlib import Path

from kiosk.devices.clock import BOOT_ID, SetClock, SystemClock
from kiosk.work.time.instant import elapsed


def test_system_clock_tells_the_time() -> None:
    """The wall clock is UTC in milliseconds, the other one never runs backwards."""
    clock = SystemClock()
    before, first, second = time.time() * 1000, clock.now(), clock.now()
    assert before - 1 <= first.at <= time.time() * 1000
    assert first.mono <= second.mono
    assert 0 <= elapsed(first, second) < 1000


def test_two_programs_share_a_boot() -> None:
    """Two clocks on one machine count from the same boot, so durations across programs are monotonic."""
    assert SystemClock().now().boot == SystemClock().now().boot == BOOT_ID.read_text().strip()


def test_without_a_boot_id(tmp_path: Path) -> None:
    """Where the machine has no name for its run, each program counts as a boot of its own."""
    missing = tmp_path / "boot_id"
    assert SystemClock(missing).now().boot != SystemClock(missing).now().boot
    missing.write_bytes(b"\xff")
    assert 36 == len(SystemClock(missing).now().boot)
    missing.write_text("\n")
    assert 36 == len(SystemClock(missing).now().boot)


def test_set_clock_moves_when_told() -> None:
    """The twin stands still, advances on both clocks, and jumps on the wall alone."""
    clock = SetClock()
    start = clock.now()
    assert start == clock.now()
    clock.advance(2.5)
    assert 2500 == clock.now().at - start.at == elapsed(start, clock.now())
    clock.jump_wall(-3600)
    assert start.at + 2500 - 3_600_000 == clock.now().at
    assert 2500 == elapsed(start, clock.now())
