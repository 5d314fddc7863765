"""Every unfinished order in whole, rushed ones first, then the oldest, in as many columns as there is room for."""

from __future__ import annotations

from msgspec import Struct
from textual import events

from kiosk.tui.expo.whole_order import WholeOrder, card
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Run, Sheet, Target, fit, width_of
from kiosk.words import _, plural

COLUMN = 60
"""Columns an order needs at least where several stand beside each other."""

GAP = 2

DIGITS = 9
"""Orders of a page that a digit opens."""


class PlacedOrder(Struct, frozen=True):
    """One order where it stands on a page."""

    id: str
    x: int
    y: int
    lines: tuple[Line, ...]


class PageTurn(Struct, frozen=True):
    """The line at the foot was touched: a page on or back."""

    by: int


class Overview(Drawn):
    """Pages of orders; what does not fit is counted.

    While a finger is on it every order stays where it is.
    """

    DEFAULT_CSS = "Overview { width: 1fr; height: 1fr; padding: 0 1; }"
    orders: tuple[WholeOrder, ...] = ()
    top = ""
    """The order a page begins with; empty for the first page."""
    cursor = ""
    """The order that is marked; empty for none."""
    _later: tuple[WholeOrder, ...] | None = None
    """What is to be shown when the finger has left."""
    _cards: tuple[tuple[WholeOrder, ...], dict[tuple[int, int, int, bool], list[Line]]] = ((), {})
    """Orders with their cards as they were drawn: a page is asked for several times while it is shown once."""

    @property
    def has_finger(self) -> bool:
        """Whether a finger is on an order now."""
        return self._pressed is not None

    def show(self, orders: tuple[WholeOrder, ...]) -> None:
        """Show these orders."""
        if self.has_finger:
            self._later = orders
            return
        here = [order.id for order in orders]
        if self.top and self.top not in here:
            self.top = self._nearest(set(here))
        self.cursor = self.cursor if self.cursor in here else ""
        self.orders, self._later = orders, None
        self.redraw()

    def _nearest(self, there: set[str]) -> str:
        """Return the first order after the top one that is still there, so that its page stays."""
        before = [order.id for order in self.orders]
        after = before[before.index(self.top) :] if self.top in before else []
        return next((order_id for order_id in after if order_id in there), "")

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Act on a touch, then show what has changed meanwhile."""
        super().on_mouse_up(event)
        if self._later is not None:
            self.show(self._later)

    @property
    def first(self) -> int:
        """How many orders stand before this page."""
        return next((place for place, order in enumerate(self.orders) if order.id == self.top), 0)

    @property
    def ids(self) -> tuple[str, ...]:
        """The orders of this page, in the order of their digits."""
        return tuple(placed.id for placed in self._page(self.first))

    @property
    def has_pages(self) -> bool:
        """Whether there are orders that are not seen."""
        return len(self.ids) < len(self.orders)

    def turn(self, by: int) -> None:
        """Turn a page on or back; the marked order is not marked any more. It is seen when orders are shown next."""
        first = self.first
        if by > 0:
            after = first + len(self.ids)
            first = after if after < len(self.orders) else first
        else:
            end, first = first, max(0, first - 1)
            while first and first - 1 + len(self._page(first - 1)) >= end:
                first -= 1
        self._begin_at(first)
        self.cursor = ""

    def _begin_at(self, place: int) -> None:
        self.top = self.orders[place].id if place else ""

    def move(self, by: int) -> None:
        """Mark the order above or below, on the page before or after where it is the last one; seen as a turn is."""
        if not self.orders:
            return
        every = [order.id for order in self.orders]
        place = every.index(self.cursor) + by if self.cursor in every else self.first
        place = max(0, min(len(every) - 1, place))
        if every[place] not in self.ids:
            self.turn(1 if place > self.first else -1)
        self.cursor = every[place]

    def _page(self, first: int) -> list[PlacedOrder]:
        """Put orders below one another and into the next column, from one of them until there is no room."""
        width, height = self.size.width, self.size.height - 1
        columns = max(1, (width + GAP) // (COLUMN + GAP))
        each = (width + GAP) // columns - GAP
        placed: list[PlacedOrder] = []
        column = y = 0
        for place, order in enumerate(self.orders[first:]):
            lines = self._card(first + place, each, place + 1 if place < DIGITS else 0)
            if y and y + len(lines) > height:
                column, y = column + 1, 0
            if column == columns or height < 1:
                break
            if len(lines) > height:
                lines = [
                    *lines[: height - 1],
                    fit(((f"   {_('… and more: open it')}", "accent bold on raised"),), each, "on raised"),
                ]
            placed.append(PlacedOrder(order.id, column * (each + GAP), y, tuple(lines)))
            y += len(lines) + 1
        return placed

    def _card(self, place: int, width: int, digit: int) -> list[Line]:
        """Return the card of an order as it is now."""
        if self._cards[0] is not self.orders:
            self._cards = self.orders, {}
        order, known = self.orders[place], self._cards[1]
        key = place, width, digit, order.id == self.cursor
        if key not in known:
            known[key] = card(order, width, digit=digit, chosen=order.id == self.cursor)
        return known[key]

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the page, and below it how many orders come before and after."""
        sheet = Sheet(width)
        if not self.orders:
            sheet.add()
            sheet.add((_("No order is open."), "strong bold"))
            sheet.add((_("The next one opens at the front."), "quiet"))
            return sheet.done()
        page, first = self._page(self.first), self.first
        rows: list[list[Run]] = [[] for _ in range(height)]
        filled = [0] * height
        for placed in page:
            for y, line in enumerate(placed.lines, placed.y):
                rows[y] += [(" " * (placed.x - filled[y]), ""), *line]
                filled[y] = placed.x + width_of(line)
            wide = width_of(placed.lines[0])
            sheet.targets.append(Target(placed.x, placed.y, wide, len(placed.lines), placed.id))
        left = len(self.orders) - first - len(page)
        before = plural("← {n} before", "← {n} before", first) if first else ""
        after = plural("→ {n} more order", "→ {n} more orders", left) if left else ""
        rows[-1] = [*fit(((before, "accent bold"),), width // 2 if before else 0), (after, "accent bold")]
        if before or after:
            half = width // 2 if before and after else width if before else 0
            sheet.targets.append(Target(0, height - 1, half, 1, PageTurn(-1)))
            sheet.targets.append(Target(half, height - 1, width - half, 1, PageTurn(1)))
        sheet.lines = [tuple(row) for row in rows]
        return sheet.done()
