"""Figures of work: one person's own, the team's by role, step and station without names, and those of one version."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kiosk.work.time.percentile import percentile

LEAST_OF_TEAM = 2
"""People a line of the team's figures has at least: of fewer it would be a person's."""


class Done(Struct, frozen=True):
    """One step somebody did."""

    person: str
    role: str
    step: str
    step_name: str
    station: str
    total_s: float
    target_s: int


class Figure(Struct, frozen=True):
    """A step, as one person or several did it."""

    role: str
    step: str
    step_name: str
    station: str
    count: int
    median_s: float | None
    """None where the line would tell of one person alone."""
    target_s: int
    """Of the newest."""


class Figures(Struct, frozen=True):
    """What one person did, and how."""

    steps: tuple[Figure, ...] = ()
    kept: int = 0
    """Points of the procedure that were kept, as they marked them or their coach did."""
    asked: int = 0


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


def own_figures(done: Iterable[Done]) -> tuple[Figure, ...]:
    """Return a person's figures for each step, the most frequent first."""
    return _figures(done, least=1)


def team_figures(done: Iterable[Done]) -> tuple[Figure, ...]:
    """Return figures by role, step and station; medians only of what several people did."""
    return _figures(done, least=LEAST_OF_TEAM)


def _figures(done: Iterable[Done], least: int) -> tuple[Figure, ...]:
    groups: dict[tuple[str, str, str], list[Done]] = {}
    for one in done:
        groups.setdefault((one.role, one.step, one.station), []).append(one)
    made = [_figure(group, least) for group in groups.values()]
    return tuple(sorted(made, key=lambda figure: (-figure.count, figure.step)))


def _figure(group: list[Done], least: int) -> Figure:
    newest = group[-1]
    told = len({one.person for one in group}) >= least
    median = percentile((one.total_s for one in group), 0.5) if told else None
    return Figure(newest.role, newest.step, newest.step_name, newest.station, len(group), median, newest.target_s)
