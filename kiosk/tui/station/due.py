"""What is due by the clock at some stations, in words: beside the badge, and where nothing is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk.tui.widgets.lines import Run
from kiosk.tui.widgets.routine_words import STATES, due_words, open_here
from kiosk.words import _
from kiosk.work.routine.schedule import Planned


def due_runs(planned: Iterable[Planned], stations: Sequence[str]) -> list[Run]:
    """Say beside the badge what is due longest, and how much more is."""
    due = [one for one in open_here(planned, stations) if one.state != "begun"]
    if not due:
        return []
    overdue = any(one.state == "overdue" for one in due)
    first = min(due, key=lambda one: (one.state != "overdue", one.occurrence.due))
    more = f" +{len(due) - 1}" if len(due) > 1 else ""
    sign = "■" if overdue else "▲"
    words = f" {sign} {first.routine.name} {_(STATES[first.state])}{more} "
    return [(words, f"ink bold on {'bad' if overdue else 'warn'}")]


def due_idle(planned: Iterable[Planned], stations: Sequence[str], now: int, sign: str) -> tuple[str, str] | None:
    """Return what to do where nothing is open, and by which key; None where nothing is due."""
    due = open_here(planned, stations)
    if not due:
        return None
    how = _("{sign} opens the routines", sign=sign) if sign else _("0 shows the way")
    return due_words(due[0], now), how
