"""Names in an order from outside: found on the menu, or kept as words that every station sees.

A name nobody knows never loses an order: an item becomes a line that is not on the menu, a choice goes into its line's
note, an allergen into the guest's own words. What was kept so is told; `strict` refuses it instead.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NoReturn

from kiosk.errors import Refused
from kiosk.work.allergy.allergy import under_name
from kiosk.work.allergy.detection import read, read_name
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish, numbered, parse_choice
from kiosk.work.playbook.menu import UNKNOWN, Menu
from kiosk.work.playbook.menu_index import index_of
from kiosk.work.text.finding import closest, nearest
from kiosk.work.text.plain import alike
from kiosk.work.text.text import LONGEST_NOTE, NAME_LENGTH, clean

LONGEST_CALLED = 60
"""Characters of what an item is called that is not on the menu."""

MARK = "?"
"""Stands in a note before a choice nobody knows."""

KEPT = {
    "allergy": "it tells of an allergy, so it stands in the guest's own words",
    "ask": "it may tell of an allergy, so it stands in the order's note",
}
"""Where words stand too, by how they are to be taken."""

WITHOUT = ("without", "w/o", "remove", "minus", "sin", "ohne")
"""What other programs say for NO."""

WITH = ("with", "add", "plus", "con", "mit")
"""What other programs say before what goes in."""

_PIECE = re.compile(r"[^.!?;\n]{1,200}(?![^\W_])[.!?;\n]*|\S{1,200}")

Said = tuple[str, str]
"""Where something was said, and what."""


def refuse(path: str, words: str) -> NoReturn:
    """Refuse an order with the place of what is wrong."""
    raise Refused("bad-order", f"{path}: {words}" + ("" if words.endswith((".", "?")) else "."))


def _spellings(words: str) -> tuple[str, ...]:
    """Return the ways in which a menu may have a choice: with blanks for dashes, NO in other words."""
    plain = " ".join(re.sub("[-_]", " ", words).split())
    first, _blank, rest = plain.partition(" ")
    other = f"no {rest}" if first.casefold() in WITHOUT else rest if first.casefold() in WITH else ""
    return (words, plain, *([other] if other else []))


class Names:
    """Looks names up on a menu, and remembers what it did not find."""

    def __init__(self, menu: Menu, *, strict: bool, whole: bool = False) -> None:
        """Remember nothing yet; `strict` refuses every name that is not on the menu, `whole` every text that is cut."""
        self._menu = menu
        self._strict = strict
        self._whole = whole
        self._doubts: dict[str, str] = {}
        self.cut = False
        """Whether a text is longer than an order keeps."""
        self.dangers: list[str] = []
        """What tells of an allergy under keys that nobody knows."""
        self.questions: list[str] = []
        """What may tell of one there."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What was not found, a sentence for each name, said once."""
        return tuple(self._doubts.values())

    def strange_key(self, path: str, key: str, words: str, known: tuple[str, ...]) -> None:
        """Tell of a key that nobody knows; what tells of an allergy under it is kept, whatever the key."""
        strange = f"has a key “{clean(key, 60)}” that is not known"
        if self._strict:
            refuse(path, f"{strange}. {nearest(clean(key), list(known))}")
        said = f"{key}: {words}"
        kept = self._keep(said, read(said).answer) or "not read"
        close = closest(key, list(known), 0.75)
        self._doubts[f"key {path} {key}"] = f"{path}: {strange}: {kept}." + (
            f" Did you mean `{close}`?" if close else ""
        )

    def doubt(self, key: str, words: str) -> None:
        """Tell of something else that is not as it was said."""
        self._doubts.setdefault(key, words)

    def guest(self, guest: Guest) -> Guest:
        """Return a guest whose name stands elsewhere too where it tells of an allergy, or may, or is very long."""
        name = clean(guest.name, len(guest.name))
        if kept := KEPT.get(read_name(name).answer):
            self._doubts["guest"] = f"guest “{clean(name)}”: {kept}."
        elif len(name) > NAME_LENGTH:
            self.questions.append(self.beginning("guest", guest.name))
            self.doubt(
                "long guest", f"guest: is longer than {NAME_LENGTH} characters: all of it stands in the order's note."
            )
        return under_name(guest, name)

    def beginning(self, path: str, said: str) -> str:
        """Return a text as far as an order keeps it: of a very long one the beginning, and what tells of an allergy."""
        if len(said) <= LONGEST_NOTE:
            return said
        if self._whole:
            refuse(path, f"is longer than {LONGEST_NOTE} characters")
        self.cut = True
        self.doubt(
            f"cut {path}",
            f"{path}: is {len(said):,} characters long: the order has its beginning, and what tells of an allergy.",
        )
        begins = said[:LONGEST_NOTE].rpartition(" ")[0] or said[:LONGEST_NOTE]
        pieces = _PIECE.findall(said[len(begins) :])
        heeded = [piece.strip() for piece in pieces if read(piece).answer != "harmless"]
        short = " … ".join([begins, *dict.fromkeys(heeded)])[: 2 * LONGEST_NOTE] + " …"
        reading, left = read(said), read(short)
        missed = sorted({*reading.allergens} - {*left.allergens})
        if missed or (reading.answer != left.answer and left.answer == "harmless"):
            self.dangers.append(", ".join(missed) or "allergy")
        return short

    def _keep(self, said: str, answer: str) -> str:
        """Keep what tells of an allergy, or may, and say where it stands; empty for anything else."""
        words = clean(said, len(said))
        self.dangers += [words] if answer == "allergy" else []
        self.questions += [words] if answer == "ask" else []
        return KEPT.get(answer, "")

    def known(self, words: str) -> str:
        """Return the item of a name, another spelling or a code, in whatever letters; empty for none."""
        return index_of(self._menu).of_words(words)

    def item(self, said: Said) -> str:
        """Find an item by its id, else by its name in whatever letters; `UNKNOWN` where the menu has neither."""
        path, words = said
        if named := self.known(words):
            return named
        ids = [item.id for item in self._menu.items]
        names = [name for item in self._menu.items for name in (item.name, *(item.also or ()))]
        if self._strict:
            refuse(path, f"the menu has no item “{clean(words, 60)}”. {nearest(words, ids, also=names)}")
        if f"item {words}" not in self._doubts:
            close = closest(words, [*ids, *names])
            meant = f" Did you mean `{close}`?" if close else ""
            self._doubts[f"item {words}"] = (
                f"“{clean(words)}” is not on the menu: every station sees it, marked.{meant}"
            )
        return UNKNOWN

    def choice(self, item: str, spelt: list[str]) -> str:
        """Return how an item's choice is spelt on the menu, of several ways; empty where it offers none of them."""
        for words in [other for one in spelt for other in _spellings(one)] if item != UNKNOWN else ():
            with suppress(Refused):
                parse_choice(self._menu, item, words)
                return words
        return ""

    def is_group(self, words: str) -> bool:
        """Whether words are what a group of choices is called, which alone chooses nothing."""
        return any(alike(words) in (name, alike(group.name)) for name, group in self._menu.group.items())

    def is_combo(self, item: str) -> bool:
        """Whether other items come inside an item."""
        return bool(self._menu.item[item].combo)

    def parted(self, item: str, words: str) -> list[str]:
        """Part choices that stand in one text, where the item offers each."""
        if not re.search("[,;]", words):
            return [self.choice(item, [words]) or words]
        parts = list(filter(None, map(str.strip, re.split("[,;]", words))))
        is_one = self.choice(item, [words]) or not all(self.choice(item, [part]) for part in parts)
        return [self.choice(item, [words]) or words] if is_one else [self.choice(item, [part]) for part in parts]

    def choices(self, item: str, said: list[Said]) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
        """Part choices into those that hold together for an item, and the words of all others."""
        known: list[Choice] = []
        others: list[str] = []
        for path, words in said:
            if item == UNKNOWN:
                others.append(words)
                continue
            try:
                choice = parse_choice(self._menu, item, words)
                if not self._strict:
                    numbered(self._menu, (Wish(item, 1, (*known, choice)),))
                known.append(choice)
            except Refused as refused:
                if self._strict:
                    refuse(path, refused.words)
                others.append(f"{MARK} {words}")
                twice = f"“{clean(words)}” cannot hold together with another choice."
                why = twice if refused.code == "choice-twice" else refused.words
                self._doubts.setdefault(
                    f"choice {item} {words}", f"{why} It stands in the note of its line, marked {MARK}."
                )
        return tuple(known), tuple(others)

    def allergens(self, said: list[Said]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Part allergens into those of the menu and the words of all others; `strict` leaves them to the counter."""
        known = {allergen for part in self._menu.parts for allergen in part.allergens}
        meant = {alike(name): name for name in known}
        parted: list[Said] = []
        for path, words in said:
            parts = re.split("[,;]", words)
            is_known = all(alike(part) in meant for part in parts)
            parted += [(path, meant[alike(part)] if is_known else part) for part in (parts if is_known else [words])]
        said = parted
        others = () if self._strict else tuple(dict.fromkeys(words for _, words in said if words not in known))
        for words in others:
            self._doubts[f"allergen {words}"] = (
                f"“{clean(words)}” is no allergen of this menu: it stands in the guest's own words."
            )
        return tuple(words for _, words in said if words not in others), others

    def fitting(self, path: str, wish: Wish, words: str, rest: tuple[str, ...]) -> Wish:
        """Return a wish as the menu can give it; else a line that is not on the menu, with all that was said of it."""
        if self._strict or wish.item == UNKNOWN:
            return wish
        try:
            numbered(self._menu, (wish,))
        except Refused as refused:
            self._doubts[f"inside {path}"] = f"{path}: {refused.words} Every station sees it as it was written, marked."
            return Wish(
                UNKNOWN, wish.quantity, (), ", ".join(rest), line=wish.line, called=clean(words, LONGEST_CALLED)
            )
        return wish
