"""What has to be chosen about an item before it can be ordered: one of some, at least two of some, not more than three.

An item that lacks such a choice can be keyed, and can stand in an order that was refused; it is never sent, and nobody
guesses what its guest wants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.line import Choice, Wish, chosen, in_menu_order, opened
from kiosk.work.playbook.menu import ChoiceGroup, Menu
from kiosk.work.text.finding import listed


class OpenChoice(Struct, frozen=True):
    """A choice about an item that is still to be made, or was made too often."""

    line: int
    """Which wish of an order it is about, from 1."""
    inside: int
    """0 for the wish itself, from 1 for what is inside a combo."""
    item: str
    """The item's id; of a combo the one inside."""
    group: ChoiceGroup
    count: int
    """How many options are chosen."""

    def words(self, menu: Menu, *, options: bool = True) -> str:
        """Say what is to be chosen, and from which `options`."""
        said = {"item": menu.item[self.item].name, "group": self.group.name, "least": self.group.needs}
        if self.count > self.group.limit:
            words = _("{item}: {count} of {group} are chosen, and at most {most} can be.")
            return words.format(**said, count=self.count, most=self.group.limit)
        names = listed([option.name for option in self.group.options])
        if self.group.needs == 1:
            words = _("{item}: choose one of {group}: {options}.") if options else _("{item}: choose one of {group}.")
        elif options:
            words = _("{item}: choose at least {least} of {group}: {options}.")
        else:
            words = _("{item}: choose at least {least} of {group}.")
        return words.format(**said, options=names)


class ChoiceNeeded(Refused):
    """What is wanted cannot be ordered until a guest has chosen."""

    def __init__(self, menu: Menu, asked: tuple[OpenChoice, ...]) -> None:
        """Say everything that is to be chosen."""
        super().__init__("choice-needed", " ".join(dict.fromkeys(one.words(menu) for one in asked)))
        self.asked = asked


def count_of(group: ChoiceGroup, choices: Iterable[Choice]) -> int:
    """Count the options of a group that hold: of a `one` group the default too."""
    here = tuple(choice for choice in choices if choice.group == group.id)
    if group.kind == "one":
        return int(chosen(here, group) is not None)
    return len({choice.option for choice in here})


def open_groups(menu: Menu, item: str, choices: Iterable[Choice]) -> tuple[tuple[ChoiceGroup, int], ...]:
    """Return the groups of an item of which too few options are chosen, or too many, with how many are."""
    kept = tuple(choices)
    groups = (menu.group[name] for name in menu.item[item].groups)
    counted = [(group, count_of(group, kept)) for group in groups]
    return tuple((group, count) for group, count in counted if not group.needs <= count <= group.limit)


def open_choices(menu: Menu, wishes: Iterable[Wish]) -> tuple[OpenChoice, ...]:
    """Return every choice that is still to be made about some wishes, those inside a combo included."""
    return tuple(
        OpenChoice(place, inside, one.item, group, count)
        for place, wish in enumerate(wishes, 1)
        if wish.item in menu.item
        for inside, one in enumerate((wish, *opened(menu, wish).inside))
        if one.item in menu.item
        for group, count in open_groups(menu, one.item, one.choices)
    )


def all_chosen(menu: Menu, wishes: Iterable[Wish]) -> None:
    """Refuse wishes about which a choice is still to be made, and name each."""
    if asked := open_choices(menu, wishes):
        raise ChoiceNeeded(menu, asked)


def has_room(menu: Menu, item: str, group: ChoiceGroup, choices: Iterable[Choice]) -> None:
    """Refuse one choice more than can be made of a group."""
    if count_of(group, choices) > group.limit:
        words = _("{item}: at most {most} of {group} can be chosen. Take one off first.")
        said = {"item": menu.item[item].name, "group": group.name, "most": group.limit}
        raise Refused("too-many-choices", words.format(**said))


def filled(menu: Menu, item: str, choices: tuple[Choice, ...] = ()) -> tuple[Choice, ...]:
    """Return choices with the first options that do wherever one has to be chosen: for an example, never for a guest.

    They are as the menu has them, and what was chosen already stays.
    """
    return in_menu_order(menu, item, (*choices, *_missing(menu, item, choices)))


def _missing(menu: Menu, item: str, choices: tuple[Choice, ...]) -> Iterator[Choice]:
    for name in menu.item[item].groups:
        group = menu.group[name]
        there = {choice.option for choice in choices if choice.group == name}
        free = [option.id for option in group.options if option.id not in there]
        for option in free[: max(0, group.needs - count_of(group, choices))]:
            yield Choice(name, option)


def filled_wish(menu: Menu, wish: Wish) -> Wish:
    """Return a wish with the first options that do, inside a combo too: for an example, never for a guest."""
    whole = opened(menu, wish).inside
    inside = tuple(filled_wish(menu, inner) for inner in whole)
    choices = filled(menu, wish.item, wish.choices)
    return replace(wish, choices=choices, inside=wish.inside if inside == whole else inside)
