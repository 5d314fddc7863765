"""Every unfinished order in whole: which steps are done, which are open where, and what the rest waits for."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.tui.draw import Drawing, Drawn, Run, Sheet, fit, spread
from kiosk.tui.widgets.process_strip import process_strip
from kiosk.tui.words import choice_runs, pace_run, said_before
from kiosk.work.board import OnBoard
from kiosk.work.instant import clock_words
from kiosk.work.line import allergy_words, spell
from kiosk.work.pace import Pace


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """One order for the overview."""

    entry: OnBoard
    age: int
    """Milliseconds since it was opened."""
    pace: Pace
    """Of the whole order, by the process's clock."""


class Overview(Drawn):
    """Four rows an order, oldest first; what does not fit is counted."""

    DEFAULT_CSS = "Overview { width: 1fr; height: 1fr; padding: 0 1; }"
    ROWS = 4
    orders: tuple[WholeOrder, ...] = ()
    first = 0

    def show(self, orders: tuple[WholeOrder, ...]) -> None:
        """Show these orders."""
        self.orders = orders
        self.first = min(self.first, max(0, len(orders) - 1))
        self.redraw()

    def turn(self, by: int) -> None:
        """Scroll by a page."""
        page = max(1, (self.size.height - 1) // self.ROWS)
        self.first = max(0, min(max(0, len(self.orders) - page), self.first + by * page))
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw number, guest and clock, then the items, then the steps."""
        sheet = Sheet(width)
        if not self.orders:
            sheet.add()
            sheet.add(("No order is open.", "strong bold"))
            sheet.add(("The next one opens at the front.", "quiet"))
            return sheet.done()
        page = max(1, (height - 1) // self.ROWS)
        shown = self.orders[self.first : self.first + page]
        for order in shown:
            self._draw_order(sheet, order, width)
        left = len(self.orders) - self.first - len(shown)
        before = f"← {self.first} before  " if self.first else ""
        if left or before:
            sheet.add((f"{before}{f'→ {left} more orders' if left else ''}", "accent bold"))
        return sheet.done()

    def _draw_order(self, sheet: Sheet, whole: WholeOrder, width: int) -> None:
        entry, ground = whole.entry, "on raised"
        head: list[Run] = [(f" {entry.order.number} ", f"strong bold {ground}"), (entry.guest.name, f"text {ground}")]
        allergy = allergy_words(entry.order.allergies, entry.guest.allergy)
        if allergy:
            head.append((f"  ALLERGY {allergy} ", "ink bold on bad"))
        sheet.add(*spread(head, (pace_run(whole.pace, clock_words(whole.age), ground), (" ", ground)), width, ground))
        menu = entry.playbook.menu
        items: list[Run] = [("   ", ground)]
        for line in entry.order.lines:
            changes = [choice for choice in line.choices if not said_before(menu, choice)]
            if not line.of or changes:
                items.append((f"{line.quantity} × {spell(menu, line)}", f"text {ground}"))
                for choice in changes:
                    items += [(" ", ground), *choice_runs(menu, choice, ground=ground)]
                items.append(("  ", ground))
        if not entry.order.lines:
            items.append(("being ordered", f"quiet {ground}"))
        sheet.add(*fit(items, width, ground))
        here = next((ticket.step for ticket in entry.tickets if ticket.state == "open"), entry.tickets[0].step)
        strip = [(text, f"{words} {ground}".strip()) for text, words in process_strip(entry, here, width - 3)]
        sheet.add(*fit((("   ", ground), *strip), width, ground))
        sheet.add()
