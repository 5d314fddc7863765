"""What the terminal does with a scan: a slip leads to its order, whatever else it is changes nothing."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from textual.screen import Screen
from textual.widgets import Input

from kiosk.counter.counter import Counter
from kiosk.tui.modals.choose import Choose
from kiosk.tui.modals.modal import Modal
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.tui.terminal.session import Session
from kiosk.tui.terminal.stroke import Scan
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.people.pin import is_badge
from kiosk.work.record.scan import false_slip, order_scanned, whereabouts
from kiosk.work.text.text import clean

MOST_SHOWN = 40
"""Characters of an unknown scan that are shown."""

HASTE = 3
"""Signs that come as fast as a scanner's and may still be keys pressed together, where no Enter ends them."""


class ScanHost(Protocol):
    """The terminal, as far as a scan moves it."""

    counter: Counter
    session: Session

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """Its screens, the one in front last."""

    def show_slip(self, entry: OnBoard) -> None:
        """Show the slip of a finished order, instead of one that is shown."""


class Scans:
    """Opens the order of a slip or of an order's number."""

    def __init__(self, host: ScanHost) -> None:
        """Scan for a terminal."""
        self._host = host

    def take(self, scan: Scan) -> None:
        """Put a scan into the field that is being keyed, else look for its order; a badge is never put into a field."""
        screen, badge = self._host.screen_stack[-1], is_badge(scan.text)
        if isinstance(screen, Modal):
            self._take_in_question(screen, scan.text, badge=badge)
        elif isinstance(screen, CounterScreen) and screen.takes_scans:
            if badge:
                self._host.session.badge_scanned(scan.text)
            else:
                screen.verb(partial(self._open_scanned, screen, scan))

    def _take_in_question(self, question: Modal[Any], text: str, *, badge: bool) -> None:
        """Take it for an answer, or for a badge of somebody who chooses who they are; else say that it is no answer."""
        if question.take_scan(text):
            return
        if badge and isinstance(question, Choose):
            question.leave()
            self._host.session.badge_scanned(text)
        elif isinstance(question.focused, Input) and not badge:
            question.focused.insert_text_at_cursor(text)
        else:
            below = [screen for screen in self._host.screen_stack if isinstance(screen, CounterScreen)]
            for screen in below[-1:]:
                screen.say(_("Answer the question first, then scan again."))

    async def _open_scanned(self, front: CounterScreen, scan: Scan) -> None:
        """Show a finished order's slip; open the ticket of one that is open here; else say where it is."""
        shown = clean(scan.text, MOST_SHOWN)
        if not scan.ended and len(scan.text) <= HASTE:
            front.say(_("“{shown}” came too fast for a hand. Press one key after the other.", shown=shown))
            return
        order = order_scanned(scan.text)
        if not order:
            front.say(_("Scanned “{shown}”: no slip of this counter.", shown=shown))
            return
        entry = await self._host.counter.order(order)
        wrong = false_slip(scan.text, entry)
        if wrong:
            words = _(
                "Scanned a slip of order {number} that is not genuine. {wrong}", number=entry.order.number, wrong=wrong
            )
            front.say(words, "bad")
        elif entry.order.finished:
            self._host.show_slip(entry)
        elif not front.open_scanned(entry):
            front.say(whereabouts(entry, self._host.counter.board))
