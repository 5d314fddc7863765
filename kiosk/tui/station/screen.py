"""The station: its rail, the open ticket and the keys that mean something now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.station.actions import FLOWS, OF_ORDER, OF_STATION, OF_TICKET, ROOMS
from kiosk.tui.station.desk import Desk, ticket_id
from kiosk.tui.station.green import Green
from kiosk.tui.station.news import TicketNews
from kiosk.tui.station.open_step import TouchedLine, TouchedPart, TouchedPoint, TouchedSay, TouchedSpec
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail.rail import Rail
from kiosk.tui.station.tiles import TicketTiles
from kiosk.tui.station.view import View
from kiosk.tui.station.voice import Voice
from kiosk.tui.station.watch import Answers, Watch
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.widgets.draw import Middle
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Line
from kiosk.words import _, language
from kiosk.work.board.board import Board, OnBoard, ticket_age, ticket_pace
from kiosk.work.guest.language import languages
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import Instant
from kiosk.work.verb.verb import TicketId

if TYPE_CHECKING:
    from kiosk.tui.station.flows.run import Flows
    from kiosk.tui.station.mode import Mode
    from kiosk.tui.terminal.terminal import Terminal


def _move(screen: StationScreen, by: int) -> None:
    """Open the ticket so many places below."""
    desk, ids = screen.desk, screen.query_one(Rail).order
    if ids:
        place = ids.index(desk.chosen) if desk.chosen in ids else 0
        desk.open_ticket(ids[max(0, min(len(ids) - 1, place + by))])


def _tick_point(screen: StationScreen, digit: int) -> None:
    from kiosk.tui.station.flows.step import press_digit

    screen.flows.run(press_digit(screen.desk, ASK, digit))


def _bump_tile(screen: StationScreen, digit: int) -> None:
    ticket = screen.tiles.meant(digit)
    if ticket:
        from kiosk.work.verb.bump import Bump

        screen.flows.do(Bump(*ticket))


def _language(screen: StationScreen) -> None:
    """Read procedures in the next language they stand in."""
    name = screen.counter.shown.turn()
    if name:
        screen.redraw()
        screen.say(_("Procedures are read in {language} here", language=name), "good")
    else:
        screen.say(_("The procedures stand in one language only."))


def _procedure(screen: StationScreen) -> None:
    """Open the step's whole document, or the guide when nothing is open."""
    entry, ticket = screen.desk.open
    if entry and ticket:
        from kiosk.tui.procedure.document import procedure_screen  # not on the way to the first paint

        screen.app.push_screen(procedure_screen(screen.kiosk, entry.playbook, ticket.step))
    else:
        screen.kiosk.enter("help")


def _slip(screen: StationScreen) -> None:
    """Show the slip of the order finished last here, or all that are finished."""
    last = screen.desk.last_finished
    if last:
        screen.verb(partial(_show_slip, screen, last))
    else:
        screen.kiosk.enter("finished")


async def _show_slip(screen: StationScreen, order_id: str) -> None:
    from kiosk.tui.order.slip import SlipScreen

    screen.app.push_screen(SlipScreen(screen.kiosk, await screen.counter.order(order_id)))


DEEDS: Mapping[str, Callable[[StationScreen, int], None]] = {
    "digit": _tick_point,
    "tile": lambda screen, digit: screen.tiles.open(digit),
    "bump_tile": _bump_tile,
    "up": lambda screen, _digit: _move(screen, -1),
    "down": lambda screen, _digit: _move(screen, 1),
    "first": lambda screen, _digit: screen.desk.open_at(0),
    "last": lambda screen, _digit: screen.desk.open_at(-1),
    "left": lambda screen, _digit: screen.query_one(OpenTicket).turn(-1),
    "right": lambda screen, _digit: screen.query_one(OpenTicket).turn(1),
    "page_back": lambda screen, _digit: screen.query_one(Rail).turn(-1),
    "page_on": lambda screen, _digit: screen.query_one(Rail).turn(1),
    "more": lambda screen, _digit: screen.ask_action(screen.offered()),
    "say": lambda screen, _digit: screen.voice.say(),
    "language": lambda screen, _digit: _language(screen),
    "procedure": lambda screen, _digit: _procedure(screen),
    "slip": lambda screen, _digit: _slip(screen),
}
"""What an action does that asks nothing and changes nothing in the record, by its name; a digit where it has one."""


