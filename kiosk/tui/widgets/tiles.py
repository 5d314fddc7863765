"""Tiles: things to choose among, each with its digit, large enough for a glove."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from rich.cells import cell_len

from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Run, Target, cut, fit, wrap
from kiosk.words import later

BESIDE = 12
"""Columns beside a label from which what stands below it else is shown there, cut, where a tile has one row."""

NARROW = 4
"""Columns of a tile below which its label stands without a margin."""

OUT = later("OUT")
"""What stands on a tile that is out of stock, looked up where it is shown."""

Look = Literal["plain", "on", "main", "tab", "faint", "gone", "out"]
"""`on`: chosen; `main`: green; `tab`: another page; `faint`: no digit now; `gone`: cannot be chosen; `out`: out of
stock, and a touch says why."""

LOOKS: dict[Look, str] = {
    "plain": "text on key",
    "on": "ink bold on accent",
    "main": "ink bold on good",
    "tab": "accent bold on raised",
    "faint": "text on raised",
    "gone": "quiet strike on raised",
    "out": "quiet on raised",
}


class Tile(Struct, frozen=True):
    """One thing to choose."""

    means: object
    label: str
    digit: str = ""
    detail: str = ""
    look: Look = "plain"


class Tiles(Drawn):
    """A grid of tiles, from left to right and down, as many columns as stand well."""

    DEFAULT_CSS = "Tiles { width: 1fr; height: 1fr; }"
    ROWS = 3
    tiles: tuple[Tile, ...] = ()
    least = 18
    """Columns of a tile, at least."""
    columns: int | None = None
    """So many columns, whatever the width; as many as stand well where it is not said."""

    def show(self, *tiles: Tile) -> None:
        """Offer these."""
        if tiles != self.tiles:
            self.tiles = tiles
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the grid; tiles grow less high rather than being lost."""
        if not self.tiles:
            return Drawing()
        columns = self.columns or max(1, min(len(self.tiles), (width + 1) // (self.least + 1)))
        count = -(-len(self.tiles) // columns)
        pitch = max(1, min(self.ROWS + 1, (height + 1) // count))
        deep = max(1, pitch - 1)
        each = (width + 1) // columns - 1
        lines: list[Line] = []
        targets: list[Target] = []
        for row in range(count):
            chunk = self.tiles[row * columns : (row + 1) * columns]
            faces = [_face(tile, each, deep) for tile in chunk]
            for y in range(deep):
                runs: list[Run] = []
                for face in faces:
                    runs += [*face[y], (" ", self.GROUND)]
                lines.append(tuple(runs))
            lines += [()] * (pitch - deep)
            targets += [
                Target(place * (each + 1), row * pitch, each, pitch, tile.means)
                for place, tile in enumerate(chunk)
                if tile.look != "gone"
            ]
        return Drawing(tuple(lines), tuple(targets))


def _face(tile: Tile, width: int, height: int) -> list[Line]:
    """Draw one tile: its digit, its label, and its detail below where there is room."""
    words = LOOKS[tile.look]
    ground = words[words.index("on ") :]
    roomy = width >= NARROW
    front = f" {tile.digit} " if tile.digit else " " if roomy else ""
    room = width - cell_len(front) - roomy
    most = height - 1 if tile.look == "out" and height > 1 else height  # so that what is out always says so
    said = wrap(tile.label, room)
    label = [cut(part, room) for part in said[: max(1, most)]]
    if len(said) > most:
        label[-1] = cut(" ".join(said[most - 1 :]), room)
    below = wrap(tile.detail, room) if tile.detail else []
    details = below[: height - len(label)]
    if details and len(below) > len(details):
        details[-1] = cut(" ".join(below[len(details) - 1 :]), room)
    body: list[Line] = []
    for place, part in enumerate([*label, *details]):
        look = words if place < len(label) else _below(tile.look, words, ground)
        lead = front if place == 0 else " " * cell_len(front)
        runs: list[Run] = [(lead, f"how bold {ground}" if tile.look == "plain" else words)]
        if tile.look == "out" and not details:
            runs.append((f"{tile.detail} ", _below(tile.look, words, ground)))
        runs.append((part, look))
        left = room - cell_len(part) - 2
        if height == 1 and tile.look != "out" and left >= min(BESIDE, cell_len(tile.detail)):
            runs.append((f"  {cut(tile.detail, left)}", _below(tile.look, words, ground)))
        body.append(fit(runs, width, ground))
    blank = fit((), width, ground)
    above = (height - len(body)) // 2
    return [*[blank] * above, *body, *[blank] * (height - above - len(body))]


def _below(look: Look, words: str, ground: str) -> str:
    """Return the style of what stands below a label."""
    if look == "out":
        return f"bad bold {ground}"
    return f"quiet {ground}" if look in ("plain", "tab", "faint") else words
