"""A process in layers: each step stands below everything it waits for, and lines run from layer to layer only."""

from __future__ import annotations

from msgspec import Struct

from kiosk.work.playbook.process import Process

PASSING = ">"
"""Stands in the id of a line that passes a layer, and in the id of no step."""


class Node(Struct, frozen=True):
    """A step in one layer, or a line that passes this layer on its way further down."""

    id: str
    step: str
    """Empty for a line that only passes."""
    before: tuple[str, ...]
    """Nodes of the layer above that lead here."""


class Bus(Struct, frozen=True):
    """Lines of one gap that belong together: every source leads to every target."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]


def ranks(process: Process) -> dict[str, int]:
    """Return each step's layer: 0 for what waits for nothing, else one below the lowest step it waits for."""
    found: dict[str, int] = {}

    def rank(name: str, above: frozenset[str]) -> int:
        if name in found:
            return found[name]
        earlier = [step for step in right_before(process, name) if step not in above]
        found[name] = 1 + max((rank(step, above | {name}) for step in earlier), default=-1)
        return found[name]

    for step in process.steps:
        rank(step.id, frozenset())
    return found


def right_before(process: Process, name: str) -> tuple[str, ...]:
    """Return the steps right before one, without those that another of them waits for anyway."""
    after = tuple(dict.fromkeys(step for step in process.step[name].after if step in process.step))
    implied = {far for step in after for far in process.before(step) - {step}}
    return tuple(step for step in after if step not in implied)


def layers(process: Process) -> tuple[tuple[Node, ...], ...]:
    """Return every layer from the top, each in an order that keeps lines short."""
    rank = ranks(process)
    depth = 1 + max(rank.values(), default=-1)
    rows: list[list[Node]] = [[] for _ in range(depth)]
    for step in process.steps:
        before = []
        for earlier in right_before(process, step.id):
            above = earlier
            for level in range(rank[earlier] + 1, rank[step.id]):
                passing = Node(f"{earlier}{PASSING}{level}", "", (above,))
                if passing not in rows[level]:
                    rows[level].append(passing)
                above = passing.id
            before.append(above)
        rows[rank[step.id]].append(Node(step.id, step.id, tuple(before)))
    ordered = rows[:1]
    for row in rows[1:]:
        place = {node.id: index for index, node in enumerate(ordered[-1])}
        ordered.append(sorted(row, key=lambda node: _middle([place[above] for above in node.before if above in place])))
    return tuple(tuple(row) for row in ordered)


def _middle(places: list[int]) -> float:
    return sum(places) / len(places) if places else 0.0


def buses(row: tuple[Node, ...], below: tuple[Node, ...]) -> tuple[Bus, ...]:
    """Group the lines between two layers: sources that lead to the same targets share one bus."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for node in row:
        targets = tuple(later.id for later in below if node.id in later.before)
        if targets:
            groups.setdefault(targets, []).append(node.id)
    return tuple(Bus(tuple(sources), targets) for targets, sources in groups.items())
