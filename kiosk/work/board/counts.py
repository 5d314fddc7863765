"""Counts: how much of what is still to be made, by item and by part, read off the board and never kept.

What is on a rail now is open; what waits for another step or for its time is coming. What is on hold counts nowhere:
nobody is to make it yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.standing import where
from kiosk.work.order.line import parts, spell
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.time.instant import Instant

When = Literal["open", "coming"]


class Count(Struct, frozen=True):
    """How many of one item or part are still to be made."""

    id: str
    """The part's or the item's; `UNKNOWN` for what is not on the menu."""
    name: str
    """As it is ordered, its size included; a part in the plural where there are several."""
    open: int
    """On the rails now."""
    coming: int
    """Not yet: it waits for another step, or for its time."""

    @property
    def total(self) -> int:
        """All that is still to be made."""
        return self.open + self.coming


class Counts(Struct, frozen=True):
    """What is still to be made at some stations, most first."""

    items: tuple[Count, ...]
    parts: tuple[Count, ...]


class WantedLine(Struct, frozen=True):
    """One line that is not done at one step."""

    entry: OnBoard
    ticket: Ticket
    line: TicketLine
    when: When

    def parts(self) -> dict[str, int]:
        """Count the parts of it that its step makes."""
        book, asked = self.entry.playbook, self.line.line
        held = parts(book.menu, asked.item, asked.choices)
        made = book.process.step[self.ticket.step].makes
        return {part: held[part] * asked.quantity for part in made if part in held}


def counts(board: Board, stations: Iterable[str], now: Instant) -> Counts:
    """Count what is still to be made at some stations; those that make nothing count what they put together.

    A line that several of their steps work on counts once, and as open where one of them has it open; a combo counts
    as its items, and what is not on the menu under what it is called.
    """
    items: dict[tuple[str, str], dict[tuple[str, int], tuple[When, int]]] = {}
    made: dict[str, list[int]] = {}
    names: dict[str, tuple[str, str]] = {}
    reckoned: dict[tuple[object, ...], tuple[str, dict[str, int]]] = {}
    for one in wanted(board, stations, now):
        asked, menu = one.line.line, one.entry.playbook.menu
        alike = id(menu), one.ticket.step, asked.item, asked.choices, asked.called, asked.quantity
        if alike not in reckoned:  # a full board asks for few things many times
            reckoned[alike] = spell(menu, asked), one.parts()
        name, held = reckoned[alike]
        lines = items.setdefault((asked.item, name), {})
        key = (one.ticket.order_id, asked.id)
        if key not in lines or one.when == "open":
            lines[key] = one.when, asked.quantity
        for part, count in held.items():
            names[part] = menu.part[part].name, menu.part[part].plural
            made.setdefault(part, [0, 0])[one.when == "coming"] += count
    by_item = [
        Count(item, name, _sum(lines.values(), "open"), _sum(lines.values(), "coming"))
        for (item, name), lines in items.items()
    ]
    by_part = [Count(part, names[part][sum(two) > 1], *two) for part, two in made.items()]
    return Counts(_most_first(by_item), _most_first(by_part))


def wanted(board: Board, stations: Iterable[str], now: Instant) -> Iterator[WantedLine]:
    """Return every line that is still to be done at some stations, ticket by ticket, the oldest order first."""
    here, closed = set(stations), board.standing.routes
    makers: dict[int, bool] = {}
    for entry in board.orders.values():
        on_hold, book = entry.order.held_at(now) is not None, entry.playbook
        if id(book) not in makers:
            makers[id(book)] = any(step.makes and where(closed, step.station) in here for step in book.process.steps)
        for ticket in entry.tickets:
            makes = book.process.step[ticket.step].makes
            if where(closed, ticket.station) not in here or (makers[id(book)] and not makes):
                continue
            for line in ticket.lines:
                when = _when(ticket, line, on_hold=on_hold)
                if when and (line.line.item == UNKNOWN or not book.menu.item[line.line.item].combo):
                    yield WantedLine(entry, ticket, line, when)


def _when(ticket: Ticket, line: TicketLine, *, on_hold: bool) -> When | None:
    """Say when a line is to be made; None where it is not."""
    if line.done or line.struck:
        return None
    if ticket.state == "open":
        return "coming" if line.waits_for else "open"
    return "coming" if ticket.state in ("waiting", "held") and not on_hold else None


def _sum(lines: Iterable[tuple[When, int]], when: When) -> int:
    return sum(count for found, count in lines if found == when)


def _most_first(found: list[Count]) -> tuple[Count, ...]:
    """Sort by how many; what there is as much of stays as it was met."""
    return tuple(sorted(found, key=lambda one: -one.total))
