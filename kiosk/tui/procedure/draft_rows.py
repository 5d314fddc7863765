"""A procedure as rows that can be edited: when, specs, what to say, points, guidelines, text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kiosk.words import _, later
from kiosk.work.edit.edit import LISTS, fields, value
from kiosk.work.playbook.procedure import Procedure

GROUPS = {
    "title": later("Document"),
    "role": later("Document"),
    "when": later("When"),
    "specs": later("Specs"),
    "say": later("Say"),
    "points": later("Points"),
    "guidelines": later("Guidelines"),
    "text": later("Text"),
}
"""What stands before the rows of a field."""

SHOWN = {
    "title": later("title"),
    "role": later("who is responsible"),
    "when.pace": later("target, due, late: seconds"),
    "when.earliest": later("earliest: seconds"),
    "when.too_early": later("too early"),
    "name": later("name"),
    "words": later("how it is read"),
    "unit": later("unit"),
    "min": later("at least"),
    "max": later("at most"),
    "from": later("limit from a field"),
    "within": later("within so much of it"),
    "circle": later("begins anew after"),
    "source": later("source"),
    "jurisdiction": later("where it holds"),
    "corrective": later("when it is missed"),
    "at": later("at which second of the step"),
    "misses": later("where a miss goes back to"),
    "rounds": later("how often it goes back"),
    "when": later("for which orders"),
}
"""What a field is called on the screen; of a spec by its last word. What is not here is not shown."""


class DraftRow(Struct, frozen=True):
    """One value."""

    field: str
    """As `kiosk.work.edit.edit` names it; of an empty list its own name."""
    label: str
    value: str
    marks: str = ""
    """Of a point: what stands in brackets behind it."""

    @property
    def kind(self) -> str:
        """Name the group it belongs to."""
        return self.field.split(".")[0]

    @property
    def part(self) -> str:
        """Name the part of the document it belongs to: its group, or its spec."""
        return _(GROUPS[self.kind]) if self.kind != "specs" else self.field.split(".")[1]

    @property
    def listed(self) -> bool:
        """Whether it can be added to, removed and moved."""
        return self.kind in LISTS

    @property
    def empty(self) -> bool:
        """Whether it stands for a list with nothing in it."""
        return self.field in LISTS


def draft_rows(procedure: Procedure) -> tuple[DraftRow, ...]:
    """Return the rows of a document in the order they are read."""
    return tuple(_rows(procedure))


def _rows(procedure: Procedure) -> Iterator[DraftRow]:
    for field in fields(procedure):
        kind, *rest = field.split(".")
        if kind in LISTS:
            continue
        shown = SHOWN.get(field) or (SHOWN.get(rest[-1]) if kind == "specs" else "")
        if shown:
            name = f"{rest[0]}: " if kind == "specs" else ""
            yield DraftRow(field, f"{name}{_(shown)}", value(procedure, field))
    for kind in LISTS:
        names = [field for field in fields(procedure) if field.startswith(f"{kind}.") and field.count(".") == 1]
        for place, field in enumerate(names, 1):
            marks = value(procedure, f"{field}.marks") if kind == "points" else ""
            yield DraftRow(field, str(place), value(procedure, field), marks)
        if not names:
            yield DraftRow(kind, "–", "")
