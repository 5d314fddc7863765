"""What guests and observers say, as facts of the procedure's half."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.tui.manager.halves import Fact
from kiosk.tui.manager.what_facts import percent
from kiosk.tui.widgets.lines import Line
from kiosk.words import _, plural
from kiosk.work.report.experience import Experience, Ratings
from kiosk.work.report.summary import How, PointSummary


def experience_fact(found: Experience, first: str) -> tuple[Fact, ...]:
    """Say how many guests rated their orders and the median; apart, those with and without the first step kept."""
    if not found.all.count:
        return ()
    head: Line = ((f"{_median(found.all)} ★", "strong bold"), (f" {_('of {all}', all=found.all.count)}", "text"))
    parted = (
        (_("{step} kept", step=first), _("kept"), found.greeted),
        (_("{step} not kept", step=first), _("not"), found.not_greeted),
    )
    long = [f" · {name} {_('{n} of {all}', n=_median(part), all=part.count)}" for name, _name, part in parted]
    short = [f", {name} {_('{n} of {all}', n=_median(part), all=part.count)}" for _name, name, part in parted]
    return (
        Fact(
            ("experience",),
            _("GUESTS"),
            (*head, *((words, "text") for words in long)),
            short=(*head, *((words, "text") for words in short)),
        ),
    )


def _median(ratings: Ratings) -> str:
    return "–" if ratings.median is None else f"{ratings.median:g}"


def seen_facts(how: How) -> tuple[Fact, ...]:
    """Say of the points somebody else saw how many were kept, and beside it what the workers say of all."""
    return (*_seen(("observed",), _("OBSERVED"), how.observed), *_seen(("told",), _("TOLD"), how.told))


def _seen(means: tuple[str, ...], title: str, points: Sequence[PointSummary]) -> tuple[Fact, ...]:
    asked = sum(point.asked for point in points)
    if not asked:
        return ()
    kept, skipped = sum(point.kept for point in points), sum(point.skipped for point in points)
    said: Line = ((percent(kept, asked), "strong bold"), (f" {_('of {all} kept', all=asked)}", "text"))
    return (
        Fact(
            means, title, (*said, (f", ✗ {plural('{n} skipped', '{n} skipped', skipped)}", "warn")) if skipped else said
        ),
    )
