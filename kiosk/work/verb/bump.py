"""Bump: a step is done; the last one that is needed finishes the order."""

from __future__ import annotations

from msgspec.structs import force_setattr

from kiosk.errors import Refused
from kiosk.words import _, plural
from kiosk.work.allergy.allergy import heeded
from kiosk.work.board.board import Board, OnBoard, ticket_age
from kiosk.work.order.confirming import confirmed
from kiosk.work.order.facts import fields_missing
from kiosk.work.order.guard import Events, joined, step_name, unblocked
from kiosk.work.order.limit import has_limit, in_spec
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderFinished
from kiosk.work.order.point import last_reading, points_of, readings_of, specs_of
from kiosk.work.order.routing import Ticket, not_done
from kiosk.work.order.ticket_events import TicketBumped, TicketTakenUp
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.text.text import action
from kiosk.work.time.instant import clock_words, elapsed, seconds_words
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import Marks, StepId, tidied
from kiosk.work.verb.mark import marked
from kiosk.work.verb.observe import Observe
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb, Result, TicketId


class Bump(OrderVerb, frozen=True):
    """Do a step, with how it was done; the last one finishes the order.

    `marks` are written with it, all or nothing; a coach's are written before it, whatever becomes of it. A reading is a
    fact whether or not the step can be bumped after it, so it is a verb of its own.
    """

    step: StepId
    marks: Marks = ()

    def __post_init__(self) -> None:
        """Clean the reasons."""
        if self.marks:
            force_setattr(self, "marks", tidied(self.marks))

    def parts(self, coach: str) -> tuple[tuple[OrderVerb, str], ...]:
        """Return it; in a trainee's work the coach says before how it was done."""
        if not (self.marks and coach):
            return ((self, ""),)
        return (Observe(self.order, self.step, self.marks), coach), (Bump(self.order, self.step), "")

    def decide(self, at: OrderAt) -> Events:
        """Return the marks and the bump, and the end of the order where nothing is left."""
        events = marked(at, self.step, self.marks) if self.marks else ()
        return (*events, *bumped(at.after(events), self.step))

    def reply(self, after: OrderAfter) -> Reply:
        """Say how long it took, and where the order ends; whoever bumps before `earliest` reads that it is marked."""
        ticket, name = after.entry.ticket(self.step), after.step_name(self.step)
        age = ticket_age(ticket, after.now.at) if ticket else 0
        words = _("Order {number}: {name} done in {took}", number=after.number, name=name, took=clock_words(age))
        soonest = 1000 * after.book.procedure[self.step].when.earliest
        if ticket is None or ticket.bump is None or ticket.opened is None or age >= soonest:
            return Reply(sentences(words, after.end))
        fast = _("It takes {soonest} at least: marked as too fast.", soonest=clock_words(soonest))
        return Reply(sentences(words, fast, after.end), "warn")

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return the bump, to be taken back, and the end of the order."""
        return bump_result(self.order, self.step, left)

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return its ticket."""
        return ((self.order, self.step),)


def bump_result(order: str, step: str, left: OnBoard) -> Result:
    """Return what the bump of a step brings under the hands: nothing where it is not bumped yet."""
    if step not in left.order.bumps:
        return Result()
    return Result(bumped=(order, step), ends=left.order.finished is not None)


def bumped(at: OrderAt, step: str) -> Events:
    """Return the bump of a step, and what comes with it: the front's next step, or the end of the order."""
    at.open_ticket(step)
    taking = at.book.process.taking
    if taking and step == taking.id and at.order.taken is None:
        raise Refused("not-ordered", _("Key the order first, then send it."))
    events = bump_alone(at, step)
    if any(ticket.state != "bumped" and ticket.step != step for ticket in at.tickets):
        return (*events, *served_on(at.order, step, at.after(events)))
    return (*events, OrderFinished())


def served_on(order: Order, step: str, then: OrderAt) -> Events:
    """Let a guest at the front stay with whoever has taken them up: the front's next step is theirs too."""
    station = then.book.process.step[step].station
    if then.book.station[station].role != "front" or step not in order.taken_up:
        return ()
    return tuple(
        TicketTakenUp(ticket.step, along=step)
        for ticket in then.tickets
        if ticket.state == "open" and ticket.station == station and ticket.taken_up is None
    )


def bump_alone(at: OrderAt, step: str) -> Events:
    """Return the bump of an open ticket whose gates are passed."""
    order, playbook, ticket = at.order, at.book, at.open_ticket(step)
    if ticket.stop:
        raise Refused("stop", _("Order {number} was changed. Acknowledge that first.", number=order.called))
    at.not_of_another(ticket.taken_up)
    unblocked(order, playbook)
    heeded(order, playbook, step)
    _waits_for_nothing(at, ticket)
    confirmed(order, playbook, ticket)
    procedure = at.procedure(step)
    filled_in(at, step)
    gates(order, procedure, playbook)
    _too_early(at, ticket)
    return (TicketBumped(step, procedure.version),)


def _waits_for_nothing(at: OrderAt, ticket: Ticket) -> None:
    """Refuse a bump while lines of the ticket, or all of it, wait for other steps."""
    number, waiting = at.order.called, [line for line in ticket.lines if line.waits_for]
    if waiting:
        words = plural(
            "Order {number}: {n} of its lines still wait for {names}. Bump the others line by line.",
            "Order {number}: {n} of its lines still wait for {names}. Bump the others line by line.",
            len(waiting),
            number=number,
            names=joined(step_name(at.book, name) for name in waiting[0].waits_for),
        )
        raise Refused("waiting", words)
    missing = not_done(at.order, at.links[ticket.step])
    if missing:
        names = joined(step_name(at.book, name) for name in missing)
        raise Refused(
            "waiting",
            _(
                "{name} of order {number} waits for {names}.",
                name=step_name(at.book, ticket.step),
                number=number,
                names=names,
            ),
        )


def gates(order: Order, procedure: Procedure, book: Playbook) -> None:
    """Refuse a bump while a gate stands: a point not kept, a reading missing, or out of a limit that is no advice."""
    for point in points_of(order, procedure, book.menu):
        mark = order.mark(procedure.step, point.id)
        if point.gate and (mark is None or mark.mark not in ("kept", "not-applicable")):
            raise Refused("gate", _("First: {point}.", point=point.words))
    for spec in specs_of(order, procedure, book.menu):
        has_limit(order, book, spec, asked=spec.gate)
        readings = readings_of(order, procedure.step, spec.id)
        in_spec(spec, readings, last_reading(order, procedure.step, spec.id))


def filled_in(at: OrderAt, step: str) -> None:
    """Refuse a bump while something is not said that its step asks about the order."""
    if missing := fields_missing(at.order, at.book, step):
        number, names = at.order.called, joined(field.name for field in missing)
        words = _(
            "First say of order {number}: {fields} ({sign}).",
            number=number,
            fields=names,
            sign=action("fields", number),
        )
        raise Refused("field-missing", words)


def _too_early(at: OrderAt, ticket: Ticket) -> None:
    """Refuse a bump before the work can have been done, where the playbook says that it holds."""
    when = at.book.procedure[ticket.step].when
    if when.too_early == "warn" or ticket.opened is None:
        return
    left = when.earliest * 1000 - elapsed(ticket.opened.at, at.stamp.at)
    if left > 0:
        words = _(
            "{name} of order {number} takes {time} at least: {seconds} s are left.",
            name=step_name(at.book, ticket.step),
            number=at.order.called,
            time=seconds_words(when.earliest),
            seconds=-(-left // 1000),
        )
        raise Refused("too-early", words)
