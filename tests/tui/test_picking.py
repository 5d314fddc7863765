"""Picking of many, and what has to be chosen, at the front and on the rails: ADD and SEND name it and open its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.tui.basket.order_entry import OrderEntry
from kiosk.tui.front.entry_tiles import tabs, tiles
from kiosk.tui.front.screen import FrontScreen
from kiosk.work.order.line import Choice, Wish
from kiosk.work.playbook.menu import Option
from tests.cantina import CANTINA, MENU, SALSAS
from tests.tui.seat import Seat, seat

BEEF, CHIPS = Choice("filling", "beef"), Choice("filling", "chips")
CORN, BEANS, GUACAMOLE = (Choice("salsas", name) for name in ("corn", "black-beans", "guacamole"))
MORE = Choice("salsas", "guacamole", "extra")
SIZES = [(40, 20), (80, 24), (100, 30)]


def keyed(*digits: int) -> OrderEntry:
    """Return an order in which a burrito is open and some digits were pressed."""
    keying = OrderEntry(MENU)
    for digit in (1, 4, *digits):
        keying.digit(digit)
    return keying


def labels(keying: OrderEntry) -> list[tuple[str, str, str]]:
    """Return the options of the open page, what they cost, and how they look."""
    return [(tile.label, tile.detail, tile.look) for tile in tiles(keying, CANTINA.price)]


def test_what_is_picked_is_ticked_and_more_of_it_stands_on_pages_at_the_end() -> None:
    """A digit takes it off again in whatever amount; the basket has the menu's order."""
    keying = keyed(1)
    assert ["Filling", "Salsas", "EXTRA Salsas", "LIGHT Salsas"] == [tile.label for tile in tabs(keying)]
    for digit in (3, 1):
        keying.digit(digit)
    assert [BEEF, CORN, GUACAMOLE] == keying.basket[0].choices
    keying.turn(1)
    keying.digit(3)
    assert ("EXTRA Guacamole", "+ $4.00", "on") == labels(keying)[2]
    keying.turn(-1)
    assert [("Corn salsa", "", "on"), ("Black beans", "", "plain"), ("EXTRA Guacamole", "+ $4.00", "on")] == (
        labels(keying)[:3]
    )
    keying.digit(3)
    assert [BEEF, CORN] == keying.basket[0].choices


def test_more_than_can_be_chosen_is_refused_at_the_digit() -> None:
    """And what is chosen stays as it was; one that is on can be taken off."""
    keying = keyed(1)
    for digit in (1, 2, 3):
        keying.digit(digit)
    with pytest.raises(Refused, match=r"Burrito: at most 3 of Salsas can be chosen\. Take one off first\."):
        keying.digit(4)
    keying.digit(1)
    keying.digit(4)
    assert ["beef", "black-beans", "guacamole", "hot"] == [choice.option for choice in keying.basket[0].choices]


def test_add_opens_the_page_of_what_has_to_be_chosen() -> None:
    """Each by its name, one after the other, until all is chosen."""
    keying = keyed()
    keying.turn(1)
    for words, page, digit in (("choose one of Filling.", "Filling", 2), ("choose one of Salsas.", "Salsas", 4)):
        with pytest.raises(Refused, match=words):
            keying.enter()
        open_page = keying.open_page()
        assert open_page is not None
        assert page == open_page.title
        keying.digit(digit)
    keying.enter()
    assert "pages" == keying.level


def test_inside_a_combo_too() -> None:
    """The page of the item inside is opened."""
    keying = OrderEntry(MENU)
    for digit in (1, 5):
        keying.digit(digit)
    with pytest.raises(Refused, match="Burrito: choose one of Filling"):
        keying.enter()
    page = keying.open_page()
    assert page is not None
    assert "Burrito: Filling" == page.title


def test_more_than_nine_stand_on_numbered_pages() -> None:
    """Each option has a digit on one of them."""
    many = replace(SALSAS, options=tuple(Option(f"s{n}", f"Salsa {n}") for n in range(17)), words=())
    menu = replace(MENU, groups=tuple(many if group.id == "salsas" else group for group in MENU.groups))
    keying = OrderEntry(menu)
    for digit in (1, 4, 1):
        keying.digit(digit)
    assert ["Filling", "Salsas 1/2", "Salsas 2/2"] == [tile.label for tile in tabs(keying)]
    keying.turn(1)
    keying.digit(8)
    assert [Choice("filling", "beef"), Choice("salsas", "s16")] == keying.basket[0].choices


