"""When keys were pressed: what tells a press of its own from a bounce, and from one meant for what was there before."""

from __future__ import annotations

from kiosk.counter.ports import Clock
from kiosk.settings import Settings
from kiosk.work.time.instant import Instant, elapsed


class Presses:
    """The presses of one terminal, for all its screens: a bounce on one would else be a press on the next."""

    def __init__(self, clock: Clock, settings: Settings) -> None:
        """Begin with none."""
        self._clock = clock
        self._settings = settings
        self._at: dict[str, Instant] = {}

    def now(self) -> Instant:
        """Return this instant, to ask later whether a press came too soon after it."""
        return self._clock.now()

    def bounced(self, action: str) -> bool:
        """Note a press; return whether it follows the last one so closely that it is the same, or a key held down."""
        before, now = self._at.get(action), self.now()
        self._at[action] = now
        return before is not None and elapsed(before, now) < self._settings.debounce

    def too_soon(self, since: Instant | None) -> bool:
        """Return whether what came up then is there for too short a time for a press to be meant for it."""
        return since is not None and elapsed(since, self._clock.now()) < self._settings.guard

    def just(self, action: str) -> bool:
        """Return whether an action was pressed so lately that it led here."""
        return self.too_soon(self._at.get(action))
