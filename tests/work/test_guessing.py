"""P23: at most 100 guesses at a PIN in 30 days, whoever restarts or sets clocks; an attacker at full speed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.work.people.lockout import FIRST_WAIT, FREE, LONGEST_WAIT, MOST, Guessing, guess, moved_on, right, wait
from kiosk.work.time.instant import LONGEST_RUN, Instant

NOW = Instant(1_795_350_668_000, 1_000_000, "boot")
DAY = 86_400_000


def tried(state: Guessing, now: Instant) -> tuple[Guessing, bool]:
    """Try once, as the journal does; say whether the guess was looked at."""
    state = moved_on(state, now)
    try:
        return guess(state), True
    except Refused:
        return state, False


def test_five_are_free_then_the_wait_doubles_to_a_quarter_of_an_hour() -> None:
    """30 s, 60 s, 2, 4, 8 and then 15 minutes each time."""
    state, now, waits = Guessing(), NOW, []
    for _ in range(12):
        state, looked = tried(state, now)
        assert looked
        waits.append(wait(state))
        now = now.later(wait(state))
    assert [0] * (FREE - 1) == waits[: FREE - 1]
    assert [FIRST_WAIT << place for place in range(5)] == waits[FREE - 1 : FREE + 4]
    assert {LONGEST_WAIT} == set(waits[FREE + 4 :])


def test_a_right_guess_begins_the_row_anew_and_keeps_the_wrong_ones_of_the_month() -> None:
    """So nobody wins guesses by waiting for the owner to sign in."""
    state = Guessing()
    for _ in range(4):
        state, _looked = tried(state, NOW)
    state, _looked = tried(state, NOW)
    state = right(state)
    assert (0, 4, 0) == (state.row, len(state.wrong), wait(state))


def test_an_attacker_between_the_owner_s_sign_ins_has_a_hundred_guesses() -> None:
    """Four each time, and the owner signs in after them: after a hundred the PIN is stopped."""
    state, now, wrong = Guessing(), NOW, 0
    for _ in range(60):
        for _ in range(4):
            state, looked = tried(state, now)
            wrong += looked
        state, looked = tried(state, now)
        if looked:
            state = right(state)
        now = now.later(60_000)
    assert MOST == wrong
    assert state.stopped


def test_a_month_of_running_forgives_typing_errors() -> None:
    """Ninety-nine are forgotten after 30 days; a hundred are not before somebody unlocks."""
    state = Guessing()
    for _ in range(4):
        state, _looked = tried(state, NOW)
    state = moved_on(state, NOW.later(30 * DAY))
    assert () == state.wrong
    stopped = Guessing(mono=NOW.mono, boot=NOW.boot, stopped=True)
    assert (stopped, False) != tried(stopped, NOW.later(365 * DAY))
    assert not tried(stopped, NOW.later(365 * DAY))[1]


@pytest.mark.parametrize("jump", [LONGEST_RUN + 1, -LONGEST_RUN - 1])
def test_after_a_jump_of_the_steady_clock_by_more_than_a_year_the_wait_begins_anew(jump: int) -> None:
    """It was another one, as under faketime: it wins no guess and forgives none, and the wait ends in its own time."""
    state = Guessing()
    for _ in range(5):
        state, _looked = tried(state, NOW)
    there = NOW.later(jump)
    state = moved_on(state, there)
    assert (FIRST_WAIT, 5) == (wait(state), len(state.wrong))
    assert (0, 5) == (wait(moved_on(state, there.later(FIRST_WAIT))), len(state.wrong))


def test_after_a_reboot_the_whole_wait_begins_anew() -> None:
    """However long the machine was off, and however much of it was over."""
    state, now = Guessing(), NOW
    for _ in range(6):
        state, _looked = tried(state, now)
        now = now.later(wait(state))
    state, _looked = tried(state, now)
    booted = Instant(now.at + 30 * DAY, 5_000, "another")
    state, looked = tried(state, booted)
    assert not looked
    assert min(LONGEST_WAIT, FIRST_WAIT << (state.row - FREE)) == wait(state)


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(0, 3 * 3_600_000)),
        st.tuples(st.just("set"), st.integers(-40 * DAY, 40 * DAY)),
        st.tuples(st.just("boot"), st.integers(0, 40 * DAY)),
        st.tuples(st.just("spin"), st.integers(1, 400)),
    ),
    max_size=60,
)


@given(MOVES)
def test_no_order_of_waits_reboots_and_clock_jumps_gives_more_than_a_hundred_guesses(
    moves: list[tuple[str, int]],
) -> None:
    """In any 30 days of running time; setting the wall clock changes nothing at all."""
    state, now, ran, looked_at = Guessing(), NOW, 0, []
    for number, (move, size) in enumerate(moves):
        match move:
            case "wait":
                now, ran = now.later(size), ran + size
            case "set":
                now = Instant(now.at + size, now.mono, now.boot)
            case "boot":
                now = Instant(now.at + size, 1_000, f"boot-{number}")
            case _:
                for _ in range(size):
                    state, looked = tried(state, now)
                    if looked:
                        looked_at.append(ran)
                    step = max(1, wait(state))
                    now, ran = now.later(step), ran + step
    month = 30 * DAY
    assert all(sum(at - month < other <= at for other in looked_at) <= MOST for at in looked_at)


@given(st.integers(-400 * DAY, 400 * DAY), st.integers(0, 20 * 60_000))
def test_setting_the_wall_clock_changes_no_wait(jump: int, passed: int) -> None:
    """The wait runs by the clock that is never set."""
    state = Guessing()
    for _ in range(5):
        state, _looked = tried(state, NOW)
    honest = NOW.later(passed)
    jumped = Instant(honest.at + jump, honest.mono, honest.boot)
    assert wait(moved_on(state, honest)) == wait(moved_on(state, jumped))
