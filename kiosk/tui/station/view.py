"""What a station shows of the record: where it is, its rail, the open step. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kiosk.counter.counter import Counter
from kiosk.keys.action import ACTIONS
from kiosk.keys.keypad import Layout
from kiosk.tui.station.card import Cards, also_at
from kiosk.tui.station.open_step import OpenStep
from kiosk.tui.station.rail.cards import Card
from kiosk.tui.station.rail.places import TicketId
from kiosk.tui.widgets.banner import banner_line, refused_runs
from kiosk.tui.widgets.lines import Line
from kiosk.tui.widgets.version_lines import newer_words
from kiosk.words import _, plural
from kiosk.work.board.board import Board, OnBoard, ticket_age, ticket_pace
from kiosk.work.board.counts import counts
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import is_holder
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import Instant

if TYPE_CHECKING:
    from kiosk.tui.widgets.field_lines import FieldRow

ALL_DAY_PARTS = 3
"""How many parts the header counts."""


class View:
    """Says what stands where at some stations, each thing for one instant."""

    def __init__(
        self,
        counter: Counter,
        stations: tuple[str, ...],
        layout: Layout,
        sign: Callable[[str], str],
        *,
        combine: bool,
    ) -> None:
        """Look at a counter; `sign` gives the key of an action, `combine` shows identical lines as one."""
        self.cards = Cards(combine=combine)
        self._counter = counter
        self._stations = stations
        self._layout = layout
        self._sign = sign

    def _named(self, action: str) -> str:
        """Return the key of an action here, or its name where this pad has none."""
        return self._sign(action) or _(ACTIONS[action].label)

    @property
    def badge(self) -> str:
        """Name the stations."""
        known = self._counter.playbook.station
        return " + ".join(known[name].name if name in known else name for name in self._stations)

    @property
    def banner(self) -> Line:
        """Say what is due by the clock, what is rushed, held and closed, and at the front what was refused."""
        board, known = self._counter.board, self._counter.playbook.station
        line = banner_line(board, self._stations, self._counter.playbook)
        if any(name in known and known[name].role == "front" for name in self._stations):
            line = (*refused_runs(board, self._named("refused")), *line)
        if not (planned := self._counter.due):
            return line
        from kiosk.tui.station.due import due_runs  # loaded once it is known what is due

        return (*due_runs(planned, self._stations), *line)

    def facts(self, worker: str, all_day: str) -> tuple[str, ...]:
        """Say who works, what is to be made all day, and by which playbook."""
        return (worker, all_day, self._counter.playbook.title)

    def rail(self, board: Board, now: Instant) -> tuple[Card, ...]:
        """Return the cards of the rail."""
        rail = board.rail(self._stations)
        several = len({ticket.step for ticket in rail}) > 1 or len(self._stations) > 1
        return self.cards.of(board, rail, now, several=several)

    def step(
        self,
        entry: OnBoard,
        ticket: Ticket,
        script: str,
        now: Instant,
        *,
        bumping: bool = False,
        roles: tuple[str, ...] | None = None,
    ) -> OpenStep:
        """Return a ticket as it is shown while it is open; `roles` are those of whoever looks, None for all."""
        return OpenStep(
            entry,
            ticket,
            script,
            ticket_age(ticket, now),
            ticket_pace(ticket, entry.playbook, now),
            bumping,
            self._sign("reading"),
            self._sign("procedure"),
            "" if self._layout.ticks_points else self._sign("points") or self._sign("more"),
            also_at(entry, ticket, self._counter.board),
            newer_words(self._counter.playbooks.waits(entry.order.playbook)),
            _fields(entry, ticket.step, roles),
            self._sign("fields"),
        )

    def idle(self) -> tuple[str, str]:
        """Say why nothing is open, and what comes."""
        board = self._counter.board
        coming, taken = board.coming(self._stations), len(board.rail(self._stations))
        known, routes = self._counter.playbook.station, board.standing.routes
        shut = [name for name in self._stations if name in routes and name in known]
        if shut and not taken:
            here, other = known[shut[0]].name, known[routes[shut[0]]].name
            words = _("{station} is closed: {other} has its work", station=here, other=other)
            return words, _("{sign} opens it again", sign=self._named("close_station"))
        if taken:
            return _("Others have every ticket here"), plural(
                "{n} on the rail: choose one, and {sign} takes it over",
                "{n} on the rail: choose one, and {sign} takes it over",
                taken,
                sign=self._named("take"),
            )
        if planned := self._counter.due:
            from kiosk.tui.station.due import due_idle

            due = due_idle(planned, self._stations, self._counter.clock.now().at, self._named("routines"))
            if due:
                return due
        more = plural("{n} coming", "{n} coming", coming) if coming else _("The next ticket opens by itself")
        return _("Nothing to do here"), more


def _fields(entry: OnBoard, step: str, roles: tuple[str, ...] | None) -> tuple[FieldRow, ...]:
    """Return what is asked about an order at a step, beside its lines."""
    if not entry.playbook.process.fields:
        return ()
    from kiosk.tui.widgets.field_lines import field_rows  # where the playbook asks for fields

    return field_rows(entry, step, roles)


def all_day(counter: Counter, stations: tuple[str, ...], board: Board) -> str:
    """Name the parts most wanted at some stations; empty where none is."""
    most = counts(board, stations, counter.clock.now()).parts[:ALL_DAY_PARTS]
    parts = " · ".join(f"{count.total} {count.name}" for count in most)
    return _("all day: {parts}", parts=parts) if most else ""


def next_open(rail: Iterable[Ticket], me: Stamp, went: str = "") -> TicketId | None:
    """Return the ticket that opens by itself: a change to see, then the next step of the order that `went`.

    Else the first that nobody else has taken up.
    """
    free = [ticket for ticket in rail if ticket.taken_up is None or is_holder(ticket.taken_up, me)]
    stops = [ticket for ticket in free if ticket.stop]
    first = next((ticket for ticket in free if ticket.order_id == went), free[0] if free else None)
    ticket = stops[0] if stops else first
    return (ticket.order_id, ticket.step) if ticket else None
