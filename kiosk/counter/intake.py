"""Many orders at once: decided on the record alone, written in one transaction, and each with an answer of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from msgspec.structs import replace

from kiosk.counter.ledger import Ledger, free_numbers, kept_fields, new_op
from kiosk.counter.live import LiveBoard
from kiosk.counter.ports import Entry, Project
from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard, on_board
from kiosk.work.order.event import Guest, Recorded
from kiosk.work.order.fold import replay
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.record import Rows, rows
from kiosk.work.time.day import minute_of
from kiosk.work.verb.at import At
from kiosk.work.verb.verb import OpeningVerb
from kiosk.work.verb.wish import tidy_guest

MOST_AT_ONCE = 100
"""Orders of one transaction: others wait their turn meanwhile."""

Receipt = OnBoard | Refused


class Intake:
    """Opens orders that nobody at this terminal looks at: its board hears of them when it looks next."""

    def __init__(self, live: LiveBoard, ledger: Ledger, called: Callable[[str], str]) -> None:
        """Open nothing yet; `called` gives the name somebody is known by."""
        self._called = called
        self._live = live
        self._ledger = ledger

    async def open_each(self, verbs: Sequence[OpeningVerb], *, by: str = "") -> dict[int, Receipt]:
        """Open up to `MOST_AT_ONCE` orders, and return by its place what became of each that was not sent before.

        What is answered is on disk. An order whose op stands in the record, or stands here twice, that hands entered,
        or that holds what it may not, is left out: the counter does it as one alone.
        """
        wanted: dict[str, tuple[int, OpeningVerb]] = {}
        for place, verb in enumerate(verbs):
            with suppress(Refused):
                verb.check()
                wanted.setdefault(verb.op(new_op()), (place, verb))

        async def attempt() -> dict[int, Receipt]:
            return await self._attempt(wanted, by)

        return await self._live.racing(attempt, _("Many orders are being opened at once. Press again."))

    async def _attempt(self, wanted: Mapping[str, tuple[int, OpeningVerb]], by: str) -> dict[int, Receipt]:
        day, stamp = self._ledger.today(), self._ledger.stamp_of(self._called(by))
        fresh, hands, free, unfinished, standing = await self._live.ask(
            lambda journal: (
                [op for op in wanted if not journal.written(op)],
                journal.outcomes([verb.key[1] for _place, verb in wanted.values()]),
                free_numbers(journal, day),
                len(journal.numbers_in_use()),
                journal.standing(),
            )
        )
        newest = standing.versions.newest(self._live.playbook.id)
        if newest and newest.hash != self._live.playbook.hash:
            await self._live.catch_up()
        book, board = self._live.playbook, Board(standing=standing)
        (number, order_id), answers, entries = next(free), dict[int, Receipt](), list[Entry]()
        for op in fresh:
            place, verb = wanted[op]
            if verb.key in hands and hands[verb.key].how == "entered":
                continue
            minute = minute_of(self._ledger.local(stamp.at.at))
            opened = OrderOpened(number, day, book.hash, "front", queue=unfinished + len(entries), minute=minute)
            at = At(book, stamp, board, op=op, day=day)
            try:
                events, fields = verb.decide(at, opened), kept_fields(book, verb.filled(at))
            except Refused as refusal:
                answers[place] = refusal
                continue
            entries.append(Entry(op, order_id, 0, events, stamp, tidy_guest(verb.guest, order_id), fields))
            number, order_id = next(free)
        written = await self._live.append_each([(entry, _project(book)) for entry in entries])
        for entry, left in zip(entries, written, strict=True):
            if isinstance(left, Refused):
                answers[wanted[entry.op][0]] = left
            elif order := replay(left).get(entry.stream):
                said = tuple((one.field, one.value) for one in entry.fields)
                guest = replace(entry.guest or Guest(order.id), fields=said)
                answers[wanted[entry.op][0]] = on_board(order, book, guest, stamp.at)
        return answers


def _project(book: Playbook) -> Project:
    """Return what makes the rows of a new order."""

    def project(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
        return Rows(), rows(replay(records).get(records[0].stream), book)

    return project
