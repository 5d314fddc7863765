"""Counts: how much of what is still to be made at some stations, what to start now, and what has waited long."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.tui.station.counts_table import CountsTable, ToMake
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _
from kiosk.work.board.board import Board
from kiosk.work.board.counts import counts
from kiosk.work.forecast.holding_time import drop_now, kept


class CountsScreen(CounterScreen):
    """Figures that follow the board and the clock; nothing can be pressed on them."""

    DEFAULT_CSS = "CountsScreen.-tall CountsTable { padding: 1 1 0 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings("counts", "undo", "left", "right", "home", "theme", digits=False)
    ages = True

    def __init__(self, kiosk: Terminal, stations: tuple[str, ...]) -> None:
        """Count for these stations; where one of them takes orders or hands them over, for all."""
        super().__init__(kiosk)
        self._stations = stations

    def compose_middle(self) -> ComposeResult:
        """Show the tables."""
        yield CountsTable(id="counts")

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(Key("home", _("Back")), Key("left", _("Page")), Key("right", _("Page")), Key("theme"))

    @property
    def stations(self) -> tuple[str, ...]:
        """The stations that are counted."""
        known = self.counter.playbook.station
        whole = any(known[name].role != "prep" for name in self._stations if name in known)
        return tuple(known) if whole else self._stations

    def badge(self) -> str:
        """Say what is shown."""
        return _("All day")

    def facts(self) -> tuple[str, ...]:
        """Name the stations that are counted."""
        known = self.counter.playbook.station
        names = [known[name].name for name in self.stations if name in known]
        return (_("all stations") if len(names) == len(known) else " + ".join(names), self.kiosk.person)

    def show_board(self, board: Board) -> None:
        """Count anew."""
        now, may_wait = self.counter.clock.now(), any(part.hold for part in self.counter.playbook.menu.parts)
        found = self.kiosk.forecasts.forecast(board, now)
        drops = drop_now(board, self.stations, found) if may_wait else None
        made = ToMake(counts(board, self.stations, now), drops or None, kept(board, self.stations, now))
        self.query_one(CountsTable).show(made)

    def action_left(self) -> None:
        """Turn the page back."""
        self.query_one(CountsTable).turn(-1)

    def action_right(self) -> None:
        """Turn the page on."""
        self.query_one(CountsTable).turn(1)

    def action_counts(self) -> None:
        """Go back by the key that led here."""
        self.action_home()

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()
