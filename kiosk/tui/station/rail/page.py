"""A page of a rail: cards in columns, or numbers in one line, from what is there and the card it begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile

from msgspec import Struct

from kiosk.tui.station.rail.cards import Card, Drawer, draw_ghost, number_word, perforation
from kiosk.tui.station.rail.layout import PlacedCard, lay
from kiosk.tui.station.rail.places import RailSlot, TicketId
from kiosk.tui.widgets.lines import Drawing, Line, Run, Sheet, Target, fit, spread, width_of
from kiosk.words import _, later, plural

COLUMN = 26
"""The least width of a column that stands beside another."""

LEAST_ROWS = 6
"""Below this there is room for one line of numbers only."""

DIGITS = 9
"""How many cards a bump bar has a digit for."""

MOST_NAMED = 3
"""How many rushed orders the first line names."""


class TouchedPage(Struct, frozen=True):
    """The foot of the rail was touched: turn so many pages."""

    by: int


class OnRail(Struct, frozen=True):
    """What is on a rail, seen or not."""

    slots: tuple[RailSlot, ...]
    cards: Mapping[TicketId, Card]
    """By ticket, for every slot: of one that went, as it was."""
    went: Mapping[TicketId, str]
    """What became of tickets that went."""
    chosen: TicketId | None
    coming: int
    digits: bool
    """Whether the cards that are seen carry the digits of a bump bar."""
    aged: Callable[[Card], Card]
    """Gives a card with its clock as it is now."""
    drawer: Drawer

    def card(self, slot: RailSlot) -> Card:
        """Return the card of a slot, its clock as it was when the card was made."""
        return self.cards[slot.ticket]

    def count(self, first: int, end: int) -> int:
        """Count the tickets from one place up to another."""
        return sum(not slot.gone for slot in self.slots[first:end])


def columns_of(width: int) -> int:
    """Say how many columns of cards have room: more on a wide terminal, not wider ones."""
    return max(1, width // COLUMN)


def end_of_page(rail: OnRail, first: int, width: int, height: int) -> int:
    """Return the place after the last one seen on the page that begins with `first`."""
    if height < LEAST_ROWS:
        return first + sum(1 for _ in _words(rail, first, width))
    page = _page(rail, first, width, height)
    return page[-1].place + 1 if page else first


def next_page(rail: OnRail, first: int, width: int, height: int) -> int:
    """Return the place the next page begins with: a card that is cut at the foot of this one is seen there in whole."""
    end = end_of_page(rail, first, width, height)
    if height < LEAST_ROWS or end <= first + 1:
        return end
    return end - (not _page(rail, first, width, height)[-1].whole)


def draw_page(rail: OnRail, first: int, width: int, height: int) -> Drawing:
    """Draw the page that begins with `first`; cards that are not seen cost nothing."""
    return _draw_line(rail, first, width) if height < LEAST_ROWS else _draw_columns(rail, first, width, height)


# Columns of cards.


def _page(rail: OnRail, first: int, width: int, height: int) -> list[PlacedCard]:
    return lay([slot.rows for slot in rail.slots], first, columns_of(width), height - 2)


def _draw_columns(rail: OnRail, first: int, width: int, height: int) -> Drawing:
    sheet, page = Sheet(width), _page(rail, first, width, height)
    count = columns_of(width)
    each = width // count
    body = [[fit((), each)] * count for _ in range(height - 2)]
    for digit, placed in enumerate(page, 1):
        slot = rail.slots[placed.place]
        drawn = _in_parts(rail, slot, placed, each - 1, digit if rail.digits and digit <= DIGITS else 0)
        for part in placed.parts:
            for y in range(part.row, part.row + part.rows):
                body[y][part.column] = (*drawn.pop(0), (" ", ""))
            if not slot.gone:
                sheet.targets.append(Target(part.column * each, part.row + 1, each - 1, part.rows, slot.ticket))
    end = page[-1].place + 1 if page else first
    sheet.add(*_title(rail, first, end, width))
    for columns in body:
        sheet.add(*(run for line in columns for run in line))
    _draw_foot(sheet, rail, first, end)
    return sheet.done()


def _in_parts(rail: OnRail, slot: RailSlot, placed: PlacedCard, width: int, digit: int) -> list[Line]:
    """Draw a card's parts, one after the other, with the perforated edges along which it is torn."""
    card = rail.card(slot)
    if slot.gone:
        ghost = draw_ghost(card.number, _(rail.went.get(slot.ticket, later("gone"))), width)
        return [ghost, *[fit((), width)] * (sum(part.rows for part in placed.parts) - 1)]
    lines = rail.drawer.draw(rail.aged(card), placed.rows, width, chosen=slot.ticket == rail.chosen, digit=digit)
    drawn: list[Line] = []
    for part in placed.parts:
        over, on = part is not placed.parts[0], part is not placed.parts[-1]
        drawn += [perforation(f"{card.number}", width)] if over else []
        drawn += [lines.pop(0) for _ in range(part.rows - over - on)]
        drawn += [perforation(_("{number} goes on", number=card.number), width)] if on else []
    return drawn


