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
        self._waited = 0
        """Milliseconds between the press that is done now and its being done."""
        self.burst = 0
        """Counts the presses; those too close behind one another for eyes to see what each did count as one."""

    def strike(self, waited: float = 0, *, unseen: bool = False) -> None:
        """Begin to do a press that has `waited` so many seconds; `unseen` is what the one before it did."""
        self._waited = max(0, round(waited * 1000))
        self.burst += not unseen

    def now(self) -> Instant:
        """Return this instant, to ask later whether a press came too soon after it."""
        return self._clock.now()

    def _struck(self) -> Instant:
        return self.now().later(-self._waited)

    def bounced(self, action: str) -> bool:
        """Note a press; return whether it follows the last one so closely that it is the same, or a key held down."""
        before, now = self._at.get(action), self._struck()
        self._at[action] = now
        return before is not None and elapsed(before, now) < self._settings.debounce

    def too_soon(self, since: Instant | None) -> bool:
        """Return whether what came up then is there for too short a time for a press to be meant for it."""
        return since is not None and elapsed(since, self._struck()) < self._settings.guard

    def just(self, action: str) -> bool:
        """Return whether an action was pressed so lately that it led here."""
        return self.too_soon(self._at.get(action))
