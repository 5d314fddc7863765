"""Bump bars and keypads at work: every key of a bar does on the screen what its profile says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import KeypadName, Keys, Settings
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.widgets.keybar import KeyBar
from tests.tui.seat import Seat, seat


def pad(keypad: KeypadName, keys: Keys = (), *, guard: int = 0) -> Settings:
    """Return a terminal's settings with a bar."""
    return Settings(person="Ana", debounce=0, guard=guard, scanner="off", keypad=keypad, keys=keys)


def chosen(at: Seat) -> str:
    """Return the order that is open."""
    assert isinstance(at.screen, StationScreen)
    return at.screen.desk.chosen[0] if at.screen.desk.chosen else ""


async def three(at: Seat) -> list[str]:
    """Have three orders at the grill, oldest first, and let a moment pass."""
    orders = [(await at.opened()).order.id for _ in range(3)]
    await at.pass_time(1)
    return orders


@pytest.mark.parametrize("keypad", ["ten-key", "clover", "chromis"])
async def test_a_digit_opens_the_ticket_in_that_tile(database: Path, keypad: KeypadName) -> None:
    """The one that is seen there; a digit without a ticket says so."""
    async with seat(database, settings=pad(keypad)) as grill:
        orders = await three(grill)
        for digit in ("3", "1", "2"):
            await grill.press(digit)
            assert orders[int(digit) - 1] == chosen(grill)
        await grill.press("8")
        assert "▲ There is no open ticket 8 here." == grill.notice


async def test_what_a_pad_has_no_key_for_shows_the_key_that_leads_there(database: Path) -> None:
    """No label stands there that looks like a key and is none; the way it shows does it."""
    async with seat(database, settings=pad("ten-key"), size=(160, 45)) as grill:
        await three(grill)
        bare = [key.action for key in grill.screen.query_one(KeyBar).keys if not key.sign]
        assert ([], True) == (bare, "Take 0…" in grill.keys)
        await grill.press("0")
        offers = grill.screen._offers if isinstance(grill.screen, Choose) else ()
        assert {"Take", "How", "Say"} <= {offer.label for offer in offers}


async def test_a_digit_bumps_the_ticket_in_that_tile(database: Path) -> None:
    """And no other, open or not."""
    async with seat(database, settings=pad("samba")) as grill:
        orders = await three(grill)
        await grill.press("2")
        assert ["open", "bumped", "open"] == [grill.state(order, "grill") for order in orders]
        assert orders[0] == chosen(grill)
        assert "done in" in grill.notice


async def test_a_ticket_that_slid_under_a_digit_is_guarded(database: Path) -> None:
    """The same digit twice in a hurry bumps one ticket; after the guard it means the one that is seen."""
    async with seat(database, settings=pad("samba", guard=400)) as grill:
        orders = await three(grill)
        await grill.press("1")
        grill.clock.advance(0.399)
        await grill.press("1")
        assert ["bumped", "open", "open"] == [grill.state(order, "grill") for order in orders]
        assert "▲ The ticket under 1 has just come there. Press again if you mean it." == grill.notice
        grill.clock.advance(0.402)
        await grill.press("1")
        assert ["bumped", "bumped", "open"] == [grill.state(order, "grill") for order in orders]


async def test_a_numeric_pad_works_a_station_alone(database: Path) -> None:
    """Plus goes on, Enter bumps, minus takes back, 0 is More; no letter is needed."""
    async with seat(database, settings=pad("ten-key")) as grill:
        orders = await three(grill)
        await grill.press("+")
        assert orders[1] == chosen(grill)
        await grill.press("enter")
        assert "bumped" == grill.state(orders[1], "grill")
        await grill.press("-")
        assert "open" == grill.state(orders[1], "grill")
        await grill.press("0")
        assert "What now?" in grill.text
        await grill.press("-")
        assert "What now?" not in grill.text


async def test_six_keys_bump_four_tiles(database: Path) -> None:
    """h, 3, 1 and f finish the first to the fourth; two together undo, or show every action."""
    async with seat(database, settings=pad("six-key")) as grill:
        orders = await three(grill)
        await grill.press("3")
        assert ["open", "bumped", "open"] == [grill.state(order, "grill") for order in orders]
        await grill.bytes("hf")
        assert "open" == grill.state(orders[1], "grill")
        await grill.press("h")
        assert "bumped" == grill.state(orders[0], "grill")
        await grill.bytes("gi")
        assert "What now?" in grill.text


async def test_six_keys_answer_a_question(database: Path) -> None:
    """They move by i and g, 1 takes, h goes back; where several go together, f ends."""
    answers: list[tuple[object, ...] | None] = []
    offers = tuple(Offer(number, f"Offer {number}") for number in range(1, 12))
    async with seat(database, "home", settings=pad("six-key")) as at:
        at.app.push_screen(Choose("Which?", offers), answers.append)
        await at.settle()
        await at.press("g", "g", "g", "i", "1")
        at.app.push_screen(Choose("Which?", offers, many=True), answers.append)
        await at.settle()
        await at.press("g", "1", "g", "1", "f")
        at.app.push_screen(Choose("Which?", offers), answers.append)
        await at.settle()
        await at.press("3", "g", "1")
        at.app.push_screen(Choose("Which?", offers), answers.append)
        await at.settle()
        await at.press("h")
        assert [(2,), (1, 2), (10,), None] == answers


async def test_six_keys_key_a_number(database: Path) -> None:
    """They mark a figure, take it, and mark OK; 3 goes on by ten, h goes back."""
    answers: list[str | None] = []
    async with seat(database, "home", settings=pad("six-key")) as at:
        at.app.push_screen(Prompt("How hot?", figures=True), answers.append)
        await at.settle()
        await at.press("g", "1", "g", "g", "g", "g", "g", "1")
        await at.press("3", "i", "i", "1")
        at.app.push_screen(Prompt("How hot?", figures=True), answers.append)
        await at.settle()
        await at.press("h")
        assert ["16", None] == answers


