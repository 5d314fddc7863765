"""Instants: durations from the clock that never jumps, words for people, and the day an order belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.clock import SetClock
from kiosk.work.time.instant import LONGEST_RUN, Instant, clock_words, elapsed, is_after, latest, utc

moments = st.integers(0, 4_000_000_000_000)
instants = st.builds(Instant, moments, moments, st.sampled_from(["a", "b"]))


@given(instants, instants)
def test_elapsed_is_never_negative(one: Instant, other: Instant) -> None:
    """Whatever the clocks say."""
    assert elapsed(one, other) >= 0


@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(-100_000, 100_000)), max_size=10))
def test_elapsed_counts_what_passed_however_the_wall_clock_jumps(moves: list[tuple[int, int]]) -> None:
    """Within one boot only the steady clock counts."""
    clock = SetClock()
    start = clock.now()
    for seconds, jump in moves:
        clock.advance(seconds)
        clock.jump_wall(jump)
    assert sum(seconds for seconds, _ in moves) * 1000 == elapsed(start, clock.now())


def test_elapsed_over_a_restart_is_the_wall_clock() -> None:
    """Two boots have no steady clock in common."""
    assert 5000 == elapsed(Instant(1000, 900_000, "a"), Instant(6000, 10, "b"))


@given(st.integers(0, LONGEST_RUN), st.integers(-(10**13), 10**13))
def test_elapsed_of_one_boot_is_right_however_far_the_wall_clock_is_set(passed: int, jump: int) -> None:
    """From 1970 to today, to 2099 and back: up to a year of one boot the steady clock alone counts."""
    begun = Instant(1_795_350_668_000, 1000, "a")
    later = Instant(begun.at + passed + jump, begun.mono + passed, "a")
    assert passed == elapsed(begun, later)
    assert (later, passed > 0) == (latest([begun, later]), is_after(later, begun))


@given(st.integers(LONGEST_RUN + 1, 10**13), st.integers(-(10**11), 10**11), st.booleans())
def test_a_steady_clock_that_is_years_off_is_not_believed(off: int, passed: int, back: bool) -> None:
    """As where one of two programs is shown a time of its own: what is left is the wall clock."""
    begun = Instant(1_795_350_668_000, 10**14, "a")
    later = Instant(begun.at + passed, begun.mono + (-off if back else off), "a")
    assert (max(0, passed), passed > 0) == (elapsed(begun, later), is_after(later, begun))
    assert (later if passed >= 0 else begun) == latest([begun, later])


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8))
def test_latest_of_one_boot_is_the_last_by_the_steady_clock(at: list[int]) -> None:
    """A wall clock that runs backwards makes nothing earlier."""
    one_boot = [Instant(-mono, mono, "a") for mono in at]
    assert max(at) == latest(one_boot).mono


def test_latest_of_two_boots_is_the_last_by_the_wall_clock() -> None:
    """The steady clocks of two boots cannot be compared."""
    old, new = Instant(1000, 900_000, "a"), Instant(2000, 10, "b")
    assert new == latest([old, new]) == latest([new, old])


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (0, "0:00"),
        (999, "0:00"),
        (7_000, "0:07"),
        (59_999, "0:59"),
        (60_000, "1:00"),
        (134_000, "2:14"),
        (3_599_999, "59:59"),
        (3_600_000, "1:00:00"),
        (3_723_000, "1:02:03"),
        (-1, "-0:00"),
        (-61_000, "-1:01"),
    ],
)
def test_clock_words(milliseconds: int, words: str) -> None:
    """Whole seconds that have passed, as a stop watch shows them."""
    assert words == clock_words(milliseconds)


@given(st.integers(0, 10**9))
def test_clock_words_can_be_read_back(seconds: int) -> None:
    """No second is lost at the turn of a minute or an hour."""
    read = 0
    for part in clock_words(seconds * 1000).split(":"):
        read = read * 60 + int(part)
    assert seconds == read


@given(moments)
def test_utc_can_be_read_back(milliseconds: int) -> None:
    """ISO 8601 with milliseconds and a Z."""
    words = utc(milliseconds)
    assert words.endswith("Z")
    moment = datetime.fromisoformat(words)
    assert milliseconds == (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(moments, moments)
def test_utc_sorts_as_time_does(one: int, other: int) -> None:
    """Sorting the text sorts the instants."""
    assert (one <= other) == (utc(one) <= utc(other))
