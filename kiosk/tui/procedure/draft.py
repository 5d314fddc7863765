"""One procedure's draft: its file, its rows beside what runs, and the marked one in whole."""

from __future__ import annotations

import asyncio

from kiosk.counter.ports import Drafts
from kiosk.errors import PlaybookProblems, Refused
from kiosk.tui.procedure.draft_rows import DraftRow
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Sheet, wrap
from kiosk.words import _
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


class DraftFile:
    """One procedure in the files, as it was read last."""

    def __init__(self, drafts: Drafts | None, step: str) -> None:
        """Edit the procedure of a step, where this machine has the files."""
        self._drafts = drafts
        self.step = step
        self.draft: Playbook | None = None

    @property
    def procedure(self) -> Procedure | None:
        """The procedure as it is in the file."""
        return self.draft.procedure.get(self.step) if self.draft else None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.procedure.title if self.procedure else self.step

    def files(self) -> Drafts:
        """Return the files; Refused where this machine has none."""
        if self._drafts is None:
            raise Refused("no-files", _("This counter's playbook has no files on this machine."))
        return self._drafts

    async def read(self) -> Playbook:
        """Return what the files say now; Refused where they cannot be read."""
        try:
            return await asyncio.to_thread(self.files().read)
        except PlaybookProblems as error:
            words = _(
                "The files have a problem that has to be mended in them first: {problem}", problem=error.problems[0]
            )
            raise Refused("draft-problems", words) from error


def columns() -> tuple[Column, ...]:
    """Return the columns, in the terminal's language."""
    heads = (_("part"), _("what"), _("what it says"))
    return (*(Column(words, right=False, grow=words == heads[-1]) for words in heads), Column("", right=False))


def value_of(procedure: Procedure | None, field: str) -> str | None:
    """Return a field of what runs; None where it has none."""
    try:
        return value(procedure, field) if procedure else None
    except Refused:
        return None


def drawn(row: DraftRow, group: str, runs: Procedure | None) -> Row:
    """Draw a row, with the name of its group where that begins."""
    differs = value_of(runs, row.field) != row.value and bool(row.value)
    state: Line = ((_("▲ draft"), "warn"),) if differs else (("", ""),)
    marks: Line = ((f" ({row.marks})", "warn"),) if row.marks else ()
    words: Line = ((row.value or "–", "strong" if row.value else "quiet"), *marks)
    return Row((row.field,), (cell(group, "accent bold"), cell(row.label, "quiet"), words, state))
