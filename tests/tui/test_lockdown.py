"""What keeps a counter's terminal a counter's terminal: no key ends it, no byte breaks it, no crash shows names."""

from __future__ import annotations

import asyncio
import os
import signal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from textual.drivers import linux_driver

from kiosk.tui.app import KioskApp
from kiosk.tui.lockdown import accept_any_byte
from tests.tui.desk import desk

CHORDS = (
    *(chr(code) for code in range(1, 32)),
    *(f"\x1b[{number}~" for number in range(1, 35)),
    *(f"\x1b[{letter}u" for letter in ("113;5", "99;5", "122;5", "112;5", "100;5", "3;5", "27")),
    *(f"\x1b[27;5;{code}~" for code in (113, 99, 122, 112)),
    *(f"\x1b[1;{modifier}{key}" for modifier in range(2, 9) for key in "ABCDHFPQRS"),
    *(f"\x1b{sign}" for sign in "abcdefghijkmnopqrstuvwxyz0123456789"),
    *("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[Z", "\x00", "\x7f", "\x1c", "\x1d", "\x1e", "\x1f"),
)


async def test_no_key_ends_the_program(database: Path) -> None:
    """Control keys, function keys, kitty's and xterm's spelling of them, Alt with every letter."""
    async with desk(database) as grill:
        await grill.opened()
        for chord in CHORDS:
            await grill.bytes(chord)
            assert grill.app.is_running
            assert grill.app.return_code is None
        assert "Palette" not in type(grill.screen).__name__


async def test_words_in_a_text_cannot_end_it(database: Path) -> None:
    """The actions a link could name do nothing."""
    async with desk(database) as grill:
        for action in ("app.quit", "app.suspend_process", "quit", "app.nothing"):
            await grill.app.run_action(action)
        await grill.settle()
        assert grill.app.is_running
        assert grill.app.return_code is None


async def test_nothing_of_textual_s_own_is_offered(database: Path) -> None:
    """No palette, no selection, no focus on a key that Enter would press."""
    async with desk(database) as grill:
        assert not grill.app.ENABLE_COMMAND_PALETTE
        assert not grill.app.ALLOW_SELECT
        assert grill.app.focused is None
        assert {"ctrl+q", "ctrl+c", "ctrl+z", "ctrl+p"} == {
            key for key, bindings in grill.app._bindings.key_to_bindings.items() for _ in bindings
        }


def test_a_byte_that_is_no_utf_8_is_made_visible() -> None:
    """The name this patches is Textual's own: the test fails when an upgrade moves it."""
    assert hasattr(linux_driver, "getincrementaldecoder")
    accept_any_byte()
    decoder = linux_driver.getincrementaldecoder("utf-8")()
    assert "a\ufffdb" == decoder.decode(b"a\xffb")
    assert "\ufffd" == decoder.decode(b"\xc3", final=True)


async def test_signals_of_a_terminal_are_heeded(database: Path) -> None:
    """INT and QUIT do nothing; TERM ends it with code 0."""
    async with desk(database) as grill:
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            os.kill(os.getpid(), number)
        await asyncio.sleep(0.01)
        await grill.settle()
        assert grill.app.return_code is None
        os.kill(os.getpid(), signal.SIGTERM)
        await grill.until(lambda: grill.app.return_code == 0)


async def test_a_crash_shows_one_sentence_and_no_names(database: Path) -> None:
    """Textual's own report would print every local variable, a PIN among them."""
    said = StringIO()
    crashed: list[KioskApp] = []

    def broken() -> None:
        entered_pin = "4711"
        raise ZeroDivisionError(entered_pin)

    async def crash() -> None:
        async with desk(database) as grill:
            crashed.append(grill.app)
            grill.app.error_console = Console(file=said, width=200)
            grill.app.call_later(broken)
            await asyncio.sleep(0.2)

    with pytest.raises(ZeroDivisionError):
        await crash()
    assert 1 == crashed[0].return_code
    crashed[0]._print_error_renderables()
    assert "4711" not in said.getvalue()
    assert "The screen broke and was closed; nothing recorded is lost. Start it again." in said.getvalue()
