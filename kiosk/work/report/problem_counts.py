"""What was raised, counted by step and version of its procedure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct


class SomeProblem(Protocol):
    """What is counted of a problem; a `ProblemRow` is one."""

    @property
    def step(self) -> str:
        """The step it was raised at."""

    @property
    def step_name(self) -> str:
        """Its name."""

    @property
    def procedure(self) -> str:
        """Version of its procedure."""

    @property
    def kind(self) -> str:
        """One of problem and suggestion."""

    @property
    def resolved_at(self) -> str:
        """UTC; empty while it is open."""


class ProblemSummary(Struct, frozen=True):
    """What was raised at one step under one version of its procedure."""

    step: str
    step_name: str
    procedure: str
    problems: int
    suggestions: int
    open: int
    """How many of both nobody has resolved."""


def count_problems(problems: Iterable[SomeProblem]) -> tuple[ProblemSummary, ...]:
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
