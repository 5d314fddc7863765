"""HOW a step of an order goes: what the points of a procedure mean to it, and its readings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import Mark
from kiosk.work.order.facts import OrderScope
from kiosk.work.order.limit import with_unit
from kiosk.work.order.order import Order, Reading, StepRecall
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure
from kiosk.work.playbook.reasons import usual
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import is_after

NOTHING_SAID: Mapping[str, str] = {}
"""What an order says that has no fields."""


def points_of(order: Order, procedure: Procedure, menu: Menu) -> tuple[Point, ...]:
    """Return the points a procedure asks of one order; the others do not apply to it."""
    scope = OrderScope(order, menu)
    return tuple(point for point in procedure.points if scope.applies(point.when))


def specs_of(
    order: Order, procedure: Procedure, menu: Menu, said: Mapping[str, str] = NOTHING_SAID
) -> tuple[Spec, ...]:
    """Return the specs of a procedure that concern one order, with the limits that follow from what its fields say."""
    scope = OrderScope(order, menu)
    return tuple(spec_for(spec, said) for spec in procedure.specs if scope.applies(spec.when or ""))


def spec_for(spec: Spec, said: Mapping[str, str]) -> Spec:
    """Return a spec with the limit that follows from what an order's fields say; as it is where it needs none."""
    value = said.get(spec.of_field) if spec.of_field else None
    return spec.around(Decimal(value)) if value else spec


def point_of(procedure: Procedure, name: str) -> Point:
    """Return a point of a procedure; refused when it has none of this name."""
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
            _("Say why “{point}” does not apply to order {number}.", point=point.words, number=order.called),
        )


def skipped_for(point: Point, how: Mark, reason: str) -> None:
    """Refuse that a worker skipped a point and does not say why."""
    if how == "skipped" and not reason:
        raise Refused("no-reason", _("Say why “{point}” was skipped.", point=point.words))


def readings_of(order: Order, step: str, spec: str) -> tuple[Reading, ...]:
    """Return every reading of a spec, oldest first, those before a recall too."""
    return tuple(reading for reading in order.readings if (reading.step, reading.spec) == (step, spec))


def last_reading(order: Order, step: str, spec: str) -> Reading | None:
    """Return the newest reading of a spec; what is made again, all of its step or a line, is read again."""
    recalls = [recall.stamp.at for recall in order.recalls if recall.step == step and recall.restarts]
    again = [*recalls, *(remake.stamp.at for remake in order.remakes if remake.step == step)]
    readings = [one for one in readings_of(order, step, spec) if not any(is_after(at, one.stamp.at) for at in again)]
    return readings[-1] if readings else None


def rounds(order: Order, step: str, spec: str) -> tuple[StepRecall, ...]:
    """Return the recalls by which a spec of a step sent an order back, oldest first: of each round the first step's."""
    found: dict[object, StepRecall] = {}
    for recall in order.recalls:
        if (recall.read_at, recall.spec) == (step, spec):
            found.setdefault(recall.stamp, recall)
    return tuple(found.values())


def cause_of(order: Order, playbook: Playbook, recall: StepRecall) -> str:
    """Say why a step was opened again: by whom it was said, or which reading did it, and how often it did."""
    procedure = playbook.procedure.get(recall.read_at)
    spec = procedure.spec(recall.spec) if procedure else None
    if spec is None or not spec.back:
        return usual(recall.reason)
    values = [one.value for one in order.readings if one.stamp == recall.stamp and one.spec == recall.spec]
    so_far = [one.stamp for one in rounds(order, recall.read_at, recall.spec)]
    said = {"spec": spec.name, "round": so_far.index(recall.stamp) + 1, "most": spec.back.rounds}
    if not values:
        return usual(recall.reason)
    return _("{spec} was {value}, round {round} of {most}", value=with_unit(spec, values[-1]), **said)
