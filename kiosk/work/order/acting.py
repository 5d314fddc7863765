"""As whom a terminal acts: what is written beside a step that is done by somebody of another role, or by a trainee."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import Event
from kiosk.work.order.guard import Events, step_name
from kiosk.work.order.order import Order
from kiosk.work.order.ticket_events import LineBumped, PointMarked, StoodIn, TicketBumped, TicketCoached, TicketTakenUp
from kiosk.work.people.person import Person, same_word
from kiosk.work.playbook.playbook import Playbook


class Acting(Struct, frozen=True):
    """Who signed in at a terminal, and what they said since."""

    by: str = ""
    coach: str = ""
    """Who stands beside a trainee."""
    reasons: tuple[tuple[str, str], ...] = ()
    """Roles in which they stand in, each with why; a role of no name is every role."""

    def reason(self, role: str) -> str:
        """Return why they stand in for a role; empty as long as nobody said."""
        return next((why for known, why in self.reasons if not known or same_word(known, role)), "")

    def standing_in(self, role: str, why: str) -> Acting:
        """Return the same person once they have said why they stand in for a role."""
        return replace(self, reasons=(*self.reasons, (role, why)))


class NotTheirRole(Refused):
    """A step is somebody else's; with a reason it may be done all the same."""

    def __init__(self, role: str, words: str) -> None:
        """Keep the role that is asked for."""
        super().__init__("not-your-role", words)
        self.role = role


def as_person(order: Order, playbook: Playbook, events: Events, person: Person | None, acting: Acting) -> Events:
    """Return events as they are written when a person makes them: with why they stand in, and who coaches them.

    Refused where nobody said why they stand in, and where a trainee bumps alone what has a critical point. Who is not
    known here is asked nothing: the name alone stands in the record.
    """
    steps = tuple(step for step in dict.fromkeys(_step(event) for event in events) if step)
    beside = acting.coach if acting.coach != acting.by else ""
    if person is None:
        return events
    stands_in = tuple(
        StoodIn(step, playbook.procedure[step].role, _reason(playbook, step, person, acting))
        for step in steps
        if not person.may_do(playbook.procedure[step].role)
    )
    if person.trainee and not beside:
        for event in events:
            _with_coach(order, playbook, event)
    marked = dict.fromkeys(
        event.step for event in events if isinstance(event, PointMarked) and event.source == "observer"
    )
    taught = (steps if person.trainee else marked) if beside else ()
    return (*stands_in, *(TicketCoached(step, beside) for step in taught), *events)


def _step(event: object) -> str:
    """Return the step an event is work at; what a bump at the front brings along is nobody's press."""
    match event:
        case TicketBumped() | LineBumped():
            return event.step
        case TicketTakenUp(step, along) if not along:
            return step
        case _:
            return ""


def _reason(playbook: Playbook, step: str, person: Person, acting: Acting) -> str:
    role, why = playbook.procedure[step].role, acting.reason(playbook.procedure[step].role)
    if not why:
        words = _(
            "{step} is for: {role}. {person} is: {roles}. Say why {person} stands in: --standing-in R",
            step=step_name(playbook, step),
            role=role,
            person=person.name,
            roles=", ".join(person.roles),
        )
        raise NotTheirRole(role, words)
    return why


def _with_coach(order: Order, playbook: Playbook, event: Event) -> None:
    """Refuse that a trainee bumps alone what has a critical point."""
    if isinstance(event, TicketBumped) and any(point.critical for point in playbook.procedure[event.step].points):
        words = _(
            "{step} of order {number} has a critical point: a trainee does it with a coach. Sign in with one.",
            step=step_name(playbook, event.step),
            number=order.called,
        )
        raise Refused("no-coach", words)
