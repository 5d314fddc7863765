"""Pace: on pace, due or late, from three limits and the time that has passed."""

from __future__ import annotations

from typing import Literal, Protocol

Pace = Literal["on pace", "due", "late"]

SIGNS: dict[Pace, str] = {"on pace": "●", "due": "▲", "late": "■"}
"""A shape for each, so that colour never carries it alone."""


class Limits(Protocol):
    """Anything with a warning and a late time in seconds: a step's `When`, the process's `Clock`."""

    @property
    def warn(self) -> int:
        """From here it is due."""

    @property
    def late(self) -> int:
        """From here it is late."""


def pace(milliseconds: int, limits: Limits) -> Pace:
    """Judge a duration; each limit belongs to the worse side, so there is no gap at the boundary."""
    if milliseconds >= limits.late * 1000:
        return "late"
    return "due" if milliseconds >= limits.warn * 1000 else "on pace"
