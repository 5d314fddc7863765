"""The front: an order keyed by ten digits, by touch or by letters; the basket, the read-back, and what is recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.settings import Settings
from kiosk.work.board.board import OnBoard
from kiosk.work.order.line import Choice, Line, Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.take import Take
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.void import Void
from tests.tui.seat import Seat, elsewhere, seat


@asynccontextmanager
async def taking(database: Path, burger: Playbook, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Seat]:
    """Open the front with a greeted guest, so that the menu stands there."""
    async with seat(database, "station:front", playbook=burger, size=size) as front:
        await front.press("enter", "enter")
        yield front


def only(front: Seat) -> OnBoard:
    """Return the one order there is."""
    (entry,) = front.counter.board.orders.values()
    return entry


def plain(lines: tuple[Line, ...]) -> list[tuple[int, str, list[str]]]:
    """Write lines as quantity, item, and choices such as `no onion`."""
    return [
        (line.quantity, line.item, [f"{choice.word} {choice.option}".strip() for choice in line.choices])
        for line in lines
    ]


async def test_enter_opens_the_next_guests_order(database: Path, burger: Playbook) -> None:
    """The first step is open at once, its time running."""
    async with seat(database, "station:front", playbook=burger) as front:
        assert "Ready for the next guest" in front.text
        assert "NEXT GUEST ⏎" in front.keys
        await front.press("enter")
        assert "DONE Greet" in front.keys
        assert "open" == front.state(only(front).order.id, "greet")


async def test_digits_before_an_order_is_begun_are_named(database: Path, burger: Playbook) -> None:
    """With what to do; the key that begins it says that they are not in it."""
    async with seat(database, "station:front", playbook=burger) as front:
        for digits in ("2", "22", "221"):
            await front.press(digits[-1])
            assert f"▲ {digits}: no order is begun. ⏎ begins one, then key it." == front.notice
        await front.press("enter")
        assert "▲ 221 was pressed before the order was begun: key it again." == front.notice
        assert "open" == front.state(only(front).order.id, "greet")


async def test_two_presses_open_one_order(database: Path, burger: Playbook) -> None:
    """The second came too soon to be another guest."""
    settings = Settings(person="Ana", debounce=300, scanner="off")
    async with seat(database, "station:front", playbook=burger, settings=settings) as front:
        await front.pass_time(5)
        await front.bytes("nn\r")
        assert 1 == len(front.counter.board.orders)
        assert "open" == front.state(only(front).order.id, "greet")


async def test_digits_reach_pages_items_and_choices(database: Path, burger: Playbook) -> None:
    """Page, item, NO, 0 for the next page, EXTRA, LIGHT, SIDE, the bun: nothing but figures and Enter."""
    async with taking(database, burger) as front:
        await front.press("1", "2", "1", "0", "2", "0", "3", "0", "4", "0", "3", "enter", "enter")
        (line,) = only(front).order.lines
        assert "cheeseburger" == line.item
        assert Choice("toppings", "onion", "no") in line.choices
        assert ["no", "extra", "light", "side", ""] == [choice.word for choice in line.choices]
        assert "wrap" == line.choices[-1].option
        assert "✔ Order 1 is taken" == front.notice


async def test_a_choice_is_taken_back_by_its_digit(database: Path, burger: Playbook) -> None:
    """Pressed again it is gone; another change of the same part takes its place; a default is not written down."""
    async with taking(database, burger) as front:
        await front.press("1", "2", "1", "1")
        await front.press("1", "0", "1", "0", "0", "0", "2", "1", "enter", "enter")
        assert [(1, "cheeseburger", ["extra onion"])] == plain(only(front).order.lines)


async def test_no_extra_light_and_side_stand_in_the_basket(database: Path, burger: Playbook) -> None:
    """Each with its word in capitals, while the order is keyed."""
    async with taking(database, burger) as front:
        await front.press("1", "2", "2", "0", "8", "0", "1", "0", "5", "enter")
        for words in ("NO pickle", "EXTRA cheese", "LIGHT onion", "SIDE ketchup", "$6.40"):
            assert words in front.text


async def test_sizes_change_the_name_and_the_price(database: Path, burger: Playbook) -> None:
    """Large fries are named so, and cost more; small ones less."""
    async with taking(database, burger) as front:
        await front.press("3", "1")
        assert "medium Fries" in front.text
        await front.press("3")
        assert "large Fries" in front.text
        assert "$3.40" in front.text
        await front.press("1", "enter", "enter")
        assert [(1, "fries", ["small"])] == plain(only(front).order.lines)


async def test_a_combo_shows_what_is_inside_and_lets_it_be_changed(database: Path, burger: Playbook) -> None:
    """Its items' choices follow one another, each page named after its item."""
    async with taking(database, burger) as front:
        await front.press("2", "2")
        for words in ("1 × Cheeseburger meal", "  1 × Cheeseburger", "  1 × medium Fries", "  1 × medium Cola"):
            assert words in front.text
        await front.touch("Fries:")
        await front.press("3")
        await front.touch("Cola:")
        await front.press("3", "enter", "enter")
        lines = only(front).order.lines
        assert [
            (1, "cheeseburger-meal", []),
            (1, "cheeseburger", []),
            (1, "fries", ["large"]),
        ] == plain(lines)[:3]
        assert [0, 1, 1, 1] == [line.of for line in lines]


