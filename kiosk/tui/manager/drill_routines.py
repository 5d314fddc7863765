"""The routines behind the manager's number: what is to be done now first, then what was missed, late or done."""

from __future__ import annotations

from functools import partial

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period, Wanted
from kiosk.tui.manager.rows import Behind, Moments, made
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.routine_words import LOOKS, ORDER, state_words
from kiosk.words import _, later
from kiosk.work.record.routine_row import RoutineRow, routine_row
from kiosk.work.routine.schedule import OPEN, State

COLUMNS = (
    Column("", right=False),
    Column(later("due"), rank=1),
    Column(later("routine"), right=False, grow=True),
    Column(later("done"), rank=3),
    Column(later("who"), right=False, rank=2),
    Column(later("kept"), rank=4),
    Column(later("not kept"), right=False, rank=5),
)

Stated = tuple[State, RoutineRow]


async def routines_behind(counter: Counter, period: Period, told: Moments) -> Behind:
    """Read the routines of some days; those that are open now stand as they are at this instant."""
    found = {row.occurrence: row for row in (await counter.reports.rows(period, Wanted("routines"))).routines}
    states: dict[str, State] = {}
    for one in counter.routines.plan() if period.first <= counter.today() <= period.last else ():
        if one.state in OPEN:
            states[one.occurrence.id] = one.state
            found.setdefault(one.occurrence.id, routine_row(one.occurrence, one.routine))
    stated: list[Stated] = [(states.get(row.occurrence, _state(row)), row) for row in found.values()]
    stated.sort(key=lambda one: (ORDER.index(one[0]), not one[1].skipped, one[1].due_at or one[1].begun_at))
    return made(_("Routines"), _("what is to be done first"), COLUMNS, stated, partial(_row, told))


def _state(row: RoutineRow) -> State:
    """Return what the record says became of it."""
    return next(state for state in ORDER if state == row.state)


def _row(told: Moments, stated: Stated) -> Row:
    state, row = stated
    begins = row.due_at or row.begun_at
    cells = (
        cell(state_words(state), LOOKS[state][1]),
        told.time(begins) if begins else cell("–", "quiet"),
        cell(row.name, "strong"),
        told.time(row.done_at) if row.done_at else cell("–", "quiet"),
        cell(row.person or "–", "text" if row.person else "quiet"),
        cell(f"{row.points_kept}/{row.points}" if row.done_at else "–", "how" if row.done_at else "quiet"),
        cell(row.skipped, "warn"),
    )
    return Row((row.occurrence,), cells)
