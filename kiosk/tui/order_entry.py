"""An order while it is keyed: which page is open, what the basket holds. Nothing of it is recorded until it is sent.

Three levels, so that ten digits reach everything: the menu's pages, the items of a page, the choices of an item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from kiosk.errors import Refused
from kiosk.work.events import Guest
from kiosk.work.line import MOST_LINES, MOST_OF_ONE, Choice, Line, Wish, changed, chosen, numbered, offered
from kiosk.work.menu import PER_PAGE, ChoiceGroup, Item, Menu, Option, Word
from kiosk.work.stock import lacking, stock_name, unmakable

Level = Literal["pages", "items", "choices"]

FULL = f"An order holds at most {MOST_LINES} lines. Send it, and open another one."


@dataclass(slots=True)
class Draft:
    """One wish being keyed."""

    item: str
    quantity: int = 1
    choices: list[Choice] = field(default_factory=list)
    note: str = ""
    inside: list[Draft] = field(default_factory=list)
    line: int = 0
    """The line of a sent order it stands for; 0 for a new one."""
    called: str = ""
    """What the outside calls it, where it is not on the menu."""
    struck: bool = False
    """Whether that line is taken out; it stands there until the change is sent."""

    def wish(self) -> Wish:
        """Give it as a value."""
        inside = tuple(draft.wish() for draft in self.inside)
        return Wish(self.item, self.quantity, tuple(self.choices), self.note, inside, self.line, self.called)


def draft_of(wish: Wish) -> Draft:
    """Give a wish as one that can be keyed on."""
    inside = [draft_of(inner) for inner in wish.inside]
    return Draft(wish.item, wish.quantity, list(wish.choices), wish.note, inside, wish.line, wish.called)


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """Options that are shown together: all that can go without, all sizes."""

    draft: int
    """0 for the item itself, from 1 for the items inside a combo."""
    group: ChoiceGroup
    word: Word
    title: str
    options: tuple[Option, ...]


class OrderEntry:
    """The basket and where in the menu the keying stands."""

    def __init__(self, menu: Menu) -> None:
        """Begin with an empty basket at the menu's pages."""
        self.menu = menu
        self.basket: list[Draft] = []
        self.level: Level = "pages"
        self.category = 0
        self.page = 0
        self.cursor: int | None = None
        """The line of the basket that is marked; None for none."""
        self.guest = Guest("")
        self.allergies: tuple[str, ...] = ()
        self.out: Collection[str] = ()
        """What is out of stock now, items and parts."""
        self.told: frozenset[str] = frozenset()
        """What of that has been said of this basket already."""

    # What there is to see.

    def items(self) -> list[Item]:
        """Give the items of the open page of the menu."""
        category = self.menu.categories[self.category].id
        return [item for item in self.menu.items if item.category == category]

    @property
    def keyed(self) -> Draft | None:
        """The wish whose choices are open."""
        if self.level != "choices" or not self.basket:
            return None
        return self.basket[self.cursor if self.cursor is not None else -1]

    def choice_pages(self) -> list[ChoicePage]:
        """Give every page of choices of the open wish, in the menu's order."""
        keyed = self.keyed
        if keyed is None:
            return []
        return [
            page
            for place, draft in enumerate([keyed, *keyed.inside])
            for page in self._pages_of(place, self.menu.item[draft.item], named=bool(keyed.inside))
        ]

    def _pages_of(self, place: int, item: Item, *, named: bool) -> list[ChoicePage]:
        pages: list[ChoicePage] = []
        for name in item.groups:
            group = self.menu.group[name]
            for word in ("",) if group.kind == "one" else group.words:
                options = offered(item, group, word)
                title = word.upper() or group.name
                title = f"{item.short or item.name}: {title}" if named else title
                pages += [
                    ChoicePage(place, group, word, title, options[first : first + PER_PAGE])
                    for first in range(0, len(options), PER_PAGE)
                ]
        return pages

    def open_page(self) -> ChoicePage | None:
        """Give the page of choices that the digits stand for now."""
        pages = self.choice_pages()
        return pages[min(self.page, len(pages) - 1)] if pages else None

    def is_chosen(self, page: ChoicePage, option: Option) -> bool:
        """Say whether an option of a page holds now."""
        choices = tuple(self._draft(page).choices)
        if page.group.kind == "one":
            return chosen(choices, page.group) == option
        return Choice(page.group.id, option.id, page.word) in choices

    def out_of(self, item: str) -> str:
        """Name what is out so that an item cannot be made at all; empty where it can."""
        return self._first(unmakable(self.menu, item, self.out))

    def out_for(self, page: ChoicePage, option: Option) -> str:
        """Name what is out so that an option cannot be had; empty where it can. To go without is always possible."""
        about = [option.id] if page.group.kind == "change" else [portion.part for portion in option.parts]
        return self._first(name for name in about if page.word != "no" and name in self.out)

    def lost(self) -> dict[int, str]:
        """Name what is out for each wish of the basket that cannot be made as it is, by its place from 0."""
        found = {place: self._first(lacking(self.menu, one.wish(), self.out)) for place, one in enumerate(self.basket)}
        return {place: name for place, name in found.items() if name}

    def _first(self, names: Iterable[str]) -> str:
        return next((stock_name(self.menu, name) for name in names), "")

    def wishes(self) -> tuple[Wish, ...]:
        """Give the basket as values."""
        return tuple(draft.wish() for draft in self.basket)

    def lines(self) -> tuple[Line, ...]:
        """Give the basket as the lines it will make; none while it is empty."""
        try:
            return numbered(self.menu, self.wishes())
        except Refused:
            return ()

    def _draft(self, page: ChoicePage) -> Draft:
        keyed = self.keyed
        assert keyed is not None  # noqa: S101 - a page of choices belongs to an open wish
        return keyed if page.draft == 0 else keyed.inside[page.draft - 1]

    # What hands do.

    def digit(self, digit: int) -> bool:
        """Choose what the digit stands for; False when it stands for nothing, refused where that cannot be had."""
        match self.level:
            case "pages":
                return self.open_category(digit - 1)
            case "items":
                items = self.items()
                if digit > len(items):
                    return False
                self.add(items[digit - 1].id)
                return True
            case "choices":
                page = self.open_page()
                if page is None or digit > len(page.options):
                    return False
                self.toggle(page, page.options[digit - 1])
                return True

    def open_category(self, place: int) -> bool:
        """Open a page of the menu."""
        if not 0 <= place < len(self.menu.categories):
            return False
        self.category, self.level, self.cursor = place, "items", None
        return True

    def add(self, item: str) -> None:
        """Put an item into the basket and open its choices; refused when it is out or the order is full."""
        combo, gone = self.menu.item[item].combo, self.out_of(item)
        if gone:
            raise Refused("out-of-stock", f"{self.menu.item[item].name} cannot be made: {gone} is out.")
        if len(self.lines()) + 1 + len(combo) > MOST_LINES:
            raise Refused("order-too-long", FULL)
        self.basket.append(Draft(item, inside=[Draft(inner) for inner in combo]))
        self.level, self.page, self.cursor = "choices", 0, None

    def toggle(self, page: ChoicePage, option: Option) -> None:
        """Choose an option, or take the choice back; refused when it is out."""
        gone = "" if self.is_chosen(page, option) else self.out_for(page, option)
        if gone:
            words = f"{page.word.upper()} {option.name}".strip()
            raise Refused("out-of-stock", f"{words} cannot be had: {gone} is out.")
        draft = self._draft(page)
        wanted = Choice(page.group.id, option.id, page.word)
        draft.choices = list(changed(page.group, tuple(draft.choices), wanted))

    def turn(self, by: int) -> None:
        """Go to the next or last page of choices, or page of the menu."""
        if self.level == "choices":
            self.page = (self.page + by) % max(1, len(self.choice_pages()))
        else:
            self.category = (self.category + by) % len(self.menu.categories)
            self.level = "items"

    def move(self, by: int) -> None:
        """Change the quantity of the open wish, or mark another line of the basket."""
        keyed = self.keyed
        if keyed is not None:
            keyed.quantity = max(1, min(MOST_OF_ONE, keyed.quantity - by))
        elif self.basket:
            place = (len(self.basket) if self.cursor is None else self.cursor) + by
            self.cursor = max(0, place) if place < len(self.basket) else None
            self.level = "pages"

    def change(self, place: int) -> None:
        """Open the choices of a line that is in the basket."""
        if 0 <= place < len(self.basket):
            self.cursor, self.level, self.page = place, "choices", 0

    def enter(self) -> bool:
        """End the open wish, or open the marked line; True when there is nothing left to do but send."""
        if self.level == "pages" and self.cursor is not None:
            self.change(self.cursor)
            return False
        ready = self.level == "pages"
        self.level, self.cursor = "pages", None
        return ready

    def back(self) -> bool:
        """Go one step back: leave a page, take the open, the marked or the last line out; False with nothing left."""
        if self.level == "items":
            self.level = "pages"
            return True
        if not self.basket:
            return False
        new = self.level == "choices" and self.cursor is None
        self.take_out(len(self.basket) - 1 if self.cursor is None else self.cursor)
        self.level, self.cursor = "items" if new else "pages", None
        return True

    def take_out(self, place: int) -> None:
        """Take a line out of the basket."""
        self.basket.pop(place)

    def clear(self) -> None:
        """Begin again."""
        self.basket.clear()
        self.level, self.cursor, self.allergies, self.guest = "pages", None, (), Guest("")
