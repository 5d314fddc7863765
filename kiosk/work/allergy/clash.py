"""What an order holds that its guest must not meet: which lines, and what of it each of them holds."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.words import _
from kiosk.work.order.line import Line, allergens, spell
from kiosk.work.playbook.menu import Menu

Clash = tuple[Line, tuple[str, ...]]
"""A line, and the allergens it holds that the guest must not meet, in alphabetical order."""


def clashes(menu: Menu, lines: Iterable[Line], must_not_meet: Iterable[str]) -> tuple[Clash, ...]:
    """Return each line that holds something the guest must not meet; what its choices take away it does not hold."""
    avoided = frozenset(must_not_meet)
    known = (line for line in lines if line.item in menu.item)
    found = ((line, tuple(name for name in allergens(menu, (line,)) if name in avoided)) for line in known)
    return tuple((line, names) for line, names in found if names)


def clash_words(menu: Menu, found: Iterable[Clash]) -> tuple[str, ...]:
    """Say of each item once what it holds: `Hamburger holds mustard`."""
    words = (
        _("{item} holds {allergens}", item=spell(menu, line), allergens=", ".join(map(_, names)))
        for line, names in found
    )
    return tuple(dict.fromkeys(words))
