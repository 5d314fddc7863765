"""Names in an order from outside: found on the menu, or kept as words that every station sees.

A name nobody knows never loses an order: an item becomes a line that is not on the menu, a choice goes into its line's
note, an allergen into the guest's own words. What was kept so is told; `strict` refuses it instead.
"""

from __future__ import annotations

from typing import NoReturn

from kiosk.errors import Refused
from kiosk.work.allergy.allergy import under_name
from kiosk.work.allergy.detection import read, read_name
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish, numbered, parse_choice
from kiosk.work.playbook.menu import UNKNOWN, Menu
from kiosk.work.text.finding import closest, nearest
from kiosk.work.text.plain import alike
from kiosk.work.text.text import clean

LONGEST_CALLED = 60
"""Characters of what an item is called that is not on the menu."""

MARK = "?"
"""Stands in a note before a choice nobody knows."""

KEPT = {
    "allergy": "it tells of an allergy, so it stands in the guest's own words",
    "ask": "it may tell of an allergy, so it stands in the order's note",
}
"""Where words stand too, by how they are to be taken."""

Said = tuple[str, str]
"""Where something was said, and what."""


def refuse(path: str, words: str) -> NoReturn:
    """Refuse an order with the place of what is wrong."""
    raise Refused("bad-order", f"{path}: {words}" + ("" if words.endswith((".", "?")) else "."))


class Names:
    """Looks names up on a menu, and remembers what it did not find."""

    def __init__(self, menu: Menu, *, strict: bool) -> None:
        """Remember nothing yet; `strict` refuses every name that is not on the menu."""
        self._menu = menu
        self._strict = strict
        self._doubts: dict[str, str] = {}
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

    def guest(self, guest: Guest, name: str) -> Guest:
        """Return a guest under a name, which is kept also where it tells of an allergy, or may."""
        words = clean(name, len(name))
        if kept := KEPT.get(read_name(words).answer):
            self._doubts["guest"] = f"guest “{clean(name)}”: {kept}."
        return under_name(guest, words)

    def _keep(self, said: str, answer: str) -> str:
        """Keep what tells of an allergy, or may, and say where it stands; empty for anything else."""
        words = clean(said, len(said))
        self.dangers += [words] if answer == "allergy" else []
        self.questions += [words] if answer == "ask" else []
        return KEPT.get(answer, "")

    def item(self, said: Said) -> str:
        """Find an item by its id, else by its name in whatever letters; `UNKNOWN` where the menu has neither."""
        path, words = said
        ids = [item.id for item in self._menu.items]
        if words in ids:
            return words
        spelt = " ".join(words.casefold().split())
        named = [item.id for item in self._menu.items if spelt in (item.name.casefold(), item.id)]
        spelt = alike(words)
        named = named or [item.id for item in self._menu.items if spelt in (alike(item.name), item.id)]
        if named:
            return named[0]
        names = [item.name for item in self._menu.items]
        if self._strict:
            refuse(path, f"the menu has no item “{clean(words, 60)}”. {nearest(words, ids, also=names)}")
        if f"item {words}" not in self._doubts:
            close = closest(words, [*ids, *names])
            meant = f" Did you mean `{close}`?" if close else ""
            self._doubts[f"item {words}"] = (
                f"“{clean(words)}” is not on the menu: every station sees it, marked.{meant}"
            )
        return UNKNOWN

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
        said = [(path, words if words in known else meant.get(alike(words), words)) for path, words in said]
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
