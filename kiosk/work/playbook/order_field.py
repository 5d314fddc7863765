"""A field of an order: what is asked about it beside its lines, such as a prescription, a promised day or a deposit."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.playbook.name import Names

FieldKind = Literal["text", "number", "choice", "day", "time", "phone", "yes-no"]
"""What can be said of a field."""


class FieldOption(Struct, frozen=True):
    """One thing that a field of kind `choice` can say."""

    id: str
    name: str
    names: Names = UNSET
    """What it is called in other languages."""


class OrderField(Struct, frozen=True, dict=True):
    """One thing that is asked about an order."""

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
    options: tuple[FieldOption, ...] | UnsetType = UNSET
    """Of a choice."""
    names: Names = UNSET
    """What it is called in other languages."""

    @cached_property
    def option(self) -> dict[str, FieldOption]:
        """The options of a choice by id."""
        return {option.id: option for option in self.options or ()}

    def stands_at(self, step: str) -> bool:
        """Whether it is shown and asked for at a step."""
        return self.shown is UNSET or step in self.shown

    def is_seen_by(self, roles: Collection[str] | None) -> bool:
        """Whether a person with some roles may see it; of None nobody knows the roles, and nothing is kept back."""
        if roles is None or self.seen_by is UNSET:
            return True
        known = {role.casefold() for role in roles}
        return any(role.casefold() in known for role in self.seen_by)
