"""One procedure as a document of rows that are edited where they stand; each edit is in the file at once."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from kiosk.tui.manager.versions import VersionsScreen
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.procedure.ask_draft import DraftAsking
from kiosk.tui.procedure.draft_rows import DraftRow
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _, later
from kiosk.work.edit.edit import Edit

ONE_OF = {
    "say": later("A line to say"),
    "points": later("A point"),
    "guidelines": later("A guideline"),
    "text": later("A paragraph"),
}
"""What can be added to a document, by the list it comes into."""


class ProcedureEditScreen(DraftAsking):
    """Edits one procedure of the draft."""

    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("done", "undo", "up", "down", "left", "right"),
        *("add", "remove", "move_up", "move_down", "versions", "theme", "more", "home"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS, digits=False)
    for_managers = True
    place = later("Draft")

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
        """Add one below the marked row; where that is in no list, ask to which, and go there."""
        row = self._row
        if row is None:
            self.say(_("There is nothing to edit."))
        elif row.listed:
            below = self._rows[self._list.chosen + 1 :][:1]
            last = row.empty or not below or below[0].kind != row.kind
            self._ask(row.kind if last else below[0].field, _("a new one"), "", "add")
        else:
            offers = tuple(Offer(kind, _(words)) for kind, words in ONE_OF.items())
            self.app.push_screen(Choose(_("What shall be added?"), offers), self._add_to)

    def _add_to(self, chosen: tuple[object, ...] | None) -> None:
        if chosen:
            last = max(at for at, row in enumerate(self._rows) if row.kind == chosen[0])
            self._move(last - self._list.chosen)
            self.action_add()

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

    def action_versions(self) -> None:
        """See what is otherwise than what runs, and publish it."""
        self.app.push_screen(VersionsScreen(self.kiosk))

    def action_more(self) -> None:
        """Show the actions with a digit each, for bump bars and touch."""
        names = ("done", "add", "remove", "move_up", "move_down", "undo", "versions", "left", "right", "theme", "home")
        labels = {"done": _("Edit"), "left": _("Part before"), "right": _("Next part"), "home": _("Back")}
        self.ask_action(names, labels)
