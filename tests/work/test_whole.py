"""An order in whole: where its lines are, what is missing, who waits for whom, without what it was handed over."""

from __future__ import annotations

from kiosk.work.board.assembly import left_out, missing_words, place_names, waits_words, whole_lines
from kiosk.work.board.board import OnBoard, on_board
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from tests.playbooks import DINER
from tests.work.crew import MEAL, at
from tests.work.invented import Crew

TWO = (Wish("burger", 2), Wish("fries"))


def seen(crew: Crew) -> OnBoard:
    """Return the order as it stands on the board now."""
    return on_board(crew.order, DINER, Guest(crew.order.id), crew.clock.now())


def said(crew: Crew, closed: dict[str, str] | None = None) -> str:
    """Say what is missing."""
    entry = seen(crew)
    return missing_words(entry, place_names(entry, closed or {}))


def test_what_is_missing_is_counted_in_parts_by_place() -> None:
    """The place that lacks least comes first; what is done is not missing."""
    crew = at("grill", TWO)
    assert "1 fries (Fry) · 2 patties, 2 onions (Grill)" == said(crew)
    crew.try_("bump", "grill", ())
    assert "1 fries (Fry)" == said(crew)
    crew.try_("bump", "fry", ())
    assert "" == said(crew)


def test_a_line_is_where_something_of_it_is_made() -> None:
    """The burger at the grill, the fries at the fryer; a combo's own line is nowhere."""
    places = {
        whole.line.line.item: [place.ticket.step for place in whole.places]
        for whole in whole_lines(seen(at("grill", MEAL)))
    }
    assert {"meal": [], "burger": ["grill"], "fries": ["fry"]} == places


def test_a_line_is_done_when_every_place_has_done_it() -> None:
    """And not before."""
    crew = at("grill", TWO)
    crew.try_("bump", "grill", ())
    assert {"burger": True, "fries": False} == {one.line.line.item: one.is_done for one in whole_lines(seen(crew))}


def test_a_waiting_ticket_says_for_whom_it_waits() -> None:
    """Who has it, and for how long it is open."""
    crew = at("grill", TWO)
    crew.clock.advance(80)
    entry = seen(crew)
    check = entry.ticket("check")
    assert check is not None
    assert "Check waits for Grill (1:20), Fry (1:20)" == waits_words(
        entry, check, place_names(entry, {}), crew.clock.now()
    )


def test_a_place_is_the_step_where_a_station_has_several() -> None:
    """The expo checks and hands over; a station that has a closed one's work has several too."""
    entry = seen(at("grill", TWO))
    assert ("Grill", "Fry", "Check", "Hand over") == tuple(
        place_names(entry, {})[step] for step in ("grill", "fry", "check", "hand-over")
    )
    moved = place_names(entry, {"grill": "fry"})
    assert ("Grill", "Fry") == (moved["grill"], moved["fry"])
    assert "Fry" == place_names(seen(at("grill", (Wish("burger"),))), {"grill": "fry"})["grill"]


def test_an_order_handed_over_early_says_without_what() -> None:
    """The lines nobody made, else the steps nobody did, else nothing."""
    crew = at("grill", TWO)
    crew.try_("bump", "grill", ())
    crew.try_("early", "hand-over", ())
    assert "1 × small Fries" == left_out(crew.order, DINER)
    crew = at("check", TWO)
    crew.try_("early", "hand-over", ())
    assert "Check" == left_out(crew.order, DINER)
    assert "" == left_out(at("end", TWO).order, DINER)
