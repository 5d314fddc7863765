"""Void: an order ends that will not be made."""

from __future__ import annotations

from typing import ClassVar

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board
from kiosk.work.order.guard import Events, going
from kiosk.work.order.order_events import OrderVoided
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import Reason
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb, TicketId


class Void(OrderVerb, frozen=True):
    """End an order that will not be made."""

    words: ClassVar = ("reason",)

    reason: Reason

    def decide(self, at: OrderAt) -> Events:
        """Return the void; every open ticket goes with it."""
        going(at.order)
        if not self.reason:
            raise Refused("no-reason", _("Say why order {number} is void.", number=at.order.called))
        return (OrderVoided(self.reason),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say why."""
        return Reply(_("Order {number} is void: {void_reason}", number=after.number, void_reason=usual(self.reason)))

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return all of its tickets."""
        return self.every_ticket(board)
