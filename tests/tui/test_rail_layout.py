"""The columns of a rail: nothing overlaps, nothing is left out, and a long card goes on in the next column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.tui.station.rail.layout import CardPart, PlacedCard, lay

heights = st.lists(st.integers(2, 60), min_size=1, max_size=60)
columns = st.integers(1, 5)
rooms = st.integers(4, 50)


@given(heights, columns, rooms)
def test_parts_stand_in_the_room_and_apart(rows: list[int], count: int, room: int) -> None:
    """With a blank row between two cards in a column."""
    taken: dict[tuple[int, int], int] = {}
    for placed in lay(rows, 0, count, room):
        for part in placed.parts:
            assert 1 <= part.rows
            for row in range(part.row, part.row + part.rows):
                assert 0 <= part.column < count
                assert row < room
                assert (part.column, row) not in taken
                assert taken.get((part.column, row - 1), placed.place) == placed.place
                taken[part.column, row] = placed.place


@given(heights, columns, rooms)
def test_every_page_begins_where_the_one_before_ends(rows: list[int], count: int, room: int) -> None:
    """No card is left out, and each page shows at least one."""
    first = 0
    while first < len(rows):
        page = [placed.place for placed in lay(rows, first, count, room)]
        assert page
        assert list(range(first, first + len(page))) == page
        first += len(page)


@given(heights, columns, rooms)
def test_only_the_last_card_of_a_page_is_cut(rows: list[int], count: int, room: int) -> None:
    """And keeps four rows at least; any other has all its rows for itself."""
    page = lay(rows, 0, count, room)
    for placed in page:
        assert placed.whole == (rows[placed.place] - 1 == placed.rows)
        assert placed.whole or (placed is page[-1] and placed.parts[0].rows >= 4)


@given(heights, columns, rooms)
def test_a_card_no_longer_than_half_a_column_is_never_torn(rows: list[int], count: int, room: int) -> None:
    """It moves to the next column in whole."""
    for placed in lay(rows, 0, count, room):
        assert 1 == len(placed.parts) or rows[placed.place] - 1 > room // 2


def test_a_long_card_goes_on_in_the_next_column() -> None:
    """Both parts have a perforated row: 12 rows in 8 and 6."""
    assert [PlacedCard(0, (CardPart(0, 0, 10),)), PlacedCard(1, (CardPart(0, 11, 4), CardPart(1, 0, 15)))] == lay(
        [11, 18], 0, 2, 15
    )
    assert [PlacedCard(0, (CardPart(0, 0, 8), CardPart(1, 0, 6)))] == lay([13], 0, 2, 8)
