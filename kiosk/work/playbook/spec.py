"""A spec: a limit with unit, source and jurisdiction, and what to do when it is missed."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct


class Spec(Struct, frozen=True):
    """One specification of a step."""

    id: str
    name: str
    """What is specified: `Core temperature`."""
    words: str
    """How the worker reads it: `at least 155 °F for 17 s`."""
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    source: str = ""
    """Short name of the public source of the figure."""
    jurisdiction: str = ""
    """Where the figure is law or advice; limits differ."""
    corrective: str = ""
    """What to do when a reading misses the limit."""
    reading: bool = False
    """Whether a number is typed against it."""
    gate: bool = False
    """Whether the step cannot be bumped without a reading inside the limit."""
    advice: bool = False
    """Whether a reading that misses the limit is only noted: it holds no bump."""

    def within(self, value: Decimal) -> bool:
        """Whether a reading keeps the limit; both ends belong to it."""
        above = self.minimum is None or value >= self.minimum
        return above and (self.maximum is None or value <= self.maximum)
