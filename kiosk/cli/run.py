"""How a command reaches the counter: settings from its options, a counter opened and closed around its work."""

from __future__ import annotations

import argparse
import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from kiosk import wiring
from kiosk.config.found_files import find_playbook
from kiosk.counter.counter import Counter
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.connect import must_be
from kiosk.settings import Settings
from kiosk.words import _
from kiosk.work.guest.language import language_for, languages, playbook_in
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import nearest
from kiosk.work.text.text import clean
from kiosk.work.time.instant import utc

T = TypeVar("T")


def settings_of(args: argparse.Namespace) -> Settings:
    """Read this machine's settings; the command line wins."""
    file = Path(args.settings) if args.settings else None
    return wiring.read_settings(file, {"playbook": args.playbook, "database": args.database})


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Counter]:
    """Open the counter, say on stderr what is wrong with its playbook's files, and close it after the work."""
    counter = wiring.open_counter(settings)
    waiting = asyncio.create_task(_tell_of_wait(counter))
    try:
        await counter.start(asks_clock=True)
        counter.people.by_command()
        if counter.clock_doubt:
            _doubt_clock(counter)
        for words in wiring.playbook_problems(settings):
            from kiosk.cli.say import warn

            warn(words)
        yield counter
    finally:
        waiting.cancel()
        await counter.close()


def _doubt_clock(counter: Counter) -> None:
    """Say on stderr that the clock cannot be right, and refuse what would be written under its time."""
    from kiosk.cli.say import warn

    now, doubt = utc(counter.clock.now().at), utc(counter.clock_doubt)
    words = f"The clock of this machine says {now}, but it was {doubt} before: one of the two is wrong."
    warn(words)
    settle = "Set the clock; or say that it is right, which is recorded: kiosk journal confirm-clock --by NAME"
    counter.hold(Refused("clock-doubted", f"Nothing was written. {words} {settle}"))


async def _tell_of_wait(counter: Counter) -> None:
    """Say once on stderr that a command waits for the record, and who holds it."""
    while True:
        await asyncio.sleep(0.25)
        wait = counter.wait
        if wait and wait.seconds >= 1:
            from kiosk.cli.say import warn

            held = _(
                "waiting for the record, {seconds} s, held by {holder}", seconds=int(wait.seconds), holder=wait.holder()
            )
            return warn(held)


def with_counter(
    args: argparse.Namespace, work: Callable[[Counter], Coroutine[Any, Any, T]], *, makes: bool = False
) -> T:
    """Do some work with the counter; only a command that `makes` one may find no record, so that a typo makes none."""
    settings = settings_of(args)
    if not makes:
        must_be(settings.database_file)

    async def run() -> T:
        async with opened(settings) as counter:
            gc.freeze()  # else what was loaded would be looked through now
            gc.enable()
            return await work(counter)

    return asyncio.run(run())


def with_verb(args: argparse.Namespace, work: Callable[[Counter], Coroutine[Any, Any, T]]) -> T:
    """Do a verb, then print the slips that are due unless a terminal does; a printer's trouble is said on stderr."""
    done = with_counter(args, work)
    trouble = wiring.print_slips(settings_of(args))
    if trouble:
        from kiosk.cli.say import warn

        warn(trouble)
    return done


def playbook_of(args: argparse.Namespace) -> Playbook:
    """Return the playbook new orders are opened under; where there is no record yet, the one its files say."""
    settings = settings_of(args)
    try:
        must_be(settings.database_file)
    except StorageUnavailable:
        return wiring.load_playbook(find_playbook(settings.playbook))

    async def now(counter: Counter) -> Playbook:
        return counter.playbook

    return with_counter(args, now)


def in_language(playbook: Playbook, language: str) -> Playbook:
    """Return a playbook in a language; refused where its procedures do not stand in it."""
    if not language:
        return playbook
    found = language_for(playbook, language)
    if found.partition("-")[0] != language.partition("-")[0]:
        there = ", ".join(languages(playbook))
        raise Refused(
            "no-such-language", f"The procedures do not stand in “{clean(language, 20)}”. They do in {there}."
        )
    return playbook_in(playbook, found)


def today_of(args: argparse.Namespace) -> str:
    """Return the business day it is now."""

    async def today(counter: Counter) -> str:
        return counter.today()

    return with_counter(args, today)


def one_of(kind: str, said: str, known: list[str]) -> str:
    """Return a name that is known, or refuse with the nearest one."""
    if said in known:
        return said
    raise Refused(f"no-such-{kind}", f"There is no {kind} “{clean(said, 60)}”. {nearest(said, known)}")