async def test_keys_of_ones_own_win(database: Path) -> None:
    """They do what the settings say, the old key does it no more and says so, and the touch target prints the new."""
    async with seat(database, settings=pad("standard", (("done", ("f5",)), ("take", ("enter",))))) as grill:
        orders = await three(grill)
        assert "DONE F5" in grill.keys
        assert "Take ⏎" in grill.keys
        await grill.press("enter")
        assert "open" == grill.state(orders[0], "grill")
        assert "yours" in grill.notice
        await grill.press(" ")
        assert "▲ ␣ means nothing here. F5 DONE, 0 shows every action." == grill.notice
        await grill.bytes("\x1b[15~")
        assert "bumped" == grill.state(orders[0], "grill")


async def test_points_have_digits_only_where_digits_tick(database: Path) -> None:
    """Elsewhere the open ticket names the key that ticks them, and the rail shows the digits."""
    async with seat(database, settings=pad("standard")) as grill:
        await three(grill)
        assert "digit when kept" in grill.text
        assert "R type the reading" in grill.text
        assert "1›" not in grill.text
    async with seat(database, settings=pad("chromis", (("reading", ("f6",)),))) as grill:
        assert "P when kept" in grill.text
        assert "F6 type the reading" in grill.text
        assert "1›" in grill.text


async def test_more_prints_the_keys_of_the_bar(database: Path) -> None:
    """As everywhere else."""
    async with seat(database, settings=pad("ten-key")) as grill:
        await three(grill)
        await grill.press("0")
        assert "Undo" in grill.text
        assert "⌫" not in grill.text.split("Back ⌫")[0]


async def test_digits_key_an_order_whatever_the_bar(database: Path) -> None:
    """While an order is taken they stand for the menu, and plus and minus for one more and one less."""
    async with seat(database, "station:front", settings=pad("ten-key")) as front:
        await front.press("enter", "enter", "1", "1")
        assert "Burger" in front.text
        assert "ADD" in front.keys
        await front.press("+")
        assert "×2" in front.text
        await front.press("enter", "enter")
        assert "Order 1 is taken" in front.notice


async def test_first_and_last_open_the_ends_of_the_rail(database: Path) -> None:
    """By Home and End of a keyboard, and of LS Central's bar."""
    async with seat(database, settings=pad("ls-central")) as grill:
        orders = await three(grill)
        await grill.bytes("\x1b[F")
        assert orders[2] == chosen(grill)
        await grill.bytes("\x1b[H")
        assert orders[0] == chosen(grill)


async def test_a_key_that_means_nothing_says_what_would(database: Path) -> None:
    """With the keys that are offered now; modifiers and keys without a name too, but none that only changes others."""
    async with seat(database, settings=pad("standard")) as grill:
        await three(grill)
        await grill.press("n")
        assert "▲ n means nothing here. ⏎ DONE, 0 shows every action." == grill.notice
        grill.screen.hush()  # type: ignore[attr-defined]
        await grill.settle()
        for keys, name in (("\x01", "Ctrl+A"), ("\x1b[15~", "F5"), ("\x1b[24;2~", "Shift+F12"), ("\x03", "Ctrl+C")):
            await grill.bytes(keys)
            assert f"▲ {name} means nothing here. ⏎ DONE, 0 shows every action." == grill.notice
        grill.screen.hush()  # type: ignore[attr-defined]
        await grill.settle()
        for held in ("\x1b[57358u", "\x1b[57441u", "\x1b[57453u"):
            await grill.bytes(held)
            assert "" == grill.notice, repr(held)
        for nameless in ("\x00", "�", "\x85", "\u2028", "\u0301", "€"):
            grill.screen.hush()  # type: ignore[attr-defined]
            await grill.bytes(nameless)
            assert "▲ This key means nothing here. ⏎ DONE, 0 shows every action." == grill.notice, repr(nameless)
    async with seat(database, "manager", settings=pad("standard")) as manager:
        await manager.press("7")
        assert "▲ 7 means nothing here. ⏎ DRILL DOWN, 0 shows every action." == manager.notice


async def test_a_question_says_nothing_of_keys(database: Path) -> None:
    """It has its answers with their digits before everybody's eyes."""
    async with seat(database, settings=pad("standard")) as grill:
        await three(grill)
        await grill.press("0", "n")
        assert "What now?" in grill.text
        assert "means nothing" not in grill.text


async def test_keys_struck_while_a_screen_comes_up_wait_for_it(database: Path) -> None:
    """All in one breath: the grill, and its More; none of them goes to the home screen below, and none is lost."""
    async with seat(database, "home", settings=pad("standard")) as home:
        await home.bytes("20")
        await home.until(lambda: "What now?" in home.text)
        assert "Leave" not in home.text
        await home.press("escape")
        assert "GRILL" in home.lines[0]


async def test_any_keys_in_one_breath_break_nothing(database: Path) -> None:
    """Through every screen and question that one key opens, and home again, faster than any of them is drawn."""
    async with seat(database, "home", settings=pad("standard")) as home:
        for _ in range(2):
            await home.opened()
        for keys in (
            "2\r\rhh3h\r",
            "1\r\r11\r\x7fh",
            "4\x1b[C\r\x7fhh",
            "52\x7fh",
            "20\x7f0\x7ff\x7fhn7\x1b[B",
            "6\x1b[Bhh",
            "2i\rhh",
        ):
            await home.bytes(keys)
            assert home.app.is_running, keys
            while len(home.app.screen_stack) > 1:
                await home.press("escape")
