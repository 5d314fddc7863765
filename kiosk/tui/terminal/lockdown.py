"""What keeps a counter's terminal a counter's terminal: bytes, signals and crashes that must not end or expose it.

And weeks without a restart, which must not fill its memory.

Four patches touch private names of Textual; `tests/tui/test_lockdown.py` fails when an upgrade moves them.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.events import Key
from textual.message import Message

from kiosk.tui.terminal.early import UNHEEDED, no_heed

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

PASTE_PATIENCE = 1.0
"""Seconds without a byte after which a paste that was never ended is over: until then every key belongs to it."""


class PatientParser(XTermParser):
    """Reads keys and mouse reports as Textual does, and drops what Textual would break on.

    A report of a cell or a character that cannot be (line noise, a hostile scanner) raises there and ends the program;
    a paste whose end was lost leaves the keyboard deaf for good.
    """

    mouse_pixels = property(lambda _self: False, lambda _self, _said: None)
    """A report of a size alone makes Textual take cells for pixels; a finger hits a target by its cell."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual calls it so
        super().__init__(debug)
        self._pasting = False
        self._heard = time.monotonic()

    def feed(self, data: str) -> Iterable[Message]:
        """Return what some input means."""
        now = time.monotonic()
        if data and self._pasting and now - self._heard > PASTE_PATIENCE:
            data = PASTE_ENDS + data
        self._heard = now
        begun, ended = data.rfind(PASTE_BEGINS), data.rfind(PASTE_ENDS)
        self._pasting = begun > ended if begun != ended else self._pasting
        try:
            yield from filter(_can_be_shown, super().feed(data))
        except (ArithmeticError, ValueError):
            self.__init__()  # type: ignore[misc] # begins anew: the rest of what came with it is noise as well


def _can_be_shown(message: Message) -> bool:
    """Whether a key's character is one that can be written to a terminal: half a surrogate pair is not."""
    return not (isinstance(message, Key) and message.character and "\ud800" <= message.character <= "\udfff")


def _leave_cells(self: linux_driver.LinuxDriver) -> None:
    """Ask for no pixels."""


def accept_any_byte() -> None:
    """Make a byte that is no UTF-8 (a Latin-1 scanner, line noise) a � instead of the end of the program."""

    def forgiving(encoding: str) -> Callable[[], IncrementalDecoder]:
        return partial(getincrementaldecoder(encoding), errors="replace")

    linux_driver.getincrementaldecoder = forgiving  # type: ignore[attr-defined, assignment] # imported there from codecs
    linux_driver.XTermParser = PatientParser  # type: ignore[attr-defined] # imported there
    linux_driver.LinuxDriver._enable_mouse_pixels = _leave_cells  # type: ignore[method-assign] # noqa: SLF001


def let_screens_go() -> None:
    """Keep the styles for two colours by the colours alone: Textual keeps them by the widget that asked as well.

    Its cache is one for all and holds a thousand, and with each widget all that was painted of it.
    """
    kept = StylesCache.get_inner_outer
    if hasattr(kept, "cache_clear"):
        styles = lru_cache(64)(partial(kept.__wrapped__, StylesCache))
        StylesCache.get_inner_outer = lambda _cache, base, background: styles(base, background)  # type: ignore[assignment, method-assign] # a cache around a method there


def heed_signals(leave: Callable[[], None]) -> None:
    """End cleanly on TERM and on a lost terminal (HUP), with the screen restored; pay no heed to any other signal."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        for name in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(name, leave)
        for number in UNHEEDED:
            signal.signal(number, no_heed)
