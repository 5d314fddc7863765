"""How a verb is decided and written: on the newest order, anew when another terminal was first, once for each press."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import count
from secrets import token_hex
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.counter.live import LiveBoard
from kiosk.counter.ports import Also, Clock, Entry, Journal, KeptField, Project
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import STRANGER, OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.board.visit import name_key
from kiosk.work.guest.line import said_by
from kiosk.work.order.event import COUNTER_STREAM, Event, Guest, Recorded, Stamp
from kiosk.work.order.fold import fold, replay
from kiosk.work.order.order_events import OrderOpened, OrderTaken
from kiosk.work.order.problem_events import ProblemRaised, ProblemResolved, problems_after
from kiosk.work.order.ticket_events import TicketBumped
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import NAME_LENGTH, clean
from kiosk.work.time.day import Days, minute_of, turn
from kiosk.work.verb.wish import is_guest, tidy_guest

if TYPE_CHECKING:
    from kiosk.work.record.record import Rows

Decide = Callable[[OnBoard, Stamp], tuple[Event, ...]]
Fill = Callable[[OnBoard, Stamp], Mapping[str, str]]
"""Gives what a verb says of an order's fields, each as it is kept."""

AROUND = frozenset({"out-of-stock", "too-many-rushed", "too-old"})
"""Refusals for what stands at the counter now beside an order: they say nothing of when an op was written."""


def new_op() -> str:
    """Make the id of one press of a key; pass the same one again to ask what became of it."""
    return token_hex(8)


def reused() -> Refused:
    """Return the refusal of an op that wrote something else than is asked of it now."""
    return Refused("op-reused", _("This was sent before with other content. Start again."))


def kept_fields(playbook: Playbook, said: Mapping[str, str]) -> tuple[KeptField, ...]:
    """Return what is written of fields, each with how long it is kept."""
    fields = playbook.process.field
    return tuple(KeptField(name, value, fields[name].forget or 0) for name, value in said.items())


def _nothing(_known: OnBoard, _stamp: Stamp) -> Mapping[str, str]:
    return {}


def free_numbers(journal: Journal, day: str) -> Iterator[tuple[int, str]]:
    """Return the numbers that can be given out on a day, each with the order's id: none of an unfinished order."""
    taken = journal.numbers_in_use()
    free = (number for number in count(journal.last_number(day) + 1) if number not in taken)
    return ((number, f"{day.replace('-', '')}-{number}") for number in free)


