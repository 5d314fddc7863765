"""What can happen at the counter beside its orders; each is folded where what it changes stands."""

from __future__ import annotations

from typing import Literal

from kiosk.work.order.event import Event

How = Literal["pin", "badge", "name"]
"""How somebody said who they are: with a PIN, with a badge, or by choosing their name, which proves nothing."""

RefusalEnd = Literal["dismissed", "entered", "sent-again"]
"""What became of a refused order: nothing, an order that was entered by hand or command, or another one in its place.

`sent-again` says that its source sent it once more; that is an order now, or refused anew.
"""


class CounterEvent(Event, frozen=True):
    """Something that happens to no order."""


class ItemOut(CounterEvent, frozen=True):
    """An item or a part is out of stock: 86."""

    word = "item-out"

    item: str


class ItemBack(CounterEvent, frozen=True):
    """An item or a part is there again."""

    word = "item-back"

    item: str


class StationClosed(CounterEvent, frozen=True):
    """A station is not worked; what would come to it goes to another."""

    word = "station-closed"

    station: str
    to: str


class StationOpened(CounterEvent, frozen=True):
    """A station is worked again."""

    word = "station-opened"

    station: str


class RoutineBegun(CounterEvent, frozen=True):
    """Somebody has begun an occurrence of a routine; its marks and readings stand in the same stream."""

    word = "routine-begun"

    routine: str
    day: str
    """The business day."""
    due: int
    """Milliseconds since 1970, UTC; 0 for one begun by hand, which was never due."""
    playbook: str
    """Hash of the playbook it is done under."""


class RoutineMissed(CounterEvent, frozen=True):
    """The time of an occurrence is over and nobody has done it; it may still be done late."""

    word = "routine-missed"

    routine: str
    day: str
    due: int
    playbook: str


class RoutineDone(CounterEvent, frozen=True):
    """An occurrence of a routine is done."""

    word = "routine-done"


class PlaybookApproved(CounterEvent, frozen=True):
    """Somebody with a role that may has approved a draft as it was at that moment."""

    word = "playbook-approved"

    name: str
    """The playbook's id."""
    hash: str
    """Of the draft."""


class PlaybookPublished(CounterEvent, frozen=True):
    """A version of a playbook is in use from now on, at every terminal; its number follows from those before it."""

    word = "playbook-published"

    name: str
    """The playbook's id."""
    hash: str
    before: str = ""
    """With the first one that follows another: the hash of what was in use until then, which is version 1."""
    approved: tuple[str, ...] = ()
    """Who approved it; empty where nobody had to."""


class ProcedureRead(CounterEvent, frozen=True):
    """Somebody has read what is new in how a step is done."""

    word = "procedure-read"

    step: str
    procedure: str
    """The version that was read: 12 hex digits of the document's own bytes."""


class OrderRefused(CounterEvent, frozen=True):
    """An order from outside was refused; its text is kept beside the chain, where it can be forgotten."""

    word = "order-refused"

    refusal: str
    """Its id, 12 hex digits, unique in the record."""
    source: str
    """Which of the programs outside sent it."""
    reference: str
    """That program's own key for it; empty where none could be read."""
    reason: str
    """The refusal's code; its sentence may name what a guest said."""


class RefusalAnswered(CounterEvent, frozen=True):
    """Somebody has seen to a refused order; the stamp says who."""

    word = "refusal-answered"

    refusal: str
    how: RefusalEnd
    order: str = ""
    """The order it became, where that is known."""


class GuestsForgotten(CounterEvent, frozen=True):
    """What stood beside the chain of some guests is gone: the rows go in the transaction that writes this."""

    word = "guests-forgotten"

    order: str = ""
    """One order, whose guest it was."""
    refusal: str = ""
    """One refused order."""
    before: int = 0
    """All orders opened before this that are finished or void, and all refused before it and answered: UTC
    milliseconds."""


class ClockJumped(CounterEvent, frozen=True):
    """The wall clock was set while the monotonic clock ran on."""

    word = "clock-jumped"

    milliseconds: int
    """How far, forward positive."""


class ClockConfirmed(CounterEvent, frozen=True):
    """Somebody said that the clock is right, though it was before what it cannot be, or years after."""

    word = "clock-confirmed"

    before: int
    """The newest row of the record or the program's own files, whichever is later: UTC milliseconds."""


class PersonAdded(CounterEvent, frozen=True):
    """Somebody is known here from now on; the stamp says who made them known, here and in the events below."""

    word = "person-added"

    person: str
    roles: tuple[str, ...] = ()
    trainee: bool = False
    language: str = ""


class PersonChanged(CounterEvent, frozen=True):
    """Somebody is known otherwise: what they are from now on."""

    word = "person-changed"

    person: str
    roles: tuple[str, ...] = ()
    trainee: bool = False
    language: str = ""


class PersonRemoved(CounterEvent, frozen=True):
    """Somebody is not known here any more."""

    word = "person-removed"

    person: str


class PinGiven(CounterEvent, frozen=True):
    """Somebody has a PIN, or another one; it stands nowhere."""

    word = "pin-given"

    person: str


class PinTaken(CounterEvent, frozen=True):
    """Somebody has no PIN any more."""

    word = "pin-taken"

    person: str


class BadgeGiven(CounterEvent, frozen=True):
    """Somebody has a new badge; the one before opens nothing any more."""

    word = "badge-given"

    person: str


class PersonSignedIn(CounterEvent, frozen=True):
    """Somebody works at a terminal from now on, or opened the manager's doors there; the stamp says who and where."""

    word = "person-signed-in"

    how: How
    coach: str = ""
    """Who coaches a trainee."""


class PersonSignedOut(CounterEvent, frozen=True):
    """Somebody does not work at a terminal any more."""

    word = "person-signed-out"


class PinRefused(CounterEvent, frozen=True):
    """Somebody tried a PIN that was not this person's; what was tried stands nowhere."""

    word = "pin-refused"

    person: str


class PinUnlocked(CounterEvent, frozen=True):
    """Wrong guesses at a person's PIN were forgiven."""

    word = "pin-unlocked"

    person: str
