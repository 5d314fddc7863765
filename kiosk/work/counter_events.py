"""What can happen at the counter beside its orders; `kiosk.work.events` names it all: import it from there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemOut:
    """An item or a part is out of stock: 86."""

    item: str


@dataclass(frozen=True, slots=True)
class ItemBack:
    """An item or a part is there again."""

    item: str


@dataclass(frozen=True, slots=True)
class StationClosed:
    """A station is not worked; what would come to it goes to another."""

    station: str
    to: str


@dataclass(frozen=True, slots=True)
class StationOpened:
    """A station is worked again."""

    station: str


@dataclass(frozen=True, slots=True)
class RoutineBegun:
    """Somebody has begun an occurrence of a routine; its marks and readings stand in the same stream."""

    routine: str
    day: str
    """The business day."""
    due: int
    """Milliseconds since 1970, UTC; 0 for one begun by hand, which was never due."""
    playbook: str
    """Hash of the playbook it is done under."""


@dataclass(frozen=True, slots=True)
class RoutineMissed:
    """The time of an occurrence is over and nobody has done it; it may still be done late."""

    routine: str
    day: str
    due: int
    playbook: str


@dataclass(frozen=True, slots=True)
class RoutineDone:
    """An occurrence of a routine is done."""


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The wall clock was set while the monotonic clock ran on."""

    milliseconds: int
    """How far, forward positive."""
