"""Watching the board: which ticket opens by itself, what is announced, and what became of those that went."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.counter.ports import Speaker
from kiosk.tui.station.desk import Desk, ticket_id
from kiosk.tui.station.view import all_day, next_open
from kiosk.words import _, language
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.guard import ago, doer, who
from kiosk.work.order.problem import Problem
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import elapsed
from kiosk.work.verb.verb import TicketId

READ_FOR = 5_000
"""Milliseconds in which it is read that a ticket was taken away."""


class Watch:
    """Keeps a desk's open ticket, the sounds and the counts up with the board."""

    def __init__(self, desk: Desk, speaker: Speaker, bell: Callable[[], None]) -> None:
        """Begin before the first look."""
        self.all_day = ""
        """The parts most wanted here, in words."""
        self.went: dict[TicketId, str] = {}
        """What became of tickets that left the rail since it was last shown."""
        self._desk = desk
        self._speaker = speaker
        self._bell = bell
        self._looked: tuple[Board, str] | None = None
        """The board that was followed last, and the language it was said in."""
        self._ready: set[str] | None = None
        """Orders that could be handed over when last looked; None before the first look."""
        self._on_rail: set[TicketId] | None = None
        """Tickets that were on the rail when last looked; None before the first look."""
        self._calm: TicketId | None = None
        """The open ticket when last looked, where no allergy of it was to be seen."""
        self._stopped = False
        """Whether the open ticket had something to acknowledge when last looked."""

    def look(self, board: Board) -> None:
        """Follow a board; the open ticket stays open for as long as it is there."""
        desk = self._desk
        rail = {ticket_id(ticket): ticket for ticket in board.rail(desk.stations)}
        if desk.chosen is not None and desk.chosen not in rail and desk.chosen not in desk.acted:
            desk.take_away(desk.chosen)
        elif desk.chosen not in rail and not desk.gone:
            desk.choose(self._next(rail), by_hand=False)
        self._guard(rail)
        self._announce(rail)
        if self._looked != (board, language()):
            self._looked = board, language()
            self._call_numbers(board)
            self.all_day = all_day(desk.counter, desk.stations, board)

    def tick(self) -> bool:
        """Let a ticket that was taken away make room for the next after a moment; return whether it does now."""
        desk = self._desk
        read = desk.changed_at and elapsed(desk.changed_at, desk.counter.clock.now()) > READ_FOR
        if desk.gone and read:
            desk.gone = ""
            return True
        return False

    def _next(self, rail: dict[TicketId, Ticket]) -> TicketId | None:
        """Return the ticket that follows the one that went."""
        chosen = self._desk.chosen
        return next_open(rail.values(), self._desk.me, chosen[0] if chosen else "")

    def _guard(self, rail: dict[TicketId, Ticket]) -> None:
        """Guard a press against what came over the open ticket: a change to see, or somebody else who took it."""
        desk = self._desk
        ticket = rail.get(desk.chosen) if desk.chosen else None
        if ticket and ticket.stop and not self._stopped:
            desk.guard()
            desk.shows.say(_("STOP: order {number} was changed. Look at what is void.", number=ticket.called), "bad")
        self._stopped = bool(ticket and ticket.stop)
        alarming = desk.chosen is not None and desk.is_unseen(desk.chosen)
        if ticket and alarming and self._calm == desk.chosen:
            desk.guard()
            desk.shows.say(_("ALLERGY: order {number} is one now. Look at it.", number=ticket.called), "bad")
        self._calm = None if alarming else desk.chosen
        if ticket and ticket.taken_up and desk.is_others(ticket) and not desk.by_hand:
            since, by = ago(ticket.taken_up, desk.me), doer(ticket.taken_up, desk.counter.playbook)
            desk.gone_by(_("{who} took order {number} {since} ago", who=by, number=ticket.called, since=since))

    def _announce(self, rail: dict[TicketId, Ticket]) -> None:
        """Let tickets that have come announce themselves, and remember what became of those that went."""
        desk = self._desk
        before, self._on_rail = self._on_rail, set(rail)
        self.went = {name: self._fate(name) for name in (before or set()) - set(rail)}
        void = {name[0] for name, word in self.went.items() if word == "void" and name not in desk.acted}
        for order_id in sorted(void):
            self._say_void(order_id)
        came = [rail[name] for name in rail if before is not None and name not in before]
        how = desk.hands.settings.announce
        if came and how == "bell":
            self._bell()
        if came and how == "speech":
            numbers = f" {_('and')} ".join(ticket.called for ticket in came)
            self._speaker.say(_("New: order {numbers}.", numbers=numbers), language())

    def _say_void(self, order_id: str) -> None:
        """Tell hands that may have begun an order that it is void, whichever ticket they have open."""
        entry = self._desk.counter.remembered(order_id)
        if entry and entry.order.voided:
            order, stamp = entry.order, entry.order.voided
            words = _(
                "STOP: order {number} is void: {void_reason} ({who}). Clear it away.",
                number=order.called,
                void_reason=usual(order.void_reason),
                who=who(stamp),
            )
            self._desk.shows.say(words, "bad")

    def _fate(self, name: TicketId) -> str:
        """Return in a word what became of a ticket."""
        entry = self._desk.counter.remembered(name[0])
        if entry and entry.order.voided:
            return "void"
        return "done" if entry is None or name[1] in entry.order.bumps or entry.order.over else "held"

    def _call_numbers(self, board: Board) -> None:
        """Call the number of every order that has become ready at this hand-over."""
        here = {
            entry.order.id
            for entry in board.orders.values()
            if entry.ready() and board.worked_at(entry.tickets[-1]) in self._desk.stations
        }
        for order_id in here - (here if self._ready is None else self._ready):
            if self._desk.hands.settings.speech != "silent":
                number = board.orders[order_id].order.number
                self._speaker.say(_("Order {number}.", number=number), language())
        self._ready = here


class Answers:
    """Waits for answers to what was raised at this terminal or at the steps worked here; each is said once."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing raised."""
        self._desk = desk
        self._waiting: dict[str, str] = {}
        """What is not answered: by its id the order's, empty for none."""

    def look(self, board: Board) -> None:
        """Say what was answered since the last look."""
        for name, order_id in list(self._waiting.items()):
            entry = self._desk.counter.remembered(order_id) if order_id else None
            known = entry.order.problems if entry else () if order_id else board.standing.problems
            answered = next((one for one in known if one.id == name and one.resolved), None)
            if answered:
                del self._waiting[name]
                self._desk.shows.say(_answer_words(answered, entry), "good")
        for entry, problem in board.unresolved:
            book = entry.playbook if entry else self._desk.counter.playbook
            if self._is_ours(problem, book):
                self._waiting[problem.id] = entry.order.id if entry else ""

    def _is_ours(self, problem: Problem, book: Playbook) -> bool:
        step = book.process.step.get(problem.step)
        here = step is not None and step.station in self._desk.stations
        return here or problem.raised.station == self._desk.counter.station


def _answer_words(problem: Problem, entry: OnBoard | None) -> str:
    """Say who resolved a problem, and how."""
    by = who(problem.resolved) if problem.resolved else ""
    about = {"reason": usual(problem.said.reason), "answer": problem.answer, "by": by}
    if entry:
        return _("Order {number}: “{reason}” is resolved: {answer} ({by})", number=entry.order.called, **about)
    return _("“{reason}” is resolved: {answer} ({by})", **about)
