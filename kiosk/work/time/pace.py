"""Pace: on pace, due or late, of a time that has passed or of a share that went wrong."""

from __future__ import annotations

from typing import Literal, Protocol

Pace = Literal["on pace", "due", "late"]

SIGNS: dict[Pace, str] = {"on pace": "●", "due": "▲", "late": "■"}
"""A shape for each, so that colour never carries it alone."""

DUE_SHARE = 0.05
LATE_SHARE = 0.10
"""From these shares on that went wrong, a share is due and late."""


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


def share_pace(wrong: int, whole: int) -> Pace:
    """Judge the share that went wrong; nothing of nothing is on pace."""
    share = wrong / whole if whole else 0.0
    return "late" if share >= LATE_SHARE else "due" if share >= DUE_SHARE else "on pace"
