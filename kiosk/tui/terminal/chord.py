"""Chords: two keys pressed together, as pads of six keys know them.

A terminal tells of no key being let go, so together means: one within `TOGETHER` of the other. Only keys that take part
in a chord wait that long to be keys of their own.
"""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.keys.keypad import chord
from kiosk.tui.terminal.stroke import Heard, Stroke

TOGETHER = 0.15
"""Seconds between the two keys of a chord, at most."""


class Chords:
    """Reads what the wedge gives, in its order."""

    def __init__(self, pairs: tuple[tuple[str, str], ...] = ()) -> None:
        """Know these pairs."""
        self._pairs = frozenset(chord(*pair) for pair in pairs)
        self._parts = frozenset(key for pair in pairs for key in pair)
        self._held: Stroke | None = None

    @property
    def due(self) -> float | None:
        """When what is held becomes a key of its own; None while nothing is held."""
        return self._held.at + TOGETHER if self._held else None

    def strike(self, heard: Heard) -> list[Heard]:
        """Take what was heard next."""
        if not isinstance(heard, Stroke):
            return [*self._release(), heard]
        before = self.wait_over(heard.at)
        key = heard.key.lower() if len(heard.key) == 1 else heard.key
        if self._held is not None:
            both = chord(self._held.key.lower(), key)
            if both in self._pairs:
                self._held = None
                return [*before, replace(heard, key=both, sign="")]
        before += self._release()
        if key not in self._parts:
            return [*before, heard]
        self._held = heard
        return before

    def wait_over(self, now: float) -> list[Heard]:
        """Return the key that is held once no other can join it."""
        return self._release() if self.due is not None and now >= self.due else []

    def _release(self) -> list[Heard]:
        heard: list[Heard] = [self._held] if self._held else []
        self._held = None
        return heard
