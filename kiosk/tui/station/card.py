"""The cards of a rail, whose lines are written once for each version of an order and not each second."""

from __future__ import annotations

from kiosk.tui.station.rail import Card, TicketId
from kiosk.tui.widgets.draw import Line
from kiosk.tui.widgets.words import ADD_ON, combined, ticket_line_runs
from kiosk.words import _, language
from kiosk.work.board.board import Board, OnBoard, ticket_age, ticket_pace
from kiosk.work.guest.language import playbook_in
from kiosk.work.order.guard import blocking
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.time.instant import Instant, clock_words

MOST_KEPT = 400
"""Tickets whose lines are remembered; then all are written anew."""

NEW_FOR = 6_000
"""Milliseconds a ticket counts as new after it has opened."""

FLASH = 1_000
"""Milliseconds of each half of a new card's flash: the screen's tick."""

ALL_OPEN = Board()
"""One on which no station is closed."""


class Cards:
    """Makes cards from tickets."""

    def __init__(self, *, combine: bool = False) -> None:
        """Remember nothing yet; `combine` shows identical lines as one."""
        self.combine = combine
        self.reads = ""
        """The language items are named in; empty for the playbook's own."""
        self._lines: dict[TicketId, tuple[tuple[int, str, str], tuple[Line, ...]]] = {}

    def card(self, entry: OnBoard, ticket: Ticket, now: Instant, *, several: bool, board: Board = ALL_OPEN) -> Card:
        """Make a ticket's card; `several` steps on one rail are told apart by their names.

        The board says which stations are closed, and who has their work.
        """
        step = entry.playbook.process.step[ticket.step].name
        age = ticket_age(ticket, now)
        order = entry.order
        return Card(
            (ticket.order_id, ticket.step),
            ticket.number,
            step if several else entry.guest.name,
            ticket_pace(ticket, entry.playbook, now),
            clock_words(age),
            self._written(entry, ticket, age),
            holder=(ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else "",
            allergy=order.allergy,
            rush=order.rush is not None,
            stop=ticket.stop,
            stopped=blocking(order) is not None,
            new=ticket.state == "open" and age < NEW_FOR,
            lit=age // FLASH % 2 == 0,
            recalled=any(recall.step == ticket.step for recall in order.recalls),
            held=ticket.state == "held",
            unknown=any(line.line.item == UNKNOWN for line in ticket.lines),
            also_at=also_at(entry, ticket, board),
        )

    def _written(self, entry: OnBoard, ticket: Ticket, age: int) -> tuple[Line, ...]:
        """Give a ticket's lines, written anew when its order has changed, and while one of them counts down."""
        name = (ticket.order_id, ticket.step)
        spoken = (entry.order.version, language(), self.reads)
        version, lines = self._lines.get(name, ((0, "", ""), ()))
        if version == spoken:
            return lines
        lines = self._write(entry, ticket, age)
        if len(self._lines) >= MOST_KEPT:
            self._lines.clear()
        if all(line.starts * 1000 <= age for line in ticket.lines):
            self._lines[name] = (spoken, lines)
        return lines

    def _write(self, entry: OnBoard, ticket: Ticket, age: int) -> tuple[Line, ...]:
        """Write the lines of a ticket: first what is not wanted any more, last, set apart, what was added."""
        written: list[Line] = []
        playbook = playbook_in(entry.playbook, self.reads)
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
