"""What became of the routines of some days, counted apart from the orders' steps: a routine is for no guest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from kiosk.work.record.routine_row import RoutineRow


class RoutineSummary(Struct, frozen=True):
    """The routines of some days."""

    done: int = 0
    late: int = 0
    """Done after their minutes of grace."""
    missed: int = 0
    """Not done within their grace, and not later either."""
    begun: int = 0
    """Somebody has one, or had it and did not end it."""
    kept: int = 0
    """Points of those done and late."""
    asked: int = 0

    @property
    def all(self) -> int:
        """How many the record knows."""
        return self.done + self.late + self.missed + self.begun


def count_routines(routines: Iterable[RoutineRow]) -> RoutineSummary:
    """Count occurrences by what became of them, and the points of those that were done."""
    found = tuple(routines)
    states = Counter(one.state for one in found)
    over = [one for one in found if one.state in ("done", "late")]
    return RoutineSummary(
        states["done"],
        states["late"],
        states["missed"],
        states["begun"],
        sum(one.points_kept for one in over),
        sum(one.points for one in over),
    )
