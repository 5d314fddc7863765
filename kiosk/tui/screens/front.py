"""The front: greet, take the order, read it back. A station whose open step can be taking the order."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from kiosk.tui.front.basket import Basket, BasketFacts, TouchedLine
from kiosk.tui.front.entry_tiles import tabs, tiles
from kiosk.tui.front.entry_title import EntryTitle
from kiosk.tui.front.order_change import OrderChange
from kiosk.tui.front.order_entry import OrderEntry
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.change_in_front import progress
from kiosk.tui.screens.changing import Changing
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail import Rail, TicketId
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.tiles import Tiles
from kiosk.tui.widgets.words import MARK_SIGNS
from kiosk.words import _, later
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import OnBoard, order_age, ticket_age, ticket_pace
from kiosk.work.guest.line import script_line
from kiosk.work.order.line import Line, Wish, allergy_words, spell
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant, clock_words
from kiosk.work.time.pace import pace
from kiosk.work.verb.change import owed

READY = (later("Ready for the next guest"), later("Press ⏎ when a guest is at the counter"))

BACK, SEND = later("Back to the order"), later("Send it as it is")
SENDING, CHANGING = later("Sending order {number}"), later("Change order {number}")


class FrontScreen(Changing):
    """Works the front's tickets; while an order is taken, menu and basket stand where the ticket stands else."""

    ENTRY_ACTIONS: ClassVar[tuple[str, ...]] = (
        "guest",
        "note",
        "allergy",
        "clear",
        "plus",
        "minus",
        "next_guest",
        "other",
        "change",
        "eighty_six",
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ENTRY_ACTIONS)

    def compose_middle(self) -> ComposeResult:
        """Put menu and basket where the open ticket stands."""
        with Container(id="middle"):
            yield Rail(id="rail")
            yield OpenTicket(id="ticket")
            with Container(id="entry"):
                with Vertical(id="menu"):
                    yield EntryTitle(id="title")
                    yield Tiles(id="tabs")
                    yield Tiles(id="tiles")
                yield Basket(id="basket")

    @property
    def at_rail(self) -> bool:
        """Say whether digits are not needed to key an order."""
        return self.entry is None

    # What is shown.

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show menu and basket while an order is keyed, else the open ticket."""
        keying = self.keying
        self.set_class(keying is not None, "-taking")
        self.set_class(keying is not None and keying.level == "choices", "-choices")
        if isinstance(keying, OrderChange):
            self._show_change(keying, now)
        elif keying is None or entry is None or ticket is None:
            super().show_open(entry, ticket, now)
            if ticket is None and not self.gone:
                self.query_one(OpenTicket).show(None, (_(READY[0]), _(READY[1])))
        else:
            self._show_title(keying, entry, ticket, now)
            self._show_tiles(keying, entry.playbook)
            self._show_basket(keying, entry, ticket)

    def _show_title(self, keying: OrderEntry, entry: OnBoard, ticket: Ticket, now: Instant) -> None:
        when = entry.playbook.procedure[ticket.step].when
        age = ticket_age(ticket, now)
        timer = _("{time} of {target}", time=clock_words(age), target=clock_words(when.target * 1000))
        marks = [entry.order.mark(ticket.step, point.id) for point in self.points]
        self.query_one(EntryTitle).show(
            _open_item(keying) or _("Take the order"),
            say=self._suggested(keying, entry, ticket.step) if keying.basket else "",
            how="".join(MARK_SIGNS[mark.mark if mark else "not-seen"][0] for mark in marks),
            timer=timer,
            pace=ticket_pace(ticket, entry.playbook, now),
        )

    def _suggested(self, keying: OrderEntry, entry: OnBoard, step: str) -> str:
        """Give the line to say while an order is taken, which suggests nothing that is out."""
        return script_line(
            self.counter.board, self.drafted(entry, keying), step, keying.lines(), self.language_of(entry.playbook)
        )

    def _show_tiles(self, keying: OrderEntry, playbook: Playbook) -> None:
        upper = self.query_one("#tabs", Tiles)
        upper.least = 10
        upper.show(*tabs(keying))
        self.query_one("#tiles", Tiles).show(*tiles(keying, playbook.price))

    def _show_basket(self, keying: OrderEntry, entry: OnBoard, ticket: Ticket) -> None:
        lines = keying.lines()
        after = [step.id for step in entry.playbook.process.steps if ticket.step in step.after]
        said = self._suggested(keying, entry, after[0]) if lines and after else ""
        facts = _facts(keying, entry, lines, said)
        self.query_one(Basket).show(replace(facts, asks=self.found_words(keying)))

    def _show_change(self, keying: OrderChange, now: Instant) -> None:
        """Show an order that was sent, as it was and as it is to be."""
        entry, order, book = keying.entry, keying.order, keying.entry.playbook
        age = order_age(order, now)
        self.query_one(EntryTitle).show(
            _open_item(keying) or _(SENDING if keying.sending else CHANGING, number=order.number),
            say="",
            how="",
            timer=clock_words(age),
            pace=pace(age, book.process.clock),
            progress=progress(entry),
        )
        self._show_tiles(keying, book)
        costs = owed(book, order.lines, keying.lines()) if keying.is_edited else ""
        facts = _facts(keying, entry, keying.shown(), self.read_back(keying))
        was = {line.id: line for line in order.lines}
        self.query_one(Basket).show(replace(facts, was=was, struck=keying.struck(), owed=costs))

    def show_keys(self, entry: OnBoard | None, ticket: Ticket | None) -> None:
        """Offer the keys that mean something at this level of keying."""
        keying = self.entry
        if keying is None and ticket is None and not self.gone:
            self.keys(
                Key("done", _("NEXT GUEST"), main=True), Key("undo"), Key("more"), Key("change"), Key("eighty_six"),
                Key("finished"), Key("home"),
            )  # fmt: skip
        elif keying is None:
            super().show_keys(entry, ticket)
        elif isinstance(keying, OrderChange):
            self._show_change_keys(keying)
        elif keying.level == "choices":
            self.keys(
                Key("done", _("ADD"), main=True), Key("undo", _("Drop")), Key("more", _("Next page")),
                Key("plus", _("One more")), Key("minus", _("One less")), Key("note"),
            )  # fmt: skip
        else:
            main = _("CHANGE") if keying.cursor is not None else _("SEND") if keying.level == "pages" else _("MENU")
            self.keys(
                Key("done", main, main=True), Key("undo", _("Back")), Key("guest"), Key("allergy"), Key("more"),
                Key("points"), Key("note"), Key("next_guest"),
            )  # fmt: skip

    def _show_change_keys(self, keying: OrderChange) -> None:
        """Offer the keys that mean something while a sent order is changed."""
        marked = keying.keyed or (keying.basket[keying.cursor] if keying.cursor is not None else None)
        out = _("Drop") if marked and not marked.line else _("Put back") if marked and marked.struck else _("VOID")
        if keying.level == "choices":
            self.keys(
                Key("done", _("OK"), main=True), Key("undo", out), Key("more", _("Next page")),
                Key("plus", _("One more")), Key("minus", _("One less")), Key("note"),
            )  # fmt: skip
        else:
            main = _("OPEN LINE") if marked else _("CHANGE") if keying.level == "pages" else _("MENU")
            back = out if marked else _("Leave") if keying.level == "pages" else _("Back")
            self.keys(
                Key("done", main, main=True), Key("undo", back), Key("up"), Key("clear", _("Undo all")), Key("more"),
                Key("next_guest"), Key("home"),
            )  # fmt: skip

    # What hands do.

    async def action_digit(self, digit: int) -> None:
        """Choose in the menu while an order is taken, else mark a point."""
        keying = self.entry
        if keying is None:
            await super().action_digit(digit)
            return
        self.hush()
        if self.tried(partial(keying.digit, digit)) is False:
            self.say(_("{digit} stands for nothing here.", digit=digit))
        self.redraw()

    async def touched(self, drawn: Widget, means: object) -> None:
        """Act on a touched tile or line of the basket."""
        keying = self.entry
        if keying is None:
            await super().touched(drawn, means)
            return
        if self.is_sending:
            return
        self.hush()
        match means:
            case ("category", int(place)):
                keying.open_category(place)
            case ("item", str(item)):
                self.tried(partial(keying.add, item))
            case ("page", int(place)):
                keying.page = place
            case ("option", int(digit)):
                self.tried(partial(keying.digit, digit))
            case TouchedLine(place):
                keying.change(place)
            case _:
                pass
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key change an order that is on its way to the disk."""
        return action == "home" if self.is_sending else super().check_action(action, parameters)

    def action_done(self) -> None:
        """Open an order for the next guest, go on in the menu, send the order, or bump."""
        keying = self.keying
        if keying is not None:
            meant = self.meant("done")
            if keying.enter() and meant:
                self._ask_send(keying)
            self.redraw()
        elif self.chosen is None and not self.gone:
            self.action_next_guest()
        else:
            super().action_done()

    def action_other(self) -> None:
        """Go to the next open ticket, after the last to the first: another guest who waits here."""
        ids = [(ticket.order_id, ticket.step) for ticket in self.counter.board.rail(self.stations)]
        if len(ids) > 1 and self.chosen in ids:
            self.open_ticket(ids[(ids.index(self.chosen) + 1) % len(ids)])
        else:
            self.say(_("No other guest waits here."))

    def action_next_guest(self) -> None:
        """Open the order of the guest who is at the counter now."""
        if self.meant("next_guest"):
            self.verb(self._open_order)

    async def _open_order(self) -> None:
        self.set_aside()
        entry = await self.once(
            ("open",), lambda op: self.counter.open_order(serving=True, by=self.kiosk.person, op=op)
        )
        opened = next((ticket for ticket in entry.tickets if ticket.station in self.stations), None)
        if opened:
            self.choose((opened.order_id, opened.step), by_hand=False)
        self.look()

    def _ask_send(self, keying: OrderEntry) -> None:
        """Send the basket; where it holds what the guest must not meet, ask first whether that is meant."""
        said = self.clash_words(keying)
        if not said or self.is_sending:
            self._send(keying)
            return

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer and answer[0] == SEND and keying is self.entry:
                self._send(keying)

        question = _("{lines}, which the guest must not meet. Send it?", lines=said)
        self.app.push_screen(Choose(question, (Offer(BACK, _(BACK)), Offer(SEND, _(SEND)))), asked)

    def _send(self, keying: OrderEntry) -> None:
        """Send the basket as it is now."""
        if isinstance(keying, OrderChange):
            self.send_change(keying)
            return
        if self.chosen is None or self.refuses_lost(keying):
            return
        if not keying.basket:
            self.say(_("The basket is empty. Choose a page of the menu with its digit."))
            return
        self.hush()
        self.bumping.add(self.chosen)
        self.verb(partial(self._take_order, self.chosen, keying, keying.wishes(), keying.says))

    async def _take_order(self, ticket: TicketId, keying: OrderEntry, wishes: tuple[Wish, ...], told: Heard) -> None:
        order_id, by = ticket[0], self.kiosk.person
        guest = replace(keying.guest, order_id=order_id)
        with self.acting(ticket):
            entry = await self.once(
                ("take-order", order_id),
                lambda op: self.counter.take_order(
                    order_id, wishes, guest=guest, allergies=keying.allergies, told=told, by=by, op=op
                ),
            )
        self.kiosk.drafts.pop(order_id, None)
        self.say(_("Order {number} is taken", number=entry.order.number), "good")

    def action_undo(self) -> None:
        """Go back a step in the keying, or undo the last own bump."""
        keying = self.entry
        if keying is None:
            if not self.undoes_change():
                super().action_undo()
            return
        self.hush()
        if not keying.back():
            if isinstance(keying, OrderChange):
                self.leave_change(keying)
                return
            self.say(_("The basket is empty. V voids the order if the guest has left."))
        self.redraw()

    def _move(self, by: int) -> None:
        keying = self.entry
        if keying is None:
            super()._move(by)
            return
        keying.move(by)
        self.redraw()

    def _turn(self, by: int) -> None:
        keying = self.entry
        if keying is not None:
            keying.turn(by)
            self.redraw()

    def action_left(self) -> None:
        """Turn to the page before."""
        self._turn(-1) if self.entry else super().action_left()

    def action_right(self) -> None:
        """Turn to the next page."""
        self._turn(1) if self.entry else super().action_right()

    def action_plus(self) -> None:
        """One more of the open item."""
        self._count(-1)

    def action_minus(self) -> None:
        """One less of the open item."""
        self._count(1)

    def _count(self, by: int) -> None:
        keying = self.entry
        if keying is not None and keying.keyed is not None:
            keying.move(by)
            self.redraw()

    def action_more(self) -> None:
        """Turn the page of choices, else show every action."""
        if self.entry is not None and self.entry.level == "choices":
            self._turn(1)
        else:
            super().action_more()

    def offered(self) -> Iterable[str]:
        """Name the actions that More lists: those of keying first while an order is taken."""
        named = self.ENTRY_ACTIONS if self.entry else ("next_guest", "other", "change", "eighty_six")
        useless = ["plus", "minus", *(("take", "reading", "skip", "say") if self.entry else ())]
        useless += ["guest", "allergy"] if self.changing else []
        return [name for name in dict.fromkeys((*named, *super().offered())) if name not in useless]


def _open_item(keying: OrderEntry) -> str:
    """Name the item whose choices are open, and how many of it; empty for none."""
    keyed = keying.keyed
    return f"{spell(keying.menu, keyed.wish())}  ×{keyed.quantity}" if keyed else ""


def _facts(keying: OrderEntry, entry: OnBoard, lines: tuple[Line, ...], said: str) -> BasketFacts:
    """Put together what the basket shows of any order that is keyed."""
    guest, told = keying.guest, keying.says
    return BasketFacts(
        entry.playbook,
        number=entry.order.number,
        guest=guest.name,
        note=guest.note,
        allergy=_allergy(keying, told),
        allergies=(*keying.allergies, *told.allergens),
        lines=lines,
        script=said,
        marked=len(keying.basket) - 1 if keying.cursor is None and keying.keyed else keying.cursor,
        out=keying.lost(),
    )


def _allergy(keying: OrderEntry, told: Heard) -> str:
    """Say what the guest must not meet, as far as it is keyed; what a note tells and no list knows is in the note."""
    names = tuple(map(_, sorted({*keying.allergies, *told.allergens})))
    return allergy_words(names, keying.guest.allergy) or (_("as the note says") if told.told else "")
