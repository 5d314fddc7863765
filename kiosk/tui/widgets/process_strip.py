"""The process in one line: what is done, what is open, what is still to come."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.tui.widgets.lines import Line, Run, cut, width_of
from kiosk.work.board.board import OnBoard
from kiosk.work.order.routing import State, waits

SIGNS: dict[State, tuple[str, str]] = {
    "bumped": ("✔", "good"),
    "open": ("●", "accent bold"),
    "waiting": ("○", "quiet"),
    "held": ("‖", "how"),
    "void": ("✗", "bad"),
}


def process_strip(entry: OnBoard, step: str, width: int) -> Line:
    """Write an order's steps from left to right, those that run beside each other between bars.

    Where it is too long, steps have their short names; then those far from `step` go first, with … in their place.
    """
    groups = _groups(entry)
    here = next((place for place, group in enumerate(groups) if step in [name for name, _ in group]), 0)
    first, last = 0, len(groups)
    runs, named = _write(entry, groups, step, (first, last)), _name
    if width_of(runs) > width:
        runs, named = _write(entry, groups, step, (first, last), _brief), _brief
    while width_of(runs) > width and (first < here or last > here + 1):
        if first < here and here - first >= last - 1 - here:
            first += 1
        else:
            last -= 1
        runs = _write(entry, groups, step, (first, last), named)
    return tuple(runs) if width_of(runs) <= width else ((cut(_brief(entry, step), width), "accent"),)


def _name(entry: OnBoard, step: str) -> str:
    return entry.playbook.process.step[step].name


def _brief(entry: OnBoard, step: str) -> str:
    return entry.playbook.process.step[step].brief


def _groups(entry: OnBoard) -> list[list[tuple[str, State]]]:
    """Put steps that wait for the same steps into one group: they run beside each other."""
    table = entry.playbook.process.step
    after = waits(entry.playbook, tuple(table[ticket.step] for ticket in entry.tickets))
    groups: list[list[tuple[str, State]]] = []
    for ticket in entry.tickets:
        together = bool(groups) and after[groups[-1][0][0]] == after[ticket.step]
        if together:
            groups[-1].append((ticket.step, ticket.state))
        else:
            groups.append([(ticket.step, ticket.state)])
    return groups


def _write(
    entry: OnBoard,
    groups: list[list[tuple[str, State]]],
    here: str,
    span: tuple[int, int],
    named: Callable[[OnBoard, str], str] = _name,
) -> list[Run]:
    first, last = span
    runs: list[Run] = [("… ", "quiet")] if first else []
    for place in range(first, last):
        group = groups[place]
        if len(group) > 1:
            runs.append(("┤ ", "quiet"))
        for name, state in group:
            sign, words = SIGNS[state]
            shown = words if name == here or state != "open" else "text"
            runs += [(f"{sign} ", shown), (f"{named(entry, name)}  ", shown)]
        if len(group) > 1:
            runs.append(("├ ", "quiet"))
    if last < len(groups):
        runs.append(("…", "quiet"))
    return runs
