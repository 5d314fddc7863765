"""The rows behind one of the manager's numbers: what is asked of the record, and how each row reads.

What went wrong stands first: the slowest, the not kept, the out of spec.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period, Wanted
from kiosk.tui.manager.drill_exceptions import also, clocks, ratings, recalls, remakes, waste
from kiosk.tui.manager.drill_routines import routines_behind
from kiosk.tui.manager.routine_facts import ROUTINES
from kiosk.tui.manager.rows import Behind, Moments, made
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.lines import Line
from kiosk.tui.widgets.words import MARK_SIGNS, PACE_STYLES, PACE_WORDS
from kiosk.words import _, later
from kiosk.work.order.event import Source
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.record.adherence import PointRow, ReadingRow
from kiosk.work.record.completion import Completion
from kiosk.work.record.record import OrderRow, Rows
from kiosk.work.report.summary import order_pace
from kiosk.work.time.instant import seconds_words
from kiosk.work.time.pace import SIGNS

Means = tuple[str, ...]
Ask = Callable[..., Awaitable[Rows]]
"""Asks for the rows of some questions, one after another."""

MARK_WORDS = {
    "kept": later("kept"),
    "skipped": later("skipped"),
    "not-seen": later("not seen"),
    "not-applicable": later("not asked"),
}
SEEN_BY = {"observer": later("What observers saw"), "guest": later("What guests told")}
WORST_FIRST = {"skipped": 0, "not-seen": 1, "kept": 2, "not-applicable": 3}


async def behind(counter: Counter, period: Period, means: Means) -> Behind:
    """Read the rows behind a number of the manager's screen."""
    told = Moments(counter.local, period.first != period.last)
    if means == ROUTINES:
        return await routines_behind(counter, period, told)

    ask = partial(_asked, counter, period)
    match means:
        case ("open",):
            found = await ask(Wanted("orders", state="open"), Wanted("orders", state="void"))
            return _unserved(found.orders, told)
        case ("slowest",):
            served = (await ask(Wanted("orders", state="finished"))).orders
            return _served(served, await counter.playbooks.stored(row.playbook for row in served), told)
        case ("too-fast",):
            found = await ask(Wanted("completions", too_fast=True))
            return _too_fast(found.completions, told)
        case ("step", step):
            found = await ask(*(Wanted("completions", step=step, pace=name) for name in SIGNS))
            title = found.completions[0].step_name if found.completions else step
            return _completions(title, found.completions, told)
        case ("critical",):
            found = await ask(*(Wanted("adherence", critical=True, mark=mark, source="self") for mark in WORST_FIRST))
            return _points(_("Critical points"), found.adherence, told, named=True)
        case ("point", step, point, *_):
            asked = (Wanted("adherence", step=step, point=point, mark=mark, source="self") for mark in WORST_FIRST)
            found = await ask(*asked)
            title = f"{found.adherence[0].step_name}: {found.adherence[0].words}" if found.adherence else point
            return _points(title, found.adherence, told)
        case ("readings",):
            return _readings((await ask(Wanted("readings"))).readings, told)
        case _:
            return await _aside(ask, means, told)


async def _aside(ask: Ask, means: Means, told: Moments) -> Behind:
    """Read the rows behind a clock, a station, or what did not go its straight way."""
    match means:
        case ("clock", clock):
            return clocks((await ask(Wanted("orders", state="finished"))).orders, clock, told)
        case ("observed" | "told",):
            source: Source = "observer" if means == ("observed",) else "guest"
            found = await ask(*(Wanted("adherence", source=source, mark=mark) for mark in WORST_FIRST))
            return _points(_(SEEN_BY[source]), found.adherence, told, named=True)
        case ("experience",):
            return ratings((await ask(Wanted("orders", rated=True))).orders, told)
        case ("recalls",):
            return recalls((await ask(Wanted("recalls"))).recalls, told)
        case ("waste",):
            return waste((await ask(Wanted("waste"))).waste, told)
        case ("remakes",):
            return remakes((await ask(Wanted("remakes"))).remakes, told)
        case ("station", station):
            found = await ask(*(Wanted("completions", station=station, pace=name) for name in SIGNS))
            return _completions(_("At {station}", station=station), found.completions, told, named=True)
        case _:
            return also((await ask(Wanted("orders", detours=True))).orders, told)


async def _asked(counter: Counter, period: Period, *questions: Wanted) -> Rows:
    """Ask one question after another, so that what went wrong is there however much went right."""
    answers = [await counter.reports.rows(period, question) for question in questions]
    return Rows(
        tuple(row for answer in answers for row in answer.orders),
        tuple(row for answer in answers for row in answer.completions),
        tuple(row for answer in answers for row in answer.adherence),
        tuple(row for answer in answers for row in answer.readings),
        tuple(row for answer in answers for row in answer.recalls),
        tuple(row for answer in answers for row in answer.waste),
        tuple(row for answer in answers for row in answer.remakes),
    )


def _completions(title: str, rows: Sequence[Completion], told: Moments, *, named: bool = False) -> Behind:
    """Show bumps, with the step's name where there are several steps."""
    columns = (
        Column(later("order")),
        Column(later("done"), rank=2),
        Column(later("who"), right=False, grow=True),
        Column(later("step") if named else later("where"), right=False, rank=4),
        Column(later("items"), rank=5),
        Column(later("took")),
        Column(later("target"), rank=3),
        Column(later("pace"), right=False, rank=1),
    )
    slowest = sorted(rows, key=lambda row: -row.total_s)
    return made(title, _("slowest first"), columns, slowest, partial(_completion_row, told, named=named))


