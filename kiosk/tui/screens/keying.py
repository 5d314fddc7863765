"""What is asked while an order is keyed: the guest's name, notes, what the guest must not meet; and what is out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.tui.front.basket_draft import UNNAMED
from kiosk.tui.front.order_entry import OrderEntry
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.screens.station import StationScreen
from kiosk.tui.station.rail import TicketId
from kiosk.words import _, later
from kiosk.work.allergy.clash import clash_words, clashes
from kiosk.work.board.board import STRANGER, Board, OnBoard
from kiosk.work.board.visit import name_key
from kiosk.work.guest.line import script_line
from kiosk.work.order.event import Guest
from kiosk.work.order.line import spell
from kiosk.work.text.text import LINE_LENGTH, NAME_LENGTH, NOTE_LENGTH, clean
from kiosk.work.verb.wish import own_words_of

OWN_WORDS = later("in the guest's own words …")
TOLD = later("something else, as the note says")
FOUND = later("found in what is written")


class Keying(StationScreen):
    """Asks with modals and keeps the answers in the order being keyed."""

    @property
    def entry(self) -> OrderEntry | None:
        """The order being keyed, when taking it is the open step."""
        known, ticket = self.open
        if known is None or ticket is None or not known.playbook.process.step[ticket.step].takes_order:
            return None
        return self.kiosk.drafts.setdefault(known.order.id, OrderEntry(known.playbook.menu))

    @property
    def keying(self) -> OrderEntry | None:
        """The order being keyed, knowing what is out of stock now."""
        keying = self.entry
        if keying is not None:
            keying.out = self.counter.board.standing.out
        return keying

    def show_board(self, board: Board) -> None:
        """Show the board; say at once what of the basket has run out."""
        super().show_board(board)
        keying = self.keying
        lost = keying.lost() if keying else {}
        gone = [place for place, name in lost.items() if keying and name not in keying.told]
        if keying:
            keying.told = frozenset(lost.values())
        if keying and gone:
            self.say(self._lost_words(keying, gone[0], lost[gone[0]]), "bad")

    def _script(self, ticket: TicketId) -> str:
        """Give the line to be spoken: with the basket, while the order of that ticket is keyed."""
        keying, entry = self.keying, self.counter.board.orders.get(ticket[0])
        if keying is None or entry is None or ticket != self.chosen:
            return super()._script(ticket)
        language = self.language_of(entry.playbook)
        return script_line(self.counter.board, self.drafted(entry, keying), ticket[1], keying.lines(), language)

    def drafted(self, entry: OnBoard, keying: OrderEntry) -> OnBoard:
        """Give an order with what was keyed of its guest so far, for what is said to them."""
        guest = keying.guest if keying.guest.name else entry.guest
        order, said, own_words = entry.order, keying.says, own_words_of(keying.guest)
        found, noted = (*order.found, *said.allergens), order.noted or said.told
        told = replace(order, allergies=keying.allergies, own_words=own_words, found=found, noted=noted)
        visits = keying.visits if keying.guest.name else entry.visits
        return replace(entry, order=told, guest=guest, who=name_key(guest.name), visits=visits)

    def refuses_lost(self, keying: OrderEntry) -> bool:
        """Say which line of the basket cannot be made, and mark it; False where all can."""
        for place, name in keying.lost().items():
            keying.level, keying.cursor = "pages", place
            self.say(self._lost_words(keying, place, name), "bad")
            return True
        return False

    def clash_words(self, keying: OrderEntry) -> str:
        """Say which lines hold what the guest must not meet; empty for none. What was sent before was asked then."""
        sent = {(line.item, line.choices) for line in keying.sent}
        new = (line for line in keying.lines() if (line.item, line.choices) not in sent)
        found = clashes(keying.menu, new, {*keying.allergies, *keying.says.allergens})
        said = [
            f"{line.quantity} × {words}" for line, one in found for words in clash_words(keying.menu, [(line, one)])
        ]
        return ", ".join(said)

    def _lost_words(self, keying: OrderEntry, place: int, name: str) -> str:
        """Say that a line cannot be made, and what to do."""
        draft = keying.basket[place]
        line = f"{draft.quantity} × {spell(keying.menu, draft.wish())}"
        said = _("{line} cannot be made: {name} is out. Change that line or take it out;", line=line, name=name)
        return f"{said} {self._how_back()}"

    def tried(self, work: Callable[[], object]) -> object:
        """Do something to the basket; what cannot be had is said with how it comes back. Gives None then."""
        try:
            return work()
        except Refused as refusal:
            back = f" {self._how_back()}" if refusal.code == "out-of-stock" else ""
            self.say(f"{refusal.words}{back}")
            return None

    def action_guest(self) -> None:
        """Ask for the guest's name."""
        keying = self.entry
        if keying is not None:
            self._ask(keying, _("Guest's name"), "name", NAME_LENGTH)

    def action_note(self) -> None:
        """Ask for a note: for the item whose choices are open, else for the whole order."""
        keying = self.entry
        if keying is None:
            return
        keyed = keying.keyed
        if keyed is None:
            self._ask(keying, _("Note for the order"), "note")
            return

        def noted(words: str | None) -> None:
            if words is not None:
                keyed.note = clean(words, NOTE_LENGTH)
                self._say_found(keying)
                self.redraw()

        question = _("Note for {name}", name=keying.menu.item[keyed.item].name)
        self.app.push_screen(Prompt(question, keyed.note, longest=NOTE_LENGTH), noted)

    def _ask(self, keying: OrderEntry, question: str, field: str, limit: int = LINE_LENGTH) -> None:
        """Ask for some words about the guest: `name`, `note` or `allergy`."""

        def keyed(words: str | None) -> None:
            if words is not None:
                keying.guest = replace(keying.guest, **{field: clean(words, limit)})
                if field == "name":
                    keying.visits = STRANGER
                    self.verb(partial(self._look_up, keying, keying.guest))
                self._say_found(keying)
                self.redraw()

        self.app.push_screen(Prompt(question, getattr(keying.guest, field), longest=limit), keyed)

    def _say_found(self, keying: OrderEntry) -> None:
        """Say at once what was found in what was keyed, for whoever keyed it to take off where it is no allergy."""
        if words := self.found_words(keying):
            self.say(words, "bad")

    def found_words(self, keying: OrderEntry) -> str:
        """Ask whether what was found in what is written is an allergy; empty where nothing is to be asked."""
        asked = keying.asked()
        if not asked:
            return ""
        sign = self.sign("allergy")
        names = ", ".join(_(one) for one in asked if one != UNNAMED)
        if not names:
            return _("The note tells of an allergy: {sign} takes it off if it is none", sign=sign)
        return _("The note says {names}: allergy? {sign} confirms it or takes it off", names=names, sign=sign)

    async def _look_up(self, keying: OrderEntry, guest: Guest) -> None:
        """Ask the record once how it knows a guest whose name was keyed."""
        entry = self.open[0]
        if entry is not None and keying is self.entry and guest.name:
            known = await self.counter.with_guest(entry, guest)
            keying.visits = known.visits if keying.guest.name == guest.name else keying.visits
            self.redraw()

    def action_allergy(self) -> None:
        """Ask what the guest must not meet: the menu's allergens, and words of their own."""
        keying = self.entry
        if keying is not None:
            told = {OWN_WORDS} if keying.guest.allergy else set[str]()
            self._ask_allergy(keying, frozenset({*keying.allergies, *keying.left(), *told}))

    def _ask_allergy(self, keying: OrderEntry, chosen: frozenset[object], before: str = "") -> None:
        """Ask with this chosen, and with what came of asking for the guest's own words said `before`."""
        found = keying.found()
        menu = {allergen for part in keying.menu.parts for allergen in part.allergens}
        known = sorted({*menu, *found} - {UNNAMED})
        unnamed = (Offer(UNNAMED, _(TOLD), _(FOUND)),) if UNNAMED in found else ()
        named = (Offer(name, _(name), _(FOUND) if name in found else "") for name in known)
        offers = (*named, *unnamed, Offer(OWN_WORDS, _(OWN_WORDS)))

        def asked(names: tuple[object, ...] | None) -> None:
            if names is None:
                return
            if OWN_WORDS in names and OWN_WORDS not in chosen:
                self._ask_own_words(keying, frozenset(names))
                return
            keying.allergies = tuple(str(name) for name in names if name in menu)
            keying.decide(name for name in names if name in found)
            if OWN_WORDS not in names:
                keying.guest = replace(keying.guest, allergy="")
            self.redraw()

        question = f"{before} {_('What must the guest not meet?')}".strip()
        self.app.push_screen(Choose(question, offers, many=True, chosen=chosen, ends=OWN_WORDS), asked)

    def _ask_own_words(self, keying: OrderEntry, chosen: frozenset[object]) -> None:
        """Ask what the guest says, then show the list again; without words nothing was told, and that is said."""

        def said(words: str | None) -> None:
            own = clean(keying.guest.allergy if words is None else words)
            keying.guest = replace(keying.guest, allergy=own)
            self.redraw()
            found = frozenset(keying.left()) if own else frozenset[str]()
            before = "" if own else _("No words were written.")
            self._ask_allergy(keying, (chosen | found) if own else chosen - {OWN_WORDS}, before)

        self.app.push_screen(Prompt(_("What does the guest say?"), keying.guest.allergy), said)

    def action_clear(self) -> None:
        """Empty the basket."""
        keying = self.entry
        if keying is not None:
            keying.clear()
            self.redraw()
