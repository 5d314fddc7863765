"""Where cards stand in the columns of a rail; a long one goes on at the top of the next column."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

LEAST_PART = 4
"""Rows of a card worth beginning at the foot of a column."""


class CardPart(Struct, frozen=True):
    """The rows a card has in one column."""

    column: int
    row: int
    rows: int


class PlacedCard(Struct, frozen=True):
    """A card of the page, by its place on the rail."""

    place: int
    parts: tuple[CardPart, ...]
    """One, or several where it spans columns: each end that goes on then has a perforated row of its own."""
    whole: bool = True
    """Whether nothing of it is cut off."""

    @property
    def rows(self) -> int:
        """Rows it has for itself."""
        return sum(part.rows for part in self.parts) - 2 * (len(self.parts) - 1)


def lay(rows: Sequence[int], first: int, columns: int, room: int) -> list[PlacedCard]:
    """Return the page of cards that begins with `first`, for columns of `room` rows (at least 4).

    `rows` counts for each card the blank row below it, which no card needs at the foot of a column. A card longer than
    half a column is begun where there is room for a part of it, any other stands in one column; at the end of the page
    a card is cut to what is there.
    """
    page: list[PlacedCard] = []
    column = row = 0
    for place in range(first, len(rows)):
        need, free = rows[place] - 1, room - row
        begins = free >= LEAST_PART and (column == columns - 1 or need > room // 2)
        if row and need > free and not begins:
            column, row = column + 1, 0
        if column >= columns:
            break
        parts, whole = _parts(need, CardPart(column, row, 0), columns, room)
        page.append(PlacedCard(place, parts, whole))
        if not whole:
            break
        column, row = parts[-1].column, parts[-1].row + parts[-1].rows + 1
    return page


def _parts(need: int, start: CardPart, columns: int, room: int) -> tuple[tuple[CardPart, ...], bool]:
    """Part a card from where it begins, and say whether all of it has room."""
    parts: list[CardPart] = []
    left, column, row = need, start.column, start.row
    while left > 0 and column < columns:
        left += bool(parts)  # the perforated row on top
        free, last = room - row, column == columns - 1
        if left <= free or last:
            parts.append(CardPart(column, row, min(left, free)))
            left -= free
        else:
            parts.append(CardPart(column, row, free))
            left -= free - 1
        column, row = column + 1, 0
    return tuple(parts), left <= 0
