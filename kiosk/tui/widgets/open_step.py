"""One open step as its screens show it, and what of it can be touched."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.tui.widgets.rail import TicketId
from kiosk.work.board import OnBoard
from kiosk.work.pace import Pace
from kiosk.work.procedure import Procedure
from kiosk.work.routing import Ticket


@dataclass(frozen=True, slots=True)
class TouchedPart:
    """Something of a ticket was touched: it means this ticket, whatever is open when the finger leaves."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TouchedPoint(TouchedPart):
    """A point was touched; `place` counts from 1."""

    place: int


@dataclass(frozen=True, slots=True)
class TouchedLine(TouchedPart):
    """A line of the ticket was touched."""

    line: int


@dataclass(frozen=True, slots=True)
class TouchedSpec(TouchedPart):
    """A spec that takes a reading was touched."""

    spec: str


@dataclass(frozen=True, slots=True)
class TouchedSay:
    """The script line was touched."""


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Everything the widget shows."""

    entry: OnBoard
    ticket: Ticket
    script: str
    age: int
    """Milliseconds since the ticket opened."""
    pace: Pace
    bumping: bool = False
    """A bump is on its way to the disk."""
    reading_key: str = "R"
    """What types a reading, as it is printed."""
    how_key: str = "F1"
    """What opens the whole procedure."""
    points_key: str = ""
    """What ticks points where digits do not; empty where they do."""
    also_at: tuple[str, ...] = ()
    """The other stations where something of its order is still made."""

    @property
    def id(self) -> TicketId:
        """What the ticket is chosen by."""
        return self.ticket.order_id, self.ticket.step

    @property
    def procedure(self) -> Procedure:
        """How the step is done."""
        return self.entry.playbook.procedure[self.ticket.step]
