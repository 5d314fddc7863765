"""The scanner: tells what a barcode scanner types from what a hand presses, by speed or by a prefix.

A scanner (a keyboard wedge) types its text within milliseconds and ends it with Enter. None of that may press a button:
not its digits, and not its Enter. So a sign is held for `FAST` before it counts as a key; a second one within that time
makes both a scan that is being read. Keys that type nothing are never held, but the Enter that ends a scan is dropped.
Instants come with the strokes, so that a slow screen changes nothing of what is read.
"""

from __future__ import annotations

from kiosk.tui.terminal.stroke import Heard, Scan, Stroke

FAST = 0.035
"""Seconds between two signs below which no hand struck them."""

PAUSE = 0.1
"""Seconds without a sign after which a scan that has begun is over: a line may hiccup in the midst of one."""

ENDS = ("enter", "tab", "ctrl+j")
"""What scanners put behind their text."""

MOST = 512
"""Characters of one scan that are kept."""


class Wedge:
    """Reads strokes in their order; what it gives back is to be done in that order."""

    def __init__(self, scanner: str = "speed", together: frozenset[str] = frozenset()) -> None:
        """Tell scans by `speed`, by a prefix, or (`off`) not at all; `together` are pairs of signs struck as one."""
        self._by_speed = scanner == "speed"
        self._prefix = "" if scanner in ("speed", "off") else scanner
        self._off = scanner == "off"
        self._together = together
        self._held: list[Stroke] = []
        self._typed: float | None = None
        """When a sign was typed into a field that may be a scanner's."""
        self._over: float | None = None
        """Until when an Enter still belongs to the scan that was read last."""

    @property
    def due(self) -> float | None:
        """When what is held has to be looked at again; None while nothing is."""
        return self._held[-1].at + self._patience if self._held else None

    @property
    def _patience(self) -> float:
        return PAUSE if self._is_scan else FAST

    @property
    def _is_scan(self) -> bool:
        """Whether what is held is a scan already."""
        if self._by_speed:
            return len(self._held) > 1
        return len(self._text) > len(self._prefix) and self._text.startswith(self._prefix)

    @property
    def _text(self) -> str:
        return "".join(stroke.sign for stroke in self._held)

    def strike(self, stroke: Stroke, *, typing: bool = False) -> list[Heard]:
        """Take one stroke; `typing` says that words are being keyed, where signs are text whoever types them."""
        if self._off:
            return [stroke]
        heard = self.wait_over(stroke.at)
        if stroke.key in ENDS and self._over is not None and stroke.at <= self._over:
            return heard
        self._over = None
        if typing and not self._held:
            return [*heard, *self._type(stroke)]
        if stroke.sign:
            return [*heard, *self._sign(stroke)]
        return [*heard, *self._end(stroke)]

    def _type(self, stroke: Stroke) -> list[Heard]:
        """Let signs through at once; an Enter so close behind one is the scanner's."""
        before, self._typed = self._typed, stroke.at if stroke.sign else None
        own = stroke.key in ENDS and before is not None and stroke.at - before < FAST
        return [] if own else [stroke]

    def _sign(self, stroke: Stroke) -> list[Heard]:
        """Hold a sign for as long as it may belong to a scan."""
        text = self._text + stroke.sign
        if self._prefix and not (text.startswith(self._prefix) or self._prefix.startswith(text)):
            return [*self._release(), *([stroke] if not self._prefix.startswith(stroke.sign) else self._hold(stroke))]
        return self._hold(stroke)

    def _hold(self, stroke: Stroke) -> list[Heard]:
        if len(self._held) >= MOST:
            self._held.pop()
        self._held.append(stroke)
        return []

    def _end(self, stroke: Stroke) -> list[Heard]:
        """Take a key that types nothing: it ends a scan, is lost in one, or is a key."""
        if stroke.key in ENDS and self._held and (self._by_speed or self._is_scan):
            self._over = stroke.at + PAUSE
            return [self._scan(ended=True)]
        if self._is_scan:
            return []
        return [*self._release(), stroke]

    def wait_over(self, now: float) -> list[Heard]:
        """Return what is held once it has waited long enough."""
        if self.due is None or now < self.due:
            return []
        if not self._is_scan or self._held_together():
            return self._release()
        self._over = self.due + PAUSE
        return [self._scan(ended=False)]

    def _held_together(self) -> bool:
        return "".join(sorted(self._text.lower())) in self._together

    def _release(self) -> list[Heard]:
        heard: list[Heard] = list(self._held)
        self._held = []
        return heard

    def _scan(self, *, ended: bool) -> Scan:
        text = self._text.removeprefix(self._prefix)
        self._held = []
        return Scan(text, ended)
