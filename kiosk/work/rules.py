"""What may happen to an order: each verb gives the events it makes, or is refused in the worker's words.

Pure: the order, the playbook and the instant are parameters. The same order, verb and instant give the same events.
"""

from __future__ import annotations

from collections.abc import Collection

from kiosk.errors import Refused
from kiosk.words import _, plural
from kiosk.work.allergy.allergy import heeded
from kiosk.work.allergy.detection import Heard
from kiosk.work.order.confirming import confirmed
from kiosk.work.order.event import Mark, Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.guard import Events, ago, doer, going, has, is_holder, joined, open_ticket, step_name, ticket_of
from kiosk.work.order.limit import in_spec, number_of
from kiosk.work.order.line import Wish, numbered
from kiosk.work.order.order import Order, Reading
from kiosk.work.order.order_events import OrderFinished, OrderTaken, OrderVoided
from kiosk.work.order.point import points_of
from kiosk.work.order.routing import Ticket, needed, not_done, tickets, waits
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken, TicketBumped, TicketPutBack, TicketTakenUp
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure
from kiosk.work.problems import unblocked
from kiosk.work.stock import in_stock
from kiosk.work.time.instant import elapsed, is_after, seconds_words

NOTHING_TOLD = Heard()


def take_order(
    order: Order,
    playbook: Playbook,
    wishes: tuple[Wish, ...],
    allergies: tuple[str, ...],
    stamp: Stamp,
    *,
    own_words: bool = False,
    told: Heard = NOTHING_TOLD,
    out: Collection[str] = (),
) -> Events:
    """Turn the guest's wishes into the order's lines; at the front this also bumps the step that takes the order.

    `own_words` says that the guest told of an allergy in words of their own, `told` what was found in all that was
    written; `out` is what is out of stock.
    """
    going(order)
    if order.taken:
        raise Refused("already-taken", _("Order {number} is already taken. Start the next guest.", number=order.number))
    strange = [wish.called for wish in wishes if wish.called]
    if strange and order.source == "front":
        raise Refused("no-such-item", _("The menu has no item “{name}”.", name=strange[0]))
    in_stock(playbook.menu, wishes, out)
    lines = numbered(playbook.menu, wishes)
    known = {allergen for part in playbook.menu.parts for allergen in part.allergens}
    unlisted = [allergen for allergen in allergies if allergen not in known]
    if unlisted:
        raise Refused(
            "no-such-allergen",
            _("“{name}” is no allergen of this menu: {known}.", name=unlisted[0], known=", ".join(sorted(known))),
        )
    found = tuple(allergen for allergen in told.allergens if allergen not in allergies)
    taken = OrderTaken(lines, tuple(sorted(set(allergies))), own_words, found, told.told)
    step = playbook.process.taking
    if order.source == "outside" or step is None:
        return (taken,)
    events = (taken, *_bump(order, playbook, step.id, stamp))
    return (*events, *_served_on(order, playbook, step.id, after(order, events, stamp)))


def take(order: Order, playbook: Playbook, step: str, stamp: Stamp, *, over: bool = False) -> Events:
    """Begin a step: others see who has it. `over` takes it from somebody who has it already."""
    ticket = open_ticket(order, playbook, step, stamp)
    if ticket.taken_up and is_holder(ticket.taken_up, stamp):
        raise Refused("already-yours", _("You have order {number} already.", number=order.number))
    if ticket.taken_up and not over:
        raise Refused("already-taken-up", f"{has(order, playbook, ticket.taken_up, stamp)}.")
    return (TicketTakenUp(step),)


