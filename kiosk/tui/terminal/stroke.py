"""What comes from a keyboard before it means anything: strokes, and what a scanner read."""

from __future__ import annotations

from msgspec import Struct

NO_NAME = "unknown"
"""What a key is called that nobody here knows."""

FAST = 0.035
"""Seconds between two keys below which no hand saw what the first of them did before it struck the second."""


class Stroke(Struct, frozen=True):
    """One key as it was struck."""

    key: str
    """Its name; of two pressed together, `chord` of both."""
    at: float
    """When, in seconds of one clock."""
    sign: str = ""
    """What it types; empty for Enter, arrows and their like."""
    event: object = None
    """What is handed on where the key is to be done; the stroke knows nothing of it."""


class Scan(Struct, frozen=True):
    """What a barcode scanner typed."""

    text: str


Heard = Stroke | Scan
