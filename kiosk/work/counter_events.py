"""What can happen at the counter beside its orders; `kiosk.work.events` names it all: import it from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["pin", "badge", "name"]
"""How somebody said who they are: with a PIN, with a badge, or by choosing their name, which proves nothing."""


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
class PlaybookApproved:
    """Somebody with a role that may has approved a draft as it was at that moment."""

    name: str
    """The playbook's id."""
    hash: str
    """Of the draft."""


@dataclass(frozen=True, slots=True)
class PlaybookPublished:
    """A version of a playbook is in use from now on, at every terminal; its number follows from those before it."""

    name: str
    """The playbook's id."""
    hash: str
    before: str = ""
    """With the first one that follows another: the hash of what was in use until then, which is version 1."""
    approved: tuple[str, ...] = ()
    """Who approved it; empty where nobody had to."""


@dataclass(frozen=True, slots=True)
class ProcedureRead:
    """Somebody has read what is new in how a step is done."""

    step: str
    procedure: str
    """The version that was read: 12 hex digits of the document's own bytes."""


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The wall clock was set while the monotonic clock ran on."""

    milliseconds: int
    """How far, forward positive."""


@dataclass(frozen=True, slots=True)
class PersonSignedIn:
    """Somebody works at a terminal from now on, or opened the manager's doors there; the stamp says who and where."""

    how: How
    coach: str = ""
    """Who coaches a trainee."""


@dataclass(frozen=True, slots=True)
class PersonSignedOut:
    """Somebody does not work at a terminal any more."""


@dataclass(frozen=True, slots=True)
class PinRefused:
    """Somebody tried a PIN that was not this person's; what was tried stands nowhere."""

    person: str


@dataclass(frozen=True, slots=True)
class PinUnlocked:
    """Wrong guesses at a person's PIN were forgiven."""

    person: str
