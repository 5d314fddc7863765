"""The cards of a rail, whose lines are written once for each version of an order and not each second."""

from __future__ import annotations

from kiosk.tui.draw import Line
from kiosk.tui.widgets.rail import Card, TicketId
from kiosk.tui.words import ticket_line_runs
from kiosk.work.board import OnBoard, ticket_age, ticket_pace
from kiosk.work.instant import Instant, clock_words
from kiosk.work.line import allergy_words
from kiosk.work.routing import Ticket

MOST_KEPT = 400
"""Tickets whose lines are remembered; then all are written anew."""


class Cards:
    """Makes cards from tickets."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._lines: dict[TicketId, tuple[int, tuple[Line, ...]]] = {}

    def card(self, entry: OnBoard, ticket: Ticket, now: Instant, *, several: bool) -> Card:
        """Make a ticket's card; `several` steps on one rail are told apart by their names."""
        step = entry.playbook.process.step[ticket.step].name
        return Card(
            (ticket.order_id, ticket.step),
            ticket.number,
            step if several else entry.guest.name,
            ticket_pace(ticket, entry.playbook, now),
            clock_words(ticket_age(ticket, now)),
            self._written(entry, ticket),
            (ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else "",
            bool(allergy_words(entry.order.allergies, entry.guest.allergy)),
        )

    def _written(self, entry: OnBoard, ticket: Ticket) -> tuple[Line, ...]:
        """Give a ticket's lines, written anew when its order has changed."""
        name = (ticket.order_id, ticket.step)
        version, lines = self._lines.get(name, (0, ()))
        if version == entry.order.version:
            return lines
        menu = entry.playbook.menu
        runs = [run for line in ticket.lines for run in ticket_line_runs(menu, line, indent="   ")]
        lines = tuple((("  ", ""), *run) for run in runs)
        if len(self._lines) >= MOST_KEPT:
            self._lines.clear()
        self._lines[name] = (entry.order.version, lines)
        return lines
