"""Handing an order over before everything of it is done: possible with a reason, and always seen afterwards."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.allergy import heeded
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.guard import Events, going, unblocked
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderClosedEarly, OrderFinished
from kiosk.work.order.point import points_of
from kiosk.work.order.routing import needed, waits
from kiosk.work.order.ticket_events import PointMarked, TicketBumped
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.bump import gates
from kiosk.work.verb.field import Reason
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb, Result, TicketId


class HandOverEarly(OrderVerb, frozen=True):
    """Hand an order over of which something is missing.

    The gates of its last step hold all the same: who an order is for is asked of every guest. `kept` are points of that
    step which were kept, since it has no open ticket on which they could be ticked before.
    """

    words: ClassVar = ("reason",)

    reason: Reason
    kept: Annotated[tuple[str, ...], Meta(description="points of the last step kept", extra={"field": "keep"})] = ()

    def decide(self, at: OrderAt) -> Events:
        """Return the end of the order; its last step is bumped, what is missing stays undone."""
        order, playbook = at.order, at.book
        going(order)
        unblocked(order, playbook)
        if order.taken is None:
            raise Refused(
                "not-ordered", _("Order {number} is not taken yet. Void it if the guest has left.", number=order.called)
            )
        last = _last(order, playbook)
        missing = tuple(one.step for one in at.tickets if one.state != "bumped" and one.step != last)
        if not missing:
            raise Refused("complete", _("Nothing of order {number} is missing. Hand it over.", number=order.called))
        if not self.reason:
            raise Refused("no-reason", _("Say why order {number} is handed over as it is.", number=order.called))
        if last in order.bumps:
            return (OrderClosedEarly(self.reason, missing), OrderFinished())
        at.not_of_another(order.taken_up.get(last))
        heeded(order, playbook, last)
        procedure = at.procedure(last)
        _has_points(procedure, self.kept)
        marks = tuple(PointMarked(last, point.id, "kept") for point in procedure.points if point.id in self.kept)
        gates(at.after(marks).order, procedure, at.book)
        return (*marks, OrderClosedEarly(self.reason, missing), TicketBumped(last, procedure.version), OrderFinished())

    def reply(self, after: OrderAfter) -> Reply:
        """Say why, and what is missing."""
        words = _("Order {number} is handed over as it is: {reason}", number=after.number, reason=usual(self.reason))
        missing = ", ".join(map(after.step_name, after.entry.order.missing))
        return Reply(sentences(words, _("Missing: {names}.", names=missing)))

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return the end of the order."""
        return Result(ends=left.order.finished is not None)

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return all of its tickets."""
        return self.every_ticket(board)


def _has_points(procedure: Procedure, named: tuple[str, ...]) -> None:
    """Refuse points a procedure does not have."""
    if strange := next((name for name in named if procedure.point(name) is None), ""):
        points = ", ".join(point.id for point in procedure.points) or "none"
        words = _(
            "{name} has no point “{strange}”. It has: {points}.", name=procedure.title, strange=strange, points=points
        )
        raise Refused("no-such-point", words)


def gates_of_last(order: Order, playbook: Playbook) -> tuple[Point, ...]:
    """Return the points without which an order cannot be handed over, as far as they are not kept yet."""
    last = _last(order, playbook)
    gates = [point for point in points_of(order, playbook.procedure[last], playbook.menu) if point.gate]
    marks = [(point, order.mark(last, point.id)) for point in gates]
    return tuple(point for point, mark in marks if mark is None or mark.mark != "kept")


def _last(order: Order, playbook: Playbook) -> str:
    """Name the step that ends an order: of those nothing waits for the last one that is not bumped, else the last."""
    steps = needed(order, playbook)
    waited_for = {name for before in waits(playbook, steps).values() for name in before}
    ends = [step.id for step in steps if step.id not in waited_for]
    return next((name for name in reversed(ends) if name not in order.bumps), ends[-1])
