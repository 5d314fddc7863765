"""Working a ticket: which one is open, and the verbs that need no question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from kiosk.deciding import new_op
from kiosk.errors import Refused
from kiosk.tui.base import CounterScreen
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.procedure import procedure_screen
from kiosk.tui.screens.slip import SlipScreen
from kiosk.tui.widgets.rail import TicketId
from kiosk.work.board import Board, OnBoard, ticket_age
from kiosk.work.events import Mark
from kiosk.work.grounds import ago, is_holder, is_single, who
from kiosk.work.instant import Instant, clock_words
from kiosk.work.procedure import Point, points_of
from kiosk.work.routing import Ticket
from kiosk.work.script import script_line
from kiosk.work.undo import Deed

T = TypeVar("T")

Intent = tuple[str, ...]
"""What a press means: the verb and what it is about."""

UNDONE = {
    "line": "a line of {} is open again",
    "take": "{} is put back",
    "rush": "no longer rushed",
    "hold": "fired again",
    "void": "it is made after all",
}
"""What is said when a deed was taken back, with the step's name."""


def ticket_id(ticket: Ticket) -> TicketId:
    """Give what a ticket is chosen by."""
    return ticket.order_id, ticket.step


def became(entry: OnBoard | None, step: str) -> str:
    """Say what became of a ticket that is not open any more: who did what."""
    ticket = entry.ticket(step) if entry else None
    if entry is None:
        return "That order was ended at another terminal"
    order, name = entry.order, entry.playbook.process.step[step].name
    if order.voided:
        return f"STOP: order {order.number} is void: {order.void_reason} ({who(order.voided)})"
    if order.held and ticket and ticket.state == "held":
        return f"Order {order.number} is held: {order.held.reason} ({who(order.held.stamp)})"
    if ticket and ticket.bump:
        return f"Order {order.number}: {who(ticket.bump.stamp)} did {name} at another terminal"
    if order.finished:
        return f"Order {order.number} was handed over as it is ({who(order.finished)})"
    return f"Order {order.number}: {name} is not to be done now"


