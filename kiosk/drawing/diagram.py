"""The process, WHAT happens, as a picture: boxes and lines for a terminal, or a Mermaid flowchart."""

from __future__ import annotations

from kiosk.drawing.layers import PASSING, Bus, Node, buses, layers, right_before
from kiosk.work.playbook import Playbook
from kiosk.work.process import Step
from kiosk.work.slip import columns

GAP = 3
"""Columns between two boxes."""

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
LINES = {
    UP | DOWN: "│",
    LEFT | RIGHT: "─",
    UP | RIGHT: "└",
    UP | LEFT: "┘",
    DOWN | RIGHT: "┌",
    DOWN | LEFT: "┐",
    UP | DOWN | RIGHT: "├",
    UP | DOWN | LEFT: "┤",
    UP | LEFT | RIGHT: "┴",
    DOWN | LEFT | RIGHT: "┬",
    UP | DOWN | LEFT | RIGHT: "┼",
}


def text_diagram(playbook: Playbook) -> str:
    """Draw the process with a box for each step, branches and joins; each box says step, station and times."""
    process = playbook.process
    rows = layers(process)
    faces = {step.id: _face(playbook, step) for step in process.steps}
    laid = [_places(row, faces) for row in rows]
    width = max((places[-1][1] for places in laid if places), default=0)
    width = max(width, *(columns(words) | 1 for words in (process.input, process.output)))
    lines = [process.name, "", _centred(process.input, width)]
    spans: list[dict[str, tuple[int, int]]] = []
    for row, places in zip(rows, laid, strict=True):
        shift = (width - (places[-1][1] if places else 0)) // 2
        spans.append({node.id: (a + shift, b + shift) for node, (a, b) in zip(row, places, strict=True)})
    for index, row in enumerate(rows):
        above = buses(rows[index - 1], row) if index else ()
        if index:
            lines += _gap(above, spans[index - 1], spans[index], width)
        lines += _boxes(row, spans[index], faces)
    lines += [_centred(process.output, width), "", _clock_words(playbook)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _face(playbook: Playbook, step: Step) -> tuple[str, str, str]:
    """Give the three lines of a step's box."""
    when = playbook.procedure[step.id].when
    return step.name, playbook.station[step.station].name, f"{when.target} / {when.warn} / {when.late} s"


def _clock_words(playbook: Playbook) -> str:
    clock = playbook.process.clock
    return (
        f"Seconds in a box: target / due / late, from the moment its ticket opens. "
        f"Whole order: {clock.target} / {clock.warn} / {clock.late} s."
    )


def _places(row: tuple[Node, ...], faces: dict[str, tuple[str, str, str]]) -> list[tuple[int, int]]:
    """Give the first column of each node and the one after its last, from 0.

    Every box is an odd number of columns wide, and so is every layer: middles meet.
    """
    places: list[tuple[int, int]] = []
    start = 0
    for node in row:
        wide = (max(map(columns, faces[node.step])) + 4) | 1 if node.step else 1
        places.append((start, start + wide))
        start += wide + GAP
    return places


def _boxes(
    row: tuple[Node, ...], span: dict[str, tuple[int, int]], faces: dict[str, tuple[str, str, str]]
) -> list[str]:
    """Draw one layer: five lines of boxes, with passing lines beside them."""
    lines = ["", "", "", "", ""]
    for node in row:
        start, end = span[node.id]
        inner = end - start - 2
        drawn = (
            [
                "┌" + "─" * inner + "┐",
                *(f"│{_centred(words, inner)}│" for words in faces[node.step]),
                "└" + "─" * inner + "┘",
            ]
            if node.step
            else ["│"] * 5
        )
        for index, piece in enumerate(drawn):
            lines[index] += " " * (start - columns(lines[index])) + piece
    return lines


def _gap(
    groups: tuple[Bus, ...], above: dict[str, tuple[int, int]], below: dict[str, tuple[int, int]], width: int
) -> list[str]:
    """Draw the lines between two layers: one row for each bus, and a row of arrows; where lines cross, one is cut."""
    drawn = _ordered([_bus(bus, groups, above, below) for bus in groups])
    grid = [[" "] * (width + 1) for _ in drawn]
    for row, (starts, ends) in zip(grid, drawn, strict=True):
        first, last = min(starts + ends), max(starts + ends)
        for column in range(first, last + 1):
            sides = (LEFT if column > first else 0) | (RIGHT if column < last else 0)
            sides |= (UP if column in starts else 0) | (DOWN if column in ends else 0)
            row[column] = LINES.get(sides, " ")
    for index, (starts, ends) in enumerate(drawn):
        for row in grid[:index]:
            for column in starts:
                row[column] = "│"
        for row in grid[index + 1 :]:
            for column in ends:
                row[column] = "│"
    tips = [" "] * (width + 1)
    for _, ends in drawn:
        for column in ends:
            tips[column] = "▼"
    for name, (start, _) in below.items():
        if PASSING in name:
            tips[start] = "│"
    return ["".join(row) for row in [*grid, tips]]


Drawn = tuple[list[int], list[int]]
"""The columns in which a bus comes from above, and those in which it goes on down."""


def _bus(
    bus: Bus, groups: tuple[Bus, ...], above: dict[str, tuple[int, int]], below: dict[str, tuple[int, int]]
) -> Drawn:
    """Place a bus: it leaves boxes in their middle, and enters each by a column of its own."""
    ends = []
    for name in bus.targets:
        start, end = below[name]
        coming = [other for other in groups if name in other.targets]
        ends.append(start + (end - start) * (2 * coming.index(bus) + 1) // (2 * len(coming)))
    return [_centre(above[name]) for name in bus.sources], ends


def _ordered(drawn: list[Drawn]) -> list[Drawn]:
    """Put a bus that comes down a column above the bus that goes on down the same one, so that they never touch."""
    left, ordered = list(drawn), list[Drawn]()
    while left:
        free = next(
            (bus for bus in left if not any(set(bus[1]) & set(other[0]) for other in left if other is not bus)), left[0]
        )
        left.remove(free)
        ordered.append(free)
    return ordered


def _centred(text: str, width: int) -> str:
    """Give a text in the middle of `width` columns; an odd space goes to its right."""
    room = max(0, width - columns(text))
    return " " * (room // 2) + text + " " * (room - room // 2)


def _centre(span: tuple[int, int]) -> int:
    return (span[0] + span[1]) // 2


def mermaid(playbook: Playbook) -> str:
    """Write the process as a Mermaid flowchart: a subgraph for each station, the input above, the output below."""
    process = playbook.process
    lines = ["flowchart TD", f"  input([{_quoted(process.input)}])", f"  output([{_quoted(process.output)}])"]
    for station in playbook.stations:
        steps = [step for step in process.steps if step.station == station.id]
        if steps:
            lines.append(f"  subgraph {_word('station', station.id)}[{_quoted(station.name)}]")
            lines += [f"    {_word('step', step.id)}[{_quoted(step.name)}]" for step in steps]
            lines.append("  end")
    followed = {earlier for step in process.steps for earlier in step.after}
    for step in process.steps:
        earlier_steps = right_before(process, step.id)
        lines += [f"  {_word('step', earlier)} --> {_word('step', step.id)}" for earlier in earlier_steps]
        if not earlier_steps:
            lines.append(f"  input --> {_word('step', step.id)}")
    lines += [f"  {_word('step', step.id)} --> output" for step in process.steps if step.id not in followed]
    return "\n".join(lines) + "\n"


def _word(kind: str, name: str) -> str:
    """Make a node's id: with its kind before it, no name is a word that Mermaid keeps for itself, such as `end`."""
    return f"{kind}_{name.replace('-', '_')}"


def _quoted(words: str) -> str:
    """Write a label so that nothing in it is Mermaid: its own escapes for the signs it would read."""
    escapes = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"}
    return '"' + "".join(escapes.get(sign, sign) for sign in words) + '"'
