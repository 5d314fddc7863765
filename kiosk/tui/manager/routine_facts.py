"""The routines as the manager's half of HOW tells them: what is to be done now, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.tui.manager.halves import Fact
from kiosk.tui.widgets.lines import Line, Run
from kiosk.words import _, plural
from kiosk.work.report.routine_counts import RoutineSummary
from kiosk.work.routine.schedule import Planned

ROUTINES = ("routines",)


def routines_fact(found: RoutineSummary, planned: Iterable[Planned]) -> tuple[Fact, ...]:
    """Say what is overdue and due now, what was missed and done late, and how many points were not kept."""
    states = [one.state for one in planned]
    overdue, due = states.count("overdue"), states.count("due")
    missed = found.missed - overdue
    if not (found.all or overdue or due):
        return ()
    now: list[Run] = []
    if overdue:
        now.append((f"■ {_('{n} overdue', n=overdue)}", "bad bold"))
    if due:
        now.append((f"▲ {_('{n} due', n=due)}", "warn bold"))
    gone: list[Run] = []
    if missed > 0:
        gone.append((f"■ {_('{n} missed', n=missed)}", "bad bold"))
    if found.late:
        gone.append((f"▲ {_('{n} late', n=found.late)}", "warn"))
    if found.done:
        gone.append((_("{n} done", n=found.done), "text"))
    if found.begun:
        gone.append((_("{n} begun", n=found.begun), "how"))
    left = found.asked - found.kept
    points: list[Run] = [(plural("{n} point not kept", "{n} points not kept", left), "warn")] if left else []
    worst = (now or gone or [(_("none open"), "quiet")])[:2]
    return (Fact(ROUTINES, _("ROUTINES"), _joined([*now, *gone, *points]), short=_joined(worst)),)


def _joined(runs: list[Run]) -> Line:
    said: list[Run] = []
    for run in runs:
        said += [*([(", ", "text")] if said else []), run]
    return tuple(said)
