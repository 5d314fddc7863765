"""A terminal before Textual has it: what is painted on it early, and how it is given back where the start fails.

Nothing that is typed meanwhile is shown or lost: the terminal hands it to whoever reads next.
"""

from __future__ import annotations

import signal
import sys
import termios
import tty
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, Literal

from kiosk.tui.widgets.lines import Line, Run
from kiosk.tui.widgets.theme import look, style

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
"""To the screen that keeps what was on the terminal, and back; the first is written as Textual writes it."""

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
"""The cursor."""

PLAIN = "\x1b[0m"
"""What follows looks like nothing before it."""

Depth = Literal["TRUECOLOR", "EIGHT_BIT", "STANDARD"]
"""How many colours a terminal has, as rich names it: all, 256, sixteen."""

DEPTHS: dict[str, Depth] = {"kitty": "EIGHT_BIT", "256color": "EIGHT_BIT"}
"""Colours by the last part of a terminal's name; sixteen of every other."""

ENDS = (signal.SIGTERM, signal.SIGHUP)
"""Signals that end the program."""

_OTHERS = {"CHLD", "CLD", "CONT", "WINCH", "TTIN", "TTOU", "URG", "PIPE", "XFSZ", "TERM", "HUP"}
_OTHERS |= {"KILL", "STOP", "SEGV", "BUS", "FPE", "ILL"}
UNHEEDED = tuple(
    number
    for number in sorted(signal.valid_signals())
    if getattr(number, "name", "").removeprefix("SIG") not in _OTHERS
)
"""Signals that mean nothing once words stand on the terminal; the others have a meaning, or cannot be caught."""


def depth(environment: Mapping[str, str]) -> Depth | None:
    """Return how many colours a terminal has; None where it wants none, or where somebody has said it otherwise."""
    term = environment.get("TERM", "").strip().lower()
    if term in ("", "dumb", "unknown") or {"NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER"} & environment.keys():
        return None
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "TRUECOLOR"
    return DEPTHS.get(term.rpartition("-")[2], "STANDARD")


class EarlyTerminal:
    """The terminal of this process; whoever paints on it takes it, and gives it back or hands it on."""

    def __init__(self) -> None:
        """Know how the terminal is set; raises termios.error where there is none."""
        self._fd = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self.before: list[Any] = termios.tcgetattr(self._fd)
        """Its attributes, as they are to be again."""
        self._taken = False
        self._heeded: dict[int, Any] = {}
        """What signals meant before, by their numbers."""

    def paint(self, lines: Sequence[Line], theme: str, colours: Depth) -> None:
        """Take the terminal, and put lines on it from its top."""
        self._take()
        rows = (
            f"\x1b[{y};1H{''.join(_painted(run, theme, colours) for run in line)}" for y, line in enumerate(lines, 1)
        )
        try:
            self._write(f"{ENTER}{HIDE}{''.join(rows)}{PLAIN}")
        except OSError:
            self.give_back()
            raise

    def _take(self) -> None:
        """Show nothing that is typed, and let no key end the program, as Textual does: keys wait for it as they are."""
        raw = termios.tcgetattr(self._fd)
        raw[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        raw[tty.IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[tty.CC] = [*raw[tty.CC]]
        raw[tty.CC][termios.VMIN] = 1
        termios.tcsetattr(self._fd, termios.TCSANOW, raw)
        self._taken = True
        for number in (*ENDS, *UNHEEDED):
            self._heeded[number] = signal.signal(number, self._end if number in ENDS else no_heed)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        """Give the terminal back, and end as the screens do."""
        self.give_back()
        raise SystemExit(0)

    def hand_on(self) -> None:
        """Let somebody else give the terminal back, set as it was before, and heed what ends the program."""
        if self._taken:
            self._taken = False
            self._heed(ENDS)

    def give_back(self) -> None:
        """Leave the terminal as it was found, unless it was handed on."""
        if self._taken:
            self._taken = False
            self._heed((*ENDS, *UNHEEDED))
            with suppress(OSError, termios.error):  # the window may be closed
                self._write(f"{LEAVE}{SHOW}")
                termios.tcsetattr(self._fd, termios.TCSANOW, self.before)

    def _heed(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            signal.signal(number, self._heeded[number])

    def _write(self, words: str) -> None:
        """Write where Textual writes."""
        if sys.__stderr__:
            sys.__stderr__.write(words)
            sys.__stderr__.flush()


def _painted(run: Run, theme: str, colours: Depth) -> str:
    """Write a run as the terminal is told it; with fewer colours rich chooses, as it does for Textual."""
    text, words = run
    if colours == "TRUECOLOR":
        return f"{look(theme, words).sequence}{text}"
    from rich.color import ColorSystem

    return style(theme, words).render(text, color_system=ColorSystem[colours])


def no_heed(_number: int, _frame: FrameType | None) -> None:
    """Pay no heed."""
