"""Records to begin with: an empty one is made once a session and copied, since making it takes as long as ten verbs.

That a record can be made, and what is in it then, is what tests/journal, tests/faults and tests/cli/test_edges.py show.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.journal.bell import SocketBell
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.playbook.playbook import Playbook
from tests.playbooks import DINER


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        made = Path(folder) / "kiosk.db"
        SqliteJournal(made).close()
        return made.read_bytes()


def with_record(database: Path) -> Path:
    """Put an empty record there if there is none, as private as the program makes it; gives the path back."""
    if not database.exists():
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        database.touch(mode=0o600)
        database.write_bytes(_empty())
    return database


def recorded(opened: Callable[[Path], Counter], work: Callable[[Counter], Awaitable[object]]) -> bytes:
    """Return the record that some work at a counter leaves, to be written where tests begin with it."""

    async def do(database: Path) -> None:
        counter = opened(database)
        try:
            await counter.start()
            await work(counter)
        finally:
            await counter.close()

    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        database = Path(folder) / "kiosk.db"
        thread.submit(lambda: asyncio.run(do(database))).result()  # the test that asks first has a loop of its own
        return database.read_bytes()


def utc(milliseconds: int) -> datetime:
    """Live in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


@asynccontextmanager
async def terminal(
    database: Path,
    station: str = "",
    clock: SetClock | None = None,
    playbook: Playbook = DINER,
    local: Callable[[int], datetime] = utc,
) -> AsyncIterator[Counter]:
    """Open one terminal's counter on a record."""
    journal, bell = SqliteJournal(with_record(database)), SocketBell(database)
    counter = Counter(journal, bell, clock or SetClock(), playbook, station=station, local=local)
    await counter.start()
    try:
        yield counter
    finally:
        await counter.close()
