"""The process, WHAT happens, as a picture for a terminal: boxes and lines where they fit, else tracks."""

from __future__ import annotations

from kiosk.drawing.layers import PASSING, Bus, Node, buses, layers
from kiosk.drawing.tracks import INPUT, OUTPUT, TrackNode, tracks
from kiosk.words import _
from kiosk.work.playbook.condition_words import back_words, backs, marked_name
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.record.slip import wrapped
from kiosk.work.text.text import columns

GAP = 3
"""Columns between two boxes."""

WIDE = 120
"""Columns of a diagram that may be as wide as it takes."""

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


LEAST = 40
"""Columns a diagram is drawn on at least; narrower terminals cut it."""

ROOM = 22
"""Columns kept for words beside the tracks."""


def text_diagram(playbook: Playbook, width: int | None = None) -> str:
    """Draw the process with branches and joins: every step once, with its station and times.

    `width` columns are enough, as many as it takes unless said. Boxes are drawn where they fit and no line would be
    read as another, else tracks; the times are those of the procedures, in seconds.
    """
    room = max(width, LEAST) if width else None
    drawn = _boxes_diagram(playbook) if _ends_below(playbook) else None
    if drawn is None or (room and max(map(columns, drawn)) > room):
        drawn = _tracks_diagram(playbook, room or WIDE)
    head = wrapped(playbook.process.name, room or WIDE)
    says = _clock_words(playbook)
    if any(" ↑ " in line for line in drawn):
        says = f"{says} {_('An arrow up: where an order goes back to that misses a limit.')}"
    foot = wrapped(says, room or WIDE) if room else [says]
    return "\n".join([*head, "", *(line.rstrip() for line in drawn), "", *foot]) + "\n"


def _ends_below(playbook: Playbook) -> bool:
    """Whether every step that nothing follows stands in the lowest layer: from there it is seen to lead out."""
    rows = layers(playbook.process)
    followed = {above for row in rows for node in row for above in node.before}
    return all(node.id in followed for row in rows[:-1] for node in row)


def _boxes_diagram(playbook: Playbook) -> list[str] | None:
    """Draw boxes; None where a line would run into another."""
    process = playbook.process
    rows = layers(process)
    faces = {step.id: _box_face(playbook, step) for step in process.steps}
    laid = [_places(row, faces) for row in rows]
    width = max((places[-1][1] for places in laid if places), default=0)
    width = max(width, *(columns(words) | 1 for words in (process.input, process.output)))
    lines = [_centred(process.input, width)]
    spans: list[dict[str, tuple[int, int]]] = []
    for row, places in zip(rows, laid, strict=True):
        shift = (width - (places[-1][1] if places else 0)) // 2
        spans.append({node.id: (a + shift, b + shift) for node, (a, b) in zip(row, places, strict=True)})
    for index, row in enumerate(rows):
        above = buses(rows[index - 1], row) if index else ()
        if index:
            gap = _gap(above, spans[index - 1], spans[index], width)
            if gap is None:
                return None
            lines += gap
        lines += _boxes(row, spans[index], faces)
    return [*lines, _centred(process.output, width)]


def _tracks_diagram(playbook: Playbook, width: int) -> list[str]:
    """Draw tracks, with the words of each step beside them."""
    process, lines = playbook.process, list[str]()
    blocks = tracks(process, (width - ROOM) // 2)
    room = width - len(blocks[0].body) - 1
    for block in blocks:
        words = _words(playbook, block, room)
        gutter = block.rows(len(words))
        words += [""] * (len(gutter) - len(words))
        lines += [f"{ways} {said}" for ways, said in zip(gutter, words, strict=True)]
        lines += [block.below] if block.id != OUTPUT else []
    return lines


def _words(playbook: Playbook, block: TrackNode, room: int) -> list[str]:
    """Say what a node is."""
    process = playbook.process
    after = [process.input if name == INPUT else process.step[name].name for name in block.named]
    named = wrapped(_("after: {steps}", steps=", ".join(after)), room) if after else []
    if block.id == INPUT:
        return wrapped(process.input, room)
    if block.id == OUTPUT:
        return [*wrapped(process.output, room), *named]
    name, station, times = _face(playbook, process.step[block.id])
    back = wrapped(back_words(playbook, block.id), room)
    return [*wrapped(name, room), *wrapped(f"{station} · {times}", room), *named, *back]


def _face(playbook: Playbook, step: Step) -> tuple[str, str, str]:
    """Return the three lines of a step's box."""
    when = playbook.procedure[step.id].when
    return (
        marked_name(playbook, step),
        playbook.station[step.station].name,
        f"{when.target} / {when.warn} / {when.late} s",
    )


def _box_face(playbook: Playbook, step: Step) -> tuple[str, str, str]:
    """Return the lines of a step's box, with an arrow to where an order goes back that misses a limit."""
    name, station, times = _face(playbook, step)
    back = ", ".join(playbook.process.step[earlier].name for earlier in backs(playbook, step.id))
    return f"{name} ↑ {back}" if back else name, station, times


def _clock_words(playbook: Playbook) -> str:
    clock = playbook.process.clock
    return _(
        "Seconds in a box: target / due / late, from the moment its ticket opens. "
        "Whole order: {target} / {due} / {late} s.",
        target=clock.target,
        due=clock.warn,
        late=clock.late,
    )


def _places(row: tuple[Node, ...], faces: dict[str, tuple[str, str, str]]) -> list[tuple[int, int]]:
    """Return the first column of each node and the one after its last, from 0.

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
) -> list[str] | None:
    """Draw the lines between two layers: one row for each bus, and a row of arrows; where lines cross, one is cut.

    None where two would run into each other.
    """
    drawn = _ordered([_bus(bus, groups, above, below) for bus in groups])
    ports = [column for _, ends in drawn or () for column in ends]
    if drawn is None or len(set(ports)) < len(ports):
        return None
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
    for _columns, ends in drawn:
        for column in ends:
            tips[column] = "▼"
    for name, (start, _end) in below.items():
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


def _ordered(drawn: list[Drawn]) -> list[Drawn] | None:
    """Put a bus that comes down a column above the bus that goes on down the same one, so that they never touch.

    None where each would have to stand above the other.
    """
    left, ordered = list(drawn), list[Drawn]()
    while left:
        free = next(
            (bus for bus in left if not any(set(bus[1]) & set(other[0]) for other in left if other is not bus)), None
        )
        if free is None:
            return None
        left.remove(free)
        ordered.append(free)
    return ordered


def _centred(text: str, width: int) -> str:
    """Return a text in the middle of `width` columns; an odd space goes to its right."""
    room = max(0, width - columns(text))
    return " " * (room // 2) + text + " " * (room - room // 2)


def _centre(span: tuple[int, int]) -> int:
    return (span[0] + span[1]) // 2
