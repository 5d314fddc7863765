"""What the keys of a station ask before they do anything: by the name of its action, each flow with where it stands.

Flows know the verbs, and verbs the rules: a module of them is loaded when the first of its keys is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from importlib import import_module
from typing import Any

from kiosk.tui.station.desk import Desk
from kiosk.tui.station.hands import Meant
from kiosk.tui.terminal.ask import Ask

Flow = Callable[[Desk, Ask], Coroutine[Any, Any, Meant]]
"""Asks, and ends in what is meant."""

STATION = {
    "done": "kiosk.tui.station.flows.ticket",
    "undo": "kiosk.tui.station.flows.ticket",
    "take": "kiosk.tui.station.flows.ticket",
    "points": "kiosk.tui.station.flows.step",
    "skip": "kiosk.tui.station.flows.step",
    "reading": "kiosk.tui.station.flows.step",
    "line_mode": "kiosk.tui.station.flows.line",
    "waste": "kiosk.tui.station.flows.line",
    "rush": "kiosk.tui.station.flows.order",
    "hold": "kiosk.tui.station.flows.order",
    "fire": "kiosk.tui.station.flows.order",
    "recall": "kiosk.tui.station.flows.order",
    "review": "kiosk.tui.station.flows.order",
    "void": "kiosk.tui.station.flows.order",
    "hand_over_early": "kiosk.tui.station.flows.order",
    "problem": "kiosk.tui.station.flows.problem",
    "eighty_six": "kiosk.tui.station.flows.stock",
    "close_station": "kiosk.tui.station.flows.stock",
}
"""By action, the module whose `FLOWS` has it."""


def flow_of(action: str, where: Mapping[str, str]) -> Flow:
    """Return the flow of an action."""
    flows: Mapping[str, Flow] = import_module(where[action]).FLOWS
    return flows[action]
