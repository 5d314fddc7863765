"""The scanner: tells what a barcode scanner types from what a hand presses, by its form and speed or by a prefix.

A scanner (a keyboard wedge) types its text within milliseconds and ends it with Enter. None of that may press a button:
not its digits, and not its Enter. But hands are as fast where a line or a busy machine hands their keys on together:
speed alone makes no scan. Signs are held only for as long as they may become something that a scanner sends here, and
are keys in their order where they do not. Instants come with the strokes, so that a slow screen changes nothing.
"""

from __future__ import annotations

from kiosk.tui.terminal.stroke import FAST, Heard, Scan, Stroke

PAUSE = 0.1
"""Seconds without a sign after which a scan that has begun is over: a line may hiccup in the midst of one."""

BEGUN = 3
"""Signs in the form of a scan from which a line may hiccup in it; the shortest form of one has as many."""

ENDS = ("enter", "tab")
"""What scanners put behind their text."""

MOST = 512
"""Characters of one scan that are kept."""


class Wedge:
    """Reads strokes in their order; what it gives back is to be done in that order."""

    def __init__(self, scanner: str = "speed") -> None:
        """Tell scans by their form at `speed`, by a prefix, or (`off`) not at all."""
        self._prefix = "" if scanner in ("speed", "off") else scanner
        self._off = scanner == "off"
        self._held: list[Stroke] = []
        self._over: float | None = None
        """Until when an Enter still belongs to the scan that was read last."""

    @property
    def due(self) -> float | None:
        """When what is held has to be looked at again; None while nothing is."""
        if not self._held:
            return None
        return self._held[-1].at + (PAUSE if len(self._held) >= BEGUN or self._is_scan else FAST)

    @property
    def _is_scan(self) -> bool:
        """Whether what is held is a scan already."""
        if self._prefix:
            return len(self._text) > len(self._prefix) and self._text.startswith(self._prefix)
        if len(self._held) < BEGUN:
            return False
        from kiosk.work.text.scanned import is_sent  # loaded for the first sign

        return is_sent(self._text)

    @property
    def _may_be_scan(self) -> bool:
        """Whether what is held is a scan or may become one."""
        if self._prefix:
            return self._text.startswith(self._prefix) or self._prefix.startswith(self._text)
        from kiosk.work.text.scanned import may_be_sent  # loaded for the first sign

        return may_be_sent(self._text)

    @property
    def _text(self) -> str:
        return "".join(stroke.sign for stroke in self._held)

    def strike(self, stroke: Stroke) -> list[Heard]:
        """Take one stroke."""
        if self._off:
            return [stroke]
        heard = self.wait_over(stroke.at)
        if stroke.key in ENDS and self._over is not None and stroke.at <= self._over:
            return heard
        self._over = None
        return [*heard, *(self._sign(stroke) if stroke.sign else self._end(stroke))]

    def _sign(self, stroke: Stroke) -> list[Heard]:
        """Hold a sign for as long as it may belong to a scan; those before it that do not are keys."""
        if len(self._held) >= MOST:
            self._held.pop()
        self._held.append(stroke)
        keys: list[Heard] = []
        while self._held and not self._may_be_scan:
            keys.append(self._held.pop(0))
        return keys

    def _end(self, stroke: Stroke) -> list[Heard]:
        """Take a key that types nothing: it ends a scan, is lost in one, or is a key."""
        if not (self._held and self._is_scan):
            return [*self._release(), stroke]
        if stroke.key not in ENDS:
            return []
        self._over = stroke.at + PAUSE
        return [self._scan()]

    def wait_over(self, now: float) -> list[Heard]:
        """Return what is held once it has waited long enough."""
        if self.due is None or now < self.due:
            return []
        if not self._is_scan:
            return self._release()
        self._over = self.due + PAUSE
        return [self._scan()]

    def _release(self) -> list[Heard]:
        heard: list[Heard] = list(self._held)
        self._held = []
        return heard

    def _scan(self) -> Scan:
        text = self._text.removeprefix(self._prefix)
        self._held = []
        return Scan(text)