def _too_fast(rows: Sequence[Completion], told: Moments) -> Behind:
    columns = (
        Column(later("order")),
        Column(later("done"), rank=2),
        Column(later("step"), right=False, grow=True),
        Column(later("took")),
        Column(later("at least")),
        Column(later("who"), right=False, rank=1),
    )
    fastest = sorted(rows, key=lambda row: row.total_s - row.earliest_s)
    return made(_("Faster than possible"), _("fastest first"), columns, fastest, partial(_fast_row, told))


def _fast_row(told: Moments, row: Completion) -> Row:
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.bumped_at),
        cell(row.step_name),
        cell(f"▲ {seconds_words(row.total_s)}", "warn bold"),
        cell(seconds_words(row.earliest_s), "quiet"),
        cell(row.person or "–", "text" if row.person else "quiet"),
    )
    return Row((row.order_id, row.step), cells)


def _completion_row(told: Moments, row: Completion, *, named: bool) -> Row:
    fast: Line = ((_("▲ too fast"), "warn bold"),)
    slow: Line = ((f"{SIGNS[row.pace]} {_(PACE_WORDS[row.pace])}", PACE_STYLES[row.pace]),)
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.bumped_at),
        cell(row.person or "–", "text" if row.person else "quiet"),
        cell(row.step_name if named else row.terminal or row.station, "quiet"),
        cell(str(row.items), "quiet"),
        cell(seconds_words(row.total_s), "strong"),
        cell(seconds_words(row.target_s), "quiet"),
        fast if row.too_fast else slow,
    )
    return Row((row.order_id, row.step), cells)


def _points(title: str, rows: Sequence[PointRow], told: Moments, *, named: bool = False) -> Behind:
    """Show marks, with the point's name where there are several points."""
    columns = (
        Column(later("order")),
        Column(later("when"), rank=2),
        Column(later("how it went"), right=False),
        Column(later("point") if named else later("why"), right=False, grow=True),
        Column(later("who"), right=False, rank=1),
    )
    marks = sorted(rows, key=lambda row: WORST_FIRST[row.mark])
    return made(title, _("not kept first"), columns, marks, partial(_point_row, told, named=named))


def _point_row(told: Moments, row: PointRow, *, named: bool) -> Row:
    sign, look = MARK_SIGNS[row.mark]
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.at),
        cell(f"{sign} {_(MARK_WORDS[row.mark])}", look),
        cell(f"{row.step_name}: {row.words}" if named else usual(row.reason)),
        cell(row.person or "–", "text" if row.person else "quiet"),
    )
    return Row((row.order_id, row.step, row.point), cells)


def _readings(rows: Sequence[ReadingRow], told: Moments) -> Behind:
    columns = (
        Column(later("order")),
        Column(later("when"), rank=2),
        Column(later("read")),
        Column("", right=False),
        Column(later("spec"), right=False, grow=True),
        Column(later("done about it"), right=False, rank=3),
        Column(later("who"), right=False, rank=1),
    )
    taken = sorted(rows, key=lambda row: row.within)
    return made(_("Readings"), _("out of spec first"), columns, taken, partial(_reading_row, told))


def _reading_row(told: Moments, row: ReadingRow) -> Row:
    judged: Line = ((_("● in spec"), "good"),) if row.within else ((_("■ out"), "bad bold"),)
    cells = (
        cell(str(row.number) if row.number else "–", "strong bold"),
        told.time(row.at),
        cell(f"{row.value:g} {row.unit}", "strong"),
        judged,
        cell(row.name),
        cell(row.action),
        cell(row.person or "–", "text" if row.person else "quiet"),
    )
    return Row((row.order_id, str(row.place)), cells)


def _served(rows: Sequence[OrderRow], playbooks: Mapping[str, Playbook], told: Moments) -> Behind:
    columns = (
        Column(later("order")),
        Column(later("served"), rank=1),
        Column(later("took")),
        Column("", right=False),
        Column(later("items"), rank=2),
        Column(later("steps in time"), rank=3),
        Column(later("points kept"), rank=4),
    )
    slowest = sorted(rows, key=lambda row: -(row.seconds or 0))
    return made(_("Served orders"), _("slowest first"), columns, slowest, partial(_served_row, playbooks, told))


def _served_row(playbooks: Mapping[str, Playbook], told: Moments, row: OrderRow) -> Row:
    slow = order_pace(row, playbooks)
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.finished_at),
        cell(seconds_words(row.seconds), "strong"),
        cell(f"{SIGNS[slow]} {_(PACE_WORDS[slow])}", PACE_STYLES[slow]),
        cell(str(row.items), "quiet"),
        cell(_("{n} of {all}", n=row.steps_on_time, all=row.steps)),
        cell(_("{n} of {all}", n=row.points_kept, all=row.points), "how"),
    )
    return Row((row.order_id,), cells)


def _unserved(rows: Sequence[OrderRow], told: Moments) -> Behind:
    columns = (
        Column(later("order")),
        Column(later("opened"), rank=1),
        Column(later("state"), right=False),
        Column(later("why"), right=False, grow=True),
        Column(later("items"), rank=3),
        Column(later("steps done"), rank=2),
    )
    oldest = sorted(rows, key=lambda row: (row.day, row.number))
    return made(_("Not served: open and void orders"), _("oldest first"), columns, oldest, partial(_order_row, told))


def _order_row(told: Moments, row: OrderRow) -> Row:
    void = row.state == "void"
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.opened_at),
        cell(_("✗ void") if void else _("● open"), "quiet" if void else "accent"),
        cell(usual(row.void_reason)),
        cell(str(row.items), "quiet"),
        cell(str(row.steps)),
    )
    return Row((row.order_id,), cells)
