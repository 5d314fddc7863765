"""What a verb that was done brings under the hands of a desk, and what is said of it."""

from __future__ import annotations

from typing import Protocol

from kiosk.tui.station.hands import Left, Shows
from kiosk.work.board.board import OnBoard
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import Result, TicketId


class AtDesk(Protocol):
    """A desk, as far as a verb that is done there moves it."""

    stations: tuple[str, ...]
    shows: Shows
    bumped: list[TicketId]
    last_finished: str

    def choose(self, ticket: TicketId | None, *, by_hand: bool) -> None:
        """Open a ticket."""

    def guard(self) -> None:
        """Guard what has come up just now."""


def settle(desk: AtDesk, result: Result) -> None:
    """Open what a verb brings under the hands, and guard it."""
    opened = next((ticket for ticket in result.opens if ticket.station in desk.stations), None)
    if opened:
        desk.choose((opened.order_id, opened.step), by_hand=False)
    if result.chosen:
        desk.choose(result.chosen, by_hand=True)
    if result.guards:
        desk.guard()
    if result.undone:
        desk.bumped = [bumped for bumped in desk.bumped if bumped != result.undone]
        desk.last_finished = "" if desk.last_finished == result.undone[0] else desk.last_finished
        desk.choose(result.undone, by_hand=False)


def tell(desk: AtDesk, result: Result, left: Left, reply: Reply) -> None:
    """Say what was done; remember a bump for undo, and show an order that has ended by it."""
    if result.bumped:
        desk.bumped.append(result.bumped)
    if not reply.quiet:
        desk.shows.say(reply.words, reply.tone)
    if result.ends and isinstance(left, OnBoard):
        desk.last_finished = left.order.id
        desk.shows.ended(left)
