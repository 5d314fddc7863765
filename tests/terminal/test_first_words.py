"""The first words of a station: there before Textual is loaded, and never gone until it paints over them."""

from __future__ import annotations

import asyncio
import signal
import termios
from pathlib import Path

import pyte
import pytest

from kiosk.settings import Settings
from kiosk.tui.terminal.early import depth
from kiosk.wiring import open_counter
from kiosk.work.order.line import Wish
from kiosk.work.verb.open_order import AddOrder
from tests.patience import PATIENCE, wait_for
from tests.terminal.gate import gated
from tests.terminal.tty import UNKNOWN, Tty

pytestmark = pytest.mark.terminal

ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"

TEXTUAL = b"\x1b[?1000h"
"""What Textual writes first when it does not go to the other screen."""

BELOW = 6
"""Rows of notice and keys, which come with the screen."""


@pytest.fixture
def busy(shop: Path) -> Path:
    """Return a shop with a dozen orders at the grill."""

    async def order() -> None:
        counter = open_counter(Settings(database=shop / "kiosk.db"))
        await counter.start()
        for number in range(12):
            await counter.do(AddOrder(f"web-{number}", (Wish("cheeseburger", 2),)))
        await counter.close()

    asyncio.run(order())
    return shop


def settings(at: Tty) -> list[object]:
    """Return how a terminal is set."""
    return list(termios.tcgetattr(at._fd))


def cells(screen: pyte.Screen, y: int) -> list[object]:
    """Return a row of cells with all that is seen of them: of a blank one its ground."""
    row = [screen.buffer[y][x] for x in range(screen.columns)]
    return [cell._replace(fg="", bold=False) if cell.data == " " else cell for cell in row]


@pytest.mark.parametrize("colours", [{}, {"COLORTERM": ""}, {"COLORTERM": "", "TERM": "xterm"}])
def test_what_stands_first_is_what_the_screen_paints(busy: Path, colours: dict[str, str]) -> None:
    """Header, rail and open step keep every cell, with its colour, from the first words on: nothing flickers."""
    with gated(busy, "station", "grill", env=colours) as (grill, gate):
        grill.until("GRILL", "12 on the rail", "SAY")
        gate.open()
        grill.until("DONE")
        painted = bytes(grill.raw)
    assert 1 == painted.count(ENTER)
    first = painted.index(TEXTUAL)
    screen = pyte.Screen(grill.columns, grill.rows)
    stream = pyte.ByteStream(screen)
    stream.feed(painted[:first])
    words = [cells(screen, y) for y in range(grill.rows)]
    screen.dirty.clear()
    for place in range(len(rest := UNKNOWN.sub(b"", painted[first:]))):
        stream.feed(rest[place : place + 1])
        for y in screen.dirty:
            assert y >= grill.rows - BELOW or words[y] == cells(screen, y), (y, screen.display[y])
        screen.dirty.clear()
    assert "DONE" in "\n".join(screen.display)


def test_keys_pressed_at_the_first_words_are_kept(busy: Path) -> None:
    """They are shown nowhere, and do what they mean as soon as the screen stands."""
    with gated(busy, "station", "grill") as (grill, gate):
        grill.until("12 on the rail")
        shown = len(grill.raw)
        grill.send("\x03\x1a\x1c0")
        gate.open()
        grill.until("What now?")
        assert b"^C" not in grill.raw[shown:]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_the_first_words_ends_it_cleanly(shop: Path, number: signal.Signals) -> None:
    """With code 0, what was on the terminal before, and the terminal set as it was."""
    with gated(shop, "station", "grill") as (grill, _):
        before = settings(grill)
        grill.until("Nothing to do here")
        assert before != settings(grill)
        grill.signal(number)
        assert 0 == grill.wait()
        grill._reader.join(PATIENCE)
        assert grill.raw.endswith(LEAVE + b"\x1b[?25h")
        assert before == settings(grill)


def test_a_start_that_breaks_later_leaves_the_terminal_first(shop: Path) -> None:
    """And says its sentence where it can be read."""
    with gated(shop, "station", "grill") as (grill, gate):
        before = settings(grill)
        grill.until("Nothing to do here")
        gate.open(broken=True)
        assert 1 == grill.wait()
        grill._reader.join(PATIENCE)
        assert b"nobody foresaw" in grill.raw[grill.raw.index(LEAVE) :]
        assert before == settings(grill)


def test_the_end_gives_the_terminal_back_as_it_was(shop: Path) -> None:
    """Not as the first words had set it."""
    with gated(shop, "station", "grill") as (grill, gate):
        before = settings(grill)
        grill.until("Nothing to do here")
        gate.open()
        grill.until("Help")
        grill.signal(signal.SIGTERM)
        assert 0 == grill.wait()
        grill._reader.join(PATIENCE)
        assert 1 == grill.raw.count(LEAVE)
        assert before == settings(grill)


@pytest.mark.parametrize(
    ("words", "size", "around"),
    [
        (("station", "grill"), (100, 30), {"NO_COLOR": "1"}),
        (("station", "grill"), (39, 30), {}),
        (("front",), (100, 30), {}),
        (("manager",), (100, 30), {}),
    ],
)
def test_nothing_stands_first_where_it_would_be_another_screen(
    shop: Path, words: tuple[str, ...], size: tuple[int, int], around: dict[str, str]
) -> None:
    """Without colours, on a small terminal, at places that are no station which prepares: Textual paints first."""
    with gated(shop, *words, size=size, env=around) as (terminal, gate):
        gate.open()
        assert wait_for(lambda: len(terminal.raw) > 100)
        painted = bytes(terminal.raw)
    assert painted.startswith(ENTER + TEXTUAL)


@pytest.mark.parametrize(
    ("around", "colours"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "TRUECOLOR"),
        ({"TERM": "screen-256color"}, "EIGHT_BIT"),
        ({"TERM": "linux"}, "STANDARD"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, None),
        ({"TERM": "xterm", "NO_COLOR": ""}, None),
        ({}, None),
    ],
)
def test_colours_are_as_many_as_the_terminal_has(around: dict[str, str], colours: str | None) -> None:
    """By the names that Textual goes by too."""
    assert colours == depth(around)
