"""Seeing an allergy: by name, at every station that touches its order, before hands go on."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.allergy import allergy_said, seen_at, station_of
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import Events, ago, doer, going, step_name
from kiosk.work.order.order_events import AllergySeen
from kiosk.work.text.text import action
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import StepId
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb, Result


class SeeAllergy(OrderVerb, frozen=True):
    """Say by name that the allergy of an order was seen at a step's station."""

    step: StepId

    def decide(self, at: OrderAt) -> Events:
        """Return that it was seen at the station, for all of its steps."""
        order, playbook = at.order, at.book
        going(order)
        name = step_name(playbook, self.step)
        if not order.allergy:
            raise Refused("no-allergy", _("Nothing is known of an allergy for order {number}.", number=order.called))
        at.ticket(self.step)
        station = station_of(playbook, self.step)
        seen = seen_at(order, playbook, station)
        if seen:
            words = _(
                "{who} saw the allergy of order {number} at {station} {ago} ago.",
                who=doer(seen, playbook),
                number=order.called,
                station=playbook.station[station].name,
                ago=ago(seen, at.stamp),
            )
            raise Refused("already-seen", words)
        if self.step in order.bumps and self.step not in order.stops:
            words = _("{step} of order {number} is done already.", step=name, number=order.called)
            raise Refused("already-bumped", words)
        if not at.stamp.by:
            words = _("An allergy is seen by a person. Say who you are first: {sign}.", sign=action("person"))
            raise Refused("no-name", words)
        return (AllergySeen(station),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what was seen where, and by whom."""
        words = _(
            "Order {number}: ALLERGY {said}: seen at {station} by {by}",
            number=after.number,
            said=allergy_said(after.entry.order, after.entry.guest),
            station=after.book.station[station_of(after.book, self.step)].name,
            by=after.now.by,
        )
        return Reply(words)

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return that the press that saw it bumps nothing."""
        return Result(guards=True)
