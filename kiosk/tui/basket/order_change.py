"""A sent order while it is changed: its lines as they were, as they are to be, and what that costs.

Nothing of it is recorded until it is sent. Lines that stand for sent ones know which; what is taken out stands there
struck through until then, and can be put back.
"""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.tui.basket.basket_draft import WishDraft, draft_of
from kiosk.tui.basket.order_entry import OrderEntry
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import OnBoard
from kiosk.work.board.stock import wants_more
from kiosk.work.order.line import Line, Wish, numbered
from kiosk.work.order.order import Order
from kiosk.work.verb.change import news, wishes_of


class OrderChange(OrderEntry):
    """A basket that begins with the lines of a sent order."""

    def __init__(self, entry: OnBoard) -> None:
        """Begin with an order as it is now."""
        super().__init__(entry.playbook.menu)
        self.entry = entry
        """The order as it was when it was looked at last."""
        self.in_front = False
        """Whether it is what the front shows."""
        self.sending = False
        """Whether it is on its way to the disk."""
        self.ended = False
        """Whether it was said that the order is over."""
        self.clear()

    @property
    def order(self) -> Order:
        """The order as it was when it was looked at last."""
        return self.entry.order

    @property
    def before(self) -> dict[int, Wish]:
        """The wishes of the order as it is, by line."""
        return {wish.line: wish for wish in wishes_of(self.order)}

    @property
    def sent(self) -> tuple[Line, ...]:
        """The lines of the order as it is."""
        return self.order.lines

    # What there is to see.

    @property
    def is_edited(self) -> bool:
        """Whether anything is to become otherwise."""
        return self.wishes() != wishes_of(self.order)

    def wishes(self) -> tuple[Wish, ...]:
        """Return what is wanted, without what is struck."""
        return tuple(draft.wish() for draft in self.basket if not draft.struck)

    def shown(self) -> tuple[Line, ...]:
        """Return every line the basket shows, struck ones too: those that were sent by their ids, new ones as 0."""
        lines: list[Line] = []
        for wish in (draft.wish() for draft in self.basket):
            ids = [wish.line, *(inner.line for inner in wish.inside)]
            made = numbered(self.menu, (wish,))
            lines += [replace(line, id=ids[place] if place < len(ids) else 0) for place, line in enumerate(made)]
        return tuple(lines)

    @property
    def says(self) -> Heard:
        """What new notes tell of that was not known of the order."""
        return news(self.order, self.lines())

    def asked(self) -> tuple[str, ...]:
        """Ask nothing: what a new note tells of is heeded, and a note that is no allergy is written otherwise."""
        return ()

    def struck(self) -> frozenset[int]:
        """Return the places in the basket that are taken out."""
        return frozenset(place for place, draft in enumerate(self.basket) if draft.struck)

    def lost(self) -> dict[int, str]:
        """Name what is out, where more is wanted of it than was sent: what was sent may be made already."""
        before = self.before
        return {
            place: name
            for place, name in super().lost().items()
            if not (draft := self.basket[place]).struck
            and wants_more(self.menu, draft.wish(), before.get(draft.line), self.out)
        }

    # What hands do.

    def change(self, place: int) -> None:
        """Open the choices of a line; one that was taken out is put back by that."""
        super().change(place)
        if self.keyed is not None:
            self.keyed.struck = False

    def take_out(self, place: int) -> None:
        """Strike a line that was sent, or put it back; a new one is gone."""
        draft = self.basket[place]
        if draft.line:
            draft.struck = not draft.struck
        else:
            super().take_out(place)

    def back(self) -> bool:
        """Go one step back; False on the pages, where nothing is marked: there it is left."""
        return not (self.level == "pages" and self.cursor is None) and super().back()

    def clear(self) -> None:
        """Begin again with the order as it is."""
        super().clear()
        self.basket = [draft_of(wish) for wish in wishes_of(self.order)]
        self.allergies, self.guest = self.order.must_not_meet, self.entry.guest

    def rebase(self, entry: OnBoard) -> bool:
        """Take up what somebody else made of the order; say whether that took the place of something keyed here.

        New lines stay, and so do changes of lines that nobody else has touched.
        """
        keyed, old, own = self.keyed, self.before, {draft.line: draft for draft in self.basket if draft.line}
        new = [draft for draft in self.basket if not draft.line]
        self.entry = entry
        now = self.before
        kept = {line for line in own if old.get(line) == now.get(line) and line in now}
        lost = any(_is_edited(draft, old.get(line)) for line, draft in own.items() if line not in kept)
        self.basket = [own[line] if line in kept else draft_of(wish) for line, wish in now.items()] + new
        place = next((place for place, draft in enumerate(self.basket) if draft is keyed), None)
        if keyed is not None and place is not None:
            self.cursor = None if self.cursor is None else place
        else:
            self.level, self.cursor = "items" if self.level == "items" else "pages", None
        return lost


def _is_edited(draft: WishDraft, before: Wish | None) -> bool:
    """Whether a line is to become otherwise."""
    return draft.struck or draft.wish() != before


def taken_back(seen: Order, now: Order) -> tuple[Wish, ...]:
    """Return the wishes that make an order what it was when it was seen; lines that are gone come back as new ones."""
    there = {line.id for line in now.lines}
    return tuple(
        wish
        if wish.line in there
        else replace(wish, line=0, inside=tuple(replace(inner, line=0) for inner in wish.inside))
        for wish in wishes_of(seen)
    )