class Ledger:
    """Where every verb is decided and appended: who acts, when and where stands beside each event."""

    def __init__(self, live: LiveBoard, clock: Clock, station: str, local: Callable[[int], datetime]) -> None:
        """Decide on a live board; `local` turns UTC milliseconds into the counter's own time."""
        self.clock = clock
        self.station = station
        self.local = local
        self.doubts: Callable[[str], bool] = lambda _by: False
        """Whether who somebody says they are is not proved here."""
        self._live = live

    def today(self) -> str:
        """Return the business day it is now; numbers of other days say theirs from then on."""
        day = Days(self.local, self._live.playbook.day_starts).day(self.clock.now().at)
        turn(day)
        return day

    def stamp_of(self, by: str) -> Stamp:
        """Stamp what this terminal does now."""
        name = clean(by, NAME_LENGTH)
        return Stamp(self.clock.now(), name, self.station, self.doubts(name))

    async def open(
        self,
        by: str,
        op: str,
        events: Callable[[OrderOpened, Stamp], tuple[Event, ...]],
        guest: Guest | None,
        fill: Callable[[Stamp], Mapping[str, str]] = lambda _stamp: {},
    ) -> OnBoard:
        """Open an order under the day's next number; whoever loses the race for a number takes the next.

        A number that an unfinished order of another day has is left out: at the counter no two are called the same.
        What was published until now holds for it, at whichever terminal.
        """
        await self._live.catch_up()
        day, stamp = self.today(), self.stamp_of(by)

        async def attempt() -> OnBoard:
            written = await self._live.ask(lambda journal: journal.written(op))
            if written:
                return await self._live.known(written[0].stream)
            number, order_id = next(await self._live.ask(lambda journal: free_numbers(journal, day)))
            queue, minute = len(self._live.board.orders), minute_of(self.local(stamp.at.at))
            opened = OrderOpened(number, day, self._live.playbook.hash, "front", queue=queue, minute=minute)
            made, fields = events(opened, stamp), kept_fields(self._live.playbook, fill(stamp))
            entry = Entry(op, order_id, 0, made, stamp, tidy_guest(guest, order_id), fields)
            try:
                return await self._write(None, entry)
            except Refused as refusal:
                written = await self._live.ask(lambda journal: journal.written(op))
                if refusal.code != "op-reused":
                    raise
                return await self._live.known(written[0].stream)

        return await self._live.racing(attempt, _("Many orders are being opened at once. Press again."))

    async def verb(
        self,
        order_id: str,
        decide: Decide,
        by: str,
        op: str,
        guest: Guest | None = None,
        *,
        fill: Fill = _nothing,
        alone: bool = False,
    ) -> OnBoard:
        """Decide on the newest order, write, and decide anew when another terminal was first.

        A verb that looks at other orders too is written only if nothing at all was written meanwhile: `alone`.
        """
        op, stamp = op or new_op(), self.stamp_of(by)

        async def attempt() -> OnBoard:
            known = await self._live.known(order_id)
            try:
                events = decide(known, stamp)
                if not events:
                    return known
                newest = self._live.board.seq if alone else None
                lines = await self._said(known, events, guest)
                fields = kept_fields(known.playbook, fill(known, stamp))
                version = known.order.version
                entry = Entry(op, order_id, version, events, stamp, guest, fields, lines, newest)
                return await self._write(known, entry)
            except Refused:
                written = await self._live.ask(lambda journal: journal.written(op))
                if not written:
                    raise
                return await self._answered(known, written, decide, guest, fill=fill, by=stamp.by)

        busy = _("Other terminals keep changing this order. Look, then press again.")
        return await self._live.racing(attempt, busy)

    async def _said(
        self, known: OnBoard, events: tuple[Event, ...], guest: Guest | None
    ) -> tuple[tuple[str, str], ...]:
        """Return which lines were said at the steps that some events bump."""
        if not any(isinstance(event, TicketBumped) for event in events):
            return ()
        if guest is not None and guest != known.guest:
            known = await self.with_guest(known, guest)
        taken = next((event for event in events if isinstance(event, OrderTaken)), None)
        if taken is None:
            return said_by(self._live.board, known, known.order.lines, events)
        order = replace(known.order, allergies=taken.allergies, own_words=taken.own_words)
        order = replace(order, found=taken.found, noted=taken.noted, asked=taken.asked)
        return said_by(self._live.board, replace(known, order=order), taken.lines, events)

    async def with_guest(self, known: OnBoard, guest: Guest) -> OnBoard:
        """Return an order as it is for a guest of this name, whom the record may know; nothing is written."""
        guest = replace(guest, order_id=known.order.id, fields=known.guest.fields)
        visits = await self._live.ask(lambda journal: journal.visits((guest,)))
        return replace(known, guest=guest, who=name_key(guest.name), visits=visits.get(known.order.id, STRANGER))

    async def _answered(
        self, known: OnBoard, written: tuple[Recorded, ...], decide: Decide, guest: Guest | None, *, fill: Fill, by: str
    ) -> OnBoard:
        """Return what an op has done already; refused when it did something else, or for somebody else, than is asked.

        What is asked is decided once more on the order as it was then, at that instant: the same verb makes the same.
        """
        if (written[0].stream, written[0].stamp.by) != (known.order.id, by):
            raise reused()
        history = await self._live.ask(lambda journal: journal.order(known.order.id))
        before = replay(record for record in history if record.seq < written[0].seq).get(known.order.id)
        then = replace(known, order=before) if before else known
        try:
            asked = decide(then, written[0].stamp) if before else ()
            said = fill(then, written[0].stamp) if asked else {}
        except Refused as refusal:
            if refusal.code in AROUND and is_guest(known, guest):
                return known
            asked, said = (), {}
        kept = dict(known.guest.fields)
        stays = [name for name, stamp in known.order.fields.items() if stamp == written[0].stamp and name in kept]
        if any(said.get(name, kept[name]) != kept[name] for name in stays):
            raise reused()
        tells_of_guest = guest is not None or any(isinstance(record.event, OrderTaken) for record in written)
        if asked != tuple(record.event for record in written) or (tells_of_guest and not is_guest(known, guest)):
            raise reused()
        return known

    async def stand(
        self,
        meant: Event | None,
        decide: Callable[[Standing], tuple[Event, ...]],
        by: str,
        op: str,
        also: Also | None = None,
    ) -> Standing:
        """Decide on what stands at the counter beside its orders, and write that; `meant` is the event, where known."""
        op, stamp = op or new_op(), self.stamp_of(by)

        async def attempt() -> Standing:
            standing = self._live.board.standing
            try:
                events = decide(standing)
            except Refused:
                written = await self._live.ask(lambda journal: journal.written(op))
                if not written:
                    raise
                other = meant is not None and [record.event for record in written] != [meant]
                if other or written[0].stamp.by != stamp.by:
                    raise reused() from None
                return standing
            entry = Entry(op, COUNTER_STREAM, standing.version, events, stamp)
            await self._live.append(entry, await self._beside(standing, events), also)
            return self._live.board.standing

        return await self._live.racing(attempt, _("Other terminals keep changing this. Look, then press again."))

    async def note(self, events: Event | tuple[Event, ...], by: str, also: Also | None = None) -> None:
        """Append what no rule refuses, beside the orders; what it says of people is done with it, by `also`."""
        noted = events if isinstance(events, tuple) else (events,)
        await self.stand(None, lambda _standing: noted, by, "", also)

    async def _beside(self, standing: Standing, events: tuple[Event, ...]) -> Project:
        """Return what makes the rows of an entry that concerns no order: those of the problems it tells of."""
        raised = {event.playbook for event in events if isinstance(event, ProblemRaised)}
        resolved = {event.problem for event in events if isinstance(event, ProblemResolved)}
        hashes = raised | {problem.playbook for problem in standing.problems if problem.id in resolved}
        books = {hash_: await self._live.stored(hash_) for hash_ in hashes}

        from kiosk.work.record.problem_row import counter_problems
        from kiosk.work.record.record import Rows

        def project(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
            after = problems_after(standing.problems, records)
            changed = [problem for problem in after if problem not in standing.problems]
            return Rows(), Rows(problems=counter_problems(changed, books))

        return project

    async def _write(self, before: OnBoard | None, entry: Entry) -> OnBoard:
        """Append one entry and return the order as it is after it; what rows are made of is loaded for the first."""
        from kiosk.work.record.record import rows

        playbook = before.playbook if before else self._live.playbook
        start = before.order if before else None
        rows_before = rows(start, playbook)  # here, so that the journal's lock is not held for it

        def project(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
            order = start
            for record in records:
                order = fold(order, record)
            return rows_before, rows(order, playbook)

        await self._live.append(entry, project)
        return await self._live.known(entry.stream)
