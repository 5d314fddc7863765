"""The cards of a rail: made once for as long as their order is the same, while their clocks run on."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_not
from typing import TypedDict

from msgspec import Struct
from msgspec.structs import replace

from kiosk.tui.station.rail.cards import Card
from kiosk.tui.station.rail.places import TicketId
from kiosk.tui.widgets.lines import Line
from kiosk.tui.widgets.words import ADD_ON, combined, ticket_line_runs
from kiosk.words import _, language
from kiosk.work.board.board import Board, OnBoard, ticket_age, ticket_pace
from kiosk.work.order.guard import blocking
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.time.instant import Instant, clock_words
from kiosk.work.time.pace import Pace

NEW_FOR = 6_000
"""Milliseconds a ticket counts as new after it has opened."""

FLASH = 1_000
"""Milliseconds of each half of a new card's flash: the screen's tick."""

ALL_OPEN = Board()
"""One on which no station is closed."""


class KeptCard(Struct, frozen=True):
    """A card with what it was made from."""

    entry: OnBoard
    ticket: Ticket
    around: tuple[object, ...]
    """What else it depends on."""
    card: Card


class Cards:
    """Makes cards from tickets, and keeps each while its order and what it depends on are the same objects."""

    def __init__(self, *, combine: bool = False) -> None:
        """Remember nothing yet; `combine` shows identical lines as one."""
        self.combine = combine
        self._kept: dict[TicketId, KeptCard] = {}
        self._rail: tuple[Card, ...] = ()

    def of(self, board: Board, rail: Sequence[Ticket], now: Instant, *, several: bool) -> tuple[Card, ...]:
        """Return the cards of a rail, the same tuple while none of them is another; others are forgotten."""
        cards = tuple(
            self.card(board.orders[ticket.order_id], ticket, now, several=several, board=board) for ticket in rail
        )
        if len(self._kept) > len(cards):
            here = {card.ticket for card in cards}
            self._kept = {name: kept for name, kept in self._kept.items() if name in here}
        if len(cards) != len(self._rail) or any(map(is_not, cards, self._rail)):
            self._rail = cards
        return self._rail

    @property
    def count_down(self) -> bool:
        """Whether a line of one of them counts down, so that it has to be made anew each second."""
        return len(self._kept) < len(self._rail)

    def card(self, entry: OnBoard, ticket: Ticket, now: Instant, *, several: bool, board: Board = ALL_OPEN) -> Card:
        """Return a ticket's card, which may be one made before: `aged` gives it as it is now.

        `several` steps on one rail are told apart by their names. The board says which stations are closed, and who
        has their work.
        """
        name, around = (
            (ticket.order_id, ticket.step),
            (board.standing.routes, several, language(), ticket.called),
        )
        kept = self._kept.get(name)
        if kept and kept.entry is entry and kept.ticket is ticket and kept.around == around:
            return kept.card
        card = self._make(entry, ticket, now, several=several, board=board)
        if any(line.starts * 1000 > ticket_age(ticket, now) for line in ticket.lines):  # one of them counts down
            self._kept.pop(name, None)
        else:
            self._kept[name] = KeptCard(entry, ticket, around, card)
        return card

    def aged(self, card: Card, now: Instant) -> Card:
        """Return a card with its clock as it is at an instant."""
        kept = self._kept.get(card.ticket)
        return replace(card, **_clock(kept.entry, kept.ticket, now)) if kept else card

    def _make(self, entry: OnBoard, ticket: Ticket, now: Instant, *, several: bool, board: Board) -> Card:
        order = entry.order
        return Card(
            (ticket.order_id, ticket.step),
            ticket.called,
            entry.playbook.process.step[ticket.step].brief if several else entry.guest.name,
            lines=self._write(entry, ticket, ticket_age(ticket, now)),
            holder=(ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else "",
            allergy=order.is_told,
            asked=order.asked is not None,
            rush=order.rush is not None,
            stop=ticket.stop,
            stopped=blocking(order) is not None,
            recalled=any(recall.step == ticket.step for recall in order.recalls),
            remaking=bool(order.remaking(ticket.step)),
            held=ticket.state == "held",
            unknown=any(line.line.item == UNKNOWN for line in ticket.lines),
            also_at=also_at(entry, ticket, board),
            **_clock(entry, ticket, now),
        )

    def _write(self, entry: OnBoard, ticket: Ticket, age: int) -> tuple[Line, ...]:
        """Write the lines of a ticket: first what is not wanted any more, last, set apart, what was added."""
        written: list[Line] = []
        playbook = entry.playbook
        before: TicketLine | None = None
        lines = combined(ticket.lines) if self.combine else ticket.lines
        for line in sorted(lines, key=lambda line: (not line.struck, line.addon)):
            if line.addon and not (before and before.addon):
                written.append((("  ┄┄ ", "warn"), (_(ADD_ON), "warn bold"), (" ┄┄", "warn")))
            written += [
                (("  ", ""), *runs) for runs in ticket_line_runs(playbook, line, age=age, narrow=True, indent="   ")
            ]
            before = line
        return tuple(written)


class _Clock(TypedDict):
    """What of a card moves with time alone."""

    pace: Pace
    age: str
    new: bool
    lit: bool


def _clock(entry: OnBoard, ticket: Ticket, now: Instant) -> _Clock:
    """Return how a ticket's clock stands at an instant."""
    age = ticket_age(ticket, now)
    return {
        "pace": ticket_pace(ticket, entry.playbook, now),
        "age": clock_words(age),
        "new": ticket.state == "open" and age < NEW_FOR,
        "lit": age // FLASH % 2 == 0,
    }


def also_at(entry: OnBoard, ticket: Ticket, board: Board) -> tuple[str, ...]:
    """Name the other stations where something of the same order is still made, in the process's order.

    What a closed station would make is made where its work is: never here as well, where that is this station.
    """
    known, here = entry.playbook.station, board.worked_at(ticket)
    others = (
        other
        for other in entry.tickets
        if other.state in ("open", "waiting", "held") and known[other.station].role == "prep"
    )
    return tuple(dict.fromkeys(board.place_name(entry, other) for other in others if board.worked_at(other) != here))
