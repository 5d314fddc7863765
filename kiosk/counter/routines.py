"""The counter's routines: what is due, and the verbs of doing it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.counter.ledger import Ledger, new_op, reused
from kiosk.counter.live import LiveBoard
from kiosk.counter.ports import Entry
from kiosk.counter.shown import InLanguage
from kiosk.errors import Refused, Stale
from kiosk.words import _
from kiosk.work.order.counter_events import RoutineBegun, RoutineMissed
from kiosk.work.order.event import Event, Recorded, Stamp
from kiosk.work.order.guard import Events
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.routine import Routine
from kiosk.work.routine.occurrence import MINUTE, Occurrence, fold_occurrence, replay_occurrence
from kiosk.work.routine.schedule import Known, Planned, by_hand, named, plan, wanted
from kiosk.work.text.text import clean
from kiosk.work.time.day import Days
from kiosk.work.verb.at import RoutineAt
from kiosk.work.verb.verb import RoutineVerb

if TYPE_CHECKING:
    from kiosk.work.record.record import Rows

GLANCE_EVERY = 10_000
"""Milliseconds a glance at what is due is good for."""


class Routines:
    """What is started by the clock or by hand, as one terminal works it."""

    def __init__(self, live: LiveBoard, shown: InLanguage, ledger: Ledger) -> None:
        """Read nothing yet; `look` does."""
        self._live = live
        self._shown = shown
        self._ledger = ledger
        self._days: tuple[str, ...] = ()
        self._known = Known()
        self._seen: tuple[int, str, str] = (-1, "", "")
        self._glanced: tuple[tuple[int, int, str], tuple[Planned, ...]] = (0, 0, ""), ()

    # What is due.

    async def look(self) -> None:
        """Read what is new, and write down what was missed unless another terminal has."""
        if not self._live.playbook.routines:
            return
        await self._read()
        for missed in [one for day in self._days for one in self._plan(day) if one.is_unwritten_miss]:
            await self._note(missed)
        await self._read()

    def plan(self) -> tuple[Planned, ...]:
        """Return this business day's occurrences as they stand at this instant, oldest first, as far as was looked."""
        return self._plan(self._ledger.today())

    def glance(self) -> tuple[Planned, ...]:
        """Return the same for what is painted every second: planned every ten seconds, and at each full minute."""
        book = self._shown.playbook
        key = self._ledger.clock.now().at // GLANCE_EVERY, id(self._known), f"{book.hash} {book.language}"
        if key != self._glanced[0]:
            self._glanced = key, self.plan()
        return self._glanced[1]

    def find(self, occurrence: str) -> Planned | None:
        """Return one of this day's occurrences."""
        return next((one for one in self.plan() if one.occurrence.id == occurrence), None)

    def meant(self, routine: str) -> Occurrence:
        """Return what is meant when somebody does a routine now: what is open or next, else an extra one by hand."""
        now = self._ledger.clock.now().at
        asked = self._routine(self._live.playbook, routine)
        return wanted(self.plan(), asked, now) or by_hand(asked, self._business_days, now)

    def _plan(self, day: str) -> tuple[Planned, ...]:
        if self._seen[2] != self._live.playbook.hash:
            return ()  # nobody has looked under this playbook, so nothing is known of what was due before
        now = self._ledger.clock.now().at
        return plan(self._shown.playbook.routines, self._business_days, day, self._known, now)

    @property
    def _business_days(self) -> Days:
        return Days(self._ledger.local, self._live.playbook.day_starts)

    async def _read(self) -> None:
        """Read the days that may hold something open; nothing where the record has not grown since."""
        book, day = self._live.playbook, self._ledger.today()
        seen = (self._live.board.seq, day, book.hash)
        if seen == self._seen:
            return
        count = any(routine.after for routine in book.routines)
        found = await self._live.ask(lambda journal: journal.routines(day, book.id, count=count))
        known: dict[str, Occurrence] = {}
        for record in found.records:
            folded = fold_occurrence(known.get(record.stream), record)
            if folded:
                known[record.stream] = folded
        self._known = Known(known, found.finished, found.since)
        self._days, self._seen = found.days, seen

    async def _note(self, missed: Planned) -> None:
        """Write that an occurrence was missed; whoever is first does."""
        one, book = missed.occurrence, self._live.playbook
        hash_ = one.playbook or book.hash
        due = one.due or (one.begun.at.at if one.begun else 0)
        event = RoutineMissed(one.routine, one.day, due, hash_)
        try:
            await self._append(
                one, (event,), self._ledger.stamp_of(""), f"missed-{one.id}", await self._live.stored(hash_)
            )
        except (Stale, Refused):
            await self._live.catch_up()

    # The verbs.

    async def do(self, verb: RoutineVerb, by: str, op: str) -> Occurrence:
        """Decide on the occurrence as the record has it now, and anew when another terminal was first."""
        op, stamp, day = op or new_op(), self._ledger.stamp_of(by), self._ledger.today()

        async def attempt() -> Occurrence:
            records = await self._live.ask(lambda journal: journal.order(verb.occurrence))
            now = replay_occurrence(records) or await self._unwritten(verb.occurrence)
            book = await self._live.stored(now.playbook or self._live.playbook.hash)
            routine = self._routine(book, now.routine)
            said = self._routine(self._shown.in_words(book), now.routine)  # a refusal names it
            at = RoutineAt(now, said, book, stamp, self._live.board, op=op, day=day)
            if any(record.op == op for record in records):
                _same(verb, at, records)
                return now
            self._still_open(now, routine)
            events = at.begin()
            events += verb.decide(at.after(events))
            return await self._append(now, events, stamp, op, book) if events else now

        return await self._live.racing(attempt, _("Other terminals keep changing this. Look, then press again."))

    async def _unwritten(self, id_: str) -> Occurrence:
        """Return an occurrence nobody has written of: one that is planned, or one begun by hand."""
        await self._read()
        planned = self.find(id_)
        occurrence = planned.occurrence if planned else named(id_, self._business_days)
        if occurrence is None:
            raise Refused("no-such-occurrence", _("No routine is due as {name}.", name=clean(id_, 60)))
        return occurrence

    def _still_open(self, occurrence: Occurrence, routine: Routine) -> None:
        """Refuse what is over or far ahead, so that nothing is written under a time that is not the present."""
        planned = self.find(occurrence.id)
        over = planned.state == "missed" if planned else occurrence.day != self._ledger.today()
        if over and not occurrence.done:
            raise Refused(
                "over", _("The time for this {name} is over. Begin the one that is due now.", name=routine.name)
            )
        if occurrence.due - self._ledger.clock.now().at > routine.grace * MINUTE:
            at = f"{self._ledger.local(occurrence.due):%H:%M}"
            raise Refused(
                "too-early", _("This {name} is for {at}. Begin an extra one by hand.", name=routine.name, at=at)
            )

    async def _append(
        self, before: Occurrence, events: tuple[Event, ...], stamp: Stamp, op: str, book: Playbook
    ) -> Occurrence:
        from kiosk.work.record.record import occurrence_rows  # as wherever something is written

        old = occurrence_rows(before, book)
        written: list[Occurrence] = []

        def project(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
            now: Occurrence | None = before if before.version else None
            for record in records:
                now = fold_occurrence(now, record)
            if now:
                written.append(now)
            return old, occurrence_rows(now, book)

        records = await self._live.append(Entry(op, before.id, before.version, events, stamp), project)
        await self._read()
        return written[-1] if written else replay_occurrence(records) or before

    @staticmethod
    def _routine(book: Playbook, name: str) -> Routine:
        if name not in book.routine:
            known = ", ".join(book.routine) or "none"
            raise Refused(
                "no-such-routine",
                _("There is no routine “{name}”. There are: {known}.", name=clean(name, 60), known=known),
            )
        return book.routine[name]


def _same(verb: RoutineVerb, at: RoutineAt, records: tuple[Recorded, ...]) -> None:
    """Refuse an op that wrote something else of an occurrence than a verb makes, or for somebody else.

    The verb is decided once more on the occurrence as it was then, at that instant: the same verb makes the same.
    """
    written = [record for record in records if record.op == at.op]
    made = [record for record in written if not isinstance(record.event, RoutineBegun)]
    before = replay_occurrence(record for record in records if not made or record.seq < made[0].seq)
    then, by = written[0].stamp, at.stamp.by
    asked: Events = ()
    with suppress(Refused):
        asked = verb.decide(RoutineAt(before or at.now, at.routine, at.book, then, at.board, op=at.op, day=at.day))
    if then.by != by or asked != tuple(record.event for record in made):
        raise reused()
