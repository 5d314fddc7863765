"""The order that is taken: keyed on the ticket that takes it, and sent with the green key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from msgspec.structs import replace

from kiosk.tui.basket.order_entry import AtBasket, OrderEntry, RefusedOrder
from kiosk.tui.front.keyed_order import AtFront, KeyedOrder, keys_of_choices
from kiosk.tui.station.green import Green
from kiosk.tui.station.hands import By, named
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _, later, plural
from kiosk.work.board.board import STRANGER, OnBoard
from kiosk.work.board.visit import name_key
from kiosk.work.order.event import Guest, RefusedText
from kiosk.work.text.text import action as by_key
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.verb import TicketId
from kiosk.work.verb.wish import own_words_of

MOST_SHOWN = 400
"""Characters of a refused order that are shown while it is keyed."""

MOST_SAID = 9
"""Digits that are said of those that came too early."""


class NewOrder(KeyedOrder):
    """In front while taking the order is the open step; without an open step it serves the next guest."""

    LABELS: ClassVar[Mapping[AtBasket, str]] = {
        "add": later("ADD"),
        "open-line": later("CHANGE"),
        "menu": later("MENU"),
        "send": later("SEND"),
    }

    def __init__(self, kiosk: Terminal, screen: StationScreen) -> None:
        """Stand in front of a front's desk."""
        super().__init__(kiosk, screen)
        self._too_early = ""
        """Digits that were pressed before there was an order to key."""

    @property
    def draft(self) -> OrderEntry | None:
        """The order being keyed, knowing what is out of stock now."""
        entry, ticket = self._desk.open
        if entry is None or ticket is None or not entry.playbook.process.step[ticket.step].takes_order:
            return None
        draft = self._kiosk.drafts.setdefault(entry.order.id, OrderEntry(entry.playbook.menu))
        draft.out = self._desk.counter.board.standing.out
        return draft

    @property
    def is_sending(self) -> bool:
        """Whether it is on its way to the disk."""
        return self.draft is not None and self._desk.chosen in self._desk.bumping

    # What is seen.

    def green(self) -> Green[AtFront] | None:
        """Return what the green key does: beside what it does in keying, it opens an order for the next guest."""
        is_free = self._desk.chosen is None and not self._desk.gone
        return Green("next-guest", _("NEXT GUEST")) if is_free else super().green()

    def keys(self) -> tuple[Key, ...] | None:
        """Return the keys that mean something at this level of keying."""
        draft = self.draft
        if draft is None and self.green() is not None:
            return (Key("undo"), Key("more"), Key("change"), Key("eighty_six"), Key("finished"), Key("home"))
        if draft is None:
            return None
        if draft.level == "choices":
            return keys_of_choices(draft, _("Drop"))
        guest = (Key("guest"), Key("allergy"), *((Key("fields"),) if self._desk.has_fields else ()))
        more = Key("more", _("More pages") if draft.more()[1] > 1 else "")
        return (Key("undo", _("Back")), *guest, more, Key("find"), Key("points"), Key("note"), Key("next_guest"))

    def script(self, ticket: TicketId) -> str | None:
        """Return the line to be spoken with the basket, while the order of that ticket is keyed."""
        draft, entry = self.draft, self._desk.counter.board.orders.get(ticket[0])
        if draft is None or entry is None or ticket != self._desk.chosen:
            return None
        return self.suggested(draft, entry, ticket[1])

    def suggested(self, draft: OrderEntry, entry: OnBoard, step: str) -> str:
        """Return the line to say at a step while an order is taken, which suggests nothing that is out."""
        return self._desk.counter.shown.line(drafted(entry, draft), step, draft.lines())

    def read_back(self, draft: OrderEntry, entry: OnBoard, step: str) -> str:
        """Return what is said of what was keyed before it is sent: the taking step's own line, else the next step's."""
        said = self._desk.counter.shown.line(drafted(entry, draft), step, draft.lines(), reads_back=True)
        after = next((one.id for one in entry.playbook.process.right_after(step)), "")
        return said or (self.suggested(draft, entry, after) if after else "")

    # What hands do.

    def act(self, action: str, digit: int) -> bool:
        """Serve the next guest, or key the order of this one."""
        green = self.green()
        if action == "digit" and green and green.does == "next-guest":
            self._too_early = f"{self._too_early}{digit}"[-MOST_SAID:]
            words = _("{digits}: no order is begun. {sign} begins one, then key it.", digits=self._too_early, sign="⏎")
            self._desk.shows.say(words)
            return True
        if action == "next_guest" or (action == "done" and green and green.does == "next-guest"):
            if self._desk.meant("next_guest"):
                self._screen.verb(self._next_guest)
            return True
        return super().act(action, digit)

    async def begin(self, row: RefusedText) -> None:
        """Open an order for a guest whose order from outside was refused, with what can be read of that keyed."""
        from kiosk.work.outside.partly import beginning, salvaged  # read where one is keyed, not at a front's start
        from kiosk.work.verb.fill import FillFields, readable

        counter = self._desk.counter
        salvage = salvaged(row.text, counter.playbook.menu)
        said, wrong = readable(counter.playbook, salvage.asked.fields if salvage.asked else (), counter.today())
        order = await self._open_order()
        if said:
            await self._desk.do(FillFields(order, said))
        draft = self._kiosk.drafts.setdefault(order, OrderEntry(counter.playbook.menu))
        draft.begin(RefusedOrder(row.id, beginning(row.text, MOST_SHOWN), (*salvage.lost, *wrong)), salvage.asked)
        read, lost = len(draft.basket), len(salvage.lost) + len(wrong)
        words = plural("{n} line of it is in the basket", "{n} lines of it are in the basket", read)
        rest = plural("{n} part of it cannot be read", "{n} parts of it cannot be read", lost) if lost else ""
        self._desk.shows.say(", ".join(filter(None, (words, rest))))
        self._screen.redraw()

    async def _next_guest(self) -> None:
        """Open the order of the guest who is at the counter now, and say what was pressed before there was one."""
        await self._open_order()
        if self._too_early:
            words = _("{digits} was pressed before the order was begun: key it again.", digits=self._too_early)
            self._desk.shows.say(words)
            self._too_early = ""

    async def _open_order(self) -> str:
        """Open an order, and return its id."""
        for above in self._desk.above:
            above.aside()
        left = await self._desk.do(OpenOrder(serving=True))
        return left.order.id if isinstance(left, OnBoard) else ""

    def send(self, draft: OrderEntry) -> None:
        """Send the basket as it is now; where somebody else saw to the refused order it is of, that is said first."""
        from kiosk.tui.front.flows import ask_send

        refused, standing = draft.refused, self._desk.counter.board.standing
        if refused and refused.id not in standing.refusals:
            draft.refused = None
            self._desk.shows.say(
                _("Somebody else has seen to this refused order. {sign} sends it all the same.", sign="⏎")
            )
            return
        if self._lacks(draft):
            self._ask_fields(draft, lacking=True)
            return
        if ticket := self._desk.chosen:
            asked = ask_send(self._desk, ASK, draft, lambda keyed: keyed is self.draft)
            self._screen.ask(asked, partial(self._take, ticket))

    def _lacks(self, draft: OrderEntry) -> bool:
        """Whether something has to be said first without which the order is not sent; say what, where it is asked."""
        entry, ticket = self._desk.open
        if entry is None or ticket is None or not draft.basket or not entry.playbook.process.fields:
            return False
        from kiosk.tui.widgets.field_lines import field_rows  # where the playbook asks for fields

        rows = field_rows(entry, ticket.step, self._desk.roles, draft.lines())
        missing = [row.field.name for row in rows if row.lacks]
        if missing:
            words = _(
                "Before order {number} is sent, say: {fields}.", number=entry.order.called, fields=", ".join(missing)
            )
            self._desk.shows.say(words)
        return bool(missing)

    def _take(self, ticket: TicketId, meant: TakeOrder | By | None) -> None:
        """Write the order that was asked about: another may have come in front since."""
        if meant is not None:
            self._desk.begin(ticket)
            self._screen.verb(partial(self._write, meant, ticket[0]))

    async def _write(self, meant: TakeOrder | By, order: str) -> None:
        await self._desk.do(*named(meant))
        draft = self._kiosk.drafts.pop(order, None)
        if draft and draft.refused:  # seen to meanwhile by somebody else, or sent again: refused, and said
            from kiosk.work.verb.refusal import AnswerRefusal  # written where one was keyed

            await self._kiosk.ops.do(AnswerRefusal(draft.refused.id, "entered", order), self._desk.hands.person)
            self._screen.look()

    def leave(self, draft: OrderEntry) -> None:
        """Say that there is nothing to go back from."""
        words = _("The basket is empty. {sign} voids the order if the guest has left.", sign=by_key("void"))
        self._desk.shows.say(words)

    def ask_about(self, action: str, draft: OrderEntry) -> None:
        """Ask for the guest's name, a note, what the guest must not meet, or what else is asked about an order."""
        from kiosk.tui.front.flows import ask_allergy, ask_name

        match action:
            case "fields":
                self._ask_fields(draft)
            case "guest":
                self._screen.ask(ask_name(ASK, draft), partial(self._named, draft))
            case "allergy":
                self._screen.ask(ask_allergy(ASK, draft, self._screen.redraw), lambda _end: None)
            case _:
                self.ask_note(draft)

    def _ask_fields(self, draft: OrderEntry, *, lacking: bool = False) -> None:
        """Ask what is asked about an order beside its lines; it is written at once, before the order is sent."""
        from kiosk.tui.station.flows.fields import ask_fields

        entry, ticket = self._desk.open
        if entry and ticket:
            asked = ask_fields(self._desk, ASK, entry, ticket.step, draft.lines(), lacking=lacking)
            self._screen.ask(asked, self._screen.flows.do)

    def _named(self, draft: OrderEntry, guest: Guest | None) -> None:
        if guest is not None:
            draft.guest, draft.visits = guest, STRANGER
            self._screen.verb(partial(self._look_up, draft, guest))
            self.say_found(draft)
            self._screen.redraw()

    async def _look_up(self, draft: OrderEntry, guest: Guest) -> None:
        """Ask the record once how it knows a guest whose name was keyed."""
        entry = self._desk.open[0]
        if entry is not None and draft is self.draft and guest.name:
            known = await self._desk.counter.with_guest(entry, guest)
            draft.visits = known.visits if draft.guest.name == guest.name else draft.visits
            self._screen.redraw()


def drafted(entry: OnBoard, draft: OrderEntry) -> OnBoard:
    """Return an order with what was keyed of its guest so far, for what is said to them."""
    guest = draft.guest if draft.guest.name else entry.guest
    order, told, own_words = entry.order, draft.says, own_words_of(draft.guest)
    found, noted = (*order.found, *told.allergens), order.noted or told.told
    order = replace(order, allergies=draft.allergies, own_words=own_words, found=found, noted=noted)
    visits = draft.visits if draft.guest.name else entry.visits
    return replace(entry, order=order, guest=guest, who=name_key(guest.name), visits=visits)
