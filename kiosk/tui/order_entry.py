"""An order while it is keyed: which page is open, what the basket holds. Nothing of it is recorded until it is sent.

Three levels, so that ten digits reach everything: the menu's pages, the items of a page, the choices of an item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kiosk.errors import Refused
from kiosk.work.events import Guest
from kiosk.work.line import MOST_LINES, MOST_OF_ONE, Choice, Line, Wish, changed, chosen, numbered, offered
from kiosk.work.menu import PER_PAGE, ChoiceGroup, Item, Menu, Option, Word

Level = Literal["pages", "items", "choices"]


@dataclass(slots=True)
class Draft:
    """One wish being keyed."""

    item: str
    quantity: int = 1
    choices: list[Choice] = field(default_factory=list)
    note: str = ""
    inside: list[Draft] = field(default_factory=list)

    def wish(self) -> Wish:
        """Give it as a value."""
        inside = tuple(draft.wish() for draft in self.inside)
        return Wish(self.item, self.quantity, tuple(self.choices), self.note, inside)


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
        """Choose what the digit stands for; False when it stands for nothing."""
        match self.level:
            case "pages":
                return self.open_category(digit - 1)
            case "items":
                items = self.items()
                return digit <= len(items) and self.add(items[digit - 1].id)
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

    def add(self, item: str) -> bool:
        """Put an item into the basket and open its choices; False when the order is as long as an order may be."""
        combo = self.menu.item[item].combo
        if len(self.lines()) + 1 + len(combo) > MOST_LINES:
            return False
        self.basket.append(Draft(item, inside=[Draft(inner) for inner in combo]))
        self.level, self.page, self.cursor = "choices", 0, None
        return True

    def toggle(self, page: ChoicePage, option: Option) -> None:
        """Choose an option, or take the choice back."""
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
        """Go one step back: drop the wish being keyed, leave a page, take the marked or last line out."""
        match self.level:
            case "choices":
                new = self.cursor is None
                self.level = "items" if new else "pages"
                if new:
                    self.basket.pop()
                self.cursor = None
            case "items":
                self.level = "pages"
            case "pages":
                if not self.basket:
                    return False
                self.basket.pop(self.cursor if self.cursor is not None else -1)
                self.cursor = None
        return True

    def clear(self) -> None:
        """Begin again."""
        self.basket.clear()
        self.level, self.cursor, self.allergies, self.guest = "pages", None, (), Guest("")
