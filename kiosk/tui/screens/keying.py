"""What is asked while an order is keyed: the guest's name, notes, and what the guest must not meet."""

from __future__ import annotations

from dataclasses import replace

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.order_entry import OrderEntry
from kiosk.tui.screens.station import StationScreen
from kiosk.work.text import clean

OWN_WORDS = "in the guest's own words …"


class Keying(StationScreen):
    """Asks with modals and keeps the answers in the order being keyed."""

    @property
    def entry(self) -> OrderEntry | None:
        """The order being keyed, when taking it is the open step."""
        known, ticket = self.open
        if known is None or ticket is None or not known.playbook.process.step[ticket.step].takes_order:
            return None
        return self.kiosk.drafts.setdefault(known.order.id, OrderEntry(known.playbook.menu))

    def action_guest(self) -> None:
        """Ask for the guest's name."""
        keying = self.entry
        if keying is not None:
            self._ask(keying, "Guest's name", "name", 40)

    def action_note(self) -> None:
        """Ask for a note: for the item whose choices are open, else for the whole order."""
        keying = self.entry
        if keying is None:
            return
        keyed = keying.keyed
        if keyed is None:
            self._ask(keying, "Note for the order", "note")
            return

        def noted(words: str | None) -> None:
            if words is not None:
                keyed.note = clean(words, 80)
                self.redraw()

        self.app.push_screen(Prompt(f"Note for {keying.menu.item[keyed.item].name}", keyed.note), noted)

    def _ask(self, keying: OrderEntry, question: str, field: str, limit: int = 200) -> None:
        """Ask for some words about the guest: `name`, `note` or `allergy`."""

        def keyed(words: str | None) -> None:
            if words is not None:
                keying.guest = replace(keying.guest, **{field: clean(words, limit)})
                self.redraw()

        self.app.push_screen(Prompt(question, getattr(keying.guest, field)), keyed)

    def action_allergy(self) -> None:
        """Ask what the guest must not meet: the menu's allergens, and words of their own."""
        keying = self.entry
        if keying is None:
            return
        known = sorted({allergen for part in keying.menu.parts for allergen in part.allergens})
        offers = (*(Offer(name, name) for name in known), Offer(OWN_WORDS, OWN_WORDS))
        chosen: frozenset[object] = frozenset(keying.allergies)

        def asked(names: tuple[object, ...] | None) -> None:
            if names is None:
                return
            keying.allergies = tuple(str(name) for name in names if name != OWN_WORDS)
            self.redraw()
            if OWN_WORDS in names:
                self._ask(keying, "What does the guest say?", "allergy")

        self.app.push_screen(Choose("What must the guest not meet?", offers, many=True, chosen=chosen), asked)

    def action_clear(self) -> None:
        """Empty the basket."""
        keying = self.entry
        if keying is not None:
            keying.clear()
            self.redraw()
