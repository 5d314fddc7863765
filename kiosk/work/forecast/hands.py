"""Hands: when the people of one station are free, for whoever plans what they do next."""

from __future__ import annotations

from collections.abc import Iterable

FOREVER = 1 << 62


class FreeHands:
    """As many as a station works on tickets at once, each with the times nothing is planned for; in milliseconds."""

    def __init__(self, free_from: Iterable[int]) -> None:
        """Have one pair of hands for each instant, free from then on."""
        self._free = [[(begin, FOREVER)] for begin in free_from]

    @property
    def changes(self) -> list[int]:
        """Return the instants at which some hands become free."""
        return [begin for free in self._free for begin, _ in free]

    def are_free(self, at: int) -> bool:
        """Whether some hands have nothing to do at an instant."""
        return any(_gap(free, at, 1) is not None for free in self._free)

    def begin(self, at: int, length: int) -> bool:
        """Plan work for this very instant, if some hands are free for all of it; say whether they are."""
        for free in self._free:
            place = _gap(free, at, length)
            if place is not None:
                _plan(free, place, at, length)
                return True
        return False

    def book(self, earliest: int, length: int) -> int:
        """Plan work for the first time some hands are free for all of it; gives when it begins.

        What is planned already never moves. Work that takes no time needs no hands.
        """
        if not length:
            return earliest
        at, which, place = min(self._first(which, earliest, length) for which in range(len(self._free)))
        _plan(self._free[which], place, at, length)
        return at

    def _first(self, which: int, earliest: int, length: int) -> tuple[int, int, int]:
        """Return when some hands could do it, which, and in which of their gaps."""
        gaps = enumerate(self._free[which])
        return next(
            (max(begin, earliest), which, place) for place, (begin, end) in gaps if _fits(begin, end, earliest, length)
        )


def _gap(free: list[tuple[int, int]], at: int, length: int) -> int | None:
    """Return the gap that holds work from an instant on: the last that has begun then, or none."""
    for place in range(len(free) - 1, -1, -1):
        begin, end = free[place]
        if begin <= at:
            return place if at + length <= end else None
    return None


def _fits(begin: int, end: int, earliest: int, length: int) -> bool:
    return max(begin, earliest) + length <= end


def _plan(free: list[tuple[int, int]], place: int, at: int, length: int) -> None:
    """Take a time out of a gap."""
    begin, end = free[place]
    free[place : place + 1] = [gap for gap in ((begin, at), (at + length, end)) if gap[0] < gap[1]]
