"""Places on a rail: no card that stays moves while the chosen ticket stays chosen or a finger is down."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.tui.station.rail.places import Places, RailSlot, TicketId

Board = list[tuple[TicketId, int]]
Look = tuple[Board, TicketId | None, bool]
"""A board with the rows of each card, the chosen ticket, and whether a finger is down."""

tickets = st.sampled_from([(order, "grill") for order in "abcdefgh"])
boards = st.lists(st.tuples(tickets, st.integers(2, 9)), unique_by=lambda card: card[0], max_size=8)
looks: st.SearchStrategy[Look] = st.tuples(boards, st.none() | tickets, st.booleans())


def ids(slots: tuple[RailSlot, ...]) -> list[TicketId]:
    """Return the tickets that are there."""
    return [slot.ticket for slot in slots if not slot.gone]


def tops(slots: tuple[RailSlot, ...]) -> dict[TicketId, int]:
    """Return the row each card begins in, counted from the first card."""
    found, row = {}, 0
    for slot in slots:
        found[slot.ticket] = row
        row += slot.rows
    return found


@given(st.lists(looks, max_size=8))
def test_every_card_is_somewhere_exactly_once(seen: list[Look]) -> None:
    """Whatever came, went, came back, was chosen or touched; and nothing else is there."""
    places = Places()
    for board, chosen, finger in seen:
        slots = places.settle(board, chosen, finger=finger)
        assert Counter(ticket for ticket, _ in board) == Counter(ids(slots))
        assert len(slots) == len({slot.ticket for slot in slots})


@given(st.lists(looks, max_size=5), tickets, st.lists(boards, min_size=2, max_size=6))
def test_no_card_that_stays_changes_its_row_while_the_chosen_one_stays_chosen(
    before: list[Look], chosen: TicketId, then: list[Board]
) -> None:
    """Nor does one that went and came back, and none takes more or fewer rows than it had."""
    places = Places()
    for board, other, finger in before:
        places.settle(board, other, finger=finger)
    known = places.settle(then[0], chosen, finger=False)
    for board in then[1:]:
        slots = places.settle(board, chosen, finger=False)
        assert tops(known) == {slot.ticket: tops(slots)[slot.ticket] for slot in known}
        assert [slot.rows for slot in known] == [slot.rows for slot in slots[: len(known)]]
        known = slots


@given(st.lists(looks, max_size=5), boards, st.lists(st.tuples(boards, st.none() | tickets), max_size=6))
def test_no_card_that_stays_changes_its_row_while_a_finger_is_down(
    before: list[Look], first: Board, then: list[tuple[Board, TicketId | None]]
) -> None:
    """Even where another ticket is chosen meanwhile, or none."""
    places = Places()
    for board, chosen, finger in before:
        places.settle(board, chosen, finger=finger)
    known = places.settle(first, None, finger=True)
    for board, chosen in then:
        slots = places.settle(board, chosen, finger=True)
        assert tops(known) == {slot.ticket: tops(slots)[slot.ticket] for slot in known}
        known = slots


@given(st.lists(looks, max_size=6), boards, tickets, st.booleans())
def test_after_another_is_chosen_the_order_is_the_boards(
    before: list[Look], board: Board, chosen: TicketId, finger: bool
) -> None:
    """At once, or when the finger that was down has gone; what went is forgotten, and each card has its rows."""
    places = Places()
    for other, earlier, down in before:
        places.settle(other, earlier if earlier != chosen else None, finger=down)
    if finger:
        places.settle(board, chosen, finger=True)
    assert tuple(RailSlot(*card) for card in board) == places.settle(board, chosen, finger=False)


@given(st.lists(looks, max_size=6), boards)
def test_with_nothing_chosen_and_no_finger_down_the_board_is_followed(before: list[Look], board: Board) -> None:
    """At once."""
    places = Places()
    for other, chosen, finger in before:
        places.settle(other, chosen, finger=finger)
    assert tuple(RailSlot(*card) for card in board) == places.settle(board, None, finger=False)


def test_a_rushed_order_comes_last_until_another_is_chosen() -> None:
    """Then it is the first."""
    a, b, rush = (("a", "grill"), 3), (("b", "grill"), 3), (("r", "grill"), 3)
    places = Places()
    places.settle([a, b], a[0], finger=False)
    assert [a[0], b[0], rush[0]] == ids(places.settle([rush, a, b], a[0], finger=False))
    assert [rush[0], a[0], b[0]] == ids(places.settle([rush, a, b], b[0], finger=False))


def test_what_went_leaves_an_empty_place() -> None:
    """What is below stays where it is."""
    a, b, c = (("a", "grill"), 3), (("b", "grill"), 4), (("c", "grill"), 5)
    places = Places()
    places.settle([a, b, c], c[0], finger=False)
    assert (RailSlot(a[0], 3), RailSlot(b[0], 4, gone=True), RailSlot(c[0], 5)) == places.settle(
        [a, c], c[0], finger=False
    )
