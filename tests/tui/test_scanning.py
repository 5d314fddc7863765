"""A barcode scanner at a counter: a slip leads to its order, and nothing scanned presses a button."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.settings import Settings
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.order.slip import SlipScreen
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.scanner import PAUSE
from kiosk.work.order.line import Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.slip import payload
from kiosk.work.verb.void import Void
from tests.tui.seat import Seat, elsewhere, seat, serve

SPEED = Settings(person="Ana", debounce=0, guard=0, scanner="speed")


async def scan(at: Seat, text: str, end: str = "\r") -> None:
    """Let a scanner type, all at once, and let its time pass."""
    await at.bytes(f"{text}{end}")
    at.rest(2 * PAUSE)


def chosen(at: Seat) -> str:
    """Return the order that is open."""
    desk = at.screen.desk if isinstance(at.screen, StationScreen) else None
    return desk.chosen[0] if desk and desk.chosen else ""


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t", ""])
async def test_a_number_opens_its_ticket(database: Path, end: str) -> None:
    """By the order's id, however the scanner ends; what was opened is said, and nothing is bumped."""
    async with seat(database, settings=SPEED) as grill:
        orders = [(await grill.opened()).order.id for _ in range(3)]
        for order in (orders[1], orders[2], orders[0]):
            await scan(grill, order, end)
            assert order == chosen(grill)
            assert f"Scanned order {order[-1]}: it is open here now." in grill.notice
        assert ["open"] * 3 == [grill.state(order, "grill") for order in orders]


async def test_a_slip_shows_its_order(database: Path) -> None:
    """A genuine code brings the slip of the finished order; another scan puts that one's in its place."""
    async with seat(database, settings=SPEED) as grill:
        codes = []
        for _ in range(2):
            entry = await grill.opened(upto="")
            codes.append((entry, str(payload((await grill.counter.order(entry.order.id)).order, entry.playbook))))
        for entry, code in codes:
            await scan(grill, code)
            assert isinstance(grill.screen, SlipScreen)
            assert f"Order {entry.order.number}" in grill.text or f"{entry.order.number}" in grill.lines[0]
        depth = len(grill.app.screen_stack)
        await scan(grill, codes[0][1].lower())
        assert depth == len(grill.app.screen_stack)


async def test_a_forged_slip_is_told(database: Path) -> None:
    """One sign changed: no slip is shown, and the notice says what does not agree."""
    async with seat(database, settings=SPEED) as grill:
        entry = await grill.opened(upto="")
        code = str(payload((await grill.counter.order(entry.order.id)).order, entry.playbook))
        await scan(grill, f"{code[:-1]}{'0' if code[-1] != '0' else '1'}")
        assert "is not genuine" in grill.notice
        assert isinstance(grill.screen, StationScreen)


async def test_an_order_elsewhere_is_told_with_its_place(database: Path) -> None:
    """Its station and step; one that is void says so; one that is not there as well."""
    async with seat(database, "station:fry", settings=SPEED) as fry:
        await fry.opened(upto="pay")
        await scan(fry, "20261122-1")
        assert "▲ Order 1: at Front, Pay." == fry.notice
        async with elsewhere(database, fry.clock) as other:
            await other.do(Void("20261122-1", "Guest left"))
        await fry.until(lambda: not fry.counter.board.orders)
        await scan(fry, "20261122-1")
        assert "▲ Order 1 is void: Guest left." == fry.notice
        await scan(fry, "20261122-99")
        assert "There is no order" in fry.notice


async def test_a_place_called_as_its_step_is_named_once(database: Path) -> None:
    """The grill has the step Grill, and the fry the step Fry."""
    async with seat(database, "station:front", settings=SPEED) as front:
        await front.opened()
        await scan(front, "20261122-1")
        assert "▲ Order 1: at Grill; at Fry." == front.notice


