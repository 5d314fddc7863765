"""Changing at the front what was sent: which order, what of it, why, and who has to know."""

from __future__ import annotations

from functools import partial

from kiosk.errors import Refused
from kiosk.tui.modals.choose import PAGE, Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.order_change import OrderChange, owed
from kiosk.tui.order_entry import OrderEntry
from kiosk.tui.screens.keying import Keying
from kiosk.tui.widgets.rail import TicketId
from kiosk.work.board import Board, OnBoard
from kiosk.work.change import changed_words
from kiosk.work.grounds import ago, going, who
from kiosk.work.line import Wish, spell
from kiosk.work.order import Order
from kiosk.work.routing import Ticket
from kiosk.work.script import read_back
from kiosk.work.undo import is_own

BY_NUMBER = "Key its number …"
LEAVE, STAY = "Leave it as it was", "Go on changing it"

SIGNS = {"bumped": "✔", "open": "●", "waiting": "○", "held": "○", "void": "–"}
"""How far a step is, by the state of its ticket."""


class Changing(Keying):
    """Holds the change that is in front; the ticket that was open before stays behind it."""

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self.changing: OrderChange | None = None

    def on_mount(self) -> None:
        """Go on with the change that was in front when this terminal looked at another screen."""
        drafts = self.kiosk.drafts.values()
        self.changing = next((draft for draft in drafts if isinstance(draft, OrderChange) and draft.in_front), None)

    @property
    def entry(self) -> OrderEntry | None:
        """The order being keyed: the change that is in front, else the open order while it is taken."""
        return self.changing or super().entry

    @property
    def open(self) -> tuple[OnBoard | None, Ticket | None]:
        """The order and ticket that are open here; of an order that is changed there is no ticket."""
        if self.changing is None:
            return super().open
        return self.counter.board.orders.get(self.changing.order.id), None

    @property
    def is_sending(self) -> bool:
        """Whether what is keyed is on its way to the disk."""
        if self.changing is not None:
            return self.changing.sending
        return self.entry is not None and self.chosen in self.bumping

    def read_back(self, keying: OrderChange) -> str:
        """Give what to say of a change before it is sent: the whole order as it is to be, and what that costs."""
        wanted = keying.lines()
        if not keying.is_edited or not wanted:
            return ""
        costs = owed(keying.entry.playbook, keying.order.lines, wanted)
        return f"So that is {read_back(keying.menu, wanted)}: {costs}."

    def _script(self, ticket: TicketId) -> str:
        """Give the line to be spoken: while an order is changed, what it is to be."""
        return self.read_back(self.changing) if self.changing else super()._script(ticket)

    # Which order.

    def action_change(self) -> None:
        """Ask which order that was sent is to be changed: by a digit, or by its number."""
        found = [entry for entry in reversed(list(self.counter.board.orders.values())) if entry.order.taken]
        if not found:
            self.say("No order that was sent is unfinished, so there is nothing to change.")
            return
        here = self.chosen[0] if self.chosen else ""
        found.sort(key=lambda entry: (not self._is_begun(entry), entry.order.id != here))
        offers = [Offer(entry.order.id, _title(entry), self._summary(entry)) for entry in found]
        offers.insert(PAGE - 1, Offer(BY_NUMBER, BY_NUMBER))

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer and answer[0] == BY_NUMBER:
                self.app.push_screen(Prompt("Which order? Its number", figures=True), keyed)
            elif answer:
                self.verb(partial(self._begin, str(answer[0])))

        def keyed(number: str | None) -> None:
            if number:
                self.verb(partial(self._begin, number))

        self.app.push_screen(Choose("Which order is to be changed?", tuple(offers)), asked)

    def _is_begun(self, entry: OnBoard) -> bool:
        """Say whether a change of an order waits at this terminal to be gone on with."""
        draft = self.kiosk.drafts.get(entry.order.id)
        return isinstance(draft, OrderChange) and draft.is_edited

    def _summary(self, entry: OnBoard) -> str:
        """Say where an order is open, and what it is."""
        menu, stations = entry.playbook.menu, entry.playbook.station
        places = ", ".join(dict.fromkeys(stations[one.station].name for one in entry.tickets if one.state == "open"))
        items = ", ".join(f"{line.quantity} × {spell(menu, line)}" for line in entry.order.lines if not line.of)
        begun = "being changed · " if self._is_begun(entry) else ""
        return f"{begun}● {places} · {items}" if places else f"{begun}○ waits · {items}"

    async def _begin(self, words: str) -> None:
        """Open an order to be changed, by its id or number; one that was begun is gone on with."""
        entry = await self.counter.order(words)
        order = entry.order
        going(order)
        if order.taken is None:
            raise Refused("not-ordered", f"Order {order.number} is not sent yet. Key it as the guest wants it.")
        self.set_aside()
        draft = self.kiosk.drafts.get(order.id)
        self.changing = draft if isinstance(draft, OrderChange) else OrderChange(entry)
        self.kiosk.drafts[order.id] = self.changing
        self.changing.in_front = True
        self.changed_at = self.counter.clock.now()
        self.hush()
        self.look()

    def set_aside(self) -> None:
        """Take the change from the front; what was keyed of it stays at this terminal."""
        if self.changing is not None:
            self.changing.in_front = False
            self.changing = None
            self.changed_at = self.counter.clock.now()

    def choose(self, ticket: TicketId | None, *, by_hand: bool) -> None:
        """Open a ticket; by hand, it comes in front of a change."""
        if by_hand:
            self.set_aside()
        super().choose(ticket, by_hand=by_hand)

    # What others do meanwhile.

    def show_board(self, board: Board) -> None:
        """Show the board; say what others have made of the order that is changed here."""
        keying = self.changing
        if keying is not None and not keying.sending and not keying.ended:
            entry = board.orders.get(keying.order.id)
            if entry is None:
                self._heed_end(keying)
            elif entry.order.lines == keying.order.lines:
                keying.entry = entry
            else:
                self._heed_change(keying, entry)
        super().show_board(board)

    def _heed_end(self, keying: OrderChange) -> None:
        """Say how an order ended that is changed here; one's own void needs no words."""
        entry = self.counter.remembered(keying.order.id)
        now = self.counter.stamp_of(self.kiosk.person)
        if entry and entry.order.voided and is_own(entry.order.voided, now):
            self.set_aside()
            return
        keying.ended = True
        said = f"Order {keying.order.number} is over"
        if entry and entry.order.finished:
            done = entry.order.finished
            said = f"{who(done)} handed order {keying.order.number} over {ago(done, now)} ago"
        elif entry and entry.order.voided:
            said = f"{who(entry.order.voided)} voided order {keying.order.number}: {entry.order.void_reason}"
        self.say(f"{said}. Nothing of it can be changed now; {self.sign('undo')} leaves it.", "bad")

    def _heed_change(self, keying: OrderChange, entry: OnBoard) -> None:
        """Show what somebody else made of the order; a change of one's own that nobody knew of is done by that."""
        now, before = self.counter.stamp_of(self.kiosk.person), keying.order
        unknown = self._ops.pop(("change", before.id), "")
        if unknown and entry.order.changed and is_own(entry.order.changed, now):
            self._changed(before, entry)
            return
        lost = keying.rebase(entry)
        kept = "What you keyed of the same lines is gone." if lost else "What you keyed stays."
        self.say(f"{changed_words(entry.order, now)}: this is how it is now. {kept}", "bad")

    # Sending it, or leaving it.

    def send_change(self, keying: OrderChange) -> None:
        """Send the change as it is at this press."""
        if not keying.is_edited:
            self.say(f"Nothing of order {keying.order.number} is changed yet.")
        elif not self.refuses_lost(keying):
            self._send_change(keying, keying.order, keying.wishes(), "")

    def _send_change(self, keying: OrderChange, seen: Order, wishes: tuple[Wish, ...], reason: str) -> None:
        self.hush()
        keying.sending = True
        self.redraw()
        self.verb(partial(self._write_change, keying, seen, wishes, reason))

    async def _write_change(self, keying: OrderChange, seen: Order, wishes: tuple[Wish, ...], reason: str) -> None:
        """Write a change; where the rules want to know why, ask, and write it then."""
        by = self.kiosk.person
        try:
            entry = await self.once(
                ("change", seen.id),
                lambda op: self.counter.change(seen.id, wishes, reason, seen=seen.lines, by=by, op=op),
            )
        except Refused as refusal:
            if refusal.code != "no-reason":
                raise
            then = partial(self._send_change, keying, seen, wishes)
            question = f"Order {seen.number}: why is less wanted, or something else?"
            self.ask_reason(question, keying.entry.playbook.reasons.void, then)
            return
        finally:
            keying.sending = False
            self.look()
        self._changed(seen, entry)

    def _changed(self, seen: Order, entry: OnBoard) -> None:
        """Say what to pay or give back, and who has to know."""
        self.kiosk.drafts.pop(seen.id, None)
        if self.changing is not None and self.changing.order.id == seen.id:
            self.set_aside()
        self.look()
        number, book = entry.order.number, entry.playbook
        self.say(f"Order {number} is changed: {owed(book, seen.lines, entry.order.lines)}.{_told(entry)}", "good")
        if entry.order.finished:
            self.show_slip(entry)

    def leave_change(self, keying: OrderChange) -> None:
        """Leave the order as it was; where something was keyed, ask first."""
        if not keying.is_edited or keying.ended:
            self._leave(keying)
            return

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer and answer[0] == LEAVE:
                self._leave(keying)

        question = f"Order {keying.order.number} is not sent as it is here."
        self.app.push_screen(Choose(question, (Offer(LEAVE, LEAVE), Offer(STAY, STAY))), asked)

    def _leave(self, keying: OrderChange) -> None:
        self.kiosk.drafts.pop(keying.order.id, None)
        if self.changing is keying:
            self.set_aside()
        self.look()
        if not keying.ended:
            self.say(f"Order {keying.order.number} stays as it was", "good")

    # What does not belong to a change.

    def action_guest(self) -> None:
        """Ask for the guest's name, of an order that is not sent yet."""
        self._not_of_a_change("The guest's name") if self.changing else super().action_guest()

    def action_allergy(self) -> None:
        """Ask what the guest must not meet, of an order that is not sent yet."""
        self._not_of_a_change("What the guest must not meet") if self.changing else super().action_allergy()

    def action_note(self) -> None:
        """Ask for a note; of an order that was sent, for a line alone."""
        if self.changing and self.changing.keyed is None:
            self._not_of_a_change("The note for the whole order")
        else:
            super().action_note()

    def _not_of_a_change(self, what: str) -> None:
        way = f"open it and press {self.sign('note')}"
        self.say(f"{what} stays as it was sent. Tell the stations, or put a note on a line: {way}.")


def progress(entry: OnBoard) -> str:
    """Say how far an order is behind the front, step by step, and at the front what is open."""
    book = entry.playbook
    steps = [
        f"{SIGNS[one.state]} {book.process.step[one.step].name}"
        for one in entry.tickets
        if one.state == "open" or book.station[one.station].role != "front"
    ]
    return "  ".join(steps)


def _title(entry: OnBoard) -> str:
    """Name an order by its number and its guest."""
    return f"{entry.order.number} {entry.guest.name}".strip()


def _told(entry: OnBoard) -> str:
    """Name the stations that have to acknowledge what is not wanted any more."""
    book = entry.playbook
    names = dict.fromkeys(book.station[book.process.step[step].station].name for step in entry.order.stops)
    if not names:
        return ""
    return f" {' and '.join(names)} {'have' if len(names) > 1 else 'has'} to acknowledge."
