#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/baskets.py FILE [--playbook NAME] - how many keys real orders take at the front.

FILE has a line an item, parted by tabs, under a head: order_id quantity item_name choice_description item_price; its
choices stand in nested brackets, NULL for none. Each order is keyed into an empty basket by the same rules as at a
screen, from the first page of the menu to SEND, by keys that turn no page needlessly; what the menu does not have is
counted and left out. The least possible is a digit an item and a choice, the figures of a quantity and one key to send.
"""

# ruff: noqa: S101 - a figure of a basket that is not the order would be none

from __future__ import annotations

import argparse
import csv
import re
import statistics
import sys
from itertools import groupby
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.config.found_files import shipped  # noqa: E402 - the checkout comes first on the path
from kiosk.config.playbook import load_playbook  # noqa: E402
from kiosk.errors import Refused  # noqa: E402
from kiosk.tui.basket.order_entry import OrderEntry  # noqa: E402
from kiosk.work.order.line import Choice, parse_choice  # noqa: E402
from kiosk.work.order.required import filled  # noqa: E402
from kiosk.work.playbook.menu import PER_PAGE, Menu  # noqa: E402
from kiosk.work.playbook.menu_index import index_of  # noqa: E402
from kiosk.work.text.plain import bare  # noqa: E402


class Wanted(Struct, frozen=True):
    """One line of an order, as the menu has it."""

    item: str
    quantity: int
    choices: tuple[Choice, ...]


class Reader:
    """Reads lines as the menu has them, and remembers what it has not."""

    def __init__(self, menu: Menu) -> None:
        """Have missed nothing yet."""
        self.menu = menu
        self.missed: dict[str, int] = {}

    def line(self, name: str, quantity: int, said: list[str]) -> Wanted | None:
        """Return a line; a name such as `Chicken Bowl` is an item with a choice, `Chips and Salsa` one with another."""
        words = name.replace(" and ", " ").split()
        for cut in (*range(len(words) + 1),):
            for item, rest in ((words[cut:], words[:cut]), (words[:cut], words[cut:])):
                if known := index_of(self.menu).of_words(" ".join(item)):
                    extra = [" ".join(rest)] if rest else []
                    return Wanted(known, quantity, self._choices(known, [*extra, *said]))
        self.missed[name] = self.missed.get(name, 0) + 1
        return None

    def _choices(self, item: str, said: list[str]) -> tuple[Choice, ...]:
        found: list[Choice] = []
        for words in said:
            plain = re.sub(r"\s*\(.*?\)", "", words)
            for spelt in (words, plain, plain.replace("-", " ")):
                try:
                    found.append(parse_choice(self.menu, item, spelt))
                    break
                except Refused:
                    continue
            else:
                self.missed[f"{item}: {words}"] = self.missed.get(f"{item}: {words}", 0) + 1
        return filled(self.menu, item, tuple(dict.fromkeys(found)))


def keys_of(menu: Menu, order: list[Wanted]) -> int:
    """Return the keys an order takes, keyed as at the screen; AssertionError where the basket is not the order."""
    keying, keys = OrderEntry(menu), 0
    for wanted in order:
        keys += _open(keying, wanted.item)
        keys += _choose(keying, wanted)
        keys += _count(keying, wanted.quantity)
        if keying.level == "choices":
            keying.enter()
            keys += 1
    if keying.level != "pages":
        keying.enter()
        keys += 1
    wishes = keying.wishes()
    assert [(one.item, one.quantity, set(one.choices)) for one in order] == [
        (wish.item, wish.quantity, set(wish.choices)) for wish in wishes
    ]
    return keys + 1


def _open(keying: OrderEntry, item: str) -> int:
    """Open an item: over its page and its nine, or from the page that is still open."""
    keys, wanted = 0, keying.menu.item[item].category
    if keying.level == "items" and keying.menu.categories[keying.category].id != wanted:
        keying.enter()
        keys += 1
    if keying.level == "pages":
        place = [one.id for one in keying.menu.categories].index(wanted)
        for _turn in range(place // PER_PAGE):
            keying.turn_nine()
            keys += 1
        keying.digit(place % PER_PAGE + 1)
        keys += 1
    while item not in [one.id for one in keying.listed()]:
        keying.turn_nine()
        keys += 1
    keying.digit([one.id for one in keying.listed()].index(item) + 1)
    return keys + 1


def _choose(keying: OrderEntry, wanted: Wanted) -> int:
    """Make every choice of a line, from page to page."""
    keys = 0
    left = set(wanted.choices)
    for turns in range(len(keying.choice_pages()) + 1):
        while (page := keying.open_page()) and keying.level == "choices":
            here = [o for o in page.options if Choice(page.group.id, o.id, page.word) in left]
            if not here:
                break
            left.discard(Choice(page.group.id, here[0].id, page.word))
            keying.digit(page.options.index(here[0]) + 1)
            keys += 1
        if not left:
            break
        if keying.level == "choices":
            keying.turn(1)
            keys += 1
        assert turns < len(keying.choice_pages()), left
    return keys


def _count(keying: OrderEntry, quantity: int) -> int:
    """Key a quantity: one more at a time, or its figures."""
    if quantity > 1:
        keying.count(quantity - 1)
    return min(quantity - 1, 2 + len(str(quantity)))


def main() -> int:
    """Count, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--playbook", default="burrito", choices=sorted(shipped()))
    args = parser.parse_args()
    menu = load_playbook(shipped()[args.playbook]).menu
    reader = Reader(menu)
    rows = list(csv.DictReader(args.file.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    counts: list[tuple[int, int]] = []
    for _order, lines in groupby(rows, key=lambda row: row["order_id"]):
        order = []
        for row in lines:
            said = [one.strip() for one in row["choice_description"].replace("NULL", "").strip("[]").split(",")]
            said = [re.sub(r"[\[\]]", "", one) for one in said if bare(one)]
            if wanted := reader.line(row["item_name"], int(row["quantity"]), said):
                order.append(wanted)
        if order:
            least = 1 + sum(1 + len(one.choices) + len(str(one.quantity)) * (one.quantity > 1) for one in order)
            counts.append((keys_of(menu, order), least))
    keys, least = zip(*counts, strict=True)
    print(f"{len(counts)} orders, {len(rows)} lines; not on the menu: {sum(reader.missed.values())}")
    for words, count in sorted(reader.missed.items(), key=lambda one: -one[1])[:12]:
        print(f"  {count} × {words}")
    for name, figures in (("keys an order", keys), ("least possible", least)):
        tenths = statistics.quantiles(figures, n=10)
        print(
            f"{name:<16} median {statistics.median(figures):g}, nine in ten at most {tenths[-1]:g}, most {max(figures)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
