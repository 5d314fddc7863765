"""What was raised, as the manager's half of HOW tells it: counts per step and version of its procedure."""

from __future__ import annotations

from kiosk.tui.manager.halves import Fact
from kiosk.tui.widgets.lines import Line
from kiosk.words import _, plural
from kiosk.work.report.problem_counts import ProblemSummary
from kiosk.work.report.summary import How

PROBLEMS = ("problems",)


def problems_fact(how: How) -> Fact:
    """Count what was raised, what of it is open, and by which step and version most."""
    found = how.problems
    if not found:
        return Fact(PROBLEMS, _("RAISED"), ((_("nothing"), "quiet"),))
    still = sum(one.open for one in found)
    state: Line = (
        ((f"▲ {plural('{n} open', '{n} open', still)}", "warn bold"),)
        if still
        else ((f"● {_('all resolved')}", "good"),)
    )
    problems, ideas = sum(one.problems for one in found), sum(one.suggestions for one in found)
    count: Line = ((f" {_('of {all}', all=problems + ideas)}", "text"),)
    most = _words(found[0])
    lines = tuple(((_words(one), "text"),) for one in found)
    more: tuple[Line, ...] = ((*state, *count), *lines)
    return Fact(PROBLEMS, _("RAISED"), (*state, *count, (f" · {most}", "quiet")), more, short=(*state, *count))


def _words(one: ProblemSummary) -> str:
    """Say what was raised at a step, under one version of its procedure."""
    problems = plural("{n} problem", "{n} problems", one.problems) if one.problems else ""
    ideas = plural("{n} suggestion", "{n} suggestions", one.suggestions) if one.suggestions else ""
    return f"{one.step_name} {one.procedure}: {', '.join(filter(None, (problems, ideas)))}"
