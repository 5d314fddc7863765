"""Routines: what is due, overdue or next by the clock, what was done of it, and what can be begun by hand."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.routine.screen import RoutineScreen
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Listing
from kiosk.tui.widgets.routine_words import LOOKS, ORDER, clock_of, state_words
from kiosk.words import _, later
from kiosk.work.board.board import Board
from kiosk.work.routine.schedule import OPEN, Planned, when

COLUMNS = (
    Column("", right=False),
    Column(later("clock")),
    Column(later("routine"), right=False, grow=True),
    Column(later("station"), right=False, rank=1),
    Column(later("due"), rank=2),
    Column(later("by"), right=False, rank=3),
)


class RoutinesScreen(CounterScreen):
    """A list that follows the clock; a row opens its routine."""

    place = later("Routines")
    ages = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "done", "up", "down", "first", "last", "routines", "undo", "home", "person", "theme"
    )

    def __init__(self, kiosk: Terminal, stations: tuple[str, ...]) -> None:
        """Put the routines of these stations first."""
        super().__init__(kiosk)
        self._stations = stations

    def compose_middle(self) -> ComposeResult:
        """Show the list."""
        yield Listing(id="routines")

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(Key("done", _("OPEN"), main=True), Key("home", _("Back")), Key("up"), Key("down"), Key("person"))

    def on_mount(self) -> None:
        """Look what is due."""
        self.verb(self._look)

    async def _look(self) -> None:
        await self.counter.routines.look()
        self.look()

    @property
    def table(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    def show_board(self, board: Board) -> None:
        """Show what stands now, with the same row chosen."""
        table = self.table
        before = table.rows[table.chosen].means if table.rows else ()
        rows = self._rows()
        table.show(COLUMNS, rows, _("This counter's playbook has no routines.yaml, so nothing is due by the clock."))
        table.chosen = next((place for place, row in enumerate(rows) if row.means == before), 0)
        table.redraw()
        self.show_header()

    def _rows(self) -> tuple[Row, ...]:
        """Return what is open first, then the next of each routine, what can be begun by hand, and what was."""
        planned = self.counter.routines.plan()
        coming = {one.routine.id: one for one in reversed(planned) if one.state == "coming"}
        shown = [one for one in planned if one.state != "coming" or coming.get(one.routine.id) == one]
        shown.sort(key=self._rank)
        book = self.counter.playbook
        hand = [one for one in book.routines if not (one.at or one.every or one.after)]
        now = [self._row(one) for one in shown if one.state in OPEN]
        by_hand = [
            Row(
                ("hand", one.id),
                tuple(
                    ((words, "text"),)
                    for words in (_("+ by hand"), "", one.name, book.station[one.station].name, "", "")
                ),
            )
            for one in hand
        ]
        past = (self._row(one) for one in shown if one.state not in (*OPEN, "coming"))
        return (*now, *(self._row(one) for one in shown if one.state == "coming"), *by_hand, *past)

    def _rank(self, one: Planned) -> tuple[bool, int, int]:
        past = one.state not in (*OPEN, "coming")
        at = when(one.occurrence)
        return (
            one.routine.station not in self._stations and not past,
            4 if past else ORDER.index(one.state),
            -at if past else at,
        )

    def _row(self, one: Planned) -> Row:
        look, routine, counter = LOOKS[one.state][1], one.routine, self.counter
        names = counter.playbook.station
        stamp = one.occurrence.done or one.occurrence.begun
        at = f"{counter.local(when(one.occurrence)):%H:%M}"
        who = (stamp.by or stamp.station) if stamp else ""
        station = names[routine.station].name if routine.station in names else routine.station
        cells = (
            (state_words(one.state), look),
            (clock_of(one, counter.clock.now().at), look),
            (routine.name, "strong"),
        )
        rest = ((station, "text"), (at, "quiet"), (who, "text"))
        return Row(("at", one.occurrence.id), tuple((cell,) for cell in (*cells, *rest)))

    # What hands do.

    async def touched(self, drawn: Widget, means: object) -> None:
        """Open the routine that was touched."""
        if isinstance(means, int):
            self.table.chosen = means
            self._open()

    def action_done(self) -> None:
        """Open the chosen routine."""
        if not self.kiosk.presses.bounced("done"):
            self._open()

    def _open(self) -> None:
        rows = self.table.rows
        if not rows:
            self.say(_("There is no routine to open."))
            return
        kind, name = rows[self.table.chosen].means
        planned = self.counter.routines.find(name) if kind == "at" else None
        if planned and planned.state != "coming":
            self.app.push_screen(RoutineScreen(self.kiosk, planned.occurrence))
        elif planned or kind == "hand":
            routine = planned.routine.id if planned else name
            self.app.push_screen(RoutineScreen(self.kiosk, self.counter.routines.meant(routine)))

    def action_up(self) -> None:
        """Choose the row above."""
        self.table.move(-1)

    def action_down(self) -> None:
        """Choose the row below."""
        self.table.move(1)

    def action_first(self) -> None:
        """Choose the first row."""
        self.table.move(-len(self.table.rows))

    def action_last(self) -> None:
        """Choose the last row."""
        self.table.move(len(self.table.rows))

    def action_routines(self) -> None:
        """Go back by the key that led here."""
        self.action_home()

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()
