"""Pace: on pace, due, late, with no gap and no overlap at the boundary second."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.work.playbook.procedure import When
from kiosk.work.time.pace import SIGNS, pace

rising = (
    st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(sorted).map(lambda one: When(one[0], one[1], one[2]))
)
ORDER = list(SIGNS)


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [(0, "on pace"), (39_999, "on pace"), (40_000, "due"), (49_999, "due"), (50_000, "late"), (10**9, "late")],
)
def test_each_limit_belongs_to_the_worse_side(milliseconds: int, expected: str) -> None:
    """From the very second on."""
    assert expected == pace(milliseconds, When(30, 40, 50))


@given(rising, st.integers(0, 20_000_000))
def test_pace_never_improves_by_waiting(when: When, milliseconds: int) -> None:
    """The next millisecond is as bad or worse."""
    assert ORDER.index(pace(milliseconds, when)) <= ORDER.index(pace(milliseconds + 1, when))


@given(rising, st.integers(0, 20_000_000))
def test_pace_has_one_answer_for_every_millisecond(when: When, milliseconds: int) -> None:
    """Late from late, due from warn, else on pace: nothing falls between."""
    expected = "late" if milliseconds >= when.late * 1000 else "due" if milliseconds >= when.warn * 1000 else "on pace"
    assert expected == pace(milliseconds, when)


def test_each_pace_has_a_sign_of_its_own() -> None:
    """Colour never carries it alone."""
    assert 3 == len(set(SIGNS.values()))
