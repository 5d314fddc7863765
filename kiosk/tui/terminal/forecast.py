"""Forecasts for screens: made anew only when the board has changed or a second has passed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping

from kiosk.errors import StorageUnavailable
from kiosk.work.board.board import Board
from kiosk.work.forecast.ready import Effect, Forecast, effect_of_rush, forecast
from kiosk.work.time.instant import Instant, elapsed

EVERY = 1_000
"""Milliseconds a forecast is good for while nothing happens."""

LEARNED_EVERY = 60_000
"""Milliseconds between two looks at how long the steps took: they are medians of many, which a minute does not move."""


class Forecasts:
    """What one terminal expects of the board, for whichever screen asks."""

    def __init__(
        self,
        medians: Callable[[], Awaitable[Mapping[str, float]]],
        start: Callable[[Coroutine[object, object, None]], object],
    ) -> None:
        """Learn from `medians`, the seconds each step took; `start` lets that go on beside the screen."""
        self._ask = medians
        self._start = start
        self._medians: Mapping[str, float] = {}
        self._asked: Instant | None = None
        self._made: tuple[Board, Forecast] | None = None

    def forecast(self, board: Board, now: Instant) -> Forecast:
        """Return the forecast for a board; by the playbook's targets until the record has answered once."""
        if self._asked is None or elapsed(self._asked, now) >= LEARNED_EVERY:
            self._asked = now
            self._start(self._learn())
        if self._made is not None:
            seen, found = self._made
            if seen is board and elapsed(found.at, now) < EVERY:
                return found
        found = forecast(board, self._medians, now)
        self._made = board, found
        return found

    def effect_of_rush(self, board: Board, now: Instant, order_id: str) -> Effect:
        """Say what a rush of this order would mean for the others."""
        return effect_of_rush(board, self._medians, now, order_id)

    async def _learn(self) -> None:
        """Ask the record; one that cannot be reached is asked again after a while: screens say so by themselves."""
        try:
            self._medians = await self._ask()
        except StorageUnavailable:
            return
        self._made = None
