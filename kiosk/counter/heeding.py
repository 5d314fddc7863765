"""The counter's verb of those who have seen what a guest must not meet."""

from __future__ import annotations

from kiosk.counter.ledger import Deciding
from kiosk.work.allergy.allergy import see_allergy
from kiosk.work.board.board import OnBoard


class Heeding(Deciding):
    """What has to be seen before hands go on."""

    async def see_allergy(self, order_id: str, step: str, *, by: str = "", op: str = "") -> OnBoard:
        """Say by name that the allergy of an order was seen at a step's station."""
        return await self.verb(order_id, lambda order, book, stamp: see_allergy(order, book, step, stamp), by, op)
