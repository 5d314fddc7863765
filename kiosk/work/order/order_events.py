"""What can happen to an order and its tickets; `kiosk.work.order.event` names them all: import them from there."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.work.order.line import Line

Mark = Literal["kept", "skipped", "not-seen", "not-applicable"]
"""HOW one point went; `not-seen` takes an earlier mark back."""

Source = Literal["self", "observer", "guest"]
"""Who saw it: whoever did the step, somebody who watched, or the guest."""


class OrderOpened(Struct, frozen=True):
    """A guest is at the counter, or an order came in from outside."""

    number: int
    """What people call it, from 1 each business day."""
    day: str
    """The business day, as 2026-11-22."""
    playbook: str
    """Hash of the playbook it keeps to its end."""
    source: Literal["front", "outside"]
    """`outside` orders skip the steps at the front."""
    reference: str = ""
    """The outside's own key for it."""
    queue: int = 0
    """How many orders were unfinished then, this one not counted."""


class OrderTaken(Struct, frozen=True):
    """The guest's wishes are known: the order has its lines."""

    lines: tuple[Line, ...]
    allergies: tuple[str, ...] = ()
    """Allergens the guest must not meet."""
    own_words: bool = False
    """Whether the guest named something in their own words as well; the words stand outside the chain."""
    found: tuple[str, ...] = ()
    """Allergens found in notes and in the guest's own words, beside those that were typed."""
    noted: bool = False
    """Whether a note tells of an allergy, known by name or not."""


class TicketTakenUp(Struct, frozen=True):
    """Somebody has begun a step."""

    step: str
    along: str = ""
    """The step whose bump brought it along; empty for a press of its own."""


class TicketBumped(Struct, frozen=True):
    """A step is done."""

    step: str
    procedure: str
    """Version of the procedure it was done under."""


class TicketUndone(Struct, frozen=True):
    """A bump is taken back."""

    step: str


class TicketPutBack(Struct, frozen=True):
    """Nobody works on a step any more that somebody had begun."""

    step: str


class TicketRecalled(Struct, frozen=True):
    """A bumped step is to be done again, after the time in which it could be undone."""

    step: str
    reason: str
    restarts: bool
    """Whether its clock begins anew (recall) or goes on from where it began (review)."""


class LineBumped(Struct, frozen=True):
    """One line of a ticket is done, with its choices as they were asked for."""

    step: str
    line: int


class LineUndone(Struct, frozen=True):
    """A line's bump is taken back."""

    step: str
    line: int


class PointMarked(Struct, frozen=True):
    """A point of the procedure was kept, skipped or does not apply."""

    step: str
    point: str
    mark: Mark
    reason: str = ""
    source: Source = "self"


class ReadingTaken(Struct, frozen=True):
    """A number was read against a spec."""

    step: str
    spec: str
    value: str
    """A decimal number as typed, with a point: text, so that 155.0 stays 155.0."""
    action: str = ""
    """What was done about a reading outside the limit."""


class OrderVoided(Struct, frozen=True):
    """The order will not be made or handed over."""

    reason: str


class OrderUnvoided(Struct, frozen=True):
    """A void is taken back."""


class OrderRushed(Struct, frozen=True):
    """The order goes before all others, at every station."""

    reason: str


class OrderUnrushed(Struct, frozen=True):
    """The order takes its place by its age again."""


class OrderHeld(Struct, frozen=True):
    """The order leaves the rails until a time, or until somebody fires it."""

    reason: str
    until: int = 0
    """Milliseconds since 1970, UTC; 0 for until somebody fires it."""


class OrderFired(Struct, frozen=True):
    """What was held back is to be made now."""

    step: str = ""
    """The one step that was to wait for its time; empty for the whole order."""


class OrderChanged(Struct, frozen=True):
    """The guest wants something else than what was sent."""

    lines: tuple[Line, ...]
    """All lines from now on; those that stay keep their ids."""
    reason: str
    stops: tuple[str, ...] = ()
    """Steps at which somebody may have begun what is not wanted any more: each has to acknowledge it."""
    again: tuple[str, ...] = ()
    """Steps that were bumped and have more to do now."""
    found: tuple[str, ...] = ()
    """Allergens the new notes tell of that nobody knew of before."""
    noted: bool = False
    """Whether a new note tells of an allergy nobody knew of: every station has to see it then."""


class ChangeAcknowledged(Struct, frozen=True):
    """A station has seen what is not wanted any more."""

    step: str
    waste: str = ""
    """Why what was made of it goes to waste; empty when nothing was made."""
    wasted: tuple[Line, ...] = ()
    """What goes to waste: lines as this station made them, with how many."""


class AllergySeen(Struct, frozen=True):
    """Somebody, by name, has seen at a station what the guest must not meet."""

    station: str
    """The station of the step it was seen for, wherever that is worked."""


class WasteNoted(Struct, frozen=True):
    """Something that was made goes to waste."""

    step: str
    line: int
    quantity: int
    reason: str


class OrderClosedEarly(Struct, frozen=True):
    """The order was handed over before everything of it was done."""

    reason: str
    missing: tuple[str, ...]
    """The steps that were not bumped."""


class OrderFinished(Struct, frozen=True):
    """The output is in the guest's hands."""


class GuestRated(Struct, frozen=True):
    """The guest said how it was; a later rating stands in an earlier one's place, and both stay in the record."""

    rating: int
    """1 to 5, 5 the best."""


class StoodIn(Struct, frozen=True):
    """Whoever does this step now has other roles than the one its procedure names."""

    step: str
    role: str
    """As the procedure names it."""
    reason: str


class TicketCoached(Struct, frozen=True):
    """Whoever does this step now learns it, and somebody stands beside them."""

    step: str
    coach: str
