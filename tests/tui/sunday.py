"""A Sunday at the diner and the one before it, as a record that tests of the manager's screen copy."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.tui.manager.halves import HalfPage, Means
from kiosk.work.time.instant import Instant
from kiosk.work.verb.void import Void
from tests.tui.service import DAY, Floor, counter_on, lunch, take, work

Shop = tuple[Path, SetClock]

SIZES = ((40, 20), (80, 24), (100, 30), (160, 45))


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Instant]:
    """Return the record of a Sunday's lunch and of a shorter one a week before, and when it ended."""
    folder = tmp_path_factory.mktemp("busy")
    clock = SetClock()
    began = clock.now().at

    async def serve() -> None:
        clock.jump_wall(-7 * DAY)
        async with counter_on(folder / "kiosk.db", clock) as counter:
            await lunch(counter, clock, 5, seed=3)
            clock.jump_wall((began - clock.now().at) / 1000)
            await lunch(counter, clock, 10, seed=10)
            void = await take(counter, "Bo")
            await counter.do(Void(void, "Guest [left]"), by="Leo")
            clock.advance(20)
            await work(counter, await take(counter, "Zoë"), until="hand-over")
            clock.advance(400)

    asyncio.run(serve())
    return folder, clock.now()


@pytest.fixture
def at_lunch(busy: tuple[Path, Instant], tmp_path: Path) -> tuple[Path, SetClock]:
    """Return a copy of that record, and the clock as it stood."""
    folder, ended = busy
    shutil.copytree(folder, tmp_path / "shop", ignore=shutil.ignore_patterns("*.bells"))
    clock = SetClock(ended.at, ended.mono)
    return tmp_path / "shop", clock


def chosen(there: Floor) -> Means | None:
    """Return what the mark stands on."""
    pages = [there.app.screen.query_one(f"#{side}", HalfPage) for side in ("what", "how")]
    return next((page.chosen for page in pages if page.chosen), None)


def marked(there: Floor) -> str:
    """Return the line the mark stands on."""
    return next(line[line.index("▸") :] for line in there.text.split("\n") if "▸" in line)


async def choose(there: Floor, means: Means) -> None:
    """Move the mark with the arrow keys until it stands on a number."""
    side = "how" if means[0] in ("point", "critical", "readings") else "what"
    await there.press("right" if side == "how" else "left")
    names = there.app.screen.query_one(f"#{side}", HalfPage).half.choosable
    here = chosen(there)
    by = names.index(means) - (names.index(here) if here else 0)
    await there.press(*["down" if by > 0 else "up"] * abs(by))
    assert means == chosen(there)
