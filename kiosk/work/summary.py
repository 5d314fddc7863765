"""The manager's numbers: what was done and how it was done, in two halves that never meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


def percentile(values: Iterable[float], share: float) -> float | None:
    """Give the value below which `share` (0 to 1) of the values lie, between neighbours linearly; None of nothing.

    The same definition as spreadsheets' PERCENTILE.INC and `statistics.quantiles(method="inclusive")`.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@dataclass(frozen=True, slots=True)
class StepSummary:
    """WHAT, for one step."""

    step: str
    name: str
    count: int
    median_s: float
    p90_s: float
    target_s: int
    late: int
    """How many were late."""
    too_fast: int


@dataclass(frozen=True, slots=True)
class PointSummary:
    """HOW, for one point."""

    step: str
    point: str
    step_name: str
    words: str
    critical: bool
    kept: int
    skipped: int
    not_seen: int
    not_applicable: int

    @property
    def asked(self) -> int:
        """How often it applied."""
        return self.kept + self.skipped + self.not_seen


@dataclass(frozen=True, slots=True)
class What:
    """The process's half."""

    opened: int
    finished: int
    void: int
    open: int
    median_s: float | None
    """Of finished orders, opened to finished."""
    p90_s: float | None
    late: int
    """Finished orders past the process's late time."""
    steps: tuple[StepSummary, ...]
    per_hour: tuple[tuple[str, int], ...]
    """Finished orders by local hour of day, such as ("12", 25), hours without orders between the first and last kept."""
    slowest: tuple[tuple[int, float], ...]
    """Order numbers and seconds, slowest first, five at most."""


@dataclass(frozen=True, slots=True)
class How:
    """The procedure's half."""

    kept: int
    asked: int
    points: tuple[PointSummary, ...]
    readings: int
    out_of_spec: int
    put_right: int
    """Readings out of spec with a corrective action noted or a later good reading of the same step."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Both halves for one period."""

    what: What
    how: How
