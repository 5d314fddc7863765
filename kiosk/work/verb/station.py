"""Closing a station: it is not worked for a while, and what would come to it goes to another."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board
from kiosk.work.board.standing import where
from kiosk.work.order.counter_events import StationClosed, StationOpened
from kiosk.work.order.guard import Events
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import nearest
from kiosk.work.verb.at import After, At
from kiosk.work.verb.field import StationId
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import CounterVerb, TicketId


class CloseStation(CounterVerb, frozen=True):
    """Let what comes to a station go to another one."""

    station: Annotated[StationId, Meta(description="the station that is not worked")]
    to: Annotated[StationId, Meta(description="the station that has its work", extra={"field": "to"})]

    @property
    def meant(self) -> StationClosed:
        """That it is closed."""
        return StationClosed(self.station, self.to)

    def decide(self, at: At) -> Events:
        """Return that it is closed; its work goes to a station that is worked and does the same kind of work."""
        book, closed = at.book, at.standing.closed
        name, other = _name(book, self.station), _name(book, self.to)
        if self.station == self.to:
            raise Refused(
                "itself", _("{name} cannot take its own work while it is closed. Name another station.", name=name)
            )
        if self.station in closed:
            to = closed[self.station]
            has = book.station[to].name if to in book.station else to
            raise Refused("already-closed", _("{name} is closed already; {has} has its work.", name=name, has=has))
        if where(closed, self.to) == self.station or self.to in closed:
            raise Refused("closed-too", _("{other} is closed itself. Name a station that is worked.", other=other))
        if (book.station[self.station].role == "front") != (book.station[self.to].role == "front"):
            words = _(
                "{name} and {other} do not do the same kind of work: only fronts take orders.", name=name, other=other
            )
            raise Refused("other-role", words)
        return (self.meant,)

    def reply(self, after: After) -> Reply:
        """Say who has its work."""
        known = after.book.station
        station, other = known[self.station].name, known[self.to].name
        return Reply(_("{station} is closed: {other} has its work", station=station, other=other))

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return what is on its rail: it goes to another."""
        return tuple((ticket.order_id, ticket.step) for ticket in board.rail((self.station,)))


class OpenStation(CounterVerb, frozen=True):
    """Let a closed station have its own work again."""

    station: Annotated[StationId, Meta(description="the station that is worked again")]

    @property
    def meant(self) -> StationOpened:
        """That it is open."""
        return StationOpened(self.station)

    def decide(self, at: At) -> Events:
        """Return that it is open."""
        if self.station not in at.standing.closed:
            raise Refused("not-closed", _("{name} is not closed.", name=_name(at.book, self.station)))
        return (self.meant,)

    def reply(self, after: After) -> Reply:
        """Say so."""
        return Reply(_("{station} is open again", station=after.book.station[self.station].name))


def _name(playbook: Playbook, station: str) -> str:
    if station not in playbook.station:
        raise Refused(
            "no-such-station",
            _(
                "There is no station “{station}”. {nearest}",
                station=station,
                nearest=nearest(station, list(playbook.station)),
            ),
        )
    return playbook.station[station].name
