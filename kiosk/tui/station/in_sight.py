"""What stays in sight while a ticket longer than the screen scrolls: the line to say, and what DONE waits for."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.tui.station.open_step import OpenStep
from kiosk.tui.widgets.draw import Line, Run, fit, wrap
from kiosk.words import _

MOST_SAID = 2
"""Rows the line to say takes at most; its end is cut."""


def said_rows(value: OpenStep, width: int) -> list[Line]:
    """Write the line to say in a row or two; nothing where there is none."""
    if not value.script:
        return []
    edge: Run = ("▌", "how on raised")
    parts = wrap(f"“{value.script}”", width - 3)
    shown = [*parts[: MOST_SAID - 1], " ".join(parts[MOST_SAID - 1 :])]
    return [fit((edge, (f" {part}", "strong on raised")), width, "on raised") for part in shown if part]


def waited_rows(value: OpenStep, width: int) -> list[Line]:
    """Write in one row which gates and readings hold the bump; nothing where none does."""
    held = list(waited_for(value))
    if not held:
        return []
    words = _("DONE waits for: {gates}", gates=", ".join(held))
    return [fit(((words, "bad bold"),), width)]


def waited_for(value: OpenStep) -> Iterator[str]:
    """Name the gates and readings without which the step cannot be bumped."""
    for place, point in enumerate(value.asked, 1):
        if point.gate and value.mark_of(point.id) not in ("kept", "not-applicable"):
            yield point.words if value.points_key else f"{place} {point.words}"
    for spec in value.specs:
        last = value.last_value(spec.id)
        missed = last is not None and spec.reading and not spec.advice and not spec.within(last)
        if missed or (spec.gate and last is None):
            yield f"{value.reading_key} {spec.name}".strip()
