"""Completions: WHAT was done and when, as rows for people."""

from __future__ import annotations

from msgspec import Struct

from kiosk.work.allergy.allergy import seen_at
from kiosk.work.order.event import Stamp
from kiosk.work.order.order import Order, StepDone
from kiosk.work.order.routing import Ticket, TicketLine, tickets
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import elapsed, is_after, latest, utc
from kiosk.work.time.pace import Pace, pace


class Completion(Struct, frozen=True, gc=False):
    """One bumped ticket with its times; the columns of `completions`, in their order."""

    order_id: str
    step: str
    number: int
    day: str
    """Business day of the order."""
    step_name: str
    station: str
    terminal: str
    """Station of the terminal that bumped it; empty when it was bumped from a command line."""
    person: str
    """Who bumped it; empty when nobody had signed in."""
    procedure: str
    """Version of the procedure it was done under."""
    playbook: str
    opened_at: str
    """UTC, ISO 8601: from here its time counts."""
    taken_up_at: str
    """UTC; empty when nobody took it up before bumping."""
    bumped_at: str
    waited_s: float
    """Seconds from opened to taken up; 0 when never taken up."""
    took_s: float
    """Seconds from taken up (or opened) to bumped."""
    total_s: float
    """Seconds from opened to bumped: what target, warn and late are held against."""
    target_s: int
    warn_s: int
    late_s: int
    earliest_s: int
    pace: Pace
    too_fast: int
    """1 when it was bumped before it can have been done."""
    items: int
    """How many pieces the ticket held."""
    recalled: int
    """How often the step had been opened again before."""
    lines: int
    """How many of its lines were bumped one by one."""
    role: str
    """The role its procedure names."""
    stand_in: str
    """Why whoever bumped it did what is another role's; empty when it was their own."""
    coach: str
    """Who stood beside a trainee; empty for nobody."""
    allergy_seen_by: str = ""
    """Who had seen the allergy at its station before; empty for an order without one."""
    allergy_seen_at: str = ""
    """UTC; empty for an order without one."""


def completion(order: Order, playbook: Playbook, ticket: Ticket) -> Completion | None:
    """Return the row of one ticket; None unless it is bumped."""
    if ticket.bump is None or ticket.opened is None:
        return None
    when = playbook.procedure[ticket.step].when
    opened, bumped = ticket.opened.at, ticket.bump.stamp.at
    begun = latest([opened, ticket.taken_up.at]) if ticket.taken_up else opened
    total = elapsed(opened, bumped)
    return Completion(
        order_id=order.id,
        step=ticket.step,
        number=order.number,
        day=order.day,
        step_name=playbook.process.step[ticket.step].name,
        station=ticket.station,
        playbook=order.playbook,
        opened_at=utc(opened.at),
        taken_up_at=utc(ticket.taken_up.at.at) if ticket.taken_up else "",
        bumped_at=utc(bumped.at),
        waited_s=elapsed(opened, begun) / 1000,
        took_s=elapsed(begun, bumped) / 1000,
        total_s=total / 1000,
        target_s=when.target,
        warn_s=when.warn,
        late_s=when.late,
        earliest_s=when.earliest,
        pace=pace(total, when),
        too_fast=int(total < when.earliest * 1000),
        items=sum(line.line.quantity for line in ticket.lines if not playbook.menu.item[line.line.item].combo),
        recalled=sum(recall.step == ticket.step for recall in order.recalls),
        lines=sum(_is_single(order, ticket.step, line) for line in ticket.lines),
        **_as_whom(order, playbook, ticket, ticket.bump),
    )


def _as_whom(order: Order, playbook: Playbook, ticket: Ticket, bump: StepDone) -> dict[str, str]:
    """Return the columns that say by whom a step was done, as whom, and who had seen the allergy before."""
    seen = seen_at(order, playbook, ticket.station) if order.allergy else None
    seen = None if seen and is_after(seen.at, bump.stamp.at) else seen
    return {
        "person": bump.stamp.by,
        "terminal": bump.stamp.station,
        "procedure": bump.procedure,
        "role": playbook.procedure[ticket.step].role,
        "stand_in": _with_bump(bump, order.stood_in.get(ticket.step)),
        "coach": _with_bump(bump, order.coached.get(ticket.step)),
        "allergy_seen_by": seen.by if seen else "",
        "allergy_seen_at": utc(seen.at.at) if seen else "",
    }


def _with_bump(bump: StepDone, said: tuple[str, Stamp] | None) -> str:
    """Return what was said with a very bump, not with one before it that was taken back."""
    return said[0] if said and said[1] == bump.stamp else ""


def _is_single(order: Order, step: str, line: TicketLine) -> bool:
    done = order.done.get((step, line.line.id))
    return done is not None and done.single


def completions(order: Order, playbook: Playbook, made: tuple[Ticket, ...] | None = None) -> tuple[Completion, ...]:
    """Return the completions of an order, in the process's order; `made` are its tickets where they are known."""
    rows = (completion(order, playbook, ticket) for ticket in (tickets(order, playbook) if made is None else made))
    return tuple(row for row in rows if row)
