"""`kiosk summary`: the manager's numbers, WHAT was done and HOW it was done, in two halves that never meet."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import sole
from kiosk.cli.times import add_times, period

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.counter.ports import Period
    from kiosk.work.report.exceptions import Detours
    from kiosk.work.report.summary import How, Summary, What


def add(nouns: Nouns) -> None:
    """Add the noun."""
    add_times(sole(nouns, "summary", _summary))


def _summary(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def sums(counter: Counter) -> tuple[Period, Summary, tuple[tuple[str, int], ...]]:
        since = args.since if args.since or args.until else "today"
        days = period(since, args.until, counter.today)
        return days, await counter.reports.summary(days), await counter.reports.not_proved(days)

    days, summary, named = with_counter(args, sums)
    if args.json:
        from msgspec.structs import asdict

        facts({"first": days.first, "last": days.last, **asdict(summary)})
    else:
        _what(summary.what)
        if named:
            print(
                f"Steps by names that commands said, not proved: {', '.join(f'{who} {count}' for who, count in named)}"
            )
        print()
        _how(summary.how)
    return 0


def _what(what: What) -> None:
    """Print the process's half; the signs are those of the manager's screen."""
    from kiosk.cli.say import table
    from kiosk.work.time.instant import seconds_words
    from kiosk.work.time.pace import SIGNS, share_pace

    print("WHAT was done")
    print(f"Orders: {what.opened} opened, {what.finished} finished, {what.void} void, {what.open} open")
    if what.finished:
        _clocks(what)
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
        _stations(what)
    _detours(what.detours)


def _clocks(what: What) -> None:
    """Print the three clocks, each with the moments it runs between."""
    from kiosk.work.time.instant import seconds_words
    from kiosk.work.time.pace import SIGNS, share_pace

    late = f", {SIGNS[share_pace(what.late, what.finished)]} {what.late} late"
    for name, median, p90, more in (
        ("Time of an order, opened to handed over", what.median_s, what.p90_s, late),
        ("R2P, receipt to handed over", what.r2p.median_s, what.r2p.p90_s, ""),
        ("Handoff, all ready to handed over", what.handoff.median_s, what.handoff.p90_s, ""),
    ):
        print(f"{name}: median {seconds_words(median)}, 90 % within {seconds_words(p90)}{more}")


def _stations(what: What) -> None:
    """Print each station's times, of the last hour and of all these days."""
    from kiosk.cli.say import table
    from kiosk.work.time.instant import seconds_words
    from kiosk.work.time.pace import SIGNS, share_pace

    rows = [
        (
            station.name,
            when,
            station.count,
            seconds_words(station.median_s),
            seconds_words(station.p90_s),
            f"{SIGNS[share_pace(station.late, station.count)]} {station.late}",
        )
        for when, stations in (("last hour", what.last_hour), ("all", what.stations))
        for station in stations
    ]
    print()
    table(("station", "when", "done", "median", "90 %", "late"), rows, range(2, 6))


def _detours(found: Detours) -> None:
    """Print what did not go its straight way."""
    from kiosk.cli.say import table

    print()
    print(f"Recalls: {found.recalls}, {found.recalled_after} orders after the hand-over")
    if found.recalls_by:
        table(("step", "why", "recalls"), [(one.step_name, one.reason, one.count) for one in found.recalls_by], (2,))
    if found.sent_back:
        print("Sent back by a reading")
        rows = [(one.step_name, one.read_at, one.spec, one.rounds, one.orders, one.most) for one in found.sent_back]
        table(("back to", "read at", "spec", "rounds", "orders", "most in one"), rows, (3, 4, 5))
    print(f"Waste: {found.wasted} pieces")
    if found.waste_by:
        table(("item", "why", "pieces"), [(one.name, one.reason, one.pieces) for one in found.waste_by], (2,))
    if found.remade:
        print(f"Made again: {found.remade.pieces} pieces, {found.remade.price_cents / 100:.2f} by the menu")
        table(("item", "why", "pieces"), [(one.name, one.cause, one.pieces) for one in found.remade.by], (2,))
    print(
        f"Orders handed over early: {found.early}, rushed: {found.rushed}, changed: {found.changed}, held: {found.held}"
    )
    print(f"Bumps taken back: {found.undone}")


def _how(how: How) -> None:
    """Print the procedure's half."""
    from kiosk.cli.say import table

    print("HOW it was done")
    print(f"Points: {how.kept} of {how.asked} kept")
    print(f"Readings: {how.readings}, {how.out_of_spec} out of spec, {how.put_right} of those put right")
    _others(how)
    done = how.routines
    if done.all:
        states = f"{done.done} done, {done.late} late, {done.missed} missed, {done.begun} begun"
        print(f"Routines: {states}; {done.kept} of {done.asked} of their points kept")
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
    if how.problems:
        print()
        raised = [(one.step_name, one.procedure, one.problems, one.suggestions, one.open) for one in how.problems]
        table(("step", "version", "problems", "suggestions", "open"), raised, range(2, 5))


def _others(how: How) -> None:
    """Print what observers and guests say, apart from what the workers say."""
    for who, points in (("Observers", how.observed), ("Guests", how.told)):
        if points:
            kept, asked = sum(point.kept for point in points), sum(point.asked for point in points)
            print(f"{who} saw: {kept} of {asked} points kept")
    found = how.experience
    if found.all.count:
        parts = (("all", found.all), ("first step kept", found.greeted), ("not kept", found.not_greeted))
        said = (f"{name} {'–' if one.median is None else f'{one.median:g}'} (n {one.count})" for name, one in parts)
        print(f"Ratings by guests, median: {', '.join(said)}")
