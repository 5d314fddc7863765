"""A terminal under test: the real program without a terminal around it, on a real journal, with a clock that is set.

    async with seat(tmp_path / "kiosk.db", "station:grill") as grill:
        await grill.opened(MEAL)
        await grill.press("enter")
        assert "done in" in grill.text

What is on the screen is read as lines of text; what is touched is found by its words. Nothing sleeps: after each press
the desk waits until every verb has been written and drawn.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from rich.cells import cell_len
from rich.style import Style
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Drafts, Machine, Period
from kiosk.devices.clock import SetClock
from kiosk.devices.qr import modules
from kiosk.devices.silent_speaker import SilentSpeaker
from kiosk.journal.bell import SocketBell
from kiosk.journal.sqlite import SqliteJournal
from kiosk.settings import Settings
from kiosk.tui.app import KioskApp
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.lockdown import PatientParser
from kiosk.tui.widgets.notice import Notice
from kiosk.work.allergy.allergy import unseen
from kiosk.work.board.board import OnBoard
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.see_allergy import AnswerAllergy, SeeAllergy
from kiosk.work.verb.take_order import TakeOrder
from tests.patience import PATIENCE
from tests.playbooks import DINER
from tests.records import with_record
from tests.tui.still import still

MEAL = (Wish("meal"),)

HAND = 0.05
"""Seconds between two keys of a hand; a scanner's come closer to one another."""

LONG_AGO = 3600.0
"""Seconds before now at which the first key is struck: what waits for a scanner's next sign has waited long enough."""

KEYS = {
    "enter": "\r",
    "backspace": "\x7f",
    "space": " ",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
}
"""What a keyboard sends; any other key sends its own sign."""


def local(milliseconds: int) -> datetime:
    """Live in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def counter_on(database: Path, playbook: Playbook, clock: SetClock, station: str = "") -> Counter:
    """Return a counter as one terminal opens it."""
    return Counter(
        SqliteJournal(with_record(database)), SocketBell(database), clock, playbook, station=station, local=local
    )


@dataclass
class Seat:
    """One terminal, the counter behind it, and what a test may ask of it."""

    app: KioskApp
    pilot: Pilot[Any]
    counter: Counter
    clock: SetClock
    speaker: SilentSpeaker
    playbook: Playbook
    parser: PatientParser = field(default_factory=PatientParser)
    struck: float = field(default_factory=lambda: monotonic() - LONG_AGO)
    """When a key was struck last: never now, since this process may be kept waiting between two keys."""

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""
        return self.app.screen

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    @property
    def notice(self) -> str:
        """What the notice above the keys says, as one line."""
        region = self.screen.query_one(Notice).region
        return " ".join(" ".join(self.lines[region.y : region.bottom]).split())

    @property
    def keys(self) -> str:
        """What the key bar offers, in one line."""
        return self.lines[-2]

    def find(self, words: str) -> tuple[int, int]:
        """Return the cell where some words begin; the last place they stand at."""
        lines = [f"{line} " for line in self.lines]
        for y in range(len(lines) - 1, -1, -1):
            before, found, _ = lines[y].rpartition(words)
            if found:
                return cell_len(before), y
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    def style(self, words: str) -> Style:
        """Return the style of some words on the screen."""
        x, y = self.find(words)
        at = 0
        for segment in list(self.app.screen._compositor.render_strips())[y]:
            at += cell_len(segment.text)
            if at > x:
                return segment.style or Style()
        raise AssertionError(words)

    async def settle(self) -> None:
        """Wait until every message has been handled, every verb has ended, no key is held, and everything is drawn."""
        await still(self.app, ("verbs", "qr"))

    def rest(self, seconds: float) -> None:
        """Let time pass for hands and scanners: nothing is struck."""
        self.struck += seconds

    async def bytes(self, raw: str) -> None:
        """Let a terminal send these at one instant: they go through the parser a terminal's bytes go through."""
        driver = self.app._driver
        assert driver is not None
        self.rest(HAND)
        for message in self.parser.feed(raw):
            if isinstance(message, Key):
                message.time = self.struck
            driver.process_message(message)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each after the one before has done its work."""
        for key in keys:
            if key == "escape":  # its byte alone begins a sequence, which only time ends
                await self.pilot.press(key)
                await self.settle()
            else:
                await self.bytes(KEYS.get(key, key))

    async def type(self, words: str) -> None:
        """Type words, sign by sign."""
        for sign in words:
            await self.bytes(sign)

    async def touch(self, words: str) -> None:
        """Put a finger on the middle of some words, and take it off."""
        x, y = self.find(words)
        await self.tap(x + cell_len(words) // 2, y)

    async def tap(self, x: int, y: int, button: int = 0) -> None:
        """Put a finger on a cell, and take it off."""
        await self.down(x, y, button)
        await self.up(x, y, button)

    async def down(self, x: int, y: int, button: int = 0) -> None:
        """Put a finger on a cell."""
        await self.bytes(f"\x1b[<{button};{x + 1};{y + 1}M")

    async def up(self, x: int, y: int, button: int = 0) -> None:
        """Take a finger off a cell."""
        await self.bytes(f"\x1b[<{button};{x + 1};{y + 1}m")

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, the journal answer, and the screen's tick come."""
        self.clock.advance(seconds)
        await self.counter._live.catch_up()
        self.app.show_change()
        await self.settle()

    async def until(self, seen: Callable[[], bool], what: str = "what was expected") -> None:
        """Wait until something is so, as it is after another terminal's commit."""
        async with asyncio.timeout(PATIENCE):
            while not seen():  # noqa: ASYNC110 - what is waited for has no event: it is what a person would see
                await asyncio.sleep(0.005)
        await self.settle()

    # What happened before, or happens elsewhere.

    async def opened(
        self,
        wanted: tuple[Wish, ...] = MEAL,
        *,
        upto: str = "grill",
        name: str = "",
        allergies: tuple[str, ...] = (),
        note: str = "",
        words: str = "",
    ) -> OnBoard:
        """Serve an order up to a step, as others would; gives it with that step open."""
        guest = Guest("", name, note, words)
        entry = await serve(self.counter, wanted, upto=upto, guest=guest, allergies=allergies)
        await self.settle()
        if isinstance(self.screen, StationScreen) and self.screen.desk.gone:  # others ended what was open here
            self.screen.desk.gone = ""
            self.screen.look()
            await self.settle()
        return entry

    def state(self, order_id: str, step: str) -> str:
        """Return the state of a ticket; `gone` once its order is over."""
        ticket = self.counter.board.ticket(order_id, step)
        return ticket.state if ticket else "gone"


