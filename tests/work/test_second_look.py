"""What a second pair of eyes found: limits that came back by another door, and marks that outlived their work."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.board.board import Board, on_board
from kiosk.work.board.standing import Standing
from kiosk.work.order.counter_events import StationOpened
from kiosk.work.order.line import Wish
from kiosk.work.order.point import last_reading
from kiosk.work.verb.change import wishes_of
from kiosk.work.verb.undo import last_deed
from tests.hands import (
    bump,
    change,
    hand_over_early,
    hold,
    mark,
    open_station,
    reading,
    recall,
    review,
    rush,
    undo,
    void,
    waste,
)
from tests.playbooks import DINER
from tests.work.crew import at


def test_an_order_that_was_void_comes_back_without_its_rush() -> None:
    """Its place among the few may have been taken meanwhile."""
    crew = at("grill")
    crew.write(rush(crew.order, DINER, "Driver", ()), crew.stamp())
    crew.write(void(crew.order, "Guest left"), crew.stamp())
    crew.write(undo(crew.order, DINER, "", crew.stamp()), crew.stamp())
    assert crew.order.rush is None


def test_an_order_whose_hand_over_is_undone_comes_back_without_its_rush() -> None:
    """As after a recall of it."""
    crew = at("hand-over")
    crew.write(rush(crew.order, DINER, "Driver", ()), crew.stamp())
    crew.write(bump(crew.order, DINER, "hand-over", crew.stamp()), crew.stamp())
    crew.write(undo(crew.order, DINER, "hand-over", crew.stamp()), crew.stamp())
    assert (None, None) == (crew.order.finished, crew.order.rush)


def test_what_is_made_again_is_marked_and_read_again() -> None:
    """Clean gloves of the first time say nothing of the second, and no more does the first temperature."""
    crew = at("grill")
    crew.write(mark(crew.order, DINER, "grill", "gloves", how="kept", reason=""), crew.stamp())
    crew.write(reading(crew.order, DINER, "grill", "core", value="160", action=""), crew.stamp())
    crew.write(bump(crew.order, DINER, "grill", crew.stamp()), crew.stamp())
    crew.clock.advance(60)
    reviewed = at("grill")
    crew.write(recall(crew.order, DINER, "grill", "Made wrongly"), crew.stamp())
    assert {} == dict(crew.order.points)
    assert last_reading(crew.order, "grill", "core") is None
    crew.clock.advance(1)
    crew.write(reading(crew.order, DINER, "grill", "core", value="158", action=""), crew.stamp())
    again = last_reading(crew.order, "grill", "core")
    assert again is not None
    assert Decimal(158) == again.value
    reviewed.write(mark(reviewed.order, DINER, "grill", "gloves", how="kept", reason=""), reviewed.stamp())
    reviewed.write(bump(reviewed.order, DINER, "grill", reviewed.stamp()), reviewed.stamp())
    reviewed.write(review(reviewed.order, DINER, "grill", "Bumped by mistake"), reviewed.stamp())
    assert [("grill", "gloves")] == list(reviewed.order.points)


def test_undo_names_what_stays_instead_of_reaching_past_it() -> None:
    """Waste was noted last: the bump before it is not what Undo means."""
    crew = at("grill")
    crew.write(bump(crew.order, DINER, "grill", crew.stamp()), crew.stamp())
    crew.clock.advance(1)
    crew.write(waste(crew.order, DINER, "grill", 2, quantity=1, reason="Burnt"), crew.stamp())
    with pytest.raises(Refused, match="What you did last to order 1 stays: waste was noted"):
        undo(crew.order, DINER, "", crew.stamp())


def test_of_two_deeds_in_one_instant_the_later_is_the_last() -> None:
    """By their order in the record."""
    crew = at("grill")
    crew.write(bump(crew.order, DINER, "grill", crew.stamp()), crew.stamp())
    crew.write(bump(crew.order, DINER, "fry", crew.stamp()), crew.stamp())
    deed = last_deed((crew.order,), crew.stamp())
    assert deed is not None
    assert "fry" == deed.step


def test_a_closed_station_s_work_never_goes_to_one_the_playbook_does_not_have() -> None:
    """Its tickets stay on its own rail, and it can be opened again even if it is gone itself."""
    crew = at("grill")
    gone = Standing(closed={"grill": "griddle"}, stations=frozenset(DINER.station))
    board = Board(standing=gone).with_orders([on_board(crew.order, DINER, None)], 1)
    assert ["grill"] == [ticket.step for ticket in board.rail(("grill",))]
    assert (StationOpened("griddle"),) == open_station(DINER, {"griddle": "fry"}, "griddle")
    assert replace(gone, stations=frozenset()).routes == gone.closed


def test_an_unknown_point_is_refused_at_an_early_hand_over_too() -> None:
    """As everywhere: it names those there are."""
    crew = at("fry")
    with pytest.raises(Refused, match=r"has no point “bogus”\. It has: name"):
        hand_over_early(crew.order, DINER, "In a hurry", crew.stamp(), kept=("bogus",))


def test_what_has_to_be_acknowledged_keeps_its_clock_while_its_order_is_held() -> None:
    """It stays on the rail until it is seen, and a hold makes it no younger."""
    crew = at("grill", (Wish("burger", 2), Wish("burger")))
    kept = tuple(wish for wish in wishes_of(crew.order) if wish.quantity == 1)
    crew.write(change(crew.order, DINER, kept, "Guest left", crew.stamp()), crew.stamp())
    opened = crew.tickets()["grill"].opened
    crew.clock.advance(60)
    crew.write(hold(crew.order, "Guest comes later", 0, crew.stamp()), crew.stamp())
    ticket = crew.tickets()["grill"]
    assert ("open", True, opened) == (ticket.state, ticket.stop, ticket.opened)
