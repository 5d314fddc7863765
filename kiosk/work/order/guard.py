"""What every verb asks first: does the order go on, is the ticket open, who has it, which line is meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from kiosk.errors import Refused
from kiosk.words import ENGLISH, _, language
from kiosk.work.order.event import Event, Stamp
from kiosk.work.order.line import spell
from kiosk.work.order.order import Order
from kiosk.work.order.problem import Problem
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.text.text import action
from kiosk.work.time.instant import clock_words, elapsed

Events = tuple[Event, ...]


def going(order: Order) -> None:
    """Refuse what comes after the end."""
    if order.voided:
        raise Refused(
            "void", _("Order {number} is void: {reason}.", number=order.called, reason=usual(order.void_reason))
        )
    if order.finished:
        raise Refused("finished", _("Order {number} is finished and handed over.", number=order.called))


def blocking(order: Order) -> Problem | None:
    """Return the first critical problem an order waits for."""
    return next((one for one in order.problems if one.blocks), None)


def unblocked(order: Order, playbook: Playbook) -> None:
    """Refuse to go on with an order while a critical problem of it is open, or what was asked about an allergy."""
    if order.asked:
        words = _(
            "A note of order {number} may tell of an allergy. First somebody says whether it does: {sign}.",
            number=order.called,
            sign=action("allergy", order.called),
        )
        raise Refused("asked", words)
    problem = blocking(order)
    if problem:
        words = _(
            "Order {number} is stopped by a critical problem at {name}: “{words}”. "
            "It goes on once that is resolved at the manager's screen.",
            number=order.called,
            name=step_name(playbook, problem.step),
            words=problem.words,
        )
        raise Refused("problem", words)


def step_name(playbook: Playbook, step: str) -> str:
    """Return a step's name; refused where the process has no such step."""
    known = playbook.process.step.get(step)
    if known is None:
        steps = ", ".join(playbook.process.step)
        raise Refused("no-such-step", _("There is no step “{step}”. The steps are: {steps}.", step=step, steps=steps))
    return known.name


def inside(name: str) -> str:
    """Return a name as it stands inside a sentence: English writes it small."""
    return name.lower() if language() == ENGLISH else name


def joined(names: Iterable[str]) -> str:
    """Join names in the words of a sentence: `Grill and Fry`."""
    return reduce(lambda one, other: _("{one} and {other}", one=one, other=other), names)


def line_of(order: Order, playbook: Playbook, ticket: Ticket, line: int) -> TicketLine:
    """Return a line of a ticket; refused where it has none with this number."""
    for one in ticket.lines:
        if one.line.id == line and not one.struck:
            return one
    known = ", ".join(f"{one.line.id} ({line_words(playbook, one)})" for one in ticket.lines) or _("none")
    name = step_name(playbook, ticket.step)
    raise Refused(
        "no-such-line",
        _(
            "{name} of order {number} has no line {line}. It has: {known}.",
            name=name,
            number=order.called,
            line=line,
            known=known,
        ),
    )


def line_words(playbook: Playbook, one: TicketLine) -> str:
    """Name a line for a sentence: `2 × Cheeseburger`."""
    return f"{one.line.quantity} × {spell(playbook.menu, one.line)}"


def is_single(order: Order, step: str, line: int) -> bool:
    """Whether somebody bumped this very line at a step."""
    done = order.done.get((step, line))
    return done is not None and done.single


def is_holder(taken: Stamp, stamp: Stamp) -> bool:
    """Whether a ticket that was taken up is this one's: the same person's, or the same terminal's without names."""
    return taken.by == stamp.by if taken.by else taken.station == stamp.station


def has(order: Order, playbook: Playbook, taken: Stamp, stamp: Stamp) -> str:
    """Say who has an order, and since when."""
    by, since = doer(taken, playbook), ago(taken, stamp)
    return _("{who} has order {number} since {ago}", who=by, number=order.called, ago=since)


def who(stamp: Stamp) -> str:
    """Name who did something in the cell of a table: the person, else the terminal's station."""
    if stamp.not_proved:
        return _("{who} (not proved)", who=stamp.by)
    return stamp.by or stamp.station or _("Somebody")


def doer(stamp: Stamp, playbook: Playbook) -> str:
    """Name who did something as a sentence begins: the person, else that it was somebody at the terminal's station."""
    if stamp.by or not stamp.station:
        return stamp.by or _("Somebody")
    known = playbook.station.get(stamp.station)
    return _("Somebody at {station}", station=known.name if known else stamp.station)


def ago(earlier: Stamp, now: Stamp) -> str:
    """Say how long something lies back."""
    return clock_words(elapsed(earlier.at, now.at))
