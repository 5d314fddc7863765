"""A sent order while it is changed: what is shown, what is sent, and what becomes of it when others change it too."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.tui.basket.order_change import OrderChange
from kiosk.work.board.board import OnBoard, on_board
from kiosk.work.order.fold import after
from kiosk.work.order.line import Choice, Line, Wish
from kiosk.work.order.order import Order
from kiosk.work.order.required import filled_wish
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.change import owed, wishes_of
from tests.hands import change
from tests.playbooks import DINER
from tests.tui.test_order_entry import PRESSES, press
from tests.work.invented import Crew, playbooks

NO_ONION = Choice("toppings", "onion", "no")
STRANGE = Wish(UNKNOWN, 2, called="Unicorn soup", note="hot")


def sent(playbook: Playbook, *wishes: Wish) -> tuple[Crew, OnBoard]:
    """Return a sent order and whoever works it."""
    crew = Crew(playbook).open(outside=True, wanted=wishes)
    return crew, on_board(crew.order, playbook, None)


def changed(entry: OnBoard, crew: Crew, wishes: tuple[Wish, ...]) -> Order:
    """Return the order after a change somebody else made."""
    return after(entry.order, change(entry.order, entry.playbook, wishes, "why", crew.stamp("Leo")), crew.stamp("Leo"))


@pytest.fixture
def meal() -> tuple[Crew, OnBoard]:
    """Return a sent order of two burgers without onion, a meal and fries."""
    return sent(DINER, Wish("burger", 2, (NO_ONION,)), Wish("meal"), Wish("fries"))


def test_it_begins_with_the_order_as_it_is(meal: tuple[Crew, OnBoard]) -> None:
    """Nothing is changed yet, and what is shown are the order's own lines with their ids."""
    keying = OrderChange(meal[1])
    assert not keying.is_edited
    assert wishes_of(meal[1].order) == keying.wishes()
    assert meal[1].order.lines == tuple(
        replace(line, of=before.of) for line, before in zip(keying.shown(), meal[1].order.lines, strict=True)
    )


def test_a_line_taken_out_stands_there_until_it_is_sent(meal: tuple[Crew, OnBoard]) -> None:
    """It is shown and not sent; taken out once more it is back."""
    keying = OrderChange(meal[1])
    keying.move(-1)
    assert keying.back()
    assert frozenset({2}) == keying.struck()
    assert 5 == len(keying.shown())
    assert ["burger", "meal"] == [wish.item for wish in keying.wishes()]
    keying.move(-1)
    assert keying.back()
    assert not keying.is_edited


def test_opening_a_line_that_was_taken_out_puts_it_back(meal: tuple[Crew, OnBoard]) -> None:
    """A finger on it is enough."""
    keying = OrderChange(meal[1])
    keying.take_out(0)
    keying.change(0)
    assert not keying.is_edited


def test_a_new_line_that_is_taken_out_is_gone(meal: tuple[Crew, OnBoard]) -> None:
    """Nobody has heard of it."""
    keying = OrderChange(meal[1])
    keying.add("fries")
    assert keying.back()
    assert not keying.is_edited
    assert 3 == len(keying.basket)


def test_back_on_the_pages_leaves(meal: tuple[Crew, OnBoard]) -> None:
    """It takes no line out, as it does of an order that is not sent yet."""
    keying = OrderChange(meal[1])
    assert not keying.back()
    assert 3 == len(keying.wishes())


def test_undo_all_shows_the_order_as_it_is(meal: tuple[Crew, OnBoard]) -> None:
    """New lines are gone, and what was taken out is back."""
    keying = OrderChange(meal[1])
    keying.add("fries")
    keying.take_out(0)
    keying.clear()
    assert not keying.is_edited


