"""The process as pictures for paper: tracks at the left, and each step in the lane of its station."""

from __future__ import annotations

from msgspec import Struct

from kiosk.drawing.book import chapters
from kiosk.drawing.html import Html, joined, tag
from kiosk.drawing.tracks import INPUT, OUTPUT, TrackNode, ordered, tracks
from kiosk.words import _
from kiosk.work.playbook.condition_words import back_words, marked_name
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.slip import wrapped

ACROSS = 720
"""Units a picture is wide; it is scaled to the page."""
DOWN = 860
"""Units a picture is high at most, so that it fits on a page below its title; what is longer is parted."""

CELL, ROW, GAP = 10, 16, 16
"""Units: a column and a row of the tracks, and the rows between two nodes."""
SIGN = 8.2
"""Units that a sign of bold words takes as a rule at most, in the widest usual sans serif."""
FIGURE = 6.4
"""Units that a sign of the times takes, which are smaller and hardly differ."""
MOST_TRACKS = 14
LEAST_LANE = 76
"""Units below which lanes stand no longer beside one another: each step says its station instead."""
PAD = 8


class _SvgLanes(Struct, frozen=True):
    """Where the words stand."""

    left: float
    width: float
    names: tuple[str, ...]
    """Stations' ids; none where there is one lane for all."""

    def of(self, station: str) -> float:
        """Return the left edge of a station's lane."""
        return self.left + self.width * (self.names.index(station) if self.names else 0)

    @property
    def signs(self) -> int:
        """How many signs a line in a lane holds."""
        return max(4, int((self.width - 2 * PAD - 4) / SIGN))


def pictures(playbook: Playbook) -> tuple[Html, ...]:
    """Draw the process as SVG, in as many pictures as its length takes."""
    blocks = tracks(playbook.process, MOST_TRACKS)
    lanes = _lanes(playbook, len(blocks[0].body) * CELL + 2 * PAD)
    top = max(len(words) for words in _heads(playbook, lanes)) * ROW + PAD if lanes.names else 0
    parts: list[list[Html]] = [[]]
    y = float(top)
    heights: list[float] = []
    for block in blocks:
        lines = _lines(playbook, block, lanes)
        rows = block.rows(len(lines) + (block.id not in (INPUT, OUTPUT)))
        high = len(rows) * ROW + GAP
        if parts[-1] and y + high > DOWN:
            heights.append(y)
            parts.append([])
            y = top
        parts[-1] += [_ways(rows, y, ROW), *_card(playbook, block, lanes, y)]
        if block.id != OUTPUT:
            parts[-1].append(_ways((block.below,), y + len(rows) * ROW, GAP))
        y += high
    heights.append(y)
    return tuple(_picture(playbook, lanes, part, high) for part, high in zip(parts, heights, strict=True))


def _lanes(playbook: Playbook, left: float) -> _SvgLanes:
    names = tuple(chapter.station.id for chapter in chapters(playbook))
    room = ACROSS - left - 1
    if names and room / len(names) >= LEAST_LANE:
        return _SvgLanes(left, room / len(names), names)
    return _SvgLanes(left, room, ())


def _heads(playbook: Playbook, lanes: _SvgLanes) -> list[list[str]]:
    return [wrapped(playbook.station[name].name, lanes.signs) for name in lanes.names]


def _picture(playbook: Playbook, lanes: _SvgLanes, drawn: list[Html], high: float) -> Html:
    """Put the lanes behind what is drawn."""
    behind: list[Html] = []
    for place, (name, head) in enumerate(zip(lanes.names, _heads(playbook, lanes), strict=True)):
        x = lanes.of(name)
        ground = "lane" if place % 2 else "lane other"
        behind.append(tag("rect", class_=ground, x=_n(x), y=0, width=_n(lanes.width), height=_n(high)))
        behind += [_text(x + lanes.width / 2, ROW * (row + 1), said, "head") for row, said in enumerate(head)]
    name = playbook.process.name
    return tag("svg", tag("title", name), *behind, *drawn, viewBox=f"0 0 {ACROSS} {_n(high)}", role="img")


def _lines(playbook: Playbook, block: TrackNode, lanes: _SvgLanes) -> list[str]:
    """Return the words of a node, its times not among them."""
    process = playbook.process
    after = [process.input if name == INPUT else process.step[name].name for name in block.named]
    named = wrapped(_("after: {steps}", steps=", ".join(after)), lanes.signs) if after else []
    if block.id in (INPUT, OUTPUT):
        return [*wrapped(process.input if block.id == INPUT else process.output, lanes.signs), *named]
    step = process.step[block.id]
    station = [] if lanes.names else wrapped(playbook.station[step.station].name, lanes.signs)
    back = wrapped(back_words(playbook, step.id), lanes.signs)
    return [*wrapped(marked_name(playbook, step), lanes.signs), *station, *named, *back]


