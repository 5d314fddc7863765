"""The station: its rail, the open ticket, and every verb on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from kiosk.counter import new_op
from kiosk.tui.actions import ACTIONS
from kiosk.tui.base import CounterScreen, bindings
from kiosk.tui.cards import Cards
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.asking import Asking
from kiosk.tui.screens.procedure import procedure_screen
from kiosk.tui.screens.slip import SlipScreen
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.open_ticket import OpenStep, OpenTicket, TouchedPoint, TouchedSay, TouchedSpec
from kiosk.tui.widgets.rail import Rail, TicketId
from kiosk.work.board import Board, OnBoard, ticket_age, ticket_pace
from kiosk.work.events import Mark
from kiosk.work.instant import Instant, clock_words, elapsed
from kiosk.work.routing import Ticket
from kiosk.work.script import script_line

ALL_DAY_PARTS = 3
"""How many parts the header counts."""


class StationScreen(Asking, CounterScreen):
    """Works the open tickets of one station, or of several that share a terminal."""

    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("done", "undo", "take", "say", "points", "reading", "skip", "procedure", "void"),
        *("slip", "finished", "person", "theme", "more", "home", "up", "down", "left", "right"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__()
        self.stations = stations
        self.chosen: TicketId | None = None
        """The open ticket, by what it is."""
        self._changed_at: Instant | None = None
        """When another ticket came under the DONE key."""
        self._bumping: set[TicketId] = set()
        self._bumped: list[TicketId] = []
        """Own bumps, for undo."""
        self._ready: set[str] | None = None
        """Orders that could be handed over when last looked; None before the first look."""
        self._last_finished = ""
        self._cards = Cards()
        self._all_day = ""

    def compose_middle(self) -> ComposeResult:
        """Put the rail beside the open ticket."""
        with Container(id="middle"):
            yield Rail(id="rail")
            yield OpenTicket(id="ticket")

    def on_screen_resume(self) -> None:
        """Write what is done here under these stations' names."""
        self.counter.station = "+".join(self.stations)

    def badge(self) -> str:
        """Name the stations."""
        known = self.counter.playbook.station
        return " + ".join(known[name].name if name in known else name for name in self.stations)

    def facts(self) -> tuple[str, ...]:
        """Say who works, and what is to be made all day."""
        return (self.kiosk.person, self._all_day, self.counter.playbook.title)

    def _count_all_day(self, board: Board) -> str:
        """Say how many of the parts most wanted are still to be made here."""
        parts = self.counter.playbook.menu.part
        counts = [
            f"{count} {parts[part].plural if count > 1 else parts[part].name}"
            for part, count in list(board.all_day(self.stations).items())[:ALL_DAY_PARTS]
            if part in parts
        ]
        return f"all day: {' · '.join(counts)}" if counts else ""

    # What is shown.

    def show_board(self, board: Board) -> None:
        """Show the rail; the open ticket stays open for as long as it is there."""
        rail = board.rail(self.stations)
        ids = [_id(ticket) for ticket in rail]
        if self.chosen not in ids:
            self._choose(self._next(ids), by_hand=False)
        self._call_numbers(board)
        self._all_day = self._count_all_day(board)
        self.redraw()

    def _next(self, ids: list[TicketId]) -> TicketId | None:
        """Give the ticket that follows the one that went: the same order's next step here, or else the oldest."""
        went = self.chosen[0] if self.chosen else ""
        return next((ticket for ticket in ids if ticket[0] == went), ids[0] if ids else None)

    def _choose(self, ticket: TicketId | None, *, by_hand: bool) -> None:
        if ticket == self.chosen:
            return
        self.chosen = ticket
        if not by_hand:
            self._changed_at = self.counter.clock.now()
        if ticket and self.kiosk.settings.speech == "on-open":
            self.kiosk.terminal.speaker.say(self._script(ticket))

    def _script(self, ticket: TicketId) -> str:
        entry = self.counter.board.orders.get(ticket[0])
        return script_line(entry, ticket[1]) if entry else ""

    def _call_numbers(self, board: Board) -> None:
        """Call the number of every order that has become ready at this hand-over."""
        here = {
            entry.order.id
            for entry in board.orders.values()
            if entry.ready() and entry.tickets[-1].station in self.stations
        }
        for order_id in here - (here if self._ready is None else self._ready):
            if self.kiosk.settings.speech != "silent":
                self.kiosk.terminal.speaker.say(f"Order {board.orders[order_id].order.number}.")
        self._ready = here

    def tick(self) -> None:
        """Count the clocks on."""
        super().tick()
        self.redraw()

    def redraw(self) -> None:
        """Draw rail, ticket and keys for this instant."""
        board, now = self.counter.board, self.counter.clock.now()
        rail = board.rail(self.stations)
        several = len({ticket.step for ticket in rail}) > 1 or len(self.stations) > 1
        cards = tuple(self._cards.card(board.orders[ticket.order_id], ticket, now, several=several) for ticket in rail)
        self.query_one(Rail).show(cards, self.chosen, board.coming(self.stations))
        entry, ticket = self.open
        self.show_open(entry, ticket, now)
        self.show_keys(ticket)

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show the open ticket, or what to do without one."""
        widget = self.query_one(OpenTicket)
        if entry is None or ticket is None:
            coming = self.counter.board.coming(self.stations)
            widget.show(
                None, ("Nothing to do here", f"{coming} coming" if coming else "The next ticket opens by itself")
            )
            return
        widget.show(
            OpenStep(
                entry,
                ticket,
                script_line(entry, ticket.step),
                ticket_age(ticket, now),
                ticket_pace(ticket, entry.playbook, now),
                _id(ticket) in self._bumping,
            )
        )

    def show_keys(self, ticket: Ticket | None) -> None:
        """Offer the keys that mean something now."""
        label = self.counter.playbook.process.step[ticket.step].name if ticket else ""
        done = Key("done", f"DONE {label}" if ticket and len(self._steps()) > 1 else "DONE", main=True)
        self.keys(
            *([done] if ticket else []),
            Key("undo"),
            Key("more"),
            *([Key("take"), Key("say")] if ticket else []),
            *([Key("reading")] if self._takes_readings() else []),
            *([Key("procedure")] if ticket else [Key("finished"), Key("procedure", "Help"), Key("home")]),
        )

    def _steps(self) -> list[str]:
        return [step.id for step in self.counter.playbook.process.steps if step.station in self.stations]

    def _takes_readings(self) -> bool:
        entry, ticket = self.open
        specs = entry.playbook.procedure[ticket.step].specs if entry and ticket else ()
        return any(spec.reading for spec in specs)

    @property
    def open(self) -> tuple[OnBoard | None, Ticket | None]:
        """The order and ticket that are open here."""
        if self.chosen is None:
            return None, None
        board = self.counter.board
        return board.orders.get(self.chosen[0]), board.ticket(*self.chosen)

    # What hands do.

    async def touched(self, drawn: Widget, means: object) -> None:
        """Act on what was touched in the open ticket."""
        match means:
            case TouchedPoint(place):
                await self.action_digit(place)
            case TouchedSpec(spec):
                self.ask_reading(spec)
            case TouchedSay():
                self.action_say()
            case _:
                pass

    def on_rail_picked(self, message: Rail.Picked) -> None:
        """Open the card that was touched."""
        message.stop()
        self.open_ticket(message.ticket)

    def open_ticket(self, ticket: TicketId) -> None:
        """Open another ticket by hand."""
        self.hush()
        self._choose(ticket, by_hand=True)
        self.redraw()

    def _move(self, by: int) -> None:
        ids = [_id(ticket) for ticket in self.counter.board.rail(self.stations)]
        if not ids:
            return
        place = ids.index(self.chosen) if self.chosen in ids else 0
        self.open_ticket(ids[max(0, min(len(ids) - 1, place + by))])

    def action_up(self) -> None:
        """Open the ticket above."""
        self._move(-1)

    def action_down(self) -> None:
        """Open the ticket below."""
        self._move(1)

    def action_left(self) -> None:
        """Scroll a long ticket back."""
        self.query_one(OpenTicket).turn(-1)

    def action_right(self) -> None:
        """Scroll a long ticket on."""
        self.query_one(OpenTicket).turn(1)

    def guarded(self) -> bool:
        """Say whether a press comes so soon after another ticket opened that it was meant for the one before."""
        if self._changed_at is None:
            return False
        return elapsed(self._changed_at, self.counter.clock.now()) < self.kiosk.settings.debounce

    def action_done(self) -> None:
        """Bump the open ticket."""
        if self.chosen is None:
            self.say("Nothing is open here. DONE means the ticket that is open.")
        elif self.chosen not in self._bumping and not self.guarded():
            self.hush()
            self._bumping.add(self.chosen)
            self.redraw()
            self.verb(partial(self._bump, self.chosen, new_op()))

    async def _bump(self, ticket: TicketId, op: str) -> None:
        try:
            entry = await self.counter.bump(*ticket, by=self.kiosk.person, op=op)
        finally:
            self._bumping.discard(ticket)
            self.show_board(self.counter.board)
        self._bumped.append(ticket)
        done = entry.ticket(ticket[1])
        name = entry.playbook.process.step[ticket[1]].name
        took = clock_words(ticket_age(done, self.counter.clock.now())) if done else ""
        self.say(f"Order {entry.order.number}: {name} done in {took}", "good")
        if entry.order.finished:
            self._last_finished = entry.order.id
            self.app.push_screen(SlipScreen(entry))

    def action_undo(self) -> None:
        """Take the last own bump back."""
        if not self._bumped:
            self.say("There is nothing of yours to undo here.")
            return
        self.verb(partial(self._undo, self._bumped[-1]))

    async def _undo(self, ticket: TicketId) -> None:
        self._bumped = [bumped for bumped in self._bumped if bumped != ticket]
        self._last_finished = "" if self._last_finished == ticket[0] else self._last_finished
        entry = await self.counter.undo(*ticket, by=self.kiosk.person)
        self._choose(ticket, by_hand=False)
        self.show_board(self.counter.board)
        self.say(f"Order {entry.order.number}: {entry.playbook.process.step[ticket[1]].name} is open again", "good")

    def action_take(self) -> None:
        """Take the open ticket up."""
        if self.chosen:
            self.verb(partial(self._take, self.chosen))

    async def _take(self, ticket: TicketId) -> None:
        entry = await self.counter.take(*ticket, by=self.kiosk.person)
        self.show_board(self.counter.board)
        self.say(f"Order {entry.order.number} is yours", "good")

    async def action_digit(self, digit: int) -> None:
        """Mark a point as kept, or take the mark back."""
        entry, ticket = self.open
        points = entry.playbook.procedure[ticket.step].points if entry and ticket else ()
        if not 1 <= digit <= len(points) or entry is None or ticket is None:
            self.say(f"There is no point {digit} here." if ticket else "Nothing is open here.")
            return
        point = points[digit - 1]
        mark = entry.order.points.get((ticket.step, point.id))
        how: Mark = "not-seen" if mark and mark.mark == "kept" else "kept"
        self.hush()
        self.verb(partial(self.mark_point, _id(ticket), point.id, how))

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
        """Show the slip of the order finished last here."""
        if self._last_finished:
            self.verb(self._show_slip)
        else:
            self.action_finished()

    async def _show_slip(self) -> None:
        self.app.push_screen(SlipScreen(await self.counter.order(self._last_finished)))

    def action_finished(self) -> None:
        """See the finished orders."""
        self.kiosk.enter("finished")

    def action_more(self) -> None:
        """Show every action with a digit, for bump bars and touch."""
        offers = tuple(Offer(name, ACTIONS[name].label, ACTIONS[name].sign) for name in self.offered())
        self.app.push_screen(Choose("What now?", offers), self._more)

    def offered(self) -> Iterable[str]:
        """Name the actions that More lists: those that mean something now."""
        useless = {"more", "done", "up", "down", "left", "right"}
        if self.chosen is None:
            useless |= {"take", "say", "points", "reading", "skip", "void"}
        elif not self._takes_readings():
            useless.add("reading")
        return [name for name in self.ACTIONS if name not in useless]

    async def _more(self, chosen: tuple[object, ...] | None) -> None:
        if chosen:
            await self.run_action(str(chosen[0]))


def _id(ticket: Ticket) -> TicketId:
    return ticket.order_id, ticket.step
