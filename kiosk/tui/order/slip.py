"""The slip of one finished order, with its QR code."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from kiosk.tui.modals.modal import leave
from kiosk.tui.order.qr import QrCode
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Drawing, Line
from kiosk.words import _, later, plural
from kiosk.work.board.board import OnBoard
from kiosk.work.record.slip import slip
from kiosk.work.verb.observe import BEST, Rate, stars


class SlipText(Drawn):
    """The slip's lines as they are printed."""

    DEFAULT_CSS = "SlipText { width: 1fr; height: 1fr; padding: 0 1; }"

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Show these lines."""
        super().__init__(id="slip-text")
        self._lines = lines
        self._first = 0

    def turn(self, by: int) -> None:
        """Scroll by half a page."""
        last = max(0, len(self._lines) - self.size.height)
        self._first = max(0, min(last, self._first + by * max(1, self.size.height // 2)))
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Write as many lines as there is room for, and say where more are."""
        lines: list[Line] = [((line, "text"),) for line in self._lines[self._first : self._first + height]]
        below = len(self._lines) - self._first - height
        if below > 0:
            lines[-1] = ((plural("↓ {n} more line", "↓ {n} more lines", below + 1), "accent bold"),)
        return Drawing(tuple(lines))


class SlipScreen(CounterScreen):
    """Stands until the worker goes on; the code is drawn off the key's path."""

    DEFAULT_CSS = """
    SlipScreen #middle { layout: horizontal; }
    SlipScreen.-tiny #header, SlipScreen.-tiny #keys, SlipScreen.-tiny #slip-text { display: none; }
    SlipScreen.-tiny #notice { offset: 0 0; max-height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "undo", "home", "up", "down", "rate")
    place = later("Slip")
    WIDTH = 36
    """Columns of text: beside the code at 80."""

    def __init__(self, kiosk: Terminal, entry: OnBoard) -> None:
        """Show the slip of a finished order."""
        super().__init__(kiosk)
        self._entry = entry

    def compose_middle(self) -> ComposeResult:
        """Put text and code beside each other; the code comes when it is made."""
        order = self._entry.order
        moment = (order.finished or order.opened).at.at
        zone = self.counter.local(moment).tzinfo
        assert zone is not None  # noqa: S101 - the counter's local times are aware
        own, language = self.counter.shown.own(self._entry.playbook), self.kiosk.settings.language
        self._slip = slip(order, own, self._entry.guest, zone, width=self.WIDTH, language=language)
        with Container(id="middle"):
            yield SlipText(self._slip.lines)

    def facts(self) -> tuple[str, ...]:
        """Name the order."""
        return (_("Order {number}", number=self._entry.order.called), self._entry.guest.name)

    def reword(self) -> None:
        """Offer the way on."""
        self.keys(
            Key("done", _("NEXT"), main=True),
            Key("rate", _("1-5 liked")),
            Key("up"),
            Key("down"),
            Key("home", _("Back")),
        )

    def on_mount(self) -> None:
        """Make the code."""
        self.run_worker(self._draw_code(), group="qr")

    async def _draw_code(self) -> None:
        modules = await asyncio.to_thread(self.kiosk.machine.modules, self._slip.payload)
        await self.query_one("#middle").mount(QrCode(modules, squares=ord("▀") in self.kiosk.machine.signs))

    def on_click(self) -> None:
        """Let a touch anywhere go on where there are no keys."""
        if self.has_class("-tiny"):
            self.action_done()

    def action_done(self) -> None:
        """Go on to the next ticket, unless it is the press that brought the slip up."""
        if not self.kiosk.presses.bounced("done"):
            leave(self)

    def action_up(self) -> None:
        """Scroll the text up."""
        self.query_one(SlipText).turn(-1)

    def action_down(self) -> None:
        """Scroll the text down."""
        self.query_one(SlipText).turn(1)

    async def action_digit(self, digit: int) -> None:
        """Note how the guest liked it, 1 to 5."""
        self.verb(partial(self._rate, digit))

    async def _rate(self, rating: int) -> None:
        counter, by, rate = self.counter, self.kiosk.person, Rate(self._entry.order.id, rating)
        entry = await self.kiosk.ops.do(rate, by)
        reply = rate.reply_on(entry, counter.after(by))
        self.say(reply.words, reply.tone)

    def action_rate(self) -> None:
        """Ask how the guest liked it."""
        rows = [(rating, stars(rating), "") for rating in range(1, BEST + 1)]
        self.ask(ASK.one(_("How did the guest like it?"), rows), self._rated)

    def _rated(self, rating: int | None) -> None:
        if rating is not None:
            self.verb(partial(self._rate, rating))

    def action_undo(self) -> None:
        """Go back."""
        leave(self)

    def action_home(self) -> None:
        """Go back."""
        leave(self)