def _card(playbook: Playbook, block: TrackNode, lanes: _SvgLanes, y: float) -> list[Html]:
    """Write what a node is: a step in its lane, with a line that leads there."""
    lines = _lines(playbook, block, lanes)
    order, wide = ordered(playbook.process), lanes.width
    step = {INPUT: order[0], OUTPUT: order[-1]}.get(block.id, block.id)
    x = lanes.of(playbook.process.step[step].station)
    if step != block.id:
        return [_text(x + wide / 2, y + ROW * (row + 0.8), said, "out") for row, said in enumerate(lines)]
    when = playbook.procedure[block.id].when
    times = f"{when.target} / {when.warn} / {when.late} s"
    size = (
        {"textLength": _n(wide - 2 * PAD), "lengthAdjust": "spacingAndGlyphs"}
        if len(times) * FIGURE > wide - 2 * PAD
        else {}
    )
    middle = x + wide / 2
    node = (block.body.index("█") + 1) * CELL + PAD
    return [
        tag("line", class_="lead", x1=_n(node), x2=_n(x + 4), y1=_n(y + ROW * 0.5), y2=_n(y + ROW * 0.5)),
        tag("rect", class_="card", x=_n(x + 4), y=_n(y - 3), width=_n(wide - 8), height=_n((len(lines) + 1) * ROW + 5)),
        *(_text(middle, y + ROW * (row + 0.8), said, "step") for row, said in enumerate(lines)),
        _text(middle, y + ROW * (len(lines) + 0.8), times, "times", **size),
    ]


def _text(x: float, y: float, said: str, class_: str, **more: object) -> Html:
    return tag("text", said, class_=class_, x=_n(x), y=_n(y), **more)


def _n(value: float) -> str:
    """Write a number of units, the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def _ways(rows: tuple[str, ...], top: float, high: float) -> Html:
    """Draw some rows of tracks, sign by sign."""
    drawn: list[Html] = []
    for place, row in enumerate(rows):
        for column, sign in enumerate(row):
            x, y = PAD + column * CELL, top + place * high
            if sign == "█":
                drawn.append(tag("rect", class_="node", x=_n(x), y=_n(y), width=CELL, height=_n(high)))
            elif sign == "○":
                drawn.append(tag("circle", class_="end", cx=_n(x + CELL / 2), cy=_n(y + high / 2), r=4))
            elif sign != " ":
                drawn.append(_arms(sign, x, y, high))
            if sign == "│" and "r" in _arms_of(row, column - 1) and "l" in _arms_of(row, column + 1):
                drawn.append(_bridge(x, y + high / 2))
    return joined(*drawn)


_ARMS = {"│": "ud", "─": "lr", "└": "ur", "┘": "ul", "├": "udr", "┤": "udl", "┴": "ulr", "▶": "l", "◀": "r"}


def _arms_of(row: str, column: int) -> str:
    return _ARMS.get(row[column], "") if 0 <= column < len(row) else ""


def _bridge(x: float, y: float) -> Html:
    """Lead a way over one that it crosses."""
    return tag("path", class_="way", d=f"M{_n(x)} {_n(y)}h1.5a3.5 3.5 0 0 1 {CELL - 3} 0h1.5")


def _arms(sign: str, x: float, y: float, high: float) -> Html:
    """Draw one sign as lines from the middle of its cell, with a tip where it is an arrow."""
    middle, across, down = (x + CELL / 2, y + high / 2), CELL / 2, high / 2
    half: dict[str, tuple[float, float]] = {"u": (0, -down), "d": (0, down), "l": (-across, 0), "r": (across, 0)}
    path = "".join(f"M{_n(middle[0])} {_n(middle[1])}l{_n(half[arm][0])} {_n(half[arm][1])}" for arm in _ARMS[sign])
    line = tag("path", class_="way", d=path)
    if sign not in "▶◀":
        return line
    tip = x + CELL if sign == "▶" else x
    back = tip - CELL if sign == "▶" else tip + CELL
    corners = f"M{_n(tip)} {_n(middle[1])}L{_n(back)} {_n(middle[1] - 4)}L{_n(back)} {_n(middle[1] + 4)}Z"
    return joined(line, tag("path", class_="tip", d=corners))
