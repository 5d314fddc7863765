"""The front: greet, take the order, read it back. A station whose open step can be taking the order."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from kiosk.tui.basket.order_change import OrderChange
from kiosk.tui.basket.order_entry import OrderEntry
from kiosk.tui.front.basket import Basket, BasketFacts
from kiosk.tui.front.entry_tiles import tabs, tiles
from kiosk.tui.front.entry_title import EntryTitle
from kiosk.tui.front.flows import found_words
from kiosk.tui.front.new_order import NewOrder
from kiosk.tui.front.sent_order import SentOrder
from kiosk.tui.station.desk import ticket_id
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail.rail import Rail
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.draw import Middle
from kiosk.tui.widgets.lines import Line as TextLine
from kiosk.tui.widgets.process_strip import SIGNS
from kiosk.tui.widgets.tiles import Tiles
from kiosk.tui.widgets.words import MARK_SIGNS
from kiosk.words import _, later
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, OnBoard, order_age, ticket_age, ticket_pace
from kiosk.work.order.line import Line, allergy_words, spell
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant, clock_words
from kiosk.work.time.pace import pace
from kiosk.work.verb.change import owed

READY = (later("Ready for the next guest"), later("Press ⏎ when a guest is at the counter"))

SENDING, CHANGING = later("Sending order {number}"), later("Change order {number}")

OF_KEYING = (
    *("guest", "note", "allergy", "clear", "plus", "minus", "next_guest", "other", "change", "eighty_six"),
    *("find", "quantity", "fields"),
)
"""Actions of the front, in the order in which More lists them."""


class FrontScreen(StationScreen):
    """Works the front's tickets; while an order is keyed, menu and basket stand where the ticket stands else."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*OF_KEYING, "refused")
    DOES = StationScreen.DOES | {*OF_KEYING, "refused"}
    HITS = StationScreen.HITS | {
        "digit",
        "guest",
        "note",
        "allergy",
        "clear",
        "plus",
        "minus",
        "find",
        "quantity",
        "fields",
    }

    def __init__(self, kiosk: Terminal, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(kiosk, stations)
        self.sent = SentOrder(kiosk, self)
        self.new = NewOrder(kiosk, self)
        self.in_front(self.sent, self.new)

    def compose_middle(self) -> ComposeResult:
        """Put menu and basket where the open ticket stands."""
        with Middle(id="middle"):
            yield Rail(id="rail")
            yield OpenTicket(id="ticket")
            with Container(id="entry"):
                with Vertical(id="menu"):
                    yield EntryTitle(id="title")
                    yield Tiles(id="tabs")
                    yield Tiles(id="tiles")
                yield Basket(id="basket")

    def on_mount(self) -> None:
        """Go on with the change that was in front when this terminal looked at another screen."""
        self.sent.resume()

    @property
    def draft(self) -> OrderEntry | None:
        """The order that is keyed."""
        return self.sent.draft or self.new.draft

    @property
    def at_rail(self) -> bool:
        """Whether digits are not needed to key an order."""
        return self.draft is None

    # What is shown.

    def show_board(self, board: Board) -> None:
        """Show the board; say what others have made of what is keyed, and what of it has run out."""
        self.sent.look(board)
        super().show_board(board)
        (self.sent if self.sent.draft else self.new).look_at_stock()

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show menu and basket while an order is keyed, else the open ticket."""
        draft = self.draft
        self.set_class(draft is not None, "-taking")
        self.set_class(draft is not None and draft.level == "choices", "-choices")
        if isinstance(draft, OrderChange):
            self._show_change(draft, now)
        elif draft is None or entry is None or ticket is None:
            super().show_open(entry, ticket, now)
            if ticket is None and not self.desk.gone:
                self.query_one(OpenTicket).show(None, (_(READY[0]), _(READY[1])))
        else:
            self._show_title(draft, entry, ticket, now)
            self._show_tiles(draft, entry.playbook)
            self._show_basket(draft, entry, ticket)

    def _show_title(self, draft: OrderEntry, entry: OnBoard, ticket: Ticket, now: Instant) -> None:
        when = entry.playbook.procedure[ticket.step].when
        age = ticket_age(ticket, now)
        timer = _("{time} of {target}", time=clock_words(age), target=clock_words(when.target * 1000))
        marks = [entry.order.mark(ticket.step, point.id) for point in self.desk.points]
        self.query_one(EntryTitle).show(
            _open_item(draft) or _("Take the order"),
            say=self.new.suggested(draft, entry, ticket.step) if draft.basket else "",
            how="".join(MARK_SIGNS[mark.mark if mark else "not-seen"][0] for mark in marks),
            timer=timer,
            pace=ticket_pace(ticket, entry.playbook, now),
        )

    def _show_tiles(self, draft: OrderEntry, playbook: Playbook) -> None:
        upper = self.query_one("#tabs", Tiles)
        upper.least = 10
        upper.show(*tabs(draft))
        self.query_one("#tiles", Tiles).show(*tiles(draft, playbook.price))

    def _show_basket(self, draft: OrderEntry, entry: OnBoard, ticket: Ticket) -> None:
        lines = draft.lines()
        script = self.new.read_back(draft, entry, ticket.step) if lines else ""
        facts = replace(_facts(draft, entry, lines, script), refused_sign=self.sign("refused"))
        fields = self._fields(entry, ticket.step, lines)
        self.query_one(Basket).show(replace(facts, asks=found_words(draft, self.sign("allergy")), fields=fields))

    def _fields(self, entry: OnBoard, step: str, lines: tuple[Line, ...]) -> tuple[TextLine, ...]:
        """Write what is asked about the order beside its lines, as wide as the basket is."""
        if not entry.playbook.process.fields:
            return ()
        from kiosk.tui.widgets.field_lines import field_lines, field_rows  # where the playbook asks for fields

        width = max(1, self.query_one(Basket).content_size.width)
        return tuple(field_lines(field_rows(entry, step, self.desk.roles, lines), width, self.sign("fields")))

    def _show_change(self, draft: OrderChange, now: Instant) -> None:
        """Show an order that was sent, as it was and as it is to be."""
        entry, order, book = draft.entry, draft.order, draft.entry.playbook
        age = order_age(order, now)
        self.query_one(EntryTitle).show(
            _open_item(draft) or _(SENDING if draft.sending else CHANGING, number=order.called),
            say="",
            how="",
            timer=clock_words(age),
            pace=pace(age, book.process.clock),
            progress=progress(entry),
        )
        self._show_tiles(draft, book)
        costs = owed(book, order.lines, draft.lines()) if draft.is_edited else ""
        facts = _facts(draft, entry, draft.shown(), self.sent.read_back(draft))
        was = {line.id: line for line in order.lines}
        self.query_one(Basket).show(replace(facts, was=was, struck=draft.struck(), owed=costs))

    def offered(self) -> list[str]:
        """Name the actions that More lists: those of keying first while an order is keyed."""
        draft = self.draft
        first = OF_KEYING if draft else ("next_guest", "other", "change", "eighty_six", "refused")
        useless = ["plus", "minus", *(("take", "reading", "skip", "say") if draft else ())]
        useless += ["guest", "allergy"] if self.sent.draft else []
        useless += [] if self.counter.playbook.process.fields else ["fields"]
        return [name for name in dict.fromkeys((*first, *super().offered())) if name not in useless]

    # What hands do.

    def act(self, action: str) -> bool:
        """Go to another guest, or what else hands do; no key changes what is being sent."""
        if self.sent.is_sending or self.new.is_sending:
            return action != "home"
        if action == "other":
            self._open_other()
        elif action == "refused":
            self.kiosk.enter("refused")
        return action in ("other", "refused") or super().act(action)

    def take_code(self, code: str) -> bool:
        """Put the item of a scanned code into the order that is keyed; one that is on its way takes nothing more."""
        sending = self.sent.is_sending or self.new.is_sending
        return not sending and (self.sent.take_code(code) or self.new.take_code(code))

    def _open_other(self) -> None:
        """Go to the next open ticket, after the last to the first: another guest who waits here."""
        ids = [ticket_id(ticket) for ticket in self.counter.board.rail(self.stations)]
        if len(ids) > 1 and self.desk.chosen in ids:
            self.desk.open_ticket(ids[(ids.index(self.desk.chosen) + 1) % len(ids)])
        else:
            self.say(_("No other guest waits here."))


def progress(entry: OnBoard) -> str:
    """Say how far an order is behind the front, step by step, and at the front what is open."""
    book = entry.playbook
    steps = [
        f"{SIGNS[ticket.state][0]} {book.process.step[ticket.step].name}"
        for ticket in entry.tickets
        if ticket.state == "open" or book.station[ticket.station].role != "front"
    ]
    return "  ".join(steps)


def _open_item(draft: OrderEntry) -> str:
    """Name the item whose choices are open, and how many of it; empty for none."""
    keyed = draft.keyed
    return f"{spell(draft.menu, keyed.wish())}  ×{keyed.quantity}" if keyed else ""


def _facts(draft: OrderEntry, entry: OnBoard, lines: tuple[Line, ...], script: str) -> BasketFacts:
    """Put together what the basket shows of any order that is keyed."""
    guest, told = draft.guest, draft.says
    return BasketFacts(
        entry.playbook,
        number=entry.order.called,
        guest=guest.name,
        note=guest.note,
        allergy=_allergy(draft, told),
        allergies=(*draft.allergies, *told.allergens),
        lines=lines,
        script=script,
        marked=len(draft.basket) - 1 if draft.cursor is None and draft.keyed else draft.cursor,
        out=draft.lost(),
        refused=draft.refused,
    )


def _allergy(draft: OrderEntry, told: Heard) -> str:
    """Say what the guest must not meet, as far as it is keyed; what a note tells and no list knows is in the note."""
    names = tuple(map(_, sorted({*draft.allergies, *told.allergens})))
    return allergy_words(names, draft.guest.allergy) or (_("as the note says") if told.told else "")
