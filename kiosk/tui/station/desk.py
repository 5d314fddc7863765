"""The desk: what is open at one terminal and what its keys mean now. A plain object, tested without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kiosk.counter.counter import Counter
from kiosk.tui.station.green import AtTicket, Green, green_of, nothing_open
from kiosk.words import _, later
from kiosk.work.allergy.allergy import unseen
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.event import Stamp
from kiosk.work.order.facts import fields_missing
from kiosk.work.order.guard import is_holder
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import Instant
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb, Result, TicketId, Verb

if TYPE_CHECKING:
    from kiosk.tui.station.hands import Above, AnyVerb, Hands, Left, Opened, Shows

V = TypeVar("V", bound=Verb)

JUST_OPENED = later("This has just opened. Press again if you mean it.")


def ticket_id(ticket: Ticket) -> TicketId:
    """Return what a ticket is chosen by."""
    return ticket.order_id, ticket.step


class Desk:
    """Holds the open ticket by what it is, not by where it stands; weighs presses, and does verbs once each."""

    def __init__(
        self, counter: Counter, hands: Hands, stations: tuple[str, ...], shows: Shows, *, names_step: bool = False
    ) -> None:
        """Work these stations; `names_step` puts the step's name on the green key even where there is but one."""
        self.counter = counter
        self.hands = hands
        self.stations = stations
        self.shows = shows
        self.above: tuple[Above, ...] = ()
        """What may stand in front, the first asked first."""
        self.chosen: TicketId | None = None
        """The open ticket."""
        self.by_hand = False
        """Whether it was chosen by hand: then it stays, whoever takes it up."""
        self.gone = ""
        """What became of the open ticket when it was taken away at another terminal; the next is opened by hand."""
        self.changed_at: Instant | None = None
        """When another ticket came under the green key."""
        self.opened_in = -1
        """The burst of presses in which the open order was opened: what else came in it was struck before."""
        self.answered_at: Instant | None = None
        """When this screen came to the front, as it does when a question is answered."""
        self.bumping: set[TicketId] = set()
        """Bumps on their way to the disk."""
        self.acted: list[TicketId] = []
        """Tickets that verbs of this terminal are ending now, once for each verb."""
        self.last_finished = ""
        """The order that was handed over last here."""
        self.bumped: list[TicketId] = []
        """Own bumps, for undo."""
        self.undoing: Verb | None = None
        """What was taken back last, or was to be."""
        self._names_step = names_step

    # What is open.

    @property
    def me(self) -> Stamp:
        """Who works here, where and when."""
        return self.counter.stamp_of(self.hands.person)

    @property
    def open(self) -> Opened:
        """The order and ticket that keys mean now."""
        for above in self.above:
            if (opened := above.open) is not None:
                return opened
        return self._known(self.counter.board, self.chosen)

    def _known(self, board: Board, ticket: TicketId | None) -> Opened:
        return (board.orders.get(ticket[0]), board.ticket(*ticket)) if ticket else (None, None)

    @property
    def points(self) -> tuple[Point, ...]:
        """What the procedure asks for on the open ticket, in the order of its digits."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            return ()
        return entry.points(ticket.step)

    @property
    def readings(self) -> tuple[Spec, ...]:
        """The specs of the open ticket that numbers are read against, in the language they are read in."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            return ()
        return tuple(spec for spec in entry.specs(ticket.step) if spec.reading)

    @property
    def roles(self) -> tuple[str, ...] | None:
        """The roles by which whoever works here sees fields of orders; None for all of them."""
        return self.counter.people.roles_of(self.hands.person)

    @property
    def has_fields(self) -> bool:
        """Whether something is asked about the open order at its step, beside its lines."""
        entry, ticket = self.open
        if entry is None or ticket is None or not entry.playbook.process.fields:
            return False
        return any(field.stands_at(ticket.step) for field in entry.playbook.process.fields)

    @property
    def lacks_fields(self) -> bool:
        """Whether the open step cannot be bumped without something that nobody has said of its order."""
        entry, ticket = self.open
        return bool(entry and ticket and fields_missing(entry.order, entry.playbook, ticket.step))

    def script(self, ticket: TicketId) -> str:
        """Return the line to say at a ticket, in the language it is read in."""
        said = next((words for above in self.above if (words := above.script(ticket)) is not None), None)
        entry = self.counter.board.orders.get(ticket[0])
        if said is not None or entry is None:
            return said or ""
        return self.counter.shown.line(entry, ticket[1])

    def is_unseen(self, ticket: TicketId) -> bool:
        """Return whether a ticket is about an allergy nobody at its station has seen, or nobody has answered for."""
        entry = self.counter.board.orders.get(ticket[0])
        return entry is not None and (bool(entry.order.asked) or unseen(entry.order, entry.playbook, ticket[1]))

    def is_mine(self, ticket: Ticket | None) -> bool:
        """Return whether a ticket was taken up at this terminal."""
        return ticket is not None and ticket.taken_up is not None and is_holder(ticket.taken_up, self.me)

    def is_others(self, ticket: Ticket) -> bool:
        """Return whether somebody else has taken a ticket up."""
        return ticket.taken_up is not None and not self.is_mine(ticket)

    def green(self, board: Board, ticket: TicketId | None = None) -> Green[AtTicket]:
        """Return what the green key means on a board: on the open ticket, or on one that is named."""
        about = ticket or self.chosen
        if about is None:
            return nothing_open(gone=bool(self.gone))
        entry, here = self._known(board, about)
        if entry is None or here is None:  # it has ended this moment: the rules say how
            return Green("bump", _("DONE"))
        steps = [step.id for step in self.counter.playbook.process.steps if step.station in self.stations]
        named = self._names_step or len(steps) > 1
        return green_of(entry, here, bumping=about in self.bumping, named=named)

    # What opens.

    def choose(self, ticket: TicketId | None, *, by_hand: bool) -> None:
        """Open a ticket; one that opens by itself is guarded for a moment against a press meant for the one before."""
        for above in self.above if by_hand else ():
            above.aside()
        self.gone = ""
        if ticket == self.chosen:
            return
        if ticket and (self.chosen is None or ticket[0] != self.chosen[0]):
            self.opened_in = self.hands.presses.burst
        self.chosen, self.by_hand = ticket, by_hand
        if not by_hand:
            self.guard()
        if ticket:
            self.shows.opened(ticket)

    def open_ticket(self, ticket: TicketId) -> None:
        """Open another ticket by hand."""
        self.shows.hush()
        self.choose(ticket, by_hand=True)
        self.shows.redraw()

    def open_at(self, place: int) -> None:
        """Open the ticket at a place of the rail, -1 for the newest."""
        rail = self.counter.board.rail(self.stations)
        if rail:
            self.open_ticket(ticket_id(rail[place]))

    def take_away(self, ticket: TicketId) -> None:
        """Open nothing where another terminal ended the open ticket, so that no press meant for it hits the next."""
        from kiosk.tui.station.fate import became

        self.gone_by(became(self.counter.remembered(ticket[0]), ticket[1], self.me))

    def gone_by(self, words: str) -> None:
        """Open nothing, and say what became of the ticket that was open."""
        self.choose(None, by_hand=False)
        self.gone = words
        self.shows.say(f"{self.gone}.")

    def go_on(self) -> None:
        """Open the oldest ticket after one was taken away."""
        self.gone = ""
        self.shows.hush()
        self.shows.look()
        if self.chosen is None:
            self.shows.say(_("Nothing is open here. DONE means the ticket that is open."))
        else:
            self.by_hand, self.changed_at = True, None

    # Which presses count.

    def front(self) -> bool:
        """Take the first moment in front for the tail of the press that led here; return whether no press did."""
        first = self.answered_at is None and not self.hands.presses.just("done")
        self.answered_at = self.counter.clock.now()
        if self.gone:  # it is read from now on
            self.changed_at = self.answered_at
        return first

    def entered(self) -> None:
        """Take the first press for what it is: who came here by a digit or a finger means what stands here."""
        self.changed_at = None
        self.answered_at = self.counter.clock.now().later(-self.hands.settings.guard)

    def guard(self) -> None:
        """Guard what has come up just now against a press meant for what was there before."""
        self.changed_at = self.counter.clock.now()

    def meant(self, action: str, *, answers: bool = True) -> bool:
        """Return whether a press is one of its own: no bounce, not held down, not for what went just before.

        Keys that also answer questions, and fingers, are no tail of an answer either: `answers`.
        """
        presses = self.hands.presses
        early = presses.too_soon(self.changed_at) or (answers and presses.too_soon(self.answered_at))
        if presses.bounced(action) or self.is_unread():
            return False
        if early and not self.gone:  # who took the ticket away stays said
            self.shows.say(_(JUST_OPENED))
        return not early

    def is_unread(self) -> bool:
        """Whether the press that is done now was struck before anybody saw the open order: it is not meant; say so."""
        unread = self.opened_in == self.hands.presses.burst > 0
        if unread and not self.gone:
            self.shows.say(_(JUST_OPENED))
        return unread

    # Verbs.

    def unsure(self, *verbs: V) -> V | None:
        """Return what was asked here as one of these verbs, of which nobody knows whether it was recorded."""
        return self.hands.ops.unsure(self.hands.person, *verbs)

    def begin(self, ticket: TicketId) -> None:
        """Show that a bump is on its way to the disk."""
        self.shows.hush()
        self.bumping.add(ticket)
        self.shows.redraw()

    async def do(self, verb: AnyVerb, by: str | None = None) -> Left:
        """Do a verb under an op that is kept while nobody knows whether it was recorded, and say what it did.

        Tickets that go meanwhile were not taken away by others, unless the verb failed. `by` is whoever works here
        unless it says somebody else.
        """
        from kiosk.tui.station.outcome import settle, tell  # loaded where a verb is done

        before = self.counter.remembered(verb.order) if isinstance(verb, OrderVerb) else None
        ends = verb.ends(self.counter.board)
        self.acted += ends
        try:
            who = self.hands.person if by is None else by
            left: Left = await self.hands.ops.do(verb, who)
            result, reply = self.answer(verb, left, who, before)
            self.bumping.difference_update(ends)
            settle(self, result)
            self.shows.look()
        except BaseException:
            self._release(ends)
            if ends:
                self.shows.look()
            raise
        self._release(ends)
        tell(self, result, left, reply)
        return left

    def answer(self, verb: Verb, left: Left, by: str, before: OnBoard | None) -> tuple[Result, Reply]:
        """Return what a verb brings under the hands by what it left, and what is said of it."""
        reply = verb.reply_on(left, self.counter.after(by, before=before))
        return verb.result(left, before), reply

    def _release(self, ends: tuple[TicketId, ...]) -> None:
        self.bumping.difference_update(ends)
        for ticket in ends:
            self.acted.remove(ticket)
