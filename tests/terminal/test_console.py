"""The screens on a text console: every sign on them is one its font has."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.wiring import open_counter
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from tests.devices.test_console import FONT
from tests.terminal.tty import Tty
from tests.tui.seat import serve

pytestmark = pytest.mark.terminal

DRAWN = FONT | set("┃━┏┓┗┛┣┫┳┻╋╸╺╻╹┄▸–—…ÄÖÜäöüßáéíóúñ€�")
"""Those, what the same fonts have beside them of frames and of Western letters, and … of sixteen rows."""

CONSOLE = {"COLORTERM": "", "TERM": "linux"}


async def lunch(shop: Path) -> None:
    """Leave two orders at the grill, one of them with an allergy, and one that is handed over."""
    counter = open_counter(Settings(database=shop / "kiosk.db"))
    try:
        await counter.start()
        await serve(counter, (Wish("cheeseburger-meal"),), guest=Guest("", "Maya"))
        await serve(counter, (Wish("cheeseburger-meal", 2),), upto="cook", guest=Guest("", "Leo"), allergies=("milk",))
        await serve(counter, (Wish("hamburger"),), upto="cook")
    finally:
        await counter.close()


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("station grill", ("a", "1", "2", "?")),
        ("front", ("n", "1", "\x1b")),
        ("expo", ("o", "f")),
        ("manager", ("x", "\x1b")),
        ("", ("0",)),
        ("board", ()),
    ],
)
async def test_every_sign_is_one_the_font_has(shop: Path, place: str, keys: tuple[str, ...]) -> None:
    """At what is shown first, and after each of some keys."""
    await lunch(shop)
    with Tty(shop, *place.split(), env=CONSOLE) as there:
        there.until("PREPARING" if place == "board" else "● live")
        for key in ("", *keys):
            there.send(key)
            there.calm()
            strange = {sign for sign in there.text if not sign.isascii() and sign not in DRAWN}
            assert set() == strange, there.text


def test_kept_and_not_kept_do_not_look_alike(shop: Path) -> None:
    """A point that was ticked and one that was not, told apart without a check mark."""
    with Tty(shop, "front", env=CONSOLE) as front:
        front.until("live")
        front.press("\r", "Greet", "o ")
        front.press("1", "v ")


def test_the_doctor_names_what_stands_in(shop: Path) -> None:
    """On a console; elsewhere there is no such line."""
    with Tty(shop, "doctor", env=CONSOLE) as there:
        there.until("v for heavy check mark", "Others stand in.")
