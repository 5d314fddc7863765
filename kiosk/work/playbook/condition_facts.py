"""What conditions ask of one order, and whether one holds for it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal

from msgspec import Struct

from kiosk.work.playbook.condition import (
    Allergy,
    Atom,
    ChoiceMade,
    Condition,
    Either,
    Every,
    FieldSaid,
    Held,
    Hours,
    Not,
    Unread,
    number,
    read,
    written,
)

Value = str | Decimal | bool
"""What can be said of a field."""


class ConditionFacts(Struct, frozen=True):
    """What conditions ask of one order."""

    parts: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    choices: frozenset[tuple[str, str, str]] = frozenset()
    """Group, option and word of each, with what goes without saying."""
    channels: frozenset[str] = frozenset()
    allergy: bool = False
    minute: int = -1
    """Minute of the day at which it was opened; below 0 where nobody knows."""
    fields: frozenset[str] = frozenset()
    """What of all that conditions ask of its fields holds, in their words."""
    is_strange: bool = False
    """Whether it holds something that is not on the menu, which may be anything."""


def holds(text: str, facts: ConditionFacts) -> bool:
    """Whether a condition holds for an order, or may: what nobody knows leaves nothing out."""
    found = read(text) if text else Every(())
    return isinstance(found, Unread) or judged(found, facts) is not False


def judged(condition: Condition, facts: ConditionFacts) -> bool | None:
    """Say whether a condition holds for an order; None where nobody can know."""
    return truth(condition, lambda atom: _atom_judged(atom, facts))


def truth(condition: Condition, of: Callable[[Atom], bool | None]) -> bool | None:
    """Say whether a condition holds where single things are so; what is not known decides nothing."""
    match condition:
        case Not():
            inner = truth(condition.inner, of)
            return None if inner is None else not inner
        case Every():
            said = [truth(one, of) for one in condition.inner]
            return False if False in said else None if None in said else True
        case Either():
            said = [truth(one, of) for one in condition.inner]
            return True if True in said else None if None in said else False
        case _:
            return of(condition)


def _atom_judged(atom: Atom, facts: ConditionFacts) -> bool | None:
    match atom:
        case Allergy():
            return facts.allergy
        case Hours():
            return None if facts.minute < 0 else atom.covers(facts.minute)
        case FieldSaid():
            return written(atom) in facts.fields
        case ChoiceMade():
            return _found(facts, [one for one in facts.choices if _is_picked(atom, *one)])
        case Held("channel", name):
            return name in facts.channels
        case Held("part", name):
            return _found(facts, facts.parts & {name})
        case Held(kind, name):
            return _found(facts, (facts.items if kind == "item" else facts.categories) & {name})


def _found(facts: ConditionFacts, there: Collection[object]) -> bool | None:
    """Whether something is among the lines; what is not on the menu may be what is not found."""
    return True if there else None if facts.is_strange else False


def _is_picked(atom: ChoiceMade, group: str, option: str, word: str) -> bool:
    return option == atom.option and atom.group in ("", group) and (word == atom.word or not atom.word)


def field_judged(atom: FieldSaid, value: Value | None) -> bool:
    """Whether what a condition asks of a field holds where this is said of it."""
    if value is None:
        return False
    if not atom.comparison:
        return value is not False and value != ""
    if atom.comparison == "is":
        return is_value(value, atom.value)
    limit, said = number(atom.value), number(str(value))
    if limit is None or said is None:
        return False
    return {"over": said > limit, "under": said < limit, "at least": said >= limit, "at most": said <= limit}[
        atom.comparison
    ]


def is_value(value: Value, said: str) -> bool:
    """Whether a field has a value, as a condition writes it."""
    if isinstance(value, bool):
        return said.casefold() in (("yes", "true") if value else ("no", "false"))
    if isinstance(value, Decimal):
        return value == number(said)
    return value.strip().casefold() == said.strip().casefold()
