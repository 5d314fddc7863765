"""What the keys of a station ask before they do anything: by the name of its action, each flow with where it stands.

Flows know the verbs, and verbs the rules: a module of them is loaded when the first of its keys is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from importlib import import_module
from typing import Any

from kiosk.keys.action import ACTIONS
from kiosk.tui.station.desk import Desk
from kiosk.tui.station.hands import Meant
from kiosk.tui.terminal.ask import Ask

Flow = Callable[[Desk, Ask], Coroutine[Any, Any, Meant]]
"""Asks, and ends in what is meant."""

STATION = {name: f"{__name__}.{action.flow}" for name, action in ACTIONS.items() if action.flow}
"""By action, the module whose `FLOWS` has it."""


def flow_of(action: str, where: Mapping[str, str]) -> Flow:
    """Return the flow of an action."""
    flows: Mapping[str, Flow] = import_module(where[action]).FLOWS
    return flows[action]
