"""The screens: `kiosk`, `kiosk station`, `front`, `expo`, `board`, `manager` and `observe`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import sole
from kiosk.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from kiosk.cli.parser import Nouns
    from kiosk.counter.ports import Clock
    from kiosk.settings import Settings
    from kiosk.tui.app import KioskApp
    from kiosk.work.playbook.playbook import Playbook

    Beside = Callable[[KioskApp], AbstractAsyncContextManager[None]]
    Start = Callable[[Playbook], str]


def add(nouns: Nouns) -> None:
    """Add the screens' nouns."""
    station = sole(nouns, "station", _station)
    station.add_argument("names", metavar="NAME", nargs="+", help="a station of the playbook, such as grill")
    sole(nouns, "front", _front)
    sole(nouns, "expo", _expo)
    sole(nouns, "board", _board)
    sole(nouns, "manager", _manager)
    observe = sole(nouns, "observe", _observe)
    observe.add_argument("names", metavar="NAME", nargs="*", help="a station of the playbook; all unless named")


def home(args: argparse.Namespace) -> int:
    """Open the station this machine's settings name, or the home screen."""
    from kiosk.cli.run import settings_of

    named = settings_of(args).station
    return _at(args, lambda _: named.split()) if named else _open(args, lambda _: "home")


def _station(args: argparse.Namespace) -> int:
    return _at(args, lambda _: args.names)


def _front(args: argparse.Namespace) -> int:
    return _at(args, lambda playbook: [station.id for station in playbook.stations if station.role == "front"])


def _expo(args: argparse.Namespace) -> int:
    return _at(args, lambda playbook: [station.id for station in playbook.stations if station.role == "expo"])


def _board(args: argparse.Namespace) -> int:
    return _open(args, lambda _: "board")


def _manager(args: argparse.Namespace) -> int:
    return _open(args, lambda _: "manager")


def _observe(args: argparse.Namespace) -> int:
    return _at(args, lambda _: args.names, "observe")


def _at(args: argparse.Namespace, names: Callable[[Playbook], list[str]], room: str = "station") -> int:
    """Open the station's screen, or another `room`, for some stations, each of them known."""
    from kiosk.cli.run import one_of

    def start(playbook: Playbook) -> str:
        wanted = dict.fromkeys(one_of("station", name, list(playbook.station)) for name in names(playbook))
        return f"{room}:{'+'.join(wanted)}"

    return _open(args, start)


def _open(args: argparse.Namespace, start: Start) -> int:
    """Open the terminal with this machine's settings."""
    import asyncio

    from kiosk.cli.run import settings_of

    return asyncio.run(show(settings_of(args), start))


async def show(settings: Settings, start: Start, *, clock: Clock | None = None, beside: Beside | None = None) -> int:
    """Run the screens until somebody leaves; `beside` is entered for as long as they run."""
    import gc
    import os
    from contextlib import AsyncExitStack

    os.environ.setdefault("TEXTUAL_FPS", "240")  # read when Textual loads: a paint waits 4 ms for the next, not 17
    gc.disable()  # what is loaded until the first paint stays; the shell collects from then on

    from kiosk import wiring

    terminal_or_refuse()
    log_to_file()
    async with AsyncExitStack() as stack:
        terminal = wiring.open_machine(settings)
        counter = wiring.open_counter(settings, clock)
        stack.push_async_callback(counter.close)
        room = start(counter.playbook)
        if room.startswith("station:"):
            counter.station = room.removeprefix("station:")
        await counter.start(asks_clock=True)
        from kiosk.tui.first import paint_first

        early = None if terminal.signs else paint_first(counter, settings, room)
        if early:
            stack.callback(early.give_back)
        from kiosk.tui.lean import load_textual

        load_textual()
        from kiosk.tui.app import KioskApp

        app = KioskApp(counter, terminal, settings, room, early)
        if beside:
            await stack.enter_async_context(beside(app))
        await app.run_async()
        return app.return_code or 0


def terminal_or_refuse() -> None:
    """Refuse to draw where nobody can see it."""
    import sys

    if not (sys.stdin.isatty() and sys.__stdout__ and sys.__stdout__.isatty()):
        raise Refused("no-terminal", "The screens need a terminal. Without one, see: kiosk ticket --help")


def log_to_file() -> None:
    """Send what is logged to a file in the data folder: on the terminal it would stand across the screen."""
    import logging
    import os
    from contextlib import suppress
    from logging.handlers import RotatingFileHandler

    from kiosk.settings import data_folder

    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError, RuntimeError):
        folder = data_folder(os.environ)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "kiosk.log", maxBytes=1_000_000, backupCount=1, delay=True)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
