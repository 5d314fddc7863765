"""`kiosk summary`: the manager's numbers, WHAT was done and HOW it was done, in two halves that never meet."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import sole
from kiosk.cli.times import add_times, period

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter import Counter
    from kiosk.ports import Period
    from kiosk.work.summary import How, Summary, What


def add(nouns: Nouns) -> None:
    """Add the noun."""
    add_times(sole(nouns, "summary", _summary))


def _summary(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def sums(counter: Counter) -> tuple[Period, Summary]:
        since = args.since if args.since or args.until else "today"
        days = period(since, args.until, counter.today)
        return days, await counter.summary(days)

    days, summary = with_counter(args, sums)
    if args.json:
        from dataclasses import asdict

        facts({"first": days.first, "last": days.last, **asdict(summary)})
    else:
        _what(summary.what)
        print()
        _how(summary.how)
    return 0


def _what(what: What) -> None:
    """Print the process's half; the signs are those of the manager's screen."""
    from kiosk.cli.say import table
    from kiosk.work.instant import seconds_words
    from kiosk.work.pace import SIGNS
    from kiosk.work.summary import share_pace

    print("WHAT was done")
    print(f"Orders: {what.opened} opened, {what.finished} finished, {what.void} void, {what.open} open")
    if what.median_s is not None and what.p90_s is not None:
        late = f"{SIGNS[share_pace(what.late, what.finished)]} {what.late} late"
        print(
            f"Time of an order: median {seconds_words(what.median_s)}, 90 % within {seconds_words(what.p90_s)}, {late}"
        )
    if what.steps:
        print()
        rows = [
            (
                step.name,
                step.count,
                seconds_words(step.median_s),
                seconds_words(step.p90_s),
                seconds_words(step.target_s),
                f"{SIGNS[share_pace(step.late, step.count)]} {step.late}",
                step.too_fast,
            )
            for step in what.steps
        ]
        table(("step", "done", "median", "90 %", "target", "late", "too fast"), rows, range(1, 7))


def _how(how: How) -> None:
    """Print the procedure's half."""
    from kiosk.cli.say import table

    print("HOW it was done")
    print(f"Points: {how.kept} of {how.asked} kept")
    print(f"Readings: {how.readings}, {how.out_of_spec} out of spec, {how.put_right} of those put right")
    if how.points:
        print()
        rows = [
            (
                point.step_name,
                f"{point.words}{' (critical)' if point.critical else ''}",
                point.kept,
                point.skipped,
                point.not_seen,
                point.not_applicable,
            )
            for point in how.points
        ]
        table(("step", "point", "kept", "skipped", "not seen", "n/a"), rows, range(2, 6))
