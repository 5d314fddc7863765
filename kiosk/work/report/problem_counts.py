"""What was raised, counted by step and version of its procedure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from kiosk.work.record.problem_row import ProblemRow


class ProblemSummary(Struct, frozen=True):
    """What was raised at one step under one version of its procedure."""

    step: str
    step_name: str
    procedure: str
    problems: int
    suggestions: int
    open: int
    """How many of both nobody has resolved."""


def count_problems(problems: Iterable[ProblemRow]) -> tuple[ProblemSummary, ...]:
    """Count what was raised by step and version, most first."""
    found = tuple(problems)
    names = {one.step: one.step_name for one in found}
    kinds = Counter((one.step, one.procedure, one.kind) for one in found)
    still = Counter((one.step, one.procedure) for one in found if not one.resolved_at)
    places = Counter((one.step, one.procedure) for one in found)
    return tuple(
        ProblemSummary(
            step,
            names[step],
            version,
            kinds[step, version, "problem"],
            kinds[step, version, "suggestion"],
            still[step, version],
        )
        for (step, version), _ in places.most_common()
    )
