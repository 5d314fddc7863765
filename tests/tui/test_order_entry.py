"""An order while it is keyed: whatever is pressed, the basket is one the rules accept."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.tui.basket.order_entry import OrderEntry
from kiosk.tui.front.entry_tiles import tabs, tiles
from kiosk.work.board.stock import in_stock
from kiosk.work.order.line import MOST_LINES, MOST_OF_ONE, Wish, numbered
from kiosk.work.order.required import open_choices
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.playbook import Playbook
from tests.playbooks import DINER
from tests.work.invented import playbooks

PRESSES = st.lists(
    st.sampled_from([*"1234123412341234", *"56789", "⏎", "⌫", "→", "←", "↑", "↓", "c", "0", "+", "-"]), max_size=60
)


def press(keying: OrderEntry, key: str) -> None:
    """Do what a key does on the front's screen."""
    match key:
        case "⏎":
            with suppress(Refused):
                keying.enter()
        case "⌫":
            keying.back()
        case "→" | "←":
            keying.turn(1 if key == "→" else -1)
        case "↑" | "↓":
            keying.move(-1 if key == "↑" else 1)
        case "c":
            keying.clear()
        case "0":
            keying.turn(1) if keying.level == "choices" else keying.turn_nine()
        case "+" | "-":
            keying.count(1 if key == "+" else -1)
        case digit:
            with suppress(Refused):
                keying.digit(int(digit))


def holds(keying: OrderEntry, menu: Menu) -> None:
    """Hold what is always so of an order being keyed."""
    if keying.basket and len(keying.lines()) <= MOST_LINES:
        assert keying.lines() == numbered(menu, keying.wishes())
    assert keying.cursor is None or 0 <= keying.cursor < len(keying.basket)
    assert keying.cursor is None or keying.level != "items"
    assert keying.level != "choices" or keying.keyed is not None
    assert keying.level == "choices" or not open_choices(menu, keying.wishes())
    assert all(1 <= draft.quantity <= MOST_OF_ONE for draft in keying.basket)
    digits = [tile.digit for tile in (*tabs(keying), *tiles(keying, DINER.price)) if tile.digit]
    assert len(set(digits)) == len(digits)


@given(playbooks(), PRESSES)
def test_whatever_is_pressed_can_be_sent(playbook: Playbook, keys: list[str]) -> None:
    """On any menu: no press breaks it, a digit stands for one thing, and the basket makes lines the rules accept."""
    keying = OrderEntry(playbook.menu)
    for key in keys:
        press(keying, key)
        holds(keying, playbook.menu)


@given(PRESSES)
def test_whatever_is_pressed_can_be_sent_at_the_shipped_counter(burger: Playbook, keys: list[str]) -> None:
    """With its combos, buns, sizes and changes."""
    keying = OrderEntry(burger.menu)
    for key in keys:
        press(keying, key)
        holds(keying, burger.menu)


def test_every_choice_can_be_reached_by_digits(burger: Playbook) -> None:
    """Every page, every item, every option has a digit from 1 to 9."""
    for place, category in enumerate(burger.menu.categories, 1):
        items = [item for item in burger.menu.items if item.category == category.id]
        for digit in range(1, len(items) + 1):
            keying = OrderEntry(burger.menu)
            assert keying.digit(place)
            assert keying.digit(digit)
            assert items[digit - 1].id == keying.basket[0].item
            for _ in keying.choice_pages():
                page = keying.open_page()
                assert page is not None
                assert 1 <= len(page.options) <= 9
                assert keying.digit(len(page.options))
                keying.turn(1)
            assert keying.lines()


def test_going_back_undoes_adding() -> None:
    """Backspace while the choices are open takes the item out again."""
    keying = OrderEntry(DINER.menu)
    keying.digit(1)
    keying.digit(1)
    assert (Wish("burger"),) == keying.wishes()
    assert keying.back()
    assert () == keying.wishes()
    assert keying.back()
    assert not keying.back()


def test_going_back_from_a_line_that_is_open_takes_it_out(burger: Playbook) -> None:
    """As the key says: a line that was opened once more is dropped like one that is new, and no other."""
    keying = OrderEntry(burger.menu)
    for item in ("hamburger", "fries"):
        keying.add(item)
        keying.enter()
    keying.change(0)
    assert keying.back()
    assert ["fries"] == [wish.item for wish in keying.wishes()]
    assert "pages" == keying.level


def test_another_page_of_the_menu_marks_no_line() -> None:
    """The green key means the page then, and not the line that was marked before."""
    keying = OrderEntry(DINER.menu)
    keying.add("burger")
    keying.enter()
    keying.move(-1)
    green = [keying.green]
    keying.turn(1)
    green.append(keying.green)
    keying.enter()
    assert ["open-line", "menu", "send"] == [*green, keying.green]


@given(playbooks(), PRESSES, st.data())
def test_what_is_out_cannot_be_keyed(playbook: Playbook, keys: list[str], data: st.DataObject) -> None:
    """On any menu: what a basket lacks is what it had before it ran out, and the rules refuse exactly such a basket."""
    names = sorted({*(item.id for item in playbook.menu.items), *playbook.menu.part})
    keying = OrderEntry(playbook.menu)
    keying.out = data.draw(st.sets(st.sampled_from(names), max_size=3))
    for key in keys:
        press(keying, key)
    assert all(not keying.out_of(draft.item) for draft in keying.basket)
    chosen = {choice.option for draft in keying.basket for choice in draft.choices if choice.word not in ("", "no")}
    assert not chosen & set(keying.out)
    refused = False
    try:
        in_stock(playbook.menu, keying.wishes(), keying.out)
    except Refused:
        refused = True
    assert refused == bool(keying.lost())


def test_another_size_can_be_had_when_one_is_out(burger: Playbook) -> None:
    """Fries come medium by default; without medium cartons they are keyed, and wait for another size."""
    keying = OrderEntry(burger.menu)
    keying.out = {"medium-fries"}
    keying.add("fries")
    assert {0: "medium fry carton"} == keying.lost()
    page = keying.open_page()
    assert page is not None
    assert ["small", "large"] == [one.id for one in page.options if not keying.out_for(page, one)]
    keying.digit(3)
    assert {} == keying.lost()


def test_without_what_is_out_can_always_be_said(burger: Playbook) -> None:
    """NO onion is the way out for a basket that held onion before it ran out; EXTRA, LIGHT and SIDE are refused."""
    keying = OrderEntry(burger.menu)
    keying.add("hamburger")
    keying.out = {"onion"}
    keying.digit(1)
    assert {} == keying.lost()
    keying.digit(1)
    for _ in ("extra", "light", "side"):
        keying.turn(1)
        with pytest.raises(Refused, match="onion is out"):
            keying.digit(1)


def test_an_option_of_a_size_replaces_another() -> None:
    """And the default is not written down."""
    keying = OrderEntry(DINER.menu)
    keying.add("fries")
    assert keying.digit(2)
    assert "large" == keying.wishes()[0].choices[0].option
    assert keying.digit(1)
    assert () == keying.wishes()[0].choices


def test_down_with_nothing_marked_marks_the_first_line() -> None:
    """And up the last; past the last one nothing is marked again."""
    entry = OrderEntry(DINER.menu)
    for item in ("burger", "fries"):
        entry.add(item)
        entry.enter()
    marked = []
    for by in (1, 1, 1, 1, -1, -1):
        entry.move(by)
        marked.append(entry.cursor)
    assert [0, 1, None, 0, 0, 0] == marked
