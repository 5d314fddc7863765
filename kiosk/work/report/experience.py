"""What guests said of the whole, beside whether they were greeted: never averaged with what was done or how."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.percentile import percentile


class Ratings(Struct, frozen=True):
    """Some guests' ratings summed up."""

    count: int = 0
    median: float | None = None
    """1 to 5; None of nothing."""


class Experience(Struct, frozen=True):
    """Every rating, and apart those of guests who were greeted and of those who were not."""

    all: Ratings = Ratings()
    greeted: Ratings = Ratings()
    """Every point of the process's first step that applied was kept, as its worker marked it."""
    not_greeted: Ratings = Ratings()
    """The first step was done and at least one of its points was not kept; an order from outside is in neither."""


class RatedStep(Struct, frozen=True):
    """A guest's rating beside one bumped step of the order it is for."""

    order_id: str
    playbook: str
    """Hash of the order's playbook."""
    rating: int
    """1 to 5."""
    step: str
    """Empty where no step of the order has points."""
    kept: int
    """How many of its points were kept, as its worker marked them."""
    asked: int
    """How many applied."""


def experience(ratings: Iterable[RatedStep], playbooks: Mapping[str, Playbook]) -> Experience:
    """Part ratings by the greeting; each stands there once for each bumped step of its order, or once alone."""
    every: dict[str, int] = {}
    greeted: list[int] = []
    not_greeted: list[int] = []
    for one in ratings:
        every[one.order_id] = one.rating
        book = playbooks.get(one.playbook)
        if book and one.step == book.process.steps[0].id and one.asked:
            (greeted if one.kept == one.asked else not_greeted).append(one.rating)
    return Experience(_summed(every.values()), _summed(greeted), _summed(not_greeted))


def _summed(ratings: Collection[int]) -> Ratings:
    return Ratings(len(ratings), percentile(ratings, 0.5))
