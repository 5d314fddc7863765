"""Targets held against the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.report.summary import StepSummary
from kiosk.work.report.target import ENOUGH, OFF, Learned, learned
from tests.playbooks import DINER

GRILL = 3
"""The grill's place in the process: target 120 s, warn 180, late 240, earliest 12."""


def done(median: float, count: int = ENOUGH) -> StepSummary:
    """Sum the grill up."""
    return StepSummary("grill", "Grill", count, median, median * 2, 999, 0, 0)


def judged(median: float, count: int = ENOUGH, playbook: Playbook = DINER) -> Learned:
    """Hold the grill against so many bumps with a median."""
    return learned(playbook, [done(median, count)])[GRILL]


@pytest.mark.parametrize(
    ("median", "count", "verdict", "proposed"),
    [
        (104.0, 20, "as it is", None),
        (138.0, 20, "as it is", None),
        (138.1, 20, "proposed", 138),
        (102.0, 20, "as it is", None),
        (101.9, 20, "proposed", 102),
        (300.0, 19, "too few", None),
        (12.0, 20, "proposed", 12),
        (11.4, 20, "too fast", None),
    ],
)
def test_a_target_is_proposed_where_the_habit_is_another(
    median: float, count: int, verdict: str, proposed: int | None
) -> None:
    """From 20 bumps on, more than 15 % off 120 s, and not faster than the 12 s it takes at least."""
    found = judged(median, count)
    assert (120, count, median, verdict, proposed) == (
        found.target_s,
        found.count,
        found.median_s,
        found.verdict,
        found.proposed_s,
    )


def test_every_step_of_the_playbook_is_told_and_no_other() -> None:
    """In the order of the process; a step that is gone from the playbook is left out."""
    gone = replace(done(50), step="gone")
    found = learned(DINER, [gone, done(50)])
    assert [step.id for step in DINER.process.steps] == [one.step for one in found]
    assert {"grill": 20} == {one.step: one.count for one in found if one.verdict != "never done"}
    assert (None, None) == (found[0].median_s, found[0].p90_s)


def test_limits_that_must_rise_are_named() -> None:
    """A target of 200 s stands above warn (180), one of 300 above late (240) too, one of 150 above neither."""
    assert [(), ("warn",), ("warn", "late")] == [judged(median).raises for median in (150, 200, 300)]


def test_a_target_of_nothing_may_be_learned_too() -> None:
    """From 0 every median of a second or more is off; less than one is no time in which a step is done."""
    procedures = tuple(replace(one, when=replace(one.when, target=0, earliest=0)) for one in DINER.procedures)
    playbook = replace(DINER, procedures=procedures)
    assert [None, None, 1] == [judged(median, playbook=playbook).proposed_s for median in (0.0, 0.4, 1.0)]


def test_the_document_says_the_figures() -> None:
    """How often a step must have been done, and how far off its median must be."""
    text = (Path(__file__).parents[2] / "kiosk" / "docs" / "playbooks.md").read_text(encoding="utf-8")
    part = text.split("### Times of your own\n")[1].split("\n#")[0]
    assert f"done {ENOUGH} times or more" in part
    assert f"more than {OFF * 100:.0f} % off its target" in part


@given(median=st.floats(0, 10_000), count=st.integers(1, 100))
def test_what_is_proposed_is_never_proposed_again(median: float, count: int) -> None:
    """Once a target is the median it stays, whatever it was."""
    first = judged(median, count)
    if first.proposed_s is None:
        return
    assert abs(median - 120) > 120 * OFF
    procedures = tuple(
        replace(one, when=replace(one.when, target=first.proposed_s)) if one.step == "grill" else one
        for one in DINER.procedures
    )
    assert "as it is" == judged(median, count, replace(DINER, procedures=procedures)).verdict
