"""One open step as its screens show it, and what of it can be touched."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from kiosk.tui.station.rail.places import TicketId
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Mark
from kiosk.work.order.point import last_reading
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.procedure import Point, Procedure
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.pace import Pace

if TYPE_CHECKING:
    from kiosk.tui.widgets.field_lines import FieldRow
    from kiosk.work.version.difference import Difference


class TouchedPart(Struct, frozen=True):
    """Something of a ticket was touched: it means this ticket, whatever is open when the finger leaves."""

    ticket: TicketId


class TouchedPoint(TouchedPart, frozen=True):
    """A point was touched; `place` counts from 1."""

    place: int


class TouchedLine(TouchedPart, frozen=True):
    """A line of the ticket was touched."""

    line: int


class TouchedSpec(TouchedPart, frozen=True):
    """A spec that takes a reading was touched."""

    spec: str


class TouchedSay(Struct, frozen=True):
    """The script line was touched."""


class HowSource(Protocol):
    """What the points and specs of a step or a routine are drawn from."""

    @property
    def id(self) -> TicketId:
        """What it is known by, so that a finger means this one."""

    @property
    def specs(self) -> tuple[Spec, ...]:
        """Its specs."""

    @property
    def asked(self) -> tuple[Point, ...]:
        """The points asked for now, in the order of their digits."""

    @property
    def reading_key(self) -> str:
        """What types a reading, as it is printed."""

    @property
    def points_key(self) -> str:
        """What ticks points where digits do not; empty where they do."""

    def mark_of(self, point: str) -> Mark:
        """Return how a point went."""

    def last_value(self, spec: str) -> Decimal | None:
        """Return what was read last against a spec."""


class OpenStep(Struct, frozen=True):
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
    newer: str = ""
    """That its order keeps an older version than the next one is opened under; empty where it has the newest."""
    fields: tuple[FieldRow, ...] = ()
    """What is asked about the order beside its lines, as it is seen here."""
    fields_key: str = "^D"
    """What says it, as it is printed."""
    news: tuple[Difference, ...] = ()
    """What is vital and new in how it is done, where nobody is signed in who could be asked to read it."""

    @property
    def id(self) -> TicketId:
        """What the ticket is chosen by."""
        return self.ticket.order_id, self.ticket.step

    @property
    def procedure(self) -> Procedure:
        """How the step is done."""
        return self.entry.playbook.procedure[self.ticket.step]

    @property
    def specs(self) -> tuple[Spec, ...]:
        """The specs of the step that concern this order."""
        return self.entry.specs(self.ticket.step)

    @property
    def asked(self) -> tuple[Point, ...]:
        """The points asked of this order."""
        return self.entry.points(self.ticket.step)

    def mark_of(self, point: str) -> Mark:
        """Return how a point went."""
        mark = self.entry.order.mark(self.ticket.step, point)
        return mark.mark if mark else "not-seen"

    def last_value(self, spec: str) -> Decimal | None:
        """Return what was read last against a spec."""
        last = last_reading(self.entry.order, self.ticket.step, spec)
        return last.value if last else None
