"""86: what an item or a wish needs of what is out, and what may be asked for all the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.board.stock import in_stock, lacking, unmakable, wants_more
from kiosk.work.guest.script import suggestion
from kiosk.work.order.fold import after
from kiosk.work.order.line import Choice, Line, Wish
from kiosk.work.order.order_events import OrderChanged
from kiosk.work.playbook.menu import Category, Item, Menu
from kiosk.work.verb.change import wishes_of
from tests.hands import change
from tests.playbooks import DINER, MENU
from tests.work.crew import at

NO_ONION, EXTRA_ONION = Choice("toppings", "onion", "no"), Choice("toppings", "onion", "extra")


def test_a_wish_lacks_what_its_own_choices_need() -> None:
    """A burger without onion needs none; one with more of it does; a combo needs what its items need."""
    assert ("onion",) == lacking(MENU, Wish("burger"), {"onion"})
    assert () == lacking(MENU, Wish("burger", choices=(NO_ONION,)), {"onion"})
    assert ("patty",) == lacking(MENU, Wish("meal"), {"patty"})
    inside = (Wish("burger", choices=(NO_ONION,)), Wish("fries"))
    assert () == lacking(MENU, Wish("meal", inside=inside), {"onion"})
    assert ("meal",) == lacking(MENU, Wish("meal", inside=inside), {"meal"})


def test_an_item_cannot_be_made_without_its_own_parts() -> None:
    """Its options it can do without, as long as one of each group is left."""
    assert ("patty",) == unmakable(MENU, "burger", {"patty"})
    assert ("fries",) == unmakable(MENU, "fries", {"fries"})
    assert ("burger", "patty") == unmakable(MENU, "meal", {"burger", "patty"})
    assert () == unmakable(MENU, "meal", {"onions"})


def test_a_wish_lacks_nothing_while_nothing_is_out() -> None:
    """And an item that is not on the menu needs nothing that is known."""
    assert () == lacking(MENU, Wish("meal"), ())
    assert () == lacking(MENU, Wish("?", called="Unicorn soup"), {"patty"})


def test_less_of_what_is_out_asks_for_nothing() -> None:
    """One less, or without it; one more, another item, or more of the part does ask."""
    sent = Wish("burger", 2, line=1)
    assert not wants_more(MENU, Wish("burger", 1, line=1), sent, {"patty"})
    assert not wants_more(MENU, Wish("burger", 2, (NO_ONION,), line=1), sent, {"patty"})
    assert wants_more(MENU, Wish("burger", 3, line=1), sent, {"patty"})
    assert wants_more(MENU, Wish("fries", 2, line=1), sent, {"patty"})
    assert wants_more(MENU, Wish("burger"), None, {"patty"})
    bare = Wish("burger", 2, (NO_ONION,), line=1)
    assert wants_more(MENU, Wish("burger", 2, (EXTRA_ONION,), line=1), bare, {"onion"})


def test_a_refusal_names_item_and_part() -> None:
    """So that the worker knows what to bring back, and what else to offer."""
    with pytest.raises(Refused, match="Meal cannot be made: onion is out"):
        in_stock(MENU, (Wish("fries"), Wish("meal")), {"onion"})


def test_what_is_out_is_passed_over_when_something_is_suggested() -> None:
    """The next that fits is suggested, or nothing."""
    categories = tuple(Category(name, name) for name in ("food", "drinks", "sweets"))
    items = (
        Item("burger", "Burger", "food", 450),
        Item("cola", "Cola", "drinks", 250),
        Item("pie", "Pie", "sweets", 220),
    )
    menu = Menu(categories, (), (), items, suggest=("cola", "pie"))
    ordered = (Line(1, "burger"),)
    assert "a cola" == suggestion(menu, ordered)
    assert "a pie" == suggestion(menu, ordered, {"cola"})
    assert suggestion(menu, ordered, {"cola", "pie"}) is None


def test_a_change_decided_on_older_lines_is_refused_with_who_and_when() -> None:
    """Whoever looks again may send; who did not say what they saw is not asked."""
    crew = at("grill", (Wish("burger"), Wish("fries")))
    seen, (burger, fries) = crew.order.lines, wishes_of(crew.order)
    crew.write(change(crew.order, DINER, (burger, fries, Wish("fries")), "", crew.stamp("Leo")), crew.stamp("Leo"))
    crew.clock.advance(65)
    more = (burger, fries, Wish("meal"))
    with pytest.raises(Refused, match=r"Leo changed order 1 1:05 ago\. Look at it, then send\."):
        change(crew.order, DINER, more, "why", crew.stamp(), seen=seen)
    for looked in (crew.order.lines, None):
        (changed,) = change(crew.order, DINER, more, "why", crew.stamp(), seen=looked)
        assert isinstance(changed, OrderChanged)
        assert "Ana" == (after(crew.order, (changed,), crew.stamp()).changed or crew.stamp("nobody")).by


def test_a_sent_order_is_made_less_of_what_is_out() -> None:
    """Refused as soon as one more is wanted."""
    crew = at("grill", (Wish("burger", 2), Wish("fries")))
    burger, fries = wishes_of(crew.order)
    assert change(crew.order, DINER, (replace(burger, quantity=1), fries), "why", crew.stamp(), out={"patty"})
    with pytest.raises(Refused, match="patty is out"):
        change(crew.order, DINER, (replace(burger, quantity=3), fries), "why", crew.stamp(), out={"patty"})
