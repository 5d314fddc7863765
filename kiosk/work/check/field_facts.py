"""What of all that conditions ask of fields holds where something is said of them, and all that can hold at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

from kiosk.work.check.conditions import conditions
from kiosk.work.order.field_value import YES
from kiosk.work.playbook.condition import FieldSaid, asked, number, written
from kiosk.work.playbook.condition_facts import Value, field_judged
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import OrderField

Facts = tuple[str, ...]
"""Conditions on fields that hold, in their words."""

SOMETHING = "…"
"""Stands for a text that no condition names."""


def asked_of_fields(playbook: Playbook) -> tuple[FieldSaid, ...]:
    """Return every single thing that conditions ask of fields the playbook has."""
    atoms = dict.fromkeys(atom for one in conditions(playbook) for atom in asked(one.text))
    known = playbook.process.field
    return tuple(atom for atom in atoms if isinstance(atom, FieldSaid) and atom.name in known)


def field_facts(playbook: Playbook, said: Mapping[str, str]) -> Facts:
    """Return what of all that conditions ask of fields holds where this is said of them, each as it is kept."""
    fields = playbook.process.field
    known = {name: typed(fields[name], value) for name, value in said.items() if name in fields}
    atoms = asked_of_fields(playbook) if fields else ()
    return tuple(written(atom) for atom in atoms if field_judged(atom, known.get(atom.name)))


def typed(field: OrderField, value: str) -> Value:
    """Return what is kept of a field as conditions compare it."""
    if field.kind == "yes-no":
        return value == YES
    return Decimal(value) if field.kind == "number" else value


def possible_facts(playbook: Playbook) -> tuple[Facts, ...]:
    """Return all that can hold at once of what conditions ask of fields, what holds of an order without any first."""
    atoms = asked_of_fields(playbook)
    several = []
    for name in dict.fromkeys(atom.name for atom in atoms):
        own = [atom for atom in atoms if atom.name == name]
        values = _values(playbook.process.field[name], own)
        said = (tuple(written(atom) for atom in own if field_judged(atom, value)) for value in values)
        several.append(tuple(dict.fromkeys(said)))
    return tuple(tuple(one for facts in found for one in facts) for found in product(*several))


def _values(field: OrderField, atoms: list[FieldSaid]) -> Iterator[Value | None]:
    """Return what can be said of a field, one of each kind that conditions tell apart; None for nothing."""
    yield None
    if field.kind == "yes-no":
        yield from (True, False)
    elif field.kind == "choice":
        yield from field.option
    elif field.kind == "number":
        yield from _numbers(field, [limit for atom in atoms if (limit := number(atom.value)) is not None])
    else:
        yield SOMETHING
        yield from (atom.value for atom in atoms if atom.value)


def _numbers(field: OrderField, limits: list[Decimal]) -> Iterator[Decimal]:
    """Return numbers on, above and below each limit, as far as the field can be them."""
    step = Decimal(1).scaleb(-field.decimals) if isinstance(field.decimals, int) else Decimal("0.01")
    tried = [one for limit in limits or [Decimal(0)] for one in (limit, limit + step, limit - step)]
    for one in (*tried, field.least, field.most):
        if isinstance(one, Decimal) and field.holds(one):
            yield one
