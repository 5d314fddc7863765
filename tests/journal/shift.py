"""A crew for tests of the journal: does verbs by the rules, straight into a journal, at instants of its own."""

from __future__ import annotations

from itertools import count

from kiosk.counter.ports import Entry, Journal
from kiosk.work.order.event import Event, Guest, Recorded, Stamp
from kiosk.work.order.fold import fold
from kiosk.work.order.line import Wish
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.record import Rows, rows
from kiosk.work.time.instant import Instant
from tests import hands
from tests.playbooks import DINER

DAY = "2026-11-22"
NOON = 1_795_348_800_000
"""2026-11-22 12:00 UTC."""

STEPS = ("greet", "take-order", "pay", "grill", "fry", "check", "hand-over")


def stamp(second: float, by: str = "Ana", station: str = "grill") -> Stamp:
    """Return a stamp so many seconds after noon."""
    return Stamp(Instant(NOON + int(second * 1000), int(second * 1000), "boot-1"), by, station)


def project(order: Order | None, playbook: Playbook, records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
    """Return an order's rows before and after some records."""
    after = order
    for record in records:
        after = fold(after, record)
    return rows(order, playbook), rows(after, playbook)


class Shift:
    """Works orders in a journal; every verb takes a second."""

    def __init__(self, journal: Journal, day: str = DAY, playbook: Playbook = DINER) -> None:
        """Come to work, with the playbook stored."""
        self.journal = journal
        self.day = day
        self.playbook = playbook
        self.seconds = count(1)
        journal.keep_playbook(playbook, stamp(0).at)

    def order(self, order_id: str) -> Order | None:
        """Fold an order from the journal."""
        order: Order | None = None
        for record in self.journal.order(order_id):
            order = fold(order, record)
        return order

    def entry(self, order_id: str, events: tuple[Event, ...], op: str = "", guest: Guest | None = None) -> Entry:
        """Make the entry that would be written now."""
        order = self.order(order_id)
        version = order.version if order else 0
        return Entry(op or f"{order_id}/{version}", order_id, version, events, stamp(next(self.seconds)), guest)

    def write(self, entry: Entry) -> tuple[Recorded, ...]:
        """Append an entry with its read models."""
        order = self.order(entry.stream)
        return self.journal.append(entry, lambda records: project(order, self.playbook, records))

    def open(self, number: int, guest: str = "", op: str = "") -> str:
        """Open an order."""
        order_id = f"{self.day.replace('-', '')}-{number}"
        opened = OrderOpened(number, self.day, self.playbook.hash, "front")
        self.write(self.entry(order_id, (opened,), op, Guest(order_id, guest) if guest else None))
        return order_id

    def decided(self, order_id: str, step: str) -> tuple[Event, ...]:
        """Decide the verb that does a step; the one that takes the order orders a meal."""
        order = self.order(order_id)
        assert order is not None
        moment = stamp(next(self.seconds))
        if step == "take-order":
            return hands.take_order(order, self.playbook, (Wish("meal"),), (), moment)
        return hands.bump(order, self.playbook, step, moment)

    def bump(self, order_id: str, *steps: str) -> None:
        """Do steps of an order."""
        for step in steps:
            self.write(self.entry(order_id, self.decided(order_id, step)))

    def serve(self, number: int, guest: str = "") -> str:
        """Do a whole order."""
        order_id = self.open(number, guest)
        self.bump(order_id, *STEPS)
        return order_id
