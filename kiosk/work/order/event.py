"""What an event is, and how the journal holds it; each stands with its kin in one of the modules named `*_events`."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import Struct

from kiosk.work.time.instant import Instant

Mark = Literal["kept", "skipped", "not-seen", "not-applicable"]
"""HOW one point went; `not-seen` takes an earlier mark back."""

Source = Literal["self", "observer", "guest"]
"""Who saw it: whoever did the step, somebody who watched, or the guest."""

ProblemKind = Literal["problem", "suggestion"]
"""What is wrong, or what would be better."""

COUNTER_STREAM = "counter"
"""The stream of what concerns no order."""


class Event(Struct, frozen=True):
    """Something that happened, in what cannot be derived; who, where and when stand in the `Stamp` beside it."""

    word: ClassVar[str] = ""
    """What it is called on disk. A word lives for ever: it is never changed, and never used for anything else."""


class Stamp(Struct, frozen=True):
    """Who, where and when."""

    at: Instant
    by: str = ""
    """The person; empty says that nobody had signed in."""
    station: str = ""
    """The station whose terminal wrote it; empty for none."""
    not_proved: bool = False
    """Whether the person was only said, by a command at a counter where people have PINs."""


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


class RefusedText(Struct, frozen=True):
    """A refused order as it came; stands outside the chain, and may be forgotten."""

    id: str
    source: str
    reference: str
    reason: str
    """The sentence it was refused with."""
    text: bytes
    """As it came, 512 kB of it at most."""
    size: int
    """How many bytes came."""
    at: int
    """Milliseconds since 1970, UTC."""
    salt: str
    """What the row's seal is mixed with: it goes with the text."""


class Guest(Struct, frozen=True):
    """What may be forgotten about an order's guest; stands outside the chain."""

    order_id: str
    name: str = ""
    note: str = ""
    allergy: str = ""
    """The guest's own words."""
    fields: tuple[tuple[str, str], ...] = ()
    """What is said of the order's fields: each with its id, as it is kept."""

    @property
    def unnamed(self) -> Guest:
        """What is said of the order's fields alone."""
        return Guest(self.order_id, fields=self.fields)
