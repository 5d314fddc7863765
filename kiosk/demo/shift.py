"""The demo's child process, `python -m kiosk.demo.shift`: a simulated shift with a counter of its own.

It reads from standard input, line by line, the stations a person has taken, and leaves them alone; it ends when
standard input does, so it never outlives the demo.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk import wiring
from kiosk.counter.counter import Counter
from kiosk.demo.crew import BEFORE, GAP, DemoClock, Shift, work
from kiosk.settings import Settings
from kiosk.work.time.instant import Instant


def command(settings: Settings, clock: DemoClock, seed: int, gap: float = GAP) -> tuple[str, ...]:
    """Return the words that start a demo's crew as a child process, with a guest every `gap` seconds on average."""
    at = f"{clock.start.at}:{clock.start.mono}:{clock.start.boot}"
    database, speed = str(settings.database_file), str(clock.speed)
    return (
        *(sys.executable, "-s", "-P", "-m", "kiosk.demo.shift", database, str(settings.playbook)),
        *("--start", at, "--speed", speed, "--seed", str(seed), "--gap", str(gap)),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Work a demo's shift until standard input ends."""
    parser = argparse.ArgumentParser(prog="kiosk.demo.shift", description="The simulated crew of kiosk demo.")
    parser.add_argument("database", type=Path)
    parser.add_argument("playbook")
    parser.add_argument("--start", metavar="AT:MONO:BOOT", required=True)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gap", type=float, default=GAP)
    args = parser.parse_args(argv)
    at, mono, boot = args.start.split(":", 2)
    settings = Settings(database=args.database, playbook=args.playbook)
    clock = DemoClock(wiring.system_clock(), Instant(int(at), int(mono), boot), args.speed)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_shift(settings, clock, args.seed, args.gap))
    return 0


async def _shift(settings: Settings, clock: DemoClock, seed: int, gap: float) -> None:
    """Open a counter of its own on the demo's database, and work."""
    counter, over = wiring.open_counter(settings, clock), asyncio.Event()
    try:
        await counter.start()
        shift = Shift(counter, seed, gap)
        following = asyncio.create_task(_follow(counter))
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _listen, shift, over)
        await work(shift, clock, BEFORE, over)
        following.cancel()
    finally:
        await counter.close()


async def _follow(counter: Counter) -> None:
    """Keep the board up with what the person does."""
    async for _ in counter.boards():
        pass


def _listen(shift: Shift, over: asyncio.Event) -> None:
    """Hear which stations the person has taken; the end of standard input ends the shift."""
    heard = os.read(sys.stdin.fileno(), 4096)
    if not heard:
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        over.set()
    elif lines := heard.decode().splitlines():
        shift.taken = frozenset(lines[-1].split())


if __name__ == "__main__":
    sys.exit(main())
