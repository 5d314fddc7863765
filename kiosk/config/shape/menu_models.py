"""The shapes of menu.yaml: what can be ordered, what it is made of, and what a guest may choose."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from kiosk.config.shape.models import Allergen, Cents, Id, Language, Name, Shape, Truth, Whole, Words

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
"""What another program calls something."""


class PartShape(Shape):
    """Something a step makes or puts in."""

    id: Id
    """Short name for steps, items and choices."""
    name: Name
    """What screens call one."""
    plural: Name = ""
    """What screens call more than one; where left out, in English the name with an s, else the name."""
    allergens: list[Allergen] = []
    """What sits in it that some guests must not meet."""
    prep: Whole = 0
    """Seconds it takes to make; 0 counts with the target of its step."""
    hold: Whole = 0
    """Seconds it may wait once made; 0 where it is made for its order alone."""
    names: dict[Language, Words] = {}
    """What it is called in other languages: one, a bar, and more than one."""


class CategoryShape(Shape):
    """A page of the menu."""

    id: Id
    """Short name for items."""
    name: Name
    """What the page is called."""
    names: dict[Language, Name] = {}
    """What it is called in other languages."""


class OptionShape(Shape):
    """One thing a guest may choose in a group."""

    id: Id
    """In a `change` group, the id of the part it changes."""
    name: Name
    """What screens call it."""
    price: Cents = 0
    """Added to the item's price; in a `change` group for each EXTRA, and for SIDE of what the item does not hold."""
    parts: dict[Id, Whole] = {}
    """How many of which parts an option of a `one` or `any` group puts in."""
    prep: Whole = 0
    """Seconds it adds to the making, or takes off with a minus."""
    codes: list[Code] = []
    """What tills and other programs call it: a PLU, an SKU; in quotes, since they are texts."""
    also: list[Name] = []
    """Other spellings an order from outside may use."""
    names: dict[Language, Name] = {}
    """What it is called in other languages, as a dictionary has it."""


class GroupShape(Shape):
    """Options that belong together."""

    id: Id
    """Short name for items."""
    name: Name
    """What screens call it."""
    kind: Literal["change", "one", "any"]
    """`change`: any number of NO, EXTRA, LIGHT, SIDE. `one`: exactly one option. `any`: none, one or many of them."""
    options: list[OptionShape]
    """What may be chosen."""
    default: Id = ""
    """The option of a `one` group that goes without saying; without one it must be chosen."""
    words: list[Literal["no", "extra", "light", "side"]] = []
    """Which changes a `change` group allows; of an `any` group how much of an option: `extra`, `light`."""
    least: Whole | None = None
    """How many options of an `any` group must be chosen."""
    most: Whole | None = None
    """How many options of an `any` group can be chosen."""
    before: Truth = False
    """Said before the item, as in large fries."""
    names: dict[Language, Name] = {}
    """What it is called in other languages."""


class ItemShape(Shape):
    """Something a guest can order."""

    id: Id
    """Short name for combos, suggestions and orders from outside."""
    name: Name
    """What screens call it."""
    category: Id
    """The page it stands on."""
    price: Cents
    """For one, without choices."""
    plural: Name = ""
    """For more than one; where left out, in English the name with an s, else the name."""
    short: Name = ""
    """A name for narrow screens."""
    parts: dict[Id, Whole] = {}
    """How many of which parts it always holds."""
    groups: list[Id] = []
    """What a guest may choose about it."""
    combo: list[Id] = []
    """The items it stands for; it has no parts of its own then."""
    also: list[Name] = []
    """Other spellings an order from outside or a search may use."""
    codes: list[Code] = []
    """What tills, scanners and other programs call it: a PLU, a barcode; in quotes, since they are texts."""
    names: dict[Language, Words] = {}
    """What it is called in other languages: one with its article, a bar, and more than one."""


class MenuFile(Shape):
    """`menu.yaml`: all that can be ordered."""

    categories: list[CategoryShape]
    """Pages of the menu, in the order of their keys."""
    parts: list[PartShape]
    """What steps make and items hold."""
    groups: list[GroupShape] = []
    """What guests may choose."""
    items: list[ItemShape]
    """What guests can order."""
    suggest: list[Id] = []
    """Items worth suggesting, best first."""
