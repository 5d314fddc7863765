"""Items are found by what they are called: by orders from outside, by scanned codes, while somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.config.playbook import load_playbook, shipped
from kiosk.work.order.line import Choice, parse_choice
from kiosk.work.outside.names import Names
from kiosk.work.playbook.menu import Item, Menu
from kiosk.work.playbook.menu_index import MenuIndex, index_of
from kiosk.work.playbook.name import Called

BURGER = load_playbook(shipped()["burger"])

ITEMS = (
    Item("flat-white", "Flat white", "c", 300, "Flat whites", codes=("4011", "0400638133393")),
    Item("café", "Café crème", "c", 300, "Cafés crème", also=("lungo", "big one")),
    Item("tea", "Tea", "c", 200, "Teas", names=(Called("de", "einen Tee", "Tees"),)),
    Item("iced-tea", "Iced tea", "c", 250, "Iced teas"),
    Item("white-chocolate", "White chocolate", "c", 350, "White chocolates"),
)
INDEX = MenuIndex(Menu((), (), (), ITEMS))


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("flat-white", "flat-white"),
        ("FLAT  WHITE", "flat-white"),
        ("flatwhites", "flat-white"),
        ("4011", "flat-white"),
        (" 0400638133393 ", "flat-white"),
        ("400638133393", ""),
        ("cafe creme", "café"),
        ("Lungo", "café"),
        ("Tees", "tea"),
        ("einen tee", "tea"),
        ("Teas", "tea"),
        ("white", ""),
        ("", ""),
    ],
)
def test_an_item_is_what_it_is_called(words: str, item: str) -> None:
    """By id, name, code, another spelling or language, with accents or none; a code has its zeros."""
    assert item == INDEX.of_words(words)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("te", ["tea", "iced-tea", "flat-white", "white-chocolate"]),
        ("white", ["white-chocolate", "flat-white"]),
        ("ch wh", ["white-chocolate"]),
        ("40", ["flat-white"]),
        ("creme", ["café"]),
        ("big", ["café"]),
        ("ite", ["flat-white", "white-chocolate"]),
        ("tees", ["tea"]),
        ("xyz", []),
        (" ", []),
    ],
)
def test_what_fits_best_stands_first(typed: str, found: list[str]) -> None:
    """What begins so before what holds such a word, before what holds it inside one."""
    assert found == [item.id for item in INDEX.found(typed)]


@given(st.sampled_from(BURGER.menu.items), st.integers(1, 30))
def test_an_item_is_found_by_every_beginning_of_its_name(item: Item, length: int) -> None:
    """However far somebody has typed, and the whole name leads to it alone."""
    index = index_of(BURGER.menu)
    assert item in index.found(item.name[:length])
    assert item.id == index.of_words(item.name.upper())


def test_an_option_is_what_it_is_called() -> None:
    """By its code, another spelling or its name in another language, as by its own."""
    group = BURGER.menu.group["fries-size"]
    coded = replace(group, options=tuple(replace(one, codes=(f"s-{one.id}",)) for one in group.options))
    menu = replace(BURGER.menu, groups=tuple(coded if one is group else one for one in BURGER.menu.groups))
    said = {parse_choice(menu, "fries", words) for words in ("large", "L", "S-LARGE", "groß", "GROẞ")}
    assert {Choice("fries-size", "large")} == said


def test_an_order_from_outside_may_say_a_code() -> None:
    """A till that knows numbers alone sends them."""
    menu = replace(BURGER.menu, items=tuple(replace(one, codes=(f"9{one.id}",)) for one in BURGER.menu.items))
    assert "cola" == Names(menu, strict=True).item(("lines[0]", "9COLA"))


def test_a_menu_keeps_its_index() -> None:
    """It is made once, however many orders ask."""
    assert index_of(BURGER.menu) is index_of(BURGER.menu)
