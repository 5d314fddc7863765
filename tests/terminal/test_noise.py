"""Bytes nobody meant: all 256 of them, torn sequences, control keys, and a Latin-1 scanner's name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.terminal.tty import Tty

pytestmark = pytest.mark.terminal

JUNK = (
    b"\x1b[99999999999999999999R",
    b"\x1b[1114112u",
    b"\x1b[55296u",
    b"\x1b[27;5;99999999999999999999~",
    b"\x1b[<0;99999999999;1M\x1b[<0;-5;-5m",
    b"\x1b]11;rgb:zz/zz/zz\x07\x1b]52;c;aGk=\x07",
    b"\x1b[" + b"9" * 500 + b"~",
    b"\x1bP+q544e\x1b\\\x1b_Gi=1\x1b\\",
    b"\xff\xfe\xc3\x28\xe2\x82\xf0\x9f",
    b"\x1b[200~half a paste",
)


@pytest.mark.parametrize("said", ["scanner: off", "scanner: speed", "scanner: speed\nkeypad: six-key"])
def test_no_byte_ends_the_program(shop: Path, said: str) -> None:
    """From 0x00 to 0xFF, each on its own; then junk; then it still does what it is told, however keys are heard."""
    (shop / "kiosk.yaml").write_text(f"person: Ana\ndebounce: 0\nguard: 0\n{said}\n", encoding="utf-8")
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        for byte in range(256):
            grill.send(bytes([byte]))
            time.sleep(0.002)
        for junk in JUNK:
            grill.send(junk)
            time.sleep(0.02)
        grill.press("\x1b", "HOME")
        grill.press("2", "GRILL")
        assert grill.running


def test_control_keys_do_nothing(shop: Path) -> None:
    """Those that end, stop or leave programs elsewhere, in a terminal's and in kitty's spelling."""
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        for key in (b"\x03", b"\x04", b"\x10", b"\x11", b"\x13", b"\x1a", b"\x1c", b"\x1b[113;5u", b"\x1b[99;5u"):
            grill.send(key)
            time.sleep(0.02)
        grill.calm()
        assert grill.running
        assert "Nothing to do here" in grill.text


def test_a_latin_1_scanner_can_type_a_name(shop: Path) -> None:
    """The byte that is no UTF-8 is shown as such, in the field and wherever the name stands."""
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here", "Help")
        grill.send("i")
        grill.until("Who works here?")
        grill.send(b"Ren\xff")
        grill.until("Ren�")
        grill.send("\r")
        grill.until("GRILL", "Ren�")
        assert grill.running
