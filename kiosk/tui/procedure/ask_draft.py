"""Questions about the values of a draft, each written into the file before the next is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from msgspec.structs import replace

from kiosk.tui.procedure.draft import DraftFile
from kiosk.tui.procedure.draft_facts import effect
from kiosk.tui.procedure.draft_rows import GROUPS, DraftRow
from kiosk.tui.procedure.long_prompt import LongPrompt
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _
from kiosk.work.edit.edit import MARKS, Edit, place_of
from kiosk.work.guest.script import VARIABLES
from kiosk.work.playbook.condition import WHEN
from kiosk.work.playbook.procedure import SHORT_MARK, Procedure

FIGURES = ("when.pace", "when.earliest", "min", "max", "within", "circle", "at", "rounds")
"""Fields of digits; of a spec by their last word."""

LOST = ("draft-changed", "draft-read-only", "draft-shipped", "draft-unwritten", "no-change", "no-files")
"""Refusals that other words would not help."""

Write = Callable[[Edit], Awaitable[str]]
"""Writes an edit; gives why its words were refused, where other words would help."""


async def ask_edit(ask: Ask, file: DraftFile, row: DraftRow, write: Write) -> None:
    """Ask what becomes of a row, and write it: one of two words, a point's words or marks, or other words."""
    if row.field == "when.too_early":
        words = [
            ("warn", _("Warn"), _("mark a bump before the earliest time")),
            ("hold", _("Hold"), _("refuse a bump before the earliest time")),
        ]
        word = await ask.one(_("Too early?"), words)
        if word:
            await ask.load(partial(write, Edit(file.step, row.field, word)))
        return
    if row.kind == "points":
        marks, short = _parted(row.marks)
        when = next((mark.removeprefix(WHEN).strip() for mark in marks if mark.startswith(WHEN)), "")
        parts = [
            ("words", _("Words"), _("what is asked for")),
            ("marks", _("Marks"), ", ".join(marks) or _("none")),
            ("when", _("For which orders"), when or _("every one")),
            ("short", _("Short words"), short or _("none")),
        ]
        part = await ask.one(_("What of this point?"), parts)
        if part == "marks":
            await _ask_marks(ask, file, row, write)
        if part in ("when", "short"):
            there = when if part == "when" else short
            await ask_value(ask, file, replace(row, field=f"{row.field}.{part}", value=there), write)
        if part != "words":
            return
    await ask_value(ask, file, row, write)


def _parted(marks: str) -> tuple[list[str], str]:
    """Return a point's marks, and its short words, which stand last and may hold commas."""
    said, _sign, short = marks.partition(SHORT_MARK)
    return [mark for mark in said.split(", ") if mark], short.strip()


async def _ask_marks(ask: Ask, file: DraftFile, row: DraftRow, write: Write) -> None:
    told = {
        "critical": _("shown with a mark, counted apart"),
        "gate": _("the step waits until it is kept"),
        "n/a": _("may not apply, with a reason"),
        "when: allergy": _("asked only where the guest has an allergy"),
    }
    there, short = _parted(row.marks)
    other = next((mark for mark in there if mark.startswith(WHEN) and mark not in MARKS), "")
    known = tuple(mark for mark in MARKS if not (other and mark.startswith(WHEN)))
    rows = [(mark, mark, told[mark]) for mark in known]
    marks = await ask.many(_("Which marks?"), rows, [mark for mark in known if mark in there])
    if marks is not None:
        marks = (*marks, *filter(None, (other, short and f"{SHORT_MARK} {short}")))
        await ask.load(partial(write, Edit(file.step, f"{row.field}.marks", ", ".join(marks))))


async def ask_value(ask: Ask, file: DraftFile, row: DraftRow, write: Write, adds: str = "") -> None:
    """Ask for a row's words and write them, or for those of a new one in the list `adds`; refused words again."""
    field, label, words, trouble = (adds, _("a new one"), "", "") if adds else (row.field, row.label, row.value, "")
    kind = field.split(".", maxsplit=1)[0]
    question = _("{title}, {group}: {label}", title=file.title, group=_(GROUPS[kind]), label=label)
    while True:
        if field in FIGURES or field.rpartition(".")[2] in FIGURES:
            about = trouble or (_("Three times, with spaces or commas between.") if field == "when.pace" else "")
            answer = await ask.words(question, words, figures=True, about=about)
        else:
            tell = partial(_tell, file, kind, trouble, words)
            make = partial(LongPrompt, question, words, tell, VARIABLES if kind == "say" else ())
            answer = await ask.own(make, str)
        if answer is None:
            return
        trouble = await ask.load(partial(write, Edit(file.step, field, answer, "add" if adds else "set")))
        if not trouble:
            return
        words = answer


def _tell(file: DraftFile, kind: str, trouble: str, refused: str, words: str) -> tuple[str, str]:
    """Say what keyed words come to."""
    if trouble and words == refused:
        return trouble, "bad"
    return effect(file.draft, file.step, words) if kind == "say" and file.draft else ("", "")


def mark_of(before: Procedure, after: Procedure, edit: Edit) -> str:
    """Return the field the mark goes to: what was added or moved, else what was edited."""
    kind = edit.field.split(".")[0]
    field = ".".join(edit.field.split(".")[:2]) if edit.field.startswith("points.") else edit.field
    if edit.verb not in ("add", "move"):
        return field
    place = place_of(before, edit) if edit.verb == "add" else edit.to - 1
    return f"points.{after.points[place].id}" if kind == "points" else f"{kind}.{place + 1}"
