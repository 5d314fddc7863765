"""What can happen to an order and its tickets; `kiosk.work.events` names them all: import them from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.work.line import Line

Mark = Literal["kept", "skipped", "not-seen", "not-applicable"]
"""HOW one point went; `not-seen` takes an earlier mark back."""

Source = Literal["self", "observer", "guest"]
"""Who saw it: whoever did the step, somebody who watched, or the guest."""


@dataclass(frozen=True, slots=True)
class OrderOpened:
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


@dataclass(frozen=True, slots=True)
class OrderTaken:
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


@dataclass(frozen=True, slots=True)
class TicketTakenUp:
    """Somebody has begun a step."""

    step: str
    along: str = ""
    """The step whose bump brought it along; empty for a press of its own."""


@dataclass(frozen=True, slots=True)
class TicketBumped:
    """A step is done."""

    step: str
    procedure: str
    """Version of the procedure it was done under."""


@dataclass(frozen=True, slots=True)
class TicketUndone:
    """A bump is taken back."""

    step: str


@dataclass(frozen=True, slots=True)
class TicketPutBack:
    """Nobody works on a step any more that somebody had begun."""

    step: str


@dataclass(frozen=True, slots=True)
class TicketRecalled:
    """A bumped step is to be done again, after the time in which it could be undone."""

    step: str
    reason: str
    restarts: bool
    """Whether its clock begins anew (recall) or goes on from where it began (review)."""


@dataclass(frozen=True, slots=True)
class LineBumped:
    """One line of a ticket is done, with its choices as they were asked for."""

    step: str
    line: int


@dataclass(frozen=True, slots=True)
class LineUndone:
    """A line's bump is taken back."""

    step: str
    line: int


@dataclass(frozen=True, slots=True)
class PointMarked:
    """A point of the procedure was kept, skipped or does not apply."""

    step: str
    point: str
    mark: Mark
    reason: str = ""
    source: Source = "self"


@dataclass(frozen=True, slots=True)
class ReadingTaken:
    """A number was read against a spec."""

    step: str
    spec: str
    value: str
    """A decimal number as typed, with a point: text, so that 155.0 stays 155.0."""
    action: str = ""
    """What was done about a reading outside the limit."""


@dataclass(frozen=True, slots=True)
class OrderVoided:
    """The order will not be made or handed over."""

    reason: str


@dataclass(frozen=True, slots=True)
class OrderUnvoided:
    """A void is taken back."""


@dataclass(frozen=True, slots=True)
class OrderRushed:
    """The order goes before all others, at every station."""

    reason: str


@dataclass(frozen=True, slots=True)
class OrderUnrushed:
    """The order takes its place by its age again."""


@dataclass(frozen=True, slots=True)
class OrderHeld:
    """The order leaves the rails until a time, or until somebody fires it."""

    reason: str
    until: int = 0
    """Milliseconds since 1970, UTC; 0 for until somebody fires it."""


@dataclass(frozen=True, slots=True)
class OrderFired:
    """What was held back is to be made now."""

    step: str = ""
    """The one step that was to wait for its time; empty for the whole order."""


@dataclass(frozen=True, slots=True)
class OrderChanged:
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


@dataclass(frozen=True, slots=True)
class ChangeAcknowledged:
    """A station has seen what is not wanted any more."""

    step: str
    waste: str = ""
    """Why what was made of it goes to waste; empty when nothing was made."""
    wasted: tuple[Line, ...] = ()
    """What goes to waste: lines as this station made them, with how many."""


@dataclass(frozen=True, slots=True)
class AllergySeen:
    """Somebody, by name, has seen at a station what the guest must not meet."""

    station: str
    """The station of the step it was seen for, wherever that is worked."""


@dataclass(frozen=True, slots=True)
class WasteNoted:
    """Something that was made goes to waste."""

    step: str
    line: int
    quantity: int
    reason: str


@dataclass(frozen=True, slots=True)
class OrderClosedEarly:
    """The order was handed over before everything of it was done."""

    reason: str
    missing: tuple[str, ...]
    """The steps that were not bumped."""


@dataclass(frozen=True, slots=True)
class OrderFinished:
    """The output is in the guest's hands."""


@dataclass(frozen=True, slots=True)
class GuestRated:
    """The guest said how it was; a later rating stands in an earlier one's place, and both stay in the record."""

    rating: int
    """1 to 5, 5 the best."""


@dataclass(frozen=True, slots=True)
class StoodIn:
    """Whoever does this step now has other roles than the one its procedure names."""

    step: str
    role: str
    """As the procedure names it."""
    reason: str


@dataclass(frozen=True, slots=True)
class TicketCoached:
    """Whoever does this step now learns it, and somebody stands beside them."""

    step: str
    coach: str
