"""The one door to it all: every verb of screens, commands and simulated crews goes through here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.counter.figures import Figuring
from kiosk.counter.heeding import Heeding
from kiosk.counter.ledger import Decide, new_op, own_words_of, same_as_sent, tidy, tidy_guest
from kiosk.counter.observing import Observing
from kiosk.counter.playbooks import Publishing
from kiosk.counter.ports import Period, Wanted
from kiosk.counter.problems import Raising
from kiosk.counter.routines import Routines
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work import rules
from kiosk.work.allergy.allergy import told_by
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.change import acknowledge, change, void_line, waste
from kiosk.work.closing import close_station, open_station
from kiosk.work.early import hand_over_early
from kiosk.work.hold import fire, hold, scheduled
from kiosk.work.lines import bump_line, undo_line
from kiosk.work.order.event import (
    Event,
    Guest,
    ItemBack,
    ItemOut,
    Mark,
    OrderOpened,
    Recorded,
    Stamp,
    StationClosed,
    StationOpened,
    TicketTakenUp,
)
from kiosk.work.order.fold import after, fold
from kiosk.work.order.line import Choice, Line, Wish, numbered
from kiosk.work.order.order import Order
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.recall import recall, review
from kiosk.work.record.record import Rows
from kiosk.work.rush import rush, unrush
from kiosk.work.stock import back, eighty_six
from kiosk.work.text.text import clean
from kiosk.work.time.instant import Instant
from kiosk.work.undo import Deed, last_deed, undo

if TYPE_CHECKING:
    from kiosk.work.report.summary import Summary

LAST = 50
"""How many finished orders are looked back at, and can be recalled."""


class Counter(Raising, Observing, Figuring, Heeding, Publishing):
    """Orders, tickets and the record of one counter, as one terminal works them.

    Verbs are coroutines. They raise `Refused` with a sentence when the rules say no, `StorageUnavailable` when the
    record cannot be reached. A refused verb has written nothing; whether an unreachable record was written to nobody
    knows, so the same verb is called again with the same `op`, which then answers the same. An `op` that wrote
    something else is refused.
    """

    async def start(self) -> None:
        """Fold the unfinished orders, store the playbook, and learn who is known before the first screen opens."""
        await super().start()
        await self.people.everybody()

    async def verb(
        self, order_id: str, decide: Decide, by: str, op: str, guest: Guest | None = None, *, alone: bool = False
    ) -> OnBoard:
        """Decide as somebody, under the name they are known by."""
        by, decide = await self.people.signing(by, decide)
        return await super().verb(order_id, decide, by, op, guest, alone=alone)

    # The verbs.

    async def open_order(self, *, serving: bool = False, by: str = "", op: str = "") -> OnBoard:
        """Open the next order of the day: a guest is at the counter; `serving` takes its first step up at once."""
        first = next((step.id for step in self.playbook.process.steps if not step.after), "")
        taken = (TicketTakenUp(first),) if serving and first else ()
        return await self.open(by, op or new_op(), lambda opened: (opened, *taken), None)

    async def add_order(
        self,
        reference: str,
        wishes: tuple[Wish, ...],
        *,
        guest: Guest | None = None,
        allergies: tuple[str, ...] = (),
        ready_at: int = 0,
        by: str = "",
    ) -> OnBoard:
        """Take an order that came in from outside; the same `reference` again is the same order.

        With `ready_at` (milliseconds since 1970, UTC) it is held until it has to be begun to be ready then.

        Refused when the reference was used for other lines, or for another guest as far as one is still known. Without
        a reference each call is an order of its own.
        """
        key, wanted, own_words = clean(reference), tuple(tidy(wish) for wish in wishes), own_words_of(guest)
        op, told = f"add-{key}" if key else new_op(), told_by(wishes, guest)

        def events(opened: OrderOpened) -> tuple[Event, ...]:
            outside = replace(opened, source="outside", reference=key)
            stamp = self.stamp_of(by)
            order = fold(None, Recorded(0, "", 1, op, stamp, outside, ""))
            if order is None:
                return ()
            out = self.board.standing.out
            taken = rules.take_order(
                order, self.playbook, wanted, allergies, stamp, own_words=own_words, told=told, out=out
            )
            return (outside, *taken, *scheduled(self.playbook, ready_at, stamp))

        known = await self.open(by, op, events, guest)
        lines = numbered(known.playbook.menu, wanted)
        same_as_sent(known, key, (lines, tuple(sorted(set(allergies)))), guest)
        return known

    async def take_order(
        self,
        order_id: str,
        wishes: tuple[Wish, ...],
        *,
        guest: Guest | None = None,
        allergies: tuple[str, ...] = (),
        told: Heard | None = None,
        by: str = "",
        op: str = "",
    ) -> OnBoard:
        """Record what the guest wants; the tickets of the stations that make it follow from that.

        `told` is what was found in all that was written, as far as whoever took the order let it stand; None reads it.
        """
        wanted, own_words = tuple(tidy(wish) for wish in wishes), own_words_of(guest)
        found = told_by(wishes, guest) if told is None else told
        return await self.verb(
            order_id,
            lambda order, book, stamp: rules.take_order(
                order, book, wanted, allergies, stamp, own_words=own_words, told=found, out=self.board.standing.out
            ),
            by,
            op,
            tidy_guest(guest, order_id),
        )

    async def take(self, order_id: str, step: str, *, over: bool = False, by: str = "", op: str = "") -> OnBoard:
        """Take a ticket up: others see who has it; `over` takes it from who has it now."""
        return await self.verb(
            order_id, lambda order, book, stamp: rules.take(order, book, step, stamp, over=over), by, op
        )

    async def put_back(self, order_id: str, step: str, *, by: str = "", op: str = "") -> OnBoard:
        """Leave a ticket that was taken up to others."""
        return await self.verb(order_id, lambda order, book, stamp: rules.put_back(order, book, step, stamp), by, op)

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
        if tidy and self.people.coach_of(by):
            await self.observe(order_id, step, tidy, by=self.people.coach_of(by))
            tidy = ()

        def decide(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            events: tuple[Event, ...] = ()
            for point, how, reason in tidy:
                events += rules.mark(after(order, events, stamp), book, step, point, how=how, reason=reason)
            return (*events, *rules.bump(after(order, events, stamp), book, step, stamp))

        return await self.verb(order_id, decide, by, op)

    async def bump_line(self, order_id: str, step: str, line: int, *, by: str = "", op: str = "") -> OnBoard:
        """Do one line of a ticket; the last one of what a station makes bumps the ticket too."""
        return await self.verb(order_id, lambda order, book, stamp: bump_line(order, book, step, line, stamp), by, op)

    async def undo_line(self, order_id: str, step: str, line: int, *, by: str = "", op: str = "") -> OnBoard:
        """Take the bump of a line back while its ticket is open."""
        return await self.verb(order_id, lambda order, book, stamp: undo_line(order, book, step, line, stamp), by, op)

    async def undo(self, order_id: str, step: str = "", *, by: str = "", op: str = "") -> OnBoard:
        """Take the last own action on an order back within 30 s, at one step where it is named."""
        return await self.verb(order_id, lambda order, book, stamp: undo(order, book, step, stamp), by, op)

    def last_deed(self, *, by: str = "") -> Deed | None:
        """Give the last own action that can still be undone, of all orders this terminal knows."""
        known = (*self.board.orders.values(), *self._live.ended.values())
        return last_deed((entry.order for entry in known), self.stamp_of(by))

    async def recall(self, order_id: str, step: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """Open a bumped step of one of the last 50 orders again, with a clock that begins anew."""
        await self._may_be_recalled(order_id)
        why = clean(reason)
        return await self.verb(order_id, lambda order, book, _stamp: recall(order, book, step, why), by, op)

    async def review(self, order_id: str, step: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """Open a bumped step of one of the last 50 orders again, with the clock it had."""
        await self._may_be_recalled(order_id)
        why = clean(reason)
        return await self.verb(order_id, lambda order, book, _stamp: review(order, book, step, why), by, op)

    async def _may_be_recalled(self, order_id: str) -> None:
        """Refuse what is finished and not among the last orders any more: the guest is long gone."""
        entry = await self._live.known(order_id)
        if entry.order.finished and order_id not in {one.order.id for one in await self.finished(LAST)}:
            words = _(
                "Order {number} is not among the last {count}. Key it anew if the guest is back.",
                number=entry.order.number,
                count=LAST,
            )
            raise Refused("too-old", words)

    async def rush(self, order_id: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """Let an order go before all others."""
        why = clean(reason)

        def decide(order: Order, book: Playbook, _stamp: Stamp) -> tuple[Event, ...]:
            return rush(order, book, why, (entry.order for entry in self.board.orders.values()))

        return await self.verb(order_id, decide, by, op, alone=True)

    async def unrush(self, order_id: str, *, by: str = "", op: str = "") -> OnBoard:
        """Let an order take its place by its age again."""
        return await self.verb(order_id, lambda order, _book, _stamp: unrush(order), by, op)

    async def hold(self, order_id: str, reason: str, until: int = 0, *, by: str = "", op: str = "") -> OnBoard:
        """Keep an order off the rails until an instant (milliseconds since 1970, UTC), or 0 until it is fired."""
        why = clean(reason)
        return await self.verb(order_id, lambda order, _book, stamp: hold(order, why, until, stamp), by, op)

    async def fire(self, order_id: str, step: str = "", *, by: str = "", op: str = "") -> OnBoard:
        """Let what is held back of an order begin now, or one step of it."""
        return await self.verb(order_id, lambda order, book, stamp: fire(order, book, step, stamp), by, op)

    async def change(
        self,
        order_id: str,
        wishes: tuple[Wish, ...],
        reason: str = "",
        *,
        seen: tuple[Line, ...] | None = None,
        by: str = "",
        op: str = "",
    ) -> OnBoard:
        """Make a sent order what the guest wants now; wishes with a `line` stand for that line.

        With `seen`, the lines it was decided on, it is refused where somebody else has changed them since.
        """
        wanted, why = tuple(tidy(wish) for wish in wishes), clean(reason)

        def decide(order: Order, book: Playbook, stamp: Stamp) -> tuple[Event, ...]:
            return change(order, book, wanted, why, stamp, out=self.board.standing.out, seen=seen)

        return await self.verb(order_id, decide, by, op)

    async def void_line(
        self, order_id: str, line: int, reason: str, *, choice: Choice | None = None, by: str = "", op: str = ""
    ) -> OnBoard:
        """Take a line out of a sent order, or one choice out of that line."""
        why = clean(reason)
        return await self.verb(
            order_id, lambda order, book, stamp: void_line(order, book, line, why, stamp, choice=choice), by, op
        )

    async def acknowledge(self, order_id: str, step: str, waste: str = "", *, by: str = "", op: str = "") -> OnBoard:
        """Say that a station saw what is not wanted any more, and why what it made of it goes to waste, if it did."""
        why = clean(waste)
        return await self.verb(order_id, lambda order, book, stamp: acknowledge(order, book, step, why, stamp), by, op)

    async def waste(
        self, order_id: str, step: str, line: int, *, quantity: int, reason: str, by: str = "", op: str = ""
    ) -> OnBoard:
        """Note that something that was made goes to waste."""
        why = clean(reason)

        def decide(order: Order, book: Playbook, _stamp: Stamp) -> tuple[Event, ...]:
            return waste(order, book, step, line, quantity=quantity, reason=why)

        return await self.verb(order_id, decide, by, op)

    async def hand_over_early(
        self, order_id: str, reason: str, *, kept: Iterable[str] = (), by: str = "", op: str = ""
    ) -> OnBoard:
        """Close an order of which something is missing; `kept` are points of its last step that were kept."""
        why, points = clean(reason), tuple(kept)
        return await self.verb(
            order_id, lambda order, book, stamp: hand_over_early(order, book, why, stamp, kept=points), by, op
        )

    async def eighty_six(self, item: str, *, by: str = "", op: str = "") -> Standing:
        """Mark an item or a part out of stock."""
        return await self.stand(ItemOut(item), lambda now: eighty_six(self.playbook.menu, now.out, item), by, op)

    async def back(self, item: str, *, by: str = "", op: str = "") -> Standing:
        """Mark an item or a part there again."""
        return await self.stand(ItemBack(item), lambda now: back(self.playbook.menu, now.out, item), by, op)

    async def close_station(self, station: str, to: str, *, by: str = "", op: str = "") -> Standing:
        """Let what comes to a station go to another one."""
        return await self.stand(
            StationClosed(station, to), lambda now: close_station(self.playbook, now.closed, station, to), by, op
        )

    async def open_station(self, station: str, *, by: str = "", op: str = "") -> Standing:
        """Let a closed station have its own work again."""
        return await self.stand(
            StationOpened(station), lambda now: open_station(self.playbook, now.closed, station), by, op
        )

    async def void(self, order_id: str, reason: str, *, by: str = "", op: str = "") -> OnBoard:
        """End an order that will not be made."""
        why = clean(reason)
        return await self.verb(order_id, lambda order, _book, _stamp: rules.void(order, why), by, op)

    async def mark(
        self, order_id: str, step: str, point: str, how: Mark, *, reason: str = "", by: str = "", op: str = ""
    ) -> OnBoard:
        """Say how a point of the procedure went; in a trainee's work it is the coach who says so."""
        why = clean(reason)
        if self.people.coach_of(by):
            return await self.observe(order_id, step, [(point, how, why)], by=self.people.coach_of(by), op=op)
        return await self.verb(
            order_id, lambda order, book, _stamp: rules.mark(order, book, step, point, how=how, reason=why), by, op
        )

    async def reading(
        self, order_id: str, step: str, spec: str, value: str, *, action: str = "", by: str = "", op: str = ""
    ) -> OnBoard:
        """Take a number read against a spec."""
        done = clean(action)
        return await self.verb(
            order_id,
            lambda order, book, _stamp: rules.reading(order, book, step, spec, value=value, action=done),
            by,
            op,
        )

    @cached_property
    def routines(self) -> Routines:
        """What is started by the clock or by hand."""
        return Routines(self, self._live, self._journal)

    # The questions.

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

    async def order(self, words: str) -> OnBoard:
        """Give the order a person means by `45` (today's) or by `20261122-45`, over or not."""
        wanted = words.strip().lstrip("#")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= len("999999")):
            return await self._live.known(wanted)
        today = self.today()
        found = await self._live.ask(lambda journal: journal.find(int(wanted), today))
        if found is None:
            raise Refused("no-such-order", _("There is no order {wanted} today.", wanted=wanted))
        return await self._live.known(found)

    def remembered(self, order_id: str) -> OnBoard | None:
        """Give an order this terminal knows without asking the record: unfinished, or ended lately."""
        return self.board.orders.get(order_id) or self._live.ended.get(order_id)

    async def finished(self, limit: int = LAST) -> tuple[OnBoard, ...]:
        """Give the orders finished last, newest first."""
        return await self._live.finished(limit)

    async def summary(self, period: Period) -> Summary:
        """Give the manager's numbers for some business days."""
        now = self.clock.now().at
        return await self._live.ask(lambda journal: journal.summary(period, now))

    async def medians(self) -> dict[str, float]:
        """Give, by step, the median seconds of work of the newest times it was done; a step never done is not there."""
        return await self._live.ask(lambda journal: journal.medians())

    async def rows(self, period: Period, wanted: Wanted) -> Rows:
        """Give the rows behind one of the manager's numbers, newest first, some thousands at most."""
        return await self._live.ask(lambda journal: journal.rows(period, wanted))

    async def playbooks(self, hashes: Iterable[str]) -> dict[str, Playbook]:
        """Give stored playbooks by their hashes; what is not there is left out."""
        wanted = sorted(set(hashes))
        stored = await self._live.ask(lambda journal: {hash_: journal.playbook(hash_) for hash_ in wanted})
        return {hash_: playbook for hash_, playbook in stored.items() if playbook}
