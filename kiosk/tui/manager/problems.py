"""What workers raised, as the manager sees it: what waits for an answer first; Enter resolves it with one."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.counter.ports import Period
from kiosk.tui.manager.period import dates
from kiosk.tui.manager.rows import MOST_SHOWN, Moments
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Drawing, Line, Sheet, wrap
from kiosk.tui.widgets.listing import Heading, Listing
from kiosk.words import _, later, plural
from kiosk.work.board.board import Board
from kiosk.work.order.event import ProblemKind
from kiosk.work.playbook.reasons import usual
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.time.day import numbered
from kiosk.work.verb.problem import ResolveProblem

COLUMNS = (
    Column("", right=False),
    Column(later("order"), rank=3),
    Column(later("raised"), rank=2),
    Column(later("step"), right=False),
    Column(later("version"), right=False, rank=5),
    Column(later("said"), right=False, grow=True),
    Column(later("who"), right=False, rank=1),
    Column(later("answer"), right=False, rank=4),
)


KINDS: dict[ProblemKind, str] = {"problem": later("Problem"), "suggestion": later("Suggestion")}


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
            for part in wrap(_("answer: {answer}", answer=self.row.answer) if self.row.answer else "", width):
                sheet.add((part, "good on raised"))
        done = sheet.done()
        return Drawing(done.lines[:height])


class ProblemsScreen(Listed):
    """Reads its rows anew when something was written; the mark stays on its problem, wherever that comes to stand."""

    DEFAULT_CSS = "ProblemsScreen.-tall Heading { height: 3; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "done", "undo", "up", "down", "left", "right", "home", "theme", digits=False
    )
    place = later("Problems")

    def __init__(self, kiosk: Terminal, period: Period) -> None:
        """Show what is open, and of some days what was resolved."""
        super().__init__(kiosk)
        self._period = period
        self._rows: dict[str, ProblemRow] = {}
        self._seq = -1
        self._answered_here = ""
        """The problem that was answered here just now: the mark goes on from it."""

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the rows."""
        yield Heading(id="heading")
        yield Listing(id="rows")
        yield WholeProblem(id="whole")

    def on_mount(self) -> None:
        """Say that the rows are being read."""
        self._list.empty = _("Reading the record …")

    def reword(self) -> None:
        """Offer the keys."""
        keys = (Key("undo", _("Back")), Key("up"), Key("down"), Key("left", _("Page")), Key("right", _("Page")))
        waiting = any(not row.resolved_at for row in self._rows.values())
        open_ = self._chosen is not None and not self._chosen.resolved_at
        self.keys(Key("done", _("ANSWER") if waiting else _("none open"), main=open_), *keys)

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
        found = await self.counter.problems.list(self._period)
        if not self.is_there:
            return
        marked = self._chosen.id if self._chosen else ""
        before = list(self._rows)
        self._rows = {row.id: row for row in found[:MOST_SHOWN]}
        told = Moments(self.counter.local, several=True)
        running = self.counter.board.orders
        rows = tuple(_row(told, row, stops=row.order_id in running) for row in self._rows.values())
        self._list.show(COLUMNS, rows, _("Nothing was raised. A worker raises a problem or a suggestion with one key."))
        answered = self._rows.get(self._answered_here)
        if answered and answered.resolved_at and marked == answered.id:
            marked, self._answered_here = self._next_open(before, marked), ""
        if marked:
            self._list.move(list(self._rows).index(marked) if marked in self._rows else 0)
        self._head()

    def _next_open(self, before: list[str], answered: str) -> str:
        """Return the open one that stood below what was answered, else the first; where none is open, what was."""
        below = before[before.index(answered) + 1 :] if answered in before else []
        waiting = [name for name in (*below, *self._rows) if name in self._rows and not self._rows[name].resolved_at]
        return waiting[0] if waiting else answered

    def _head(self) -> None:
        waiting = sum(not row.resolved_at for row in self._rows.values())
        about = plural("{n} open, first", "{n} open, first", waiting) if waiting else _("none open")
        place = _("{chosen} of {len:,}", chosen=self._list.chosen + 1, len=len(self._rows)) if self._rows else ""
        self.query_one(Heading).show(_("Problems and suggestions"), about, place)
        self.query_one(WholeProblem).show(self._chosen)
        self.reword()

    def action_done(self) -> None:
        """Ask for the answer to what is marked; of what is resolved, tell the answer."""
        row = self._chosen
        if row is None:
            self.say(_("There is nothing to answer."))
        elif row.resolved_at:
            who = row.resolver or _("Somebody")
            self.say(_("{who} resolved it: {answer}", who=who, answer=row.answer), "good")
        else:
            question = _("{step_name}: {reason}. Your answer?", step_name=row.step_name, reason=usual(row.reason))
            self.ask(ASK.words(question), partial(self._answered, row))

    def _answered(self, row: ProblemRow, answer: str | None) -> None:
        if answer:
            self.verb(partial(self._resolve, row, answer))
        elif answer is not None:
            self.say(_("It stays open: who raised it reads your answer, so give one."))

    async def _resolve(self, row: ProblemRow, answer: str) -> None:
        self._answered_here = row.id
        counter, by, resolve = self.counter, self.kiosk.person, ResolveProblem(row.id, answer)
        done = await self.kiosk.ops.do(resolve, by)
        self.look()
        reply = resolve.reply_on(done, counter.after(by))
        self.say(reply.words, reply.tone)


def _words(row: ProblemRow) -> str:
    return f"{usual(row.reason)}: {row.text}" if row.text else usual(row.reason)


def _about(row: ProblemRow) -> str:
    """Say what a problem is about, and who raised it."""
    kind = _("Critical problem") if row.critical else _(KINDS[row.kind])
    about, person = {"kind": kind, "step": row.step_name, "version": row.procedure}, row.person or row.station
    if not row.number:
        return _("{kind} at {step}, version {version}, by {person}", **about, person=person)
    return _(
        "{kind} at {step}, version {version}, order {number}, by {person}",
        **about,
        number=numbered(row.number, row.day),
        person=person,
    )


def _row(told: Moments, row: ProblemRow, *, stops: bool) -> Row:
    """Return a row of the list; `stops` says that its order is on the board, so that a critical one holds it."""
    state: Line = ((_("● resolved"), "good"),)
    if not row.resolved_at:
        state = (
            ((_("■ STOPPED") if stops else _("■ critical"), "bad bold"),) if row.critical else ((_("▲ open"), "warn"),)
        )
    look = "quiet" if row.resolved_at else "strong"
    cells = (
        state,
        cell(numbered(row.number, row.day) if row.number else "–", "strong bold"),
        told.time(row.raised_at),
        cell(row.step_name),
        cell(row.procedure, "quiet"),
        cell(_("idea: {words}", words=_words(row)) if row.kind == "suggestion" else _words(row), look),
        cell(row.person or "–", "text" if row.person else "quiet"),
        cell(row.answer, "quiet"),
    )
    return Row((row.id,), cells)
