"""What may happen to an order: each verb gives the events it makes, or is refused in the worker's words.

Pure: the order, the playbook and the instant are parameters. The same order, verb and instant give the same events.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from kiosk.errors import Refused
from kiosk.work.events import (
    Event,
    Mark,
    OrderFinished,
    OrderTaken,
    OrderVoided,
    PointMarked,
    ReadingTaken,
    Stamp,
    TicketBumped,
    TicketTakenUp,
    TicketUndone,
)
from kiosk.work.instant import clock_words, elapsed
from kiosk.work.line import Wish, numbered
from kiosk.work.order import Order, Reading
from kiosk.work.playbook import Playbook
from kiosk.work.procedure import Procedure, points_of
from kiosk.work.routing import Ticket, needed, tickets, waits
from kiosk.work.spec import Spec

UNDO_WINDOW = 30
"""Seconds in which a bump can be undone by the one who made it; after that it takes a recall."""

FIGURES = frozenset("+-.0123456789")
"""What a number is typed with."""

Events = tuple[Event, ...]


def take_order(
    order: Order,
    playbook: Playbook,
    wishes: tuple[Wish, ...],
    allergies: tuple[str, ...],
    stamp: Stamp,
    *,
    own_words: bool = False,
) -> Events:
    """Turn the guest's wishes into the order's lines; at the front this also bumps the step that takes the order.

    `own_words` says that the guest told of an allergy in words of their own.
    """
    _going(order)
    if order.taken:
        raise Refused("already-taken", f"Order {order.number} is already taken. Start the next guest.")
    lines = numbered(playbook.menu, wishes)
    known = {allergen for part in playbook.menu.parts for allergen in part.allergens}
    strange = [allergen for allergen in allergies if allergen not in known]
    if strange:
        raise Refused("no-such-allergen", f"“{strange[0]}” is no allergen of this menu: {', '.join(sorted(known))}.")
    taken = OrderTaken(lines, tuple(sorted(set(allergies))), own_words)
    step = playbook.process.taking
    if order.source == "outside" or step is None:
        return (taken,)
    return (taken, *_bump(order, playbook, step.id, stamp))


def take(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Begin a step: others see who has it."""
    ticket = _open_ticket(order, playbook, step, stamp)
    if ticket.taken_up:
        if ticket.taken_up.by == stamp.by and ticket.taken_up.station == stamp.station:
            raise Refused("already-yours", f"You have order {order.number} already.")
        raise Refused(
            "already-taken-up",
            f"{_who(ticket.taken_up)} has order {order.number} since {_ago(ticket.taken_up, stamp)}.",
        )
    return (TicketTakenUp(step),)