def put_back(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Leave a step that was begun to whoever takes it next."""
    taken = open_ticket(order, playbook, step, stamp).taken_up
    if taken is None:
        raise Refused(
            "not-taken-up",
            _("Nobody has {name} of order {number}.", name=step_name(playbook, step), number=order.number),
        )
    if not is_holder(taken, stamp):
        raise Refused(
            "not-yours",
            _(
                "{who} has order {number} since {ago}, not you.",
                who=doer(taken, playbook),
                number=order.number,
                ago=ago(taken, stamp),
            ),
        )
    return (TicketPutBack(step),)


def bump(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Do a step; the last step that is needed finishes the order."""
    open_ticket(order, playbook, step, stamp)
    taking = playbook.process.taking
    if taking and step == taking.id and order.taken is None:
        raise Refused("not-ordered", _("Key the order first, then send it."))
    events = _bump(order, playbook, step, stamp)
    left = {ticket.step for ticket in tickets(order, playbook) if ticket.state != "bumped"} - {step}
    return (
        (*events, *_served_on(order, playbook, step, after(order, events, stamp)))
        if left
        else (*events, OrderFinished())
    )


def _served_on(order: Order, playbook: Playbook, step: str, then: Order) -> Events:
    """Let a guest at the front stay with whoever has taken them up: the front's next step is theirs too."""
    station = playbook.process.step[step].station
    if playbook.station[station].role != "front" or step not in order.taken_up:
        return ()
    return tuple(
        TicketTakenUp(ticket.step, along=step)
        for ticket in tickets(then, playbook)
        if ticket.state == "open" and ticket.station == station and ticket.taken_up is None
    )


def _bump(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Give the bump of an open ticket whose gates are passed."""
    ticket = open_ticket(order, playbook, step, stamp)
    if ticket.stop:
        raise Refused("stop", _("Order {number} was changed. Acknowledge that first.", number=order.number))
    if ticket.taken_up and not is_holder(ticket.taken_up, stamp):
        raise Refused(
            "already-taken-up", _("{has}. Take it over first.", has=has(order, playbook, ticket.taken_up, stamp))
        )
    unblocked(order, playbook)
    heeded(order, playbook, step)
    waiting = [one for one in ticket.lines if one.waits_for]
    if waiting:
        words = plural(
            "Order {number}: {n} of its lines still wait for {names}. Bump the others line by line.",
            "Order {number}: {n} of its lines still wait for {names}. Bump the others line by line.",
            len(waiting),
            number=order.number,
            names=joined(step_name(playbook, name) for name in waiting[0].waits_for),
        )
        raise Refused("waiting", words)
    missing = not_done(order, waits(playbook, needed(order, playbook))[step])
    if missing:
        names = joined(step_name(playbook, name) for name in missing)
        raise Refused(
            "waiting",
            _(
                "{name} of order {number} waits for {names}.",
                name=step_name(playbook, step),
                number=order.number,
                names=names,
            ),
        )
    confirmed(order, playbook, ticket)
    procedure = playbook.procedure[step]
    gates(order, procedure)
    _too_early(order, playbook, ticket, stamp)
    return (TicketBumped(step, procedure.version),)


def void(order: Order, reason: str) -> Events:
    """End an order that will not be made; every open ticket of it goes."""
    going(order)
    if not reason:
        raise Refused("no-reason", _("Say why order {number} is void.", number=order.number))
    return (OrderVoided(reason),)


def mark(order: Order, playbook: Playbook, step: str, point: str, *, how: Mark, reason: str) -> Events:
    """Say how a point of a step went, with the reason where it was skipped; until the order is over.

    A mark on a point that is not asked of this order stands too: what was done was done.
    """
    asked = point_of(_procedure(order, playbook, step), point)
    applies(order, asked, how, reason)
    skipped_for(asked, how, reason)
    _begun(order, playbook, step)
    already = order.points.get((step, point))
    was, why = (already.mark, already.reason) if already else ("not-seen", "")
    if was == how and why == reason:
        return ()
    return (PointMarked(step, point, how, reason),)


def point_of(procedure: Procedure, name: str) -> Point:
    """Give a point of a procedure; refused when it has none of this name."""
    point = procedure.point(name)
    if point is None:
        points = ", ".join(point.id for point in procedure.points) or _("none")
        raise Refused(
            "no-such-point",
            _("{name} has no point “{point}”. It has: {points}.", name=procedure.title, point=name, points=points),
        )
    return point


def applies(order: Order, point: Point, how: Mark, reason: str) -> None:
    """Refuse that a point does not apply where the playbook does not allow that, or nobody says why."""
    if how == "not-applicable" and not point.may_not_apply:
        raise Refused(
            "applies", _("“{point}” applies to every order. Keep it, or skip it and say why.", point=point.words)
        )
    if how == "not-applicable" and not reason:
        raise Refused(
            "no-reason",
            _("Say why “{point}” does not apply to order {number}.", point=point.words, number=order.number),
        )


def skipped_for(point: Point, how: Mark, reason: str) -> None:
    """Refuse that a worker skipped a point and does not say why."""
    if how == "skipped" and not reason:
        raise Refused("no-reason", _("Say why “{point}” was skipped.", point=point.words))


def reading(order: Order, playbook: Playbook, step: str, spec: str, *, value: str, action: str) -> Events:
    """Take a number read against a spec, typed with a point or a comma."""
    procedure = _procedure(order, playbook, step)
    asked = procedure.spec(spec)
    if asked is None or not asked.reading:
        specs = ", ".join(spec.id for spec in procedure.specs if spec.reading) or _("none")
        raise Refused(
            "no-such-spec",
            _("{name} takes no reading “{spec}”. It takes: {specs}.", name=procedure.title, spec=spec, specs=specs),
        )
    _begun(order, playbook, step)
    return (ReadingTaken(step, spec, number_of(asked, value), action),)


def last_reading(order: Order, step: str, spec: str) -> Reading | None:
    """Give the newest reading of a spec; what is made again after a recall is read again."""
    again = [recall.stamp.at for recall in order.recalls if recall.step == step and recall.restarts]
    found = [one for one in readings_of(order, step, spec) if not (again and is_after(again[-1], one.stamp.at))]
    return found[-1] if found else None


def gates(order: Order, procedure: Procedure) -> None:
    """Refuse a bump while a gate stands: a point not kept, a reading missing, or out of a limit that is no advice."""
    for point in points_of(order, procedure):
        marked = order.mark(procedure.step, point.id)
        if point.gate and (marked is None or marked.mark not in ("kept", "not-applicable")):
            raise Refused("gate", _("First: {point}.", point=point.words))
    for spec in procedure.specs:
        readings = readings_of(order, procedure.step, spec.id)
        in_spec(spec, readings, last_reading(order, procedure.step, spec.id))


def readings_of(order: Order, step: str, spec: str) -> tuple[Reading, ...]:
    """Give every reading of a spec, oldest first, those before a recall too."""
    return tuple(reading for reading in order.readings if (reading.step, reading.spec) == (step, spec))


def _too_early(order: Order, playbook: Playbook, ticket: Ticket, stamp: Stamp) -> None:
    """Refuse a bump before the work can have been done, where the playbook says that it holds."""
    when = playbook.procedure[ticket.step].when
    if when.too_early == "warn" or ticket.opened is None:
        return
    left = when.earliest * 1000 - elapsed(ticket.opened.at, stamp.at)
    if left > 0:
        words = _(
            "{name} of order {number} takes {time} at least: {seconds} s are left.",
            name=step_name(playbook, ticket.step),
            number=order.number,
            time=seconds_words(when.earliest),
            seconds=-(-left // 1000),
        )
        raise Refused("too-early", words)


def _procedure(order: Order, playbook: Playbook, step: str) -> Procedure:
    step_name(playbook, step)
    going(order)
    return playbook.procedure[step]


def _begun(order: Order, playbook: Playbook, step: str) -> None:
    """Refuse marks on a step that has not opened."""
    ticket = ticket_of(order, playbook, step)
    if ticket.state == "waiting":
        raise Refused(
            "waiting", _("{name} of order {number} has not begun.", name=step_name(playbook, step), number=order.number)
        )
