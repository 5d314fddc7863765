"""What the record says of one order in the read models for people, and how it differs after a verb."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kiosk.work.order.line import total
from kiosk.work.order.order import Order
from kiosk.work.order.routing import Ticket, tickets
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.adherence import ANSWER, PointRow, ReadingRow, adherence, readings
from kiosk.work.record.clock import handing_over, held, order_clock, receipt_to_present
from kiosk.work.record.completion import Completion, completions
from kiosk.work.record.losses import RecallRow, RemakeRow, WasteRow, recalls, remakes, waste
from kiosk.work.record.problem_row import ProblemRow, problem_row
from kiosk.work.record.routine_row import RoutineRow, routine_readings, routine_row
from kiosk.work.record.sold import SoldLine, sold
from kiosk.work.routine.occurrence import Occurrence
from kiosk.work.time.instant import utc


class OrderRow(Struct, frozen=True, gc=False):
    """One order; the columns of `orders`, in their order."""

    order_id: str
    number: int
    day: str
    state: str
    """open, finished or void."""
    source: str
    reference: str
    playbook: str
    opened_at: str
    taken_at: str
    """UTC; empty until the guest's wishes are known."""
    finished_at: str
    voided_at: str
    void_reason: str
    seconds: float | None
    """From opened to finished, without the time it was held; None until then."""
    items: int
    """Pieces, a combo counting its items."""
    total_cents: int
    steps: int
    """How many steps are bumped."""
    steps_on_time: int
    """How many of them before their late time."""
    points: int
    """How many points the bumped steps asked for, without those not applicable."""
    points_kept: int
    rushed: int
    """1 when it went before all others to its end."""
    recalls: int
    """How often something of it was recalled or reviewed; the steps after it do not count."""
    undone: int
    """How many bumps were taken back within the time for it."""
    changes: int
    """How often it was changed after it was sent."""
    holds: int
    """How often it was held."""
    held_s: float | None
    """Seconds it was held; None while it is open, since a hold may still last."""
    early: str
    """Why it was handed over before all of it was done; empty when it was not."""
    wasted: int
    """Pieces thrown away."""
    r2p_s: float | None
    """Receipt to present: from the last step at the front (from outside: from the taking) to finished."""
    handoff_s: float | None
    """From the opening of the last ticket to finished."""
    rating: int | None = None
    """How the guest liked it, 1 to 5; None as long as nobody said."""
    rated_at: str = ""
    """UTC of the rating that stands."""


class Rows(Struct, frozen=True):
    """All rows of one order in the read models."""

    orders: tuple[OrderRow, ...] = ()
    completions: tuple[Completion, ...] = ()
    adherence: tuple[PointRow, ...] = ()
    readings: tuple[ReadingRow, ...] = ()
    recalls: tuple[RecallRow, ...] = ()
    waste: tuple[WasteRow, ...] = ()
    remakes: tuple[RemakeRow, ...] = ()
    lines: tuple[SoldLine, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    routines: tuple[RoutineRow, ...] = ()


def rows(order: Order | None, playbook: Playbook) -> Rows:
    """Return every row an order has now; none for an order that does not exist."""
    if order is None:
        return Rows()
    made = tickets(order, playbook)
    rest = Rows(
        completions=completions(order, playbook, made),
        adherence=adherence(order, playbook),
        readings=readings(order, playbook),
        recalls=recalls(order, playbook),
        waste=waste(order, playbook),
        remakes=remakes(order, playbook),
        problems=problems(order, playbook),
    )
    lines = sold(order, playbook, made, rest.completions)
    return replace(rest, orders=(order_row(order, playbook, made, rest),), lines=lines)


def occurrence_rows(occurrence: Occurrence | None, playbook: Playbook) -> Rows:
    """Return every row an occurrence of a routine has now; none for one nobody has written of."""
    if occurrence is None or not occurrence.version:
        return Rows()
    routine = playbook.routine[occurrence.routine]
    readings = routine_readings(occurrence, routine)
    return Rows(readings=readings, routines=(routine_row(occurrence, routine),))


def problems(order: Order, playbook: Playbook) -> tuple[ProblemRow, ...]:
    """Return a row for everything that was raised at an order's steps."""
    named = {"order_id": order.id, "day": order.day}
    return tuple(problem_row(one, playbook, order.playbook, number=order.number, **named) for one in order.problems)


def order_row(order: Order, playbook: Playbook, tickets: tuple[Ticket, ...], rest: Rows) -> OrderRow:
    """Sum an order up in one row, from its tickets and its rows in the other read models."""
    asked = [point for point in rest.adherence if point.source in ANSWER and point.mark != "not-applicable"]
    return OrderRow(
        order_id=order.id,
        number=order.number,
        day=order.day,
        state=order.state,
        source=order.source,
        reference=order.reference,
        playbook=order.playbook,
        opened_at=utc(order.opened.at.at),
        taken_at=utc(order.taken.at.at) if order.taken else "",
        finished_at=utc(order.finished.at.at) if order.finished else "",
        voided_at=utc(order.voided.at.at) if order.voided else "",
        void_reason=order.void_reason,
        seconds=order_clock(order),
        items=sum(line.quantity for line in order.lines if not playbook.menu.item[line.item].combo),
        total_cents=total(order.lines),
        steps=len(rest.completions),
        steps_on_time=sum(row.pace != "late" for row in rest.completions),
        points=len(asked),
        points_kept=sum(point.mark == "kept" for point in asked),
        rushed=int(order.rush is not None),
        recalls=sum(not row.follows for row in rest.recalls),
        undone=order.undone,
        changes=order.changes,
        holds=len(order.holds),
        held_s=held(order),
        early=order.early,
        wasted=sum(row.quantity for row in rest.waste),
        r2p_s=receipt_to_present(order, playbook),
        handoff_s=handing_over(order, tickets),
        rating=order.rating or None,
        rated_at=utc(order.rated.at.at) if order.rated else "",
    )
