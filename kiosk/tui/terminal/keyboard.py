"""The keyboard of one terminal: strokes go in, and keys, chords and scans come out in the order they were struck."""

from __future__ import annotations

from kiosk.keys.keypad import Layout
from kiosk.tui.terminal.chord import Chords
from kiosk.tui.terminal.scanner import Wedge
from kiosk.tui.terminal.stroke import Heard, Stroke


class Keyboard:
    """First tells scanners from hands, then one key from two pressed together."""

    def __init__(self, scanner: str, layout: Layout) -> None:
        """Listen as the settings say."""
        self._wedge = Wedge(scanner)
        self._chords = Chords(layout.keypad.chords)

    @property
    def due(self) -> float | None:
        """When `wait_over` has to be called if nothing is struck before; None while nothing is held."""
        return self._chords.due if self._wedge.due is None else self._wedge.due

    def strike(self, stroke: Stroke) -> list[Heard]:
        """Take one stroke, and give what is to be done now."""
        heard = self.wait_over(stroke.at)
        return [*heard, *self._join(self._wedge.strike(stroke))]

    def wait_over(self, now: float) -> list[Heard]:
        """Return what has been held for long enough."""
        heard = self._join(self._wedge.wait_over(now))
        # What the wedge still holds was struck before now, and may be the other half of a chord.
        return heard if self._wedge.due is not None else [*heard, *self._chords.wait_over(now)]

    def _join(self, heard: list[Heard]) -> list[Heard]:
        return [joined for one in heard for joined in self._chords.strike(one)]
