"""A Sunday at the diner with every verb that takes an order off its straight way, for tests of what is told of them."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.work.order.line import Wish
from kiosk.work.time.instant import Instant
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Acknowledge, Change, wishes_of
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.hold import Fire, Hold
from kiosk.work.verb.recall import Recall, Review
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.waste import Waste
from tests.tui.service import counter_on, lunch, take, work
from tests.tui.sunday import Shop

REASONS = ("=cold", "[bold]raw[/]")


async def hands(counter: Counter, clock: SetClock) -> None:
    """Recall before and after the hand-over, throw away, rush, hold, change, hand over early, take a bump back."""
    for reason in (REASONS[0], REASONS[0], REASONS[1]):
        served = await take(counter)
        await work(counter, served)
        clock.advance(60)
        await counter.do(Recall(served, "grill", reason), by="Mia")
        await counter.do(Waste(served, "grill", 2, quantity=1, reason=reason), by="Mia")
        clock.advance(90)
        await work(counter, served)
    again = await take(counter)
    await work(counter, again, until="check")
    await counter.do(Review(again, "fry", "soggy"), by="Leo")
    await counter.do(Hold(again, "guest waits outside"), by="Mia")
    clock.advance(300)
    await counter.do(Fire(again), by="Mia")
    await counter.do(Rush(again, "child cries"), by="Mia")
    clock.advance(40)
    await work(counter, again)
    changed = await take(counter, "Bo", Wish("burger", 3), Wish("fries"))
    await work(counter, changed, until="check")
    order = (await counter.order(changed)).order
    await counter.do(Change(changed, tuple(wishes_of(order)[1:]), "only fries"), by="Mia")
    await counter.do(Acknowledge(changed, "grill", "made already"), by="Mia")
    clock.advance(20)
    early = await take(counter)
    await work(counter, early, until="fry")
    await counter.do(HandOverEarly(early, "bus leaves"), by="Mia")
    back = await take(counter)
    await counter.do(Bump(back, "pay"), by="Mia")
    await counter.do(Undo(back, "pay"), by="Mia")
    clock.advance(400)


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Instant]:
    """Return the record of a lunch some hours ago and of an hour in which hands did it all, and when it ended."""
    folder = tmp_path_factory.mktemp("worked")
    clock = SetClock()

    async def serve() -> None:
        async with counter_on(folder / "kiosk.db", clock) as counter:
            await lunch(counter, clock, 3, seed=5)
            clock.advance(3600)
            await hands(counter, clock)

    asyncio.run(serve())
    return folder, clock.now()


@pytest.fixture
def at_work(worked: tuple[Path, Instant], tmp_path: Path) -> Shop:
    """Return a copy of that record, and the clock as it stood."""
    folder, ended = worked
    shutil.copytree(folder, tmp_path / "shop", ignore=shutil.ignore_patterns("*.bells"))
    return tmp_path / "shop", SetClock(ended.at, ended.mono)
