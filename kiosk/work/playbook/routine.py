"""A routine: a process started by the clock or by hand, not by an order."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.playbook.name import Names
from kiosk.work.playbook.procedure import Checklist, Point, PointWords, SpecWords
from kiosk.work.playbook.spec import Spec

ROUTINE_STREAM = "routine:"
"""What the stream of every occurrence begins with."""


class RoutineWords(Struct, frozen=True):
    """What a routine asks for, in another language; its figures are its own."""

    language: str
    """Its code, such as `es`."""
    points: tuple[PointWords, ...] = ()
    specs: tuple[SpecWords, ...] = ()


class Routine(Struct, Checklist, frozen=True):
    """One thing that is done again and again: when, where, by whom, and what it asks for.

    One of `at`, `every` and `after` says when it is due; where none does, it is begun by hand alone.
    """

    id: str
    name: str
    """What screens call it."""
    station: str
    """Where it is done."""
    role: str
    """Who is responsible."""
    at: tuple[int, ...] = ()
    """Local times of day, in minutes after midnight."""
    every: int = 0
    """Minutes from one to the next, between `opens` and `until`."""
    opens: int = 0
    """With `every`: the local time of the first one, in minutes after midnight."""
    until: int = 0
    """With `every`: the local time before which the last one is due; one before `opens` is of the next morning."""
    after: int = 0
    """Orders finished at the counter since the last one."""
    grace: int = 10
    """Minutes from due to missed."""
    points: tuple[Point, ...] = ()
    specs: tuple[Spec, ...] = ()
    source: str = ""
    """Where it comes from."""
    names: Names = UNSET
    """What it is called in other languages."""
    translations: tuple[RoutineWords, ...] | UnsetType = UNSET
    """What it asks for in other languages."""
