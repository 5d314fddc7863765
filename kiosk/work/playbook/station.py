"""A station: where steps are done."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.playbook.name import Names

Role = Literal["front", "prep", "expo"]


class Station(Struct, frozen=True):
    """One place at the counter with a terminal of its own."""

    id: str
    """Short name for keys and commands, such as `grill`."""
    name: str
    """What the header says."""
    role: Role
    """`front` takes orders, `prep` makes things, `expo` puts orders together and hands them over."""
    at_once: int = 1
    """How many tickets are worked on at the same time; what a forecast counts with."""
    names: Names = UNSET
    """What it is called in other languages, with its short name where one has more than one."""
    short: str | UnsetType = UNSET
    """What it is called where there is no room for its name.

    It came later: where it is not said it is not written either, and the playbook's hash is that of before.
    """
