"""The station: its rail, the open ticket and the keys that mean something now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from kiosk.keys.action import ACTIONS
from kiosk.tui.modals.choose import Offer
from kiosk.tui.screens.due import Due
from kiosk.tui.screens.following import Following
from kiosk.tui.screens.stock import Stock
from kiosk.tui.screens.working import ticket_id
from kiosk.tui.station.card import Cards, also_at
from kiosk.tui.station.open_step import OpenStep, TouchedLine, TouchedPart, TouchedPoint, TouchedSay, TouchedSpec
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail import Rail
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.widgets.banner import banner_line
from kiosk.tui.widgets.draw import Line
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.version_lines import newer_words
from kiosk.words import _, plural
from kiosk.work.board.board import OnBoard, ticket_age, ticket_pace
from kiosk.work.guest.language import languages
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import Instant


class StationScreen(Following, Stock, Due):
    """Shows the rail and the open ticket of one station, or of several that share a terminal."""

    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("done", "undo", "take", "line_mode", "reading", "skip", "recall", "rush", "hold", "waste"),
        *(
            "points",
            "say",
            "language",
            "procedure",
            "process_map",
            "counts",
            "eighty_six",
            "problem",
            "fire",
            "review",
            "void",
        ),
        *("hand_over_early", "slip", "finished", "routines", "person", "theme", "home", "close_station"),
        *("more", "up", "down", "left", "right", "first", "last", "page_back", "page_on"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self._cards: Cards | None = None

    def compose_middle(self) -> ComposeResult:
        """Put the rail beside the open ticket."""
        with Container(id="middle"):
            yield Rail(id="rail")
            yield OpenTicket(id="ticket")

    def on_screen_resume(self) -> None:
        """Write what is done here under this terminal's name, or its stations'."""
        self.counter.station = self.kiosk.settings.terminal or "+".join(self.stations)

    def badge(self) -> str:
        """Name the stations."""
        known = self.counter.playbook.station
        return " + ".join(known[name].name if name in known else name for name in self.stations)

    def banner(self) -> Line:
        """Say what is due by the clock, what is rushed, held and closed."""
        due = self.due_runs(self.stations)
        return (*due, *banner_line(self.counter.board, self.stations, self.counter.playbook))

    def facts(self) -> tuple[str, ...]:
        """Say who works, and what is to be made all day."""
        return (self.worker, self.all_day, self.counter.playbook.title)

    # What is shown.

    def redraw(self) -> None:
        """Draw rail, ticket and keys for this instant."""
        board, now = self.counter.board, self.counter.clock.now()
        rail = board.rail(self.stations)
        several = len({ticket.step for ticket in rail}) > 1 or len(self.stations) > 1
        made = self._cards = self._cards or Cards(combine=self.kiosk.settings.combine)
        made.reads = self.language_of(self.counter.playbook)
        cards = tuple(
            made.card(board.orders[ticket.order_id], ticket, now, several=several, board=board) for ticket in rail
        )
        digits = self.kiosk.layout.numbers_tiles
        self.query_one(Rail).show(cards, self.chosen, board.coming(self.stations), digits=digits, went=self.went)
        self.call_after_refresh(self.see_tiles)
        entry, ticket = self.open
        self.show_open(entry, ticket, now)
        self.show_keys(entry, ticket)

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show the open ticket, or what to do without one."""
        widget = self.query_one(OpenTicket)
        if entry is None or ticket is None:
            widget.show(None, (self.gone, _("Press ⏎ to go on")) if self.gone else self.idle())
            return
        widget.show(
            OpenStep(
                self.shown(entry),
                ticket,
                self._script(ticket_id(ticket)),
                ticket_age(ticket, now),
                ticket_pace(ticket, entry.playbook, now),
                ticket_id(ticket) in self.bumping,
                self.sign("reading"),
                self.sign("procedure"),
                "" if self.kiosk.layout.ticks_points else self.sign("points") or self.sign("more"),
                also_at(entry, ticket, self.counter.board),
                newer_words(self.counter.playbooks.waits(entry.order.playbook)),
                self.news,
            )
        )

    def idle(self) -> tuple[str, str]:
        """Say why nothing is open, and what comes."""
        board = self.counter.board
        coming, taken = board.coming(self.stations), len(board.rail(self.stations))
        known, routes = self.counter.playbook.station, board.standing.routes
        shut = [name for name in self.stations if name in routes and name in known]
        if shut and not taken:
            here, other = known[shut[0]].name, known[routes[shut[0]]].name
            words = _("{station} is closed: {other} has its work", station=here, other=other)
            return words, _("{sign} opens it again", sign=self.sign("close_station"))
        if taken:
            return _("Others have every ticket here"), plural(
                "{n} on the rail: choose one, and T takes it over",
                "{n} on the rail: choose one, and T takes it over",
                taken,
            )
        if due := self.due_idle(self.stations):
            return due
        more = plural("{n} coming", "{n} coming", coming) if coming else _("The next ticket opens by itself")
        return _("Nothing to do here"), more

    def show_keys(self, entry: OnBoard | None, ticket: Ticket | None) -> None:
        """Offer the keys that mean something now."""
        label = entry.playbook.process.step[ticket.step].name if entry and ticket else ""
        words = _("DONE {step}", step=label) if ticket and len(self._steps()) > 1 else _("DONE")
        words = _("SEEN") if ticket and self.has_to_be_seen(ticket) else words
        main = [Key("done", words, main=True)] if ticket else [Key("done", _("GO ON"), main=True)] if self.gone else []
        if ticket is None:
            timed = [Key("routines")] if self.counter.playbook.routines else []
            rest = [*timed, Key("finished"), Key("recall"), Key("procedure", _("Help")), Key("home"), Key("counts")]
        else:
            reads = [Key("reading")] if self._takes_readings() else []
            rest = [Key("take", _("Put back") if self.is_mine(ticket) else ""), Key("line_mode"), *reads]
            rest += [Key("procedure"), Key("say"), Key("rush"), Key("hold"), Key("waste"), Key("problem")]
        self.keys(*main, Key("undo"), Key("more"), *rest)

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
            case TouchedPart(ticket) if ticket != self.chosen:
                entry = self.counter.remembered(ticket[0])
                self.say(
                    _(
                        "That was for order {number}, which is not open here any more. Nothing was done.",
                        number=entry.order.number,
                    )
                    if entry
                    else _("That was for an order which is not open here any more. Nothing was done.")
                )
            case TouchedPoint(place=place):
                await self.action_digit(place)
            case TouchedLine(line=line):
                if self.meant(f"line({line})"):
                    self.touch_line(line)
            case TouchedSpec(spec=spec):
                if self.meant(f"spec({spec})"):
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
        ids = self.query_one(Rail).order
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

    def action_page_back(self) -> None:
        """Show the cards of the rail before these."""
        self.query_one(Rail).turn(-1)

    def action_page_on(self) -> None:
        """Show the next cards of the rail."""
        self.query_one(Rail).turn(1)

    def action_counts(self) -> None:
        """See what is still to be made here."""
        self.kiosk.enter(f"counts:{'+'.join(self.stations)}")

    def action_process_map(self) -> None:
        """See the whole process, the step that is open here marked."""
        self.kiosk.enter(f"map:{self.chosen[1] if self.chosen else ''}")

    def action_left(self) -> None:
        """Scroll a long ticket back."""
        self.query_one(OpenTicket).turn(-1)

    def action_right(self) -> None:
        """Scroll a long ticket on."""
        self.query_one(OpenTicket).turn(1)

    def action_more(self) -> None:
        """Show every action with a digit, for bump bars and touch."""
        offers = tuple(Offer(name, _(ACTIONS[name].label), self.sign(name)) for name in self.offered())
        self.ask_action(offers)

    def offered(self) -> Iterable[str]:
        """Name the actions that More lists: those that mean something now."""
        useless = {"more", "done", "up", "down", "left", "right", "first", "last"}
        if self.chosen is None:
            useless |= {"take", "line_mode", "say", "points", "reading", "skip", "void"}
            useless |= {"rush", "hold", "waste", "hand_over_early"}
        elif not self._takes_readings():
            useless.add("reading")
        if len(languages(self.counter.playbook)) == 1:
            useless.add("language")
        if not self.counter.playbook.routines:
            useless.add("routines")
        if not any(ticket.state == "held" for entry in self.counter.board.orders.values() for ticket in entry.tickets):
            useless.add("fire")
        if not self.query_one(Rail).has_pages:
            useless |= {"page_back", "page_on"}
        return [name for name in self.ACTIONS if name not in useless]
