"""What stands at each step of the process now: how many tickets wait, are open, are held, are late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from kiosk.work.board.board import Board, ticket_pace
from kiosk.work.time.instant import Instant


class AtStep(Struct, frozen=True):
    """Tickets of one step, of all unfinished orders."""

    open: int = 0
    late: int = 0
    """Of those that are open."""
    waiting: int = 0
    held: int = 0


def at_steps(board: Board, now: Instant) -> Mapping[str, AtStep]:
    """Count the tickets of every step that has one, whichever playbook their order was opened under."""
    found: dict[str, Counter[str]] = {}
    for entry in board.orders.values():
        for ticket in entry.tickets:
            states = found.setdefault(ticket.step, Counter())
            states[ticket.state] += 1
            states["late"] += ticket.state == "open" and ticket_pace(ticket, entry.playbook, now) == "late"
    return {
        step: AtStep(states["open"], states["late"], states["waiting"], states["held"])
        for step, states in found.items()
    }
