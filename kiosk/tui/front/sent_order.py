"""The sent order that is changed: it is keyed as a new one is, and heeds what others make of it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from kiosk.tui.basket.order_change import OrderChange, taken_back
from kiosk.tui.basket.order_entry import AtBasket, OrderEntry
from kiosk.tui.front.keyed_order import KeyedOrder, keys_of_choices
from kiosk.tui.station.hands import By, Opened, named
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.widgets.keybar import Key
from kiosk.words import _, later
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.guest.script import read_back
from kiosk.work.order.guard import ago, doer
from kiosk.work.order.order import Order
from kiosk.work.playbook.reasons import usual
from kiosk.work.text.text import action as by_key
from kiosk.work.time.instant import elapsed, is_after
from kiosk.work.verb.change import TAKEN_BACK, Change, changed_words, owed
from kiosk.work.verb.undo import UNDO_WINDOW, is_own
from kiosk.work.verb.verb import TicketId


class SentOrder(KeyedOrder):
    """In front from the moment it is chosen until it is sent, left or put aside; the open ticket stays behind it."""

    LABELS: ClassVar[Mapping[AtBasket, str]] = {
        "add": later("OK"),
        "open-line": later("OPEN LINE"),
        "menu": later("MENU"),
        "send": later("CHANGE"),
    }
    changing: OrderChange | None = None
    _sent: tuple[Order, OnBoard] | None = None
    """The last change that was sent here: the order before, and after."""

    @property
    def draft(self) -> OrderChange | None:
        """The change that is in front, knowing what is out of stock now."""
        if self.changing is not None:
            self.changing.out = self._desk.counter.board.standing.out
        return self.changing

    @property
    def is_sending(self) -> bool:
        """Whether it is on its way to the disk."""
        return self.changing is not None and self.changing.sending

    @property
    def open(self) -> Opened | None:
        """The order that is changed; of it there is no ticket."""
        return (self._desk.counter.board.orders.get(self.changing.order.id), None) if self.changing else None

    def script(self, ticket: TicketId) -> str | None:
        """Return what the order is to be."""
        return self.read_back(self.changing) if self.changing else None

    def read_back(self, draft: OrderChange) -> str:
        """Return what to say of a change before it is sent: the whole order as it is to be, and what that costs."""
        wanted = draft.lines()
        if not draft.is_edited or not wanted:
            return ""
        costs = owed(draft.entry.playbook, draft.order.lines, wanted)
        return _("So that is {read_back}: {costs}.", read_back=read_back(draft.menu, wanted), costs=costs)

    # Which order is in front.

    def resume(self) -> None:
        """Go on with the change that was in front when this terminal looked at another screen."""
        drafts = self._kiosk.drafts.values()
        self.changing = next((draft for draft in drafts if isinstance(draft, OrderChange) and draft.in_front), None)

    def begin(self, entry: OnBoard | None) -> None:
        """Bring an order in front to be changed; one that was begun is gone on with."""
        if entry is None:
            return
        self.aside()
        known = self._kiosk.drafts.get(entry.order.id)
        self.changing = known if isinstance(known, OrderChange) else OrderChange(entry)
        self._kiosk.drafts[entry.order.id] = self.changing
        self.changing.in_front = True
        self._desk.guard()
        self._desk.shows.hush()
        self._desk.shows.look()

    def aside(self) -> None:
        """Take the change from the front; what was keyed of it stays at this terminal."""
        if self.changing is not None:
            self.changing.in_front = False
            self.changing = None
            self._desk.guard()

    # What the keys are.

    def _marked_out(self, draft: OrderChange) -> str:
        """Say what ⌫ does with the marked line; empty where none is marked."""
        marked = draft.keyed or (draft.basket[draft.cursor] if draft.cursor is not None else None)
        if marked is None:
            return ""
        return _("Drop") if not marked.line else _("Put back") if marked.struck else _("VOID")

    def keys(self) -> tuple[Key, ...] | None:
        """Return the keys that mean something while a sent order is changed."""
        draft = self.changing
        if draft is None:
            return None
        out = self._marked_out(draft)
        if draft.level == "choices":
            return keys_of_choices(draft, out)
        back = out or (_("Leave") if draft.level == "pages" else _("Back"))
        ways = (Key("more"), Key("find"), Key("next_guest"), Key("home"))
        return (Key("undo", back), Key("up"), Key("clear", _("Undo all")), *ways)

    # What hands do.

    def act(self, action: str, digit: int) -> bool:
        """Choose an order to be changed, key in the one that is, or take the last change back."""
        if action == "change":
            from kiosk.tui.front.flows import ask_change

            self._screen.ask(ask_change(self._desk, ASK, self._kiosk.drafts), self.begin)
            return True
        if action == "undo" and self.changing is None:
            return self._undoes()
        return super().act(action, digit)

    def send(self, draft: OrderEntry) -> None:
        """Send the change as it is now."""
        if isinstance(draft, OrderChange):
            from kiosk.tui.front.flows import ask_send_change

            flow = ask_send_change(self._desk, ASK, draft, lambda keyed: keyed is self.changing)
            self._screen.ask(flow, partial(self._send, draft))

    def _send(self, draft: OrderChange, change: Change | By | None) -> None:
        if change is not None:
            self._desk.shows.hush()
            draft.sending = True
            self._screen.redraw()
            self._screen.verb(partial(self._write, draft, change))

    async def _write(self, draft: OrderChange, change: Change | By) -> None:
        seen = draft.order
        try:
            left = await self._desk.do(*named(change))
        except BaseException:
            draft.sending = False
            self._screen.call_later(self._screen.look)  # after what went wrong is said: it may be written all the same
            raise
        draft.sending = False
        if isinstance(left, OnBoard):
            self._changed(seen, left)

    def _changed(self, seen: Order, entry: OnBoard) -> None:
        """Take a change that is done from the front, and remember it for undo."""
        self._kiosk.drafts.pop(seen.id, None)
        self._sent = (seen, entry)
        if self.changing is not None and self.changing.order.id == seen.id:
            self.aside()
        self._desk.shows.look()

    def leave(self, draft: OrderEntry) -> None:
        """Leave the order as it was; where something was keyed, ask first."""
        if isinstance(draft, OrderChange):
            from kiosk.tui.front.flows import ask_leave

            self._screen.ask(ask_leave(ASK, draft), partial(self._leave, draft))

    def _leave(self, draft: OrderChange, meant: bool) -> None:  # noqa: FBT001 - as a flow ends
        if not meant:
            return
        self._kiosk.drafts.pop(draft.order.id, None)
        if self.changing is draft:
            self.aside()
        self._desk.shows.look()
        if not draft.ended:
            self._desk.shows.say(_("Order {number} stays as it was", number=draft.order.called), "good")

    def ask_about(self, action: str, draft: OrderEntry) -> None:
        """Ask for a note of a line, or for fields; what else was sent of the guest stays as it was."""
        if action == "fields" and isinstance(draft, OrderChange):
            from kiosk.tui.station.flows.fields import ask_fields

            self._screen.ask(ask_fields(self._desk, ASK, draft.entry, ""), self._screen.flows.do)
            return
        if action == "note" and draft.noted is not None:
            self.ask_note(draft)
            return
        what = {
            "guest": _("The guest's name"),
            "allergy": _("What the guest must not meet"),
            "note": _("The note for the whole order"),
        }
        stays = _("{what} stays as it was sent.", what=what[action])
        way = _("Tell the stations, or put a note on a line: open it and press {sign}.", sign=by_key("note"))
        self._desk.shows.say(f"{stays} {way}")

    # What others do meanwhile.

    def look(self, board: Board) -> None:
        """Say what others have made of the order that is changed here."""
        draft = self.changing
        if draft is None or draft.sending or draft.ended:
            return
        entry = board.orders.get(draft.order.id)
        if entry is None:
            self._heed_end(draft)
        elif entry.order.lines == draft.order.lines:
            draft.entry = entry
        else:
            self._heed_change(draft, entry)

    def _heed_end(self, draft: OrderChange) -> None:
        """Say how an order ended that is changed here; one's own void needs no words."""
        entry, now, number = self._desk.counter.remembered(draft.order.id), self._desk.me, draft.order.called
        if entry and entry.order.voided and is_own(entry.order.voided, now):
            self.aside()
            return
        draft.ended = True
        words = _("Order {number} is over", number=number)
        if entry and entry.order.finished:
            done, who = entry.order.finished, doer(entry.order.finished, entry.playbook)
            words = _("{who} handed order {number} over {ago} ago", who=who, number=number, ago=ago(done, now))
        elif entry and entry.order.voided:
            who, reason = doer(entry.order.voided, entry.playbook), usual(entry.order.void_reason)
            words = _("{who} voided order {number}: {void_reason}", who=who, number=number, void_reason=reason)
        rest = _("Nothing of it can be changed now; {sign} leaves it.", sign=by_key("undo"))
        self._desk.shows.say(f"{words}. {rest}", "bad")

    def _heed_change(self, draft: OrderChange, entry: OnBoard) -> None:
        """Show what somebody else made of the order; a change of one's own that nobody knew of is done by that."""
        now, before = self._desk.me, draft.entry
        change = self._desk.unsure(Change(before.order.id, draft.wishes()))
        if change:
            self._desk.hands.ops.answered(change, self._desk.hands.person)
        if change and entry.order.changed and is_own(entry.order.changed, now):
            from kiosk.tui.station.outcome import tell

            self._changed(before.order, entry)
            result, reply = self._desk.answer(change, entry, now.by, before)
            tell(self._desk, result, entry, reply)
            return
        lost = draft.rebase(entry)
        kept = _("What you keyed of the same lines is gone.") if lost else _("What you keyed stays.")
        words = _("{changed}: this is how it is now.", changed=changed_words(entry.order, entry.playbook, now))
        self._desk.shows.say(f"{words} {kept}", "bad")

    def _undoes(self) -> bool:
        """Take the last own change back where nothing was done after it; False where that is not what undo means."""
        if self._sent is None:
            return False
        (before, sent), me = self._sent, self._desk.me
        changed, deed = sent.order.changed, self._desk.counter.last_deed(by=self._desk.hands.person)
        if changed is None or not is_own(changed, me) or elapsed(changed.at, me.at) > UNDO_WINDOW * 1000:
            return False
        if deed is not None and is_after(deed.stamp.at, changed.at):
            return False
        if not self._desk.hands.presses.bounced("undo"):
            back = Change(sent.order.id, taken_back(before, sent.order), TAKEN_BACK, seen=sent.order.lines)
            self._screen.verb(partial(self._take_back, back))
        return True

    async def _take_back(self, change: Change) -> None:
        """Make a changed order what it was; refused where it was changed since."""
        await self._desk.do(change)
        self._sent = None
