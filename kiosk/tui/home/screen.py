"""Home: choose where this terminal stands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.listed import Moving
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.words import _, later, plural
from kiosk.work.board.board import Board

ROLE_WORDS = {"front": later("takes orders"), "prep": later("prepares"), "expo": later("puts together, hands over")}

OTHERS = (
    ("board", later("Pick-up board"), later("what guests see")),
    ("manager", later("Manager"), later("what was done, and how")),
    ("finished", later("Finished orders"), later("slips and QR codes")),
    ("observe:", later("Observe"), later("see how it is done")),
)


class HomeScreen(Moving):
    """One tile for each station and each other screen, chosen by digit or touch."""

    DEFAULT_CSS = "HomeScreen Tiles { margin: 1 2; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "up", "down", "person", "theme", "help", "leave", "more")
    place = later("Home")
    OTHER_ACTIONS: ClassVar[tuple[str, ...]] = ("person", "theme", "help", "leave")

    def __init__(self, kiosk: Terminal) -> None:
        """Begin with the first tile marked."""
        super().__init__(kiosk)
        self._cursor = -1

    def compose_middle(self) -> ComposeResult:
        """Show the tiles."""
        yield Tiles(id="places")

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(Key("person"), Key("theme"), Key("help"), Key("more"), Key("leave"))

    def on_mount(self) -> None:
        """Make the tiles wide."""
        self.query_one(Tiles).least = 30 if self.app.size.width >= 70 else 18  # noqa: PLR2004 - two columns at 80

    def facts(self) -> tuple[str, ...]:
        """Say whose counter this is."""
        return (self.counter.playbook.title, self.worker or _("nobody signed in"))

    def _rooms(self) -> list[tuple[str, str, str]]:
        board = self.counter.board
        rooms = []
        for station in self.counter.playbook.stations:
            count = len(board.rail((station.id,)))
            rooms.append(
                (
                    f"station:{station.id}",
                    station.name,
                    plural("{n} open", "{n} open", count) if count else _(ROLE_WORDS[station.role]),
                )
            )
        return [*rooms, *((room, _(label), _(detail)) for room, label, detail in OTHERS)]

    def show_board(self, board: Board) -> None:
        """Show the tiles with their counts."""
        tiles = [
            Tile(room, label, str(place), detail, "on" if place - 1 == self._cursor else "plain")
            for place, (room, label, detail) in enumerate(self._rooms(), 1)
        ]
        self.query_one(Tiles).show(*tiles)

    async def touched(self, drawn: Widget, means: object) -> None:
        """Go where the finger points."""
        self._go(str(means))

    async def action_digit(self, digit: int) -> None:
        """Go where the digit points."""
        rooms = self._rooms()
        if digit <= len(rooms):
            self._go(rooms[digit - 1][0])

    def _move(self, by: int) -> None:
        self._cursor = max(0, min(len(self._rooms()) - 1, self._cursor + by))
        self.show_board(self.counter.board)

    def action_done(self) -> None:
        """Go to the marked tile."""
        if self._cursor >= 0 and not self.kiosk.presses.bounced("done"):
            self._go(self._rooms()[self._cursor][0])

    def _go(self, room: str) -> None:
        """Go to a room; to the manager's through the doors."""
        if room == "manager":
            self.kiosk.session.as_manager(lambda: self.kiosk.enter(room))
        else:
            self.kiosk.enter(room)

    def action_more(self) -> None:
        """Show the other actions with digits."""
        self.ask_action(self.OTHER_ACTIONS, helps=True)

    def action_help(self) -> None:
        """Read the documents."""
        self.kiosk.enter("help")

    def action_home(self) -> None:
        """Stay: this is home."""

    def action_leave(self) -> None:
        """End the program on this terminal, once more asked; where a manager has a PIN it takes a manager."""
        self.kiosk.session.as_manager(self._ask_leave)

    def _ask_leave(self) -> None:
        rows = [(True, _("Leave"), _("other terminals go on"))]
        self.ask(ASK.one(_("End the counter on this terminal?"), rows), self._leave)

    def _leave(self, meant: bool | None) -> None:  # noqa: FBT001 - as a question is answered
        if meant:
            self.app.exit(return_code=0)
