"""The slip on the screen: what is printed, and a code that reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.settings import Settings, Theme
from kiosk.work.record.slip import payload
from tests.tui.seat import Seat, seat


async def handed_over(at: Seat) -> str:
    """Hand an order over; gives what its code says."""
    entry = await at.opened(upto="hand-over", name="Maya")
    await at.press("enter")
    await at.settle()
    done = await at.counter.order(str(entry.order.number))
    return str(payload(done.order, done.playbook))


def painted(at: Seat, scale: int = 8) -> Image.Image:
    """Paint the screen's cells as a terminal would, half blocks and all: only grounds and half blocks matter here."""
    strips = list(at.app.screen._compositor.render_strips())
    picture = Image.new("RGB", (at.app.size.width * scale, len(strips) * scale * 2))
    for y, strip in enumerate(strips):
        x = 0
        for segment in strip:
            style = segment.style
            for sign in segment.text:
                ground = style.bgcolor.get_truecolor() if style and style.bgcolor else (0, 0, 0)
                front = style.color.get_truecolor() if style and style.color else (255, 255, 255)
                upper = front if sign == "▀" else ground
                picture.paste(tuple(upper), (x, y * scale * 2, x + scale, y * scale * 2 + scale))
                picture.paste(tuple(ground), (x, y * scale * 2 + scale, x + scale, y * scale * 2 + 2 * scale))
                x += scale
    return picture


@pytest.mark.parametrize("theme", ["night", "day", "contrast"])
@pytest.mark.parametrize("size", [(40, 20), (80, 24), (100, 30), (160, 45)])
async def test_the_code_reads_in_every_theme_and_size(database: Path, theme: Theme, size: tuple[int, int]) -> None:
    """Plain black on white whatever the theme, with room around it, also where little else has room."""
    async with seat(
        database, "station:expo", size=size, settings=Settings(theme=theme, debounce=0, guard=0, scanner="off")
    ) as expo:
        expected = await handed_over(expo)
        assert [expected] == [code.text for code in zxingcpp.read_barcodes(painted(expo))]


async def test_the_slip_says_what_is_printed(database: Path) -> None:
    """Number, guest, items, total."""
    async with seat(database, "station:expo") as expo:
        await handed_over(expo)
        for words in ("Order 1", "Maya", "Meal", "$6.00"):
            assert words in expo.text


@pytest.mark.parametrize("key", ["enter", "backspace", "h", "escape", "space"])
async def test_every_way_on_leads_back_to_work(database: Path, key: str) -> None:
    """No key is a dead end."""
    async with seat(database, "station:expo") as expo:
        await handed_over(expo)
        await expo.press(key)
        assert expo.lines[0].startswith(" EXPO ")


async def test_a_touch_anywhere_goes_on_where_there_are_no_keys(database: Path) -> None:
    """On the smallest terminal the code has the whole screen."""
    async with seat(database, "station:expo", size=(40, 20)) as expo:
        await handed_over(expo)
        await expo.tap(5, 5)
        assert expo.lines[0].startswith(" EXPO ")


@pytest.mark.parametrize("size", [(40, 20), (100, 30)])
async def test_one_digit_says_how_the_guest_liked_it(database: Path, size: tuple[int, int]) -> None:
    """1 to 5 on the slip; another one stands in its place; the slip stays until the worker goes on."""
    async with seat(database, "station:expo", size=size) as expo:
        await handed_over(expo)
        await expo.press("4")
        assert 4 == (await expo.counter.order("1")).order.rating
        await expo.press("2")
        assert 2 == (await expo.counter.order("1")).order.rating
        await expo.press("9")
        assert 2 == (await expo.counter.order("1")).order.rating
        await expo.press("enter")
        assert expo.lines[0].startswith(" EXPO ")


async def test_a_rating_can_be_touched(database: Path) -> None:
    """Its key asks, and each answer is a tile."""
    async with seat(database, "station:expo") as expo:
        await handed_over(expo)
        await expo.press("r")
        assert "How did the guest like it?" in expo.text
        await expo.touch("5 ★★★★★")
        assert 5 == (await expo.counter.order("1")).order.rating
        assert "Order 1: the guest says 5 ★★★★★" in expo.notice
