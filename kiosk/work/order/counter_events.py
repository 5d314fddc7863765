"""What can happen at the counter beside its orders; `kiosk.work.order.event` names it all: import it from there."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

How = Literal["pin", "badge", "name"]
"""How somebody said who they are: with a PIN, with a badge, or by choosing their name, which proves nothing."""


class ItemOut(Struct, frozen=True):
    """An item or a part is out of stock: 86."""

    item: str


class ItemBack(Struct, frozen=True):
    """An item or a part is there again."""

    item: str


class StationClosed(Struct, frozen=True):
    """A station is not worked; what would come to it goes to another."""

    station: str
    to: str


class StationOpened(Struct, frozen=True):
    """A station is worked again."""

    station: str


class RoutineBegun(Struct, frozen=True):
    """Somebody has begun an occurrence of a routine; its marks and readings stand in the same stream."""

    routine: str
    day: str
    """The business day."""
    due: int
    """Milliseconds since 1970, UTC; 0 for one begun by hand, which was never due."""
    playbook: str
    """Hash of the playbook it is done under."""


class RoutineMissed(Struct, frozen=True):
    """The time of an occurrence is over and nobody has done it; it may still be done late."""

    routine: str
    day: str
    due: int
    playbook: str


class RoutineDone(Struct, frozen=True):
    """An occurrence of a routine is done."""


class PlaybookApproved(Struct, frozen=True):
    """Somebody with a role that may has approved a draft as it was at that moment."""

    name: str
    """The playbook's id."""
    hash: str
    """Of the draft."""


class PlaybookPublished(Struct, frozen=True):
    """A version of a playbook is in use from now on, at every terminal; its number follows from those before it."""

    name: str
    """The playbook's id."""
    hash: str
    before: str = ""
    """With the first one that follows another: the hash of what was in use until then, which is version 1."""
    approved: tuple[str, ...] = ()
    """Who approved it; empty where nobody had to."""


class ProcedureRead(Struct, frozen=True):
    """Somebody has read what is new in how a step is done."""

    step: str
    procedure: str
    """The version that was read: 12 hex digits of the document's own bytes."""


class ClockJumped(Struct, frozen=True):
    """The wall clock was set while the monotonic clock ran on."""

    milliseconds: int
    """How far, forward positive."""


class PersonSignedIn(Struct, frozen=True):
    """Somebody works at a terminal from now on, or opened the manager's doors there; the stamp says who and where."""

    how: How
    coach: str = ""
    """Who coaches a trainee."""


class PersonSignedOut(Struct, frozen=True):
    """Somebody does not work at a terminal any more."""


class PinRefused(Struct, frozen=True):
    """Somebody tried a PIN that was not this person's; what was tried stands nowhere."""

    person: str


class PinUnlocked(Struct, frozen=True):
    """Wrong guesses at a person's PIN were forgiven."""

    person: str
