"""Questions about the values of a draft, and their answers on the way into the file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.procedure.draft import DraftShown
from kiosk.tui.procedure.draft_facts import effect
from kiosk.tui.procedure.draft_rows import GROUPS, DraftRow
from kiosk.tui.procedure.long_prompt import LongPrompt
from kiosk.words import _
from kiosk.work.edit.edit import MARKS, Edit, place_of
from kiosk.work.edit.translation import untranslated, words_behind
from kiosk.work.guest.script import VARIABLES
from kiosk.work.playbook.procedure import Procedure

FIGURES = ("when.pace", "when.earliest", "min", "max")
"""Fields of digits; of a spec by their last word."""

LOST = ("draft-changed", "draft-read-only", "draft-shipped", "draft-unwritten", "no-change", "no-files")
"""Refusals that other words would not help."""


class DraftAsking(DraftShown):
    """Asks for a value, and writes what is answered; what is refused is asked for again."""

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
        after = draft.procedure[self._step]
        self._tell_saved(untranslated(before, after, edit) if before else (), words_behind(after, edit))

    def _tell_saved(self, languages: tuple[str, ...], behind: str) -> None:
        """Say that it is in the file, where it is still to be written in another language, and which words it left."""
        said = _("Saved in the file: {about}.", about=self._about)
        more = _("To be translated: {languages}.", languages=", ".join(languages)) if languages else ""
        if behind:
            self.say(f"{said} {_('Its words still say “{words}”: change them too.', words=behind)}")
        else:
            self.say(f"{said} {more}".rstrip(), "good")


def _mark(before: Procedure, after: Procedure, edit: Edit) -> str:
    """Give the field the mark goes to: what was added or moved, else what was edited."""
    kind = edit.field.split(".")[0]
    field = edit.field.removesuffix(".marks")
    if edit.verb not in ("add", "move"):
        return field
    place = place_of(before, edit) if edit.verb == "add" else edit.to - 1
    return f"points.{after.points[place].id}" if kind == "points" else f"{kind}.{place + 1}"
