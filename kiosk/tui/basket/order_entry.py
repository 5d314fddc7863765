"""An order while it is keyed: which page is open, what the basket holds. Nothing of it is recorded until it is sent.

Three levels, so that ten digits reach everything: the menu's pages, the items of a page, the choices of an item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.tui.basket.basket_draft import OrderBasket, WishDraft, draft_of
from kiosk.tui.widgets.words import CHANGE_WORDS
from kiosk.words import _
from kiosk.work.board.stock import choosable, lacking_for, orderable
from kiosk.work.order.event import Guest
from kiosk.work.order.line import MOST_OF_ONE, Choice, changed, chosen, holds, in_menu_order, offered
from kiosk.work.order.required import OpenChoice, has_room, open_choices
from kiosk.work.playbook.menu import PER_PAGE, ChoiceGroup, Item, Menu, Option, Word
from kiosk.work.text.text import NAME_LENGTH, clean

if TYPE_CHECKING:
    from kiosk.work.outside.order import Asked

Level = Literal["pages", "items", "choices"]

AtBasket = Literal["add", "open-line", "menu", "send"]
"""What the green key can do while an order is keyed."""


class ChoicePage(Struct, frozen=True):
    """Options that are shown together: all that can go without, all sizes."""

    draft: int
    """0 for the item itself, from 1 for the items inside a combo."""
    group: ChoiceGroup
    word: Word
    title: str
    options: tuple[Option, ...]


class RefusedOrder(Struct, frozen=True):
    """A refused order from outside that is keyed by hand."""

    id: str
    text: str
    """How it begins."""
    lost: tuple[str, ...]
    """Why what is not in the basket could not be read."""


class OrderEntry(OrderBasket):
    """The basket and where in the menu the keying stands."""

    def __init__(self, menu: Menu) -> None:
        """Begin with an empty basket at the menu's pages."""
        super().__init__(menu)
        self.level: Level = "pages"
        self.category = 0
        self.page = 0
        self.cursor: int | None = None
        """The line of the basket that is marked; None for none."""
        self.refused: RefusedOrder | None = None
        """What it was refused as, where it came from outside and is keyed by hand."""

    def begin(self, refused: RefusedOrder, asked: Asked | None) -> None:
        """Begin with what can be read of a refused order."""
        self.refused = refused
        if asked:
            self.basket = [draft_of(wish) for wish in asked.wishes]
            self.allergies = asked.allergies
            self.guest = Guest("", clean(asked.guest, NAME_LENGTH), asked.note, asked.allergy)
        self.open_needed()

    # What there is to see.

    def items(self) -> list[Item]:
        """Return the items of the open page of the menu."""
        category = self.menu.categories[self.category].id
        return [item for item in self.menu.items if item.category == category]

    @property
    def keyed(self) -> WishDraft | None:
        """The wish whose choices are open."""
        if self.level != "choices" or not self.basket:
            return None
        return self.basket[self.cursor if self.cursor is not None else -1]

    def choice_pages(self) -> list[ChoicePage]:
        """Return every page of choices of the open wish, in the menu's order; how much of what is picked last."""
        keyed = self.keyed
        if keyed is None:
            return []
        pages = [
            page
            for place, draft in enumerate([keyed, *keyed.inside])
            for page in self._pages_of(place, self.menu.item[draft.item], named=bool(keyed.inside))
        ]
        return sorted(pages, key=lambda page: page.group.kind == "any" and page.word != "")

    def _pages_of(self, place: int, item: Item, *, named: bool) -> list[ChoicePage]:
        pages: list[ChoicePage] = []
        for name in item.groups:
            group = self.menu.group[name]
            for word in group.words if group.kind == "change" else ("", *group.words) if group.kind == "any" else ("",):
                options = offered(item, group, word)
                title = _(CHANGE_WORDS[word]) if group.kind == "change" else f"{_(CHANGE_WORDS[word])} {group.name}"
                title = f"{item.short or item.name}: {title.strip()}" if named else title.strip()
                nines = [options[first : first + PER_PAGE] for first in range(0, len(options), PER_PAGE)]
                of = [f" {place}/{len(nines)}" if len(nines) > 1 else "" for place in range(1, len(nines) + 1)]
                pages += [
                    ChoicePage(place, group, word, f"{title}{nine}", some) for nine, some in zip(of, nines, strict=True)
                ]
        return pages

    def amount(self, page: ChoicePage, option: Option) -> Word:
        """Return the change an option's tile says: the page's, or how much of it was picked elsewhere."""
        there = self._picked(page, option) if page.group.kind == "any" and not page.word else None
        return there.word if there else page.word

    def _picked(self, page: ChoicePage, option: Option) -> Choice | None:
        """Return the choice that was made of an option of many, in whatever amount."""
        made = (one for one in self._draft(page).choices if (one.group, one.option) == (page.group.id, option.id))
        return next(made, None)

    @property
    def green(self) -> AtBasket:
        """What the green key does: end the open wish, open the marked line, go back to the pages, or send."""
        if self.level == "choices":
            return "add"
        if self.cursor is not None:
            return "open-line"
        return "send" if self.level == "pages" else "menu"

    def open_page(self) -> ChoicePage | None:
        """Return the page of choices that the digits stand for now."""
        pages = self.choice_pages()
        return pages[min(self.page, len(pages) - 1)] if pages else None

    def is_chosen(self, page: ChoicePage, option: Option) -> bool:
        """Whether an option of a page holds now."""
        choices = tuple(self._draft(page).choices)
        if page.group.kind == "one":
            return chosen(choices, page.group) == option
        if page.group.kind == "any" and not page.word:
            return self._picked(page, option) is not None
        return Choice(page.group.id, option.id, page.word) in choices

    def out_for(self, page: ChoicePage, option: Option) -> str:
        """Name what is out so that an option cannot be had; empty where it can. To go without is always possible."""
        return self.first(lacking_for(page.group, option, page.word, self.out))

    def _draft(self, page: ChoicePage) -> WishDraft:
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
        combo = self.menu.item[item].combo
        orderable(self.menu, item, self.out)
        holds(len(self.lines()) + 1 + len(combo))
        self.basket.append(WishDraft(item, inside=[WishDraft(inner) for inner in combo]))
        self.level, self.page, self.cursor = "choices", 0, None

    def toggle(self, page: ChoicePage, option: Option) -> None:
        """Choose an option, or take the choice back; refused when it is out, and where no more can be chosen."""
        if not self.is_chosen(page, option):
            called = f"{_(CHANGE_WORDS[page.word])} {option.name}".strip()
            choosable(self.menu, called, lacking_for(page.group, option, page.word, self.out))
        draft = self._draft(page)
        wanted = Choice(page.group.id, option.id, self.amount(page, option))
        choices = changed(page.group, tuple(draft.choices), wanted)
        if len(choices) > len(draft.choices):
            has_room(self.menu, draft.item, page.group, choices)
        draft.choices = list(in_menu_order(self.menu, draft.item, choices))

    def turn(self, by: int) -> None:
        """Go to the next or last page of choices, or page of the menu."""
        if self.level == "choices":
            self.page = (self.page + by) % max(1, len(self.choice_pages()))
        else:
            self.open_category((self.category + by) % len(self.menu.categories))

    def move(self, by: int) -> None:
        """Change the quantity of the open wish, or mark another line of the basket."""
        keyed = self.keyed
        if keyed is not None:
            keyed.quantity = max(1, min(MOST_OF_ONE, keyed.quantity - by))
        elif self.basket:
            unmarked = -1 if by > 0 else len(self.basket)
            place = (unmarked if self.cursor is None else self.cursor) + by
            self.cursor = max(0, place) if place < len(self.basket) else None
            self.level = "pages"

    def change(self, place: int) -> None:
        """Open the choices of a line that is in the basket."""
        if 0 <= place < len(self.basket):
            self.cursor, self.level, self.page = place, "choices", 0

    def enter(self) -> None:
        """Do what the green key does, as far as that is done in the basket: what is sent is sent elsewhere.

        Refused while something of the open wish has to be chosen, whose page is open then.
        """
        if self.level == "choices" and (needed := self.open_needed(self.cursor if self.cursor is not None else -1)):
            raise Refused("choice-needed", needed.words(self.menu, options=False))
        if self.green == "open-line" and self.cursor is not None:
            self.change(self.cursor)
        else:
            self.level, self.cursor = "pages", None

    def open_needed(self, only: int | None = None) -> OpenChoice | None:
        """Open the page of the first choice that is still to be made, of `only` one wish or of any; None for none."""
        places = range(len(self.basket)) if only is None else (only % len(self.basket),)
        for place in places:
            keyed = self.basket[place]
            needed = () if keyed.struck else open_choices(self.menu, (keyed.wish(),))
            if needed:
                self._turn_to(place, needed[0])
                return needed[0]
        return None

    def _turn_to(self, place: int, needed: OpenChoice) -> None:
        """Open the page of a choice about a wish."""
        if self.level != "choices" or self.keyed is not self.basket[place]:
            self.change(place)
        for number, page in enumerate(self.choice_pages()):
            if page.group == needed.group and page.draft == needed.inside:
                self.page = number
                break

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
        self.off = self.looked = frozenset()
