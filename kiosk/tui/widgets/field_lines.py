"""What is said of an order's fields, in rows: those of a step, what lacks, and what not everybody may see."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from kiosk.tui.widgets.lines import Line, Run, width_of
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.facts import fields_asked
from kiosk.work.order.field_value import value_words
from kiosk.work.order.line import Line as OrderLine
from kiosk.work.playbook.process import OrderField

HIDDEN = "•••"
"""Stands for what whoever works here may not see."""

BETWEEN = 3
"""Columns between two fields of a row."""


class FieldRow(Struct, frozen=True):
    """One field of an order as somebody sees it at a step."""

    field: OrderField
    words: str
    """What is said of it; empty for nothing."""
    lacks: bool
    """Whether the step cannot be bumped without it."""


def field_rows(
    entry: OnBoard, step: str, roles: Collection[str] | None, basket: tuple[OrderLine, ...] = ()
) -> tuple[FieldRow, ...]:
    """Return the fields of an order that stand at a step, all of it where none is named.

    `basket` is what the guest wants so far, while the order is not taken.
    """
    asked = fields_asked(entry.order, entry.playbook, basket)
    return tuple(
        FieldRow(field, _seen(entry, field, roles), field.required == step and field.id not in entry.order.fields)
        for field in asked
        if not step or field.stands_at(step)
    )


def _seen(entry: OnBoard, field: OrderField, roles: Collection[str] | None) -> str:
    if field.id not in entry.said:
        return _("forgotten") if field.id in entry.order.fields else ""
    return value_words(field, entry.said[field.id]) if field.is_seen_by(roles) else HIDDEN


def field_lines(rows: tuple[FieldRow, ...], width: int, sign: str = "") -> Iterator[Line]:
    """Write what is said, several fields in a row where there is room; then what lacks, with the key that says it."""
    line: list[Run] = []
    for row in (row for row in rows if row.words):
        runs = [(f"{row.field.name} ", "quiet"), (row.words, "strong")]
        if line and width_of(line) + BETWEEN + width_of(runs) > width:
            yield tuple(line)
            line = []
        line += [(" " * BETWEEN, ""), *runs] if line else runs
    if line:
        yield tuple(line)
    lacking = [row.field.name for row in rows if row.lacks]
    if lacking:
        said = _("{key} say first: {fields}", key=sign, fields=", ".join(lacking)).strip()
        yield ((said, "warn bold"),)
