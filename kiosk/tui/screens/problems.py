"""What workers raised, as the manager sees it: what waits for an answer first; Enter resolves it with one."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.ports import Period
from kiosk.tui.base import bindings
from kiosk.tui.draw import Drawing, Drawn, Line, Sheet, wrap
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.periods import dates
from kiosk.tui.screens.drill import Heading
from kiosk.tui.screens.listed import Listed
from kiosk.tui.told import MOST_SHOWN, Told, cell
from kiosk.tui.widgets.columns import Column, Row
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Listing
from kiosk.work.board import Board
from kiosk.work.problem_rows import ProblemRow

COLUMNS = (
    Column("", right=False),
    Column("order", rank=3),
    Column("raised", rank=2),
    Column("step", right=False),
    Column("version", right=False, rank=5),
    Column("said", right=False, grow=True),
    Column("who", right=False, rank=1),
    Column("answer", right=False, rank=4),
)


class WholeProblem(Drawn):
    """All of the marked problem, which a row of the list has no room for."""

    DEFAULT_CSS = "WholeProblem { height: 5; padding: 0 1; }"
    GROUND = "on raised"
    row: ProblemRow | None = None

    def show(self, row: ProblemRow | None) -> None:
        """Show another one."""
        self.row = row
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw what was said, of what and by whom, and the answer."""
        sheet = Sheet(width)
        if self.row:
            for part in wrap(_words(self.row), width):
                sheet.add((part, "strong bold on raised"))
            for part in wrap(_about(self.row), width):
                sheet.add((part, "quiet on raised"))
            for part in wrap(f"answer: {self.row.answer}" if self.row.answer else "", width):
                sheet.add((part, "good on raised"))
        done = sheet.done()
        return Drawing(done.lines[:height])


class ProblemsScreen(Listed):
    """Reads its rows anew when something was written; the mark stays on its problem, wherever that comes to stand."""

    DEFAULT_CSS = "ProblemsScreen.-tall Heading { height: 3; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "done", "undo", "up", "down", "left", "right", "home", "theme", digits=False
    )
    place = "Problems"

    def __init__(self, period: Period) -> None:
        """Show what is open, and of some days what was resolved."""
        super().__init__()
        self._period = period
        self._rows: dict[str, ProblemRow] = {}
        self._seq = -1

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the rows."""
        yield Heading(id="heading")
        yield Listing(id="rows")
        yield WholeProblem(id="whole")

    def on_mount(self) -> None:
        """Offer the keys."""
        self._list.empty = "Reading the record …"
        keys = (Key("undo", "Back"), Key("up"), Key("down"), Key("left", "Page"), Key("right", "Page"))
        self.keys(Key("done", "ANSWER", main=True), *keys)

    def facts(self) -> tuple[str, ...]:
        """Name the days of what was resolved, and who answers."""
        return (dates(self._period, self.counter.today()), self.kiosk.person)

    @property
    def _chosen(self) -> ProblemRow | None:
        rows = self._list.rows
        return self._rows.get(rows[self._list.chosen].means[0]) if rows else None

    def show_board(self, board: Board) -> None:
        """Read the rows when anything was written since."""
        if board.seq != self._seq:
            self._seq = board.seq
            self.verb(self._read)

    async def _read(self) -> None:
        found = await self.counter.problems(self._period)
        if not self.is_attached:
            return
        marked = self._chosen
        self._rows = {row.id: row for row in found[:MOST_SHOWN]}
        told = Told(self.counter.local, several=True)
        rows = tuple(_row(told, row) for row in self._rows.values())
        self._list.show(COLUMNS, rows, "Nothing was raised. A worker raises a problem or a suggestion with one key.")
        if marked:
            self._list.move(next((place for place, row in enumerate(rows) if row.means[0] == marked.id), 0))
        self._head()

    def _head(self) -> None:
        waiting = sum(not row.resolved_at for row in self._rows.values())
        about = f"{waiting} open, first" if waiting else "none open"
        place = f"{self._list.chosen + 1} of {len(self._rows):,}" if self._rows else ""
        self.query_one(Heading).show("Problems and suggestions", about, place)
        self.query_one(WholeProblem).show(self._chosen)

    def action_done(self) -> None:
        """Ask for the answer to what is marked; of what is resolved, tell the answer."""
        row = self._chosen
        if row is None:
            self.say("There is nothing to answer.")
        elif row.resolved_at:
            self.say(f"{row.resolver or 'Somebody'} resolved it: {row.answer}", "good")
        else:
            self.app.push_screen(Prompt(f"{row.step_name}: {row.reason}. Your answer?"), partial(self._answered, row))

    def _answered(self, row: ProblemRow, answer: str | None) -> None:
        if answer:
            self.verb(partial(self._resolve, row, answer))
        elif answer is not None:
            self.say("It stays open: who raised it reads your answer, so give one.")

    async def _resolve(self, row: ProblemRow, answer: str) -> None:
        done = await self.counter.resolve_problem(row.id, answer, by=self.kiosk.person)
        self.look()
        goes = f" Order {done.number} goes on." if done.critical and done.number else ""
        self.say(f"{done.step_name}: “{done.reason}” is resolved.{goes}", "good")


def _words(row: ProblemRow) -> str:
    return f"{row.reason}: {row.text}" if row.text else row.reason


def _about(row: ProblemRow) -> str:
    """Say what a problem is about, and who raised it."""
    order = f", order {row.number}" if row.number else ""
    kind = "Critical problem" if row.critical else row.kind.capitalize()
    return f"{kind} at {row.step_name}, version {row.procedure}{order}, by {row.person or row.station}"


def _row(told: Told, row: ProblemRow) -> Row:
    state: Line = (("● resolved", "good"),)
    if not row.resolved_at:
        state = (("■ STOPPED" if row.number else "■ critical", "bad bold"),) if row.critical else (("▲ open", "warn"),)
    look = "quiet" if row.resolved_at else "strong"
    cells = (
        state,
        cell(str(row.number) if row.number else "–", "strong bold"),
        told.time(row.raised_at),
        cell(row.step_name),
        cell(row.procedure, "quiet"),
        cell(f"{'idea: ' if row.kind == 'suggestion' else ''}{_words(row)}", look),
        cell(row.person or "–", "text" if row.person else "quiet"),
        cell(row.answer, "quiet"),
    )
    return Row((row.id,), cells)
