"""Forecasts for screens: made anew when something changed or a second passed, and no more often."""

from __future__ import annotations

from collections.abc import Coroutine

from kiosk.devices.clock import SetClock
from kiosk.errors import StorageUnavailable
from kiosk.tui.terminal.forecast import Forecasts
from tests.work.crew import BURGER
from tests.work.test_forecast import Floor


class Record:
    """Says how long the grill took, when it can be reached; what is started runs when a test says so."""

    def __init__(self) -> None:
        self.asked = 0
        self.reached = True
        self.started: list[Coroutine[object, object, None]] = []

    async def medians(self) -> dict[str, float]:
        """Answer, or not."""
        self.asked += 1
        if not self.reached:
            raise StorageUnavailable("gone")
        return {"grill": 60.0}

    async def answer(self) -> None:
        """Run what was started."""
        while self.started:
            await self.started.pop()


async def test_until_the_record_has_answered_targets_count() -> None:
    """140 s by the playbook, 80 s by the record."""
    floor, record = Floor(), Record()
    floor.opened("grill", BURGER)
    forecasts, board = Forecasts(record.medians, record.started.append), floor.board
    assert {"1": 140_000} == forecasts.forecast(board, floor.now).ready
    await record.answer()
    assert {"1": 80_000} == forecasts.forecast(board, floor.now).ready
    floor.opened("grill", BURGER)
    assert (
        "1 order waits up to 1:00 longer"
        == forecasts.effect_of_rush(
            Floor(clock=floor.clock, crews=[floor.crews[0], *[floor.opened("grill", BURGER) for _ in range(2)]]).board,
            floor.now,
            "3",
        ).words
    )


async def test_within_a_second_the_same_board_has_the_same_forecast() -> None:
    """A second later, or on another board, it is made anew."""
    floor, record = Floor(), Record()
    floor.opened("grill", BURGER)
    forecasts, board = Forecasts(record.medians, record.started.append), floor.board
    await record.answer()
    first = forecasts.forecast(board, floor.now)
    await record.answer()
    first = forecasts.forecast(board, floor.now)
    floor.clock.advance(0.9)
    assert first is forecasts.forecast(board, floor.now)
    assert first is not forecasts.forecast(floor.board, floor.now)
    floor.clock.advance(1)
    assert first.ready["1"] - 1_900 == forecasts.forecast(board, floor.now).ready["1"]


async def test_the_record_is_asked_once_a_minute() -> None:
    """Whether or not it could be reached; what it said last stays."""
    clock, record = SetClock(), Record()
    floor = Floor(clock=clock)
    floor.opened("grill", BURGER)
    forecasts = Forecasts(record.medians, record.started.append)
    for seconds, expected in ((0, 1), (59, 1), (1, 2), (59, 2), (1, 3)):
        clock.advance(seconds)
        record.reached = record.asked != 1
        forecasts.forecast(floor.board, clock.now())
        await record.answer()
        assert expected == record.asked
    assert {"1": 20_000} == forecasts.forecast(floor.board, clock.now()).ready