def test_what_nobody_knows_survives_a_change_untouched() -> None:
    """Beside a new line, even opened and closed again."""
    crew, entry = sent(DINER, Wish("burger"), STRANGE)
    keying = OrderChange(entry)
    keying.change(1)
    keying.enter()
    keying.add("fries")
    before = entry.order.lines[1]
    order = changed(entry, crew, keying.wishes())
    assert before == order.lines[1]
    assert ("Unicorn soup", "hot", 2) == (before.called, before.note, before.quantity)
    assert [1, 2, 3] == [line.id for line in order.lines]


def test_what_others_change_elsewhere_leaves_own_edits_alone(meal: tuple[Crew, OnBoard]) -> None:
    """They took the fries out, this one wants three burgers and one more meal: all of it holds."""
    crew, entry = meal
    keying = OrderChange(entry)
    keying.change(0)
    keying.move(-1)
    keying.enter()
    keying.add("meal")
    order = changed(entry, crew, wishes_of(entry.order)[:2])
    assert not keying.rebase(replace(entry, order=order))
    assert [(3, "burger"), (1, "meal"), (1, "meal")] == [(wish.quantity, wish.item) for wish in keying.wishes()]
    assert "choices" == keying.level
    assert keying.keyed is keying.basket[-1]


def test_what_others_changed_of_the_same_line_wins(meal: tuple[Crew, OnBoard]) -> None:
    """It is shown as it is now, and that something keyed here is gone is told."""
    crew, entry = meal
    keying = OrderChange(entry)
    keying.take_out(0)
    first, *rest = wishes_of(entry.order)
    assert keying.rebase(replace(entry, order=changed(entry, crew, (replace(first, quantity=5), *rest))))
    assert 5 == keying.wishes()[0].quantity
    assert not keying.is_edited


def test_a_line_open_here_that_others_took_out_is_closed(meal: tuple[Crew, OnBoard]) -> None:
    """No digit that was meant for it changes another."""
    crew, entry = meal
    keying = OrderChange(entry)
    keying.change(0)
    keying.rebase(replace(entry, order=changed(entry, crew, wishes_of(entry.order)[1:])))
    assert ("pages", None) == (keying.level, keying.cursor)


def test_less_of_what_is_out_can_be_sent_and_more_cannot(meal: tuple[Crew, OnBoard]) -> None:
    """Two burgers were sent before the patties ran out: one is fine, three are not."""
    keying = OrderChange(meal[1])
    keying.out = {"patty"}
    assert {} == keying.lost()
    keying.basket[0].quantity = 1
    assert {} == keying.lost()
    keying.basket[0].quantity = 3
    assert {0: "patty"} == keying.lost()
    keying.take_out(0)
    assert {} == keying.lost()


def test_what_a_change_costs_is_said_in_words() -> None:
    """To pay, to give back, or neither."""
    one, two = (Line(1, "burger", 1, price=450),), (Line(1, "burger", 2, price=450),)
    assert "$4.50 more to pay" == owed(DINER, one, two)
    assert "give back $4.50" == owed(DINER, two, one)
    assert "nothing more to pay" == owed(DINER, one, one)


@given(playbooks(), PRESSES, PRESSES)
def test_whatever_is_pressed_is_a_change_the_rules_accept(
    playbook: Playbook, first: list[str], then: list[str]
) -> None:
    """On any menu: lines that nobody touched keep id, choices and price; nothing is sent but by its own line."""
    crew, entry = sent(playbook, filled_wish(playbook.menu, Wish(playbook.menu.items[0].id, 2)))
    keying = OrderChange(entry)
    for key in (*first, *then):
        press(keying, key)
        assert keying.cursor is None or 0 <= keying.cursor < len(keying.basket)
        assert len(keying.shown()) >= len(keying.lines())
    with suppress(Refused):
        order = changed(entry, crew, keying.wishes())
        known = {wish.line: wish for wish in wishes_of(entry.order)}
        same = {wish.line for wish in keying.wishes() if wish == known.get(wish.line)}
        before = {line.id: line for line in entry.order.lines}
        assert all(before[line.id] == line for line in order.lines if line.id in same)
        assert {wish.line for wish in keying.wishes() if wish.line} <= {line.id for line in order.lines}
