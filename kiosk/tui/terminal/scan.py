"""What the terminal does with a scan: a slip leads to its order, whatever else it is changes nothing."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol, runtime_checkable

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
from kiosk.work.text.scanned import as_sent, is_garbled
from kiosk.work.text.text import clean

MOST_SHOWN = 40
"""Characters of an unknown scan that are shown."""


class ScanHost(Protocol):
    """The terminal, as far as a scan moves it."""

    counter: Counter
    session: Session

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """Its screens, the one in front last."""

    def show_slip(self, entry: OnBoard) -> None:
        """Show the slip of a finished order, instead of one that is shown."""


@runtime_checkable
class TakesCodes(Protocol):
    """A screen on which items can be scanned."""

    def take_code(self, code: str) -> bool:
        """Take the code of an item; return whether it is one, and has a place to go to."""


def _unknown(text: str) -> str:
    """Say that a scan is no slip of this counter, or that nobody can read it on this keyboard."""
    shown = clean(text, MOST_SHOWN)
    if is_garbled(text):
        return _(
            "The scanner and this keyboard have different layouts: set them alike. Scanned “{shown}”.", shown=shown
        )
    return _("Scanned “{shown}”: no slip of this counter.", shown=shown)


class Scans:
    """Opens the order of a slip or of an order's number."""

    def __init__(self, host: ScanHost) -> None:
        """Scan for a terminal."""
        self._host = host

    def take(self, scan: Scan) -> None:
        """Put a scan into the field that is being keyed, else look for its order; a badge is never put into a field."""
        screen, badge = self._host.screen_stack[-1], is_badge(scan.text)
        text = scan.text if badge else as_sent(scan.text)
        if isinstance(screen, Modal):
            self._take_in_question(screen, text, badge=badge)
        elif isinstance(screen, CounterScreen) and screen.takes_scans:
            if badge:
                self._host.session.badge_scanned(text)
            else:
                screen.verb(partial(self._open_scanned, screen, text))

    def _take_in_question(self, question: Modal[Any], text: str, *, badge: bool) -> None:
        """Take it for an answer, or for a badge of somebody who chooses who they are; else say that it is no answer."""
        if question.take_scan(text):
            return
        if badge and isinstance(question, Choose):
            question.leave()
            self._host.session.badge_scanned(text)
        elif isinstance(question.focused, Input) and not badge:
            question.focused.replace(text, *question.focused.selection)
        else:
            below = [screen for screen in self._host.screen_stack if isinstance(screen, CounterScreen)]
            for screen in below[-1:]:
                screen.say(_("Answer the question first, then scan again."))

    async def _open_scanned(self, front: CounterScreen, text: str) -> None:
        """Show a finished order's slip; open the ticket of one that is open here; else say where it is."""
        if isinstance(front, TakesCodes) and front.take_code(text):
            return
        order = order_scanned(text)
        if not order:
            front.say(_unknown(text))
            return
        entry = await self._host.counter.order(order)
        wrong = false_slip(text, entry)
        if wrong:
            words = _(
                "Scanned a slip of order {number} that is not genuine. {wrong}", number=entry.order.called, wrong=wrong
            )
            front.say(words, "bad")
        elif entry.order.finished:
            self._host.show_slip(entry)
        elif front.open_scanned(entry):
            front.say(_("Scanned order {number}: it is open here now.", number=entry.order.called), "good")
        else:
            front.say(whereabouts(entry, self._host.counter.board))
