"""Working a ticket: which one is open, and the verbs that need no question."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from kiosk.errors import Refused
from kiosk.tui.bumped import bump_told
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.in_languages import InLanguages
from kiosk.tui.screens.pressing import Intent
from kiosk.tui.station.rail import TicketId
from kiosk.words import _, later
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.guest.line import script_line
from kiosk.work.order.event import Mark, Stamp
from kiosk.work.order.guard import ago, doer, is_holder, is_single, who
from kiosk.work.order.point import points_of
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.undo import Deed

UNDONE = {
    "line": later("a line of {step} is open again"),
    "take": later("{step} is put back"),
    "rush": later("no longer rushed"),
    "hold": later("fired again"),
    "void": later("it is made after all"),
}
"""What is said when a deed was taken back, with the step's name."""


def ticket_id(ticket: Ticket) -> TicketId:
    """Give what a ticket is chosen by."""
    return ticket.order_id, ticket.step


def became(entry: OnBoard | None, step: str, now: Stamp) -> str:
    """Say what became of a ticket that is not open any more: who did what, and how long ago."""
    ticket = entry.ticket(step) if entry else None
    if entry is None:
        return _("That order was ended at another terminal")
    order, name = entry.order, entry.playbook.process.step[step].name
    if order.voided:
        return _(
            "STOP: order {number} is void: {void_reason} ({since})",
            number=order.number,
            void_reason=usual(order.void_reason),
            since=_since(order.voided, now),
        )
    if order.held and ticket and ticket.state == "held":
        return _(
            "Order {number} is held: {reason} ({since})",
            number=order.number,
            reason=usual(order.held.reason),
            since=_since(order.held.stamp, now),
        )
    if ticket and ticket.bump:
        did = ticket.bump.stamp
        return _(
            "{who} did {name} of order {number} {ago} ago at another terminal",
            who=doer(did, entry.playbook),
            name=name,
            number=order.number,
            ago=ago(did, now),
        )
    if order.finished:
        return _(
            "Order {number} was handed over as it is ({since})", number=order.number, since=_since(order.finished, now)
        )
    return _("Order {number}: {name} is not to be done now", number=order.number, name=name)


def _since(stamp: Stamp, now: Stamp) -> str:
    return _("{who}, {ago} ago", who=who(stamp), ago=ago(stamp, now))


def _line_done(ticket: TicketId, line: int, *, done: bool) -> Intent:
    return "line" if done else "line-undone", *ticket, str(line)


def _undone(deed: Deed) -> Intent:
    return "undo", deed.order_id, deed.step


