"""The full-screen program: which screens there are, and which one opens first."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from kiosk.counter import Counter
from kiosk.ports import Terminal
from kiosk.settings import Settings
from kiosk.tui.screens.expo import ExpoScreen
from kiosk.tui.screens.finished import FinishedScreen
from kiosk.tui.screens.front import FrontScreen
from kiosk.tui.screens.home import HomeScreen
from kiosk.tui.screens.station import StationScreen
from kiosk.tui.shell import Shell

HOME = ("home",)


class KioskApp(Shell):
    """One terminal. `start` is `home`, `board`, `manager`, `finished`, or `station:grill+fry`."""

    def __init__(self, counter: Counter, terminal: Terminal, settings: Settings, start: str = "home") -> None:
        """Open a screen on a counter that has been started; `home` lies under none but itself."""
        rooms: dict[str, Callable[[], Screen[None]]] = {
            "home": HomeScreen,
            "finished": FinishedScreen,
        }
        first = HOME if start == "home" else (*HOME, start)
        super().__init__(counter, terminal, settings, rooms, first)

    def room(self, name: str) -> Screen[None]:
        """Make the screen of this name."""
        if not name.startswith("station:"):
            return super().room(name)
        stations = tuple(name.removeprefix("station:").split("+"))
        known = self.counter.playbook.station
        roles = {known[station].role for station in stations if station in known}
        kind = FrontScreen if "front" in roles else ExpoScreen if "expo" in roles else StationScreen
        return kind(stations)
