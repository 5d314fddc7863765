"""The rows behind one of the manager's numbers, as they were when it was opened; Enter shows an order's slip."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.counter.ports import Period
from kiosk.tui.manager.drill_rows import Means, behind
from kiosk.tui.manager.period import dates
from kiosk.tui.manager.rows import Behind
from kiosk.tui.order.slip import SlipScreen
from kiosk.tui.routine.screen import RoutineScreen
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Heading, Listing
from kiosk.words import _, later
from kiosk.work.playbook.routine import ROUTINE_STREAM
from kiosk.work.routine.schedule import OPEN


class DrillScreen(Listed):
    """Reads its rows once, so that nothing moves under a finger."""

    DEFAULT_CSS = "DrillScreen.-tall Heading { height: 3; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "done", "undo", "up", "down", "left", "right", "home", "theme", digits=False
    )
    place = later("Manager")

    def __init__(self, kiosk: Terminal, period: Period, means: Means) -> None:
        """Take apart the number that `means` stands for."""
        super().__init__(kiosk)
        self._period = period
        self._means = means
        self._behind: Behind | None = None

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the rows."""
        yield Heading(id="heading")
        yield Listing(id="rows")

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(
            Key("done", _("SLIP"), main=True),
            Key("undo", _("Back")),
            Key("up"),
            Key("down"),
            Key("left", _("Page")),
            Key("right", _("Page")),
        )

    def on_mount(self) -> None:
        """Read."""
        self._list.empty = _("Reading the record …")
        self.verb(self._read)

    def facts(self) -> tuple[str, ...]:
        """Name the days."""
        return (dates(self._period, self.counter.today()),)

    async def _read(self) -> None:
        self._behind = found = await behind(self.counter, self._period, self._means)
        if self.is_there:
            self._list.show(found.columns, found.rows, _("No row stands behind this number."))
            self._head()
        if found.more:
            self.say(_("There are more rows than these. Export writes them all."))

    def _head(self) -> None:
        """Say where the mark is."""
        found = self._behind
        if found is None:
            return
        count = len(found.rows)
        more = "+" if found.more else ""
        place = _("{chosen} of {count:,}{more}", chosen=self._list.chosen + 1, count=count, more=more) if count else ""
        self.query_one(Heading).show(found.title, found.about, place)

    def action_done(self) -> None:
        """Show the slip of the chosen row's order."""
        if self._list.rows:
            self.verb(partial(self._show, self._list.rows[self._list.chosen].means[0]))

    async def _show(self, order_id: str) -> None:
        if order_id.startswith(ROUTINE_STREAM):
            self._show_routine(order_id)
            return
        entry = await self.counter.order(order_id)
        if entry.order.finished:
            self.app.push_screen(SlipScreen(self.kiosk, entry))
        else:
            number = entry.order.called
            void = _("Order {number} is void: it has no slip.", number=number)
            self.say(void if entry.order.voided else _("Order {number} is still open: it has no slip.", number=number))

    def _show_routine(self, occurrence: str) -> None:
        """Open a routine of today that is to be done; one that is over is as its row says."""
        planned = self.counter.routines.find(occurrence)
        if planned and planned.state in OPEN:
            self.app.push_screen(RoutineScreen(self.kiosk, planned.occurrence))
        else:
            self.say(_("That was for a routine, not for an order: it has no slip."))
