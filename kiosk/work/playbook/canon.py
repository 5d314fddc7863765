"""The one way a value becomes bytes, so that the same value always has the same hash."""

from __future__ import annotations

import hashlib

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted", decimal_format="string")


def canonical(value: object) -> bytes:
    """Return a frozen value as JSON with sorted keys; two equal values give the same bytes."""
    return _ENCODER.encode(value)


def digest(value: object) -> str:
    """Return 64 hex digits (SHA-256) of the canonical bytes."""
    return hashlib.sha256(canonical(value)).hexdigest()
