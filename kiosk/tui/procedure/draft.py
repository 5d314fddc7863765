"""One procedure's draft as rows: what the file says, where it differs from what runs, and the marked one in whole."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult

from kiosk.counter.ports import Drafts
from kiosk.errors import PlaybookProblems, Refused
from kiosk.tui.manager.drill import Heading
from kiosk.tui.manager.rows import cell
from kiosk.tui.procedure.draft_facts import about_draft, effect
from kiosk.tui.procedure.draft_rows import GROUPS, DraftRow, draft_rows
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row
from kiosk.tui.widgets.draw import Drawing, Drawn, Line, Sheet, wrap
from kiosk.tui.widgets.listing import Listing
from kiosk.words import _
from kiosk.work.board.board import Board
from kiosk.work.edit.edit import value
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure


class WholeRow(Drawn):
    """All of the marked value, what it comes to, and what runs instead."""

    DEFAULT_CSS = "WholeRow { height: 4; padding: 0 1; }"
    GROUND = "on raised"
    parts: tuple[tuple[str, str], ...] = ()

    def show(self, *parts: tuple[str, str]) -> None:
        """Show other words, each in its look."""
        self.parts = parts
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw as much as there is room for; what comes last keeps its line."""
        sheet = Sheet(width)
        found = [(line, look) for words, look in self.parts for line in wrap(words, width)]
        behind = sum(bool(words) for words, _look in self.parts[1:])
        if len(found) > height:
            found = [*found[: height - behind], *found[len(found) - behind :]]
        for line, look in found[:height]:
            sheet.add((line, f"{look} {self.GROUND}"))
        return sheet.done()


class DraftShown(Listed):
    """Reads the file as it is now; the mark stays on its row."""

    DEFAULT_CSS = """
    DraftShown.-tall Heading { height: 3; padding: 1; }
    DraftShown.-tall WholeRow { height: 5; }
    """

    def __init__(self, kiosk: Terminal, step: str) -> None:
        """Edit the procedure of a step."""
        super().__init__(kiosk)
        self._step = step
        self._draft: Playbook | None = None
        self._rows: tuple[DraftRow, ...] = ()
        self._about = ""

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the rows, and the whole of the marked one below."""
        yield Heading(id="heading")
        yield Listing(id="rows")
        yield WholeRow(id="whole")

    def on_mount(self) -> None:
        """Say that it reads."""
        self._list.empty = _("Reading the files …")

    def facts(self) -> tuple[str, ...]:
        """Say when an edit counts, and who edits."""
        return (self._about, self.kiosk.person)

    @property
    def _procedure(self) -> Procedure | None:
        return self._draft.procedure.get(self._step) if self._draft else None

    @property
    def _row(self) -> DraftRow | None:
        return self._rows[self._list.chosen] if self._rows else None

    @property
    def _title(self) -> str:
        return self._procedure.title if self._procedure else self._step

    def show_board(self, board: Board) -> None:
        """Read the file again: somebody may have edited it, or something else may run now."""
        self.verb(self._read)

    async def _read(self) -> None:
        try:
            draft = await asyncio.to_thread(self._drafts().read)
        except PlaybookProblems as error:
            words = _(
                "The files have a problem that has to be mended in them first: {problem}", problem=error.problems[0]
            )
            raise Refused("draft-problems", words) from error
        self._about = await about_draft(self.counter)
        self._show(draft)

    def _drafts(self) -> Drafts:
        drafts = self.kiosk.machine.drafts
        if drafts is None:
            raise Refused("no-files", _("This counter's playbook has no files on this machine."))
        return drafts

    def _show(self, draft: Playbook, mark: str = "") -> None:
        """Show what the files say; the mark goes to a field, or stays on its own."""
        if not self.is_there:
            return
        marked = mark or (self._row.field if self._row else "")
        place = self._list.chosen
        self._draft = draft
        found = self._procedure
        self._rows = draft_rows(found) if found else ()
        names = [row.field for row in self._rows]
        runs = self.counter.playbook.procedure.get(self._step)
        groups = [_(GROUPS[row.kind]) for row in self._rows]
        rows = tuple(
            _drawn(row, "" if at and groups[at - 1] == group else group, runs)
            for at, (row, group) in enumerate(zip(self._rows, groups, strict=True))
        )
        self._list.show(_columns(), rows, _("This step has no procedure any more."))
        self._list.move(names.index(marked) if marked in names else place)
        self._head()
        self.show_header()

    def _head(self) -> None:
        procedure, row = self._procedure, self._row
        if procedure is None or row is None or self._draft is None:
            return
        runs = self.counter.playbook.procedure.get(self._step)
        about = _("version {version}, as it runs", version=procedure.version)
        if runs != procedure:
            about = _("draft {version}, {about}", version=procedure.version, about=self._about)
        place = _("{place} of {count}", place=self._list.chosen + 1, count=len(self._rows))
        self.query_one(Heading).show(procedure.title, about, place)
        would = effect(self._draft, self._step, row.value) if row.kind == "say" and row.value else ("", "")
        was = _value(runs, row.field)
        now = (_("runs now: {words}", words=was or _("nothing")), "quiet") if was not in (None, row.value) else ("", "")
        marks = (_("marks: {marks}", marks=row.marks), "warn") if row.marks else ("", "")
        whole = (row.value or _("(empty)"), "strong bold" if row.value else "quiet")
        self.query_one(WholeRow).show(whole, marks, would, now)

    def action_left(self) -> None:
        """Go to the part of the document before."""
        starts = [at for at in self._starts() if at < self._list.chosen]
        self._move((starts[-1] if starts else 0) - self._list.chosen)

    def action_right(self) -> None:
        """Go to the next part of the document."""
        starts = [at for at in self._starts() if at > self._list.chosen]
        self._move((starts[0] if starts else len(self._rows)) - self._list.chosen)

    def _starts(self) -> list[int]:
        """Give where the parts begin; each spec is one."""
        parts = [row.part for row in self._rows]
        return [at for at, part in enumerate(parts) if not at or parts[at - 1] != part]


def _columns() -> tuple[Column, ...]:
    """Give the columns, in the terminal's language."""
    heads = (_("part"), _("what"), _("what it says"))
    return (*(Column(words, right=False, grow=words == heads[-1]) for words in heads), Column("", right=False))


def _value(procedure: Procedure | None, field: str) -> str | None:
    """Give a field of what runs; None where it has none."""
    try:
        return value(procedure, field) if procedure else None
    except Refused:
        return None


def _drawn(row: DraftRow, group: str, runs: Procedure | None) -> Row:
    """Draw a row, with the name of its group where that begins."""
    differs = _value(runs, row.field) != row.value and bool(row.value)
    state: Line = ((_("▲ draft"), "warn"),) if differs else (("", ""),)
    marks: Line = ((f" ({row.marks})", "warn"),) if row.marks else ()
    words: Line = ((row.value or "–", "strong" if row.value else "quiet"), *marks)
    return Row((row.field,), (cell(group, "accent bold"), cell(row.label, "quiet"), words, state))
