"""The pick-up board: what guests see of their orders, and nothing the record does not say."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from kiosk.tui.guest.pickup import BoardSide, Pickup
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.header_facts import FRESH
from kiosk.tui.widgets.lines import Drawing, spread
from kiosk.words import _, later
from kiosk.work.board.board import Board, OnBoard, ticket_age
from kiosk.work.guest.name import public_name
from kiosk.work.time.day import other_day
from kiosk.work.time.instant import Instant, elapsed

CORNER = 12
"""Columns of the badge at the top left, which leads back when it is touched."""

NEW_FOR = 20_000
"""Milliseconds a number that has become ready stands out."""


def ready_since(entry: OnBoard, now: Instant) -> int:
    """Return the milliseconds since an order could be picked up."""
    return ticket_age(entry.tickets[-1], now)


def _numbers(entries: list[OnBoard]) -> tuple[str, ...]:
    return tuple(str(entry.order.number) for entry in entries)


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
        return Drawing((spread(((said, "bad bold"),), ((_("H back"), "quiet"),), width),))


class BoardScreen(CounterScreen):
    """Two sides: preparing and ready. A number stands there until its order is handed over or void.

    What is on hold is named below as later: a guest who finds no number at all would ask, and one that stands as being
    prepared would wait for nothing. Numbers are called where they are handed over, never here.
    """

    DEFAULT_CSS = """
    BoardScreen #notice, BoardScreen #notice-line, BoardScreen #keys { display: none; }
    BoardScreen #preparing { width: 1fr; }
    BoardScreen #ready { width: 1fr; }
    BoardScreen.-wide #ready, BoardScreen.-wider #ready { width: 3fr; }
    BoardScreen.-wide #preparing, BoardScreen.-wider #preparing { width: 2fr; }
    BoardScreen.-tiny #middle { layout: horizontal; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("home", "undo", "theme", digits=False)
    place = later("Pick-up")
    takes_scans = False
    ages = True

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
        now = self.counter.clock.now()
        taken = [entry for entry in board.orders.values() if entry.order.taken]
        ready = [entry for entry in taken if entry.ready()]
        held = [entry for entry in taken if entry.is_held and entry not in ready]
        preparing = [entry for entry in taken if entry not in ready and entry not in held]
        self.query_one("#preparing", Pickup).show(
            BoardSide(
                *(_("Preparing"), "○", _numbers(preparing), "text", _("Nothing is being made right now.")),
                names=self._names(preparing),
                later=self._later(held),
            )
        )
        new = frozenset(str(entry.order.number) for entry in ready if ready_since(entry, now) < NEW_FOR)
        self.query_one("#ready", Pickup).show(
            BoardSide(
                *(_("Ready"), "✔", _numbers(ready), "good", _("Your number will stand here.")),
                loud=True,
                names=self._names(ready),
                new=new,
            )
        )

    def _names(self, entries: list[OnBoard]) -> tuple[str, ...]:
        """Return what may be read of each guest's name, none where names are hidden, and the day of an older order."""
        how = self.kiosk.settings.board_names
        names = [public_name(entry.guest.name, how) if how != "hidden" else "" for entry in entries]
        days = [f"({day})" if (day := other_day(entry.order.day)) else "" for entry in entries]
        said = tuple(f"{name} {day}".strip() for name, day in zip(names, days, strict=True))
        return said if any(said) else ()

    def _later(self, held: list[OnBoard]) -> str:
        """Say which orders are not being made yet, and when they will be begun where that is known."""
        said = []
        for entry in held:
            release = entry.order.held.release if entry.order.held else None
            number, at = entry.order.called, f"{self.counter.local(release.at):%H:%M}" if release else ""
            said.append(_("{number} begins {at}", number=number, at=at) if at else number)
        return _("Later: {said}", said=", ".join(said)) if said else ""

    def tick(self) -> None:
        """Say when the board may be behind, in words for guests."""
        if not self.is_attached:
            return
        super().tick()
        silence = elapsed(self.counter.heard, self.counter.clock.now())
        deaf = bool(self.counter.trouble) or silence > FRESH
        self.query_one(Foot).show(_("No news for a while: please ask at the counter.") if deaf else "")

    def on_click(self, event: events.Click) -> None:
        """Lead staff back by the badge at the top left: guests are shown no key."""
        if event.screen_y == 0 and event.screen_x < CORNER:
            self.action_home()

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()
