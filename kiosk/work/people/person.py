"""The people of a counter: who is known here, and which steps and doors are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

MANAGER = "Manager"
"""The role that opens the manager's doors; every other role is a word of some procedure."""


class Person(Struct, frozen=True):
    """Somebody known at this counter."""

    name: str
    roles: tuple[str, ...] = ()
    """As the procedures name them, and Manager; without a role of work every step is theirs."""
    trainee: bool = False
    language: str = ""
    """Such as `es`; empty for the terminal's own."""
    has_pin: bool = False
    has_badge: bool = False

    @property
    def manages(self) -> bool:
        """Whether the manager's doors open for this person."""
        return any(same_word(role, MANAGER) for role in self.roles)

    def may_do(self, role: str) -> bool:
        """Whether work of a role is theirs: it is to who has no role of work, and where no role is asked for."""
        work = [own for own in self.roles if not same_word(own, MANAGER)]
        return not role or not work or any(same_word(own, role) for own in work)


def same_word(one: str, other: str) -> bool:
    """Whether two names or roles are the same, in large letters or small ones."""
    return one.casefold() == other.casefold()


def named(people: Iterable[Person], name: str) -> Person | None:
    """Return the person of a name, however it was written; None for who is not known."""
    known = tuple(people) if name else ()
    person = next((one for one in known if same_word(one.name, name)), None)
    if person or not known:
        return person
    from kiosk.work.text.plain import alike  # where the name is nobody's as it stands

    return next((one for one in known if alike(one.name) == alike(name)), None)


def doors_closed(people: Iterable[Person]) -> bool:
    """Whether the manager's doors are closed: they are once somebody has a PIN to open them with."""
    return any(one.manages and one.has_pin for one in people)


def trusted(people: Sequence[Person], name: str) -> str:
    """Return who a machine may sign in by itself: nobody who has a PIN or is coached, nor who is not known.

    Where nobody is known any name is believed.
    """
    known = named(people, name)
    return name if not people or (known is not None and not known.has_pin and not known.trainee) else ""
