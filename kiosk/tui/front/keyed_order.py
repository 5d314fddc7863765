"""An order that is keyed at the front: it takes the keys for itself, whether it is new or was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Literal, TypeVar

from textual.widget import Widget

from kiosk.errors import Refused
from kiosk.tui.basket.order_entry import AtBasket, Match, OrderEntry
from kiosk.tui.front.basket import TouchedWish
from kiosk.tui.station.green import Green
from kiosk.tui.station.mode import Mode
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _
from kiosk.work.playbook.menu_index import index_of
from kiosk.work.text.text import action as by_key

T = TypeVar("T")

AtFront = AtBasket | Literal["next-guest"]
"""What the green key can do at a front, before the open ticket is asked."""


class KeyedOrder(Mode):
    """Menu, basket and choices under the digits; what it is and what sending it means is said below."""

    LABELS: ClassVar[Mapping[AtBasket, str]]
    """What the green key says, by what it does."""

    def __init__(self, kiosk: Terminal, screen: StationScreen) -> None:
        """Stand in front of a front's desk."""
        self._kiosk = kiosk
        self._screen = screen
        self._desk = screen.desk

    @property
    def draft(self) -> OrderEntry | None:
        """What is keyed; None while this is not in front."""
        raise NotImplementedError

    @property
    def is_sending(self) -> bool:
        """Whether it is on its way to the disk: no key may change it then."""
        raise NotImplementedError

    def send(self, draft: OrderEntry) -> None:
        """Send it as it is."""
        raise NotImplementedError

    def leave(self, draft: OrderEntry) -> None:
        """Go back where nothing is left to go back from."""
        raise NotImplementedError

    def ask_about(self, action: str, draft: OrderEntry) -> None:
        """Ask for the guest's name, a note, or what the guest must not meet."""
        raise NotImplementedError

    def look_at_stock(self) -> None:
        """Say at once what of the basket has run out."""
        draft = self.draft
        lost = draft.lost() if draft else {}
        gone = [place for place, name in lost.items() if draft and name not in draft.told]
        if draft:
            draft.told = frozenset(lost.values())
        if draft and gone:
            from kiosk.tui.front.flows import lost_words

            self._desk.shows.say(lost_words(self._desk, draft, gone[0], lost[gone[0]]), "bad")

    # What is seen.

    def green(self) -> Green[AtFront] | None:
        """Return what the green key does in the menu or the basket, and what it says."""
        draft = self.draft
        return Green(draft.green, _(self.LABELS[draft.green])) if draft else None

    # What hands do.

    def act(self, action: str, digit: int) -> bool:
        """Key, mark, turn, count; ask, send or go back."""
        draft = self.draft
        if draft is None:
            return False
        match action:
            case "digit":
                self._press_digit(draft, digit)
            case "done":
                self._press_green(draft)
            case "undo":
                self._desk.shows.hush()
                if not draft.back():
                    self.leave(draft)
            case "guest" | "note" | "allergy" | "fields":
                self.ask_about(action, draft)
                return True
            case "find" | "quantity":
                self._ask_of(action, draft)
                return True
            case "clear":
                draft.clear()
            case _:
                if not self._move(action, draft):
                    return False
        self._screen.redraw()
        return True

    def _press_green(self, draft: OrderEntry) -> None:
        """Do what the green key says; only what is sent is weighed."""
        meant = self._desk.meant("done")
        match draft.green:
            case "send":
                if meant:
                    self.send(draft)
            case "add" | "open-line" | "menu":
                self._desk.shows.hush()
                self._tried(draft.enter)

    def _move(self, action: str, draft: OrderEntry) -> bool:
        """Mark another line, turn a page, count the open item; return whether that is what the action does."""
        match action:
            case "up" | "down":
                draft.move(-1 if action == "up" else 1)
            case "plus" | "minus":
                draft.count(1 if action == "plus" else -1)
            case "left" | "right":
                draft.turn(-1 if action == "left" else 1)
            case "more" if draft.level == "choices":
                draft.turn(1)
            case "more":
                return draft.turn_nine()
            case _:
                return False
        return True

    def _ask_of(self, action: str, draft: OrderEntry) -> None:
        """Ask what is looked for on the menu, or how many are wanted."""
        from kiosk.tui.front.search import ask_match, ask_quantity  # few lines of a basket are keyed so

        self._desk.shows.hush()
        if action == "quantity":
            self._screen.ask(ask_quantity(self._desk, ASK, draft), lambda _quantity: self._screen.redraw())
        else:
            self._screen.ask(ask_match(self._desk, ASK, draft), partial(self._matched, draft))

    def _matched(self, draft: OrderEntry, match: Match | None) -> None:
        if match is not None:
            self._tried(partial(draft.choose, match))
            self._screen.redraw()

    def _press_digit(self, draft: OrderEntry, digit: int) -> None:
        """Choose in the menu."""
        self._desk.shows.hush()
        if self._tried(partial(draft.digit, digit)) is False:
            self._desk.shows.say(_("{digit} stands for nothing here.", digit=digit))

    def take_code(self, code: str) -> bool:
        """Put the item of a scanned code into what is keyed; return whether the menu knows the code."""
        draft = self.draft
        item = index_of(draft.menu).of_code(code) if draft else ""
        if draft is None or not item:
            return False
        if self._tried(partial(_is_added, draft, item)):
            self._desk.shows.say(_("Scanned: {name}.", name=draft.menu.item[item].name), "good")
        self._screen.redraw()
        return True

    def touch(self, drawn: Widget, means: object) -> bool:
        """Act on a touched tile or line of the basket."""
        draft = self.draft
        if draft is None or self.is_sending:
            return draft is not None
        self._desk.shows.hush()
        match means:
            case ("category", int(place)):
                draft.open_category(place)
            case ("item", str(item)):
                self._tried(partial(draft.add, item))
            case ("page", int(place)):
                draft.page = place
            case ("option", int(digit)):
                self._tried(partial(draft.digit, digit))
            case "turn":
                draft.turn_nine()
            case ("act", str(action)):
                self.act(action, 0)
            case TouchedWish(place):
                draft.change(place)
            case _:
                pass
        self._screen.redraw()
        return True

    def _tried(self, work: Callable[[], T]) -> T | None:
        """Do something to the basket; what cannot be had is said with how it comes back, and gives None."""
        try:
            return work()
        except Refused as refusal:
            from kiosk.tui.front.flows import how_back

            back = f" {how_back(self._desk)}" if refusal.code == "out-of-stock" else ""
            self._desk.shows.say(f"{refusal.words}{back}")
            return None

    def ask_note(self, draft: OrderEntry) -> None:
        """Ask for a note, and say at once what it tells of."""
        from kiosk.tui.front.flows import ask_note

        self._screen.ask(ask_note(ASK, draft), partial(self._noted, draft))

    def _noted(self, draft: OrderEntry, keyed: bool) -> None:  # noqa: FBT001 - as a flow ends
        if keyed:
            self.say_found(draft)
            self._screen.redraw()

    def say_found(self, draft: OrderEntry) -> None:
        """Say at once what was found in what was keyed, for whoever keyed it to take off where it is no allergy."""
        from kiosk.tui.front.flows import found_words

        if words := found_words(draft, by_key("allergy")):
            self._desk.shows.say(words, "bad")


def _is_added(draft: OrderEntry, item: str) -> bool:
    """Put an item into the basket; true, where that is not refused."""
    draft.add(item)
    return True


def keys_of_choices(draft: OrderEntry, out: str) -> tuple[Key, ...]:
    """Return the keys that mean something while the choices of an item are open; `out` says what ⌫ does with it."""
    turn = (Key("more", _("Next page")),) if len(draft.choice_pages()) > 1 else ()
    count = (Key("plus", _("One more")), Key("minus", _("One less")), Key("quantity"))
    return (Key("undo", out), *turn, *count, Key("note"), Key("find"))