async def test_plus_and_minus_change_the_quantity(database: Path, burger: Playbook) -> None:
    """From one to ninety-nine; + - and the arrows alike, and never below one."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "+", "up", "=")
        assert "Hamburger  ×4" in front.text
        await front.press("-", "down", "down", "down", "down")
        assert "Hamburger  ×1" in front.text
        await front.press("+", "enter", "enter")
        assert [(2, "hamburger", [])] == plain(only(front).order.lines)


async def test_notes_guest_and_allergy_are_recorded(database: Path, burger: Playbook) -> None:
    """A note for a line, one for the order, a name, allergens of the menu, and the guest's own words."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "e")
        await front.type("cut in half")
        await front.press("enter", "enter", "g")
        await front.type("Maya")
        await front.press("enter", "e")
        await front.type("by the window")
        await front.press("enter", "a", "2", "7")
        await front.type("nuts badly")
        await front.press("enter", "enter")
        for words in ("“cut in half”", "for Maya", "“by the window”", "ALLERGY milk", "“nuts badly”"):
            assert words in front.text
        await front.press("enter")
        entry = only(front)
        assert "cut in half" == entry.order.lines[0].note
        assert ("milk",) == entry.order.allergies
        assert ("Maya", "by the window", "nuts badly") == (entry.guest.name, entry.guest.note, entry.guest.allergy)


async def test_backspace_goes_back_a_step_at_a_time(database: Path, burger: Playbook) -> None:
    """The item being keyed, the page of the menu, then lines from the last one, then a sentence."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "enter", "1", "2")
        await front.press("backspace")
        assert "Cheeseburger  ×" not in front.text
        await front.press("backspace", "backspace")
        assert "Nothing yet" in front.text
        await front.press("backspace")
        assert "▲ The basket is empty. V voids the order if the guest has left." == front.notice


async def test_a_line_is_changed_by_arrow_and_enter(database: Path, burger: Playbook) -> None:
    """Up marks it, Enter opens its choices again."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "enter", "1", "2", "enter", "up", "up")
        assert "CHANGE" in front.keys
        await front.press("enter", "1", "enter", "enter")
        assert [(1, "hamburger", ["no onion"]), (1, "cheeseburger", [])] == plain(only(front).order.lines)


async def test_the_green_key_does_what_it_says(database: Path, burger: Playbook) -> None:
    """Whatever was marked or turned before: CHANGE opens the marked line, MENU goes back to the pages, SEND sends."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "enter", "up")
        assert "CHANGE ⏎" in front.keys
        await front.press("right")
        assert "MENU ⏎" in front.keys
        await front.press("enter")
        assert "SEND ⏎" in front.keys
        await front.press("up", "right", "up", "enter")
        assert "ADD ⏎" in front.keys


async def test_a_line_is_changed_by_touching_it(database: Path, burger: Playbook) -> None:
    """And taken out by Undo while it is marked."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "enter", "1", "2", "enter")
        await front.touch("1 × Hamburger")
        assert "Hamburger  ×1" in front.text
        await front.press("enter", "up", "up", "backspace", "enter")
        assert [(1, "cheeseburger", [])] == plain(only(front).order.lines)


async def test_c_empties_the_basket(database: Path, burger: Playbook) -> None:
    """The order begins again, the guest's allergies with it."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "enter", "a", "1", "enter", "c")
        assert "Nothing yet" in front.text
        assert "ALLERGY" not in front.text


async def test_the_read_back_is_made_from_the_basket(database: Path, burger: Playbook) -> None:
    """Every item and every change, with the total, before it is sent."""
    async with taking(database, burger) as front:
        await front.press("1", "2", "1", "enter", "3", "1", "enter")
        said = " ".join(front.text.replace("▌", " ").split())
        assert "SAY" in front.text
        assert "no onion" in said
        assert "cheeseburger" in said
        assert "$8.60" in said
        assert "contains" in front.text


async def test_an_order_is_only_as_long_as_may_be_sent(database: Path, burger: Playbook) -> None:
    """The fifty-first line is refused when it is keyed or touched; the basket still shows what is in it."""
    async with taking(database, burger) as front:
        await front.bytes("32\r" * 50)
        await front.press("3", "2")
        assert "▲ An order holds at most 50 lines; open another one." == front.notice
        await front.touch("Apple pie")
        assert "$170.00" in front.text
        await front.press("enter", "enter")
        assert 50 == len(only(front).order.lines)


async def test_an_empty_basket_is_not_sent(database: Path, burger: Playbook) -> None:
    """A sentence says how to begin."""
    async with taking(database, burger) as front:
        await front.press("enter")
        assert "▲ The basket is empty. Choose a page of the menu with its digit." == front.notice
        assert only(front).order.taken is None


async def test_a_digit_without_a_meaning_says_so(database: Path, burger: Playbook) -> None:
    """Nothing is chosen by accident."""
    async with taking(database, burger) as front:
        await front.press("9")
        assert "▲ 9 stands for nothing here." == front.notice


async def test_the_points_of_taking_an_order_are_ticked_by_p(database: Path, burger: Playbook) -> None:
    """Digits key the order, so the points have a page of their own; the marks stand beside the script."""
    async with taking(database, burger) as front:
        assert "HOW ○" in front.text
        await front.press("p", "1", "2", "enter")
        assert "HOW ✔✔" in front.text


async def test_the_next_guest_can_be_greeted_while_one_is_still_choosing(database: Path, burger: Playbook) -> None:
    """Both baskets keep what was keyed."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "enter", "n", "enter", "1", "2", "enter")
        assert "1 × Cheeseburger" in front.text
        await front.touch(" 1● ")
        assert "1 × Hamburger" in front.text
        assert "Cheeseburger" not in front.text.split("Nothing")[0].splitlines()[4]


