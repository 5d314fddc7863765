"""The menu: items, what parts they hold, and what a guest may choose.

Parts join everything: a step makes parts, a choice changes parts, an allergen sits in a part, a count counts parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.playbook.name import Called, Names

Word = Literal["", "no", "extra", "light", "side"]
"""What a choice does to a part; empty where the option says it all (`large`)."""

PER_PAGE = 9
"""Pages of the menu, and items on each: a digit from 1 to 9 stands for one, and 0 turns the page."""

UNKNOWN = "?"
"""The item of a line from outside that is not on the menu; no item on a menu can be called so."""

CHANGES: tuple[Word, ...] = ("no", "extra", "light", "side")

Codes = tuple[str, ...] | UnsetType
"""Other spellings or codes; unset where there are none, so that hashes of before stay."""

AMOUNTS: tuple[Word, ...] = ("extra", "light")
"""What can be said of an option of an `any` group: more of it, or less."""


class Portion(Struct, frozen=True):
    """So many of one part."""

    part: str
    count: int


class Part(Struct, frozen=True):
    """Something a step makes or puts in: a patty, a bun, a fry carton."""

    id: str
    name: str
    plural: str
    """For counts: `10 patties`."""
    allergens: tuple[str, ...] = ()
    """Typed allergens, such as `milk`; never free text."""
    prep: int = 0
    """Seconds it takes to make; 0 counts with the step's target."""
    hold: int = 0
    """Seconds it may wait once made; 0 where it is made for its order alone."""
    names: Names = UNSET
    """What it is called in other languages."""


class Option(Struct, frozen=True):
    """One thing a guest may choose in a group."""

    id: str
    """In a `change` group, the id of the part it changes."""
    name: str
    price: int = 0
    """Added to the item, in cents; in a `change` group for each EXTRA, and for SIDE of what the item does not hold."""
    parts: tuple[Portion, ...] = ()
    """What an option of a `one` or `any` group puts in."""
    also: tuple[str, ...] = ()
    """Other spellings an order from outside or a search may use, such as `L`."""
    prep: int = 0
    """Seconds it adds to the making, or takes off below zero: rare -20."""
    names: tuple[Called, ...] = ()
    """What it is called in other languages."""
    codes: Codes = UNSET
    """What tills and other programs call it: a PLU, an SKU."""


class ChoiceGroup(Struct, frozen=True):
    """Options that belong together: toppings to change, one size out of three, or any of seventeen fillings."""

    id: str
    name: str
    kind: Literal["change", "one", "any"]
    """`change`: any number of NO, EXTRA, LIGHT, SIDE. `one`: exactly one option. `any`: none, one or many of them."""
    options: tuple[Option, ...]
    default: str = ""
    """The option of a `one` group that goes without saying; without one it must be chosen."""
    words: tuple[Word, ...] = ()
    """Which changes a `change` group allows; of an `any` group how much of an option: EXTRA, LIGHT."""
    before: bool = False
    """Said before the item: `large fries`."""
    names: Names = UNSET
    """What it is called in other languages."""
    least: int | UnsetType = UNSET
    """How many options of an `any` group must be chosen; unset for none."""
    most: int | UnsetType = UNSET
    """How many options of an `any` group can be chosen; unset for all."""

    @property
    def needs(self) -> int:
        """How many options must be chosen, and do not go without saying."""
        if self.kind == "any":
            return self.least or 0
        return int(self.kind == "one" and not self.default)

    @property
    def limit(self) -> int:
        """How many options can be chosen at once."""
        if self.kind == "one":
            return 1
        return self.most or len(self.options)

    def option(self, name: str) -> Option | None:
        """Return the option with this id."""
        return next((option for option in self.options if option.id == name), None)


class Category(Struct, frozen=True):
    """A page of the menu."""

    id: str
    name: str
    names: Names = UNSET
    """What it is called in other languages."""


class Item(Struct, frozen=True):
    """Something a guest can order."""

    id: str
    name: str
    category: str
    price: int
    """In cents."""
    plural: str = ""
    parts: tuple[Portion, ...] = ()
    """What it always holds; options of `one` groups add theirs."""
    groups: tuple[str, ...] = ()
    combo: tuple[str, ...] = ()
    """Items it explodes into at the stations; a combo has no parts of its own."""
    short: str = ""
    """A name for narrow screens."""
    names: tuple[Called, ...] = ()
    """What it is called in other languages."""
    also: Codes = UNSET
    """Other spellings an order from outside or a search may use."""
    codes: Codes = UNSET
    """What tills, scanners and other programs call it: a PLU, a barcode."""


def spellings(one: Item | Option) -> Iterator[str]:
    """Yield what an item or an option is called: its name, how else it is spelt, and its names in other languages."""
    yield one.name
    yield from one.also or ()
    for name in one.names:
        yield name.one
        if name.many:
            yield name.many


class Menu(Struct, frozen=True, dict=True):
    """All that can be ordered."""

    categories: tuple[Category, ...]
    parts: tuple[Part, ...]
    groups: tuple[ChoiceGroup, ...]
    items: tuple[Item, ...]
    suggest: tuple[str, ...] = ()
    """Items worth suggesting, best first; one is suggested when its category is not in the basket yet."""

    @cached_property
    def joined(self) -> Callable[[Item, Sequence[Option]], str]:
        """What names an item with the options that belong to its name: `large Fries`; another language bends them."""
        return lambda item, options: " ".join([*(option.name for option in options), item.name])

    @cached_property
    def item(self) -> dict[str, Item]:
        """Items by id, with the one that stands for what is not on the menu."""
        return {item.id: item for item in (*self.items, Item(UNKNOWN, "Not on the menu", "", 0))}

    @cached_property
    def part(self) -> dict[str, Part]:
        """Parts by id."""
        return {part.id: part for part in self.parts}

    @cached_property
    def group(self) -> dict[str, ChoiceGroup]:
        """Choice groups by id."""
        return {group.id: group for group in self.groups}