def bump(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Do a step; the last step that is needed finishes the order."""
    _open_ticket(order, playbook, step, stamp)
    taking = playbook.process.taking
    if taking and step == taking.id and order.taken is None:
        raise Refused("not-ordered", "Key the order first, then send it.")
    events = _bump(order, playbook, step, stamp)
    left = {ticket.step for ticket in tickets(order, playbook) if ticket.state != "bumped"} - {step}
    return events if left else (*events, OrderFinished())


def _bump(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Give the bump of an open ticket whose gates are passed."""
    _open_ticket(order, playbook, step, stamp)
    procedure = playbook.procedure[step]
    _gates(order, procedure)
    return (TicketBumped(step, procedure.version),)


def undo(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Events:
    """Take back a bump: the own one, within 30 s, while nothing after it has begun."""
    name = _step_name(playbook, step)
    done = order.bumps.get(step)
    if done is None:
        raise Refused("not-bumped", f"{name} of order {order.number} is not done, so there is nothing to undo.")
    if order.voided:
        raise Refused("void", f"Order {order.number} is void. Nothing of it can be undone.")
    if done.stamp.by != stamp.by or done.stamp.station != stamp.station:
        raise Refused("not-yours", f"{_who(done.stamp)} did {name} of order {order.number}. Ask them to undo it.")
    taking = playbook.process.taking
    if taking and step == taking.id:
        raise Refused("sent", f"Order {order.number} is sent. Void it if the guest changed their mind.")
    if elapsed(done.stamp.at, stamp.at) > UNDO_WINDOW * 1000:
        raise Refused(
            "too-late",
            f"{name} of order {order.number} was done {_ago(done.stamp, stamp)} ago. Undo works for {UNDO_WINDOW} s.",
        )
    links = waits(playbook, needed(order, playbook))
    for later, before in links.items():
        if step in before and (later in order.bumps or later in order.taken_up):
            raise Refused("begun", f"{_step_name(playbook, later)} of order {order.number} has begun. Tell them.")
    return (TicketUndone(step),)


def void(order: Order, reason: str) -> Events:
    """End an order that will not be made; every open ticket of it goes."""
    _going(order)
    if not reason:
        raise Refused("no-reason", f"Say why order {order.number} is void.")
    return (OrderVoided(reason),)


def mark(order: Order, playbook: Playbook, step: str, point: str, *, how: Mark, reason: str) -> Events:
    """Say how a point of a step went; while the step is open, or right after its bump until the order is over.

    A mark on a point that is not asked of this order stands too: what was done was done.
    """
    procedure = _procedure(order, playbook, step)
    if procedure.point(point) is None:
        points = ", ".join(point.id for point in procedure.points) or "none"
        raise Refused("no-such-point", f"{procedure.title} has no point “{point}”. It has: {points}.")
    _begun(order, playbook, step)
    already = order.points.get((step, point))
    was, why = (already.mark, already.reason) if already else ("not-seen", "")
    if was == how and why == reason:
        return ()
    return (PointMarked(step, point, how, reason),)


def reading(order: Order, playbook: Playbook, step: str, spec: str, *, value: str, action: str) -> Events:
    """Take a number read against a spec, typed with a point or a comma."""
    procedure = _procedure(order, playbook, step)
    asked = procedure.spec(spec)
    if asked is None or not asked.reading:
        specs = ", ".join(spec.id for spec in procedure.specs if spec.reading) or "none"
        raise Refused("no-such-spec", f"{procedure.title} takes no reading “{spec}”. It takes: {specs}.")
    _begun(order, playbook, step)
    number = read_number(value)
    if number is None:
        raise Refused("not-a-number", f"{asked.name} is a number in {asked.unit or 'figures'}, such as 155 or 68.5.")
    return (ReadingTaken(step, spec, f"{number:f}", action),)


def read_number(typed: str) -> Decimal | None:
    """Read a number typed with a point or a comma; None when it is none, or longer than any reading is.

    Digits only: written out in full, 1e9999999 would be ten million of them.
    """
    said = typed.strip().replace(",", ".")
    if not FIGURES.issuperset(said) or len(said) > len("-12345.678"):
        return None
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def is_out_of_spec(spec: Spec, typed: str) -> bool:
    """Say whether what was typed is a number that misses the limit."""
    number = read_number(typed)
    return number is not None and not spec.within(number)


def last_reading(order: Order, step: str, spec: str) -> Reading | None:
    """Give the newest reading of a spec."""
    found = [reading for reading in order.readings if (reading.step, reading.spec) == (step, spec)]
    return found[-1] if found else None


def _going(order: Order) -> None:
    """Refuse what comes after the end."""
    if order.voided:
        raise Refused("void", f"Order {order.number} is void: {order.void_reason}.")
    if order.finished:
        raise Refused("finished", f"Order {order.number} is finished and handed over.")


def _step_name(playbook: Playbook, step: str) -> str:
    known = playbook.process.step.get(step)
    if known is None:
        steps = ", ".join(playbook.process.step)
        raise Refused("no-such-step", f"There is no step “{step}”. The steps are: {steps}.")
    return known.name


def _procedure(order: Order, playbook: Playbook, step: str) -> Procedure:
    _step_name(playbook, step)
    _going(order)
    return playbook.procedure[step]


def _ticket(order: Order, playbook: Playbook, step: str) -> Ticket:
    name = _step_name(playbook, step)
    found = next((ticket for ticket in tickets(order, playbook) if ticket.step == step), None)
    if found is None:
        if order.taken is None:
            raise Refused("not-ordered", f"Order {order.number} is not taken yet, so {name} cannot begin.")
        raise Refused("not-needed", f"Order {order.number} needs no {name.lower()}.")
    return found


def _open_ticket(order: Order, playbook: Playbook, step: str, stamp: Stamp) -> Ticket:
    """Give the ticket if work on it may end now; refused with who and when, or with what it waits for."""
    name = _step_name(playbook, step)
    done = order.bumps.get(step)
    if done:
        raise Refused(
            "already-bumped", f"{_who(done.stamp)} did {name} of order {order.number} {_ago(done.stamp, stamp)} ago."
        )
    _going(order)
    ticket = _ticket(order, playbook, step)
    if ticket.state == "waiting":
        missing = " and ".join(_step_name(playbook, before) for before in ticket.waits_for)
        raise Refused("waiting", f"{name} of order {order.number} waits for {missing}.")
    return ticket


def _begun(order: Order, playbook: Playbook, step: str) -> None:
    """Refuse marks on a step that has not opened."""
    ticket = _ticket(order, playbook, step)
    if ticket.state == "waiting":
        raise Refused("waiting", f"{_step_name(playbook, step)} of order {order.number} has not begun.")


def _gates(order: Order, procedure: Procedure) -> None:
    """Refuse a bump while a gate stands: a point not kept, a reading missing or outside its limit."""
    for point in points_of(order, procedure):
        marked = order.points.get((procedure.step, point.id))
        if point.gate and (marked is None or marked.mark not in ("kept", "not-applicable")):
            raise Refused("gate", f"First: {point.words}.")
    for spec in procedure.specs:
        last = last_reading(order, procedure.step, spec.id)
        if spec.gate and last is None:
            raise Refused("gate", f"First read {spec.name}: {spec.words}.")
        if spec.gate and last and not spec.within(last.value):
            raise Refused(
                "out-of-spec", f"{spec.name} was {last.value} {spec.unit}. {spec.corrective} Then read it again."
            )


def _who(stamp: Stamp) -> str:
    return stamp.by or stamp.station or "Somebody"


def _ago(earlier: Stamp, now: Stamp) -> str:
    return clock_words(elapsed(earlier.at, now.at))
