"""The board: all unfinished orders, folded from the journal, and what each station sees of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.work.board.standing import Standing, where
from kiosk.work.board.visit import Visits, name_key
from kiosk.work.order.event import Guest
from kiosk.work.order.order import Order
from kiosk.work.order.point import points_of, spec_for, specs_of
from kiosk.work.order.problem import Problem
from kiosk.work.order.routing import Ticket, tickets
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import Instant, earliest, elapsed
from kiosk.work.time.pace import Pace, pace

STRANGER = Visits()
"""Of whom the record holds no earlier order."""


class OnBoard(Struct, frozen=True, dict=True):
    """One order with everything a screen shows of it."""

    order: Order
    playbook: Playbook
    """The one it was opened under, not the newest."""
    tickets: tuple[Ticket, ...]
    guest: Guest

    @cached_property
    def said(self) -> Mapping[str, str]:
        """What is said of the order's fields, by field, each as it is kept."""
        return dict(self.guest.fields)

    def points(self, step: str) -> tuple[Point, ...]:
        """Return the points a step asks of the order, with what its fields say where they name them."""
        points = points_of(self.order, self.playbook.procedure[step], self.playbook.menu)
        fields = self.playbook.process.field
        if not fields or not any("{" in point.words for point in points):
            return points
        from kiosk.work.order.field_value import with_values  # where a point names a field

        said = partial(with_values, fields=fields, said=self.said)
        ways = ("words", "short", "brief")
        return tuple(
            replace(point, **{way: said(words) for way in ways if (words := getattr(point, way))}) for point in points
        )

    def specs(self, step: str) -> tuple[Spec, ...]:
        """Return the specs of a step that concern the order, with the limits that follow from its fields."""
        return specs_of(self.order, self.playbook.procedure[step], self.playbook.menu, self.said)

    def spec(self, step: str, name: str) -> Spec | None:
        """Return a spec of a step as it holds for the order, whether it concerns it or not."""
        procedure = self.playbook.procedure.get(step)
        found = procedure.spec(name) if procedure else None
        return spec_for(found, self.said) if found else None

    def ticket(self, step: str) -> Ticket | None:
        """Return the ticket of a step, if the order needs it."""
        return next((ticket for ticket in self.tickets if ticket.step == step), None)

    visits: Visits = STRANGER
    """What the record holds of earlier orders under the guest's name."""
    who: str = ""
    """The guest's name as two spellings of it have it in common; empty when nobody gave one."""
    is_held: bool = False
    """Whether the whole order is kept off the rails, at the instant its tickets are of."""

    @cached_property
    def open_tickets(self) -> tuple[Ticket, ...]:
        """Those that are on a rail."""
        return tuple(ticket for ticket in self.tickets if ticket.state == "open")

    @cached_property
    def waits_at(self) -> tuple[str, ...]:
        """The stations of the tickets that still wait to open."""
        return tuple(dict.fromkeys(ticket.station for ticket in self.tickets if ticket.state == "waiting"))

    def ready(self) -> bool:
        """Whether only the hand-over is left: the last step is open, and no line of it waits for another step."""
        if not self.tickets or self.order.taken is None:
            return False
        last = self.tickets[-1]
        return last.state == "open" and not any(line.waits_for for line in last.lines)


def on_board(
    order: Order,
    playbook: Playbook,
    guest: Guest | None,
    now: Instant | None = None,
    visits: Visits = STRANGER,
) -> OnBoard:
    """Put one order together for the screens; without `now` every time that something waits for has come."""
    hold = order.held_at(now) if now else order.held
    is_held = hold is not None and not order.over and (now is not None or hold.release is None)
    known = guest or Guest(order.id)
    return OnBoard(order, playbook, tickets(order, playbook, now), known, visits, name_key(known.name), is_held)


