"""What others than the worker say: an observer or the guest of a point, the guest of the whole."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta
from msgspec.structs import force_setattr

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import Mark, Source
from kiosk.work.order.guard import Events, step_name
from kiosk.work.order.order import Order, Seer
from kiosk.work.order.order_events import GuestRated
from kiosk.work.order.point import applies, point_of
from kiosk.work.order.ticket_events import PointMarked
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import Marks, StepId, tidied
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb

BEST = 5
"""The best rating; 1 is the worst."""


class Observe(OrderVerb, frozen=True):
    """Say how points of a step went as you saw them.

    It stands beside what the worker marked, holds nothing back and changes no slip.
    """

    step: StepId
    marks: Marks
    source: Annotated[Source, Meta(description="who saw it: an observer, or the guest who told it")] = "observer"

    def __post_init__(self) -> None:
        """Clean the reasons."""
        force_setattr(self, "marks", tidied(self.marks))

    def decide(self, at: OrderAt) -> Events:
        """Return the marks that are new, from the opening of the step on; all or nothing."""
        return tuple(event for point, how, reason in self.marks for event in self._observed(at, point, how, reason))

    def _observed(self, at: OrderAt, point: str, how: Mark, reason: str) -> Events:
        order, name = at.order, step_name(at.book, self.step)
        asked = point_of(at.procedure(self.step), point)
        applies(order, asked, how, reason)
        if self.source == "observer" and not at.stamp.by:
            raise Refused("nobody", _("An observer has a name. Say who you are first."))
        _not_void(order)
        if self.step not in order.bumps and at.ticket(self.step).state == "waiting":
            raise Refused("waiting", _("{name} of order {number} has not begun.", name=name, number=order.called))
        seers: tuple[Seer, ...] = (self.source, "coach")
        for seer in seers if self.source == "observer" else (self.source,):
            already = order.seen.get((self.step, point, seer))
            if already and (already.mark, already.reason, already.stamp.by) == (how, reason, at.stamp.by):
                return ()
        return (PointMarked(self.step, point, how, reason, self.source),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that it stands beside the worker's marks."""
        name = after.step_name(self.step)
        words = _("Order {number}: {name}: noted beside the worker's own marks", number=after.number, name=name)
        return Reply(words, quiet=True)


class Rate(OrderVerb, frozen=True):
    """Note how the guest liked it; a later rating stands in the earlier one's place."""

    rating: Annotated[int, Meta(description="1 to 5, 5 the best")]

    def decide(self, at: OrderAt) -> Events:
        """Return the rating; nothing where it stands so already."""
        order = at.order
        _not_void(order)
        if not order.finished:
            raise Refused(
                "not-finished",
                _("Order {number} is not handed over. A guest rates what they have.", number=order.called),
            )
        if not 1 <= self.rating <= BEST:
            words = _("A rating is 1 to {best}, {best} the best, not {rating}.", best=BEST, rating=self.rating)
            raise Refused("no-rating", words)
        return () if order.rating == self.rating else (GuestRated(self.rating),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what the guest says."""
        return Reply(_("Order {number}: the guest says {stars}", number=after.number, stars=stars(self.rating)))


def stars(rating: int) -> str:
    """Show a guest's rating, 1 to 5, so that its length alone tells it."""
    return f"{rating} {'★' * rating}{'☆' * (BEST - rating)}"


def _not_void(order: Order) -> None:
    if order.voided:
        raise Refused(
            "void", _("Order {number} is void: {reason}.", number=order.called, reason=usual(order.void_reason))
        )
