"""A counter for a terminal: orders in, steps done at stations, slips out, and one journal of it all."""

__version__ = "0.2.0"

RELEASED = "2026-12-01"
"""The day of this version: no clock that is set is before it."""
