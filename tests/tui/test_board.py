"""The pick-up board: what guests see, driven by the record alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.errors import StorageUnavailable
from kiosk.settings import BoardNames, Settings
from kiosk.tui.guest.pickup import BoardSide, Pickup, huge
from kiosk.tui.guest.screen import BoardScreen
from kiosk.tui.home.screen import HomeScreen
from kiosk.tui.widgets.digits import large
from kiosk.tui.widgets.lines import width_of
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.hold import Hold
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.recall import Recall
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.void import Void
from tests.tui.seat import seat
from tests.tui.service import NAMES, Floor, counter_on, floor, take, work

SIZES = ((40, 20), (80, 24), (100, 30), (160, 45))


def side(there: Floor, name: str) -> tuple[str, ...]:
    """Return the numbers one side of the board shows."""
    return there.app.screen.query_one(f"#{name}", Pickup).called.numbers


async def test_an_order_stands_nowhere_until_it_is_taken(tmp_path: Path) -> None:
    """A guest who is still choosing has no number on the board."""
    async with floor(tmp_path, "board") as there:
        await there.counter.do(OpenOrder())
        await there.settle()
        assert "Nothing is being made right now." in there.text
        assert "Your number will stand here." in there.text


async def test_a_number_goes_from_preparing_to_ready_and_leaves_at_the_hand_over(tmp_path: Path) -> None:
    """Preparing holds orders that are taken, ready those whose last step is open; one handed over is nowhere."""
    async with floor(tmp_path, "board") as there:
        order_id = await take(there.counter)
        await there.settle()
        assert (("1",), ()) == (side(there, "preparing"), side(there, "ready"))
        await work(there.counter, order_id, until="hand-over")
        await there.settle()
        assert ((), ("1",)) == (side(there, "preparing"), side(there, "ready"))
        await work(there.counter, order_id)
        await there.settle()
        assert ((), ()) == (side(there, "preparing"), side(there, "ready"))


async def test_a_hand_over_taken_back_puts_the_number_back(tmp_path: Path) -> None:
    """The board follows the record, also backwards."""
    async with floor(tmp_path, "board") as there:
        order_id = await take(there.counter)
        await work(there.counter, order_id)
        await there.counter.do(Undo(order_id, "hand-over"), by="Mia")
        await there.settle()
        assert ("1",) == side(there, "ready")


async def test_a_void_order_leaves_the_board(tmp_path: Path) -> None:
    """An order that will not be made is on neither side."""
    async with floor(tmp_path, "board") as there:
        order_id = await take(there.counter)
        await there.counter.do(Void(order_id, "Guest left"))
        await there.settle()
        assert () == side(there, "preparing")


async def test_no_key_clears_a_number(tmp_path: Path) -> None:
    """Whatever is pressed on the board, a number stays until the record says otherwise."""
    async with floor(tmp_path, "board") as there:
        await take(there.counter)
        await there.press("enter", "space", "delete", "c", "v", "1", "0", "x", "down", "f1")
        assert ("1",) == side(there, "preparing")
        assert isinstance(there.app.screen, BoardScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_no_name_is_shown(tmp_path: Path, size: tuple[int, int]) -> None:
    """Guests read numbers; names, notes, allergies and who works here stay behind the counter."""
    async with floor(tmp_path, "board", size) as there:
        for name in NAMES:
            order_id = (await there.counter.do(OpenOrder())).order.id
            await there.counter.do(Bump(order_id, "greet"))
            guest = Guest("", name, "window seat", "peanuts")
            await there.counter.do(TakeOrder(order_id, (Wish("meal"),), guest=guest))
        await there.settle()
        shown = there.text
        for secret in ("Ana", "click", "red", "王芳", "evil", "window", "peanuts", "Mia"):
            assert secret not in shown.replace("preparing", "")


@pytest.mark.parametrize("size", SIZES)
async def test_title_clock_and_news_stand_in_the_header(tmp_path: Path, size: tuple[int, int]) -> None:
    """The first line says whose counter this is, that the board is live, and what time it is."""
    async with floor(tmp_path, "board", size) as there:
        head = there.text.split("\n")[0]
        assert "PICK-UP" in head
        assert "● live" in head
        assert "12:31:08" in head
        assert "The Small" in head


async def test_a_deaf_board_says_so_to_guests(tmp_path: Path) -> None:
    """Numbers that may be old are never shown as if they were new."""
    async with floor(tmp_path, "board") as there:
        await take(there.counter)
        await there.settle()

        def gone() -> bool:
            raise StorageUnavailable("The disk is gone.")

        there.counter._live._journal.changed = gone  # type: ignore[method-assign]
        await there.pilot.pause(0.4)
        there.clock.advance(12)
        there.app.screen.tick()  # type: ignore[attr-defined]
        await there.settle()
        assert "○ no news for 12 s" in there.text
        assert "■ No news for a while: please ask at the counter." in there.text
        assert "disk" not in there.text
        assert ("1",) == side(there, "preparing")


async def test_a_counter_that_hears_again_is_live(tmp_path: Path) -> None:
    """The warning goes when the record answers."""
    async with floor(tmp_path, "board") as there:
        there.clock.advance(12)
        while there.counter.heard != there.clock.now():  # the record is looked at once a second
            await there.pilot.pause(0.05)
        there.app.screen.tick()  # type: ignore[attr-defined]
        await there.settle()
        assert "● live" in there.text
        assert "please ask" not in there.text


@pytest.mark.parametrize("key", ["h", "escape", "backspace"])
async def test_keys_lead_back(tmp_path: Path, key: str) -> None:
    """H, Escape and Backspace go back to the home screen."""
    async with floor(tmp_path, "board") as there:
        assert "H back" in there.text
        await there.press(key)
        assert isinstance(there.app.screen, HomeScreen)


async def test_only_the_badge_leads_back_by_touch(tmp_path: Path) -> None:
    """Guests who touch the board change nothing; staff touch the badge at the top left."""
    async with floor(tmp_path, "board") as there:
        for offset in ((50, 0), (5, 5), (95, 29), (60, 12)):
            await there.pilot.click(offset=offset)
        await there.settle()
        assert isinstance(there.app.screen, BoardScreen)
        await there.touch("PICK-UP")
        assert isinstance(there.app.screen, HomeScreen)


async def test_the_theme_changes_nothing_that_is_read(tmp_path: Path) -> None:
    """The same words and numbers stand there by night, by day and in high contrast."""
    async with floor(tmp_path, "board") as there:
        await take(there.counter)
        await there.settle()
        before = there.text
        await there.press("d")
        assert "day" == there.app.theme
        assert before == there.text


async def test_a_board_opened_late_shows_everything(tmp_path: Path) -> None:
    """Sixty orders from before the board was opened stand on it, by number or counted."""
    clock = SetClock()
    async with counter_on(tmp_path / "kiosk.db", clock) as counter:
        for place in range(60):
            order_id = await take(counter, "Ana", Wish("fries"))
            if place % 2:
                await work(counter, order_id, until="hand-over")
            clock.advance(1)
    async with floor(tmp_path, "board", (40, 20), clock=clock) as there:
        assert tuple(str(number) for number in range(1, 61, 2)) == side(there, "preparing")
        assert tuple(str(number) for number in range(2, 61, 2)) == side(there, "ready")
        assert " 1  " in there.text
        assert "60" in there.text


def drawn(numbers: int, width: int, height: int, first: int = 1) -> list[str]:
    """Draw so many numbers for a size; gives the lines below the title."""
    widget = Pickup()
    called = tuple(str(number) for number in range(first, first + numbers))
    widget.called = BoardSide("Ready", "✔", called, "good", "none", loud=True)
    lines = widget.draw(width, height).lines
    assert all(width_of(line) <= width or not line for line in lines)
    assert len(lines) <= height + 1
    return ["".join(text for text, _ in line) for line in lines][2:]


@pytest.mark.parametrize(("width", "height"), [(38, 8), (38, 17), (19, 17), (50, 26), (94, 41)])
@pytest.mark.parametrize("first", [1, 95, 980])
def test_every_number_is_shown_or_counted(width: int, height: int, first: int) -> None:
    """From none to sixty numbers, those that small type cannot hold are counted as `+12 more`."""
    for count in range(1, 61):
        lines = drawn(count, width, height, first)
        text = "\n".join(lines)
        if any(sign in text for sign in "█┏╺╻"):
            continue
        words = text.split()
        hidden = int(words[-2].removeprefix("+")) if words[-1] == "more" else 0
        shown = words[:-2] if hidden else words
        assert count == len(shown) + hidden
        assert [str(number) for number in range(first, first + len(shown))] == shown


def test_few_numbers_stand_large_and_many_small() -> None:
    """The type is the largest one in which all numbers fit: of ten rows, five, three or one."""
    assert huge("1", 2)[0].rstrip() == drawn(1, 60, 26)[0].rstrip()
    assert huge("1", 1)[0].rstrip() == drawn(12, 60, 26)[0][:6].rstrip()
    assert large("1")[0].rstrip() == drawn(30, 60, 26)[0][:3].rstrip()
    assert "1" == drawn(60, 30, 10)[0].split()[0]


def test_what_does_not_fit_is_counted() -> None:
    """Sixty numbers in two rows of small type leave a count in the place of the rest."""
    assert "+50 more" == drawn(60, 40, 4)[-1]


# Names, news, and what comes later.


@pytest.mark.parametrize(("how", "shown"), [("hidden", ()), ("initials", ("Z. L.", "王.")), ("first", ("Zoë", "王芳"))])
async def test_names_are_shown_as_the_machine_is_told(tmp_path: Path, how: BoardNames, shown: tuple[str, ...]) -> None:
    """Nothing, initials or the first name, beneath the number; never more of it."""
    settings = Settings(debounce=0, guard=0, scanner="off", board_names=how)
    async with seat(tmp_path / "kiosk.db", "board", settings=settings) as there:
        await there.opened(name="Zoë Maria López", upto="hand-over")
        await there.opened(name="王芳", upto="hand-over")
        await there.opened(name="", upto="hand-over")
        for name in shown:
            assert name in there.text
        for secret in ("López", "Maria") + (() if how == "first" else ("Zoë", "王芳")):
            assert secret not in there.text


async def test_a_long_name_takes_no_more_than_its_place(tmp_path: Path) -> None:
    """It is cut; every number still stands there."""
    settings = Settings(debounce=0, guard=0, scanner="off", board_names="first")
    async with seat(tmp_path / "kiosk.db", "board", size=(80, 24), settings=settings) as there:
        for _ in range(3):
            await there.opened(name="Bartholomäuschen-Maximilian", upto="hand-over")
        assert 3 == there.text.count("Bartholomäu…")


async def test_a_number_is_new_for_twenty_seconds(tmp_path: Path) -> None:
    """From when it became ready, by the record: a board that is opened later says the same."""
    clock = SetClock()
    async with counter_on(tmp_path / "kiosk.db", clock) as counter:
        order_id = await take(counter)
        await work(counter, order_id, until="hand-over")
        clock.advance(15)
    async with floor(tmp_path, "board", clock=clock) as there:
        assert "NEW" in there.text
        there.clock.advance(6)
        there.app.screen.tick()  # type: ignore[attr-defined]
        await there.settle()
        assert "NEW" not in there.text
        assert ("1",) == side(there, "ready")


async def test_a_step_done_again_brings_the_number_back_to_preparing(tmp_path: Path) -> None:
    """Also of an order that was handed over; as soon as it is ready it is new again."""
    async with floor(tmp_path, "board") as there:
        order_id = await take(there.counter)
        await work(there.counter, order_id)
        there.clock.advance(60)
        await there.counter.do(Recall(order_id, "grill", "Made wrongly"))
        await there.settle()
        assert (("1",), ()) == (side(there, "preparing"), side(there, "ready"))
        await work(there.counter, order_id, until="hand-over")
        await there.settle()
        assert ((), ("1",)) == (side(there, "preparing"), side(there, "ready"))
        assert "NEW" in there.text


async def test_an_order_handed_over_as_it_is_leaves_the_board(tmp_path: Path) -> None:
    """Its guest has it."""
    async with floor(tmp_path, "board") as there:
        order_id = await take(there.counter)
        await there.counter.do(HandOverEarly(order_id, "Guest is in a hurry"))
        await there.settle()
        assert ((), ()) == (side(there, "preparing"), side(there, "ready"))


async def test_what_is_on_hold_is_later(tmp_path: Path) -> None:
    """With the time it begins, where that is known; it is not being prepared."""
    async with floor(tmp_path, "board") as there:
        for until in (there.clock.now().at + 600_000, 0):
            await there.counter.do(Hold(await take(there.counter), "Guest comes later", until))
        await there.settle()
        assert () == side(there, "preparing")
        assert "Later: 1 begins 12:41, 2" in there.text


async def test_the_board_calls_nobody(tmp_path: Path) -> None:
    """Numbers are called where they are handed over."""
    settings = Settings(speech="on-open", debounce=0, guard=0, scanner="off")
    async with seat(tmp_path / "kiosk.db", "board", settings=settings) as there:
        await there.opened(upto="hand-over")
        assert [] == there.speaker.said


def test_what_is_new_has_a_star_where_there_is_no_room_for_a_word() -> None:
    """Also without colours it can be told from the others."""
    widget = Pickup()
    called = tuple(str(number) for number in range(1, 61))
    widget.called = BoardSide("Ready", "✔", called, "good", "none", loud=True, new=frozenset({"7"}))
    text = "\n".join("".join(part for part, _ in line) for line in widget.draw(36, 10).lines)
    assert "7*" in text
    assert 1 == text.count("*")
