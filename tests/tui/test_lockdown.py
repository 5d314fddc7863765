"""What keeps a counter's terminal a counter's terminal: no key ends it, no byte breaks it, no crash shows names."""

from __future__ import annotations

import asyncio
import os
import signal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.drivers import linux_driver
from textual.events import Key, Paste

from kiosk.tui.app import KioskApp
from kiosk.tui.terminal.lockdown import PatientParser, accept_any_byte, let_screens_go
from tests.tui.seat import seat

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
    async with seat(database) as grill:
        await grill.opened()
        for chord in CHORDS:
            await grill.bytes(chord)
            assert grill.app.is_running
            assert grill.app.return_code is None
        assert "Palette" not in type(grill.screen).__name__


async def test_words_in_a_text_cannot_end_it(database: Path) -> None:
    """The actions a link could name do nothing."""
    async with seat(database) as grill:
        for action in ("app.quit", "app.suspend_process", "quit", "app.nothing"):
            await grill.app.run_action(action)
        await grill.settle()
        assert grill.app.is_running
        assert grill.app.return_code is None


async def test_nothing_of_textual_s_own_is_offered(database: Path) -> None:
    """No palette, no selection, no focus on a key that Enter would press."""
    async with seat(database) as grill:
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


def test_the_driver_reads_with_patience() -> None:
    """The second name this patches is Textual's own, too."""
    assert issubclass(PatientParser, linux_driver.__dict__["XTermParser"])
    accept_any_byte()
    assert PatientParser is linux_driver.__dict__["XTermParser"]


def test_styles_are_kept_by_their_colours_alone() -> None:
    """The third name this patches is Textual's own, too; what it gives is what Textual gives."""
    let_screens_go()
    let_screens_go()
    black, half = Color(0, 0, 0), Color(255, 0, 0, 0.5)
    inner, outer = StylesCache().get_inner_outer(black, half)
    assert (black + half, black) == (inner.background, outer.background)
    assert inner is StylesCache().get_inner_outer(black, half)[0]


JUNK = (
    "\x1b[99999999999999999999R",
    "\x1b[99999999999999999999999u",
    "\x1b[1114112u",
    "\x1b[27;5;99999999999999999999~",
    "\x1b[55296u",
    "\x1b[57343u",
    "\x1b[<0;99999999999999999999;1M",
    f"\x1b[{'9' * 500}~",
    "\x1b[?2026;99999999999999999999999$y",
)


@pytest.mark.parametrize("junk", JUNK)
def test_a_report_that_cannot_be_is_dropped(junk: str) -> None:
    """The parser goes on with what comes next; no half of a surrogate pair gets through."""
    parser = PatientParser()
    for message in (*parser.feed(junk), *parser.feed("a")):
        if isinstance(message, Key) and message.character:
            message.character.encode()
    assert ["b"] == [message.key for message in parser.feed("b") if isinstance(message, Key)]


def test_a_paste_that_is_never_ended_is_over_in_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that come at once belong to it; after a second the next key is a key again."""
    clock = [100.0]
    monkeypatch.setattr("kiosk.tui.terminal.lockdown.time.monotonic", lambda: clock[0])
    parser = PatientParser()
    assert [] == list(parser.feed("\x1b[200~Ma"))
    clock[0] += 0.2
    assert [] == list(parser.feed("ya"))
    clock[0] += 1.1
    paste, key = parser.feed("x")
    assert isinstance(paste, Paste)
    assert "Maya" == paste.text
    assert isinstance(key, Key)
    assert "x" == key.key


def test_a_paste_that_is_ended_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly it comes within its second."""
    clock = [100.0]
    monkeypatch.setattr("kiosk.tui.terminal.lockdown.time.monotonic", lambda: clock[0])
    parser = PatientParser()
    found = []
    for piece in ("\x1b[200~a", "b", "c\x1b[201~", "d"):
        clock[0] += 0.9
        found += list(parser.feed(piece))
    assert ["abc"] == [message.text for message in found if isinstance(message, Paste)]
    assert ["d"] == [message.key for message in found if isinstance(message, Key)]


async def test_signals_of_a_terminal_are_heeded(database: Path) -> None:
    """INT and QUIT do nothing; TERM ends it with code 0."""
    async with seat(database) as grill:
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            os.kill(os.getpid(), number)
            await asyncio.sleep(0)  # a handler of the loop is called in its next turn
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
        async with seat(database) as grill:
            crashed.append(grill.app)
            grill.app.error_console = Console(file=said, width=200)
            grill.app.call_later(broken)
            await grill.until(lambda: not grill.app.is_running)

    with pytest.raises(ZeroDivisionError):
        await crash()
    assert 1 == crashed[0].return_code
    crashed[0]._print_error_renderables()
    assert "4711" not in said.getvalue()
    assert "The screen broke and was closed; nothing recorded is lost. Start it again." in said.getvalue()


@pytest.mark.parametrize("size", ["30;100;480;800", "0;0;0;0", "300;1000;480;800", "1;1;16;8", "30:1;100;480;800"])
async def test_a_report_of_the_size_moves_no_target(database: Path, size: str) -> None:
    """Neither to pixels nor to another size than the kernel's: a finger hits its target by the cell it touches."""
    async with seat(database) as grill:
        order = (await grill.opened()).order.id
        await grill.bytes(f"\x1b[?2048;2$y\x1b[48;{size}t")
        await grill.touch("DONE")
        assert "bumped" == grill.state(order, "grill")


@pytest.mark.parametrize("parted", [None, 1, 3, 4, 5])
async def test_a_touch_of_an_old_terminal_is_a_touch(database: Path, parted: int | None) -> None:
    """Its three signs press no key, wherever a line parts them: a space among them bumped the order."""
    async with seat(database) as grill:
        order = (await grill.opened()).order.id
        x, y = grill.find("DONE")
        spot = f"{chr(33 + x)}{chr(33 + y)}"
        away = f"\x1b[M {chr(33 + x)}!"
        for raw in (away, f"\x1b[M#{chr(33 + x)}!"):
            await grill.bytes(raw)
        assert "open" == grill.state(order, "grill")
        touch = f"\x1b[M {spot}\x1b[M#{spot}"
        for part in (touch[:parted], touch[parted:]) if parted else (touch,):
            await grill.bytes(part)
        assert "bumped" == grill.state(order, "grill")


@pytest.mark.parametrize("sent", ["\n", "\r", "\x1bOM", "\x1b[13u", "\x1b[57414u"])
async def test_enter_is_enter_however_it_is_sent(database: Path, sent: str) -> None:
    """As LF or CR, by a pad in its application mode, or as kitty spells it."""
    async with seat(database) as grill:
        order = (await grill.opened()).order.id
        await grill.bytes(sent)
        assert "bumped" == grill.state(order, "grill")
