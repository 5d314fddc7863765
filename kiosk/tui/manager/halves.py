"""One half of the manager's screen: large figures, a chart, a table whose rows can be chosen, and facts below it."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len

from kiosk.tui.manager.bars import Bars, Shares
from kiosk.tui.widgets.columns import Column, Row, grounded, layout
from kiosk.tui.widgets.digits import large
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Run, Sheet, Target, fit, spread, width_of, wrap

Means = tuple[str, ...]

PAGE: Means = ("page",)
"""A touch on the table's head: show the rows that are hidden."""

FACTS: Means = ("facts",)
"""A touch on the arrows beside the facts: show those that are hidden."""

TOUCHED = 8
"""Columns of that touch."""

LEAST_ROWS = 3
"""Rows of the table that stay when there is no height."""

LEAST_FACTS = 3
"""Facts that stay when there is no height, and for which the level of detail is chosen."""


class BigFigure(Struct, frozen=True):
    """One number to be read from across the room."""

    label: str
    short: str
    """Said where the label is too long."""
    number: str
    look: str


class Fact(Struct, frozen=True):
    """One thing said in words below the table; it can be chosen as a row can."""

    means: Means
    label: str
    line: Line
    more: tuple[Line, ...] = ()
    """Said below one another instead of `line` where there is height."""
    short: Line = ()
    """Said instead of `line` where that is too long."""


class Half(Struct, frozen=True):
    """Everything one half shows."""

    title: str
    about: str
    look: str
    """Its colour: accent for what was done, how for how it was done."""
    figures: tuple[BigFigure, ...] = ()
    chart: Bars | Shares | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    facts: tuple[Fact, ...] = ()
    empty: str = ""
    """Said in place of the table when it has no rows."""
    rows_beside: int = 0
    """Rows and facts the level of detail is chosen for, the same in both halves so that they stand level."""
    whole_beside: int = 0
    """All of them with all their lines: where these fit at a roomy level, it is chosen for them."""

    @property
    def whole(self) -> int:
        """How many lines all rows and facts take."""
        return len(self.rows) + sum(max(1, len(fact.more)) for fact in self.facts)

    @property
    def least(self) -> int:
        """How many rows and facts there are, of these as many as stay when there is no height."""
        return len(self.rows) + min(LEAST_FACTS, len(self.facts))

    @property
    def choosable(self) -> tuple[Means, ...]:
        """What can be chosen, from top to bottom."""
        return (*(row.means for row in self.rows), *(fact.means for fact in self.facts))


class Level(Struct, frozen=True):
    """How much room the parts take."""

    chart: int
    """Rows of the chart."""
    gaps: frozenset[str] = frozenset()
    """The parts that a blank row stands below."""
    axis: bool = True
    large: bool = True
    """Whether figures stand in large digits."""

    @property
    def fixed(self) -> int:
        """Rows that neither table nor facts take: title, figures, chart, the table's head, and the gaps."""
        return 1 + (4 if self.large else 1) + self.chart + self.axis + 1 + len(self.gaps)


ALL_GAPS = frozenset({"title", "figures", "chart", "table"})
LEVELS = (
    Level(5, ALL_GAPS),
    Level(3, ALL_GAPS),
    Level(2, ALL_GAPS),
    Level(2, ALL_GAPS - {"title"}),
    Level(2, frozenset({"chart", "table"})),
    Level(2, frozenset({"table"})),
    Level(2),
    Level(1, axis=False),
    Level(1, axis=False, large=False),
)
"""From roomy to close."""

ROOMY = 3
"""So many of them are roomy: more facts are worth a smaller chart there."""


