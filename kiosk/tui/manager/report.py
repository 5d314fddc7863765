"""The manager's numbers as the two halves of the screen show them: WHAT was done, and HOW; never averaged together.

| number | rule |
|---|---|
| percentages | whole; 100 % only when all, 0 % only when none; – of nothing |
| times | minutes and whole seconds, begun seconds not counted |
| sign of a late share | ● below 5 %, ▲ from 5 %, ■ from 10 % (`work.time.pace.share_pace`) |
| change | percentage points against the same weekdays before |
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kiosk.tui.manager.bars import Bars, Share, Shares, lying
from kiosk.tui.manager.halves import BigFigure, Fact, Half
from kiosk.tui.manager.others_facts import experience_fact, seen_facts
from kiosk.tui.manager.problem_facts import problems_fact
from kiosk.tui.manager.routine_facts import routines_fact
from kiosk.tui.manager.what_facts import clock_facts, detour_facts, percent, station_facts
from kiosk.tui.widgets.columns import Column, Row
from kiosk.tui.widgets.lines import Line, Run
from kiosk.tui.widgets.words import MARK_SIGNS, PACE_STYLES
from kiosk.words import _, later, plural
from kiosk.work.board.board import OnBoard, order_age
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.report.summary import How, PointSummary, StepSummary, Summary, What
from kiosk.work.routine.schedule import Planned
from kiosk.work.time.instant import Instant, clock_words, seconds_words
from kiosk.work.time.pace import SIGNS, Pace, pace, share_pace

KEPT_BAR = 10
"""Columns of a point's bar."""


class Numbers(Struct, frozen=True):
    """What both halves are made of."""

    summary: Summary
    before: Summary | None
    """Of the days compared with; None while unknown."""
    open: tuple[OnBoard, ...]
    """Unfinished orders of these days, oldest first."""
    now: Instant
    playbook: Playbook
    """For the first step's name."""
    planned: tuple[Planned, ...] = ()
    """The routines of today as they stand now; none where today is not among these days."""


# WHAT was done.


def what_half(numbers: Numbers) -> Half:
    """Put the process's half together."""
    what = numbers.summary.what
    late = share_pace(what.late, what.finished)
    figures = (
        BigFigure(_("orders served"), _("served"), str(what.finished), "strong"),
        BigFigure(_("median order"), _("median"), seconds_words(what.median_s), "strong"),
        BigFigure(
            f"{SIGNS[late]} {_('late')}",
            f"{SIGNS[late]} {_('late')}",
            percent(what.late, what.finished),
            PACE_STYLES[late],
        ),
    )
    rows = tuple(_step_row(step) for step in what.steps)
    facts = (_open_fact(numbers), *_slowest_fact(what), *_fast_fact(what))
    more = (*clock_facts(what, numbers.playbook), *detour_facts(what, numbers.playbook), *station_facts(what))
    empty = "" if what.steps else _("No step was done on these days.")
    columns = (
        Column(later("STEP"), right=False, grow=True),
        Column(later("n")),
        Column(later("median")),
        Column(later("p90"), rank=2),
        Column(later("target"), rank=1),
        Column(later("late")),
    )
    chart = Bars(what.per_hour, "accent") if what.per_hour else None
    return Half(_("WHAT WAS DONE"), _("the process"), "accent", figures, chart, columns, rows, (*facts, *more), empty)


def _step_row(step: StepSummary) -> Row:
    late = share_pace(step.late, step.count)
    cells: tuple[Line, ...] = (
        ((step.name, "text"),),
        ((str(step.count), "text"),),
        ((seconds_words(step.median_s), "strong bold"),),
        ((seconds_words(step.p90_s), "text"),),
        ((seconds_words(step.target_s), "quiet"),),
        ((f"{SIGNS[late]}{percent(step.late, step.count):>4}", PACE_STYLES[late]),),
    )
    return Row(("step", step.step), cells)


