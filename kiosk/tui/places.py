"""Which screens there are, by the name of each place; each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.tui.terminal.screen import CounterScreen

if TYPE_CHECKING:
    from kiosk.tui.terminal.terminal import Terminal

HOME = "home"


def screen_of(place: str, kiosk: Terminal) -> CounterScreen:
    """Return the screen of a place, such as `board` or `station:grill+fry`; home for what there is not."""
    name, _colon, about = place.partition(":")
    match name:
        case "board":
            from kiosk.tui.guest.screen import BoardScreen

            return BoardScreen(kiosk)
        case "manager" | "versions" | "procedures" | "figures":
            return _of_manager(name, kiosk, about)
        case "finished":
            from kiosk.tui.order.finished import FinishedScreen

            return FinishedScreen(kiosk)
        case "refused":
            from kiosk.tui.front.refused import RefusedScreen

            return RefusedScreen(kiosk)
        case "help":
            from kiosk.tui.home.help import HelpScreen

            return HelpScreen(kiosk)
        case "map":
            from kiosk.tui.process.screen import ProcessMapScreen

            return ProcessMapScreen(kiosk, about)
        case "observe" | "counts" | "routines" | "station":
            return _at_stations(name, kiosk, tuple(about.split("+")))
        case _:
            from kiosk.tui.home.screen import HomeScreen

            return HomeScreen(kiosk)


def _of_manager(name: str, kiosk: Terminal, about: str) -> CounterScreen:
    """Return a screen of the manager's rooms; figures are of a person, or of the team."""
    match name:
        case "manager":
            from kiosk.tui.manager.screen import ManagerScreen

            return ManagerScreen(kiosk)
        case "versions":
            from kiosk.tui.manager.versions import VersionsScreen

            return VersionsScreen(kiosk)
        case "procedures":
            from kiosk.tui.procedure.list import ProceduresScreen

            return ProceduresScreen(kiosk)
        case _:
            from kiosk.tui.manager.figures import FiguresScreen

            return FiguresScreen(kiosk, about)


def _at_stations(name: str, kiosk: Terminal, stations: tuple[str, ...]) -> CounterScreen:
    """Return a screen that is about some stations."""
    match name:
        case "observe":
            from kiosk.tui.observer.screen import ObserveScreen

            return ObserveScreen(kiosk, tuple(filter(None, stations)))
        case "counts":
            from kiosk.tui.station.counts import CountsScreen

            return CountsScreen(kiosk, stations)
        case "routines":
            from kiosk.tui.routine.list import RoutinesScreen

            return RoutinesScreen(kiosk, stations)
        case _:
            return _station(kiosk, stations)


def _station(kiosk: Terminal, stations: tuple[str, ...]) -> CounterScreen:
    """Return the screen for some stations: one that takes orders, one that hands over, or one that prepares."""
    known = kiosk.counter.playbook.station
    roles = {known[station].role for station in stations if station in known}
    if "front" in roles:
        from kiosk.tui.front.screen import FrontScreen

        return FrontScreen(kiosk, stations)
    if "expo" in roles:
        from kiosk.tui.expo.screen import ExpoScreen

        return ExpoScreen(kiosk, stations)
    from kiosk.tui.station.screen import StationScreen

    return StationScreen(kiosk, stations)
