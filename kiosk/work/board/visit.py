"""How a counter knows a guest by name: how often they came, and what was said to them; it goes when they are forgotten.

A name is all there is to know a guest by, so two guests of one name count as one: it decides which line is said to
them, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import normalize

from msgspec import Struct, field

MOST = 50
"""Earlier orders of a name that are looked at, the newest: more tell nothing new of who is a regular."""

DAY = 86_400_000
"""Milliseconds of a day."""

_ACCENTS = re.compile("[\u0300-\u036f]")


class SpokenLine(Struct, frozen=True):
    """What was said at a step of an order."""

    seq: int
    """Of the order's first event."""
    line: str
    """As the procedure has it."""


class Visits(Struct, frozen=True):
    """What the record holds of the orders under one name that were opened before one order."""

    earlier: int = 0
    """How many there are that were not voided, up to `MOST`."""
    finished: tuple[int, ...] = ()
    """When those that are finished were, in UTC milliseconds."""
    heard: Mapping[str, SpokenLine] = field(default_factory=dict)
    """By step, what was said to the guest last."""

    def lately(self, now: int, days: int) -> int:
        """Count the orders that were finished in so many days before an instant, in UTC milliseconds."""
        return sum(now - days * DAY <= at <= now for at in self.finished)


@lru_cache(maxsize=512)
def name_key(name: str) -> str:
    """Return what two spellings of a name have in common: no case, no accents, no spaces too many."""
    plain = normalize("NFC", _ACCENTS.sub("", normalize("NFKD", name.casefold()))).casefold()
    return " ".join(plain.split())