@pytest.mark.parametrize("text", ["K1:20261122-1", "K1:torn", "K1Ö20261122ß1"])
async def test_a_torn_slip_is_told_and_does_nothing(database: Path, text: str) -> None:
    """No slip of this counter: the ticket stays open, and the screen the same."""
    async with seat(database, settings=SPEED) as grill:
        order = (await grill.opened()).order.id
        await scan(grill, text)
        assert "no slip of this counter." in grill.notice
        assert "open" == grill.state(order, "grill")
        assert 1 == len(grill.app.screen_stack)


async def test_a_scan_does_not_overtake_the_key_before_it(database: Path) -> None:
    """Both in one breath: the key leads from home to the grill, and there the scan opens its order."""
    async with seat(database, "home", settings=SPEED) as home:
        orders = [(await home.opened()).order.id for _ in range(2)]
        await home.bytes(f"2{orders[1]}\r")
        await home.until(lambda: chosen(home) == orders[1], "the order that was scanned")
        assert ["open"] * 2 == [home.state(order, "grill") for order in orders]


@pytest.mark.parametrize("place", ["station:grill", "expo", "front"])
@pytest.mark.parametrize("way", ["two signs of one key", "keys that make none", "digits nobody knows"])
async def test_a_scan_on_a_keyboard_that_is_not_known_does_nothing(database: Path, place: str, way: str) -> None:
    """It presses nothing at any place, and is said with what to do."""
    async with seat(database, place, settings=SPEED) as at:
        entry = await at.opened(upto="")
        await at.opened()
        code = str(payload((await at.counter.order(entry.order.id)).order, entry.playbook))
        changed = {
            "two signs of one key": lambda: code.replace(":", ";;").replace("K", "xy"),
            "keys that make none": lambda: code.replace(":2", "").replace(":", "").replace("K", "Κ"),
            "digits nobody knows": lambda: "".join(chr(0x10400 + ord(sign)) for sign in code),
        }[way]()
        before = at.counter.board.seq
        await scan(at, changed)
        assert "The scanner and this keyboard have different layouts: set them alike." in at.notice
        assert before == at.counter.board.seq
        assert 1 == len(at.app.screen_stack)


@pytest.mark.parametrize("text", ["4006381333931", "WIFI:S:guests;;", "A\x1dBC"])
async def test_with_a_prefix_anything_else_is_told_too(database: Path, text: str) -> None:
    """A counter where other codes are scanned tells its scanner to send a prefix."""
    prefixed = Settings(person="Ana", debounce=0, guard=0, scanner="~")
    async with seat(database, settings=prefixed) as grill:
        order = (await grill.opened()).order.id
        await scan(grill, f"~{text}")
        assert "no slip of this counter." in grill.notice
        assert "open" == grill.state(order, "grill")


@pytest.mark.parametrize("line", [SPEED, Settings(person="Ana", scanner="speed")])
async def test_a_digit_and_enter_at_once_are_two_keys_at_the_open_order(
    tmp_path: Path, burger: Playbook, line: Settings
) -> None:
    """A line hands them on together: the point of the open order is ticked and it is bumped, never another order."""
    async with seat(tmp_path / "kiosk.db", playbook=burger, settings=line) as grill:
        orders = [(await grill.opened((Wish("cheeseburger"),), upto="cook")).order.id for _ in range(7)]
        await grill.bytes("\x1b[F")
        assert orders[6] == chosen(grill)
        await grill.pass_time(1)
        await grill.bytes("5\r")
        last = (await grill.counter.order(orders[6])).order
        assert 1 == len(last.points)
        assert ["open"] * 6 + ["bumped"] == [grill.state(order, "cook") for order in orders]


