"""What was raised, as the manager's half of HOW tells it: counts per step and version of its procedure."""

from __future__ import annotations

from kiosk.tui.draw import Line
from kiosk.tui.widgets.halves import Fact
from kiosk.work.problem_counts import ProblemSummary
from kiosk.work.summary import How

PROBLEMS = ("problems",)


def problems_fact(how: How) -> Fact:
    """Count what was raised, what of it is open, and by which step and version most."""
    found = how.problems
    if not found:
        return Fact(PROBLEMS, "RAISED", (("nothing", "quiet"),))
    still = sum(one.open for one in found)
    state: Line = ((f"▲ {still} open", "warn bold"),) if still else (("● all resolved", "good"),)
    problems, ideas = sum(one.problems for one in found), sum(one.suggestions for one in found)
    count: Line = ((f" of {problems + ideas}", "text"),)
    most = _words(found[0])
    lines = tuple(((_words(one), "text"),) for one in found)
    more: tuple[Line, ...] = ((*state, *count), *lines)
    return Fact(PROBLEMS, "RAISED", (*state, *count, (f" · {most}", "quiet")), more, short=(*state, *count))


def _words(one: ProblemSummary) -> str:
    """Say what was raised at a step, under one version of its procedure."""
    said = [f"{count} {name}" for count, name in ((one.problems, "problem"), (one.suggestions, "suggestion")) if count]
    plural = [f"{word}s" if not word.startswith("1 ") else word for word in said]
    return f"{one.step_name} {one.procedure}: {', '.join(plural)}"
