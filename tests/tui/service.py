"""A service at the diner for tests of screens: orders worked through the counter's verbs while a set clock runs on."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from kiosk.counter.counter import Counter
from kiosk.counter.ports import NOUNS, Machine, Period
from kiosk.devices.clock import SetClock
from kiosk.devices.silent_speaker import SilentSpeaker
from kiosk.journal.bell import SocketBell
from kiosk.journal.export import export, export_workbook
from kiosk.journal.sqlite import SqliteJournal
from kiosk.settings import Settings
from kiosk.tui.app import KioskApp
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.mark import MarkPoint, TakeReading
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.take_order import TakeOrder
from tests.playbooks import DINER
from tests.records import with_record
from tests.tui.still import still

DAY = 86_400
SUNDAY = "2026-11-22"
"""The day a set clock begins on; a Sunday."""

NAMES = ("Ana", "[@click=app.quit]x[/]", "\x1b[31mred\x07", "王芳", "\u202eevil", "[/]", "👨‍👩‍👧", "")
CREW = ("Mia", "Leo", "[bold]Bo[/]")


def utc(milliseconds: int) -> datetime:
    """Live in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


@asynccontextmanager
async def counter_on(database: Path, clock: SetClock) -> AsyncIterator[Counter]:
    """Open a counter on a record, in UTC."""
    journal = SqliteJournal(with_record(database), now=lambda: clock.now().at, zone=UTC)
    counter = Counter(journal, SocketBell(database), clock, DINER, station="front", local=utc)
    await counter.start()
    try:
        yield counter
    finally:
        await counter.close()


def write_csv(folder: Path, noun: str, period: Period) -> Path:
    """Export a noun, or the workbook of all, as the terminal of a shop does."""
    target = folder / f"{noun}-{period.first}-{period.last}.{'csv' if noun in NOUNS else 'xlsx'}"
    if noun in NOUNS:
        export(folder / "kiosk.db", next(known for known in NOUNS if known == noun), target, period=period)
    else:
        export_workbook(folder / "kiosk.db", target, period)
    return target


@dataclass
class Floor:
    """A counter, its clock, and a terminal that shows it."""

    counter: Counter
    clock: SetClock
    app: KioskApp
    pilot: Pilot[None]

    @property
    def text(self) -> str:
        """What stands on the screen in front."""
        return screen_text(self.app)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each after the one before has done its work."""
        for key in keys:
            driver = self.app._driver
            assert driver is not None
            name = key if key.isalnum() or len(key) > 1 else _character_to_key(key)
            pressed = Key(name, key if len(key) == 1 else key_to_character(name))
            pressed.set_sender(self.app)
            driver.send_message(pressed)
            await self.settle()

    async def touch(self, words: str) -> None:
        """Touch the first place where these words stand."""
        for y, line in enumerate(self.text.split("\n")):
            if words in line:
                await self.pilot.click(offset=(line.index(words), y))
                await self.settle()
                return
        raise AssertionError(f"“{words}” is not on the screen:\n{self.text}")

    async def settle(self) -> None:
        """Wait until the workers that read or write are done and what they brought is drawn."""
        await still(self.app, ("verbs", "summary"))


def screen_text(app: App[None]) -> str:
    """Return the text of the screen in front, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


@asynccontextmanager
async def floor(
    folder: Path, start: str, size: tuple[int, int] = (100, 30), *, clock: SetClock | None = None, person: str = "Mia"
) -> AsyncIterator[Floor]:
    """Open a terminal in this room on the record in a folder."""
    clock = clock or SetClock()
    async with counter_on(folder / "kiosk.db", clock) as counter:
        terminal = Machine(
            speaker=SilentSpeaker(),
            modules=lambda _payload: ((True,) * 29,) * 29,
            export=partial(write_csv, folder),
            reload=lambda: None,
            print_slips=lambda: "",
            room=lambda: 1000,
        )
        app = KioskApp(counter, terminal, Settings(person=person, debounce=0, guard=0, scanner="off"), start)
        async with app.run_test(size=size) as pilot:
            there = Floor(counter, clock, app, pilot)
            await there.settle()
            try:
                yield there
            finally:
                for timer in tuple(app._timers):
                    timer.stop()  # A tick that falls into the end of a test finds no screen.


async def take(counter: Counter, name: str = "Ana", *wishes: Wish) -> str:
    """Open an order, greet and take it; gives its id."""
    order_id = (await counter.do(OpenOrder(), by="Mia")).order.id
    await counter.do(Bump(order_id, "greet"), by="Mia")
    await counter.do(TakeOrder(order_id, wishes or (Wish("meal"),), guest=Guest("", name)), by="Mia")
    return order_id


async def work(counter: Counter, order_id: str, until: str = "") -> None:
    """Do the open steps of an order, points kept and readings in spec, up to the one that is to stay open."""
    for step in DINER.process.steps:
        entry = await counter.order(order_id)
        ticket = entry.ticket(step.id)
        if step.id == until:
            return
        if ticket is None or ticket.state != "open":
            continue
        for point in DINER.procedure[step.id].points:
            await counter.do(MarkPoint(order_id, step.id, point.id, "kept"), by="Mia")
        for spec in DINER.procedure[step.id].specs:
            await counter.do(TakeReading(order_id, step.id, spec.id, "160"), by="Mia")
        await counter.do(Bump(order_id, step.id), by="Mia")


async def lunch(counter: Counter, clock: SetClock, orders: int, seed: int) -> None:
    """Serve some orders, some steps late, some too fast, some points skipped or not seen, some readings out of spec."""
    chance = random.Random(seed)
    for place in range(orders):
        order_id = (await counter.do(OpenOrder(), by=chance.choice(CREW))).order.id
        for step in DINER.process.steps:
            await _step(counter, clock, (order_id, step.id), Guest("", NAMES[place % len(NAMES)]), chance)
        clock.advance(chance.uniform(30, 900))


async def _step(
    counter: Counter, clock: SetClock, ticket: tuple[str, str], guest: Guest, chance: random.Random
) -> None:
    order_id, step = ticket
    procedure, by = DINER.procedure[step], chance.choice(CREW)
    clock.advance(round(procedure.when.target * chance.choice((0.05, 0.5, 0.7, 0.9, 1.1, 1.7, 2.2)), 1))
    for point in procedure.points:
        luck = chance.random()
        if point.critical or luck < 0.75:
            await counter.do(MarkPoint(order_id, step, point.id, "kept"), by=by)
        elif luck < 0.9:
            await counter.do(MarkPoint(order_id, step, point.id, "skipped", reason="No time [b]"), by=by)
    for spec in procedure.specs:
        first = chance.choice(("160", "158.5", "150"))
        await counter.do(TakeReading(order_id, step, spec.id, first), by=by)
        if first == "150":
            await counter.do(
                TakeReading(order_id, step, spec.id, f"{160 + chance.random():.1f}", action=spec.corrective), by=by
            )
    if step == "take-order":
        await counter.do(TakeOrder(order_id, (Wish("meal"),), guest=guest), by=by)
    else:
        await counter.do(Bump(order_id, step), by=by)