def _title(rail: OnRail, first: int, end: int, width: int) -> Line:
    """Say how many cards there are, and what comes or, before that, where a rushed one is that is not seen first."""
    count, rush = rail.count(0, len(rail.slots)), _rush_elsewhere(rail, first, end)
    coming = plural("{n} coming", "{n} coming", rail.coming) if rail.coming else ""
    beside: Run = (f" {rush} ", "ink bold on warn") if rush else (coming, "quiet")
    words = f" {plural('{n} on the rail', '{n} on the rail', count)}"
    short = bool(beside[0]) and width_of(((words, ""), beside)) + 2 > width
    return spread(((f" {count}" if short else words, "quiet"),), (beside, (" ", "")), width)


def _rush_elsewhere(rail: OnRail, first: int, end: int) -> str:
    """Name the rushed orders that stand below others or out of sight; the open one needs no naming."""
    here = [(place, rail.card(slot)) for place, slot in enumerate(rail.slots) if not slot.gone]
    leading = sum(1 for _ in takewhile(lambda pair: pair[1].rush, here))
    rushed = [
        (place, f"{card.number}", order)
        for order, (place, card) in enumerate(here)
        if card.rush and card.ticket != rail.chosen
    ]
    below = [number for place, number, order in rushed if place >= end or (place >= first and order >= leading)]
    above = [number for place, number, _ in rushed if place < first]
    if below:
        return _("RUSH {numbers} below", numbers=_some(below))
    return _("RUSH {numbers} above", numbers=_some(above)) if above else ""


def _some(numbers: list[str]) -> str:
    """Return as many numbers as a narrow rail has room for."""
    return " ".join([*numbers[:MOST_NAMED], *(["…"] if len(numbers) > MOST_NAMED else [])])


def _draw_foot(sheet: Sheet, rail: OnRail, first: int, end: int) -> None:
    """Say how many cards are above and below; a touch at either end turns the page."""
    above, below = rail.count(0, first), rail.count(end, len(rail.slots))
    hidden = [f"↑ {above}" if first else "", f"↓ {below}" if end < len(rail.slots) else ""]
    y, half = sheet.add((" " + "  ".join(filter(None, hidden)), "accent bold")), sheet.width // 2
    if first:
        sheet.targets.append(Target(0, y, half, 1, TouchedPage(-1)))
    if end < len(rail.slots):
        sheet.targets.append(Target(half, y, sheet.width - half, 1, TouchedPage(1)))


# One line of numbers.


def _lead(rail: OnRail, first: int) -> Run:
    """Say how many there are, in as many cells for 9 as for 10, and whether the first of them are left out."""
    return (f"{rail.count(0, len(rail.slots)):3}: {'… ' if first else ''}", "quiet")


def _tail(rail: OnRail, seen: int) -> Run:
    """Say that more follow, and name a rushed one that is not among those up to `seen`."""
    rush = next((card.number for card in map(rail.card, rail.slots[seen:]) if card.rush), 0)
    return (f"…R{rush}", "ink bold on warn") if rush else ("…", "quiet")


def _words(rail: OnRail, first: int, width: int) -> list[Run]:
    """Return the numbers that have room, and leave cells for what stands after them."""
    words: list[Run] = []
    x = width_of((_lead(rail, first),))
    for place, slot in enumerate(rail.slots[first:], first):
        word = _word(rail, slot)
        x += width_of((word,))
        if x + (width_of((_tail(rail, place + 1),)) if place + 1 < len(rail.slots) else 0) > width:
            break
        words.append(word)
    return words


def _word(rail: OnRail, slot: RailSlot) -> Run:
    """Return a ticket as one word, just as wide when it has gone."""
    card = rail.card(slot)
    if slot.gone:
        return (f" {card.number}– ", "quiet")
    words, look = number_word(rail.aged(card))
    return (words, "ink bold on accent" if slot.ticket == rail.chosen else look)


def _draw_line(rail: OnRail, first: int, width: int) -> Drawing:
    """Draw the numbers beside one another, the chosen one marked."""
    sheet = Sheet(width)
    if not rail.slots:
        sheet.add((f" {plural('{n} on the rail', '{n} on the rail', 0)}", "quiet"))
        return sheet.done()
    words, runs = _words(rail, first, width), [_lead(rail, first)]
    for slot, word in zip(rail.slots[first:], words, strict=False):
        if not slot.gone:
            sheet.targets.append(Target(width_of(runs), 0, width_of((word,)), 1, slot.ticket))
        runs.append(word)
    seen = first + len(words)
    sheet.add(*runs, *([_tail(rail, seen)] if seen < len(rail.slots) else []))
    return sheet.done()
