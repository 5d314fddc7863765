"""An order while it is keyed: which page is open, what the basket holds. Nothing of it is recorded until it is sent.

Three levels, so that ten digits reach everything: the menu's pages, the items of a page, the choices of an item. Where
there are more than nine of them, 0 turns to the next nine; a few letters, or a code, find an item or a choice at once.
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
from kiosk.work.order.line import MOST_OF_ONE, Choice, changed, chosen, cost, holds, in_menu_order, offered
from kiosk.work.order.required import OpenChoice, count_of, has_room, open_choices
from kiosk.work.playbook.menu import PER_PAGE, ChoiceGroup, Item, Menu, Option, Word, spellings
from kiosk.work.playbook.menu_index import NONE, fit_of, index_of
from kiosk.work.text.plain import bare
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


class Match(Struct, frozen=True):
    """What fits the letters that were typed: an item of the menu, or a choice of the open item."""

    label: str
    price: int
    is_out: bool
    item: str = ""
    page: ChoicePage | None = None
    """The page the choice stands on."""
    option: Option | None = None


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
        self._level: Level = "pages"
        self.category = 0
        self.page = 0
        self.top = 0
        """The first of the nine pages or items that digits stand for, where there are more."""
        self.is_fresh = False
        """Whether the last line was just put in and has no choices, so that it is not open."""
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

    @property
    def level(self) -> Level:
        """What the digits stand for; the pages begin with their first nine."""
        return self._level

    @level.setter
    def level(self, level: Level) -> None:
        self.top = 0 if level == "pages" else self.top
        self._level = level

    def items(self) -> list[Item]:
        """Return the items of the open page of the menu."""
        category = self.menu.categories[self.category].id
        return [item for item in self.menu.items if item.category == category]

    def listed(self) -> list[Item]:
        """Return the items that digits stand for, or would on the first page while none is open."""
        top = self.top if self.level == "items" else 0
        return self.items()[top : top + PER_PAGE]

    def more(self) -> tuple[int, int]:
        """Return which nine pages or items are shown, and of how many nines; of one there is nothing to turn."""
        many = len(self.items() if self.level == "items" else self.menu.categories)
        return self.top // PER_PAGE + 1, max(1, -(-many // PER_PAGE))

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
    def noted(self) -> WishDraft | None:
        """The wish that a note is for: the open one, or the last where it was just put in; None for the whole order."""
        is_last = self.is_fresh and self.level == "items" and bool(self.basket)
        return self.keyed or (self.basket[-1] if is_last else None)

    @property
    def counted(self) -> WishDraft | None:
        """The wish that one more or one less is of: the open one, the marked one, else the last."""
        if not self.basket:
            return None
        draft = self.keyed or self.basket[self.cursor if self.cursor is not None else -1]
        return None if draft.struck else draft

    def matches(self, typed: str) -> tuple[Match, ...]:
        """Return what fits what is typed, best first: choices while an item is open, else items."""
        if self.keyed is None:
            found = index_of(self.menu).found(typed)
            return tuple(Match(item.name, item.price, bool(self.out_of(item.id)), item.id) for item in found)
        words = bare(typed)
        ranked = [
            (min(fit_of(bare(name), words) for name in _called(page, option)), page, option)
            for page in self.choice_pages()
            for option in page.options
        ]
        ranked.sort(key=lambda one: one[0])
        return tuple(
            Match(
                label=f"{_(CHANGE_WORDS[page.word])} {option.name}".strip(),
                price=cost(page.group, option, page.word),
                is_out=bool(self.out_for(page, option)) and not self.is_chosen(page, option),
                page=page,
                option=option,
            )
            for fit, page, option in ranked
            if words and fit < NONE
        )

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
                return self.open_category(self.top + digit - 1)
            case "items":
                items = self.listed()
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
        self.category, self.level, self.cursor, self.top, self.is_fresh = place, "items", None, 0, False
        return True

    def add(self, item: str) -> None:
        """Put an item into the basket and open what choices it has; refused when it is out or the order is full."""
        combo = self.menu.item[item].combo
        orderable(self.menu, item, self.out)
        holds(len(self.lines()) + 1 + len(combo))
        self.basket.append(WishDraft(item, inside=[WishDraft(inner) for inner in combo]))
        self.level, self.page, self.cursor = "choices", 0, None
        self.is_fresh = not self.choice_pages()
        if self.is_fresh:  # its page stays open, so that the key that ends choices sends nothing
            self._show_page_of(item)

    def _show_page_of(self, item: str) -> None:
        """Open the page of the menu an item stands on, at its nine."""
        category = self.menu.item[item].category
        self.category = next(place for place, one in enumerate(self.menu.categories) if one.id == category)
        self.level = "items"
        self.top = [one.id for one in self.items()].index(item) // PER_PAGE * PER_PAGE

    def choose(self, match: Match) -> None:
        """Take what was found: an item into the basket, or a choice of the open one; refused when it is out."""
        if match.page is None or match.option is None:
            self.add(match.item)
        elif match.page in (pages := self.choice_pages()):
            self.page = pages.index(match.page)
            self.toggle(match.page, match.option)

    def toggle(self, page: ChoicePage, option: Option) -> None:
        """Choose an option, or take the choice back; refused when it is out, and where no more can be chosen."""
        if not self.is_chosen(page, option):
            called = f"{_(CHANGE_WORDS[page.word])} {option.name}".strip()
            choosable(self.menu, called, lacking_for(page.group, option, page.word, self.out))
        draft = self._draft(page)
        is_first = page.group.kind == "one" and page.group.needs > count_of(page.group, draft.choices)
        wanted = Choice(page.group.id, option.id, self.amount(page, option))
        choices = changed(page.group, tuple(draft.choices), wanted)
        if len(choices) > len(draft.choices):
            has_room(self.menu, draft.item, page.group, choices)
        draft.choices = list(in_menu_order(self.menu, draft.item, choices))
        if is_first and self.page + 1 < len(self.choice_pages()):  # answered: the next one is asked
            self.page += 1

    def turn(self, by: int) -> None:
        """Go to the next or last page of choices, or page of the menu."""
        if self.level == "choices":
            self.page = (self.page + by) % max(1, len(self.choice_pages()))
        else:
            self.open_category((self.category + by) % len(self.menu.categories))

    def turn_nine(self) -> bool:
        """Go to the next nine pages or items, after the last to the first; False where there are no more than nine."""
        shown, of = self.more()
        self.top = shown % of * PER_PAGE
        return of > 1

    def count(self, by: int) -> None:
        """Order one more or one less of what is open, marked, or last in the basket."""
        if (counted := self.counted) is not None:
            counted.quantity = max(1, min(MOST_OF_ONE, counted.quantity + by))

    def move(self, by: int) -> None:
        """Change the quantity of the open wish, or mark another line of the basket."""
        if self.keyed is not None:
            self.count(-by)
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


def _called(page: ChoicePage, option: Option) -> list[str]:
    """Return all that a choice is called, with its word and without: `no onion`, `onion`, `NO onion`."""
    names = [option.id.replace("-", " "), *spellings(option), *(option.codes or ())]
    words = dict.fromkeys((page.word, _(CHANGE_WORDS[page.word])))
    return [f"{word} {name}".strip() for name in names for word in ("", *words)]