async def test_an_order_voided_elsewhere_takes_its_basket_along(database: Path, burger: Playbook) -> None:
    """The front is ready for the next guest."""
    clock = SetClock()
    async with (
        seat(database, "station:front", playbook=burger, clock=clock) as front,
        elsewhere(database, clock, burger) as other,
    ):
        await front.press("enter", "enter", "1", "1")
        await other.do(Void(only(front).order.id, "Guest left"))
        await front.until(lambda: "STOP: order 1 is void: Guest left" in front.text)
        await front.pass_time(6)
        await front.until(lambda: "Ready for the next guest" in front.text)


async def test_an_order_sent_elsewhere_is_not_paid_by_the_press_that_was_to_send_it(
    database: Path, burger: Playbook
) -> None:
    """Two fronts have one order open; the loser reads that it was sent, and Enter only goes on to what follows."""
    clock = SetClock()
    async with (
        seat(database, "station:front", playbook=burger, clock=clock) as front,
        elsewhere(database, clock, burger) as other,
    ):
        await front.press("enter", "enter", "1", "1", "enter")
        order_id = only(front).order.id
        with pytest.raises(Refused, match="Ana has order 1 since 0:00"):
            await other.do(TakeOrder(order_id, (Wish("hamburger"),)), by="Leo")
        await other.do(Take(order_id, "take-order", over=True), by="Leo")
        await other.do(TakeOrder(order_id, (Wish("hamburger"),)), by="Leo")
        await front.until(lambda: "Leo did Take order of order" in front.text or "Leo took order 1" in front.text)
        await front.until(lambda: "open" == front.state(order_id, "pay"))
        assert "Ready for the next guest" not in front.text
        await front.press("enter")
        assert "open" == front.state(order_id, "pay")


async def test_what_was_sent_can_be_worked_on_at_the_stations(database: Path, burger: Playbook) -> None:
    """Nothing is shown as sent that is not on disk: another terminal reads it from there."""
    clock = SetClock()
    async with seat(database, "station:front", playbook=burger, clock=clock) as front:
        await front.press("enter", "enter", "1", "1", "enter", "enter", "enter")
        async with elsewhere(database, clock, burger) as other:
            assert ["cook", "dress"] == [ticket.step for ticket in other.board.rail(["grill", "dress", "fry"])]


async def test_every_action_of_keying_has_a_digit(database: Path, burger: Playbook) -> None:
    """More lists Guest, Note, Allergy and Clear first."""
    async with taking(database, burger) as front:
        await front.press("0")
        for words in ("1 Guest", "2 Note", "3 Allergy", "4 Clear"):
            assert words in front.text
        await front.press("1")
        assert "Guest's name" in front.text


async def test_an_allergen_in_the_basket_is_said_before_it_is_sent(database: Path, burger: Playbook) -> None:
    """What the guest must not meet and what is ordered are held against each other, in words."""
    async with taking(database, burger) as front:
        await front.press("1", "2", "enter", "a")
        await front.touch("milk")
        assert "Ordered with" not in front.text
        await front.press("enter")
        assert "■ Ordered with milk" in front.text


async def test_a_guest_at_one_till_never_opens_at_the_next(database: Path, burger: Playbook) -> None:
    """Whoever opened the order serves it to the end of the front; the other till opens orders of its own."""
    clock = SetClock()
    left, right = (Settings(person=name, debounce=0, guard=0, scanner="off") for name in ("Ana", "Leo"))
    async with (
        seat(database, "station:front", playbook=burger, clock=clock, settings=left) as one,
        seat(database, "station:front", playbook=burger, clock=clock, settings=right) as two,
    ):
        await one.press("enter", "enter", "1", "1", "enter", "enter")
        await two.until(lambda: "Ana has it" in two.text or "1 on the rail" in two.text)
        assert "Order 1" not in two.text
        await two.press("enter")
        assert "Order 2" in two.text
        assert "Ana" == next(iter(one.counter.board.orders.values())).order.taken_up["pay"].by
