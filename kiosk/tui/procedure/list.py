"""Every procedure of the counter with who does it and how fast; Enter opens one to be edited."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.errors import PlaybookProblems
from kiosk.tui.procedure.draft_facts import about_draft
from kiosk.tui.procedure.edit import ProcedureEditScreen
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Line
from kiosk.tui.widgets.listing import Heading, Listing
from kiosk.words import _, later
from kiosk.work.board.board import Board
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure


def columns() -> tuple[Column, ...]:
    """Return the columns, in the terminal's language."""
    return (
        Column(_("procedure"), right=False),
        Column(_("who"), right=False, grow=True),
        Column(_("target")),
        Column(_("version"), right=False, rank=1),
        Column("", right=False),
    )


class ProceduresScreen(Listed):
    """Reads the files as they are now, whether they run or not."""

    DEFAULT_CSS = "ProceduresScreen.-tall Heading { height: 3; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *("done", "undo", "up", "down", "left", "right", "versions", "home", "theme"), digits=False
    )
    for_managers = True
    place = later("Procedures")

    def __init__(self, kiosk: Terminal) -> None:
        """Show every procedure."""
        super().__init__(kiosk)
        self._draft: Playbook | None = None
        self._about = ""
        self._marked = 0

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the rows."""
        yield Heading(id="heading")
        yield Listing(id="rows")

    def on_mount(self) -> None:
        """Say that it reads."""
        self._list.empty = _("Reading the files …")

    def reword(self) -> None:
        """Offer the keys."""
        pages = (Key("left", _("Page")), Key("right", _("Page")))
        self.keys(
            Key("done", _("OPEN"), main=True), Key("undo", _("Back")), Key("versions"), Key("up"), Key("down"), *pages
        )

    def show_board(self, board: Board) -> None:
        """Read the files again: somebody may have edited them, or something else may run now."""
        self.verb(self._read)

    async def _read(self) -> None:
        drafts = self.kiosk.machine.drafts
        if drafts is None:
            self._show(None, _("This counter's playbook has no files on this machine."))
            return
        try:
            draft = await asyncio.to_thread(drafts.read)
        except PlaybookProblems as error:
            words = _(
                "The files have a problem that has to be mended in them first: {problem}", problem=error.problems[0]
            )
            self._show(None, words)
            return
        self._about = await about_draft(self.counter)
        self._show(draft, "")

    def _show(self, draft: Playbook | None, empty: str) -> None:
        if not self.is_there:
            return
        self._draft = draft
        runs = self.counter.playbook
        rows = tuple(_row(one, runs.procedure.get(one.step)) for one in draft.procedures) if draft else ()
        marked = self._list.chosen
        self._list.show(columns(), rows, empty)
        self._list.move(marked)
        self._head()

    def _head(self) -> None:
        count = len(self._list.rows)
        place = _("{place} of {count}", place=self._list.chosen + 1, count=count) if count else ""
        self.query_one(Heading).show(_("Procedures"), self._about, place)

    def action_versions(self) -> None:
        """See what is otherwise than what runs, and publish it."""
        self.kiosk.enter("versions")

    def action_done(self) -> None:
        """Open the marked one."""
        if self._draft is None or not self._list.rows:
            self.say(self._list.empty or _("There is nothing to open."))
        else:
            self.app.push_screen(ProcedureEditScreen(self.kiosk, self._list.rows[self._list.chosen].means[0]))


def _row(draft: Procedure, runs: Procedure | None) -> Row:
    state: Line = ((_("● as it runs"), "good"),)
    if runs is None or runs != draft:
        state = ((_("▲ draft differs"), "warn bold"),)
    cells = (
        cell(draft.title, "strong"),
        cell(draft.role),
        cell(_("{seconds} s", seconds=draft.when.target)),
        cell(draft.version, "quiet"),
        state,
    )
    return Row((draft.step,), cells)
