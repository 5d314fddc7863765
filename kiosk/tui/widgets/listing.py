"""A long table, a page at a time, with one chosen row, and the heading above it."""

from __future__ import annotations

from kiosk.tui.widgets.columns import Column, Row, layout
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Run, Sheet, fit, spread, wrap


class Heading(Drawn):
    """What the rows are, and where in them the mark stands."""

    DEFAULT_CSS = "Heading { height: 1; padding: 0 1; }"
    title = ""
    about = ""
    place = ""

    def show(self, title: str, about: str, place: str) -> None:
        """Say something else."""
        self.title, self.about, self.place = title, about, place
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw one line."""
        left: list[Run] = [(self.title, "accent bold"), (f"  {self.about}", "quiet")]
        return Drawing((spread(left, fit(((self.place, "text"),), len(self.place)), width),))


class Listing(Drawn):
    """Draws the page the chosen row is on; a touch on a row stands for its place."""

    DEFAULT_CSS = "Listing { width: 1fr; height: 1fr; padding: 0 1; }"
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    chosen = 0
    empty = ""

    def show(self, columns: tuple[Column, ...], rows: tuple[Row, ...], empty: str) -> None:
        """Show a table from its first row, or the words where it has none."""
        self.columns, self.rows, self.empty, self.chosen = columns, rows, empty, 0
        self.redraw()

    @property
    def page(self) -> int:
        """How many rows stand on a page."""
        return max(1, self.size.height - 1)

    def move(self, by: int) -> None:
        """Choose a row so many below, or above where negative."""
        self.chosen = max(0, min(len(self.rows) - 1, self.chosen + by))
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the head and one page."""
        sheet = Sheet(width)
        if not self.rows:
            sheet.add()
            for part in wrap(self.empty, width):
                sheet.add((part, "quiet"))
            return sheet.done()
        first = self.chosen // self.page * self.page
        shown = self.rows[first : first + self.page]
        table = layout(self.columns, shown, width - 1)
        sheet.add((" ", ""), *table.head("quiet bold"))
        for place, row in enumerate(shown, first):
            chosen = place == self.chosen
            ground = "on key" if chosen else ""
            mark = ("▸", "accent bold on key") if chosen else (" ", "")
            sheet.add(*fit((mark, *table.line(row.cells, ground)), width, ground))
            sheet.touch(place)
        return sheet.done()
