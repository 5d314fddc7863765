"""One terminal of a counter, as its screens see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.screen import Screen

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Machine
from kiosk.keys.keypad import Layout, Meanings
from kiosk.settings import Settings
from kiosk.tui.terminal.op import Ops
from kiosk.tui.terminal.press import Presses
from kiosk.tui.terminal.session import Session
from kiosk.work.time.instant import Instant

if TYPE_CHECKING:
    from kiosk.tui.basket.order_entry import OrderEntry
    from kiosk.tui.terminal.forecast import Forecasts


class Terminal(Protocol):
    """What every screen of it may use."""

    counter: Counter
    machine: Machine
    """What this machine has besides the counter."""
    settings: Settings
    layout: Layout
    """What its keys are."""
    presses: Presses
    """When keys were pressed, on whichever of its screens."""
    ops: Ops
    """The ops of what was done on its screens, while nobody knows whether it was recorded."""
    drafts: dict[str, OrderEntry]
    """Orders being keyed here, by id: kept when the worker looks at another screen."""
    session: Session
    """Who works here."""
    said_at: Instant | None
    """When a passing notice was said; None when none stands."""

    @property
    def forecasts(self) -> Forecasts:
        """What is expected of the orders, for every screen that says so."""

    @property
    def person(self) -> str:
        """Who works here; empty for nobody."""

    @property
    def shapes(self) -> tuple[str, str]:
        """What the stylesheet calls a terminal of this width and of this height."""

    @property
    def standing(self) -> str:
        """What is wrong with the playbook or the printer, for as long as it is."""

    def ask_person(self) -> None:
        """Ask who works here."""

    def meanings(self, screen: type[Screen[None]], *, at_rail: bool) -> Meanings:
        """Return what each key does on a screen."""

    def enter(self, place: str) -> None:
        """Open a screen over the one in front, by its name: screens need not know each other."""

    def go_back(self) -> None:
        """Close the screen in front; under the first one lies home."""

    def bell(self) -> None:
        """Let the terminal ring."""

    def next_theme(self) -> None:
        """Go from night to day to high contrast and round."""

    async def look_at_files(self) -> None:
        """Look at the playbook's files now, instead of at the next time for it."""
