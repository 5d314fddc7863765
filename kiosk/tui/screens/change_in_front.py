"""The change that is in front: it is keyed as an order is, and heeds what others make of the same order meanwhile."""

from __future__ import annotations

from functools import partial

from kiosk.tui.front.order_change import OrderChange, taken_back
from kiosk.tui.front.order_entry import OrderEntry
from kiosk.tui.screens.keying import Keying
from kiosk.tui.station.rail import TicketId
from kiosk.tui.widgets.process_strip import SIGNS
from kiosk.words import _, plural
from kiosk.work.allergy.allergy import allergy_said
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.guest.script import read_back
from kiosk.work.order.guard import ago, doer
from kiosk.work.order.order import Order
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import elapsed, is_after
from kiosk.work.verb.change import TAKEN_BACK, changed_words, owed
from kiosk.work.verb.undo import UNDO_WINDOW, is_own


class ChangeInFront(Keying):
    """Holds the change that is in front; the ticket that was open before stays behind it."""

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self.changing: OrderChange | None = None
        self._sent: tuple[Order, OnBoard] | None = None
        """The last change that was sent here: the order before, and after."""

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
        back = read_back(keying.menu, wanted)
        return _("So that is {read_back}: {costs}.", read_back=back, costs=costs)

    def _script(self, ticket: TicketId) -> str:
        """Give the line to be spoken: while an order is changed, what it is to be."""
        return self.read_back(self.changing) if self.changing else super()._script(ticket)

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
        said = _("Order {number} is over", number=keying.order.number)
        if entry and entry.order.finished:
            done = entry.order.finished
            said = _(
                "{who} handed order {number} over {ago} ago",
                who=doer(done, entry.playbook),
                number=keying.order.number,
                ago=ago(done, now),
            )
        elif entry and entry.order.voided:
            said = _(
                "{who} voided order {number}: {void_reason}",
                who=doer(entry.order.voided, entry.playbook),
                number=keying.order.number,
                void_reason=usual(entry.order.void_reason),
            )
        rest = _("Nothing of it can be changed now; {sign} leaves it.", sign=self.sign("undo"))
        self.say(f"{said}. {rest}", "bad")

    def _heed_change(self, keying: OrderChange, entry: OnBoard) -> None:
        """Show what somebody else made of the order; a change of one's own that nobody knew of is done by that."""
        now, before = self.counter.stamp_of(self.kiosk.person), keying.order
        unknown = self._ops.pop(("change", before.id), "")
        if unknown and entry.order.changed and is_own(entry.order.changed, now):
            self.end_change(before, entry)
            return
        lost = keying.rebase(entry)
        kept = _("What you keyed of the same lines is gone.") if lost else _("What you keyed stays.")
        said = _("{changed}: this is how it is now.", changed=changed_words(entry.order, entry.playbook, now))
        self.say(f"{said} {kept}", "bad")

    def end_change(self, seen: Order, entry: OnBoard) -> None:
        """Say what to pay or give back, and who has to know."""
        self.kiosk.drafts.pop(seen.id, None)
        self._sent = (seen, entry)
        if self.changing is not None and self.changing.order.id == seen.id:
            self.set_aside()
        self.look()
        number, said = entry.order.number, owed(entry.playbook, seen.lines, entry.order.lines)
        words = _("Order {number} is changed: {said}.", number=number, said=said)
        told = _told(entry, self.counter.board)
        if entry.order.allergy_told != seen.allergy_told:
            told = _("ALLERGY {said}: every station has to see it.", said=allergy_said(entry.order, entry.guest))
        self.say(f"{words} {told}".rstrip(), "good")
        if entry.order.finished:
            self.show_slip(entry)

    def undoes_change(self) -> bool:
        """Take the last own change back where nothing was done after it; False where that is not what undo means."""
        if self._sent is None:
            return False
        (before, sent), me = self._sent, self.counter.stamp_of(self.kiosk.person)
        changed, deed = sent.order.changed, self.counter.last_deed(by=self.kiosk.person)
        if changed is None or not is_own(changed, me) or elapsed(changed.at, me.at) > UNDO_WINDOW * 1000:
            return False
        if deed is not None and is_after(deed.stamp.at, changed.at):
            return False
        if not self.bounced("undo"):
            self.verb(partial(self._take_back, before, sent.order))
        return True

    async def _take_back(self, before: Order, sent: Order) -> None:
        """Make a changed order what it was; refused where it was changed since."""
        wishes = taken_back(before, sent)
        entry = await self.counter.change(sent.id, wishes, TAKEN_BACK, seen=sent.lines, by=self.kiosk.person)
        self._sent = None
        self.look()
        said = owed(entry.playbook, sent.lines, entry.order.lines)
        words = _("Order {number} is as it was before the change: {said}.", number=sent.number, said=said)
        self.say(f"{words} {_told(entry, self.counter.board)}".rstrip(), "good")

    # What does not belong to a change.

    def action_guest(self) -> None:
        """Ask for the guest's name, of an order that is not sent yet."""
        self._not_of_a_change(_("The guest's name")) if self.changing else super().action_guest()

    def action_allergy(self) -> None:
        """Ask what the guest must not meet, of an order that is not sent yet."""
        self._not_of_a_change(_("What the guest must not meet")) if self.changing else super().action_allergy()

    def action_note(self) -> None:
        """Ask for a note; of an order that was sent, for a line alone."""
        if self.changing and self.changing.keyed is None:
            self._not_of_a_change(_("The note for the whole order"))
        else:
            super().action_note()

    def _not_of_a_change(self, what: str) -> None:
        said = _("{what} stays as it was sent.", what=what)
        way = _("Tell the stations, or put a note on a line: open it and press {sign}.", sign=self.sign("note"))
        self.say(f"{said} {way}")


def progress(entry: OnBoard) -> str:
    """Say how far an order is behind the front, step by step, and at the front what is open."""
    book = entry.playbook
    steps = [
        f"{SIGNS[one.state][0]} {book.process.step[one.step].name}"
        for one in entry.tickets
        if one.state == "open" or book.station[one.station].role != "front"
    ]
    return "  ".join(steps)


def _told(entry: OnBoard, board: Board) -> str:
    """Name the stations that have to acknowledge what is not wanted any more: those that have the work now."""
    stopped = [ticket for ticket in entry.tickets if ticket.step in entry.order.stops]
    names = dict.fromkeys(board.place_name(entry, ticket) for ticket in stopped)
    if not names:
        return ""
    said = f" {_('and')} ".join(names)
    return plural("{names} has to acknowledge.", "{names} have to acknowledge.", len(names), names=said)
