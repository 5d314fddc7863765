"""What a verb is decided on, and what its reply is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.allergy import allergy_said, quoted
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.order.counter_events import RoutineBegun
from kiosk.work.order.event import Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.guard import Events, ago, doer, going, has, inside, is_holder, joined, step_name
from kiosk.work.order.line import Line, spell
from kiosk.work.order.order import Order
from kiosk.work.order.point import NOTHING_SAID, spec_for
from kiosk.work.order.routing import Ticket, needed, tickets, waits
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.process import Step
from kiosk.work.playbook.routine import Routine
from kiosk.work.routine.occurrence import Occurrence, occurrence_after
from kiosk.work.text.text import action
from kiosk.work.time.day import Local

if TYPE_CHECKING:
    from kiosk.work.record.problem_row import ProblemRow

Values = Mapping[str, str]
"""What is said of an order's fields, by field, each as it is kept."""

LAST = 50
"""How many finished orders are looked back at, and can be recalled."""


class At:
    """The counter as a verb finds it; pure values, of one instant."""

    problem: ProblemRow | None = None
    """What a verb about a problem is about, as the record has it."""

    def __init__(self, book: Playbook, stamp: Stamp, board: Board, *, op: str = "", day: str = "") -> None:
        """Keep the playbook, who acts when and where, the newest board, the op and the business day."""
        self.book = book
        self.stamp = stamp
        self.board = board
        self.op = op
        self.day = day

    @property
    def standing(self) -> Standing:
        """What stands beside the orders."""
        return self.board.standing


class OrderAt(At):
    """One order as a verb finds it, under the playbook it was opened under; its tickets are computed once."""

    def __init__(
        self,
        order: Order,
        book: Playbook,
        stamp: Stamp,
        board: Board,
        *,
        op: str = "",
        day: str = "",
        is_recent: bool = True,
        said: Values = NOTHING_SAID,
    ) -> None:
        """Keep the order too, whether it is on the board or among those finished last, and what its fields say."""
        super().__init__(book, stamp, board, op=op, day=day)
        self.order = order
        self.is_recent = is_recent
        self.said = said

    def procedure(self, step: str) -> Procedure:
        """Return how a step is done for this order, with its words as whoever does the verb reads them."""
        found = self.book.procedure[step]
        if not any(spec.of_field for spec in found.specs):
            return found
        return replace(found, specs=tuple(spec_for(spec, self.said) for spec in found.specs))

    @cached_property
    def tickets(self) -> tuple[Ticket, ...]:
        """Its tickets at this instant."""
        return tickets(self.order, self.book, self.stamp.at)

    def ticket(self, step: str) -> Ticket:
        """Return the ticket of a step; refused where the order has none."""
        name = step_name(self.book, step)
        ticket = next((ticket for ticket in self.tickets if ticket.step == step), None)
        if ticket is None:
            number = self.order.called
            if self.order.taken is None:
                raise Refused(
                    "not-ordered",
                    _("Order {number} is not taken yet, so {name} cannot begin.", number=number, name=name),
                )
            raise Refused("not-needed", _("Order {number} needs no {name}.", number=number, name=inside(name)))
        return ticket

    def open_ticket(self, step: str) -> Ticket:
        """Return a ticket if work on it may end now; refused with who and when, or with what it waits for."""
        name, number = step_name(self.book, step), self.order.called
        done = self.order.bumps.get(step)
        if done and step not in self.order.stops:
            raise Refused(
                "already-bumped",
                _(
                    "{who} did {name} of order {number} {ago} ago.",
                    who=doer(done.stamp, self.book),
                    name=name,
                    number=number,
                    ago=ago(done.stamp, self.stamp),
                ),
            )
        going(self.order)
        if done:
            raise Refused("stop", _("Order {number} was changed. Acknowledge that first.", number=number))
        ticket = self.ticket(step)
        if ticket.state == "waiting":
            missing = joined(step_name(self.book, before) for before in ticket.waits_for)
            raise Refused(
                "waiting", _("{name} of order {number} waits for {missing}.", name=name, number=number, missing=missing)
            )
        if ticket.state == "held":
            raise Refused("held", _("{name} of order {number} is held back. Fire it first.", name=name, number=number))
        return ticket

    def not_of_another(self, taken: Stamp | None) -> None:
        """Refuse work on what somebody else has taken up."""
        if taken and not is_holder(taken, self.stamp):
            words = _("{has}. Take it over first.", has=has(self.order, self.book, taken, self.stamp))
            raise Refused("already-taken-up", words)

    @cached_property
    def needed(self) -> tuple[Step, ...]:
        """The steps it goes through."""
        return needed(self.order, self.book)

    @cached_property
    def links(self) -> dict[str, tuple[str, ...]]:
        """For each of these steps those right before it."""
        return waits(self.book, self.needed)

    def after(self, events: Events) -> OrderAt:
        """Return it as it would be after some events that are not written yet."""
        if not events:
            return self
        order = after(self.order, events, self.stamp)
        known = {"op": self.op, "day": self.day}
        return OrderAt(order, self.book, self.stamp, self.board, is_recent=self.is_recent, said=self.said, **known)


