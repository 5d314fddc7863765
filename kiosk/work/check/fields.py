"""Finds fields of orders that could not be keyed, shown or read, or that nobody can tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import UNSET

from kiosk.work.guest.script import VARIABLES
from kiosk.work.people.person import MANAGER
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import MOST_FIELDS, OrderField
from kiosk.work.playbook.spec import Spec, one_unit
from kiosk.work.text.finding import Found, Place, unknown

MOST_DECIMALS = 6


def field_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what is wrong with the fields of orders."""
    fields = playbook.process.fields or ()
    if len(fields) > MOST_FIELDS:
        yield ("process", "fields"), f"There are {len(fields)} fields, more than {MOST_FIELDS}. Ask for less."
    for index, field in enumerate(fields):
        place: Place = ("process", "fields", index)
        if field.id in VARIABLES:
            yield (*place, "id"), f"`{{{field.id}}}` stands for something else in scripts. Call the field otherwise."
        yield from _of_kind(field, place)
        yield from _steps(playbook, field, place)
        yield from _seen_by(playbook, field, place)
        if isinstance(field.forget, int) and field.forget < 1:
            words = f"`forget` ({field.forget}) is below 1. Say after how many days, or leave it out."
            yield (*place, "forget"), words


def limit_problems(playbook: Playbook) -> Iterator[Found]:
    """Find limits that follow from no field, or from one that is no number of the same kind."""
    for index, procedure in enumerate(playbook.procedures):
        for position, spec in enumerate(procedure.specs):
            yield from _limit(playbook, spec, ("procedures", index, "specs", position))
    for index, routine in enumerate(playbook.routines):
        for position, spec in enumerate(routine.specs):
            if spec.of_field or spec.tolerance is not UNSET:
                words = "`from` and `within` mean nothing in a routine, which has no order. Remove them."
                yield ("routines", index, "specs", position, "from" if spec.of_field else "within"), words


def _limit(playbook: Playbook, spec: Spec, place: Place) -> Iterator[Found]:
    """Find what is wrong with where one limit is taken from."""
    if isinstance(spec.circle, Decimal):
        yield from _circle(spec, spec.circle, (*place, "circle"))
    if not spec.of_field:
        if spec.tolerance is not UNSET:
            yield (*place, "within"), "Nothing is named to be within this of. Add `from: FIELD`, or leave `within` out."
        return
    here, field = (*place, "from"), playbook.process.field.get(spec.of_field)
    if field is None:
        yield here, unknown("field", spec.of_field, playbook.process.field)
    elif field.kind != "number":
        yield here, f"`{field.id}` is no number, so no limit follows from it. Name a field of `kind: number`."
    elif spec.unit and field.unit and one_unit(spec.unit) != one_unit(field.unit):
        yield here, f"`{spec.id}` is in {spec.unit} and `{field.id}` in {field.unit}. Say both in one unit."
    if spec.minimum is not None or spec.maximum is not None:
        yield here, f"`{spec.id}` takes its limit from `{spec.of_field}`. Leave `min` and `max` out, or `from`."
    if not spec.reading:
        yield here, f"`{spec.id}` takes no reading to hold against it. Add `reading: true`, or leave `from` out."
    if isinstance(spec.tolerance, Decimal) and spec.tolerance < 0:
        yield (*place, "within"), f"`within` ({spec.tolerance}) is below zero. Say how far off a reading may be."


def _circle(spec: Spec, circle: Decimal, place: Place) -> Iterator[Found]:
    """Find a circle without a limit around it, or one that its limit fills."""
    if not spec.of_field:
        yield place, "`circle` is of a limit around a field. Add `from: FIELD`, or leave `circle` out."
    elif circle <= 2 * (spec.tolerance or Decimal(0)):
        yield place, f"`circle` ({circle}) is no more than twice `within`, so every reading keeps it. Mend one of them."


def _of_kind(field: OrderField, place: Place) -> Iterator[Found]:
    """Find what means nothing for a field's kind, or lacks."""
    options = field.options or ()
    if field.kind == "choice" and not options:
        yield (*place, "kind"), f"`{field.id}` is a choice of nothing. Add its `options`."
    if field.kind != "choice" and options:
        yield (*place, "options"), f"`{field.id}` is no choice. Say `kind: choice`, or leave `options` out."
    seen: set[str] = set()
    for position, option in enumerate(options):
        if option.id in seen:
            yield (*place, "options", position, "id"), f"`{option.id}` stands here twice. Rename or remove one."
        seen.add(option.id)
    for key in ("unit", "decimals", "least", "most"):
        if field.kind != "number" and getattr(field, key) is not UNSET:
            yield (*place, key), f"`{field.id}` is no number. Say `kind: number`, or leave `{key}` out."
    least, most = field.least, field.most
    if isinstance(least, Decimal) and isinstance(most, Decimal) and least > most:
        yield (*place, "least"), f"`least` ({least}) is above `most` ({most}), so nothing can be said. Swap them."
    if isinstance(field.decimals, int) and not 0 <= field.decimals <= MOST_DECIMALS:
        words = f"`decimals` ({field.decimals}) is not between 0 and {MOST_DECIMALS}. Mend it."
        yield (*place, "decimals"), words


def _steps(playbook: Playbook, field: OrderField, place: Place) -> Iterator[Found]:
    """Find steps that nobody knows, and a step that asks for what does not stand there."""
    steps = playbook.process.step
    for position, step in enumerate(field.shown or ()):
        if step not in steps:
            yield (*place, "shown", position), unknown("step", step, steps)
    if not field.required:
        return
    if field.required not in steps:
        yield (*place, "required"), unknown("step", field.required, steps)
    elif not field.stands_at(field.required):
        words = f"`{field.id}` is required at `{field.required}` and not shown there. Add the step to `shown`."
        yield (*place, "required"), words


def _seen_by(playbook: Playbook, field: OrderField, place: Place) -> Iterator[Found]:
    """Find roles that nobody has in this playbook."""
    roles = dict.fromkeys((*(one.role for one in playbook.procedures), *playbook.approval.roles))
    known = {role.casefold() for role in roles}
    for position, role in enumerate(field.seen_by or ()):
        if role.casefold() not in known and role.casefold() != MANAGER.casefold():
            yield (*place, "seen_by", position), unknown("role", role, roles)
