"""The pick-up board: what guests see of their orders, and nothing the record does not say."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from kiosk.tui.base import CounterScreen, bindings
from kiosk.tui.draw import Drawing, Drawn, spread
from kiosk.tui.widgets.header import FRESH
from kiosk.tui.widgets.pickup import Called, Pickup
from kiosk.work.board import Board
from kiosk.work.instant import elapsed

CORNER = 12
"""Columns of the badge at the top left, which leads back when it is touched."""


class Foot(Drawn):
    """The last line: the way back, or that the board may be behind."""

    DEFAULT_CSS = "Foot { height: 1; padding: 0 1; }"
    trouble = ""

    def show(self, trouble: str) -> None:
        """Say what guests should know, or nothing."""
        if trouble != self.trouble:
            self.trouble = trouble
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw it."""
        said = f"■ {self.trouble}" if self.trouble else ""
        return Drawing((spread(((said, "bad bold"),), (("H back", "quiet"),), width),))


class BoardScreen(CounterScreen):
    """Two sides: preparing and ready. A number stands there until its order is handed over or void."""

    DEFAULT_CSS = """
    BoardScreen #notice, BoardScreen #keys { display: none; }
    BoardScreen #preparing { width: 1fr; }
    BoardScreen #ready { width: 1fr; }
    BoardScreen.-wide #ready, BoardScreen.-wider #ready { width: 3fr; }
    BoardScreen.-wide #preparing, BoardScreen.-wider #preparing { width: 2fr; }
    BoardScreen.-tiny #middle { layout: horizontal; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("home", "undo", "theme", digits=False)
    place = "Pick-up"

    def compose_middle(self) -> ComposeResult:
        """Put both sides beside each other."""
        with Container(id="middle"):
            yield Pickup(id="preparing")
            yield Pickup(id="ready")
        yield Foot(id="foot")

    def facts(self) -> tuple[str, ...]:
        """Say whose counter this is; who works here is nothing to guests."""
        return (self.counter.playbook.title,)

    def show_board(self, board: Board) -> None:
        """Show the numbers the record gives, oldest first."""
        if not self.is_attached:
            return
        taken = [entry for entry in board.orders.values() if entry.order.taken]
        preparing = tuple(str(entry.order.number) for entry in taken if not entry.ready())
        ready = tuple(str(entry.order.number) for entry in taken if entry.ready())
        self.query_one("#preparing", Pickup).show(
            Called("Preparing", "○", preparing, "text", "Nothing is being made right now.")
        )
        self.query_one("#ready", Pickup).show(
            Called("Ready", "✔", ready, "good", "Your number will stand here.", loud=True)
        )

    def tick(self) -> None:
        """Say when the board may be behind, in words for guests."""
        if not self.is_attached:
            return
        super().tick()
        silence = elapsed(self.counter.heard, self.counter.clock.now())
        deaf = bool(self.counter.trouble) or silence > FRESH
        self.query_one(Foot).show("No news for a while: please ask at the counter." if deaf else "")

    def on_click(self, event: events.Click) -> None:
        """Lead staff back by the badge at the top left: guests are shown no key."""
        if event.screen_y == 0 and event.screen_x < CORNER:
            self.action_home()

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()
