"""One procedure as a document of rows that are edited where they stand; each edit is in the file at once."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar, Literal

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.errors import Refused
from kiosk.tui.procedure.ask_draft import LOST, ask_edit, ask_value, mark_of
from kiosk.tui.procedure.draft import DraftFile, WholeRow, columns, drawn, value_of
from kiosk.tui.procedure.draft_facts import about_draft, effect
from kiosk.tui.procedure.draft_rows import GROUPS, DraftRow, draft_rows
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Heading, Listing
from kiosk.words import _, later
from kiosk.work.board.board import Board
from kiosk.work.edit.edit import Edit
from kiosk.work.edit.translation import untranslated, words_behind
from kiosk.work.playbook.playbook import Playbook

ONE_OF = {
    "say": later("A line to say"),
    "points": later("A point"),
    "guidelines": later("A guideline"),
    "text": later("A paragraph"),
}
"""What can be added to a document, by the list it comes into."""


class ProcedureEditScreen(Listed):
    """Reads the file as it is now; the mark stays on its row."""

    DEFAULT_CSS = """
    ProcedureEditScreen.-tall Heading { height: 3; padding: 1; }
    ProcedureEditScreen.-tall WholeRow { height: 5; }
    """

    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("done", "undo", "up", "down", "left", "right"),
        *("add", "remove", "move_up", "move_down", "versions", "theme", "more", "home"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS, digits=False)
    for_managers = True
    DOES = Listed.DOES | {"add", "remove", "move_up", "move_down", "versions", "more"}
    place = later("Draft")

    def __init__(self, kiosk: Terminal, step: str) -> None:
        """Edit the procedure of a step."""
        super().__init__(kiosk)
        self._file = DraftFile(kiosk.machine.drafts, step)
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
    def _row(self) -> DraftRow | None:
        return self._rows[self._list.chosen] if self._rows else None

    def reword(self) -> None:
        """Offer the keys."""
        self.keys(
            Key("done", _("EDIT"), main=True),
            Key("add"),
            Key("remove"),
            Key("move_up"),
            Key("move_down"),
            Key("undo"),
            Key("up"),
            Key("down"),
            Key("left", _("Group")),
            Key("right", _("Group")),
            Key("versions"),
            Key("home", _("Back")),
            Key("more"),
        )

    def show_board(self, board: Board) -> None:
        """Read the file again: somebody may have edited it, or something else may run now."""
        self.verb(self._read)

    async def _read(self) -> None:
        draft = await self._file.read()
        self._about = await about_draft(self.counter)
        self._show(draft)

    def _show(self, draft: Playbook, mark: str = "") -> None:
        """Show what the files say; the mark goes to a field, or stays on its own."""
        if not self.is_there:
            return
        marked = mark or (self._row.field if self._row else "")
        place = self._list.chosen
        self._file.draft = draft
        found = self._file.procedure
        self._rows = draft_rows(found) if found else ()
        names = [row.field for row in self._rows]
        runs = self.counter.playbook.procedure.get(self._file.step)
        groups = [_(GROUPS[row.kind]) for row in self._rows]
        rows = tuple(
            drawn(row, "" if at and groups[at - 1] == group else group, runs)
            for at, (row, group) in enumerate(zip(self._rows, groups, strict=True))
        )
        self._list.show(columns(), rows, _("This step has no procedure any more."))
        self._list.move(names.index(marked) if marked in names else place)
        self._head()
        self.show_header()

    def _head(self) -> None:
        procedure, row = self._file.procedure, self._row
        if procedure is None or row is None or self._file.draft is None:
            return
        runs = self.counter.playbook.procedure.get(self._file.step)
        about = _("version {version}, as it runs", version=procedure.version)
        if runs != procedure:
            about = _("draft {version}, {about}", version=procedure.version, about=self._about)
        place = _("{place} of {count}", place=self._list.chosen + 1, count=len(self._rows))
        self.query_one(Heading).show(procedure.title, about, place)
        would = effect(self._file.draft, self._file.step, row.value) if row.kind == "say" and row.value else ("", "")
        was = value_of(runs, row.field)
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
        """Return where the parts begin; each spec is one."""
        parts = [row.part for row in self._rows]
        return [at for at, part in enumerate(parts) if not at or parts[at - 1] != part]

    def action_done(self) -> None:
        """Edit the marked row."""
        row = self._row
        if row is None:
            self.say(_("There is nothing to edit."))
        elif row.empty:
            self._add()
        else:
            self.ask(ask_edit(ASK, self._file, row, self._write), _end)

    def action_undo(self) -> None:
        """Take back the last edit made at this terminal."""
        self.verb(self._take_back)

    def act(self, action: str) -> bool:
        """Add, remove or move what stands in a list, or see what is otherwise than what runs."""
        match action:
            case "add":
                self._add()
            case "remove":
                self._change(verb="remove")
            case "move_up" | "move_down":
                self._change(verb="move", by=-1 if action == "move_up" else 1)
            case "versions":
                self.kiosk.enter("versions")
            case "more":
                names = ("done", "add", "remove", "move_up", "move_down", "undo", "versions", "left", "right", "theme")
                labels = {"done": _("Edit"), "left": _("Part before"), "right": _("Next part"), "home": _("Back")}
                self.ask_action((*names, "home"), labels)
            case _:
                return super().act(action)
        return True

    def _add(self) -> None:
        """Add one below the marked row; where that is in no list, ask to which, and go there."""
        if self._row is None:
            self.say(_("There is nothing to edit."))
        else:
            self.ask(self._ask_add(), _end)

    async def _ask_add(self) -> None:
        row = self._row
        if row is not None and not row.listed:
            kind = await ASK.one(_("What shall be added?"), [(kind, _(words), "") for kind, words in ONE_OF.items()])
            if kind is None:
                return
            last = max(at for at, one in enumerate(self._rows) if one.kind == kind)
            self._move(last - self._list.chosen)
            row = self._row
        if row is not None:
            below = self._rows[self._list.chosen + 1 :][:1]
            last_one = row.empty or not below or below[0].kind != row.kind
            await ask_value(ASK, self._file, row, self._write, row.kind if last_one else below[0].field)

    def _change(self, *, verb: Literal["remove", "move"], by: int = 0) -> None:
        """Remove or move the marked row; the undo key brings it back."""
        row = self._row
        if row is None or not row.listed:
            self.say(_("Lines to say, points, guidelines and paragraphs can be added, removed and moved."))
        elif not row.empty:
            to = int(row.label) + by if verb == "move" else 0
            self.verb(partial(self._written, Edit(self._file.step, row.field, verb=verb, to=to)))

    async def _take_back(self) -> None:
        step, draft = await asyncio.to_thread(self._file.files().undo)
        self._show(draft)
        self.say(_("The last edit of “{title}” is taken back.", title=draft.procedure[step].title), "good")

    async def _write(self, edit: Edit) -> str:
        """Write an edit; return why its words were refused, where other words would help."""
        try:
            await self._written(edit)
        except Refused as refused:
            if refused.code in LOST:
                raise
            return refused.words
        return ""

    async def _written(self, edit: Edit) -> None:
        """Write an edit of what is shown."""
        before = self._file.procedure
        edit = replace(edit, seen=before.version if before else "")
        try:
            draft = await asyncio.to_thread(self._file.files().edit, edit)
        except Refused as refused:
            if refused.code == "draft-changed":
                await self._read()
            raise
        after = draft.procedure[self._file.step]
        self._show(draft, mark_of(before, after, edit) if before else "")
        self._tell_saved(untranslated(before, after, edit) if before else (), words_behind(after, edit))

    def _tell_saved(self, languages: tuple[str, ...], behind: str) -> None:
        """Say that it is in the file, where it is still to be written in another language, and which words it left."""
        said = _("Saved in the file: {about}.", about=self._about)
        more = _("To be translated: {languages}.", languages=", ".join(languages)) if languages else ""
        if behind:
            self.say(f"{said} {_('Its words still say “{words}”: change them too.', words=behind)}")
        else:
            self.say(f"{said} {more}".rstrip(), "good")


def _end(_end: None) -> None:
    """Leave it at what was written."""