async def test_the_front_asks_for_it(database: Path) -> None:
    """ADD says it and opens the page; the basket has it in its line; what is sent has it, in the menu's order."""
    async with seat(database, "station:front", playbook=CANTINA) as front:
        await front.press("enter", "enter", "1", "4", "0", "enter")
        assert "▲ Burrito: choose one of Filling." == front.notice
        assert "choose one of Filling" in front.text
        await front.press("2", "3", "1", "enter")
        assert not front.notice
        assert "with Corn salsa, Guacamole" in " ".join(front.text.split())
        await front.press("enter")
        (entry,) = front.counter.board.orders.values()
        assert (CHIPS, CORN, GUACAMOLE) == entry.order.lines[0].choices


@pytest.mark.parametrize("size", SIZES)
async def test_the_rail_says_what_goes_in(database: Path, size: tuple[int, int]) -> None:
    """First what is made here, then what is made elsewhere; a card counts that."""
    async with seat(database, "station:fry", playbook=CANTINA, size=size) as fry:
        await fry.opened((Wish("burrito", 1, (CHIPS, CORN, BEANS, MORE)),))
        assert "with EXTRA Guacamole" in fry.text
        assert "elsewhere Corn salsa," in fry.text
        assert (size[0] < 80) or "and 2 elsewhere" in fry.text


async def key_refused(front: Seat) -> None:
    """Let an order from outside be refused for want of a filling, and key it here."""
    text = b'{"id": "web-1", "lines": [{"item": "fries"}, {"item": "burrito", "choices": ["corn salsa"]}]}'
    why = Refused("choice-needed", "Burrito: choose one of Filling: Beef, Chips.")
    id_ = await front.counter.refusals.keep(text, why, "web", "web-1")
    await front.until(lambda: id_ in front.counter.board.standing.refusals, "a refused order")
    await front.settle()
    await front.press("\x0f", "enter", "4", "enter")


async def test_an_order_from_outside_is_asked_for_at_the_front(database: Path) -> None:
    """Its page is open at once; sent without, it is asked for again."""
    async with seat(database, "station:front", playbook=CANTINA) as front:
        await key_refused(front)
        assert "choose one of Filling" in front.text
        await front.press("2", "enter", "enter")
        (entry,) = front.counter.board.orders.values()
        assert ["fries", "burrito"] == [line.item for line in entry.order.lines]
        assert (CHIPS, CORN) == entry.order.lines[1].choices
        assert not front.counter.board.standing.refusals


async def test_send_opens_what_is_left_open(database: Path) -> None:
    """Where the wish was left by the menu's own keys, SEND goes back to it."""
    async with seat(database, "station:front", playbook=CANTINA) as front:
        await front.press("enter", "enter", "1", "4")
        assert isinstance(front.screen, FrontScreen)
        draft = front.screen.draft
        assert draft is not None
        draft.level = "pages"
        await front.press("enter")
        assert "■ Burrito: choose one of Filling." == front.notice
        assert "ADD ⏎" in front.keys
        await front.press("1", "1", "enter", "enter")
        (entry,) = front.counter.board.orders.values()
        assert (BEEF, CORN) == entry.order.lines[0].choices


async def test_a_sent_order_keeps_its_rules(database: Path) -> None:
    """A line that is opened again can be picked otherwise; without what has to be chosen ADD names it."""
    async with seat(database, "station:front", playbook=CANTINA) as front:
        entry = await front.opened((Wish("burrito", 1, (BEEF, CORN)),))
        await front.press(".", "1", "up", "enter", "0", "1", "enter")
        assert "▲ Burrito: choose one of Salsas." == front.notice
        await front.press("3", "2", "enter", "enter", "1")
        assert (BEEF, BEANS, GUACAMOLE) == front.counter.board.orders[entry.order.id].order.lines[0].choices
