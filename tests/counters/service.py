"""A shipped counter on a record of its own, and hands that work it: `async with counter_of("coffee", folder)`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.config.playbook import load_playbook, shipped
from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.journal.bell import SocketBell
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.allergy.allergy import unseen
from kiosk.work.board.board import OnBoard
from kiosk.work.order.point import points_of
from kiosk.work.record.slip import slip
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.mark import MarkPoint
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.see_allergy import AnswerAllergy, SeeAllergy
from tests.records import with_record


def local(milliseconds: int) -> datetime:
    """Live in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Hands:
    """Everybody at one counter, working one order."""

    counter: Counter
    clock: SetClock
    order_id: str

    async def entry(self) -> OnBoard:
        """Return the order as it is now."""
        return await self.counter.order(self.order_id)

    async def states(self) -> dict[str, str]:
        """Return each ticket's state by its step."""
        return {ticket.step: ticket.state for ticket in (await self.entry()).tickets}

    async def lines(self, step: str) -> dict[int, bool]:
        """Return for each line of a ticket whether it can be done now or is done already."""
        ticket = (await self.entry()).ticket(step)
        return {one.line.id: not one.waits_for for one in ticket.lines} if ticket else {}

    async def keep(self, step: str) -> None:
        """Keep every point the step's procedure asks of this order."""
        entry = await self.entry()
        for point in points_of(entry.order, entry.playbook.procedure[step], entry.playbook.menu):
            await self.counter.do(MarkPoint(self.order_id, step, point.id, "kept"))

    async def see(self, step: str) -> None:
        """Say by name that an allergy is seen, where nobody at the step's station has."""
        entry = await self.entry()
        if entry.order.asked:
            await self.counter.do(AnswerAllergy(self.order_id, "allergy"), by="Kim")
        if unseen(entry.order, entry.playbook, step):
            await self.counter.do(SeeAllergy(self.order_id, step), by="Kim")

    async def do(self, step: str, *, seconds: float = 60) -> None:
        """Do a step after some time, all its points kept."""
        self.clock.advance(seconds)
        await self.keep(step)
        await self.see(step)
        await self.counter.do(Bump(self.order_id, step))

    async def refused(self, step: str) -> str:
        """Try to bump a step that must not be; give the words of the refusal."""
        try:
            await self.counter.do(Bump(self.order_id, step))
        except Refused as refusal:
            return refusal.words
        raise AssertionError(step)

    async def gates(self, step: str) -> tuple[str, ...]:
        """Pass the points of a step one by one, as each refusal asks; give the points that held it back, in order."""
        entry = await self.entry()
        await self.see(step)
        points = {f"First: {point.words}.": point.id for point in entry.playbook.procedure[step].points}
        found: list[str] = []
        while True:
            try:
                await self.counter.do(Bump(self.order_id, step))
            except Refused as refusal:
                if refusal.words not in points:
                    raise
                found.append(points[refusal.words])
                await self.counter.do(MarkPoint(self.order_id, step, found[-1], "kept"))
            else:
                return tuple(found)

    async def slip(self) -> str:
        """Return what the finished order prints."""
        entry = await self.entry()
        return "\n".join(slip(entry.order, entry.playbook, entry.guest, UTC).lines)


@asynccontextmanager
async def counter_of(name: str, folder: Path) -> AsyncIterator[Hands]:
    """Open a shipped counter on an empty record, with one order opened."""
    database, clock = folder / "kiosk.db", SetClock()
    playbook = load_playbook(shipped()[name], proved=True)
    counter = Counter(SqliteJournal(with_record(database)), SocketBell(database), clock, playbook, local=local)
    await counter.start()
    try:
        yield Hands(counter, clock, (await counter.do(OpenOrder())).order.id)
    finally:
        await counter.close()
