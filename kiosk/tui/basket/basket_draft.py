"""What a guest wants so far: wishes being keyed, and what of them cannot be made. Nothing of it is recorded yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.allergy.allergy import asked_words, notes_of, told_by
from kiosk.work.allergy.detection import Heard, heard, heard_in
from kiosk.work.board.board import STRANGER
from kiosk.work.board.stock import lacking, stock_name, unmakable
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Line, Wish, numbered
from kiosk.work.order.order import AllergyQuestion, Answer
from kiosk.work.playbook.menu import Menu

UNNAMED = "unnamed"
"""Stands for an allergy that a note tells of and no list knows by name."""


class WishDraft(Struct):
    """One wish being keyed."""

    item: str
    quantity: int = 1
    choices: list[Choice] = field(default_factory=list)
    note: str = ""
    inside: list[WishDraft] = field(default_factory=list)
    line: int = 0
    """The line of a sent order it stands for; 0 for a new one."""
    called: str = ""
    """What the outside calls it, where it is not on the menu."""
    struck: bool = False
    """Whether that line is taken out; it stands there until the change is sent."""

    def wish(self) -> Wish:
        """Return it as a value."""
        inside = tuple(draft.wish() for draft in self.inside)
        return Wish(self.item, self.quantity, tuple(self.choices), self.note, inside, self.line, self.called)


def _names(one: Heard) -> tuple[str, ...]:
    """Name what a note tells of, known by name or not."""
    return one.allergens or ((UNNAMED,) if one.told else ())


def draft_of(wish: Wish) -> WishDraft:
    """Return a wish as one that can be keyed on."""
    inside = [draft_of(inner) for inner in wish.inside]
    return WishDraft(wish.item, wish.quantity, list(wish.choices), wish.note, inside, wish.line, wish.called)


class OrderBasket:
    """The wishes of one guest, and what is known of the guest."""

    def __init__(self, menu: Menu) -> None:
        """Begin with nothing."""
        self.menu = menu
        self.basket: list[WishDraft] = []
        self.guest = Guest("")
        self.visits = STRANGER
        """What the record holds under the keyed name, once it was asked."""
        self.allergies: tuple[str, ...] = ()
        self.off: frozenset[str] = frozenset()
        """What was found in what is written and taken off again: it is no allergy."""
        self.looked: frozenset[str] = frozenset()
        """The notes that this was decided on: what is written afterwards is asked about anew."""
        self.meant: frozenset[str] = frozenset()
        """The notes that somebody said are an allergy."""
        self.wished: frozenset[str] = frozenset()
        """The notes that somebody said are just a wish."""
        self.out: Collection[str] = ()
        """What is out of stock now, items and parts."""
        self.told: frozenset[str] = frozenset()
        """What of that has been said of this basket already."""

    def wishes(self) -> tuple[Wish, ...]:
        """Return the basket as values."""
        return tuple(draft.wish() for draft in self.basket)

    @property
    def says(self) -> Heard:
        """What the notes and the guest's own words tell of, without what was taken off."""
        told = any(one.told and self._left(words, one) for words, one in self._told().items())
        return Heard(told, tuple(sorted(self.left() - {UNNAMED})))

    def found(self) -> tuple[str, ...]:
        """Name everything that is found in what is written, taken off or not."""
        return tuple(sorted({name for one in self._told().values() for name in _names(one)}))

    def left(self) -> frozenset[str]:
        """Name what is found and not taken off."""
        return frozenset(name for words, one in self._told().items() for name in self._left(words, one))

    def decide(self, names: Iterable[object]) -> None:
        """Let only these stand of what is found in what is written until now."""
        self.off, self.looked = frozenset(self.found()).difference(map(str, names)), frozenset(self._told())
        self.meant = self.wished = frozenset()

    def _told(self) -> dict[str, Heard]:
        """Give, by its words, what each note tells of and what the guest's own words name."""
        own = self.guest.allergy
        notes = {note: heard_in(note) for note in (self.guest.note, *notes_of(self.wishes()))}
        return {**notes, own: notes.get(own, Heard()) | Heard(False, heard((), own).allergens)}

    def _left(self, words: str, one: Heard) -> frozenset[str]:
        """Name what one note tells of and nobody took off there."""
        if words in self.wished:
            return frozenset()
        return frozenset(_names(one)) - (self.off if words in self.looked else frozenset())

    def asked(self) -> tuple[str, ...]:
        """Name what was found and nobody has decided on yet."""
        known = self.looked | self.meant | self.wished
        new = {name for words, one in self._told().items() if words not in known for name in _names(one)}
        return tuple(sorted(new.difference(self.allergies)))

    def said(self) -> tuple[Heard, Answer | None]:
        """Return what is sent of all that was written: what is told, what has to be asked, and what was answered."""
        question = self._question()
        if question is None:
            return self.says, None
        told, unsure = self._told(), frozenset(asked_words(question, self.guest))
        left = {name for words in unsure for name in self._left(words, told[words])}
        others = {words: self._left(words, one) for words, one in told.items() if words not in unsure}
        names = {name for found in others.values() for name in found} - {UNNAMED}
        decided = unsure <= self.looked | self.wished | self.meant
        answer: Answer | None = None if not decided else "allergy" if left or unsure & self.meant else "wish"
        if answer == "allergy":
            question = replace(question, allergens=tuple(sorted(left - names - {UNNAMED, *self.allergies})))
        plain = any(found for words, found in others.items() if told[words].told)
        return Heard(plain, tuple(sorted(names)), question), answer

    def _question(self) -> AllergyQuestion | None:
        return told_by(self.wishes(), self.guest, self.allergies).asked

    def answer(self, answer: Answer) -> None:
        """Take what is asked about for an allergy or for a wish; all else that was found stays as it is."""
        question = self._question()
        unsure = frozenset(asked_words(question, self.guest)) if question else frozenset()
        self.wished = self.wished | unsure if answer == "wish" else self.wished - unsure
        self.meant = self.meant | unsure if answer == "allergy" else self.meant - unsure

    @property
    def sent(self) -> tuple[Line, ...]:
        """The lines that were sent before; none of a new order."""
        return ()

    def lines(self) -> tuple[Line, ...]:
        """Return the basket as the lines it will make; none while it is empty."""
        try:
            return numbered(self.menu, self.wishes())
        except Refused:
            return ()

    def out_of(self, item: str) -> str:
        """Name what is out so that an item cannot be made at all; empty where it can."""
        return self.first(unmakable(self.menu, item, self.out))

    def lost(self) -> dict[int, str]:
        """Name what is out for each wish of the basket that cannot be made as it is, by its place from 0."""
        found = {place: self.first(lacking(self.menu, one.wish(), self.out)) for place, one in enumerate(self.basket)}
        return {place: name for place, name in found.items() if name}

    def first(self, names: Iterable[str]) -> str:
        """Return what people call the first of some items and parts; empty for none."""
        return next((stock_name(self.menu, name) for name in names), "")
