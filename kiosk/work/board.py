"""The board: all unfinished orders, folded from the journal, and what each station sees of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kiosk.work.events import Guest
from kiosk.work.instant import Instant, elapsed
from kiosk.work.line import parts
from kiosk.work.order import Order
from kiosk.work.pace import Pace, pace
from kiosk.work.playbook import Playbook
from kiosk.work.routing import Ticket, tickets


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One order with everything a screen shows of it."""

    order: Order
    playbook: Playbook
    """The one it was opened under, not the newest."""
    tickets: tuple[Ticket, ...]
    guest: Guest

    def ticket(self, step: str) -> Ticket | None:
        """Give the ticket of a step, if the order needs it."""
        return next((ticket for ticket in self.tickets if ticket.step == step), None)

    def ready(self) -> bool:
        """Say whether only the hand-over is left: the last step is open."""
        return bool(self.tickets) and self.tickets[-1].state == "open" and self.order.taken is not None


def on_board(order: Order, playbook: Playbook, guest: Guest | None) -> OnBoard:
    """Put one order together for the screens."""
    return OnBoard(order, playbook, tickets(order, playbook), guest or Guest(order.id))


@dataclass(frozen=True, slots=True)
class Board:
    """All unfinished orders as of one row of the journal."""

    seq: int = 0
    """The last row it knows."""
    orders: Mapping[str, OnBoard] = field(default_factory=dict)
    """By id, oldest first: in the order the journal has them, which no clock changes."""

    def with_orders(self, changed: Iterable[OnBoard], seq: int) -> Board:
        """Give the board after some orders changed; those that are over leave it."""
        orders = dict(self.orders)
        for entry in changed:
            if entry.order.over:
                orders.pop(entry.order.id, None)
            else:
                orders[entry.order.id] = entry
        kept = dict(sorted(orders.items(), key=lambda pair: pair[1].order.seq))
        return Board(max(seq, self.seq), kept)

    def rail(self, stations: Iterable[str]) -> tuple[Ticket, ...]:
        """Give the open tickets of some stations, oldest order first."""
        here = set(stations)
        return tuple(
            ticket
            for entry in self.orders.values()
            for ticket in entry.tickets
            if ticket.state == "open" and ticket.station in here
        )

    def ticket(self, order_id: str, step: str) -> Ticket | None:
        """Give one ticket of an order on the board."""
        entry = self.orders.get(order_id)
        return entry.ticket(step) if entry else None

    def coming(self, stations: Iterable[str]) -> int:
        """Count the orders of which some stations will get a ticket that still waits to open, and have none open."""
        here = set(stations)
        states = [
            {ticket.state for ticket in entry.tickets if ticket.station in here} for entry in self.orders.values()
        ]
        return sum("waiting" in found and "open" not in found for found in states)

    def all_day(self, stations: Iterable[str]) -> dict[str, int]:
        """Count, by part, what is still to be made at some stations, over open and waiting tickets, most first."""
        here = set(stations)
        count: Counter[str] = Counter()
        for entry in self.orders.values():
            menu = entry.playbook.menu
            for ticket in entry.tickets:
                if ticket.station not in here or ticket.state not in ("open", "waiting"):
                    continue
                made = set(entry.playbook.process.step[ticket.step].makes)
                for line in ticket.lines:
                    held = parts(menu, line.line.item, line.line.choices)
                    count.update({part: held[part] * line.line.quantity for part in held if part in made})
        return dict(count.most_common())


def ticket_age(ticket: Ticket, now: Instant) -> int:
    """Give the milliseconds a ticket has been open: until now, or until it was bumped."""
    if ticket.opened is None:
        return 0
    return elapsed(ticket.opened.at, ticket.bump.stamp.at if ticket.bump else now)


def ticket_pace(ticket: Ticket, playbook: Playbook, now: Instant) -> Pace:
    """Judge a ticket against its procedure's times."""
    return pace(ticket_age(ticket, now), playbook.procedure[ticket.step].when)


def order_age(order: Order, now: Instant) -> int:
    """Give the milliseconds since an order was opened."""
    return elapsed(order.opened.at, order.finished.at if order.finished else now)