def _open_fact(numbers: Numbers) -> Fact:
    """Say what is not served: how many are open, the oldest of them by pace, and how many are void."""
    what = numbers.summary.what
    count: Run = (str(what.open) if what.open else _("none"), "text")
    void: Line = ((f", {plural('{n} void', '{n} void', what.void)}", "quiet"),) if what.void else ()
    if not what.open or not numbers.open:
        return Fact(("open",), _("OPEN"), (count, *void))
    oldest = numbers.open[0]
    age = order_age(oldest.order, numbers.now)
    slow = pace(age, oldest.playbook.process.clock)
    aged: Run = (f"{clock_words(age)} {SIGNS[slow]}", f"{PACE_STYLES[slow]} bold")
    long: Line = (count, (f", {_('oldest {number} at', number=oldest.order.called)} ", "text"), aged, *void)
    return Fact(("open",), _("OPEN"), long, short=(count, (f", {_('oldest')} ", "text"), aged, *void))


def _slowest_fact(what: What) -> tuple[Fact, ...]:
    """Name the slowest orders, beside one another or below one another."""
    slowest = what.slowest
    if not slowest:
        return ()
    widest = max(len(str(order.number)) for order in slowest)
    each: list[Line] = [
        (
            (f"{order.number:>{widest}} {_('in')} ", "text"),
            (f"{seconds_words(order.seconds)} {SIGNS[order.pace]}", PACE_STYLES[order.pace]),
        )
        for order in slowest
    ]
    together: list[Run] = []
    for line in each:
        together += [*([(" · ", "quiet")] if together else []), *line]
    return (Fact(("slowest",), _("SLOWEST"), tuple(together), tuple(each)),)


def _fast_fact(what: What) -> tuple[Fact, ...]:
    """Say how many bumps came before the work can have been done."""
    bumps, fast = sum(step.count for step in what.steps), sum(step.too_fast for step in what.steps)
    if not bumps:
        return ()
    if not fast:
        return (
            Fact(
                ("too-fast",),
                _("TOO FAST"),
                ((f"● {_('none')}", "good"), (f" {plural('of {n} bump', 'of {n} bumps', bumps)}", "quiet")),
            ),
        )
    said: Line = (
        (f"▲ {fast}", "warn bold"),
        (f" {plural('of {n} bump', 'of {n} bumps', bumps)}, {percent(fast, bumps)}", "text"),
    )
    return (Fact(("too-fast",), _("TOO FAST"), said),)


# HOW it was done.


def how_half(numbers: Numbers) -> Half:
    """Put the procedure's half together."""
    how = numbers.summary.how
    first = numbers.playbook.process.steps[0]
    greeted = [point for point in how.points if point.step == first.id]
    out: Pace = "late" if how.out_of_spec > how.put_right else "due" if how.out_of_spec else "on pace"
    figures = (
        BigFigure(_("points kept"), _("kept"), percent(how.kept, how.asked), "strong"),
        BigFigure(first.name, first.name, percent(_kept(greeted), sum(point.asked for point in greeted)), "strong"),
        BigFigure(
            f"{SIGNS[out]} {_('out of spec')}", f"{SIGNS[out]} {_('off spec')}", str(how.out_of_spec), PACE_STYLES[out]
        ),
    )
    before = {(point.step, point.point): point for point in numbers.before.how.points} if numbers.before else {}
    rows = tuple(_point_row(point, before.get((point.step, point.point))) for point in how.points)
    columns = (
        Column(later("STEP"), right=False, rank=4, needs=36),
        Column(later("POINT"), right=False, grow=True),
        Column("", rank=5, needs=36),
        Column(later("kept")),
        Column(MARK_SIGNS["skipped"][0], rank=2, needs=18),
        Column(MARK_SIGNS["not-seen"][0], rank=3, needs=18),
        Column(later("change"), rank=1, needs=18),
    )
    empty = "" if how.points else _("No point was asked for on these days.")
    facts = (
        *_least_fact(how),
        *_critical_fact(how),
        _readings_fact(how),
        problems_fact(how),
        *routines_fact(how.routines, numbers.planned),
        *experience_fact(how.experience, first.name),
        *seen_facts(how),
    )
    return Half(_("HOW IT WAS DONE"), _("the procedure"), "how", figures, _shares(how), columns, rows, facts, empty)