class Working(CounterScreen):
    """Holds the open ticket by what it is, not by where it stands, and does the verbs on it."""

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__()
        self.stations = stations
        self.chosen: TicketId | None = None
        """The open ticket."""
        self.changed_at: Instant | None = None
        """When another ticket came under the DONE key."""
        self.bumping: set[TicketId] = set()
        """Bumps on their way to the disk."""
        self._bumped: list[TicketId] = []
        """Own bumps, for undo."""
        self.opened_by_hand = False
        """Whether the open ticket was chosen by hand: then it stays, whoever takes it up."""
        self.gone = ""
        """What became of the open ticket when it was taken away at another terminal; the next is opened by hand."""
        self.acted: set[TicketId] = set()
        """Tickets that this terminal's own presses end."""
        self._last_finished = ""
        self._ops: dict[Intent, str] = {}
        """Ops of presses of which nobody knows whether they were recorded: pressed again, they are asked again."""

    @property
    def open(self) -> tuple[OnBoard | None, Ticket | None]:
        """The order and ticket that are open here."""
        if self.chosen is None:
            return None, None
        board = self.counter.board
        return board.orders.get(self.chosen[0]), board.ticket(*self.chosen)

    def redraw(self) -> None:
        """Draw what is open now."""

    def on_screen_resume(self) -> None:
        """Take the first moment after a question or a slip for the tail of the press that answered it."""
        self.changed_at = self.counter.clock.now()

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
            self.kiosk.terminal.speaker.say(self._script(ticket))

    def _script(self, ticket: TicketId) -> str:
        entry = self.counter.board.orders.get(ticket[0])
        return script_line(entry, ticket[1], out=self.counter.board.standing.out) if entry else ""

    @property
    def points(self) -> tuple[Point, ...]:
        """What the procedure asks for on the open ticket, in the order of its digits."""
        entry, ticket = self.open
        return points_of(entry.order, entry.playbook.procedure[ticket.step]) if entry and ticket else ()

    def take_away(self, board: Board) -> None:
        """Open nothing where another terminal ended the open ticket, so that no press meant for it hits the next."""
        if self.chosen is None:
            return
        self.gone_by(became(self.counter.remembered(self.chosen[0]), self.chosen[1]))

    def gone_by(self, words: str) -> None:
        """Open nothing, and say what became of the ticket that was open."""
        self.choose(None, by_hand=False)
        self.gone = words
        self.say(f"{self.gone}.")

    def meant(self, action: str) -> bool:
        """Say whether a press is one of its own: no bounce of the last one, not held down, not meant for what went."""
        if self.bounced(action):
            return False
        if self.too_soon(self.changed_at):
            self.say("This has just opened. Press again if you mean it.")
            return False
        return True

    async def once(self, intent: Intent, verb: Callable[[str], Awaitable[T]]) -> T:
        """Do a verb with an op that is kept while nobody knows whether it was recorded."""
        op = self._ops.setdefault(intent, new_op())
        try:
            done = await verb(op)
        except Refused:
            self._ops.pop(intent, None)
            raise
        self._ops.pop(intent, None)
        return done

    # The verbs.

    def action_done(self) -> None:
        """Bump the open ticket."""
        meant = self.meant("done")
        if self.chosen is None:
            self.go_on()
        elif meant and self.chosen not in self.bumping:
            self.begin_bump(self.chosen)
            self.verb(partial(self.bump_ticket, self.chosen))

    def begin_bump(self, ticket: TicketId) -> None:
        """Show that a bump is on its way to the disk."""
        self.hush()
        self.bumping.add(ticket)
        self.acted.add(ticket)
        self.redraw()

    def go_on(self) -> None:
        """Open the oldest ticket after one was taken away."""
        self.gone = ""
        self.hush()
        self.look()
        if self.chosen is None:
            self.say("Nothing is open here. DONE means the ticket that is open.")
        else:
            self.opened_by_hand, self.changed_at = True, None

    async def bump_ticket(self, ticket: TicketId) -> None:
        """Bump a ticket whose bump was begun, and say what became of it."""
        try:
            entry = await self.once(
                ("bump", *ticket), lambda op: self.counter.bump(*ticket, by=self.kiosk.person, op=op)
            )
        finally:
            self.bumping.discard(ticket)
            self.look()
        self._after_bump(entry, ticket)

    def _after_bump(self, entry: OnBoard, ticket: TicketId) -> None:
        """Say that a ticket is done, and show the slip of an order that is finished by it."""
        self._bumped.append(ticket)
        done = entry.ticket(ticket[1])
        name = entry.playbook.process.step[ticket[1]].name
        took = clock_words(ticket_age(done, self.counter.clock.now())) if done else ""
        self.say(f"Order {entry.order.number}: {name} done in {took}", "good")
        if entry.order.finished:
            self.show_slip(entry)

    def show_slip(self, entry: OnBoard) -> None:
        """Show the slip of an order that was just finished here."""
        self._last_finished = entry.order.id
        if self.is_current:
            self.app.push_screen(SlipScreen(entry))

    def action_undo(self) -> None:
        """Take back what was done last here."""
        if self.bounced("undo"):
            return
        deed = self.counter.last_deed(by=self.kiosk.person)
        if deed:
            self.verb(partial(self._undo, deed))
        elif self._bumped:
            self.verb(partial(self._undo_bump, self._bumped[-1]))
        else:
            self.say("There is nothing of yours to undo here.")

    async def _undo(self, deed: Deed) -> None:
        """Take a deed back; a bump that was refused stays the one that is meant, until another is made."""
        if deed.verb == "bump":
            await self._undo_bump((deed.order_id, deed.step))
            return
        entry = await self.counter.undo(deed.order_id, deed.step, by=self.kiosk.person)
        self.look()
        name = entry.playbook.process.step[deed.step].name if deed.step else ""
        self.say(f"Order {entry.order.number}: {UNDONE[deed.verb].format(name)}", "good")

    async def _undo_bump(self, ticket: TicketId) -> None:
        entry = await self.counter.undo(*ticket, by=self.kiosk.person)
        self._bumped = [bumped for bumped in self._bumped if bumped != ticket]
        self._last_finished = "" if self._last_finished == ticket[0] else self._last_finished
        self.choose(ticket, by_hand=False)
        self.look()
        self.say(f"Order {entry.order.number}: {entry.playbook.process.step[ticket[1]].name} is open again", "good")

    def action_take(self) -> None:
        """Take the open ticket up, put one's own back, or take over what another has."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say("Nothing is open here to take up.")
            return
        here, taken = (ticket.order_id, ticket.step), ticket.taken_up
        if taken is None:
            self.verb(partial(self._take, here))
        elif is_holder(taken, self.counter.stamp_of(self.kiosk.person)):
            self.verb(partial(self._put_back, here))
        else:
            now = self.counter.stamp_of(self.kiosk.person)
            question = f"{who(taken)} has order {entry.order.number} since {ago(taken, now)}. Take it over?"

            def asked(answer: tuple[object, ...] | None) -> None:
                if answer:
                    self.verb(partial(self._take, here, over=True))

            self.app.push_screen(Choose(question, (Offer("over", "Take it over"),)), asked)

    async def _take(self, ticket: TicketId, *, over: bool = False) -> None:
        entry = await self.counter.take(*ticket, over=over, by=self.kiosk.person)
        self.look()
        self.say(f"Order {entry.order.number} is yours", "good")

    async def _put_back(self, ticket: TicketId) -> None:
        entry = await self.counter.put_back(*ticket, by=self.kiosk.person)
        self.look()
        self.say(f"Order {entry.order.number} is put back: others can take it", "good")

    def touch_line(self, line: int) -> None:
        """Bump a line of the open ticket, or take that back."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            return
        undone = is_single(entry.order, ticket.step, line) and any(
            one.line.id == line and one.done for one in ticket.lines
        )
        self.hush()
        self.verb(partial(self.mark_line, (ticket.order_id, ticket.step), line, done=not undone))

    async def mark_line(self, ticket: TicketId, line: int, *, done: bool) -> None:
        """Bump a line, which may be the last of its ticket, or take that back."""
        by = self.kiosk.person
        verb = self.counter.bump_line if done else self.counter.undo_line
        self.acted.add(ticket)
        try:
            entry = await verb(*ticket, line, by=by)
        finally:
            self.look()
        if ticket[1] in entry.order.bumps:
            self._after_bump(entry, ticket)
        else:
            self.acted.discard(ticket)

    async def action_digit(self, digit: int) -> None:
        """Mark a point as kept, or take the mark back."""
        entry, ticket = self.open
        points = self.points
        if not 1 <= digit <= len(points) or entry is None or ticket is None:
            self.say(f"There is no point {digit} here." if ticket else "Nothing is open here.")
            return
        point = points[digit - 1]
        mark = entry.order.points.get((ticket.step, point.id))
        how: Mark = "not-seen" if mark and mark.mark == "kept" else "kept"
        self.hush()
        self.verb(partial(self.mark_point, (ticket.order_id, ticket.step), point.id, how))

    async def mark_point(self, ticket: TicketId, point: str, how: Mark, reason: str = "") -> None:
        """Say how a point went."""
        await self.counter.mark(*ticket, point, how, reason=reason, by=self.kiosk.person)
        self.look()

    def action_say(self) -> None:
        """Speak the script line, unless speech is off or missing."""
        if self.kiosk.settings.speech == "silent":
            self.say("Speech is off. Set speech: on-demand in the settings.")
            return
        trouble = self.kiosk.terminal.speaker.status()
        if trouble:
            self.say(trouble)
        elif self.chosen:
            self.kiosk.terminal.speaker.say(self._script(self.chosen))

    def action_procedure(self) -> None:
        """Open the step's whole document, or the guide when nothing is open."""
        entry, ticket = self.open
        if entry and ticket:
            self.app.push_screen(procedure_screen(entry.playbook, ticket.step))
        else:
            self.kiosk.enter("help")

    def action_slip(self) -> None:
        """Show the slip of the order finished last here, or all that are finished."""
        if self._last_finished:
            self.verb(self._show_slip)
        else:
            self.kiosk.enter("finished")

    async def _show_slip(self) -> None:
        self.app.push_screen(SlipScreen(await self.counter.order(self._last_finished)))

    def action_finished(self) -> None:
        """See the finished orders."""
        self.kiosk.enter("finished")
