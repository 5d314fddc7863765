"""The first words of a station stand in the cells, and in the colours, in which its screen paints the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import pytest
from rich.style import Style

from kiosk.counter.counter import Counter
from kiosk.settings import Settings
from kiosk.tui.station.first_words import first_words
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail.rail import Rail
from kiosk.tui.terminal.shape import Area, station_areas
from kiosk.tui.widgets.theme import style
from kiosk.work.verb.open_order import AddOrder
from tests.tui.seat import MEAL, Seat, seat

SIZES = [(40, 20), (59, 27), (60, 28), (95, 24), (100, 30), (140, 28), (159, 50), (160, 45), (173, 60)]
"""At the edges of what the stylesheet tells apart, and between them."""

Cell = tuple[str, str, bool, str]
Before = Callable[[Counter], Awaitable[object]]


def cells(runs: Iterable[tuple[str, Style]]) -> list[Cell]:
    """Return what is seen in each cell: sign, colour, weight, ground; of a blank one its ground."""
    return [
        (sign, "" if sign == " " else str(look.color), sign != " " and bool(look.bold), str(look.bgcolor))
        for text, look in runs
        for sign in text
    ]


def painted(there: Seat) -> list[list[Cell]]:
    """Return what the screen has painted."""
    strips = there.app.screen._compositor.render_strips()
    return [cells((segment.text, segment.style or Style()) for segment in strip) for strip in strips]


async def some(counter: Counter) -> None:
    """Let orders come in: more than a small rail holds."""
    for number in range(6):
        await counter.do(AddOrder(f"web-{number}", MEAL))


async def none(_counter: Counter) -> None:
    """Let nothing come in."""


async def compare(database: Path, size: tuple[int, int], settings: Settings, before: Before = some) -> None:
    """Hold the first words to the screen that is painted over them."""
    async with seat(database, size=size, settings=settings, before=before) as there:
        lines = first_words(there.counter, settings, ("grill",), *size)
        wanted = [cells((text, style(settings.theme, look)) for text, look in line) for line in lines]
        rail, step = (there.screen.query_one(kind).region for kind in (Rail, OpenTicket))
        left, right = station_areas(*size)
        assert left == Area(*rail)
        assert right == Area(step.x + 1, step.y, step.width - 2, step.height)
        shown = painted(there)
        assert wanted[0] == shown[0]
        for area in (left, right):
            for y in range(area.y, area.y + area.height):
                assert wanted[y][area.x : area.x + area.width] == shown[y][area.x : area.x + area.width], y


@pytest.mark.parametrize("size", SIZES)
async def test_they_stand_where_the_stylesheet_puts_them(database: Path, size: tuple[int, int]) -> None:
    """In every shape of terminal."""
    await compare(database, size, Settings(person="Ana", scanner="off"))


@pytest.mark.parametrize(
    "settings",
    [
        Settings(language="de", theme="day"),
        Settings(language="es", theme="contrast", keypad="clover"),
        Settings(person="Ana", keypad="six-key", combine=True),
        Settings(keys=(("reading", ("q",)), ("procedure", ("x",)))),
    ],
)
async def test_they_say_what_the_screen_says(database: Path, settings: Settings) -> None:
    """In its language, its theme, with the keys of its bar, with whoever works there."""
    await compare(database, (100, 30), settings)


async def test_they_say_that_nothing_is_open(database: Path) -> None:
    """In the words of the screen."""
    await compare(database, (100, 30), Settings(), none)
