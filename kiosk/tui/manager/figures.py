"""Figures of the last seven days: one's own, seen by oneself alone, or the team's without a name."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.tui.manager.period import dates
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Heading, Listing
from kiosk.words import _, later
from kiosk.work.report.figure import Figure
from kiosk.work.time.instant import seconds_words

COLUMNS = (
    Column(later("step"), right=False, grow=True),
    Column(later("role"), right=False, rank=3),
    Column(later("station"), right=False, rank=2),
    Column("n"),
    Column(later("median")),
    Column(later("target"), rank=1),
)


class FiguresScreen(Listed):
    """A line for each step; what one person alone did has no median in the team's."""

    DEFAULT_CSS = "FiguresScreen.-tall Heading { height: 3; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "undo", "up", "down", "left", "right", "home", "theme", digits=False
    )

    def __init__(self, kiosk: Terminal, person: str = "") -> None:
        """Show a person's own figures; of nobody, the team's."""
        super().__init__(kiosk)
        self._person = person

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the lines."""
        yield Heading(id="heading")
        yield Listing(id="rows")

    def on_mount(self) -> None:
        """Read them once: they are of days, not of seconds."""
        self._list.empty = _("Reading the record …")
        self.verb(self._read)

    def reword(self) -> None:
        """Offer the keys."""
        keys = (Key("up"), Key("down"), Key("left", _("Page")), Key("right", _("Page")), Key("theme"))
        self.keys(Key("undo", _("Back"), main=True), *keys)

    def badge(self) -> str:
        """Say whose figures they are."""
        return _("My figures") if self._person else _("Team")

    def facts(self) -> tuple[str, ...]:
        """Name the days."""
        return (dates(self.counter.reports.last_days(), self.counter.today()), self._person)

    async def _read(self) -> None:
        if self._person:
            own = await self.counter.reports.figures(self._person)
            steps, about = own.steps, _("{kept} of {asked} points kept", kept=own.kept, asked=own.asked)
        else:
            steps, about = await self.counter.reports.team(), _("a median tells of two people or more")
        if not self.is_there:
            return
        rows = tuple(_row(one) for one in steps)
        self._list.show(COLUMNS, rows, _("Nothing was done in the last seven days."))
        title = _("{person}: the last seven days", person=self._person) if self._person else _("The last seven days")
        self.query_one(Heading).show(title, about, "")


def _row(one: Figure) -> Row:
    """Put a line into cells; what is over its target stands out."""
    over = one.median_s is not None and one.median_s > one.target_s
    return Row(
        (one.step, one.role, one.station),
        (
            cell(one.step_name),
            cell(one.role, "quiet"),
            cell(one.station, "quiet"),
            cell(str(one.count)),
            cell(seconds_words(one.median_s), "warn bold" if over else "text"),
            cell(seconds_words(one.target_s), "quiet"),
        ),
    )