def _shares(how: How) -> Shares:
    """Part all points into kept, skipped and not seen."""
    skipped, unseen = MARK_SIGNS["skipped"][0], MARK_SIGNS["not-seen"][0]
    return Shares(
        (
            Share(_("kept"), how.kept, "█", "", "how"),
            Share(_("skipped"), sum(point.skipped for point in how.points), "▒", skipped, "warn"),
            Share(_("not seen"), sum(point.not_seen for point in how.points), "░", unseen, "quiet"),
        )
    )


def _kept(points: Iterable[PointSummary]) -> int:
    return sum(point.kept for point in points)


def _point_row(point: PointSummary, before: PointSummary | None) -> Row:
    flag: Line = (("! ", "bad bold"),) if point.critical else ()
    cells: tuple[Line, ...] = (
        ((point.step_name, "quiet"),),
        (*flag, (point.words, "text")),
        (lying(point.kept / point.asked if point.asked else 0.0, KEPT_BAR, "how"),),
        ((percent(point.kept, point.asked), "strong bold"),),
        ((str(point.skipped or "·"), "warn" if point.skipped else "quiet"),),
        ((str(point.not_seen or "·"), "text" if point.not_seen else "quiet"),),
        (_change(point, before),),
    )
    return Row(("point", point.step, point.point), cells)


def _change(point: PointSummary, before: PointSummary | None) -> Run:
    """Say by how many percentage points more or less was kept than before; nothing to compare, nothing said."""
    if before is None or not before.asked or not point.asked:
        return ("", "quiet")
    change = round(100 * point.kept / point.asked - 100 * before.kept / before.asked)
    if not change:
        return ("=  0", "quiet")
    return (f"▲{change:>3}", "good") if change > 0 else (f"▼{-change:>3}", "bad")


def _least_fact(how: How) -> tuple[Fact, ...]:
    """Name the point kept least."""
    asked = [point for point in how.points if point.asked]
    if not asked:
        return ()
    least = min(asked, key=lambda point: point.kept / point.asked)
    share: Run = (f"{percent(least.kept, least.asked)} ", "strong bold")
    long: Line = (share, (f"{least.step_name}: {least.words}", "text"))
    means = ("point", least.step, least.point, "least")
    return (Fact(means, _("LEAST"), long, short=(share, (least.words, "text"))),)


def _critical_fact(how: How) -> tuple[Fact, ...]:
    """Say how often a point of safety was not kept."""
    critical = [point for point in how.points if point.critical]
    asked = sum(point.asked for point in critical)
    missed = asked - _kept(critical)
    if not asked:
        return ()
    if not missed:
        return (
            Fact(
                ("critical",),
                _("CRITICAL"),
                ((f"● {_('all kept')}", "good"), (f" {_('of {all}', all=asked)}", "quiet")),
            ),
        )
    said: Line = ((f"■ {missed}", "bad bold"), (f" {_('of {all} not kept', all=asked)}", "text"))
    return (Fact(("critical",), _("CRITICAL"), said),)


def _readings_fact(how: How) -> Fact:
    """Count the readings, those out of spec, and those put right."""
    if not how.readings:
        return Fact(("readings",), _("READINGS"), ((_("none taken"), "quiet"),))
    if not how.out_of_spec:
        return Fact(("readings",), _("READINGS"), ((f"{how.readings}, ", "text"), (f"● {_('all in spec')}", "good")))
    right = how.put_right == how.out_of_spec
    sign, look = ("▲", "warn bold") if right else ("■", "bad bold")
    count = plural("{n} put right", "{n} put right", how.put_right)
    put, briefly = (_("all put right"), _("put right")) if right else (count, count)
    long: Line = (
        (f"{how.readings}, ", "text"),
        (f"{sign} {_('{n} out of spec', n=how.out_of_spec)}", look),
        (f", {put}", "text"),
    )
    short: Line = (
        (f"{sign} {_('{n} of {all} out', n=how.out_of_spec, all=how.readings)}", look),
        (f", {briefly}", "text"),
    )
    return Fact(("readings",), _("READINGS"), long, short=short)
