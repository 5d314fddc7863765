"""Running the flows of a screen's keys at its desk, and doing what they end in."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Any

from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows import flow_of
from kiosk.tui.station.hands import Meant
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.work.board.board import OnBoard


class Flows:
    """What the keys of one screen ask."""

    def __init__(self, desk: Desk, screen: CounterScreen, where: Mapping[str, str]) -> None:
        """Ask over a screen; `where` says by action which module has its flow."""
        self._desk = desk
        self._screen = screen
        self._where = where

    def act(self, action: str) -> bool:
        """Run the flow of an action; return whether it has one."""
        if action not in self._where:
            return False
        self.run(flow_of(action, self._where)(self._desk, ASK))
        return True

    def run(self, flow: Coroutine[Any, Any, Meant]) -> None:
        """Ask what a flow asks, and do what it ends in."""
        self._screen.ask(flow, self.do)

    def do(self, meant: Meant) -> None:
        """Do what is meant, without holding the screen."""
        if meant is not None:
            from kiosk.tui.station.flows.series import begin, do_meant  # verbs are loaded where one is meant

            begin(self._desk, meant)
            self._screen.verb(partial(do_meant, self._desk, meant))


def show_slip(screen: CounterScreen, entry: OnBoard) -> None:
    """Show the slip of an order that was just handed over on a screen."""
    if screen.is_current:
        from kiosk.tui.order.slip import SlipScreen  # not on the way to the first paint

        screen.app.push_screen(SlipScreen(screen.kiosk, entry))
