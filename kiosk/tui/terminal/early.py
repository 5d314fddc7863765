"""A terminal before Textual has it: what is painted on it early, and how it is given back where the start fails.

Nothing that is typed meanwhile is shown or lost: the terminal hands it to whoever reads next.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any

from rich.color import ColorSystem

from kiosk.tui.widgets.lines import Line
from kiosk.tui.widgets.theme import style

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
"""To the screen that keeps what was on the terminal, and back; the first is written as Textual writes it."""

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
"""The cursor."""

DEPTHS = {"kitty": ColorSystem.EIGHT_BIT, "256color": ColorSystem.EIGHT_BIT}
"""Colours by the last part of a terminal's name; sixteen of every other."""

ENDS = (signal.SIGTERM, signal.SIGHUP)
"""Signals that end the program before the screens heed them."""

LFLAG, IFLAG, CC = 3, 0, 6
"""Where these stand in a terminal's attributes."""


def depth(environment: Mapping[str, str]) -> ColorSystem | None:
    """Return how many colours a terminal has; None where it wants none, or where somebody has said it otherwise."""
    term = environment.get("TERM", "").strip().lower()
    if term in ("", "dumb", "unknown") or {"NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER"} & environment.keys():
        return None
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    return DEPTHS.get(term.rpartition("-")[2], ColorSystem.STANDARD)


class EarlyTerminal:
    """The terminal of this process; whoever paints on it takes it, and gives it back or hands it on."""

    def __init__(self) -> None:
        """Know how the terminal is set; raises termios.error where there is none."""
        self._fd = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self.before: list[Any] = termios.tcgetattr(self._fd)
        """Its attributes, as they are to be again."""
        self._taken = False

    def paint(self, lines: Sequence[Line], theme: str, colours: ColorSystem) -> None:
        """Take the terminal, and put lines on it from its top."""
        self._take()
        rows = (
            f"\x1b[{y};1H{''.join(style(theme, look).render(text, color_system=colours) for text, look in line)}"
            for y, line in enumerate(lines, 1)
        )
        self._write(f"{ENTER}{HIDE}{''.join(rows)}")

    def _take(self) -> None:
        raw = termios.tcgetattr(self._fd)
        raw[LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        raw[IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[CC] = [*raw[CC]]
        raw[CC][termios.VMIN] = 1
        termios.tcsetattr(self._fd, termios.TCSANOW, raw)
        self._taken = True
        for number in ENDS:
            signal.signal(number, self._end)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """Give the terminal back, and end by the signal."""
        self.give_back()
        os.kill(os.getpid(), number)

    def hand_on(self) -> None:
        """Let somebody else give the terminal back, set as it was before."""
        self._taken = False

    def give_back(self) -> None:
        """Leave the terminal as it was found, unless it was handed on."""
        if self._taken:
            self._taken = False
            for number in ENDS:
                signal.signal(number, signal.SIG_DFL)
            self._write(f"{LEAVE}{SHOW}")
            termios.tcsetattr(self._fd, termios.TCSANOW, self.before)

    def _write(self, words: str) -> None:
        """Write where Textual writes."""
        if sys.__stderr__:
            sys.__stderr__.write(words)
            sys.__stderr__.flush()
