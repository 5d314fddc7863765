"""The full-screen program: which screens there are, and which one opens first."""

from __future__ import annotations

from textual.screen import Screen

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Terminal
from kiosk.settings import Settings
from kiosk.tui.terminal.scan import Scanning

HOME = "home"


class KioskApp(Scanning):
    """One terminal, opened at `start`: `home`, `board`, `manager`, `station:grill+fry` or any other name of a room."""

    def __init__(self, counter: Counter, terminal: Terminal, settings: Settings, start: str = HOME) -> None:
        """Open a screen on a counter that has been started."""
        super().__init__(counter, terminal, settings, start)

    def room(self, name: str) -> Screen[None]:
        """Make the screen of this name; each is loaded when it is first asked for, so that a start loads one."""
        match name:
            case "board":
                from kiosk.tui.guest.screen import BoardScreen

                return BoardScreen()
            case "manager":
                from kiosk.tui.manager.screen import ManagerScreen

                return ManagerScreen()
            case "finished":
                from kiosk.tui.order.finished import FinishedScreen

                return FinishedScreen()
            case "help":
                from kiosk.tui.home.help import HelpScreen

                return HelpScreen()
            case str() if name.startswith("observe:"):
                from kiosk.tui.observer.screen import ObserveScreen

                return ObserveScreen(tuple(filter(None, _names(name))))
            case str() if name.startswith("counts:"):
                from kiosk.tui.station.counts import CountsScreen

                return CountsScreen(_names(name))
            case str() if name.startswith("map:"):
                from kiosk.tui.process.screen import ProcessMapScreen

                return ProcessMapScreen(name.removeprefix("map:"))
            case str() if name.startswith("routines:"):
                from kiosk.tui.routine.list import RoutinesScreen

                return RoutinesScreen(_names(name))
            case str() if name.startswith("station:"):
                return self._station(_names(name))
            case _:
                return _home()

    def _station(self, stations: tuple[str, ...]) -> Screen[None]:
        """Make the screen for some stations: one that takes orders, one that hands over, or one that prepares."""
        known = self.counter.playbook.station
        roles = {known[station].role for station in stations if station in known}
        if "front" in roles:
            from kiosk.tui.screens.front import FrontScreen

            return FrontScreen(stations)
        if "expo" in roles:
            from kiosk.tui.screens.expo import ExpoScreen

            return ExpoScreen(stations)
        from kiosk.tui.screens.station import StationScreen

        return StationScreen(stations)


def _names(room: str) -> tuple[str, ...]:
    """Give the stations a room is for: what stands behind its colon, joined by +."""
    return tuple(room.partition(":")[2].split("+"))


def _home() -> Screen[None]:
    from kiosk.tui.home.screen import HomeScreen

    return HomeScreen()
