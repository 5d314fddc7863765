"""The station: its rail, the open ticket and the keys that mean something now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from kiosk.actions import ACTIONS
from kiosk.tui.base import bindings
from kiosk.tui.cards import Cards
from kiosk.tui.modals.choose import Offer
from kiosk.tui.screens.tiles_by_digit import TilesByDigit
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.open_ticket import OpenStep, OpenTicket, TouchedPoint, TouchedSay, TouchedSpec
from kiosk.tui.widgets.rail import Rail, TicketId
from kiosk.work.board import Board, OnBoard, ticket_age, ticket_pace
from kiosk.work.instant import Instant, elapsed
from kiosk.work.routing import Ticket
from kiosk.work.script import script_line

READ_FOR = 5_000
"""Milliseconds in which it is read that a ticket was taken away."""

ALL_DAY_PARTS = 3
"""How many parts the header counts."""


class StationScreen(TilesByDigit):
    """Shows the rail and the open ticket of one station, or of several that share a terminal."""

    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("done", "undo", "take", "say", "points", "reading", "skip", "procedure", "void"),
        *("slip", "finished", "person", "theme", "more", "home", "up", "down", "left", "right", "first", "last"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self._ready: set[str] | None = None
        """Orders that could be handed over when last looked; None before the first look."""
        self._cards = Cards()
        self._all_day = ""

    def compose_middle(self) -> ComposeResult:
        """Put the rail beside the open ticket."""
        with Container(id="middle"):
            yield Rail(id="rail")
            yield OpenTicket(id="ticket")

    def _next(self, ids: list[TicketId]) -> TicketId | None:
        """Give the ticket that follows the one that went: the same order's next step here, or else the oldest."""
        went = self.chosen[0] if self.chosen else ""
        return next((ticket for ticket in ids if ticket[0] == went), ids[0] if ids else None)

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
        if self.chosen is not None and self.chosen not in ids and self.chosen not in self.acted:
            self.take_away(board)
        elif self.chosen not in ids and not self.gone:
            self.choose(self._next(ids), by_hand=False)
        self.acted &= set(ids) | self.bumping
        self._call_numbers(board)
        self._all_day = self._count_all_day(board)
        self.redraw()

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
        """Count the clocks on; after a moment a ticket that was taken away makes room for the next by itself."""
        super().tick()
        if self.gone and self.changed_at and elapsed(self.changed_at, self.counter.clock.now()) > READ_FOR:
            self.gone = ""
            self.show_board(self.counter.board)
        self.redraw()

    def redraw(self) -> None:
        """Draw rail, ticket and keys for this instant."""
        board, now = self.counter.board, self.counter.clock.now()
        rail = board.rail(self.stations)
        several = len({ticket.step for ticket in rail}) > 1 or len(self.stations) > 1
        cards = tuple(self._cards.card(board.orders[ticket.order_id], ticket, now, several=several) for ticket in rail)
        self.query_one(Rail).show(
            cards, self.chosen, board.coming(self.stations), digits=self.kiosk.layout.numbers_tiles
        )
        self.call_after_refresh(self.see_tiles)
        entry, ticket = self.open
        self.show_open(entry, ticket, now)
        self.show_keys(entry, ticket)

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show the open ticket, or what to do without one."""
        widget = self.query_one(OpenTicket)
        if entry is None or ticket is None:
            coming = self.counter.board.coming(self.stations)
            below = f"{coming} coming" if coming else "The next ticket opens by itself"
            widget.show(None, (self.gone, "Press ⏎ to go on") if self.gone else ("Nothing to do here", below))
            return
        widget.show(
            OpenStep(
                entry,
                ticket,
                script_line(entry, ticket.step),
                ticket_age(ticket, now),
                ticket_pace(ticket, entry.playbook, now),
                _id(ticket) in self.bumping,
            )
        )

    def show_keys(self, entry: OnBoard | None, ticket: Ticket | None) -> None:
        """Offer the keys that mean something now."""
        label = entry.playbook.process.step[ticket.step].name if entry and ticket else ""
        done = Key("done", f"DONE {label}" if ticket and len(self._steps()) > 1 else "DONE", main=True)
        self.keys(
            *([done] if ticket else [Key("done", "GO ON", main=True)] if self.gone else []),
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

    def action_more(self) -> None:
        """Show every action with a digit, for bump bars and touch."""
        offers = tuple(Offer(name, ACTIONS[name].label, self.sign(name)) for name in self.offered())
        self.ask_action(offers)

    def offered(self) -> Iterable[str]:
        """Name the actions that More lists: those that mean something now."""
        useless = {"more", "done", "up", "down", "left", "right", "first", "last"}
        if self.chosen is None:
            useless |= {"take", "say", "points", "reading", "skip", "void"}
        elif not self._takes_readings():
            useless.add("reading")
        return [name for name in self.ACTIONS if name not in useless]


def _id(ticket: Ticket) -> TicketId:
    return ticket.order_id, ticket.step
