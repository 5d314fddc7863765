"""What a station's keys can do, by the names of the actions: each of them in the order of More."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.keys.action import ACTIONS

if TYPE_CHECKING:
    from kiosk.tui.station.desk import Desk

HANDS = ("done", "undo", "take", "line_mode", "reading", "skip", "recall", "rush", "hold", "waste")
"""What hands do most, in the order of More; a flow that has no place of its own stands after it."""
REST = (
    *("points", "say", "language", "procedure", "process_map", "counts", "eighty_six", "problem", "fire", "review"),
    *("void", "hand_over_early", "slip", "finished", "routines", "person", "theme", "home", "close_station"),
    *("more", "up", "down", "left", "right", "first", "last", "page_back", "page_on"),
)
FLOWS = tuple(name for name, action in ACTIONS.items() if action.flow)
"""Actions that ask before they do anything."""

OF_STATION = (*HANDS, *(name for name in FLOWS if name not in {*HANDS, *REST}), *REST)

OF_TICKET = frozenset({"take", "line_mode", "say", "points", "reading", "skip", "void"})
OF_ORDER = frozenset({"rush", "hold", "waste", "hand_over_early", "allergy"})
"""Actions that mean nothing while nothing is open."""

ROOMS: Mapping[str, Callable[[Desk], str]] = {
    "finished": lambda _desk: "finished",
    "counts": lambda desk: f"counts:{'+'.join(desk.stations)}",
    "process_map": lambda desk: f"map:{desk.chosen[1] if desk.chosen else ''}",
    "routines": lambda desk: f"routines:{'+'.join(desk.stations)}",
}
"""By action, the room it leads to."""
