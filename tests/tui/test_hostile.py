"""Text that came from people is data on every screen: it changes no look, runs nothing and breaks nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.text.text import JOINERS
from tests.tui.seat import Seat, seat, serve

NASTY = (
    "[/]",
    "[/x]",
    "[red]Zed[/blue]",
    "[@click=app.quit]x[/]",
    '[@click="',
    "[link=http://x]y[/link]",
    "[$primary]k",
    "\x1b]52;c;aGFjaw==\x07",
    "\x1b]0;title\x07",
    "\x1b[2J\x1b[31m",
    "\x9b2J\x9d0;x\x9c",
    "\u202egnp.exe\u2066",
    "\udcff\ud800",
    "x" * 10_000,
    "👩\u200d👩\u200d👧" * 30,
    "z" + "\u0335" * 500,
    "𝕿\U000e0041\U000e0042",
    "\u1112\u1161\u11ab" * 20,
    "\u200d\u200d好" * 60,
    "x" * 21 + "\u200d\u200d好" + "好" * 50,
    "\t\r\n\v\f \x00\x7f",
    "a\u2028b\u2029c",
    "';DROP TABLE events;--",
    "=cmd()",
)


def whole(at: Seat) -> None:
    """Hold that nothing on the screen steers a terminal, and that every line is as wide as the screen."""
    for strip in at.app.screen._compositor.render_strips():
        assert at.app.size.width == sum(cell_len(segment.text) for segment in strip)
        for segment in strip:
            assert segment.control is None
            for sign in segment.text:
                assert sign.isprintable() or sign in JOINERS, hex(ord(sign))


@pytest.mark.parametrize("start", ["station:grill", "station:expo", "home", "finished"])
async def test_names_and_notes_are_data(database: Path, start: str) -> None:
    """A guest called anything, through the door: every screen stands, and a touch on the name runs nothing."""
    async with seat(database, start, size=(160, 45)) as at:
        upto = "" if start == "finished" else "check" if start == "station:expo" else "grill"
        for nasty in NASTY:
            guest = Guest("", nasty, nasty, nasty)
            await serve(at.counter, upto=upto, guest=guest)
        await at.until(lambda: len(at.counter.board.orders) in (0, len(NASTY)))
        whole(at)
        for _ in range(len(NASTY)):
            await at.press("down")
            whole(at)
        await at.press("up")
        for words in ("[@click=app.quit]x[/]", "[/]"):
            if words in at.text:
                await at.touch(words)
        assert at.app.is_running
        assert at.app.return_code is None


async def test_text_that_was_never_cleaned_is_made_visible(database: Path) -> None:
    """The last guard: were the door ever passed by, the screen still draws signs and not what they steer."""
    async with seat(database, size=(120, 40)) as grill:
        entry = await grill.opened()
        for nasty in NASTY:
            raw = OnBoard(
                replace(entry.order, void_reason=nasty), entry.playbook, entry.tickets, Guest("x", nasty, nasty, nasty)
            )
            live = grill.counter._live
            live.board = live.board.with_orders([raw], live.board.seq)
            grill.screen.show_board(live.board)  # type: ignore[attr-defined] # a station's screen
            await grill.pilot.pause(0)
            whole(grill)


async def test_every_prompt_takes_anything(database: Path) -> None:
    """Who works here, and why: pasted with escape bytes, cleaned at the door."""
    async with seat(database) as grill:
        entry = await grill.opened()
        for nasty in NASTY:
            await grill.press("i")
            pasted = nasty.replace("\x1b", "\x1b ").encode("utf-8", "replace").decode()
            await grill.bytes(f"\x1b[200~{pasted}\x1b[201~")
            await grill.press("enter")
            whole(grill)
            assert "\x1b" not in grill.app.person
        await grill.press("v", "7")
        await grill.bytes("\x1b[200~[@click=app.quit]why[/]\x1b[201~")
        await grill.press("enter")
        assert "void: [@click=app.quit]why[/]" in grill.notice
        assert (await grill.counter.order(entry.order.id)).order.void_reason == "[@click=app.quit]why[/]"


async def test_a_name_in_a_notice_or_a_header_is_data(database: Path) -> None:
    """Where the person's name is said again."""
    async with seat(database) as grill:
        for nasty in NASTY:
            grill.app.session.take(nasty)
            grill.screen.say(nasty)  # type: ignore[attr-defined] # every screen says
            await grill.pilot.pause(0)
            whole(grill)


async def test_random_bytes_at_a_terminal_break_nothing(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, escape sequences, mouse reports and noise by the thousand: the program stands, and so does its screen.

    Leaving is switched off: a blind press may find it.
    """
    monkeypatch.setattr("kiosk.tui.home.screen.HomeScreen.action_leave", lambda _self: None)
    chance = random.Random(1)
    pieces = [
        *(chr(code) for code in range(1, 256)),
        *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1bOP", "\x1b[15~", "\x1b[1;5A", "\x1b[113;5u", "\x1b[27;5;113~"),
        *("\x1b[200~", "\x1b[201~", "\x1b[I", "\x1b[O", "\x1b[?1;2c", "\x1b[8;24;80t", "\x1b[4;1;1t", "\x1b]11;x\x07"),
    ]
    async with seat(database, "station:front+grill+fry+expo") as at:
        await at.opened(upto="pay")
        for _ in range(150):
            burst = [chance.choice(pieces) for _ in range(8)]
            column, row = chance.randint(1, 100), chance.randint(1, 30)
            burst += [f"\x1b[<0;{column};{row}M", f"\x1b[<0;{column};{row}m"]
            chance.shuffle(burst)
            await at.bytes("".join(burst))
            assert at.app.is_running
        whole(at)
