"""Completions: WHAT was done and when, as rows for people."""

from __future__ import annotations

from msgspec.structs import astuple

from kiosk.work.record.completion import Completion, completion, completions
from tests.playbooks import DINER
from tests.work.crew import MEAL, at
from tests.work.invented import Crew


def row(crew: Crew, step: str) -> Completion:
    """Return the row of one step."""
    return next(one for one in completions(crew.order, crew.playbook) if one.step == step)


def test_a_bumped_ticket_is_one_row() -> None:
    """In the order of the process; what is open or waiting makes none."""
    crew = at("check")
    assert ["greet", "take-order", "pay", "grill", "fry"] == [one.step for one in completions(crew.order, DINER)]
    assert completion(crew.order, DINER, crew.tickets()["check"]) is None


def test_seconds_are_parted_into_waiting_and_doing() -> None:
    """Opened to taken up is waiting, taken up to bumped is doing, both together the total."""
    crew = at("grill")
    crew.clock.advance(4)
    crew.try_("take", "grill", ())
    crew.clock.advance(110.5)
    crew.try_("bump", "grill", ())
    done = row(crew, "grill")
    assert (4.0, 110.5, 114.5) == (done.waited_s, done.took_s, done.total_s)
    assert "on pace" == done.pace


def test_what_nobody_took_up_has_not_waited() -> None:
    """All of its time was doing."""
    crew = at("grill")
    crew.clock.advance(200)
    crew.try_("bump", "grill", ())
    done = row(crew, "grill")
    assert (0.0, 200.0, 200.0, "") == (done.waited_s, done.took_s, done.total_s, done.taken_up_at)
    assert "due" == done.pace


def test_pace_is_judged_by_the_total() -> None:
    """At the late second it is late."""
    crew = at("grill")
    crew.clock.advance(240)
    crew.try_("bump", "grill", ())
    assert "late" == row(crew, "grill").pace


def test_what_cannot_have_been_done_is_told() -> None:
    """Faster than the earliest time is marked; at that time it is not."""
    for seconds, expected in ((11.9, 1), (12, 0)):
        crew = at("grill")
        crew.clock.advance(seconds)
        crew.try_("bump", "grill", ())
        assert expected == row(crew, "grill").too_fast


def test_a_row_names_who_and_where() -> None:
    """The station of the step, the terminal it was bumped at, and the person."""
    done = row(at("fry"), "grill")
    assert ("grill", "terminal", "Ana") == (done.station, done.terminal, done.person)


def test_pieces_are_counted_without_the_combo_itself() -> None:
    """Two meals are two burgers at the grill, and four pieces at the check."""
    crew = at("grill", (type(MEAL[0])("meal", 2),))
    for step in ("grill", "fry", "check"):
        crew.try_("bump", step, ())
    assert (2, 2, 4) == (row(crew, "grill").items, row(crew, "fry").items, row(crew, "check").items)


def test_times_are_utc_and_seconds_are_steady() -> None:
    """A wall clock set back by an hour shows in the times, never in the seconds."""
    crew = at("grill")
    crew.clock.jump_wall(-3600)
    crew.clock.advance(30)
    crew.try_("bump", "grill", ())
    done = row(crew, "grill")
    assert done.bumped_at < done.opened_at
    assert 30.0 == done.total_s


def test_every_column_has_plain_values() -> None:
    """Text, whole numbers and seconds only, so that any program can read the table."""
    for one in completions(at("end").order, DINER):
        assert {*map(type, astuple(one))} <= {str, int, float}
