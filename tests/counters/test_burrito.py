"""The burrito counter, worked: a filling that must be chosen, any of what goes in, and only a burrito is wrapped."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.errors import Refused
from kiosk.tui.basket.order_entry import OrderEntry
from kiosk.work.guest.script import read_back
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish, numbered, parse_choice
from kiosk.work.playbook.menu_index import index_of
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.take_order import TakeOrder
from tests.counters.service import Hands, counter_of
from tests.tui.seat import Seat, seat

BOOK = load_playbook(shipped()["burrito"])


def filled(item: str, *inside: str, salsa: tuple[str, ...] = ()) -> Wish:
    """Return a meal of chicken, with what goes in."""
    choices = [Choice("inside", one) for one in inside] + [Choice("salsa", one) for one in salsa]
    return Wish(item, choices=(Choice("filling", "chicken"), *choices))


BURRITO = filled("burrito", "rice", "black-beans", "cheese", salsa=("mild",))
BOWL = filled("bowl", "rice", "guacamole", "lettuce", salsa=("corn", "red"))


async def taken(hands: Hands, *wishes: Wish, allergies: tuple[str, ...] = ()) -> None:
    """Greet, and take the order."""
    await hands.do("greet")
    await hands.keep("take-order")
    await hands.counter.do(TakeOrder(hands.order_id, wishes, guest=Guest("", "Lea"), allergies=allergies))
    await hands.do("pay")


async def test_a_lunch_goes_from_open_to_slip(tmp_path: Path) -> None:
    """Along the line, wrapped, checked line by line, handed over."""
    async with counter_of("burrito", tmp_path) as hands:
        await taken(hands, BURRITO, BOWL, Wish("chips", choices=(Choice("dips", "guacamole"),)))
        for step in ("shell", "fill", "top", "wrap", "sides"):
            await hands.do(step, seconds=20)
        assert "bump each first" in await hands.refused("check")
        for line in await hands.lines("check"):
            await hands.counter.do(BumpLine(hands.order_id, "check", line))
        await hands.keep("check")
        await hands.do("check", seconds=5)
        await hands.do("hand-over", seconds=5)
        assert (await hands.entry()).order.finished
        printed = " ".join((await hands.slip()).split())
        for words in ("Lea", "chicken Burrito", "guacamole", "corn salsa", "chips"):
            assert words.casefold() in printed.casefold()


async def test_a_bowl_is_not_wrapped_and_chips_skip_the_line(tmp_path: Path) -> None:
    """Each order has the steps it needs."""
    async with counter_of("burrito", tmp_path) as hands:
        await taken(hands, BOWL)
        assert ["shell", "fill", "top", "check", "hand-over"] == list(await hands.states())[3:]
    async with counter_of("burrito", tmp_path / "two") as hands:
        await taken(hands, Wish("chips"))
        assert ["sides", "check", "hand-over"] == list(await hands.states())[3:]


async def test_an_allergy_changes_the_spoons_first(tmp_path: Path) -> None:
    """Nothing is filled before."""
    async with counter_of("burrito", tmp_path) as hands:
        await taken(hands, filled("bowl", "rice"), allergies=("milk",))
        states = await hands.states()
        assert ("open", "waiting") == (states["change"], states["shell"])


async def test_nobody_guesses_a_filling(tmp_path: Path) -> None:
    """An order without one is refused by its name, and nothing of it is recorded."""
    async with counter_of("burrito", tmp_path) as hands:
        await hands.do("greet")
        with pytest.raises(Refused, match="Filling"):
            await hands.counter.do(TakeOrder(hands.order_id, (Wish("burrito"),)))
        assert () == (await hands.entry()).order.lines


def test_what_goes_in_is_said_as_what_it_is() -> None:
    """With this, that and those; nobody says NO or EXTRA about what is picked."""
    words = read_back(BOOK.menu, numbered(BOOK.menu, (BURRITO,)))
    assert "a chicken burrito, with rice, black beans, cheese and tomato salsa" == words


def test_only_four_allergens_sit_on_the_line() -> None:
    """Wheat in what is rolled, milk in the cold pans, soy in the tofu."""
    held = {part.id: part.allergens for part in BOOK.menu.parts if part.allergens}
    assert {"wheat": {"tortilla", "soft-shell"}, "milk": {"sour-cream", "cheese"}, "soy": {"tofu"}} == {
        allergen: {part for part, names in held.items() if allergen in names}
        for allergen in {name for names in held.values() for name in names}
    }


def test_other_programs_may_call_it_otherwise() -> None:
    """By the words of their own menus."""
    for words, option in (
        ("Chicken", "chicken"),
        ("Cilantro-Lime Rice", "rice"),
        ("Fajita Veggies", "fajita"),
        ("Guac", "guacamole"),
    ):
        assert option == parse_choice(BOOK.menu, "burrito", words).option
    assert "can" == index_of(BOOK.menu).of_words("Canned Soft Drink")


def basket(till: Seat) -> str:
    """Return what the only order that is keyed holds, in words."""
    (draft,) = till.app.drafts.values()
    chosen = [BOOK.menu.group[one.group].option(one.option) for wish in draft.wishes() for one in wish.choices]
    return ", ".join(option.name for option in chosen if option)


async def test_a_lunch_is_keyed_at_the_till(tmp_path: Path) -> None:
    """A digit for what it is, what fills it and each thing that goes in; the next page is turned to by 0."""
    async with seat(tmp_path / "kiosk.db", "station:till", playbook=BOOK) as till:
        await till.press("enter", "enter", *"12", "enter")
        assert "Filling" in till.notice
        await till.press("1", *"1257", "0", "1")
        assert "rice, black beans, cheese, guacamole" in basket(till)
        await till.press("enter", *"21", "1", "enter", "enter")
        (entry,) = till.counter.board.orders.values()
        assert ["burrito", "chips"] == [line.item for line in entry.order.lines]
        assert "Take the payment" in till.text


def test_what_was_asked_and_answered_makes_way_for_what_comes_next() -> None:
    """The page turns by itself when a filling is chosen, and stays when another one takes its place."""
    keying = OrderEntry(BOOK.menu)
    keying.digit(1)
    keying.digit(1)
    keying.digit(2)
    assert 1 == keying.page
    keying.turn(-1)
    keying.digit(3)
    assert (0, (Choice("filling", "barbacoa"),)) == (keying.page, keying.wishes()[0].choices)