class Board(Struct, frozen=True, dict=True):
    """All unfinished orders as of one row of the journal.

    What a screen asks of it several times a second is worked out once for each board. An order that did not change is
    the same object on the next one, so that what was made of it can be kept too.
    """

    seq: int = 0
    """The last row it knows."""
    orders: Mapping[str, OnBoard] = field(default_factory=dict)
    """By id, oldest first: in the order the journal has them, which no clock changes."""
    standing: Standing = field(default_factory=Standing)
    """What stands beside the orders."""

    def with_orders(self, changed: Iterable[OnBoard], seq: int, standing: Standing | None = None) -> Board:
        """Return the board after some orders changed, and what stands beside them; orders that are over leave it."""
        orders = dict(self.orders)
        for entry in changed:
            if entry.order.over:
                orders.pop(entry.order.id, None)
            else:
                orders[entry.order.id] = entry
        if any(later.order.seq < sooner.order.seq for sooner, later in pairwise(orders.values())):
            orders = dict(sorted(orders.items(), key=lambda pair: pair[1].order.seq))
        return Board(max(seq, self.seq), orders, standing or self.standing)

    def with_visits(self, visits: Mapping[str, Visits]) -> Board:
        """Return the board with what is known anew of the guests of some of its orders."""
        known = {
            id_: replace(self.orders[id_], visits=told)
            for id_, told in visits.items()
            if id_ in self.orders and self.orders[id_].visits != told
        }
        return replace(self, orders={**self.orders, **known}) if known else self

    def rail(self, stations: Iterable[str]) -> tuple[Ticket, ...]:
        """Return the open tickets of some stations, rushed orders first, then the oldest.

        What comes to a closed station is on the rail of the one that has its work.
        """
        here = frozenset(stations)
        if here not in self._rails:
            first = [entry for entry in self.orders.values() if entry.order.rush]
            rest = [entry for entry in self.orders.values() if not entry.order.rush]
            self._rails[here] = tuple(
                ticket for entry in (*first, *rest) for ticket in entry.open_tickets if self.worked_at(ticket) in here
            )
        return self._rails[here]

    @cached_property
    def _rails(self) -> dict[frozenset[str], tuple[Ticket, ...]]:
        """By stations."""
        return {}

    def worked_at(self, ticket: Ticket) -> str:
        """Return the station where a ticket is worked now: its own, or the one that has a closed one's work."""
        return where(self.standing.routes, ticket.station)

    def place_name(self, entry: OnBoard, ticket: Ticket) -> str:
        """Return what the station is called where a ticket of an order is worked now."""
        station, known = self.worked_at(ticket), entry.playbook.station
        return known[station].name if station in known else station

    @cached_property
    def rushed(self) -> tuple[OnBoard, ...]:
        """The orders that go before all others, oldest first."""
        return tuple(entry for entry in self.orders.values() if entry.order.rush)

    @cached_property
    def unresolved(self) -> tuple[tuple[OnBoard | None, Problem], ...]:
        """What nobody has resolved of its orders, each with its order, and of the counter."""
        raised = [
            (entry, problem)
            for entry in self.orders.values()
            for problem in entry.order.problems
            if problem.resolved is None
        ]
        return (*raised, *((None, problem) for problem in self.standing.problems if problem.resolved is None))

    @cached_property
    def held(self) -> int:
        """How many orders are kept off the rails in whole."""
        return sum(entry.is_held for entry in self.orders.values())

    @cached_property
    def next_due(self) -> Instant | None:
        """When the first ticket that waits for a time opens; None where none does."""
        due = [ticket.fires for entry in self.orders.values() for ticket in entry.tickets if ticket.fires]
        return earliest(due) if due else None

    def ticket(self, order_id: str, step: str) -> Ticket | None:
        """Return one ticket of an order on the board."""
        entry = self.orders.get(order_id)
        return entry.ticket(step) if entry else None

    def coming(self, stations: Iterable[str]) -> int:
        """Count the orders of which some stations will get a ticket that still waits to open, and have none open."""
        here = frozenset(stations)
        if here not in self._coming:
            closed = self.standing.routes
            self._coming[here] = sum(
                any(where(closed, station) in here for station in entry.waits_at)
                and not any(where(closed, ticket.station) in here for ticket in entry.open_tickets)
                for entry in self.orders.values()
            )
        return self._coming[here]

    @cached_property
    def _coming(self) -> dict[frozenset[str], int]:
        """By stations."""
        return {}


def ticket_age(ticket: Ticket, now: Instant) -> int:
    """Return the milliseconds a ticket has been open: until now, or until it was bumped."""
    if ticket.opened is None:
        return 0
    return elapsed(ticket.opened.at, ticket.bump.stamp.at if ticket.bump else now)


def ticket_pace(ticket: Ticket, playbook: Playbook, now: Instant) -> Pace:
    """Judge a ticket against its procedure's times."""
    return pace(ticket_age(ticket, now), playbook.procedure[ticket.step].when)


def order_age(order: Order, now: Instant) -> int:
    """Return the milliseconds since an order was opened; the time it was held does not count."""
    until = order.finished.at if order.finished else now
    return max(0, elapsed(order.opened.at, until) - order.held_for(until))
