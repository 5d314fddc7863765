"""Adherence: HOW it was done, point by point, and readings against their specs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.work.order.event import Mark
from kiosk.work.order.point import points_of
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken
from kiosk.work.record.adherence import adherence, readings
from kiosk.work.record.record import rows
from tests import hands
from tests.hands import see_allergy
from tests.playbooks import DINER
from tests.work.crew import MEAL, at, careful
from tests.work.invented import Crew


def marked(*marks: tuple[str, Mark, str], by: str = "Leo") -> Crew:
    """Return an order whose grill was bumped after these points were marked."""
    crew = at("grill")
    for point, how, reason in marks:
        crew.write(hands.mark(crew.order, DINER, "grill", point, how=how, reason=reason), crew.stamp(by))
    crew.clock.advance(60)
    crew.try_("bump", "grill", ())
    return crew


def test_a_point_nobody_marked_was_not_seen() -> None:
    """It stands in the rows all the same, under the name of whoever bumped the step."""
    crew = marked()
    rows = [row for row in adherence(crew.order, DINER) if row.step == "grill"]
    assert [("gloves", "not-seen", "Ana", 1), ("turn", "not-seen", "Ana", 0)] == [
        (row.point, row.mark, row.person, row.critical) for row in rows
    ]


@pytest.mark.parametrize("how", ["kept", "skipped", "not-applicable"])
def test_a_marked_point_is_told_with_reason_and_person(how: Mark) -> None:
    """Who marked it, not who bumped."""
    crew = marked(("turn", how, "No time"))
    row = next(row for row in adherence(crew.order, DINER) if row.point == "turn")
    assert (how, "No time", "Leo") == (row.mark, row.reason, row.person)


def allergic(*allergies: str, own_words: bool = False) -> Crew:
    """Return a careful diner's order at the grill, whose guest must not meet these."""
    book = careful()
    crew = at("take-order", playbook=book)
    stamp = crew.stamp()
    crew.write(hands.take_order(crew.order, book, MEAL, allergies, stamp, own_words=own_words), stamp)
    crew.write(hands.bump(crew.order, book, "pay", stamp), stamp)
    return crew


def grilled(crew: Crew) -> dict[str, str]:
    """Bump the grill, an allergy seen before, and give how each of its points went."""
    if crew.order.allergy:
        crew.write(see_allergy(crew.order, crew.playbook, "grill", crew.stamp()), crew.stamp())
    assert crew.try_("bump", "grill", ())
    return {row.point: row.mark for row in adherence(crew.order, crew.playbook) if row.step == "grill"}


def test_a_point_for_allergies_is_asked_of_allergy_orders_alone() -> None:
    """Told by an allergen of the menu or in the guest's own words; otherwise it is not applicable by itself."""
    grill = careful().procedure["grill"]
    assert ["turn"] == [point.id for point in points_of(allergic().order, grill, DINER.menu)]
    for crew in (allergic("gluten"), allergic(own_words=True)):
        assert ["gloves", "turn"] == [point.id for point in points_of(crew.order, grill, DINER.menu)]
        assert {"gloves": "not-seen", "turn": "not-seen"} == grilled(crew)
    assert {"gloves": "not-applicable", "turn": "not-seen"} == grilled(allergic())


def test_a_mark_on_a_point_that_is_not_asked_stands() -> None:
    """What was done was done; taken back it is not applicable again."""
    crew = allergic()
    crew.write(hands.mark(crew.order, crew.playbook, "grill", "gloves", how="kept", reason=""), crew.stamp())
    assert "kept" == grilled(crew)["gloves"]
    crew.write(hands.mark(crew.order, crew.playbook, "grill", "gloves", how="not-seen", reason=""), crew.stamp())
    found = {row.point: row.mark for row in adherence(crew.order, crew.playbook) if row.step == "grill"}
    assert "not-applicable" == found["gloves"]


def test_a_point_that_is_not_asked_counts_nowhere() -> None:
    """The order's points asked and kept are those that apply to it."""
    crew = allergic()
    grilled(crew)
    (row,) = rows(crew.order, crew.playbook).orders
    assert (3, 0) == (row.points, row.points_kept)


def test_an_open_step_has_no_rows_yet() -> None:
    """How it was done is asked once it is done."""
    crew = at("grill")
    crew.write((PointMarked("grill", "turn", "kept"),), crew.stamp())
    assert {"greet", "take-order"} == {row.step for row in adherence(crew.order, DINER)}


def test_marks_after_the_bump_count() -> None:
    """Hands were full before."""
    crew = marked()
    crew.write(hands.mark(crew.order, DINER, "grill", "gloves", how="kept", reason=""), crew.stamp())
    row = next(row for row in adherence(crew.order, DINER) if row.point == "gloves")
    assert "kept" == row.mark


def test_a_reading_is_held_against_its_limit() -> None:
    """Both ends belong to the limit; what was done about a miss stands beside it."""
    crew = at("grill")
    for value, action in (("154.9", "cooked on"), ("155.0", "")):
        crew.write(hands.reading(crew.order, DINER, "grill", "core", value=value, action=action), crew.stamp())
    first, second = readings(crew.order, DINER)
    assert (1, 0, 154.9, "cooked on") == (first.place, first.within, first.value, first.action)
    assert (2, 1, 155.0, "") == (second.place, second.within, second.value, second.action)
    assert ("°F", 155.0, None, "FDA Food Code", "US") == (
        first.unit,
        first.minimum,
        first.maximum,
        first.source,
        first.jurisdiction,
    )


def test_an_upper_limit_is_held_too() -> None:
    """A fridge must be cold."""
    spec = DINER.procedure["grill"].specs[0]
    cold = replace(spec, minimum=None, maximum=spec.minimum)
    procedures = tuple(replace(one, specs=(cold,)) if one.step == "grill" else one for one in DINER.procedures)
    playbook = replace(DINER, procedures=procedures)
    crew = at("grill", playbook=playbook)
    crew.write((ReadingTaken("grill", "core", "155"), ReadingTaken("grill", "core", "155.1")), crew.stamp())
    assert [1, 0] == [row.within for row in readings(crew.order, playbook)]
    assert [155.0, 155.0] == [row.maximum for row in readings(crew.order, playbook)]


def test_a_reading_of_no_spec_is_left_out() -> None:
    """A record of another hand does not stop the rows."""
    crew = at("grill")
    crew.write((ReadingTaken("grill", "colour", "5"),), crew.stamp())
    assert () == readings(crew.order, DINER)
