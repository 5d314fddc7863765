"""The touch targets at the bottom: one big green key, and the others with their keys printed on them."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len

from kiosk.keys.action import ACTIONS
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Run, Target, cut
from kiosk.words import _


class Key(Struct, frozen=True):
    """One touch target of the bar."""

    action: str
    """Name in the registry of actions."""
    label: str = ""
    """Said instead of the action's own label."""
    main: bool = False
    """The green one."""
    short: str = ""
    """Said instead of the label where that has no room."""
    sign: str | None = None
    """Printed instead of the action's own key; empty where no key does it."""


class KeyBar(Drawn):
    """Three rows of keys; what does not fit is reached by More."""

    DEFAULT_CSS = "KeyBar { height: 3; }"
    GAP = 1
    LEAST = 10
    """Columns of a target, at least."""
    MOST = 18
    keys: tuple[Key, ...] = ()

    def show(self, *keys: Key) -> None:
        """Offer other keys."""
        if keys != self.keys:
            self.keys = keys
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Lay the keys out: the green one wide, the rest alike, More or the way back always among them."""
        main = [key for key in self.keys if key.main][:1]
        others = [key for key in self.keys if not key.main]
        main_width = max(14, width * 26 // 100) if main else 0
        room = width - (main_width + self.GAP if main else 0)
        fitting = max(1, (room + self.GAP) // (self.LEAST + self.GAP))
        if len(others) > fitting:
            ways = [key for key in others if key.action == "more"] or [key for key in others if key.action == "home"]
            others = [key for key in others if key not in ways][: fitting - len(ways)] + ways
        each = min(self.MOST, (room + self.GAP) // max(1, len(others)) - self.GAP)
        lines: list[list[Run]] = [[], [], []]
        targets: list[Target] = []
        x = 0
        for key in [*main, *others]:
            wide = main_width if key.main else each
            for row, part in zip(lines, _face(key, wide), strict=True):
                row.extend([*part, (" " * self.GAP, "")])
            targets.append(Target(x, 0, wide, 3, key.action))
            x += wide + self.GAP
        shown: tuple[Line, ...] = tuple(tuple(row) for row in lines)
        return Drawing(shown, tuple(targets))


def _face(key: Key, width: int) -> tuple[Line, Line, Line]:
    """Draw one key: its label and its printed sign in the middle of three rows."""
    action = ACTIONS[key.action]
    words = "ink bold on good" if key.main else "text bold on key"
    blank: Line = ((" " * width, words),)
    label = key.label or _(action.label)
    sign = action.sign if key.sign is None else key.sign
    label = key.short if key.short and cell_len(label) + cell_len(sign) >= width else label
    said = cut(f"{label} {sign}" if sign and cell_len(label) + cell_len(sign) < width else label, width)
    before = (width - cell_len(said)) // 2
    middle: Line = ((" " * before + said + " " * (width - before - cell_len(said)), words),)
    return blank, middle, blank