class Working(InLanguages):
    """Holds the open ticket by what it is, not by where it stands, and does the verbs on it."""

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__()
        self.stations = stations
        self.chosen: TicketId | None = None
        """The open ticket."""
        self._bumped: list[TicketId] = []
        """Own bumps, for undo."""
        self.opened_by_hand = False
        """Whether the open ticket was chosen by hand: then it stays, whoever takes it up."""
        self._last_finished = ""
        self._undoing: Deed | None = None
        """What was taken back last, or was to be."""

    @property
    def open(self) -> tuple[OnBoard | None, Ticket | None]:
        """The order and ticket that are open here."""
        if self.chosen is None:
            return None, None
        board = self.counter.board
        return board.orders.get(self.chosen[0]), board.ticket(*self.chosen)

    def open_ticket(self, ticket: TicketId) -> None:
        """Open another ticket by hand."""
        self.hush()
        self.choose(ticket, by_hand=True)
        self.redraw()

    def choose(self, ticket: TicketId | None, *, by_hand: bool) -> None:
        """Open a ticket; one that opens by itself is guarded for a moment against a press meant for the one before."""
        self.gone = ""
        if ticket == self.chosen:
            return
        self.chosen = ticket
        self.opened_by_hand = by_hand
        if not by_hand:
            self.changed_at = self.counter.clock.now()
        if ticket and self.kiosk.settings.speech == "on-open":
            self._speak(ticket)

    def _script(self, ticket: TicketId) -> str:
        entry = self.counter.board.orders.get(ticket[0])
        if entry is None:
            return ""
        return script_line(self.counter.board, entry, ticket[1], language=self.language_of(entry.playbook))

    @property
    def points(self) -> tuple[Point, ...]:
        """What the procedure asks for on the open ticket, in the order of its digits."""
        entry, ticket = self.open
        return points_of(entry.order, self.procedure_of(entry, ticket.step)) if entry and ticket else ()

    def take_away(self, board: Board) -> None:
        """Open nothing where another terminal ended the open ticket, so that no press meant for it hits the next."""
        if self.chosen is None:
            return
        now = self.counter.stamp_of(self.kiosk.person)
        self.gone_by(became(self.counter.remembered(self.chosen[0]), self.chosen[1], now))

    def gone_by(self, words: str) -> None:
        """Open nothing, and say what became of the ticket that was open."""
        self.choose(None, by_hand=False)
        self.gone = words
        self.say(f"{self.gone}.")

    # The verbs.

    def action_done(self) -> None:
        """Bump the open ticket."""
        meant = self.meant("done")
        if self.chosen is None:
            if meant or not self.gone:
                self.go_on()
        elif meant and self.chosen not in self.bumping:
            self.begin_bump(self.chosen)
            self.verb(partial(self.bump_ticket, self.chosen))

    def begin_bump(self, ticket: TicketId) -> None:
        """Show that a bump is on its way to the disk."""
        self.hush()
        self.bumping.add(ticket)
        self.redraw()

    def go_on(self) -> None:
        """Open the oldest ticket after one was taken away."""
        self.gone = ""
        self.hush()
        self.look()
        if self.chosen is None:
            self.say(_("Nothing is open here. DONE means the ticket that is open."))
        else:
            self.opened_by_hand, self.changed_at = True, None

    async def bump_ticket(self, ticket: TicketId) -> None:
        """Bump a ticket whose bump was begun, and say what became of it."""
        by = self.kiosk.person
        with self.acting(ticket):
            entry = await self.once(("bump", *ticket), lambda op: self.counter.bump(*ticket, by=by, op=op))
        self._after_bump(entry, ticket)

    def _after_bump(self, entry: OnBoard, ticket: TicketId) -> None:
        """Say that a ticket is done, and show the slip of an order that is finished by it."""
        self._bumped.append(ticket)
        self.say(*bump_told(entry, ticket[1], self.counter.clock.now()))
        if entry.order.finished:
            self.show_slip(entry)

    def show_slip(self, entry: OnBoard) -> None:
        """Show the slip of an order that was just finished here."""
        self._last_finished = entry.order.id
        if self.is_current:
            from kiosk.tui.order.slip import SlipScreen  # not on the way to the first paint

            self.app.push_screen(SlipScreen(entry))

    def action_undo(self) -> None:
        """Take back what was done last here; asked again while nobody knows whether it was, and nothing older."""
        if self.bounced("undo"):
            return
        before = self._undoing
        deed = before if before and self.unsure(_undone(before)) else self.counter.last_deed(by=self.kiosk.person)
        self._undoing = deed
        if deed:
            self.verb(partial(self._undo, deed))
        elif self._bumped:
            self.verb(partial(self._undo_bump, self._bumped[-1]))
        else:
            self.say(_("There is nothing of yours to undo here."))

    async def _undo(self, deed: Deed) -> None:
        """Take a deed back; a bump that was refused stays the one that is meant, until another is made."""
        if deed.verb == "bump":
            await self._undo_bump((deed.order_id, deed.step))
            return
        about, by = (deed.order_id, deed.step), self.kiosk.person
        entry = await self.once(_undone(deed), lambda op: self.counter.undo(*about, by=by, op=op))
        self.look()
        name = entry.playbook.process.step[deed.step].name if deed.step else ""
        undone = _(UNDONE[deed.verb], step=name)
        self.say(_("Order {number}: {undone}", number=entry.order.number, undone=undone), "good")

    async def _undo_bump(self, ticket: TicketId) -> None:
        by = self.kiosk.person
        entry = await self.once(("undo", *ticket), lambda op: self.counter.undo(*ticket, by=by, op=op))
        self._bumped = [bumped for bumped in self._bumped if bumped != ticket]
        self._last_finished = "" if self._last_finished == ticket[0] else self._last_finished
        self.choose(ticket, by_hand=False)
        self.look()
        self.say(
            _(
                "Order {number}: {name} is open again",
                number=entry.order.number,
                name=entry.playbook.process.step[ticket[1]].name,
            ),
            "good",
        )

    def action_take(self) -> None:
        """Take the open ticket up, put one's own back, or take over what another has."""
        if not self.meant_here("take"):
            return
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say(_("Nothing is open here to take up."))
            return
        here, taken = (ticket.order_id, ticket.step), ticket.taken_up
        lost = self.unsure(("take", *here), ("take-over", *here), ("put-back", *here))
        if lost and lost[0] != "put-back":
            self.verb(partial(self._take, here, over=lost[0] == "take-over"))
        elif lost:
            self.verb(partial(self._put_back, here))
        elif taken is None:
            self.verb(partial(self._take, here))
        elif is_holder(taken, self.counter.stamp_of(self.kiosk.person)):
            self.verb(partial(self._put_back, here))
        else:
            now = self.counter.stamp_of(self.kiosk.person)
            question = _(
                "{who} has order {number} since {ago}. Take it over?",
                who=doer(taken, entry.playbook),
                number=entry.order.number,
                ago=ago(taken, now),
            )

            def asked(answer: tuple[object, ...] | None) -> None:
                if answer:
                    self.verb(partial(self._take, here, over=True))

            self.app.push_screen(Choose(question, (Offer("over", _("Take it over")),)), asked)

    async def _take(self, ticket: TicketId, *, over: bool = False) -> None:
        by, intent = self.kiosk.person, ("take-over" if over else "take", *ticket)
        entry = await self.once(intent, lambda op: self.counter.take(*ticket, over=over, by=by, op=op))
        self.look()
        self.say(_("Order {number} is yours", number=entry.order.number), "good")

    async def _put_back(self, ticket: TicketId) -> None:
        by = self.kiosk.person
        entry = await self.once(("put-back", *ticket), lambda op: self.counter.put_back(*ticket, by=by, op=op))
        self.look()
        self.say(_("Order {number} is put back: others can take it", number=entry.order.number), "good")

    def touch_line(self, line: int) -> None:
        """Bump a line of the open ticket, or take that back."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            return
        here = ticket_id(ticket)
        undone = is_single(entry.order, ticket.step, line) and any(
            one.line.id == line and one.done for one in ticket.lines
        )
        lost = self.unsure(_line_done(here, line, done=True), _line_done(here, line, done=False))
        done = lost == _line_done(here, line, done=True) if lost else not undone
        self.hush()
        self.verb(partial(self.mark_lines, here, [(line, done)]))

    async def mark_lines(self, ticket: TicketId, marks: Iterable[tuple[int, bool]]) -> None:
        """Mark lines in a row, each as (line, done); one that is refused keeps none of the others from being marked."""
        refused: list[Refused] = []
        for line, done in marks:
            try:
                await self.mark_line(ticket, line, done=done)
            except Refused as refusal:
                refused.append(refusal)
        if refused:
            raise refused[0]

    async def mark_line(self, ticket: TicketId, line: int, *, done: bool) -> OnBoard:
        """Bump a line, which may be the last of its ticket, or take that back."""
        by = self.kiosk.person
        verb = self.counter.bump_line if done else self.counter.undo_line
        with self.acting(ticket):
            entry = await self.once(_line_done(ticket, line, done=done), lambda op: verb(*ticket, line, by=by, op=op))
        if ticket[1] in entry.order.bumps:
            self._after_bump(entry, ticket)
        return entry

    async def action_digit(self, digit: int) -> None:
        """Mark a point as kept, or take the mark back."""
        if not self.meant(f"digit({digit})"):
            return
        entry, ticket = self.open
        points = self.points
        if not 1 <= digit <= len(points) or entry is None or ticket is None:
            self.say(_("There is no point {digit} here.", digit=digit) if ticket else _("Nothing is open here."))
            return
        point = points[digit - 1]
        mark = entry.order.mark(ticket.step, point.id)
        how: Mark = "not-seen" if mark and mark.mark == "kept" else "kept"
        here = ticket_id(ticket)
        if self.unsure(("mark", *here, point.id, "not-seen" if how == "kept" else "kept", "")):
            how = "not-seen" if how == "kept" else "kept"
        self.hush()
        self.verb(partial(self.mark_point, here, point.id, how))

    async def mark_point(self, ticket: TicketId, point: str, how: Mark, reason: str = "") -> None:
        """Say how a point went."""
        by, intent = self.kiosk.person, ("mark", *ticket, point, how, reason)
        await self.once(intent, lambda op: self.counter.mark(*ticket, point, how, reason=reason, by=by, op=op))
        self.look()

    def action_say(self) -> None:
        """Speak the script line, unless speech is off or missing."""
        if self.kiosk.settings.speech == "silent":
            self.say(_("Speech is off. Set speech: on-demand in the settings."))
            return
        trouble = self.kiosk.terminal.speaker.status()
        if trouble:
            self.say(trouble)
        elif self.chosen:
            self._speak(self.chosen)

    def _speak(self, ticket: TicketId) -> None:
        """Speak the script line in the language it is read in."""
        entry = self.counter.board.orders.get(ticket[0])
        language = self.language_of(entry.playbook) if entry else ""
        self.kiosk.terminal.speaker.say(self._script(ticket), language)

    def action_procedure(self) -> None:
        """Open the step's whole document, or the guide when nothing is open."""
        entry, ticket = self.open
        if entry and ticket:
            from kiosk.tui.procedure.document import procedure_screen  # not on the way to the first paint

            self.app.push_screen(procedure_screen(self.shown(entry).playbook, ticket.step))
        else:
            self.kiosk.enter("help")

    def action_slip(self) -> None:
        """Show the slip of the order finished last here, or all that are finished."""
        if self._last_finished:
            self.verb(self._show_slip)
        else:
            self.kiosk.enter("finished")

    async def _show_slip(self) -> None:
        from kiosk.tui.order.slip import SlipScreen

        self.app.push_screen(SlipScreen(await self.counter.order(self._last_finished)))

    def action_finished(self) -> None:
        """See the finished orders."""
        self.kiosk.enter("finished")
