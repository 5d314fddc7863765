"""What the terminal does with a scan: a slip leads to its order, whatever else it is changes nothing."""

from __future__ import annotations

from functools import partial

from textual.widgets import Input

from kiosk.tui.modals.choose import Choose
from kiosk.tui.modals.leaving import leave
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.tui.terminal.shell import Shell
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


class Scanning(Shell):
    """Opens the order of a slip or of an order's number."""

    def scanned(self, scan: Scan) -> None:
        """Put a scan into the field that is being keyed, else look for its order; a badge is never put into a field."""
        front, field = self.screen, self.screen.focused
        take_scan = getattr(front, "take_scan", None)
        if take_scan is not None:
            take_scan(scan.text)
        elif is_badge(scan.text) and (
            isinstance(front, Choose) or (isinstance(front, CounterScreen) and front.takes_scans)
        ):
            if isinstance(front, Choose):
                leave(front)
            self.badge_scanned(scan.text)
        elif isinstance(field, Input) and not is_badge(scan.text):
            field.insert_text_at_cursor(scan.text)
        elif isinstance(front, CounterScreen) and front.takes_scans:
            front.verb(partial(self._open_scanned, scan))
        elif not isinstance(front, CounterScreen):
            for screen in reversed(self.screen_stack):
                if isinstance(screen, CounterScreen):
                    screen.say(_("Answer the question first, then scan again."))
                    break

    async def _open_scanned(self, scan: Scan) -> None:
        """Show a finished order's slip; open the ticket of one that is open here; else say where it is."""
        front, shown = self.screen, clean(scan.text, MOST_SHOWN)
        if not isinstance(front, CounterScreen):
            return
        if not scan.ended and len(scan.text) <= HASTE:
            front.say(_("“{shown}” came too fast for a hand. Press one key after the other.", shown=shown))
            return
        order = order_scanned(scan.text)
        if not order:
            front.say(_("Scanned “{shown}”: no slip of this counter.", shown=shown))
            return
        entry = await self.counter.order(order)
        wrong = false_slip(scan.text, entry)
        if wrong:
            front.say(
                _(
                    "Scanned a slip of order {number} that is not genuine. {wrong}",
                    number=entry.order.number,
                    wrong=wrong,
                ),
                "bad",
            )
        elif entry.order.finished:
            self._show_slip(entry)
        elif not front.open_scanned(entry):
            front.say(whereabouts(entry, self.counter.board))

    def _show_slip(self, entry: OnBoard) -> None:
        from kiosk.tui.order.slip import SlipScreen

        if isinstance(self.screen, SlipScreen):
            self.switch_screen(SlipScreen(entry))
        elif isinstance(self.screen, CounterScreen):
            self.push_screen(SlipScreen(entry))