async def serve(
    counter: Counter,
    wanted: tuple[Wish, ...] = MEAL,
    *,
    upto: str = "",
    guest: Guest | None = None,
    allergies: tuple[str, ...] = (),
) -> OnBoard:
    """Open an order and do its steps up to one of them, or to the end, by Zoe."""
    entry = await counter.do(OpenOrder(), by="Zoe")
    order_id = entry.order.id
    for step in entry.playbook.process.steps:
        if step.id == upto:
            break
        if step.takes_order:
            entry = await counter.do(TakeOrder(order_id, wanted, guest=guest, allergies=allergies), by="Zoe")
        elif entry.ticket(step.id) is not None:
            if entry.order.asked:
                await counter.do(AnswerAllergy(order_id, "allergy"), by="Zoe")
            if unseen(entry.order, entry.playbook, step.id):
                await counter.do(SeeAllergy(order_id, step.id), by="Zoe")
            entry = counter.board.orders[order_id]
            if (ticket := entry.ticket(step.id)) is not None:
                for one in unconfirmed(entry.order, entry.playbook, ticket):
                    await counter.do(BumpLine(order_id, step.id, one.line.id), by="Zoe")
            entry = await counter.do(Bump(order_id, step.id), by="Zoe")
    return entry


@asynccontextmanager
async def seat(
    database: Path,
    start: str = "station:grill",
    *,
    size: tuple[int, int] = (100, 30),
    playbook: Playbook = DINER,
    clock: SetClock | None = None,
    settings: Settings | None = None,
    reload: Callable[[], Playbook | None] = lambda: None,
    print_slips: Callable[[], str] = lambda: "",
    room: Callable[[], int] = lambda: 1000,
    problems: tuple[str, ...] = (),
    before: Callable[[Counter], Awaitable[object]] | None = None,
    drafts: Drafts | None = None,
) -> AsyncIterator[Seat]:
    """Open a terminal; `before` is awaited on its counter before the first screen opens."""
    clock, speaker = clock or SetClock(), SilentSpeaker()
    counter = counter_on(database, playbook, clock, start.removeprefix("station:"))
    await counter.start(asks_clock=True)

    def export(noun: str, _period: Period) -> Path:
        return database.parent / f"{noun}.csv"

    terminal = Machine(speaker, modules, export, reload, print_slips, room, problems, drafts)
    try:
        if before is not None:
            await before(counter)
        app = KioskApp(counter, terminal, settings or Settings(person="Ana", debounce=0, guard=0, scanner="off"), start)
        async with app.run_test(size=size) as pilot:
            opened = Seat(app, pilot, counter, clock, speaker, playbook)
            app.ear.now = lambda: opened.struck
            await opened.settle()
            yield opened
            for _ in opened.parser.feed(""):  # its end lets go of the last key: Textual keeps parsers in a cache
                pass
    finally:
        await counter.close()


@asynccontextmanager
async def elsewhere(database: Path, clock: SetClock, playbook: Playbook = DINER) -> AsyncIterator[Counter]:
    """Return the counter of another terminal on the same database."""
    counter = counter_on(database, playbook, clock, "elsewhere")
    await counter.start(asks_clock=True)
    try:
        yield counter
    finally:
        await counter.close()
