"""The process as tracks: each step a node at its track, and ways that run from node to node, from top to bottom.

    ○       input
    │
    █       Pay            a way goes straight down,
    │
    ├▶█     Cook           or branches off while its own track goes on,
    │ █
    │ │
    █ │     Fry
    █ │
    │ │
    █◀┘     Check          or ends where it joins.

Read downwards there is one way for each wait, and none that is not one: beside a node each branch has a row of its own,
only ways that end share one, and where two cross, the one that goes down is drawn and the other is cut.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from kiosk.drawing.layers import right_before
from kiosk.work.playbook.process import Process

INPUT, OUTPUT = "<", ">"
"""Stand for what comes in and what goes out; no step is called so."""


class TrackNode(Struct, frozen=True):
    """One node with the ways beside it, in rows of the same width."""

    id: str
    """A step's, INPUT or OUTPUT."""
    entries: tuple[str, ...]
    """Rows in which ways come in from the sides; at least one."""
    body: str
    """A further row of the node."""
    below: str
    """A row under it."""
    named: tuple[str, ...] = ()
    """Nodes it waits for whose ways found no room: they are said in words."""

    def rows(self, height: int) -> tuple[str, ...]:
        """Return the node's rows, `height` of them or as many as its entries need."""
        return self.entries + (self.body,) * (height - len(self.entries))


def tracks(process: Process, most: int) -> tuple[TrackNode, ...]:
    """Return input, steps and output from the top on `most` tracks at most; if need be, the longest ways are named."""
    waits = _waits(process)
    named: set[str] = set()
    while True:
        yard = _Yard(waits, named)
        blocks = [yard.block(name) for name in waits]
        if len(yard.live) <= most or not yard.crowd:
            width = 2 * max(1, len(yard.live)) - 1
            return tuple(_padded(block, width) for block in blocks)
        named.add(max(sorted(yard.crowd), key=yard.length))


def _padded(block: TrackNode, width: int) -> TrackNode:
    rows = tuple(row.ljust(width) for row in block.entries)
    return TrackNode(block.id, rows, block.body.ljust(width), block.below.ljust(width), block.named)


def ordered(process: Process) -> tuple[str, ...]:
    """Return the steps so that each comes after what it waits for, else as people read them; a circle ends too."""
    left, found = [step.id for step in process.steps], list[str]()
    while left:
        free = next((name for name in left if not set(right_before(process, name)) & set(left)), left[0])
        left.remove(free)
        found.append(free)
    return tuple(found)


def _waits(process: Process) -> dict[str, tuple[str, ...]]:
    """Return what each node waits for, from the input to the output."""
    order = ordered(process)
    waits: dict[str, tuple[str, ...]] = {INPUT: ()}
    for place, name in enumerate(order):
        waits[name] = tuple(one for one in right_before(process, name) if one in order[:place]) or (INPUT,)
    followed = {earlier for names in waits.values() for earlier in names}
    waits[OUTPUT] = tuple(name for name in (order or (INPUT,)) if name not in followed)
    return waits


class _Yard:
    """Lays the tracks, node by node."""

    def __init__(self, waits: Mapping[str, tuple[str, ...]], named: set[str]) -> None:
        self.live: list[str] = []
        """On each track the node whose way runs there; empty where it is free."""
        self.crowd: set[str] = set()
        """Whose ways ran side by side where it was most crowded."""
        self._waits = waits
        self._named = named
        self._place = {name: place for place, name in enumerate(waits)}
        self._last = {earlier: name for name, before in waits.items() for earlier in before}

    def length(self, name: str) -> int:
        """Return how many nodes a way runs past."""
        return self._place[self._last[name]] - self._place[name] if name else -1

    def block(self, name: str) -> TrackNode:
        """Lay the next node."""
        before = [one for one in self._waits[name] if one not in self._named]
        ends = sorted(self.live.index(one) for one in before if self._last[one] == name)
        goes_on = [self.live.index(one) for one in before if self._last[one] != name]
        own = ends[0] if ends else self._free(goes_on)
        sides = [self._side(own, ends[1:], goes_on, side) for side in (-1, 1)]
        entries = []
        for row in range(max(1, *map(len, sides))):
            entries.append(self._entry(name, own, [side[row] for side in sides if row < len(side)]))
            for track in ends if not row else ():
                self.live[track] = ""
        self.live[own] = ""
        further = {INPUT: "│", OUTPUT: " "}.get(name)
        body = self._line(name, own, further)
        self.live[own] = name if name in self._last and name not in self._named else ""
        running = {one for one in self.live if one}
        if len(running) > len(self.crowd):
            self.crowd = running
        words = tuple(one for one in self._waits[name] if one in self._named)
        return TrackNode(name, tuple(entries), body, self._line(name, None), words)

    def _free(self, beside: list[int]) -> int:
        """Return the free track nearest to where a node's ways come from; a new one where none is free."""
        free = [track for track, runs in enumerate(self.live) if not runs]
        if not free:
            self.live.append("")
            return len(self.live) - 1
        return min(free, key=lambda track: abs(track - beside[0]) if beside else track)

    def _side(self, own: int, ends: list[int], goes_on: list[int], side: int) -> list[list[int]]:
        """Return the entries on one side of a node, a list of tracks for each row: first all that end there."""
        joins = [track for track in ends if (track - own) * side > 0]
        return [*([joins] if joins else []), *([track] for track in goes_on if (track - own) * side > 0)]

    def _entry(self, name: str, own: int, sources: list[list[int]]) -> str:
        """Draw one row of a node with the ways that come in there."""
        row = list(self._line(name, own))
        for tracks_ in sources:
            ends = self._last[self.live[tracks_[0]]] == name
            toward = 1 if tracks_[0] < own else -1
            far = min(tracks_) if toward > 0 else max(tracks_)
            for column in range(2 * far + toward, 2 * own - toward, toward):
                row[column] = "│" if row[column] == "│" else "─"
            for track in tracks_:
                row[2 * track] = "┴" if ends else "├" if toward > 0 else "┤"
            if ends:
                row[2 * far] = "└" if toward > 0 else "┘"
            row[2 * own - toward] = "▶" if toward > 0 else "◀"
        return "".join(row)

    def _line(self, name: str, own: int | None, sign: str | None = None) -> str:
        """Draw what runs straight down, and a node at its track, as `sign` or as its own."""
        node = sign or ("○" if name in (INPUT, OUTPUT) else "█")
        cells = [node if track == own else "│" if runs else " " for track, runs in enumerate(self.live)]
        return " ".join(cells)
