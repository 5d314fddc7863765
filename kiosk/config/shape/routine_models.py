"""The shape of `routines.yaml`: what is started by the clock or by hand."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kiosk.config.shape.models import Id, Language, Name, Shape, SpecShape, TimeOfDay, Whole, Words


class RhythmShape(Shape):
    """When a routine is due: one of `at`, `every`, `after` and `by`."""

    at: list[TimeOfDay] = []  # noqa: RUF012 - pydantic copies it
    """Local times of day."""
    every: Whole = 0
    """Minutes from one to the next, between `from` and `until`."""
    opens: TimeOfDay | None = Field(None, alias="from")
    """With `every`: when the first one is due."""
    until: TimeOfDay | None = None
    """With `every`: the end; a time before `from` is of the next morning."""
    after: Whole = 0
    """Orders finished at the counter since the last one."""
    by: Literal["hand"] | None = None
    """`hand`: never due, begun by hand alone."""


class RoutineShape(Shape):
    """Something that is done again and again, whatever the orders."""

    id: Id
    """Short name for commands."""
    name: Name
    """What screens call it."""
    station: Id
    """Where it is done."""
    role: Name
    """Who is responsible."""
    when: RhythmShape
    """When it is due."""
    grace: Whole = 10
    """Minutes from due to missed."""
    points: dict[Id, Words] = {}  # noqa: RUF012 - pydantic copies it
    """What it asks for, by short names; may end with (critical) or (gate)."""
    specs: list[SpecShape] = []  # noqa: RUF012 - pydantic copies it
    """Limits, and the readings it takes."""
    source: Words = ""
    """Where it comes from."""
    names: dict[Language, Name] = {}  # noqa: RUF012 - pydantic copies it
    """What it is called in other languages."""


class RoutinesFile(Shape):
    """`routines.yaml`: what is started by the clock or by hand, not by an order."""

    routines: list[RoutineShape]
    """In the order people read them."""
