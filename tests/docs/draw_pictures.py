"""Draws the pictures of the docs from the real program; `scripts/pictures` runs it.

A lunch is worked by the simulated crew of the demo, on a clock that is held, and the same lunch a week before it, so
that the manager's numbers have something to be compared with. Then the screens are opened on it, 100 x 30.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from textual.pilot import Pilot

import kiosk
from kiosk import wiring
from kiosk.counter.counter import Counter
from kiosk.demo import crew
from kiosk.demo.crew import DemoClock, Shift
from kiosk.settings import Settings
from kiosk.tui.app import KioskApp
from kiosk.tui.manager.screen import ManagerScreen
from kiosk.work.time.instant import Instant

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "kiosk" / "docs" / "pictures"
SIZE = (100, 30)

_RELEASED = datetime.fromisoformat(kiosk.RELEASED).replace(tzinfo=UTC)
NOON = Instant(int((_RELEASED + timedelta(days=30, hours=11)).timestamp() * 1000), 900_000_000, "pictures")
"""Eleven in the morning, UTC, a month after the program's release: a clock before it is asked about."""
LUNCH = 101 * 60
"""Seconds of guests before the pictures are taken."""
GUESTS = ("Ana", "José", "Zoë", "Мария", "Jürgen", "O'Brien", "Łukasz", "Αλίκη", "Núria", "Tom", "Inês", "Pål")
"""Names that the fonts of any machine can draw."""
PILED = 65
"""Seconds before the end in which nobody works the grill, so that a rail of tickets waits there."""
WEEK = 7 * 24 * 3600 * 1000

Press = Callable[[Pilot[None]], Awaitable[None]]


async def lunch(settings: Settings, begin: Instant, seconds: int, seed: int) -> DemoClock:
    """Work a lunch, and give the clock as it stands at the end."""
    clock = DemoClock(wiring.system_clock(), begin, 1)
    clock.held = begin
    counter = wiring.open_counter(settings, clock)
    await counter.start()
    shift = Shift(counter, seed)
    for left in range(seconds, 0, -1):
        shift.taken = frozenset({"grill"} if left < PILED else ())
        await shift.tick()
        clock.held = clock.held.later(1000)
    await counter.close()
    return clock


async def picture(settings: Settings, clock: DemoClock, start: str, name: str, press: Press) -> None:
    """Open a screen, press some keys, and draw it."""
    counter: Counter = wiring.open_counter(settings, clock)
    counter.station = start.removeprefix("station:") if start.startswith("station:") else ""
    await counter.start()
    app = KioskApp(counter, wiring.open_machine(settings), settings, start)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        await press(pilot)
        await pilot.pause(1.5)
        svg = app.export_screenshot(title=f"kiosk: {name}")
    await counter.close()
    source = settings.database_file.parent / f"{name}.svg"
    source.write_text(svg, encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    await asyncio.to_thread(_paint, source, FOLDER / f"{name}.png")


def _paint(source: Path, target: Path) -> None:
    """Draw the SVG with Chromium, then count its colours down to 64: a third of the bytes, and nobody sees it."""
    from PIL import Image

    subprocess.run([ROOT / "scripts" / "screenshot", target, source], check=True, stdout=subprocess.DEVNULL)
    with Image.open(target) as drawn:
        drawn.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    sys.stdout.write(f"{target.relative_to(ROOT)} {target.stat().st_size // 1024} kB\n")


def keys(clock: DemoClock, *names: str) -> Press:
    """Press keys as a person does: a second and a half after one another."""

    async def press(pilot: Pilot[None]) -> None:
        for name in names:
            clock.held = (clock.held or clock.now()).later(1500)
            await pilot.press(name)
            await pilot.pause(0.3)
        await pilot.pause(0.3)

    return press


def reading(clock: DemoClock) -> Press:
    """Open the manager's screen, and wait until it has read both periods."""

    async def press(pilot: Pilot[None]) -> None:
        for _ in range(100):
            await pilot.pause(0.1)
            if isinstance(pilot.app.screen, ManagerScreen) and pilot.app.screen._read:
                break
        await keys(clock, "down")(pilot)

    return press


async def draw() -> None:
    """Draw every picture of the docs."""
    crew.GUESTS = GUESTS
    with TemporaryDirectory(prefix="kiosk-pictures-") as folder:
        settings = Settings(database=Path(folder) / "kiosk.db", slip_device="none")
        before = Instant(NOON.at - WEEK, NOON.mono - WEEK, NOON.boot)
        await lunch(settings, before, LUNCH + 1200, seed=5)
        clock = await lunch(settings, NOON, LUNCH, seed=7)
        kim, sam = replace(settings, person="Kim"), replace(settings, person="Sam")
        await picture(kim, clock, "station:grill", "station", keys(clock, "1", "2"))
        await picture(settings, clock, "manager", "manager", reading(clock))
        cheeseburger, cola, meal = (
            ("1", "2", "1", "0", "9", "enter"),
            ("4", "1", "0", "2", "enter"),
            ("2", "2", "0", "8"),
        )
        front = keys(clock, "n", "enter", *cheeseburger, *cola, *meal)
        await picture(sam, clock, "station:front", "front", front)


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    time.tzset()
    asyncio.run(draw())
