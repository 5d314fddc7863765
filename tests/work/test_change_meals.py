"""A sent combo that is changed: what comes with it stays what was sent, whoever says it how."""

from __future__ import annotations

import pytest

from kiosk.errors import Refused
from kiosk.work.change import change, wishes_of
from kiosk.work.events import OrderChanged
from kiosk.work.line import Choice, Wish
from tests.playbooks import DINER
from tests.work.crew import at

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
