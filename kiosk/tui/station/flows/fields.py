"""The flow on what is asked about an order beside its lines: what lacks one after the other, else any of it."""

from __future__ import annotations

from functools import partial

from kiosk.errors import Refused
from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows import Flow
from kiosk.tui.terminal.ask import Ask
from kiosk.tui.widgets.field_lines import HIDDEN, FieldRow, field_rows
from kiosk.words import _, later
from kiosk.work.board.board import OnBoard
from kiosk.work.order.field_value import NO, NO_WORD, YES, YES_WORD, example, field_value
from kiosk.work.order.line import Line
from kiosk.work.playbook.process import OrderField
from kiosk.work.verb.fill import FillFields

TAKE_OUT = later("Take it out")
OUT = "\x00"
"""Answers that a choice is taken out: no option has it for its id."""


async def press_fields(desk: Desk, ask: Ask) -> FillFields | None:
    """Ask what is to be said of the open order: at its step, or of all of it where none is open."""
    entry, ticket = desk.open
    if entry is None:
        desk.shows.say(_("Nothing is open here."))
        return None
    return await ask_fields(desk, ask, entry, ticket.step if ticket else "")


async def ask_fields(
    desk: Desk, ask: Ask, entry: OnBoard, step: str, basket: tuple[Line, ...] = (), *, lacking: bool = False
) -> FillFields | None:
    """Ask for what nobody has said yet, one after the other; where all is said, for whatever is to be said otherwise.

    To go back ends it with what was said until then; nothing keyed leaves a field as it is. `lacking` asks for that
    alone without which the step cannot be bumped.
    """
    rows = field_rows(entry, step, desk.roles, basket)
    if not rows:
        desk.shows.say(_("Nothing is asked here beside the lines of an order."))
        return None
    said: dict[str, str] = {}
    left = [row for row in rows if (row.lacks if lacking else not row.words)]
    for place, row in enumerate(left, 1):
        title = _("{field} ({place} of {all})", field=row.field.name, place=place, all=len(left))
        keyed = await _ask_one(desk, ask, entry, row, title if len(left) > 1 else row.field.name)
        if keyed is None:
            break
        said |= {row.field.id: keyed} if keyed else {}
    if not left:
        said = await _ask_any(desk, ask, entry, rows)
    return FillFields(entry.order.id, tuple(said.items())) if said else None


async def _ask_any(desk: Desk, ask: Ask, entry: OnBoard, rows: tuple[FieldRow, ...]) -> dict[str, str]:
    """Ask which field is to be said otherwise, and how."""
    row = await ask.one(
        _("What is to be said otherwise?"), [(row, f"{row.field.name}: {row.words}", "") for row in rows]
    )
    if row is None:
        return {}
    keyed = await _ask_one(desk, ask, entry, row, row.field.name)
    return {} if keyed is None or keyed == entry.said.get(row.field.id) else {row.field.id: keyed}


async def _ask_one(desk: Desk, ask: Ask, entry: OnBoard, row: FieldRow, title: str) -> str | None:
    """Ask what a field says; None where the worker went back, empty for nothing."""
    field, known = row.field, "" if row.words in ("", HIDDEN) else entry.said.get(row.field.id, "")
    if field.kind in ("choice", "yes-no"):
        rows = [(option.id, option.name, "") for option in field.options or ()]
        rows = rows or [(YES, _(YES_WORD), ""), (NO, _(NO_WORD), "")]
        answer = await ask.one(title, [*rows, *([(OUT, _(TAKE_OUT), "")] if row.words else [])])
        return "" if answer == OUT else answer
    about = _("Such as {example}", example=example(field)) if example(field) else ""
    refuse = partial(_wrong, desk, field)
    return await ask.words(title, known, figures=field.kind == "number", about=about, refuse=refuse)


def _wrong(desk: Desk, field: OrderField, typed: str) -> str:
    """Say why what is keyed cannot be said; nothing where it can, or where nothing is keyed."""
    try:
        if typed.strip():
            field_value(field, typed, desk.counter.today())
    except Refused as refused:
        return refused.words
    return ""


FLOWS: dict[str, Flow] = {"fields": press_fields}
