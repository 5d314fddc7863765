"""Everything that can happen, as values; the words on disk stand in `kiosk.journal.codec`.

An event says only what cannot be derived. Who, where and when stand in the `Stamp` beside it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.work.order.counter_events import (
    ClockJumped,
    How,
    ItemBack,
    ItemOut,
    PersonSignedIn,
    PersonSignedOut,
    PinRefused,
    PinUnlocked,
    PlaybookApproved,
    PlaybookPublished,
    ProcedureRead,
    RoutineBegun,
    RoutineDone,
    RoutineMissed,
    StationClosed,
    StationOpened,
)
from kiosk.work.order.order_events import (
    AllergySeen,
    ChangeAcknowledged,
    GuestRated,
    LineBumped,
    LineUndone,
    Mark,
    OrderChanged,
    OrderClosedEarly,
    OrderFinished,
    OrderFired,
    OrderHeld,
    OrderOpened,
    OrderRushed,
    OrderTaken,
    OrderUnrushed,
    OrderUnvoided,
    OrderVoided,
    PointMarked,
    ReadingTaken,
    Source,
    StoodIn,
    TicketBumped,
    TicketCoached,
    TicketPutBack,
    TicketRecalled,
    TicketTakenUp,
    TicketUndone,
    WasteNoted,
)
from kiosk.work.time.instant import Instant

__all__ = [
    "COUNTER_STREAM",
    "AllergySeen",
    "ChangeAcknowledged",
    "ClockJumped",
    "Event",
    "Guest",
    "GuestRated",
    "How",
    "ItemBack",
    "ItemOut",
    "LineBumped",
    "LineUndone",
    "Mark",
    "OrderChanged",
    "OrderClosedEarly",
    "OrderFinished",
    "OrderFired",
    "OrderHeld",
    "OrderOpened",
    "OrderRushed",
    "OrderTaken",
    "OrderUnrushed",
    "OrderUnvoided",
    "OrderVoided",
    "PersonSignedIn",
    "PersonSignedOut",
    "PinRefused",
    "PinUnlocked",
    "PlaybookApproved",
    "PlaybookPublished",
    "PointMarked",
    "ProblemKind",
    "ProblemRaised",
    "ProblemResolved",
    "ProcedureRead",
    "ReadingTaken",
    "Recorded",
    "RoutineBegun",
    "RoutineDone",
    "RoutineMissed",
    "Source",
    "Stamp",
    "StationClosed",
    "StationOpened",
    "StoodIn",
    "TicketBumped",
    "TicketCoached",
    "TicketPutBack",
    "TicketRecalled",
    "TicketTakenUp",
    "TicketUndone",
    "WasteNoted",
]

ProblemKind = Literal["problem", "suggestion"]
"""What is wrong, or what would be better."""

COUNTER_STREAM = "counter"
"""The stream of what concerns no order."""


class ProblemRaised(Struct, frozen=True):
    """Somebody said what is wrong with a step, or what would be better."""

    problem: str
    """Its id, 12 hex digits, unique in the record."""
    step: str
    procedure: str
    """Version of the procedure it is said of."""
    kind: ProblemKind
    reason: str
    text: str = ""
    """In own words."""
    critical: bool = False
    """Whether the order does not go on before it is resolved."""
    playbook: str = ""
    """Hash of the playbook it is said of, where no order is open that has one."""
    day: str = ""
    """The business day, where no order is open that has one."""


class ProblemResolved(Struct, frozen=True):
    """A problem or a suggestion was answered."""

    problem: str
    answer: str


Event = (
    OrderOpened
    | OrderTaken
    | OrderChanged
    | ChangeAcknowledged
    | AllergySeen
    | OrderHeld
    | OrderFired
    | OrderRushed
    | OrderUnrushed
    | TicketTakenUp
    | TicketPutBack
    | TicketBumped
    | TicketUndone
    | TicketRecalled
    | LineBumped
    | LineUndone
    | StoodIn
    | TicketCoached
    | PointMarked
    | ReadingTaken
    | WasteNoted
    | ProblemRaised
    | ProblemResolved
    | OrderVoided
    | OrderUnvoided
    | OrderClosedEarly
    | OrderFinished
    | GuestRated
    | ItemOut
    | ItemBack
    | StationClosed
    | StationOpened
    | RoutineBegun
    | RoutineMissed
    | RoutineDone
    | PersonSignedIn
    | PersonSignedOut
    | PinRefused
    | PinUnlocked
    | PlaybookApproved
    | PlaybookPublished
    | ProcedureRead
    | ClockJumped
)


class Stamp(Struct, frozen=True):
    """Who, where and when."""

    at: Instant
    by: str = ""
    """The person; empty says that nobody had signed in."""
    station: str = ""
    """The station whose terminal wrote it; empty for none."""


class Recorded(Struct, frozen=True):
    """An event as the journal holds it."""

    seq: int
    stream: str
    version: int
    op: str
    stamp: Stamp
    event: Event
    hash: str
    """64 hex digits chained to the row before."""


class Guest(Struct, frozen=True):
    """What may be forgotten about an order's guest; stands outside the chain."""

    order_id: str
    name: str = ""
    note: str = ""
    allergy: str = ""
    """The guest's own words."""
