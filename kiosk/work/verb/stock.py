"""86: an item or a part is out of stock, or there again."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.stock import stock_name
from kiosk.work.order.counter_events import ItemBack, ItemOut
from kiosk.work.order.guard import Events
from kiosk.work.playbook.menu import Menu
from kiosk.work.text.text import action
from kiosk.work.verb.at import After, At
from kiosk.work.verb.field import ItemId
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import CounterVerb


class RunOut(CounterVerb, frozen=True):
    """Mark an item or a part out of stock: the front sees it at once."""

    item: ItemId

    @property
    def meant(self) -> ItemOut:
        """That it is out."""
        return ItemOut(self.item)

    def decide(self, at: At) -> Events:
        """Return that it is out."""
        words = stock_name(at.book.menu, self.item)
        if self.item in at.standing.out:
            raise Refused("already-out", _("{words} is out already.", words=words))
        return (self.meant,)

    def reply(self, after: After) -> Reply:
        """Say so, and how it comes back."""
        out = _("{name} is out.", name=as_a_sentence_begins(after.book.menu, self.item))
        return Reply(f"{out} {_('{sign} brings it back.', sign=action('eighty_six'))}")


class BringBack(CounterVerb, frozen=True):
    """Mark an item or a part there again."""

    item: ItemId

    @property
    def meant(self) -> ItemBack:
        """That it is there again."""
        return ItemBack(self.item)

    def decide(self, at: At) -> Events:
        """Return that it is there again."""
        if self.item not in at.standing.out:
            raise Refused("not-out", _("{name} is not out.", name=stock_name(at.book.menu, self.item)))
        return (self.meant,)

    def reply(self, after: After) -> Reply:
        """Say so."""
        return Reply(_("{name} is there again", name=as_a_sentence_begins(after.book.menu, self.item)))


def as_a_sentence_begins(menu: Menu, name: str) -> str:
    """Return what people call an item or a part, as a sentence begins; its id where it went out under another menu."""
    words = stock_name(menu, name) if name in menu.item or name in menu.part else name
    return words[:1].upper() + words[1:]
