"""The slip's code reads from what a terminal was sent: every theme, size and kind of terminal, by two readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.wiring import open_counter
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.record.slip import payload
from tests.patience import wait_for
from tests.terminal.conftest import Codes, by_zxing
from tests.terminal.tty import Tty
from tests.tui.seat import serve

pytestmark = pytest.mark.terminal

TERMINALS = {
    "true colour": {},
    "256 colours": {"COLORTERM": ""},
    "16 colours": {"COLORTERM": "", "TERM": "xterm"},
    "no colour": {"NO_COLOR": "1"},
}
SIZES = ((100, 30), (80, 24))
THEMES = ("night", "day", "contrast")


async def handed_over(shop: Path) -> str:
    """Hand an order over; gives what its code says."""
    counter = open_counter(Settings(database=shop / "kiosk.db"))
    try:
        await counter.start()
        entry = await serve(counter, (Wish("cheeseburger-meal", 2),), guest=Guest("", "Maya"))
        done = await counter.order(entry.order.id)
    finally:
        await counter.close()
    return str(payload(done.order, done.playbook))


async def test_the_code_reads_where_there_are_no_half_blocks(shop: Path, by_zbar: Codes) -> None:
    """A console's font has none: modules are squares of spaces, where there is room for them, and else a sentence."""
    expected = await handed_over(shop)
    with Tty(shop, "expo", env={"COLORTERM": "", "TERM": "linux"}) as expo:
        expo.resize(160, 50)
        expo.until("No order is open.")
        expo.send("f")
        expo.until("the last 1 orders")
        expo.send("1")
        expo.until("SLIP", "Maya")
        for reader in (by_zxing, by_zbar):
            assert reads(expected, reader, expo), expo.text
        expo.resize(100, 30)
        expo.until("No room for the QR code here.", "2 × Cheeseburger meal")


async def test_the_code_of_a_printed_slip_reads_there_too(shop: Path, by_zbar: Codes) -> None:
    """What stands in for half blocks makes no code; through a pager the other signs are those of the font too."""
    expected = await handed_over(shop)
    with Tty(shop, "slip", "show", "1", size=(100, 90), env={"COLORTERM": "", "TERM": "linux"}) as shown:
        assert 0 == shown.wait()
        for reader in (by_zxing, by_zbar):
            assert reads(expected, reader, shown), shown.text
    with Tty(shop, "order", "show", "1", size=(100, 10), env={"TERM": "linux", "PAGER": "cat"}) as shown:
        assert 0 == shown.wait()
        assert b"v Hand over" in shown.raw


def reads(code: str, reader: Codes, terminal: Tty) -> bool:
    """Whether a reader comes to read this code, and no other, on a terminal."""
    return wait_for(lambda: [code] == reader(terminal.picture()))


@pytest.mark.parametrize("kind", TERMINALS)
async def test_the_code_reads(shop: Path, by_zbar: Codes, kind: str) -> None:
    """In all three themes and both sizes, by zxing and by zbar, each from its own painting."""
    expected = await handed_over(shop)
    with Tty(shop, "expo", env=TERMINALS[kind]) as expo:
        expo.until("No order is open.")
        expo.send("f")
        expo.until("the last 1 orders")
        for theme in THEMES:
            expo.send("1")
            expo.until("SLIP", "Maya")
            for size in SIZES:
                expo.resize(*size)
                for reader in (by_zxing, by_zbar):  # a painting may be half there: each reads until it is whole
                    assert reads(expected, reader, expo), f"{kind}, {theme}, {size}:\n{expo.text}"
            expo.send("\r")
            expo.until("the last 1 orders")
            expo.send("d")
