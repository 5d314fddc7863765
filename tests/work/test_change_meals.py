"""A sent combo that is changed, what of it a station throws away, and a gate that holds at an early hand-over."""

from __future__ import annotations

import pytest

from kiosk.errors import Refused
from kiosk.work.order.line import Choice, Wish
from kiosk.work.order.order_events import ChangeAcknowledged, OrderChanged
from kiosk.work.verb.change import wishes_of
from kiosk.work.verb.hand_over import gates_of_last
from tests.hands import acknowledge, change, hand_over_early
from tests.playbooks import DINER
from tests.work.crew import at, gated

NO_ONION = Choice("toppings", "onion", "no")


def test_a_meal_named_by_its_line_alone_is_the_meal_that_was_sent() -> None:
    """Nothing inside it was said otherwise, so nothing changes."""
    crew = at("grill")
    assert () == change(crew.order, DINER, (Wish("meal", line=1),), "", crew.stamp())


def test_items_inside_are_those_that_were_sent_whether_or_not_their_lines_are_said() -> None:
    """They keep their numbers, so that nobody makes them twice."""
    crew = at("grill")
    inside = (Wish("burger", 1, (NO_ONION,)), Wish("fries"))
    (changed,) = change(crew.order, DINER, (Wish("meal", 1, (), "", inside, line=1),), "Allergy", crew.stamp())
    assert isinstance(changed, OrderChanged)
    assert [1, 2, 3] == [line.id for line in changed.lines]
    assert (NO_ONION,) == changed.lines[1].choices


def test_a_line_named_twice_is_refused() -> None:
    """Two wishes cannot both be what one line becomes."""
    crew = at("grill")
    (meal,) = wishes_of(crew.order)
    with pytest.raises(Refused, match="Line 1 of order 1 stands there twice"):
        change(crew.order, DINER, (meal, meal), "", crew.stamp())


def test_a_station_throws_away_only_what_it_makes_itself() -> None:
    """A meal that is taken out wastes a burger at the grill; the fries are the fryer's, and the meal is nobody's."""
    crew = at("grill", (Wish("meal"), Wish("burger")))
    kept = tuple(wish for wish in wishes_of(crew.order) if wish.item == "burger")
    crew.write(change(crew.order, DINER, kept, "Guest left", crew.stamp()), crew.stamp())
    (seen,) = acknowledge(crew.order, DINER, "grill", "Already made", crew.stamp())
    assert isinstance(seen, ChangeAcknowledged)
    assert [("burger", 1)] == [(line.item, line.quantity) for line in seen.wasted]


def test_gates_of_the_hand_over_hold_at_an_early_one_too() -> None:
    """They are asked for on the way out, since the last step has no open ticket on which to tick them."""
    book = gated("hand-over")
    crew = at("fry", playbook=book)
    (gate,) = gates_of_last(crew.order, book)
    with pytest.raises(Refused, match="First: Say the guest's name"):
        hand_over_early(crew.order, book, "In a hurry", crew.stamp())
    crew.write(hand_over_early(crew.order, book, "In a hurry", crew.stamp(), kept=(gate.id,)), crew.stamp())
    assert crew.order.finished