@pytest.mark.parametrize("keys", ["\x1b[B\r", "\x1b[B5", "\x1b[Bt", "\x1b[F\r", "\x1b[B\x07", "\x1b[B\x0e"])
async def test_a_key_never_hits_an_order_that_was_opened_behind_it(database: Path, keys: str) -> None:
    """What came in one breath with the key that opened it was struck before anybody saw it: that is said."""
    async with seat(database, settings=SPEED) as grill:
        orders = [(await grill.opened()).order.id for _ in range(2)]
        await grill.bytes(keys)
        assert orders[1] == chosen(grill)
        assert "▲ This has just opened. Press again if you mean it." == grill.notice
        assert ["open"] * 2 == [grill.state(order, "grill") for order in orders]
        assert {} == dict((await grill.counter.order(orders[1])).order.points)
        await grill.bytes("\r")
        assert ["open", "bumped"] == [grill.state(order, "grill") for order in orders]


async def test_a_slip_typed_in_another_layout_is_the_slip(database: Path) -> None:
    """The scanner has US keys, the machine German ones."""
    async with seat(database, settings=SPEED) as grill:
        entry = await grill.opened(upto="")
        code = str(payload((await grill.counter.order(entry.order.id)).order, entry.playbook))
        await scan(grill, code.translate(str.maketrans(":-/ZY", "Öß-YZ")))
        assert isinstance(grill.screen, SlipScreen)


async def test_a_scan_into_a_field_is_text(database: Path) -> None:
    """Its Enter ends the scan and not the question; what has no form of a scan is keys, and so is its Enter."""
    answers: list[str | None] = []
    async with seat(database, "home", settings=SPEED) as at:
        at.app.push_screen(Prompt("Which lot?", "old"), answers.append)
        await at.settle()
        await scan(at, "20261122-1")
        assert "20261122-1" in at.text
        assert [] == answers
        await at.press("enter")
        at.app.push_screen(Prompt("Which lot?"), answers.append)
        await at.settle()
        await at.bytes("LOT-7\r")
        assert ["20261122-1", "LOT-7"] == answers


async def test_a_question_is_answered_by_no_scan(database: Path) -> None:
    """It stays open, whatever digits are scanned."""
    async with seat(database, settings=SPEED) as grill:
        await grill.opened()
        await grill.press("0")
        assert "What now?" in grill.text
        await scan(grill, "20261122-1")
        assert "What now?" in grill.text
        await grill.press("escape")
        assert "Answer the question first, then scan again." in grill.notice


async def test_a_prefix_makes_a_scan(database: Path) -> None:
    """What begins with it opens the order; keys wait for nothing."""
    prefixed = Settings(person="Ana", debounce=0, guard=0, scanner="~")
    async with seat(database, settings=prefixed) as grill:
        orders = [(await grill.opened()).order.id for _ in range(2)]
        await scan(grill, "~2")
        assert orders[1] == chosen(grill)
        await grill.press("enter")
        assert ["open", "bumped"] == [grill.state(order, "grill") for order in orders]


async def test_keys_by_hand_still_work(database: Path) -> None:
    """A digit ticks its point, Enter bumps."""
    async with seat(database, settings=SPEED) as grill:
        order = (await grill.opened()).order.id
        await grill.press("1")
        assert 1 == len((await grill.counter.order(order)).order.points)
        await grill.press("enter")
        assert "bumped" == grill.state(order, "grill")


@given(
    texts=st.lists(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1), min_size=5, max_size=5)
)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_scanned_changes_nothing(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Through a terminal's bytes, on a station: no event is written, no screen is opened but a slip's."""
    async with seat(tmp_path_factory.mktemp("scan") / "kiosk.db", settings=SPEED) as grill:
        await grill.opened()
        before = grill.counter.board.seq
        for text in texts:
            await scan(grill, f"K1:{text}")
            assert before == grill.counter.board.seq, text
            assert isinstance(grill.screen, StationScreen), text


async def test_a_slip_scanned_at_the_guests_board_shows_nothing(database: Path) -> None:
    """What one guest ordered is nothing to the others."""
    async with seat(database, "board", settings=SPEED) as board:
        entry = await serve(board.counter)
        before = board.lines[1:-1]
        await scan(board, entry.order.id)
        assert before == board.lines[1:-1]
