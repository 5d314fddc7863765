"""The columns of a rail: nothing overlaps, nothing is left out, and a long card goes on in the next column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.tui.widgets.rail_layout import Part, Placed, lay

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
def test_turning_pages_shows_every_card(rows: list[int], count: int, room: int) -> None:
    """In their order, each once, and each page shows at least one."""
    seen: list[int] = []
    while len(seen) < len(rows):
        page = [placed.place for placed in lay(rows, len(seen), count, room)]
        assert page
        seen += page
    assert list(range(len(rows))) == seen


@given(heights, columns, rooms)
def test_only_a_card_that_is_longer_than_the_page_is_cut(rows: list[int], count: int, room: int) -> None:
    """And only where it is the first; any other has all its rows for itself."""
    for place, placed in enumerate(lay(rows, 0, count, room)):
        if placed.rows < rows[placed.place] - 1:
            assert 0 == place
            assert rows[0] - 1 > count * room - 2 * (count - 1)
        else:
            assert rows[placed.place] - 1 == placed.rows


@given(heights, columns, rooms)
def test_a_card_no_longer_than_half_a_column_is_never_torn(rows: list[int], count: int, room: int) -> None:
    """It moves to the next column in whole."""
    for placed in lay(rows, 0, count, room):
        assert 1 == len(placed.parts) or rows[placed.place] - 1 > room // 2


def test_a_long_card_goes_on_in_the_next_column() -> None:
    """Both parts have a perforated row: 12 rows in 8 and 6."""
    assert [Placed(0, (Part(0, 0, 10),)), Placed(1, (Part(0, 11, 4), Part(1, 0, 15)))] == lay([11, 18], 0, 2, 15)
    assert [Placed(0, (Part(0, 0, 8), Part(1, 0, 6)))] == lay([13], 0, 2, 8)
