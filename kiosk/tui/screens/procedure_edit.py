"""One procedure as a document of rows that are edited where they stand; each edit is in the file at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.actions import ACTIONS
from kiosk.errors import PlaybookProblems, Refused
from kiosk.ports import Drafts
from kiosk.tui.base import bindings
from kiosk.tui.draft_facts import about_draft, effect
from kiosk.tui.draft_rows import GROUPS, DraftRow, draft_rows
from kiosk.tui.draw import Drawing, Drawn, Line, Sheet, wrap
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.long_prompt import LongPrompt
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.screens.drill import Heading
from kiosk.tui.screens.listed import Listed
from kiosk.tui.told import cell
from kiosk.tui.widgets.columns import Column, Row
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.listing import Listing
from kiosk.words import _, later
from kiosk.work.board import Board
from kiosk.work.drafting import MARKS, Edit, place_of, value
from kiosk.work.followed import untranslated
from kiosk.work.playbook import Playbook
from kiosk.work.procedure import Procedure
from kiosk.work.script import VARIABLES

FIGURES = ("when.pace", "when.earliest", "min", "max")
"""Fields of digits; of a spec by their last word."""

LOST = ("draft-changed", "draft-problems-elsewhere", "draft-read-only", "draft-shipped", "draft-unwritten", "no-change")
"""Refusals that other words would not help."""


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


class ProcedureEditScreen(Listed):
    """Edits one procedure of the draft; the mark stays on its row."""

    DEFAULT_CSS = """
    ProcedureEditScreen.-tall Heading { height: 3; padding: 1; }
    ProcedureEditScreen.-tall WholeRow { height: 5; }
    """
    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("done", "undo", "up", "down", "left", "right"),
        *("add", "remove", "move_up", "move_down", "theme", "more", "home"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS, digits=False)
    place = later("Draft")

    def __init__(self, step: str) -> None:
        """Edit the procedure of a step."""
        super().__init__()
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
            Key("home", _("Back")),
            Key("more"),
        )

    def facts(self) -> tuple[str, ...]:
        """Say when an edit counts, and who edits."""
        return (self._about, self.kiosk.person)

    # What is shown.

    @property
    def _procedure(self) -> Procedure | None:
        return self._draft.procedure.get(self._step) if self._draft else None

    @property
    def _row(self) -> DraftRow | None:
        return self._rows[self._list.chosen] if self._rows else None

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
        drafts = self.kiosk.terminal.drafts
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
        now = (_("runs now: {words}", words=was), "quiet") if was not in (None, row.value) else ("", "")
        self.query_one(WholeRow).show((row.value or _("(empty)"), "strong bold" if row.value else "quiet"), would, now)

    # What hands do.

    def action_done(self) -> None:
        """Edit the marked row."""
        row = self._row
        if row is None:
            self.say(_("There is nothing to edit."))
        elif row.empty:
            self.action_add()
        elif row.field == "when.too_early":
            offers = (
                Offer("warn", _("Warn"), _("mark a bump before the earliest time")),
                Offer("hold", _("Hold"), _("refuse a bump before the earliest time")),
            )
            self.app.push_screen(Choose(_("Too early?"), offers), partial(self._chosen_word, row))
        elif row.kind == "points":
            marks = Offer("marks", _("Marks"), row.marks or _("none"))
            offers = (Offer("words", _("Words"), _("what is asked for")), marks)
            self.app.push_screen(Choose(_("What of this point?"), offers), partial(self._part, row))
        else:
            self._ask(row.field, row.label, row.value)

    def _chosen_word(self, row: DraftRow, chosen: tuple[object, ...] | None) -> None:
        if chosen:
            self._edit(Edit(self._step, row.field, str(chosen[0])))

    def _part(self, row: DraftRow, chosen: tuple[object, ...] | None) -> None:
        """Edit a point's words, or its marks."""
        if chosen == ("words",):
            self._ask(row.field, row.label, row.value)
        elif chosen:
            told = {
                "critical": _("shown with a mark, counted apart"),
                "gate": _("the step waits until it is kept"),
                "n/a": _("may not apply, with a reason"),
                "when: allergy": _("asked only where the guest has an allergy"),
            }
            offers = tuple(Offer(mark, mark, told[mark]) for mark in MARKS)
            marked = frozenset[object](mark for mark in MARKS if mark in row.marks.split(", "))
            ask = Choose(_("Which marks?"), offers, many=True, chosen=marked)
            self.app.push_screen(ask, partial(self._marked, row))

    def _marked(self, row: DraftRow, chosen: tuple[object, ...] | None) -> None:
        if chosen is not None:
            self._edit(Edit(self._step, f"{row.field}.marks", ", ".join(map(str, chosen))))

    def _ask(self, field: str, label: str, words: str, verb: str = "set", trouble: str = "") -> None:
        """Ask for the value of a field, with what was wrong about the last answer."""
        kind = field.split(".", maxsplit=1)[0]
        question = _("{title}, {group}: {label}", title=self._title, group=_(GROUPS[kind]), label=label)
        done = partial(self._answered, field, label, verb)
        if field in FIGURES or field.rpartition(".")[2] in FIGURES:
            about = trouble or (_("Three times, with spaces or commas between.") if field == "when.pace" else "")
            self.app.push_screen(Prompt(question, words, figures=True, about=about), done)
        else:
            tell = partial(self._tell, kind, trouble, words)
            self.app.push_screen(LongPrompt(question, words, tell, VARIABLES if kind == "say" else ()), done)

    @property
    def _title(self) -> str:
        return self._procedure.title if self._procedure else self._step

    def _tell(self, kind: str, trouble: str, refused: str, words: str) -> tuple[str, str]:
        """Say what keyed words come to."""
        if trouble and words == refused:
            return trouble, "bad"
        return effect(self._draft, self._step, words) if kind == "say" and self._draft else ("", "")

    def _answered(self, field: str, label: str, verb: str, words: str | None) -> None:
        if words is None:
            return

        def again(trouble: str) -> None:
            self._ask(field, label, words, verb, trouble)

        self._edit(Edit(self._step, field, words, "add" if verb == "add" else "set"), again)

    def _edit(self, edit: Edit, again: Callable[[str], None] | None = None) -> None:
        """Write an edit of what is shown; words that are refused are asked for `again`."""
        seen = self._procedure.version if self._procedure else ""
        self.verb(partial(self._written, replace(edit, seen=seen), again))

    async def _written(self, edit: Edit, again: Callable[[str], None] | None) -> None:
        try:
            draft = await asyncio.to_thread(self._drafts().edit, edit)
        except Refused as refused:
            if refused.code == "draft-changed":
                await self._read()
            elif again and refused.code not in LOST:
                again(refused.words)
                return
            raise
        before = self._procedure
        self._show(draft, _mark(before, draft.procedure[self._step], edit) if before else "")
        self._tell_saved(untranslated(before, draft.procedure[self._step], edit) if before else ())

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

    def _tell_saved(self, languages: tuple[str, ...]) -> None:
        """Say that it is in the file, and where it is still to be written in another language."""
        said = _("Saved in the file: {about}.", about=self._about)
        more = _("To be translated: {languages}.", languages=", ".join(languages)) if languages else ""
        self.say(f"{said} {more}".rstrip(), "good")

    def action_undo(self) -> None:
        """Take back the last edit made at this terminal."""
        self.verb(self._take_back)

    async def _take_back(self) -> None:
        step, draft = await asyncio.to_thread(self._drafts().undo)
        self._show(draft)
        self.say(_("The last edit of “{title}” is taken back.", title=draft.procedure[step].title), "good")

    def _of_list(self) -> DraftRow | None:
        row = self._row
        if row is None or not row.listed:
            self.say(_("Lines to say, points, guidelines and paragraphs can be added, removed and moved."))
            return None
        return row

    def action_add(self) -> None:
        """Add one below the marked row."""
        if row := self._of_list():
            below = self._rows[self._list.chosen + 1 :][:1]
            last = row.empty or not below or below[0].kind != row.kind
            self._ask(row.kind if last else below[0].field, _("a new one"), "", "add")

    def action_remove(self) -> None:
        """Remove the marked row; the undo key brings it back."""
        row = self._of_list()
        if row and not row.empty:
            self._edit(Edit(self._step, row.field, verb="remove"))

    def action_move_up(self) -> None:
        """Move the marked row one place up."""
        self._shift(-1)

    def action_move_down(self) -> None:
        """Move the marked row one place down."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        row = self._of_list()
        if row and not row.empty:
            self._edit(Edit(self._step, row.field, verb="move", to=int(row.label) + by))

    def action_more(self) -> None:
        """Show the actions with a digit each, for bump bars and touch."""
        names = ("done", "add", "remove", "move_up", "move_down", "undo", "theme", "home")
        labels = {"done": _("Edit"), "home": _("Back")}
        self.ask_action(
            tuple(Offer(name, labels.get(name, _(ACTIONS[name].label)), ACTIONS[name].sign) for name in names)
        )


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


def _mark(before: Procedure, after: Procedure, edit: Edit) -> str:
    """Give the field the mark goes to: what was added or moved, else what was edited."""
    kind = edit.field.split(".")[0]
    field = edit.field.removesuffix(".marks")
    if edit.verb not in ("add", "move"):
        return field
    place = place_of(before, edit) if edit.verb == "add" else edit.to - 1
    return f"points.{after.points[place].id}" if kind == "points" else f"{kind}.{place + 1}"


def _drawn(row: DraftRow, group: str, runs: Procedure | None) -> Row:
    """Draw a row, with the name of its group where that begins."""
    differs = _value(runs, row.field) != row.value and bool(row.value)
    state: Line = ((_("▲ draft"), "warn"),) if differs else (("", ""),)
    marks: Line = ((f" ({row.marks})", "warn"),) if row.marks else ()
    words: Line = ((row.value or "–", "strong" if row.value else "quiet"), *marks)
    return Row((row.field,), (cell(group, "accent bold"), cell(row.label, "quiet"), words, state))
