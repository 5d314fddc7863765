"""Durations summed up: how many, and their percentiles as spreadsheets count them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Spread(Struct, frozen=True):
    """Some durations summed up."""

    count: int
    median_s: float | None
    p90_s: float | None
    """Nine in ten are within it; None of nothing, as the median."""


def spread(times: Iterable[float]) -> Spread:
    """Sum up some durations in seconds."""
    ordered = sorted(times)
    return Spread(len(ordered), percentile(ordered, 0.5), percentile(ordered, 0.9))


def percentile(values: Iterable[float], share: float) -> float | None:
    """Return the value below which `share` (0 to 1) of the values lie, between neighbours linearly; None of nothing.

    The same definition as spreadsheets' PERCENTILE.INC and `statistics.quantiles(method="inclusive")`.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
