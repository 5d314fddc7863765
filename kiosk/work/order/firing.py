"""Firing: when each step is to begin so that all branches end together, the longest at once and the others later."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.work.order.line import Choice, Line, parts, parts_of_choice
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step


def line_prep(playbook: Playbook, step: Step, line: Line) -> int:
    """Return the seconds a line takes at a step: its slowest part, and what its choices add or take off; at least 1.

    A part without a time of its own takes the step's target.
    """
    menu, target = playbook.menu, playbook.procedure[step.id].when.target
    made = set(step.makes)
    here = [part for part in parts(menu, line.item, line.choices) if part in made]
    longest = max((menu.part[part].prep or target for part in here), default=target)
    for choice in (*_unsaid(menu, line), *line.choices):
        option = menu.group[choice.group].option(choice.option)
        about = parts_of_choice(menu, choice)
        if option and choice.word != "no" and (not about or about & made):
            longest += option.prep
    return max(1, longest)


def _unsaid(menu: Menu, line: Line) -> tuple[Choice, ...]:
    """Return the choices that go without saying: the default of every group nothing is said about."""
    groups = (menu.group[name] for name in menu.item[line.item].groups)
    said = {choice.group for choice in line.choices}
    return tuple(
        Choice(one.id, one.default) for one in groups if one.kind == "one" and one.default and one.id not in said
    )


def prep(playbook: Playbook, step: Step, lines: tuple[Line, ...]) -> int:
    """Return the seconds a step takes for some lines made side by side: the slowest of them, else the step's target."""
    return max((line_prep(playbook, step, line) for line in lines), default=playbook.procedure[step.id].when.target)


def delays(steps: tuple[Step, ...], links: Mapping[str, tuple[str, ...]], preps: Mapping[str, int]) -> dict[str, int]:
    """Return for each step the seconds it waits after it could begin, so that branches that meet end together.

    That is its slack on the longest way through the process, less what a step before it has waited already. Steps that
    make nothing are never kept waiting.
    """
    after: dict[str, list[str]] = {step.id: [] for step in steps}
    for name, before in links.items():
        for earlier in before:
            after[earlier].append(name)
    starts = _longest({name: links[name] for name in after}, preps, own=False)
    rests = _longest(after, preps, own=True)
    whole = max((starts[name] + rests[name] for name in after), default=0)
    found: dict[str, int] = {}
    waited: dict[str, int] = {}
    for step in _in_order(steps, links):
        already = max((waited[earlier] for earlier in links[step.id]), default=0)
        slack = whole - starts[step.id] - rests[step.id]
        found[step.id] = max(0, slack - already) if step.makes else 0
        waited[step.id] = already + found[step.id]
    return found


def _longest(
    next_: Mapping[str, list[str] | tuple[str, ...]], preps: Mapping[str, int], *, own: bool
) -> dict[str, int]:
    """Return the seconds of the longest way on from each step, with or without the step's `own`."""
    found: dict[str, int] = {}

    def way(name: str) -> int:
        if name not in found:
            found[name] = max((way(other) + (0 if own else preps[other]) for other in next_[name]), default=0)
            found[name] += preps[name] if own else 0
        return found[name]

    for name in next_:
        way(name)
    return found


def _in_order(steps: tuple[Step, ...], links: Mapping[str, tuple[str, ...]]) -> list[Step]:
    """Return steps so that each comes after those it waits for."""
    table = {step.id: step for step in steps}
    placed: dict[str, Step] = {}

    def place(name: str) -> None:
        if name not in placed:
            for earlier in links[name]:
                place(earlier)
            placed[name] = table[name]

    for name in table:
        place(name)
    return list(placed.values())
