"""A process: WHAT happens to an order, as steps that wait for one another, and what is asked beside its lines."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.playbook.name import Names

Confirms = Literal["", "changed", "all"]


class Step(Struct, frozen=True):
    """One sub-process, done at one station."""

    id: str
    name: str
    station: str
    after: tuple[str, ...] = ()
    """Steps that must be bumped first; where several are named, all of them (a join)."""
    makes: tuple[str, ...] = ()
    """Parts made here; a step that makes none concerns the whole order."""
    needs: tuple[str, ...] = ()
    """What must exist before: the process's input, or something an earlier step gives."""
    gives: tuple[str, ...] = ()
    """What exists after."""
    takes_order: bool = False
    """Here the guest's wishes become the order's lines."""
    per_line: bool = False
    """Each line opens here as soon as it is done before, whatever the other lines wait for."""
    confirms: Confirms = ""
    """Which lines must have been bumped singly before this step can be: `changed` here or where they are made, `all`
    here."""
    when: str = ""
    """The condition under which an order needs it: see `condition`. One that asks for an allergy protects: it is needed
    only where a step it leads to is."""
    names: Names = UNSET
    """What it is called in other languages, with its short name where one has more than one."""
    short: str | UnsetType = UNSET
    """What it is called where there is no room for its name.

    It came later: where it is not said it is not written either, and the playbook's hash is that of before.
    """

    @property
    def brief(self) -> str:
        """Its name where there is little room."""
        return self.short or self.name


FieldKind = Literal["text", "number", "choice", "day", "time", "phone", "yes-no"]
"""What can be said of a field."""


class FieldOption(Struct, frozen=True):
    """One thing that a field of kind `choice` can say."""

    id: str
    name: str
    names: Names = UNSET
    """What it is called in other languages."""


MOST_FIELDS = 40
"""Of one order: more than that is a form, and no order."""


class OrderField(Struct, frozen=True, dict=True):
    """One thing that is asked about an order: a prescription, a promised day, a deposit."""

    id: str
    name: str
    kind: FieldKind
    unit: str | UnsetType = UNSET
    """Of a number."""
    decimals: int | UnsetType = UNSET
    """How many decimals a number has at most; unset for as many as are typed."""
    least: Decimal | UnsetType = UNSET
    """The least that a number can be."""
    most: Decimal | UnsetType = UNSET
    required: str | UnsetType = UNSET
    """The step that cannot be bumped before it is said; that of the step that takes the order is said before it is
    sent."""
    shown: tuple[str, ...] | UnsetType = UNSET
    """The steps at which it stands; unset for all."""
    seen_by: tuple[str, ...] | UnsetType = UNSET
    """Roles whose people may see it; unset for everybody."""
    forget: int | UnsetType = UNSET
    """Days after the order's end after which what was said is forgotten; unset for as long as its guest is known."""
    when: str | UnsetType = UNSET
    """The condition under which it is asked about an order: see `condition`; unset for every one."""
    options: tuple[FieldOption, ...] | UnsetType = UNSET
    """Of a choice."""
    names: Names = UNSET
    """What it is called in other languages."""

    @cached_property
    def option(self) -> dict[str, FieldOption]:
        """The options of a choice by id."""
        return {option.id: option for option in self.options or ()}

    def holds(self, number: Decimal) -> bool:
        """Whether a number lies in its range; both ends belong to it."""
        above = not isinstance(self.least, Decimal) or number >= self.least
        return above and (not isinstance(self.most, Decimal) or number <= self.most)

    def with_unit(self, value: str) -> str:
        """Write a number with its unit; a degree stands close."""
        return f"{value}{'' if self.unit == '°' else ' '}{self.unit}" if self.unit else value

    def stands_at(self, step: str) -> bool:
        """Whether it is shown and asked for at a step."""
        return self.shown is UNSET or step in self.shown

    def is_seen_by(self, roles: Collection[str] | None) -> bool:
        """Whether a person with some roles may see it; of None nobody knows the roles, and nothing is kept back."""
        if roles is None or self.seen_by is UNSET:
            return True
        known = {role.casefold() for role in roles}
        return any(role.casefold() in known for role in self.seen_by)


class OrderClock(Struct, frozen=True):
    """Times for the whole order in seconds from its opening."""

    target: int
    warn: int
    late: int


class Regular(Struct, frozen=True):
    """How often a guest has come who is a regular."""

    orders: int = 3
    """Finished orders under their name before this one."""
    days: int = 60
    """In so many days."""


class Process(Struct, frozen=True, dict=True):
    """Steps from an input to an output."""

    id: str
    name: str
    input: str
    output: str
    clock: OrderClock
    steps: tuple[Step, ...]
    """In the order people read them; `after` alone decides what waits for what."""
    together: bool = False
    """Whether branches are fired so that all end together: the longest at once, the others later."""
    busy: int = 8
    """From how many unfinished orders on the counter is busy: what is said then is short."""
    regular: Regular = Regular()
    """Who is a regular."""
    sources: tuple[str, ...] | UnsetType = UNSET
    """Programs outside that send orders, by which conditions ask where one came from.

    They came later: where none is said none is written either, and the playbook's hash is that of before.
    """
    fields: tuple[OrderField, ...] | UnsetType = UNSET
    """What is asked about an order beside its lines; unset where nothing is."""

    @cached_property
    def field(self) -> dict[str, OrderField]:
        """Fields of an order by id."""
        return {field.id: field for field in self.fields or ()}

    @cached_property
    def step(self) -> dict[str, Step]:
        """Steps by id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def taking(self) -> Step | None:
        """The step that takes the order."""
        return next((step for step in self.steps if step.takes_order), None)

    def right_after(self, name: str) -> tuple[Step, ...]:
        """Return the steps that name a step in their `after`."""
        return tuple(step for step in self.steps if name in step.after)

    def before(self, name: str) -> frozenset[str]:
        """Return every step that `name` waits for, near or far; a circle does not hang it."""
        found: set[str] = set()
        open_ = [name]
        while open_:
            step = self.step.get(open_.pop())
            for earlier in step.after if step else ():
                if earlier not in found:
                    found.add(earlier)
                    open_.append(earlier)
        return frozenset(found)
