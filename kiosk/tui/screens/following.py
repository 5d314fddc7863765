"""Following the board: which ticket opens by itself, what new ones and ready orders announce, what became of others."""

from __future__ import annotations

from kiosk.tui.screens.tiles_by_digit import TilesByDigit
from kiosk.tui.screens.working import ticket_id
from kiosk.tui.station.rail import TicketId
from kiosk.words import _, language
from kiosk.work.board.board import Board
from kiosk.work.board.counts import counts
from kiosk.work.order.guard import ago, doer, is_holder, who
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import elapsed

READ_FOR = 5_000
"""Milliseconds in which it is read that a ticket was taken away."""

ALL_DAY_PARTS = 3
"""How many parts the header counts."""


class Following(TilesByDigit):
    """Keeps the open ticket, the sounds and the counts up with the board."""

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self.all_day = ""
        """The parts most wanted here, in words."""
        self.went: dict[TicketId, str] = {}
        """What became of tickets that left the rail since it was last shown."""
        self._ready: set[str] | None = None
        """Orders that could be handed over when last looked; None before the first look."""
        self._on_rail: set[TicketId] | None = None
        """Tickets that were on the rail when last looked; None before the first look."""
        self._calm: TicketId | None = None
        """The open ticket when last looked, where no allergy of it was to be seen."""
        self._stopped = False
        """Whether the open ticket had something to acknowledge when last looked."""

    def show_board(self, board: Board) -> None:
        """Show the rail; the open ticket stays open for as long as it is there."""
        rail = {ticket_id(ticket): ticket for ticket in board.rail(self.stations)}
        if self.chosen is not None and self.chosen not in rail and self.chosen not in self.acted:
            self.take_away(board)
        elif self.chosen not in rail and not self.gone:
            self.choose(self._next(rail), by_hand=False)
        self._heed(rail)
        self._call_numbers(board)
        self._announce(rail)
        self.hear_answers(board)
        self.all_day = self._count_all_day(board)
        self.show_header()
        self.redraw()

    def _next(self, rail: dict[TicketId, Ticket]) -> TicketId | None:
        """Give the ticket that follows the one that went: what is to be acknowledged, then the same order's next step.

        Else the first that nobody else has taken up.
        """
        free = [name for name, ticket in rail.items() if not self.is_others(ticket)]
        went = self.chosen[0] if self.chosen else ""
        stop = next((name for name in free if rail[name].stop), None)
        return stop or next((name for name in free if name[0] == went), free[0] if free else None)

    def is_mine(self, ticket: Ticket | None) -> bool:
        """Say whether a ticket was taken up at this terminal."""
        taken = ticket.taken_up if ticket else None
        return taken is not None and is_holder(taken, self.counter.stamp_of(self.kiosk.person))

    def is_others(self, ticket: Ticket) -> bool:
        """Say whether somebody else has taken a ticket up."""
        return ticket.taken_up is not None and not self.is_mine(ticket)

    def _heed(self, rail: dict[TicketId, Ticket]) -> None:
        """Guard a press against what came over the open ticket: a change to see, or somebody else who took it."""
        ticket = rail.get(self.chosen) if self.chosen else None
        if ticket and ticket.stop and not self._stopped:
            self.changed_at = self.counter.clock.now()
            self.say(_("STOP: order {number} was changed. Look at what is void.", number=ticket.number), "bad")
        self._stopped = bool(ticket and ticket.stop)
        alarming = self.chosen is not None and self.is_unseen(self.chosen)
        if ticket and alarming and self._calm == self.chosen:
            self.changed_at = self.counter.clock.now()
            self.say(_("ALLERGY: order {number} is one now. Look at it.", number=ticket.number), "bad")
        self._calm = None if alarming else self.chosen
        if ticket and ticket.taken_up and self.is_others(ticket) and not self.opened_by_hand:
            since = ago(ticket.taken_up, self.counter.stamp_of(self.kiosk.person))
            by = doer(ticket.taken_up, self.counter.playbook)
            self.gone_by(_("{who} took order {number} {since} ago", who=by, number=ticket.number, since=since))

    def _announce(self, rail: dict[TicketId, Ticket]) -> None:
        """Let tickets that have come announce themselves, and remember what became of those that went."""
        before, self._on_rail = self._on_rail, set(rail)
        self.went = {name: self._fate(name) for name in (before or set()) - set(rail)}
        for order_id in sorted(
            {name[0] for name, word in self.went.items() if word == "void" and name not in self.acted}
        ):
            self._say_void(order_id)
        came = [rail[name] for name in rail if before is not None and name not in before]
        how = self.kiosk.settings.announce
        if came and how == "bell":
            self.app.bell()
        if came and how == "speech":
            numbers = f" {_('and')} ".join(str(ticket.number) for ticket in came)
            self.kiosk.terminal.speaker.say(_("New: order {numbers}.", numbers=numbers), language())

    def _say_void(self, order_id: str) -> None:
        """Tell hands that may have begun an order that it is void, whichever ticket they have open."""
        entry = self.counter.remembered(order_id)
        if entry and entry.order.voided:
            order, stamp = entry.order, entry.order.voided
            self.say(
                _(
                    "STOP: order {number} is void: {void_reason} ({who}). Clear it away.",
                    number=order.number,
                    void_reason=usual(order.void_reason),
                    who=who(stamp),
                ),
                "bad",
            )

    def _fate(self, name: TicketId) -> str:
        """Say in a word what became of a ticket."""
        entry = self.counter.remembered(name[0])
        if entry and entry.order.voided:
            return "void"
        return "done" if entry is None or name[1] in entry.order.bumps or entry.order.over else "held"

    def _call_numbers(self, board: Board) -> None:
        """Call the number of every order that has become ready at this hand-over."""
        here = {
            entry.order.id
            for entry in board.orders.values()
            if entry.ready() and board.worked_at(entry.tickets[-1]) in self.stations
        }
        for order_id in here - (here if self._ready is None else self._ready):
            if self.kiosk.settings.speech != "silent":
                number = board.orders[order_id].order.number
                self.kiosk.terminal.speaker.say(_("Order {number}.", number=number), language())
        self._ready = here

    def _count_all_day(self, board: Board) -> str:
        """Say how many of the parts most wanted are still to be made here."""
        most = counts(board, self.stations, self.counter.clock.now()).parts[:ALL_DAY_PARTS]
        parts = " · ".join(f"{one.total} {one.name}" for one in most)
        return _("all day: {parts}", parts=parts) if most else ""

    def tick(self) -> None:
        """Count the clocks on; after a moment a ticket that was taken away makes room for the next by itself."""
        super().tick()
        if self.gone and self.changed_at and elapsed(self.changed_at, self.counter.clock.now()) > READ_FOR:
            self.gone = ""
            self.show_board(self.counter.board)
        self.redraw()
