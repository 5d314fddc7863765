"""What keeps a counter's terminal a counter's terminal: bytes, signals and crashes that must not end or expose it.

And weeks without a restart, which must not fill its memory.

Four patches touch private names of Textual; `tests/tui/test_lockdown.py` fails when an upgrade moves them.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import time
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.events import Key, Resize
from textual.message import Message
from textual.messages import InBandWindowResize

from kiosk.tui.terminal.early import UNHEEDED, no_heed
from kiosk.tui.terminal.stroke import NO_NAME

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

ALSO = {"\x1bOl": ("plus", "+")}
"""Keys Textual does not know: PuTTY's pad."""

REST = 0.1
"""Seconds within which the rest of a sequence comes, on the slowest line."""

_PRIVATE = 0xE000
"""Where the letters end that a number of kitty's can mean; keys without a letter come after."""

PASTE_PATIENCE = 1.0
"""Seconds without a byte after which a paste that was never ended is over: until then every key belongs to it."""


class PatientParser(XTermParser):
    """Reads keys and mouse reports as Textual does, and drops what Textual would break on.

    A report of a cell or a character that cannot be (line noise, a hostile scanner) raises there and ends the program;
    a paste whose end was lost leaves the keyboard deaf for good.
    """

    mouse_pixels = property(lambda _self: False, lambda _self, _said: None)
    """Never pixels, whatever is reported: a finger hits a target by its cell."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual calls it so
        super().__init__(debug)
        self._pasting = False
        self._heard = time.monotonic()
        self._begun = ""
        """A sequence of which the rest has not come yet."""
        self._struck = ""
        """The beginning of one that may be a key of a hand as well: Textual waits whether anything follows."""

    def tick(self) -> Iterable[Message]:
        """Return what nothing has followed for long enough."""
        for message in super().tick():
            self._struck = ""
            yield message

    def feed(self, data: str) -> Iterable[Message]:
        """Return what some input means."""
        now, is_end = time.monotonic(), not data
        if data and self._pasting and now - self._heard > PASTE_PATIENCE:
            data = PASTE_ENDS + data
        if data and self._begun:
            if now - self._heard > REST:
                yield Key(NO_NAME, None)
            else:
                data = self._begun + data
            self._begun = ""
        if data and self._struck:
            XTermParser.__init__(self)  # forgets it
            data, self._struck = self._struck + data, ""
        self._heard = now
        try:
            if is_end:
                yield from super().feed(data)
            while data:
                part, mark, data = data.partition(PASTE_ENDS if self._pasting else PASTE_BEGINS)
                part = part if mark else self._whole(part)
                keys, text = ("", part) if self._pasting else (part, "")
                for sequence in _parts(_OLD_TOUCH.sub(_as_touch, keys)):
                    if _is_understood(sequence):
                        yield from filter(_is_sound, super().feed(sequence))
                    elif not _REPORT.fullmatch(sequence):
                        yield Key(*ALSO.get(sequence, (NO_NAME, None)))
                self._pasting ^= bool(mark)
                if text or mark:
                    yield from filter(_is_sound, super().feed(text + mark))
        except (ArithmeticError, ValueError):
            self.__init__()  # type: ignore[misc] # begins anew: the rest of what came with it is noise as well

    def _whole(self, came: str) -> str:
        """Return what came without a sequence that is only begun at its end, which is kept until the rest comes."""
        if begun := (_END_BEGUN if self._pasting else _BEGUN).search(came):
            self._begun = begun[0]
            return came[: begun.start()]
        if not self._pasting and (struck := _STRUCK.search(came)):
            self._struck = struck[0]
        return came


_SEQUENCE = re.compile(
    r"(\x1b(?:\[(?:\[[!-~]|[0-?]*[ -/]*[@-Z\\-~])|O[0-9;]*[!-~]|[]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)))"
)
"""What a terminal sends for one key, or says of itself: a sequence of ECMA-48, or a function key of Linux."""

_BEGUN = re.compile(r"\x1b(?:\[(?:\[|M.{0,2}|[0-?]+[ -/]*)|O[0-9;]+|[]P^_X][^\x07\x1b]{1,4096}\x1b?)$")
"""The beginning of one, longer than what a hand strikes at once."""

_END_BEGUN = re.compile(r"\x1b(?:\[(?:20?1?)?)?$")
"""The beginning of a paste's end."""

_STRUCK = re.compile(r"\x1b[][OP^_X]?$")
"""A shorter one: Escape, or a key struck with Alt."""

_REPORT = re.compile(r"\x1b(?:\[[<=>?].*|\[[0-9;]*[cntRxy]|[]P^_X].*)", re.DOTALL)
"""What a terminal says of itself, and no hand: an answer to a question that some program asked."""

_MOUSE = re.compile(r"\x1b\[<[0-9]+;[0-9]+;[0-9]+[Mm]")
"""A touch: too many to be looked up one by one."""

_OLD_TOUCH = re.compile(r"\x1b\[M([^\x00-\x1f])([^\x00-\x1f])([^\x00-\x1f])")
"""A touch as terminals without SGR reports send it (X10): button, column and row as signs, each 32 too high."""

_LET_GO = 3
"""The button of those that stands for none."""

_NUMBERED = re.compile(r"\x1b\[([0-9]+)[0-9;:]*([u~])")
"""A key by its number, as most function keys are, and all keys of kitty."""


def _parts(data: str) -> list[str]:
    """Part what came at once into whole sequences, and what stands between them."""
    return [part for part in _SEQUENCE.split(data) if part]


def _as_touch(old: re.Match[str]) -> str:
    """Return an old report of a touch as the report that is read here."""
    button, column, row = (ord(sign) - 32 for sign in old.groups())
    let_go = button & _LET_GO == _LET_GO
    return f"\x1b[<{button - _LET_GO if let_go else button};{column};{row}{'m' if let_go else 'M'}"


def _is_understood(part: str) -> bool:
    """Whether Textual knows what some input means: of a sequence it does not know it makes the letters in it keys."""
    if not _SEQUENCE.fullmatch(part) or _MOUSE.fullmatch(part):
        return True
    numbered = _NUMBERED.fullmatch(part)
    return _is_known(*numbered.groups()) if numbered else _means_something(part)


def _is_known(number: str, kind: str) -> bool:
    """Whether a key of this number is one: of any other Textual makes the letter with this number."""
    is_letter = kind == "u" and int(number) < _PRIVATE
    return is_letter or f"{number}{kind}" in FUNCTIONAL_KEYS or f"\x1b[{number}{kind}" in ANSI_SEQUENCES_KEYS


@lru_cache(64)
def _means_something(sequence: str) -> bool:
    try:
        messages = list(XTermParser().feed(sequence))
    except (ArithmeticError, ValueError):
        return False
    return bool(messages) and sum(isinstance(message, Key) for message in messages) <= 1


def _is_sound(message: Message) -> bool:
    """Whether something that came may be done: not half a surrogate pair, nor a size, which the kernel knows better.

    A report of a size that is not the terminal's, or noise like one, makes a finger miss its target.
    """
    if isinstance(message, Resize | InBandWindowResize):
        return False
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
