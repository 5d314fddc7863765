"""The tiles of an order being keyed: pages of the menu, items, and choices, with the digits that stand for them."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.tui.basket.order_entry import ChoicePage, OrderEntry
from kiosk.tui.widgets.tiles import OUT, Tile
from kiosk.tui.widgets.words import CHANGE_WORDS
from kiosk.words import _, later
from kiosk.work.order.line import cost
from kiosk.work.playbook.menu import PER_PAGE, Option

Price = Callable[[int], str]

OF_ANY = (
    ("plus", "+", later("One more")),
    ("minus", "-", later("One less")),
    ("quantity", "*", later("How many")),
    ("note", "", later("Note")),
)
"""What can be said of a line without choices: its action, its sign, its words."""


def tabs(keying: OrderEntry) -> list[Tile]:
    """Return the upper row: pages of choices while an item is open, else pages of the menu."""
    if keying.level == "choices":
        here = keying.open_page()
        return [
            Tile(("page", place), page.title, look="on" if page == here else "tab")
            for place, page in enumerate(keying.choice_pages())
        ]
    picking = keying.level == "items"
    first = keying.category // PER_PAGE * PER_PAGE if picking else keying.top
    pages = [
        Tile(
            ("category", place),
            category.name,
            digit="" if picking else str(place - first + 1),
            look="on" if picking and place == keying.category else "plain",
        )
        for place, category in enumerate(keying.menu.categories[first : first + PER_PAGE], first)
    ]
    return pages if picking else [*pages, *_turn(keying)]


def _turn(keying: OrderEntry) -> list[Tile]:
    """Return the tile that turns to the next nine; none where all of them are shown."""
    shown, of = keying.more()
    return [Tile("turn", _("More"), "0", f"{shown}/{of}")] if of > 1 else []


def tiles(keying: OrderEntry, price: Price) -> list[Tile]:
    """Return the grid below: options of the open page of choices, else items of the open page of the menu."""
    page = keying.open_page()
    if keying.level == "choices":
        if page is None:
            return [Tile(("act", name), _(words), sign) for name, sign, words in OF_ANY]
        return [_option(keying, page, digit, option, price) for digit, option in enumerate(page.options, 1)]
    picking = keying.level == "items"
    items = [
        Tile(
            ("item", item.id),
            item.name,
            digit=str(digit) if picking else "",
            detail=_(OUT) if (gone := bool(keying.out_of(item.id))) else price(item.price),
            look="out" if gone else "plain" if picking else "faint",
        )
        for digit, item in enumerate(keying.listed(), 1)
    ]
    return [*items, *_turn(keying)] if picking else items


def _option(keying: OrderEntry, page: ChoicePage, digit: int, option: Option, price: Price) -> Tile:
    """Return an option's tile: a change says its word again, and what it costs."""
    word = keying.amount(page, option)
    costs = cost(page.group, option, word)
    detail = f"{'+' if costs > 0 else '-'} {price(abs(costs))}" if costs else ""
    label = f"{_(CHANGE_WORDS[word])} {option.name}".strip()
    if keying.out_for(page, option) and not keying.is_chosen(page, option):
        return Tile(("option", digit), label, str(digit), _(OUT), "out")
    return Tile(("option", digit), label, str(digit), detail, "on" if keying.is_chosen(page, option) else "plain")
