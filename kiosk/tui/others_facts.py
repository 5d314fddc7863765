"""What guests and observers say, as facts of the procedure's half."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.tui.draw import Line
from kiosk.tui.what_facts import percent
from kiosk.tui.widgets.halves import Fact
from kiosk.work.experience import Experience, Ratings
from kiosk.work.summary import How, PointSummary


def experience_fact(found: Experience, first: str) -> tuple[Fact, ...]:
    """Say how many guests rated their orders and the median; apart, those with and without the first step kept."""
    if not found.all.count:
        return ()
    head: Line = ((f"{_median(found.all)} ★", "strong bold"), (f" of {found.all.count}", "text"))
    parted = ((f"{first} kept", "kept", found.greeted), (f"{first} not kept", "not", found.not_greeted))
    long = [f" · {name} {_median(part)} of {part.count}" for name, _, part in parted]
    short = [f", {name} {_median(part)} of {part.count}" for _, name, part in parted]
    return (
        Fact(
            ("experience",),
            "GUESTS",
            (*head, *((words, "text") for words in long)),
            short=(*head, *((words, "text") for words in short)),
        ),
    )


def _median(ratings: Ratings) -> str:
    return "–" if ratings.median is None else f"{ratings.median:g}"


def seen_facts(how: How) -> tuple[Fact, ...]:
    """Say of the points somebody else saw how many were kept, and beside it what the workers say of all."""
    return (*_seen(("observed",), "OBSERVED", how.observed), *_seen(("told",), "TOLD", how.told))


def _seen(means: tuple[str, ...], title: str, points: Sequence[PointSummary]) -> tuple[Fact, ...]:
    asked = sum(point.asked for point in points)
    if not asked:
        return ()
    kept, skipped = sum(point.kept for point in points), sum(point.skipped for point in points)
    said: Line = ((percent(kept, asked), "strong bold"), (f" of {asked} kept", "text"))
    return (Fact(means, title, (*said, (f", ✗ {skipped} skipped", "warn")) if skipped else said),)
