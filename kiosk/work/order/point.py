"""What the points of a procedure mean to one order."""

from __future__ import annotations

from kiosk.work.order.order import Order
from kiosk.work.playbook.procedure import Point, Procedure


def points_of(order: Order, procedure: Procedure) -> tuple[Point, ...]:
    """Return the points a procedure asks of one order; the others do not apply to it."""
    return tuple(point for point in procedure.points if not point.when or order.allergy)
