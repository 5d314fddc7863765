"""`kiosk demo`: a whole counter with simulated guests and crew, in a database that is thrown away."""

from __future__ import annotations

import argparse
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import kiosk
from kiosk.cli.parser import sole
from kiosk.errors import Refused

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Sequence

    from kiosk.cli.parser import Nouns
    from kiosk.tui.app import KioskApp

SLOWEST, FASTEST = 0.1, 20.0
MOST_RUSH = 600

RUSH_MINUTES = 10
"""In how many minutes so many orders come as `--rush` says."""

PATIENCE = 3.0
"""Seconds the crew has to end."""

LOOK_EVERY = 0.2
"""Seconds between looks at which stations the person has taken."""


def add(nouns: Nouns) -> None:
    """Add the noun."""
    demo = sole(nouns, "demo", _demo)
    demo.add_argument("--seed", metavar="N", type=int, default=1, help="the same seed gives the same guests")
    demo.add_argument("--speed", metavar="X", type=_speed, default=1.0, help="how fast time goes, 0.1 to 20")
    words = f"so many orders in {RUSH_MINUTES} minutes, 1 to {MOST_RUSH}"
    demo.add_argument("--rush", metavar="N", type=_rush, default=0, help=words)


def _rush(words: str) -> int:
    orders = int(words)
    if not 1 <= orders <= MOST_RUSH:
        raise argparse.ArgumentTypeError(f"1 to {MOST_RUSH}")
    return orders


def _speed(words: str) -> float:
    speed = float(words)
    if not SLOWEST <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{SLOWEST:g} to {FASTEST:g}")
    return speed


def _demo(args: argparse.Namespace) -> int:
    import asyncio
    from tempfile import TemporaryDirectory

    from msgspec.structs import replace

    from kiosk import wiring
    from kiosk.cli.run import settings_of
    from kiosk.cli.screens import show, terminal_or_refuse
    from kiosk.demo.crew import GAP, DemoClock
    from kiosk.demo.shift import command

    if args.database:
        raise Refused("demo-database", "The demo has a database of its own, thrown away at the end: no --database.")
    terminal_or_refuse()
    with TemporaryDirectory(prefix="kiosk-demo-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        settings = replace(settings_of(args), database=home / "kiosk.db", slips=home / "slips", station="")
        clock = DemoClock(wiring.system_clock(), wiring.system_clock().now(), args.speed)
        gap = RUSH_MINUTES * 60 / args.rush if args.rush else GAP
        words = command(settings, clock, args.seed, gap)

        @asynccontextmanager
        async def beside(app: KioskApp) -> AsyncIterator[None]:
            async with _crew(words, app, home / "crew.log"):
                yield

        return asyncio.run(show(settings, lambda _: "home", clock=clock, beside=beside))


@asynccontextmanager
async def _crew(words: Sequence[str], app: KioskApp, log: Path) -> AsyncIterator[None]:
    """Have the simulated crew at work in a process of its own, which ends with its standard input."""
    import asyncio
    import os

    environment = os.environ | {"PYTHONPATH": str(Path(kiosk.__file__).parent.parent)}
    with log.open("wb") as errors:
        child = await asyncio.create_subprocess_exec(
            *words, stdin=asyncio.subprocess.PIPE, stdout=errors, stderr=errors, env=environment
        )
    told = asyncio.create_task(_tell(child, app))
    try:
        yield
    finally:
        told.cancel()
        await _end(child)
        if child.returncode:
            from kiosk.cli.say import warn

            warn(f"The simulated crew ended early: {_last_line(log)}")


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    return lines[-1] if lines else "nobody knows why."


async def _tell(child: asyncio.subprocess.Process, app: KioskApp) -> None:
    """Tell the crew which stations the person has open, each time that changes."""
    import asyncio

    from kiosk.tui.station.screen import StationScreen

    told = ""
    while child.stdin:
        screens = (screen for screen in app.screen_stack if isinstance(screen, StationScreen))
        stations = " ".join(sorted({name for screen in screens for name in screen.stations}))
        if stations != told:
            told = stations
            child.stdin.write(f"{stations}\n".encode())
        await asyncio.sleep(LOOK_EVERY)


async def _end(child: asyncio.subprocess.Process) -> None:
    """Let the crew finish what they are writing, and no more."""
    import asyncio
    from contextlib import suppress

    if child.stdin:
        child.stdin.close()
    try:
        await asyncio.wait_for(child.wait(), PATIENCE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
