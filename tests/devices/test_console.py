"""What stands in on a text console for signs its font has not got."""

from __future__ import annotations

import ctypes
import fcntl
import io
import struct
from itertools import combinations
from pathlib import Path

import pytest
from rich.cells import cell_len

from kiosk.devices.console import STAND_INS, ShownText, font, is_poor, stand_ins

FONT = frozenset("¡¢£¤¥¦§¨©«¬®¯°±²³´¶·¸¹»¼½¾¿×÷‘’“”„•‹›←↑→↓−≤≥─│┌┐└┘├┤┬┴┼═║╔╗╚╝█░▒■▲▶▼◀●♦✗")
"""Signs in each font of Debian's `console-setup-linux` 1.221 by the name of Lat15, Uni2 or Uni3, of 14 and 16 rows."""

TOLD_APART = "✔○✗●▲■⏎⌫←→▶│█*×"
"""Signs that mean different things, some of them side by side."""


def glyph(sign: str) -> str:
    """Return what is shown for a sign; these fonts draw some pairs of arrows alike, which is theirs."""
    return STAND_INS.get(sign, sign)


@pytest.mark.parametrize("sign", STAND_INS)
def test_a_stand_in_is_in_the_fonts_and_takes_as_much_room(sign: str) -> None:
    """One cell for one cell, so that nothing moves and every touch hits."""
    other = STAND_INS[sign]
    assert other.isascii() or other in FONT
    assert (1, 1) == (cell_len(sign), cell_len(other))


def test_what_is_told_apart_stays_so() -> None:
    """Kept and not kept, waiting and late, Enter and Backspace."""
    assert [] == [pair for pair in combinations(map(glyph, TOLD_APART), 2) if pair[0] == pair[1]]


@pytest.mark.parametrize(
    ("term", "poor"),
    [
        *(("linux", True), ("linux-16color", True), ("screen.linux", True), ("LINUX", True), ("vt220", True)),
        *(("ansi", True), ("cons25", True), ("xterm", False), ("xterm-256color", False), ("tmux-256color", False)),
        *(("screen-256color", False), ("foot", False), ("xterm-kitty", False), ("", False), ("putty", False)),
    ],
)
def test_a_console_is_known_by_its_name(term: str, poor: bool) -> None:
    """Whatever follows a dash, and whatever it runs in."""
    assert poor == is_poor({"TERM": term})
    assert poor == bool(stand_ins({"TERM": term}, 0))


def test_a_font_that_has_a_sign_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The console says which letters its font has."""

    def ioctl(_terminal: int, request: int, asked: bytearray) -> int:
        room, address = struct.unpack("@HP", asked)
        assert (0x4B66, True) == (request, room > 2)
        pairs = (ctypes.c_ushort * (2 * room)).from_address(address)
        pairs[:4] = [ord("✔"), 7, ord("A"), 65]
        struct.pack_into("@H", asked, 0, 2)
        return 0

    monkeypatch.setattr(fcntl, "ioctl", ioctl)
    assert {"✔", "A"} == font(0)
    assert {ord(sign) for sign in STAND_INS} - {ord("✔")} == set(stand_ins({"TERM": "linux"}, 0))


def test_what_is_no_console_says_nothing(tmp_path: Path) -> None:
    """A file, or a terminal emulator that calls itself linux."""
    with (tmp_path / "file").open("w") as file:
        assert frozenset() == font(file.fileno())


def test_a_stream_shows_them(tmp_path: Path) -> None:
    """As lists of commands are printed."""
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        shown = ShownText(file, stand_ins({"TERM": "linux"}, 0))
        assert isinstance(shown, io.TextIOBase)
        print("✔ 2 × Größe ○", file=shown)
        shown.flush()
    assert "v 2 × Größe o\n" == (tmp_path / "out").read_text()
