"""Adherence: HOW it was done, point by point; kept apart from completions everywhere."""

from __future__ import annotations

from msgspec import Struct

from kiosk.work.order.event import Mark, Source
from kiosk.work.order.limit import spec_then
from kiosk.work.order.order import Order, PointMark, Reading, Seer
from kiosk.work.order.point import points_of
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import utc

ANSWER: tuple[Seer, ...] = ("self", "coach")
"""Who answers for a point: every point has one row of one of them, which is what is counted."""

OTHERS: tuple[Source, ...] = ("observer", "guest")
"""Who may have seen how a point went, beside the one who answers for it."""


class PointRow(Struct, frozen=True, gc=False):
    """How one point of a bumped step went; the columns of `adherence`, in their order."""

    order_id: str
    step: str
    point: str
    number: int
    day: str
    step_name: str
    words: str
    critical: int
    mark: Mark
    """kept, skipped, not-seen or not-applicable."""
    reason: str
    person: str
    """Who marked it; for a point nobody marked, who bumped the step."""
    station: str
    procedure: str
    at: str
    """UTC of the mark, or of the bump for a point nobody marked."""
    source: Seer = "self"
    """Who saw it: `self` for whoever did the step, `coach` for who stood beside a trainee."""


class ReadingRow(Struct, frozen=True, gc=False):
    """One number read against a spec; the columns of `readings`, in their order."""

    order_id: str
    place: int
    """1 for the order's first reading."""
    step: str
    spec: str
    number: int
    day: str
    name: str
    value: float
    unit: str
    minimum: float | None
    maximum: float | None
    within: int
    """1 when the limit was kept."""
    action: str
    """What was done about a reading outside the limit."""
    source: str
    jurisdiction: str
    person: str
    station: str
    at: str
    typed: str = ""
    """As it was typed in another unit than the spec's; empty where it was in that."""


def adherence(order: Order, playbook: Playbook) -> tuple[PointRow, ...]:
    """Return a row for every point of every bumped step, and one more for each other who saw it.

    A point nobody marked was not seen, or is not applicable where it is not asked of this order. In coached work the
    coach's mark is the mark of the point, and stands in no second row.
    """
    rows: list[PointRow] = []
    for step in playbook.process.steps:
        bump = order.bumps.get(step.id)
        asked = points_of(order, playbook.procedure[step.id], playbook.menu)
        for point in playbook.procedure[step.id].points if bump else ():
            mark = order.mark(step.id, point.id)
            unmarked: Mark = "not-seen" if point in asked else "not-applicable"
            how = unmarked if mark is None or mark.mark == "not-seen" else mark.mark
            stamp = mark.stamp if mark else bump.stamp if bump else order.opened
            said = PointMark(how, mark.reason if mark else "", stamp)
            rows.append(_row(order, playbook, (step.id, point), said, _answers(order, step.id, point.id)))
            for source in OTHERS:
                seen = order.seen.get((step.id, point.id, source))
                if seen:
                    rows.append(_row(order, playbook, (step.id, point), seen, source))
    return tuple(rows)


def _answers(order: Order, step: str, point: str) -> Seer:
    """Say whose mark is the mark of a point."""
    return "coach" if (step, point, "coach") in order.seen else "self"


def _row(
    order: Order,
    playbook: Playbook,
    asked: tuple[str, Point],
    said: PointMark,
    source: Seer = "self",
) -> PointRow:
    """Return the row of one point of a step, as one who saw it says that it went."""
    name, point = asked
    step = playbook.process.step[name]
    return PointRow(
        order_id=order.id,
        step=name,
        point=point.id,
        number=order.number,
        day=order.day,
        step_name=step.name,
        words=point.words,
        critical=int(point.critical),
        mark=said.mark,
        reason=said.reason,
        person=said.stamp.by,
        station=step.station,
        procedure=playbook.procedure[name].version,
        at=utc(said.stamp.at.at),
        source=source,
    )


def readings(order: Order, playbook: Playbook) -> tuple[ReadingRow, ...]:
    """Return a row for every reading, in the order they were taken."""
    rows: list[ReadingRow] = []
    for place, reading in enumerate(order.readings, 1):
        spec = playbook.procedure[reading.step].spec(reading.spec)
        if spec is None:
            continue
        step = playbook.process.step[reading.step]
        about = {"of": order.id, "step": step.id, "day": order.day, "station": step.station}
        rows.append(reading_row(reading, spec, place, number=order.number, **about))
    return tuple(rows)


def reading_row(
    reading: Reading, spec: Spec, place: int, *, of: str, step: str, number: int, day: str, station: str
) -> ReadingRow:
    """Return the row of one reading of an order or of an occurrence, held against its spec as it was then."""
    spec = spec_then(spec, reading)
    return ReadingRow(
        order_id=of,
        place=place,
        step=step,
        spec=reading.spec,
        number=number,
        day=day,
        name=spec.name,
        value=float(reading.value),
        unit=spec.unit,
        minimum=None if spec.minimum is None else float(spec.minimum),
        maximum=None if spec.maximum is None else float(spec.maximum),
        within=int(spec.within(reading.value)),
        action=reading.action,
        source=spec.source,
        jurisdiction=spec.jurisdiction,
        person=reading.stamp.by,
        station=station,
        at=utc(reading.stamp.at.at),
        typed=reading.typed,
    )
