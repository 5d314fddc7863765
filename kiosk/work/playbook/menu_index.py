"""What a menu's items are called, so that words find them: an order from outside, a scanned code, a search by typing.

An item is known by its id, its name in each language, how else it is spelt (`also`) and its `codes`: a till's number, a
barcode. Accents and capitals are heeded by nobody, nor is an s too many where one item alone is meant.
"""

from __future__ import annotations

import re
from typing import cast

from kiosk.work.playbook.menu import Item, Menu, spellings
from kiosk.work.text.plain import alike, bare

_APART = re.compile(r"[\W_]")

KEPT = "index"
"""Under which name a menu keeps its index, as it keeps what else it worked out of itself."""

BY_CODE, WHOLE, BEGINS, WORD, WORDS, INSIDE, NONE = range(7)
"""How well an item fits what is typed, best first: by its code, by a whole name, by how a name or a word of it begins,
by how several words of it begin, by what stands inside a name."""


class MenuIndex:
    """Finds items by what they are called."""

    def __init__(self, menu: Menu) -> None:
        """Note what each item of a menu is called."""
        self._ids = {item.id for item in menu.items}
        self._codes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._spelt: list[tuple[Item, tuple[str, ...]]] = []
        self._joined: dict[str, set[str]] = {}
        spelt = {item.id: _bare_names(item) for item in menu.items}
        for item in menu.items:
            for code in item.codes or ():
                self._codes.setdefault(code.casefold(), item.id)
            for name in (item.name.casefold(), alike(item.name)):
                self._names.setdefault(name, item.id)
            for name in (item.id, *spelt[item.id]):
                self._joined.setdefault(_APART.sub("", name), set()).add(item.id)
            self._spelt.append((item, (*spelt[item.id], item.id.replace("-", " "))))
        for item in menu.items:  # behind all names: what one is called else never takes another's name
            for name in spelt[item.id]:
                self._names.setdefault(name, item.id)

    def of_code(self, code: str) -> str:
        """Return the item of a code; empty for none."""
        return self._codes.get(code.strip().casefold(), "")

    def of_words(self, words: str) -> str:
        """Return the item of an id, a name, another spelling or a code, in whatever letters; empty for none."""
        if words in self._ids:
            return words
        spelt = " ".join(words.casefold().split())
        if named := self._names.get(spelt) or (spelt if spelt in self._ids else "") or self.of_code(words):
            return named
        for spelt in (alike(words), bare(words)):
            if named := self._names.get(spelt) or (spelt if spelt in self._ids else ""):
                return named
        joined = _APART.sub("", spelt)
        ways = {joined, joined.removesuffix("s"), joined.removesuffix("es")} - {""}
        meant = {item for way in ways for item in self._joined.get(way, ())}
        return meant.pop() if len(meant) == 1 else ""

    def found(self, typed: str) -> tuple[Item, ...]:
        """Return the items that fit what is typed so far, best first, and of equals in the menu's order."""
        code, words = typed.strip().casefold(), bare(typed)
        if not code:
            return ()
        ranked = [(_fit(item, names, code, words), item) for item, names in self._spelt]
        ranked.sort(key=lambda one: one[0])
        return tuple(item for fit, item in ranked if fit < NONE)


def _bare_names(item: Item) -> tuple[str, ...]:
    """Return all that an item is called, one or more of it, as it is searched for."""
    return tuple(dict.fromkeys(filter(None, map(bare, (*spellings(item), item.plural)))))


def _fit(item: Item, names: tuple[str, ...], code: str, words: str) -> int:
    """Return how well an item fits what is typed."""
    if any(one.casefold().startswith(code) for one in item.codes or ()):
        return BY_CODE
    return min((fit_of(name, words) for name in names), default=NONE) if words else NONE


def fit_of(name: str, typed: str) -> int:
    """Return how well a name fits what is typed; both as `bare` gives them."""
    if name == typed:
        return WHOLE
    if name.startswith(typed):
        return BEGINS
    parts = name.split()
    if any(part.startswith(typed) for part in parts):
        return WORD
    if all(any(part.startswith(one) for part in parts) for one in typed.split()):
        return WORDS
    return INSIDE if typed in name else NONE


def index_of(menu: Menu) -> MenuIndex:
    """Return a menu's index, which is made once."""
    kept = vars(menu)
    if KEPT not in kept:
        kept[KEPT] = MenuIndex(menu)
    return cast(MenuIndex, kept[KEPT])