class StationScreen(CounterScreen):
    """Shows the rail and the open ticket of one station, or of several that share a terminal.

    Every action is a row: a flow, a room, or a deed of its own; what stands in front is asked first.
    """

    ACTIONS: ClassVar[tuple[str, ...]] = OF_STATION
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DOES = CounterScreen.DOES | {*FLOWS, *ROOMS, *DEEDS}
    HITS: ClassVar[frozenset[str]] = OF_TICKET | OF_ORDER | {"remake", "problem"}
    """Actions on the open order that weigh no press themselves."""
    NAMES_STEP: ClassVar[bool] = False
    """Whether the green key names the step even where there is but one."""
    desk: Desk
    tiles: TicketTiles
    voice: Voice

    def __init__(self, kiosk: Terminal, stations: tuple[str, ...]) -> None:
        """Work these stations at a terminal."""
        super().__init__(kiosk)
        self.stations = stations
        self.desk = Desk(kiosk.counter, kiosk, stations, self, names_step=self.NAMES_STEP)
        combine = kiosk.settings.combine
        self.view = View(kiosk.counter, stations, kiosk.layout, self.sign, combine=combine)
        self.rail_watch = Watch(self.desk, kiosk.machine.speaker, kiosk.bell)
        self.answers = Answers(self.desk)
        self.news = TicketNews(self.desk, self)
        self.voice = Voice(self.desk, kiosk.machine.speaker)
        self.tiles = TicketTiles(self.desk, self._tiles_seen)
        self.modes: tuple[Mode, ...] = ()
        self._drawn: tuple[object, ...] = ()
        """All that was drawn last but the time."""

    @cached_property
    def flows(self) -> Flows:
        """What its keys ask; loaded for the first of them."""
        from kiosk.tui.station.flows import STATION
        from kiosk.tui.station.flows.run import Flows

        return Flows(self.desk, self, STATION)

    def in_front(self, *modes: Mode) -> None:
        """Let modes stand in front of the desk, the first asked first."""
        self.modes = self.desk.above = modes

    def compose_middle(self) -> ComposeResult:
        """Put the rail beside the open ticket."""
        with Middle(id="middle"):
            yield Rail(id="rail")
            yield OpenTicket(id="ticket")

    def on_mount(self) -> None:
        """Know what is to be shown before it is laid out: then it is drawn and painted once."""
        self.seen = self.counter.board
        self.show_board(self.seen)

    def on_screen_resume(self) -> None:
        """Write what is done here under this terminal's name, or its stations'."""
        self.counter.station = self.kiosk.settings.terminal or "+".join(self.stations)
        if self.desk.front():
            self.call_after_refresh(self._enter)

    def _enter(self) -> None:
        if self.seen is not self.counter.board:
            self.look()
        self.desk.entered()

    @property
    def at_rail(self) -> bool:
        """Say so: a bar's keys are for tickets here."""
        return True

    def badge(self) -> str:
        """Name the stations."""
        return self.view.badge

    def banner(self) -> Line:
        """Say what is due by the clock, what is rushed, held and closed."""
        return self.view.banner

    def facts(self) -> tuple[str, ...]:
        """Say who works, and what is to be made all day."""
        return self.view.facts(self.worker, self.rail_watch.all_day)

    # What is shown.

    def show_board(self, board: Board) -> None:
        """Show the rail; the open ticket stays open for as long as it is there."""
        self.rail_watch.look(board)
        self.answers.look(board)
        self.show_header()
        self.redraw()

    def tick(self) -> None:
        """Count the clocks on; what was taken away is read after a moment."""
        for mode in self.modes:
            mode.tick()
        super().tick()
        self.news.look()
        if self.rail_watch.tick():
            self.show_board(self.counter.board)
        elif self._is_drawn:
            self._count_clocks(self.counter.clock.now())
        else:
            self.redraw()

    @property
    def _is_drawn(self) -> bool:
        """Whether all but the time is drawn as it is; what stands in front draws for itself."""
        return not self.modes and not self.view.cards.count_down and self._drawn == self._about()

    def _about(self) -> tuple[object, ...]:
        """Return all that is drawn but the time."""
        desk, counter = self.desk, self.counter
        return (
            *(counter.board, desk.chosen, desk.gone, desk.chosen in desk.bumping, self.news.of_ticket),
            *(self.kiosk.person, language(), counter.playbook.language, counter.playbook.hash),
        )

    def _count_clocks(self, now: Instant) -> None:
        """Show that a second has passed where nothing else has changed."""
        self.query_one(Rail).count_on(partial(self.view.cards.aged, now=now))
        entry, ticket = self.desk.open
        widget = self.query_one(OpenTicket)
        if entry and ticket and widget.value:
            widget.count_on(ticket_age(ticket, now), ticket_pace(ticket, entry.playbook, now))
        else:
            self.show_open(entry, ticket, now)

    def redraw(self) -> None:
        """Draw rail, ticket and keys for this instant, unless all but the time is drawn as it is."""
        if self._is_drawn:
            return
        board, now, desk = self.counter.board, self.counter.clock.now(), self.desk
        self._drawn = self._about()
        self.query_one(Rail).show(
            self.view.rail(board, now),
            desk.chosen,
            board.coming(self.stations),
            digits=self.kiosk.layout.numbers_tiles,
            went=self.rail_watch.went,
            aged=partial(self.view.cards.aged, now=now),
        )
        self.call_after_refresh(self.tiles.look)
        entry, ticket = desk.open
        self.show_open(entry, ticket, now)
        green = self.green()
        main = (Key("done", green.label, main=True, short=green.short),) if green.label else ()
        of_mode = (keys for mode in self.modes if (keys := mode.keys()) is not None)
        self.keys(*main, *next(of_mode, self._keys(ticket)))

    def _tiles_seen(self) -> tuple[TicketId, ...]:
        """Return the tickets whose tiles are seen; none is while the screen is being taken down."""
        return next((rail.tiles for rail in self.query(Rail)), ())

    def show_open(self, entry: OnBoard | None, ticket: Ticket | None, now: Instant) -> None:
        """Show the open ticket, or what to do without one."""
        widget, desk = self.query_one(OpenTicket), self.desk
        if entry is None or ticket is None:
            widget.show(None, (desk.gone, _("Press ⏎ to go on")) if desk.gone else self.view.idle())
            return
        script, bumping = desk.script(ticket_id(ticket)), ticket_id(ticket) in desk.bumping
        step = self.view.step(entry, ticket, script, now, bumping=bumping, roles=self.desk.roles)
        widget.show(replace(step, news=self.news.of_ticket))

    def green(self) -> Green[str]:
        """Return what the green key means now: what stands in front is asked first."""
        of_mode = (green for mode in self.modes if (green := mode.green()) is not None)
        return next(of_mode, None) or self.desk.green(self.counter.board)

    def _keys(self, ticket: Ticket | None) -> tuple[Key, ...]:
        """Return the keys that mean something on the open ticket, or without one."""
        ways = (Key("undo"), Key("more"))
        if ticket is None:
            timed = [Key("routines")] if self.counter.playbook.routines else []
            rest = (Key("finished"), Key("recall"), Key("procedure", _("Help")), Key("home"), Key("counts"))
            return (*ways, *timed, *rest)
        reads = [Key("reading")] if self.takes_readings else []
        fields = [Key("fields")] if self.desk.has_fields else []
        first, later = (fields, []) if self.desk.lacks_fields else ([], fields)
        take = Key("take", _("Put back") if self.desk.is_mine(ticket) else "")
        how = (Key("procedure"), Key("say"), Key("rush"), Key("hold"), Key("waste"), Key("problem"))
        return (*ways, *first, take, Key("line_mode"), *reads, *later, *how)

    @property
    def takes_readings(self) -> bool:
        """Whether the open step takes readings."""
        return bool(self.desk.readings)

    def offered(self) -> list[str]:
        """Name the actions that More lists: those that mean something now."""
        useless = {"more", "done", "up", "down", "left", "right", "first", "last"}
        if self.desk.chosen is None:
            useless |= OF_TICKET | OF_ORDER
        elif not self.takes_readings:
            useless.add("reading")
        if not self.desk.has_fields:
            useless.add("fields")
        if len(languages(self.counter.shown.own(self.counter.playbook))) == 1:
            useless.add("language")
        if not self.counter.playbook.routines:
            useless.add("routines")
        if not any(ticket.state == "held" for entry in self.counter.board.orders.values() for ticket in entry.tickets):
            useless.add("fire")
        entry = self.desk.open[0]
        if entry is None or not (entry.order.asked or entry.order.answers):
            useless.add("allergy")
        if not self.query_one(Rail).has_pages:
            useless |= {"page_back", "page_on"}
        names = [name for name in self.ACTIONS if name not in useless]
        for mode in self.modes:
            names = mode.offered(names)
        return names

    # What hands do.

    def act(self, action: str) -> bool:
        """Do an action by its row; what stands in front is asked first."""
        name, _paren, digit = action.rstrip(")").partition("(")
        if name in self.HITS and self.desk.is_unread():
            return True
        if any(mode.act(name, int(digit or 0)) for mode in self.modes):
            return True
        if self.flows.act(name):
            return True
        if name in ROOMS:
            self.kiosk.enter(ROOMS[name](self.desk))
        elif name in DEEDS:
            DEEDS[name](self, int(digit or 0))
        return name in ROOMS or name in DEEDS or super().act(action)

    async def touched(self, drawn: Widget, means: object) -> None:
        """Act on what was touched: in front, or in the open ticket."""
        if any(mode.touch(drawn, means) for mode in self.modes):
            return
        from kiosk.tui.station.flows.line import touch_line
        from kiosk.tui.station.flows.step import ask_reading, press_digit

        match means:
            case TouchedPart(ticket) if ticket != self.desk.chosen:
                self.say(self._not_open(ticket))
            case TouchedPoint(place=place):
                self.flows.run(press_digit(self.desk, ASK, place))
            case TouchedLine(line=line):
                if self.desk.meant(f"line({line})"):
                    self.flows.run(touch_line(self.desk, ASK, line))
            case TouchedSpec(spec=spec):
                if self.desk.meant(f"spec({spec})"):
                    self.flows.run(ask_reading(self.desk, ASK, spec))
            case TouchedSay():
                self.voice.say()
            case _:
                pass

    def _not_open(self, ticket: TicketId) -> str:
        entry = self.counter.remembered(ticket[0])
        if entry is None:
            return _("That was for an order which is not open here any more. Nothing was done.")
        number = entry.order.called
        return _("That was for order {number}, which is not open here any more. Nothing was done.", number=number)

    def on_rail_picked(self, message: Rail.Picked) -> None:
        """Open the card that was touched."""
        message.stop()
        self.desk.open_ticket(message.ticket)

    def open_scanned(self, entry: OnBoard) -> bool:
        """Open the ticket of a scanned order that is open at these stations; say whether there is one."""
        rail = self.counter.board.rail(self.stations)
        ticket = next((ticket for ticket in rail if ticket.order_id == entry.order.id), None)
        if ticket:
            self.desk.open_ticket(ticket_id(ticket))
        return ticket is not None

    # What the desk moves.

    def opened(self, ticket: TicketId) -> None:
        """Hear that another ticket has opened."""
        self.voice.opened(ticket)
        self.news.look()

    def ended(self, entry: OnBoard) -> None:
        """Show the slip of an order that was just handed over here."""
        from kiosk.tui.station.flows.run import show_slip

        show_slip(self, entry)
