"""The one door to it all: every verb of screens, commands and simulated crews goes through here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex

from kiosk.errors import Refused, Stale
from kiosk.live import LiveBoard
from kiosk.ports import Bell, Clock, Entry, Journal, Period, Wanted
from kiosk.work import rules
from kiosk.work.board import Board, OnBoard
from kiosk.work.events import Event, Guest, Mark, OrderOpened, Recorded, Stamp
from kiosk.work.fold import after, fold, replay
from kiosk.work.instant import Instant, business_day
from kiosk.work.line import Wish, numbered
from kiosk.work.order import Order
from kiosk.work.playbook import Playbook
from kiosk.work.record import Rows, rows
from kiosk.work.summary import Summary
from kiosk.work.text import clean

Decide = Callable[[Order, Playbook, Stamp], tuple[Event, ...]]

RACES = 20
"""How often a verb is decided anew after another terminal was first."""

NAME_LENGTH = 40
NOTE_LENGTH = 80


def new_op() -> str:
    """Make the id of one press of a key; pass the same one again to ask what became of it."""
    return token_hex(8)


class Counter:
    """Orders, tickets and the record of one counter, as one terminal works them.

    Verbs are coroutines. They raise `Refused` with a sentence when the rules say no, `StorageUnavailable` when the
    record cannot be reached. A refused verb has written nothing; whether an unreachable record was written to nobody
    knows, so the same verb is called again with the same `op`, which then answers the same. An `op` that wrote
    something else is refused.
    """

    def __init__(
        self,
        journal: Journal,
        bell: Bell,
        clock: Clock,
        playbook: Playbook,
        *,
        station: str = "",
        local: Callable[[int], datetime],
    ) -> None:
        """Open the counter on a journal; `local` turns UTC milliseconds into the counter's own time."""
        self.clock = clock
        self.playbook = playbook
        """What the next order is opened under."""
        self.station = station
        self.local = local
        self._journal = journal
        self._live = LiveBoard(journal, bell, clock, station)

    async def start(self) -> None:
        """Store the playbook and fold the unfinished orders."""
        await self.adopt(self.playbook)
        await self._live.start()

    async def close(self) -> None:
        """Let go of the record and of the bell."""
        await self._live.close()

    async def adopt(self, playbook: Playbook) -> None:
        """Use a playbook for the orders that are opened from now on; those that run keep theirs."""
        await self._live.call(partial(self._journal.keep_playbook, playbook, self.clock.now()))
        self.playbook = playbook

    # The verbs.

    async def open_order(self, *, by: str = "", op: str = "") -> OnBoard:
        """Open the next order of the day: a guest is at the counter."""
        return await self._open(by, op or new_op(), lambda opened: (opened,), None)

    async def add_order(
        self,
        reference: str,
        wishes: tuple[Wish, ...],
        *,
        guest: Guest | None = None,
        allergies: tuple[str, ...] = (),
        by: str = "",
    ) -> OnBoard:
        """Take an order that came in from outside; the same `reference` again is the same order.

        Refused when the reference was used for other lines, or for another guest as far as one is still known. Without
        a reference each call is an order of its own.
        """
        key, tidy, own_words = clean(reference), tuple(_tidy(wish) for wish in wishes), _own_words(guest)
        op = f"add-{key}" if key else new_op()

        def events(opened: OrderOpened) -> tuple[Event, ...]:
            outside = replace(opened, source="outside", reference=key)
            stamp = self._stamp(by)
            order = fold(None, Recorded(0, "", 1, op, stamp, outside, ""))
            if order is None:
                return ()
            return (outside, *rules.take_order(order, self.playbook, tidy, allergies, stamp, own_words=own_words))

        known = await self._open(by, op, events, guest)
        lines = numbered(known.playbook.menu, tidy)
        if (known.order.lines, known.order.allergies) != (lines, tuple(sorted(set(allergies)))):
            raise Refused("reference-reused", f"“{key}” is order {known.order.number} already, with other lines.")
        if not _is_guest(known, guest):
            words = f"“{key}” is order {known.order.number} already, with another guest, note or allergy."
            raise Refused("reference-reused", words)
        return known

    async def take_order(
        self,
        order_id: str,
        wishes: tuple[Wish, ...],
        *,
        guest: Guest | None = None,
        allergies: tuple[str, ...] = (),
        by: str = "",
        op: str = "",
    ) -> OnBoard:
        """Record what the guest wants; the tickets of the stations that make it follow from that."""
        tidy, own_words = tuple(_tidy(wish) for wish in wishes), _own_words(guest)
        return await self._verb(
            order_id,
            lambda order, book, stamp: rules.take_order(order, book, tidy, allergies, stamp, own_words=own_words),
            by,
            op,
            _tidy_guest(guest, order_id),
        )

    async def take(self, order_id: str, step: str, *, by: str = "", op: str = "") -> OnBoard:
        """Take a ticket up: others see who has it."""
        return await self._verb(order_id, lambda order, book, stamp: rules.take(order, book, step, stamp), by, op)

    async def bump(
        self,
        order_id: str,
        step: str,
        *,
        marks: Iterable[tuple[str, Mark, str]] = (),
        by: str = "",
        op: str = "",
    ) -> OnBoard:
        """Do a step; the last one finishes the order.

        `marks` (point, how, reason) are written with it, all or nothing. A reading is a fact whether or not the step
        can be bumped after it, so it is always written for itself.
        """
        tidy = tuple((point, how, clean(reason)) for point, how, reason in marks)

        def decide(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            events: tuple[Event, ...] = ()
            for point, how, reason in tidy:
                events += rules.mark(after(order, events, stamp), book, step, point, how=how, reason=reason)
            return (*events, *rules.bump(after(order, events, stamp), book, step, stamp))

        return await self._verb(order_id, decide, by, op)

    async def undo(self, order_id: str, step: str, *, by: str = "", op: str = "") -> OnBoard:
        """Take the own bump of a step back within 30 s."""
        return await self._verb(order_id, lambda order, book, stamp: rules.undo(order, book, step, stamp), by, op)

    async def void(self, order_id: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """End an order that will not be made."""
        why = clean(reason)
        return await self._verb(order_id, lambda order, _book, _stamp: rules.void(order, why), by, op)

    async def mark(
        self, order_id: str, step: str, point: str, how: Mark, *, reason: str = "", by: str = "", op: str = ""
    ) -> OnBoard:
        """Say how a point of the procedure went."""
        why = clean(reason)
        return await self._verb(
            order_id, lambda order, book, _stamp: rules.mark(order, book, step, point, how=how, reason=why), by, op
        )

    async def reading(
        self, order_id: str, step: str, spec: str, value: str, *, action: str = "", by: str = "", op: str = ""
    ) -> OnBoard:
        """Take a number read against a spec."""
        done = clean(action)
        return await self._verb(
            order_id,
            lambda order, book, _stamp: rules.reading(order, book, step, spec, value=value, action=done),
            by,
            op,
        )

    # The questions.

    @property
    def board(self) -> Board:
        """The newest board."""
        return self._live.board

    @property
    def heard(self) -> Instant:
        """When the journal last answered."""
        return self._live.heard

    @property
    def trouble(self) -> str:
        """Why the record cannot be reached; empty while it can."""
        return self._live.trouble

    def boards(self) -> AsyncIterator[Board]:
        """Give the board now and then each time it has changed, until the caller stops listening."""
        return self._live.changes()

    def today(self) -> str:
        """Give the business day it is now."""
        starts = timedelta(minutes=self.playbook.day_starts)
        return business_day(self.local(self.clock.now().at), starts)

    async def order(self, words: str) -> OnBoard:
        """Give the order a person means by `45` (today's) or by `20261122-45`, over or not."""
        wanted = words.strip().lstrip("#")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= len("999999")):
            return await self._live.known(wanted)
        found = await self._live.call(partial(self._journal.find, int(wanted), self.today()))
        if found is None:
            raise Refused("no-such-order", f"There is no order {wanted} today.")
        return await self._live.known(found)

    async def finished(self, limit: int = 50) -> tuple[OnBoard, ...]:
        """Give the orders finished last, newest first."""
        return await self._live.finished(limit)

    async def summary(self, period: Period) -> Summary:
        """Give the manager's numbers for some business days."""
        return await self._live.call(partial(self._journal.summary, period))

    async def rows(self, period: Period, wanted: Wanted) -> Rows:
        """Give the rows behind one of the manager's numbers, newest first, some thousands at most."""
        return await self._live.call(partial(self._journal.rows, period, wanted))

    async def playbooks(self, hashes: Iterable[str]) -> dict[str, Playbook]:
        """Give stored playbooks by their hashes; what is not there is left out."""
        found = {one: await self._live.call(partial(self._journal.playbook, one)) for one in sorted(set(hashes))}
        return {one: playbook for one, playbook in found.items() if playbook}

    # How a verb is decided and written.

    async def _open(
        self, by: str, op: str, events: Callable[[OrderOpened], tuple[Event, ...]], guest: Guest | None
    ) -> OnBoard:
        """Open an order under the day's next number; whoever loses the race for a number takes the next."""
        day, stamp = self.today(), self._stamp(by)
        for _ in range(RACES):
            written = await self._live.call(partial(self._journal.written, op))
            if written:
                return await self._live.known(written[0].stream)
            number = await self._live.call(partial(self._journal.last_number, day)) + 1
            order_id = f"{day.replace('-', '')}-{number}"
            made = events(OrderOpened(number, day, self.playbook.hash, "front"))
            entry = Entry(op, order_id, 0, made, stamp, _tidy_guest(guest, order_id))
            try:
                return await self._write(None, entry)
            except Stale:
                continue
            except Refused as refusal:
                if refusal.code != "op-reused":
                    raise
        raise Refused("busy", "Many orders are being opened at once. Press again.")

    async def _verb(self, order_id: str, decide: Decide, by: str, op: str, guest: Guest | None = None) -> OnBoard:
        """Decide on the newest order, write, and decide anew when another terminal was first."""
        op, stamp = op or new_op(), self._stamp(by)
        for _ in range(RACES):
            known = await self._live.known(order_id)
            try:
                events = decide(known.order, known.playbook, stamp)
            except Refused:
                written = await self._live.call(partial(self._journal.written, op))
                if not written:
                    raise
                return await self._answered(known, written, decide, guest)
            if not events:
                return known
            try:
                return await self._write(known, Entry(op, order_id, known.order.version, events, stamp, guest))
            except Stale:
                await self._live.catch_up()
        raise Refused("busy", "Other terminals keep changing this order. Look, then press again.")

    async def _answered(
        self, known: OnBoard, written: tuple[Recorded, ...], decide: Decide, guest: Guest | None
    ) -> OnBoard:
        """Give what an op has done already; refused when it did something else than is asked of it now.

        What is asked is decided once more on the order as it was then, at that instant: the same verb makes the same.
        """
        history = await self._live.call(partial(self._journal.order, known.order.id))
        before = replay(record for record in history if record.seq < written[0].seq).get(known.order.id)
        try:
            asked = decide(before, known.playbook, written[0].stamp) if before else ()
        except Refused:
            asked = ()
        if asked != tuple(record.event for record in written) or not _is_guest(known, guest):
            raise Refused("op-reused", "This was sent before with other content. Start again.")
        return known

    async def _write(self, before: OnBoard | None, entry: Entry) -> OnBoard:
        """Append one entry and give the order as it is after it."""
        playbook = before.playbook if before else self.playbook
        start = before.order if before else None
        rows_before = rows(start, playbook)  # here, so that the journal's lock is not held for it

        def project(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
            order = start
            for record in records:
                order = fold(order, record)
            return rows_before, rows(order, playbook)

        await self._live.append(entry, project)
        return await self._live.known(entry.stream)

    def _stamp(self, by: str) -> Stamp:
        return Stamp(self.clock.now(), clean(by, NAME_LENGTH), self.station)


def _tidy(wish: Wish) -> Wish:
    """Clean the words a guest's wish carries."""
    return replace(wish, note=clean(wish.note, NOTE_LENGTH), inside=tuple(_tidy(inner) for inner in wish.inside))


def _tidy_guest(guest: Guest | None, order_id: str) -> Guest | None:
    """Clean what is known of a guest; None when nothing is."""
    if guest is None or not (guest.name or guest.note or guest.allergy):
        return None
    return Guest(order_id, clean(guest.name, NAME_LENGTH), clean(guest.note), clean(guest.allergy))


def _own_words(guest: Guest | None) -> bool:
    """Say whether a guest told of an allergy in words of their own."""
    return guest is not None and bool(clean(guest.allergy))


def _is_guest(known: OnBoard, guest: Guest | None) -> bool:
    """Say whether an order is this guest's; of a guest nothing is known of any more nobody can tell, so it is."""
    nobody = Guest(known.order.id)
    return known.guest in (nobody, _tidy_guest(guest, known.order.id) or nobody)
