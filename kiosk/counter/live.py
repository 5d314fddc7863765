"""The board kept up with the journal: folds what is new, hears the bell, looks again in case a ring was lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from secrets import token_hex
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from kiosk.counter.ports import Also, Bell, Clock, Entry, Journal, Project, Wait
from kiosk.errors import Refused, Stale, StorageUnavailable
from kiosk.words import _, later
from kiosk.work.board.board import STRANGER, Board, OnBoard, on_board
from kiosk.work.board.standing import Standing, stand
from kiosk.work.board.visit import MOST, Visits, name_key
from kiosk.work.order.counter_events import ClockJumped
from kiosk.work.order.event import COUNTER_STREAM, Guest, Recorded, Stamp
from kiosk.work.order.fold import fold, replay
from kiosk.work.order.order import Order
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import clean
from kiosk.work.time.instant import Instant, elapsed, is_after

if TYPE_CHECKING:
    from kiosk.work.record.record import Rows

LOG = logging.getLogger(__name__)
LOG.addHandler(logging.NullHandler())

T = TypeVar("T")

LOOK_EVERY = 1.0
"""Seconds between looks at the journal in case a bell was lost: the bell is the news."""

LEAST_REST = 0.1
"""Seconds between looks while a ticket is due at any moment."""

CLOCK_JUMP = 2000
"""Milliseconds the wall clock may leave the monotonic one between two looks before it counts as set."""

MOST_ENDED = 20
"""How many ended orders are remembered: enough for what can still be undone."""

RACES = 20
"""How often a jump is looked up anew after another terminal wrote first."""

UNFORESEEN = later("The record cannot be followed: something went wrong that nobody foresaw. The log says what.")


class LiveBoard:
    """One terminal's view of the journal, on a thread of its own so that no disk ever blocks a screen."""

    def __init__(self, journal: Journal, bell: Bell, clock: Clock, station: str, playbook: Playbook) -> None:
        """Follow a journal; `start` reads it for the first time."""
        self.playbook = playbook
        """What the next order is opened under."""
        self.board = Board()
        """The newest board; never changed in place."""
        self.heard: Instant = clock.now()
        """When the journal last answered."""
        self.ended: dict[str, OnBoard] = {}
        """Orders that ended last, as long as this terminal has been looking; the newest last."""
        self.held: Refused | None = None
        """Why nothing may be written here; None where it may."""
        self.trouble = ""
        """Why the record cannot be reached; empty while it can."""
        self._journal = journal
        self._bell = bell
        self._clock = clock
        self._station = station
        self._thread = ThreadPoolExecutor(1, "journal")
        self._playbooks: dict[str, Playbook] = {}
        self._finished: tuple[OnBoard, ...] = ()
        self._news = asyncio.Event()
        self._reading = asyncio.Lock()
        self._appending: set[asyncio.Task[tuple[Recorded, ...]]] = set()
        self._clock_base = self.heard
        self._asked, self._is_held = 0, False
        """How many questions are not answered yet; whether another program held the record when that was seen."""
        self._is_in_doubt = False
        """Whether something may stand in the record that is not folded in: its own writer hears no bell of it."""

    async def start(self) -> None:
        """Fold the unfinished orders, and what stands beside them."""
        records, seq = await self.ask(lambda journal: journal.unfinished())
        standing = await self.ask(lambda journal: journal.standing())
        self.board = Board(standing=replace(standing, stations=self.board.standing.stations))
        await self._fold_in(records, seq)

    def use(self, playbook: Playbook) -> None:
        """Open the next order under a playbook; only its stations can have the work of a closed one."""
        self.playbook = playbook
        self.board = replace(self.board, standing=replace(self.board.standing, stations=frozenset(playbook.station)))
        self._news.set()

    def tell(self) -> None:
        """Let whoever listens look again."""
        self._news.set()

    async def _follow(self, standing: Standing) -> Standing:
        """Use the version that was published last, wherever that was done."""
        newest = standing.versions.newest(self.playbook.id)
        if newest is None or newest.hash == self.playbook.hash:
            return standing
        playbook = await self.stored(newest.hash)
        if playbook.hash != newest.hash:  # it was stored by a program that knew fewer fields
            now = self._clock.now()
            await self.ask(lambda journal: journal.keep_playbook(playbook, now))
        self.playbook = playbook
        return replace(standing, stations=frozenset(playbook.station))

    async def close(self) -> None:
        """Let go of the record and of the bell, once what is being written is written."""
        await asyncio.gather(*self._appending, return_exceptions=True)
        with contextlib.suppress(StorageUnavailable):
            await self.ask(lambda journal: journal.close())
        self._thread.shutdown(wait=True)
        self._bell.close()

    @property
    def wait(self) -> Wait | None:
        """How long what is asked now has waited for another program, and for which; None where it does not."""
        if not (self._asked or self._is_held):
            return None
        wait = self._journal.wait()
        self._is_held = wait is not None
        return wait

    async def ask(self, question: Callable[[Journal], T]) -> T:
        """Return what the journal answers, on its own thread: the one way to it for the counter and all its parts."""
        self._asked += 1
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._thread, question, self._journal)
        except StorageUnavailable as error:
            self.trouble = error.words
            raise
        finally:
            self._asked -= 1
        self.heard, self.trouble = self._clock.now(), ""
        return answer

    async def append(self, entry: Entry, project: Project, also: Also | None = None) -> tuple[Recorded, ...]:
        """Write one entry, tell the other terminals, and fold it in.

        A caller that is cancelled meanwhile stops waiting, and nothing else: what is on disk is announced all the same.
        """
        writing = asyncio.create_task(self._append(entry, project, also))
        self._appending.add(writing)
        writing.add_done_callback(self._appending.discard)
        return await asyncio.shield(writing)

    async def _append(self, entry: Entry, project: Project, also: Also | None) -> tuple[Recorded, ...]:
        self._begin_writing()
        written = await self.ask(lambda journal: journal.append(entry, project, also))
        self._bell.ring()
        await self.catch_up()
        return written

    async def append_each(self, entries: Sequence[tuple[Entry, Project]]) -> tuple[tuple[Recorded, ...] | Refused, ...]:
        """Write many entries at once and tell the other terminals; they are folded in when the record is read next."""
        self._begin_writing()
        written = await self.ask(lambda journal: journal.append_each(entries))
        self._bell.ring()
        return written

    def _begin_writing(self) -> None:
        if self.held:
            raise self.held
        self._is_in_doubt = True

    async def racing(self, attempt: Callable[[], Awaitable[T]], busy: str) -> T:
        """Return what an attempt to write gives, made anew on what stands then where another terminal was first.

        Refused with `busy` where that happens again and again.
        """
        for _race in range(RACES):
            try:
                return await attempt()
            except Stale:
                await self.catch_up()
        raise Refused("busy", busy)

    async def catch_up(self) -> None:
        """Fold what this and other terminals have written since the board was made."""
        async with self._reading:
            seen = self.board.seq
            records = await self.ask(lambda journal: journal.since(seen))
            self._is_in_doubt = False
            if records:
                await self._fold_in(records, records[-1].seq)
            self._open_what_is_due()

    async def known(self, order_id: str) -> OnBoard:
        """Return any order, over or not; refused when there is none with this id."""
        entry = self.board.orders.get(order_id)
        if entry is not None:
            return entry
        order = await self._whole(order_id)
        if order is None:
            raise Refused("no-such-order", _("There is no order {name}.", name=clean(order_id, 40)))
        guests = await self.ask(lambda journal: journal.guests((order_id,)))
        return on_board(order, await self.stored(order.playbook), guests.get(order_id), self._clock.now())

    async def finished(self, limit: int) -> tuple[OnBoard, ...]:
        """Return the orders finished last, newest first; only those are read that have changed since the last call."""
        newest = await self.ask(lambda journal: journal.finished(limit))
        ids = tuple(order_id for order_id, _ in newest)
        kept = {entry.order.id: entry.order for entry in self._finished}
        changed = [id_ for id_, version in newest if id_ not in kept or kept[id_].version != version]
        if changed:
            kept |= replay(await self.ask(lambda journal: journal.orders(changed)))
        guests = await self.ask(lambda journal: journal.guests(ids))
        self._finished = tuple(
            [
                on_board(order, await self.stored(order.playbook), guests.get(order.id))
                for order in map(kept.__getitem__, ids)
                if order.finished
            ]
        )
        return self._finished

    async def changes(self) -> AsyncGenerator[Board]:
        """Return the board now, and again each time it or the trouble has changed, until nobody listens."""
        watch = asyncio.create_task(self._watch())
        try:
            yield self.board
            while True:
                await self._news.wait()
                self._news.clear()
                yield self.board
        finally:
            watch.cancel()

    async def _fold_in(self, records: tuple[Recorded, ...], seq: int) -> None:
        """Fold records into their orders; one the board does not hold (a hand-over undone) is read whole."""
        orders: dict[str, Order] = {}
        standing = self.board.standing
        for record in records:
            if record.stream == COUNTER_STREAM:
                standing = stand(standing, record)
                continue
            entry = self.board.orders.get(record.stream)
            before = orders.get(record.stream) or (entry.order if entry else None)
            if before is None and record.version > 1:
                before = await self._whole(record.stream)
            if before is None or record.version > before.version:
                before = fold(before, record)
            if before is not None:
                orders[record.stream] = before
        if standing.versions is not self.board.standing.versions:
            standing = await self._follow(standing)
        guests = await self.ask(lambda journal: journal.guests(tuple(orders))) if orders else {}
        now, visits = self._clock.now(), await self._visits(orders, guests)
        changed = [
            on_board(
                order, await self.stored(order.playbook), guests.get(order.id), now, visits.get(order.id, STRANGER)
            )
            for order in orders.values()
        ]
        ended = {entry.order.id: entry for entry in changed if entry.order.over}
        kept = {id_: entry for id_, entry in self.ended.items() if id_ not in orders}
        self.ended = dict([*kept.items(), *ended.items()][-MOST_ENDED:])
        self.board = self.board.with_orders(changed, seq, standing)
        self.board = self.board.with_visits(visits)
        self._news.set()

    async def _visits(self, orders: dict[str, Order], guests: dict[str, Guest]) -> dict[str, Visits]:
        """Return what is known of some orders' guests by name, and anew for later orders under those names.

        What was said at an order, and its end, counts for those after it: for as many as look back at it.
        """
        named = {id_: (name_key(guest.name), orders[id_].seq) for id_, guest in guests.items() if name_key(guest.name)}
        asked = {id_: guests[id_] for id_ in named}
        for who, seq in named.values():
            later = (one for one in self.board.orders.values() if one.who == who and one.order.seq > seq)
            asked |= {one.order.id: one.guest for one in islice(later, MOST) if one.order.id not in named}
        return await self.ask(lambda journal: journal.visits(tuple(asked.values()))) if asked else {}

    def _open_what_is_due(self) -> None:
        """Open the tickets whose time has come since the board was made."""
        now, due = self._clock.now(), self.board.next_due
        if due is None or is_after(due, now):
            return
        changed = [
            on_board(entry.order, entry.playbook, entry.guest, now, entry.visits)
            for entry in self.board.orders.values()
            if any(ticket.fires and not is_after(ticket.fires, now) for ticket in entry.tickets)
        ]
        self.board = self.board.with_orders(changed, self.board.seq)
        self._news.set()

    async def _whole(self, order_id: str) -> Order | None:
        """Read an order from its first event on."""
        records = await self.ask(lambda journal: journal.order(order_id))
        return replay(records).get(order_id)

    async def stored(self, hash_: str) -> Playbook:
        """Return a stored playbook; StorageUnavailable when it is not there."""
        if hash_ not in self._playbooks:
            playbook = await self.ask(lambda journal: journal.playbook(hash_))
            if playbook is None:
                raise StorageUnavailable(
                    _("The playbook {hash} an order was opened under is not in the record.", hash=hash_[:12])
                )
            self._playbooks[hash_] = playbook
        return self._playbooks[hash_]

    async def _watch(self) -> None:
        """Follow the journal: at a ring at once, else by a look every second."""
        loop, rung = asyncio.get_running_loop(), asyncio.Event()

        def heard() -> None:
            self._bell.silence()
            rung.set()

        loop.add_reader(self._bell.fileno(), heard)
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._until_next_look()):
                        await rung.wait()
                was_rung, trouble = rung.is_set(), self.trouble
                rung.clear()
                self.trouble = await self._look(was_rung, trouble)
                if self.trouble or trouble:
                    self._news.set()
        finally:
            loop.remove_reader(self._bell.fileno())

    def _until_next_look(self) -> float:
        """Return for how many seconds nothing has to be looked at: until the next ticket is due, a second at most."""
        due = self.board.next_due
        return min(LOOK_EVERY, max(LEAST_REST, elapsed(self._clock.now(), due) / 1000)) if due else LOOK_EVERY

    async def _look(self, rung: bool, trouble: str) -> str:  # noqa: FBT001 - a look after a ring, in trouble
        """Look once; give why the record cannot be followed, or nothing: the edge where nobody goes deaf unsaid."""
        try:
            if await self.ask(lambda journal: journal.changed()) or rung or trouble or self._is_in_doubt:
                await self.catch_up()
            self._open_what_is_due()
            await self._note_clock()
        except StorageUnavailable as error:
            return error.words
        except Exception:
            if trouble != _(UNFORESEEN):
                LOG.exception("the record cannot be followed")
            return _(UNFORESEEN)
        return ""

    async def _note_clock(self) -> None:
        """Write a jump of the wall clock down as an event of the counter, once for all terminals that saw it.

        What the jump is measured from moves only when it stands in the record, so one that could not be written is
        written later.
        """
        now, base = self._clock.now(), self._clock_base
        jump = _offset(now) - _offset(base)
        if now.boot == base.boot and abs(jump) >= CLOCK_JUMP:
            await self._note_jump(base, now, jump)
        self._clock_base = now

    async def _note_jump(self, base: Instant, now: Instant, jump: int) -> None:
        """Write a jump between two looks, unless another terminal has; the counter's stream decides who is first."""
        for _race in range(RACES):
            records = await self.ask(lambda journal: journal.order(COUNTER_STREAM))
            if any(_same_jump(record, base, now) for record in records):
                return
            with contextlib.suppress(Stale):
                await self._write_jump(jump, now, len(records))

    async def _write_jump(self, jump: int, now: Instant, version: int) -> None:
        stamp = Stamp(now, "", self._station)
        entry = Entry(f"clock-{token_hex(8)}", COUNTER_STREAM, version, (ClockJumped(jump),), stamp)
        await self.ask(lambda journal: journal.append(entry, no_rows))


def no_rows(_records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
    """Return what no read model has a row of: nothing before it and nothing after."""
    from kiosk.work.record.record import Rows  # as wherever something is written

    return Rows(), Rows()


def _offset(moment: Instant) -> int:
    """Return how far the wall clock is ahead of the one that never jumps."""
    return moment.at - moment.mono


def _same_jump(record: Recorded, base: Instant, now: Instant) -> bool:
    """Whether a row of the counter is the jump between two instants, as some terminal saw it."""
    seen = record.stamp.at
    near = abs(_offset(seen) - _offset(now)) < CLOCK_JUMP
    return isinstance(record.event, ClockJumped) and seen.boot == now.boot and seen.mono >= base.mono and near