class HalfPage(Drawn):
    """Draws one half for its size; what does not fit of the table is reached by moving the mark."""

    DEFAULT_CSS = "HalfPage { width: 1fr; height: 1fr; padding: 0 1; }"
    half = Half("", "", "text")
    chosen: Means | None = None
    """The chosen row, or None while the other half is."""
    _first = 0
    _room = 1
    """Rows of the table's page."""
    _first_fact = 0
    _fact_room = 1
    _hidden = ""
    """How many facts are hidden above and below."""

    def show(self, half: Half, chosen: Means | None) -> None:
        """Show other numbers."""
        self.half, self.chosen = half, chosen
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw at the most roomy level at which nothing is left out, else at the closest one."""
        level = self._level(height)
        sheet = Sheet(width)
        half = self.half
        sheet.add(*fit(((half.title, f"{half.look} bold"), (f"  {half.about}", "quiet")), width))
        _gap(sheet, level, "title")
        if half.figures:
            _draw_figures(sheet, half.figures, width, level)
            _gap(sheet, level, "figures")
        if half.chart and half.rows:
            for line in half.chart.draw(width, level.chart, axis=level.axis):
                sheet.add(*line)
            _gap(sheet, level, "chart")
        if half.empty:
            for part in wrap(half.empty, width):
                sheet.add((part, "text"))
            sheet.add()
        facts = self._facts(width, height - len(sheet.lines), level)
        self._draw_table(sheet, width, height - len(sheet.lines) - len(facts), level)
        for line, means in facts:
            sheet.add(*line)
            sheet.touch(means)
        if facts and self._hidden:
            sheet.lines[-1] = spread(sheet.lines[-1], ((self._hidden, "accent bold"),), width)
            sheet.targets.append(Target(width - TOUCHED, len(sheet.lines) - 1, TOUCHED, 1, FACTS))
        return sheet.done()

    def _level(self, height: int) -> Level:
        roomy = (one for one in LEVELS[:ROOMY] if one.fixed + self.half.whole_beside <= height)
        close = (one for one in LEVELS if one.fixed + self.half.rows_beside <= height)
        return next(roomy, None) or next(close, LEVELS[-1])

    def next_page(self) -> Means:
        """Turn to the rows below, after the last to the first; gives the first of them."""
        self._first = self._first + self._room if self._first + self._room < len(self.half.rows) else 0
        return self.half.rows[self._first].means

    def _draw_table(self, sheet: Sheet, width: int, height: int, level: Level) -> None:
        """Draw the head, a touch target that turns the page, and the page of rows that holds the chosen one."""
        half = self.half
        if not half.rows:
            return
        table = layout(half.columns, half.rows, width - 1)
        room = self._room = max(1, height - 1 - ("table" in level.gaps))
        names = [row.means for row in half.rows]
        place = names.index(self.chosen) if self.chosen in names else None
        self._first = scrolled(self._first, place, len(names), room)
        last = min(len(names), self._first + room)
        hidden: list[Run] = [(f" ↑{self._first}", "accent bold")] if self._first else []
        hidden += [(f" ↓{len(names) - last}", "accent bold")] if last < len(names) else []
        sheet.add((" ", ""), *table.head("quiet bold", tuple(hidden)))
        if hidden:
            sheet.touch(PAGE)
        for row in half.rows[self._first : last]:
            ground = "on key" if row.means == self.chosen else ""
            sheet.add(*fit((_mark(row.means == self.chosen), *table.line(row.cells, ground)), width, ground))
            sheet.touch(row.means)
        _gap(sheet, level, "table")

    def next_facts(self) -> Means:
        """Turn to the facts below, after the last to the first; gives the first of them."""
        after = self._first_fact + self._fact_room
        self._first_fact = after if after < len(self.half.facts) else 0
        return self.half.facts[self._first_fact].means

    def _facts(self, width: int, height: int, level: Level) -> list[tuple[Line, Means]]:
        """Write the facts; those with further lines get them where the height is to spare.

        The table has its rows first, then facts take what is left.
        """
        half, gap = self.half, "table" in level.gaps
        table = len(half.rows) + 1 + gap if half.rows else 0
        least = min(len(half.rows), LEAST_ROWS) + 1 + gap if half.rows else 0
        room = len(half.facts)
        if table + room > height:
            room = max(1, min(height - least, max(LEAST_FACTS, height - table)))
        facts = self._window(room)
        names = max([0, *(cell_len(fact.label) for fact in half.facts)]) + 2
        spare = height - table - len(facts)
        lines: list[tuple[Line, Means]] = []
        for fact in facts:
            more = fact.more[: max(0, spare + 1)] if len(fact.more) > 1 and spare > 0 else ()
            spare -= max(0, len(more) - 1)
            lines += self._fact(fact, more, names, width)
        return lines

    def _window(self, room: int) -> tuple[Fact, ...]:
        """Return the facts that are shown, the chosen one among them."""
        facts = self.half.facts
        means = [fact.means for fact in facts]
        place = means.index(self.chosen) if self.chosen in means else None
        first = self._first_fact = scrolled(self._first_fact, place, len(facts), room)
        self._fact_room = room
        below = len(facts) - first - room
        self._hidden = f"{f' ↑{first}' if first else ''}{f' ↓{below}' if below > 0 else ''}"
        return facts[first : first + room]

    def _fact(self, fact: Fact, more: tuple[Line, ...], names: int, width: int) -> list[tuple[Line, Means]]:
        """Write one fact: its label, then what is said, in a line or in several."""
        lines: list[tuple[Line, Means]] = []
        ground = "on key" if fact.means == self.chosen else ""
        said_here = fact.short if fact.short and names + 1 + width_of(fact.line) > width else fact.line
        for place, said in enumerate(more or (said_here,)):
            front = (_mark(fact.means == self.chosen), (fact.label.ljust(names), f"strong bold {ground}".strip()))
            lead: Line = front if place == 0 else ((" " * (names + 1), ground),)
            runs = [(text, grounded(words, ground)) for text, words in said]
            lines.append((fit((*lead, *runs), width, ground, tells=True), fact.means))
        return lines


def _gap(sheet: Sheet, level: Level, below: str) -> None:
    if below in level.gaps:
        sheet.add()


def _mark(chosen: bool) -> Run:  # noqa: FBT001 - one word, said at each call
    return ("▸", "accent bold on key") if chosen else (" ", "")


def scrolled(first: int, place: int | None, count: int, room: int) -> int:
    """Return the first row shown so that the chosen one is among them, moving no further than needed."""
    first = max(0, min(first, count - room))
    if place is None:
        return first
    return min(first, place) if place < first + room else place - room + 1


def _draw_figures(sheet: Sheet, figures: tuple[BigFigure, ...], width: int, level: Level) -> None:
    """Draw the figures beside one another, each with its label above it, or all in one line."""
    if not level.large:
        runs: list[Run] = []
        for figure in figures:
            runs += [(f"{figure.number} ", f"{figure.look} bold"), (f"{figure.short}  ", "quiet")]
        sheet.add(*fit(runs, width))
        return
    each = width // len(figures)
    digits = [large(figure.number) for figure in figures]
    long = all(max(cell_len(figure.label), len(rows[0])) < each for figure, rows in zip(figures, digits, strict=True))
    labels: list[Run] = [
        run
        for figure in figures
        for run in (*fit(((figure.label if long else figure.short, "quiet bold"),), each - 1), (" ", ""))
    ]
    sheet.add(*fit(labels, width))
    for row in range(3):
        line: list[Run] = []
        for figure, rows in zip(figures, digits, strict=True):
            line += fit(((rows[row], f"{figure.look} bold"),), each)
        sheet.add(*fit(line, width))
