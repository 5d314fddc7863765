"""Parts that may wait once made: how many to start now, and how long those that are made may still wait."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.counts import wanted
from kiosk.work.forecast.ready import Forecast
from kiosk.work.order.line import parts
from kiosk.work.order.routing import Ticket, needed, waits
from kiosk.work.playbook.menu import Part
from kiosk.work.time.day import numbered
from kiosk.work.time.instant import Instant, clock_words, elapsed
from kiosk.work.time.pace import SIGNS, Pace

LAST_TENTH = 10
"""A part is due when less than a tenth of its time is left: 3 of 30 minutes."""


class WaitingParts(Struct, frozen=True):
    """Parts of one order that are made and wait for the step that puts them together with the rest."""

    order_id: str
    number: int
    day: str
    part: Part
    count: int
    left: int
    """Milliseconds they may still wait; below 0 they have waited too long."""

    @property
    def pace(self) -> Pace:
        """Judge it."""
        if self.left <= 0:
            return "late"
        return "due" if self.left * LAST_TENTH < self.part.hold * 1000 else "on pace"

    @property
    def name(self) -> str:
        """Say what it is: `patty of 45`, `2 patties of 45`."""
        what = f"{self.count} {self.part.plural}" if self.count > 1 else self.part.name
        return _("{what} of {number}", what=what, number=numbered(self.number, self.day))

    @property
    def words(self) -> str:
        """Say how long: `27:50 left`, `■ 1:10 over`."""
        if self.left > 0:
            sign = f"{SIGNS[self.pace]} " if self.pace == "due" else ""
            return sign + _("{time} left", time=clock_words(self.left))
        return f"{SIGNS['late']} " + _("{time} over", time=clock_words(-self.left))


def drop_now(board: Board, stations: Iterable[str], found: Forecast) -> dict[str, int]:
    """Say, by part that may wait, how many some stations should start now, from what was found at the same instant.

    That is what nobody has begun of the open tickets, and what the coming ones will ask for before anything started now
    would have waited too long. What lies ready without an order nobody told the record: take it off.
    """
    drops: dict[str, int] = {}
    for one in wanted(board, stations, found.at):
        menu, step = one.entry.playbook.menu, one.entry.playbook.process.step[one.ticket.step]
        for name, count in one.parts().items():
            part = menu.part[name]
            if not part.hold:
                continue
            drops.setdefault(name, 0)
            lasts = (part.prep or one.entry.playbook.procedure[step.id].when.target) + part.hold
            if _is_near(found, one.ticket, lasts) if one.when == "coming" else one.ticket.taken_up is None:
                drops[name] += count
    return drops


def _is_near(found: Forecast, ticket: Ticket, seconds: int) -> bool:
    """Whether a ticket will be begun before so many seconds are over."""
    span = found.tickets.get((ticket.order_id, ticket.step))
    return span is not None and span.begin < 1000 * seconds


def kept(board: Board, stations: Iterable[str], now: Instant) -> tuple[WaitingParts, ...]:
    """Return the parts made at some stations that wait for their join, the one with the least time left first."""
    here = set(stations)
    found: list[WaitingParts] = []
    for entry in board.orders.values():
        holds = {part.id for part in entry.playbook.menu.parts if part.hold}
        for ticket in entry.tickets:
            makes = holds.intersection(entry.playbook.process.step[ticket.step].makes)
            if makes and board.worked_at(ticket) in here:
                found += _waiting(entry, ticket, makes, now)
    return tuple(sorted(found, key=lambda one: one.left))


def _waiting(entry: OnBoard, ticket: Ticket, makes: set[str], now: Instant) -> list[WaitingParts]:
    """Return what of one ticket is made and not used yet: each part as old as the oldest of it."""
    menu, order = entry.playbook.menu, entry.order
    made = [line for line in ticket.lines if line.done and not line.struck]
    links = waits(entry.playbook, needed(order, entry.playbook)) if made else {}
    after = [one for one in entry.tickets if ticket.step in links.get(one.step, ())]
    counts: dict[str, int] = {}
    ages: dict[str, int] = {}
    for line in made:
        if line.done is None or _is_used(after, line.line.id):
            continue
        held, age = parts(menu, line.line.item, line.line.choices), elapsed(line.done.at, now)
        for part in (one for one in held if one in makes):
            counts[part] = counts.get(part, 0) + held[part] * line.line.quantity
            ages[part] = max(age, ages.get(part, 0))
    return [
        WaitingParts(
            order.id, order.number, order.day, menu.part[part], count, menu.part[part].hold * 1000 - ages[part]
        )
        for part, count in counts.items()
    ]


def _is_used(after: list[Ticket], line: int) -> bool:
    """Whether a line is done at every step that comes right after the one that made it; nothing after uses it."""
    return all(
        one.state == "bumped" or any(found.line.id == line and found.done for found in one.lines) for one in after
    )
