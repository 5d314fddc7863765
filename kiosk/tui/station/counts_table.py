"""What is still to be made, as columns of figures: items, parts with what to start now, and what waits too long."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from kiosk.tui.widgets.columns import Column, Row, layout
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Sheet, fit, spread, wrap
from kiosk.tui.widgets.words import PACE_STYLES
from kiosk.words import _, later
from kiosk.work.board.counts import Count, Counts
from kiosk.work.forecast.holding_time import WaitingParts

TWO, THREE = 68, 116
"""Columns of the terminal from which on two or three tables stand side by side."""

GAP = 3

NOTHING = (later("Nothing is to be made."), later("What is sent comes here by itself."))


class ToMake(Struct, frozen=True):
    """What the screen says."""

    counts: Counts
    drops: Mapping[str, int] | None = None
    """By part: how many to start now; None where no part may wait."""
    kept: tuple[WaitingParts, ...] = ()


class Section(Struct, frozen=True):
    """One table, its title in every head."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class CountsTable(Drawn):
    """Draws one page of the tables, as many beside one another as there is room for."""

    DEFAULT_CSS = "CountsTable { width: 1fr; height: 1fr; padding: 0 1; }"
    made = ToMake(Counts((), ()))
    page = 0

    def show(self, made: ToMake) -> None:
        """Show other figures, on the same page while it is there."""
        if made != self.made:
            self.made = made
            self.redraw()

    def turn(self, by: int) -> None:
        """Turn so many pages."""
        self.page = max(0, self.page + by)
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the tables; a table that goes on on the next page has its head there too."""
        sheet = Sheet(width)
        sections = _sections(self.made)
        if not sections:
            sheet.add()
            for words, look in zip(NOTHING, ("strong bold", "quiet"), strict=True):
                for part in wrap(_(words), width):
                    sheet.add((part, look))
            return sheet.done()
        stacks = _stacks(sections, width)
        each = (width - GAP * (len(stacks) - 1)) // len(stacks)
        flows = [_flow(stack, each, height - 1) for stack in stacks]
        pages = max(map(len, flows))
        self.page = min(self.page, pages - 1)
        shown = [flow[self.page] if self.page < len(flow) else [] for flow in flows]
        for y in range(height - 1):
            line: list[tuple[str, str]] = []
            for place, rows in enumerate(shown):
                line += [(" " * GAP, "")] if place else []
                line += fit(rows[y] if y < len(rows) else (), each)
            sheet.add(*line)
        if pages > 1:
            sheet.add(*_foot(self.page, pages, width))
        return sheet.done()


def _foot(page: int, pages: int, width: int) -> Line:
    """Say where this page stands."""
    before = f"← {_('before')}" if page else ""
    after = f"{_('more')} →" if page + 1 < pages else ""
    said = f"{_('page {page} of {pages}', page=page + 1, pages=pages)}   {after}".rstrip()
    return spread(((before, "accent bold"),), ((said, "accent bold"),), width)


def _sections(made: ToMake) -> list[Section]:
    """Return the tables that have something to say."""
    drops = made.drops
    parts = [_row(one, (*((_drop(drops.get(one.id)),) if drops is not None else ()),)) for one in made.counts.parts]
    kept = [
        Row((one.order_id, one.part.id), (((one.name, "text"),), ((one.words, f"{PACE_STYLES[one.pace]} bold"),)))
        for one in made.kept
    ]
    found = [
        Section(_heads(later("Items")), tuple(_row(one) for one in made.counts.items)),
        Section((*_heads(later("Parts")), *([Column(later("drop now"))] if drops is not None else [])), tuple(parts)),
        Section((Column(later("Made, waiting"), right=False, grow=True), Column(later("time left"))), tuple(kept)),
    ]
    return [section for section in found if section.rows]


def _heads(title: str) -> tuple[Column, ...]:
    return (Column(title, right=False, grow=True), Column(later("open")), Column(later("coming")))


def _row(one: Count, more: tuple[Line, ...] = ()) -> Row:
    """Write one count: what is open strongly, what is coming quietly."""
    name: Line = ((one.name, "strong bold" if one.open else "text"),)
    return Row((one.id,), (name, _figure(one.open, "strong bold"), _figure(one.coming, "text"), *more))


def _figure(count: int, look: str) -> Line:
    return ((str(count), look),) if count else (("–", "quiet"),)


def _drop(count: int | None) -> Line:
    """Say how many to start now; nothing of a part that is made for its order alone."""
    return (("", ""),) if count is None else ((f"▶ {count}", "accent bold"),) if count else (("–", "quiet"),)


def _stacks(sections: list[Section], width: int) -> list[list[Section]]:
    """Put tables beside one another: all where it is wide, else parts and what waits below one another.

    Where there is room for one, the items come last: what to do now stands beside the parts.
    """
    if width >= THREE:
        return [[section] for section in sections]
    if width >= TWO and len(sections) > 1:
        return [sections[:1], sections[1:]]
    return [[*sections[1:], *sections[:1]]]


def _flow(stack: list[Section], width: int, height: int) -> list[list[Line]]:
    """Break tables that stand below one another into pages."""
    pages: list[list[Line]] = [[]]
    for section in stack:
        table = layout(section.columns, section.rows, width)
        head = table.head("quiet bold")
        if pages[-1] and len(pages[-1]) + 3 > height:
            pages.append([])
        elif pages[-1]:
            pages[-1].append(())
        pages[-1].append(head)
        for row in section.rows:
            if len(pages[-1]) >= height:
                pages.append([head])
            pages[-1].append(table.line(row.cells, ""))
    return pages