class RoutineAt(At):
    """One occurrence of a routine as a verb finds it."""

    def __init__(
        self,
        now: Occurrence,
        routine: Routine,
        book: Playbook,
        stamp: Stamp,
        board: Board,
        *,
        op: str = "",
        day: str = "",
    ) -> None:
        """Keep the occurrence too, and the routine as its playbook has it."""
        super().__init__(book, stamp, board, op=op, day=day)
        self.now = now
        self.routine = routine

    def begin(self) -> Events:
        """Return its beginning; nothing where it is begun already. Refused where it is done."""
        now, routine = self.now, self.routine
        if now.done:
            raise Refused("done", _("{name} is done already.", name=routine.name))
        if now.begun:
            return ()
        return (RoutineBegun(routine.id, now.day, now.due, now.playbook or self.book.hash),)

    def after(self, events: Events) -> RoutineAt:
        """Return it as it would be after some events that are not written yet."""
        now = occurrence_after(self.now, events, self.stamp)
        return RoutineAt(now, self.routine, self.book, self.stamp, self.board, op=self.op, day=self.day)


class After:
    """The counter as a verb left it, as far as the reply speaks of it."""

    def __init__(
        self,
        book: Playbook,
        now: Stamp,
        board: Board,
        local: Local,
        *,
        before: OnBoard | None = None,
        own: Callable[[Playbook], Playbook] = lambda book: book,
    ) -> None:
        """Keep the playbook as it is read, who acted when, the newest board and the counter's own time.

        `before` is how the order of a verb stood, where whoever asks knows; `own` gives a playbook as it is recorded.
        """
        self.book = book
        self.now = now
        self.board = board
        self.local = local
        self.before = before
        self.own = own

    def clock(self, moment: int) -> str:
        """Return a moment as a time of day here, with the day where that is another one."""
        at = self.local(moment)
        return f"{at:%H:%M}" if at.date() == self.local(self.now.at.at).date() else f"{at:%Y-%m-%d %H:%M}"


class OrderAfter(After):
    """One order as a verb left it, under the playbook it was opened under."""

    def __init__(self, entry: OnBoard, at: After) -> None:
        """Keep the order as it is now too."""
        super().__init__(entry.playbook, at.now, at.board, at.local, before=at.before, own=at.own)
        self.entry = entry

    @property
    def number(self) -> str:
        """What people call the order."""
        return self.entry.order.called

    def step_name(self, step: str) -> str:
        """Return what people call a step of the order."""
        return self.entry.playbook.process.step[step].name

    def line_name(self, line: Line) -> str:
        """Return what people call a line, with how many of it: `2 × Cheeseburger`."""
        return f"{line.quantity} × {spell(self.entry.playbook.menu, line)}"

    @property
    def allergy(self) -> str:
        """A sentence where its guest must not meet something, or may be: then somebody has to say so."""
        order, guest = self.entry.order, self.entry.guest
        said = allergy_said(order, guest)
        told = _("ALLERGY {said}: every station has to see it.", said=said) if order.is_told else ""
        if order.asked is None:
            return told
        asked = _(
            "ASKED {words}: an allergy, or just a wish? Somebody says so before it goes on: {sign}.",
            words=quoted(order.asked, guest),
            sign=action("allergy", order.called),
        )
        return f"{told} {asked}".lstrip()

    @property
    def end(self) -> str:
        """A sentence where it was the order's end."""
        return _("The order is finished.") if self.entry.order.finished else ""


class ProblemAfter(After):
    """A problem or a suggestion as a verb left it."""

    def __init__(self, row: ProblemRow, at: After) -> None:
        """Keep its row too."""
        super().__init__(at.book, at.now, at.board, at.local)
        self.row = row


class RoutineAfter(After):
    """One occurrence of a routine as a verb left it."""

    def __init__(self, occurrence: Occurrence, at: After) -> None:
        """Keep the occurrence too, and the routine."""
        super().__init__(at.book, at.now, at.board, at.local, own=at.own)
        self.occurrence = occurrence
        self.routine = at.book.routine[occurrence.routine]
