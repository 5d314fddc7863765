"""How a step went under one version of its procedure: WHAT and HOW beside each other, never in one number."""

from __future__ import annotations

from msgspec import Struct


class VersionFigures(Struct, frozen=True):
    """The newest times a step was done under one version; of what never was, counts of 0."""

    step: str
    procedure: str
    """The version: 12 hex digits of the document's own bytes."""
    first: str = ""
    """The first business day of these, as 2026-11-22."""
    last: str = ""
    count: int = 0
    """How often it was done, without what was bumped before it can have been done."""
    median_s: float | None = None
    p90_s: float | None = None
    late: int = 0
    """How many of these were late."""
    asked: int = 0
    """Points that were asked for these times, as the workers told; what did not apply is left out."""
    kept: int = 0
    rated: int = 0
    """Orders of these whose guest said how it was."""
    rating: float | None = None
    """The median of what they said, 1 to 5."""
