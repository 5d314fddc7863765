"""Signs a text console has: another stands, cell for cell, for each it lacks, so that nothing moves or looks alike.

The fonts Debian loads on the Linux console (Lat15, Lat2, Uni2 and their like, 256 to 512 glyphs) have no check mark, no
open circle, no half blocks and no key signs; what they do have was read from the maps in the fonts themselves.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TextIO

POOR = frozenset(("linux", "console", "con", "vt100", "vt102", "vt220", "vt320", "ansi", "cons25", "wsvt25"))
"""Names of terminals that draw with a console's font, without what follows a dash."""

STAND_INS: Mapping[str, str] = {
    "✔": "v",
    "✓": "v",
    "○": "o",
    "◌": "o",
    "⏎": "┘",
    "⌫": "«",
    "⌦": "»",
    "⎋": "^",
    "⇥": "»",
    "␣": "_",
    "↕": "¦",
    "★": "*",
    "☆": "-",
    "◆": "♦",
    "‖": "║",
    "≠": "#",
    "▌": "│",
    "▐": "│",
    "▏": "│",
    "▎": "│",
    "▍": "│",
    "▕": "│",
    "▊": "█",
    "▋": "█",
    "▉": "█",
    "▔": "─",
    "▁": "_",
    "▂": "_",
    "▃": "▒",
    "▄": "▒",
    "▅": "▒",
    "▆": "█",
    "▇": "█",
    "▀": "▒",
}
"""What is shown where the font has no such sign; each of these is in every one of the fonts."""

_UNIMAP = 0x4B66
"""GIO_UNIMAP of the Linux console: which letters its font has."""

_MOST = 8192
"""Pairs of a letter and its glyph in one font, more than the console takes."""


def is_poor(environment: Mapping[str, str]) -> bool:
    """Whether a terminal draws with a console's font, by its name; `screen.linux` says what it runs in."""
    name = environment.get("TERM", "").strip().lower().rpartition(".")[2]
    return name.partition("-")[0] in POOR


def font(terminal: int) -> frozenset[str]:
    """Return the letters the font of an open console has; none where it does not say."""
    import fcntl  # by a console alone
    import struct
    from array import array

    pairs = array("H", bytes(4 * _MOST))
    asked = bytearray(struct.pack("@HP", _MOST, pairs.buffer_info()[0]))
    try:
        fcntl.ioctl(terminal, _UNIMAP, asked)
    except OSError:
        return frozenset()
    count = struct.unpack_from("@H", asked)[0]
    return frozenset(map(chr, pairs[: 2 * count : 2]))


def stand_ins(environment: Mapping[str, str], terminal: int) -> dict[int, str]:
    """Return what is shown for which sign on this terminal, as `str.translate` takes it; nothing where it has all."""
    if not is_poor(environment):
        return {}
    known = font(terminal)
    return {ord(sign): other for sign, other in STAND_INS.items() if sign not in known}


class ShownText(io.TextIOWrapper):
    """A stream to a terminal, in signs it has."""

    def __init__(self, stream: TextIO, shown: Mapping[int, str]) -> None:
        """Write to where a stream writes."""
        super().__init__(stream.buffer, encoding=stream.encoding, errors="replace", line_buffering=True)
        self._shown = shown

    def write(self, text: str, /) -> int:
        """Write text, each sign the terminal lacks as another."""
        return super().write(text.translate(self._shown))
