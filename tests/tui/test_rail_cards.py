"""Cards: what each says of its ticket, and what stays in sight where room is short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.tui.station.card import Cards, also_at
from kiosk.tui.station.rail.cards import Card, draw_card, natural_rows
from kiosk.tui.widgets.lines import Line, width_of
from kiosk.work.board.board import Board, OnBoard, on_board
from kiosk.work.board.standing import Standing
from kiosk.work.order.line import Wish
from kiosk.work.order.order import StepRecall
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.time.instant import Instant
from tests.playbooks import DINER
from tests.work.crew import MEAL, at
from tests.work.invented import Crew

ITEMS: tuple[Line, ...] = tuple(((f"  {count} × Item", "strong bold"),) for count in range(1, 13))
PLAIN = Card(("order", "grill"), "45", "Maya", "due", "2:14", ITEMS[:2])


def drawn(card: Card, rows: int = 0, width: int = 25, *, chosen: bool = False, digit: int = 0) -> list[str]:
    """Return the words of a card, in as many rows as it would take where none are said."""
    lines = draw_card(card, rows or natural_rows(card, 50) - 1, width, chosen=chosen, digit=digit)
    return ["".join(text for text, _ in line) for line in lines]


def at_grill(wanted: tuple[Wish, ...] = MEAL) -> tuple[Crew, OnBoard, Ticket]:
    """Return an order whose grill step is open."""
    crew = at("grill", wanted)
    entry = on_board(crew.order, DINER, None)
    ticket = entry.ticket("grill")
    assert ticket
    return crew, entry, ticket


@given(
    st.builds(
        Card,
        st.just(("order", "grill")),
        st.integers(1, 9999),
        st.sampled_from(["", "Maya", "好🍔" * 9]),
        st.sampled_from(["on pace", "due", "late"]),
        st.sampled_from(["0:00", "1:02:03"]),
        st.sampled_from([ITEMS[:count] for count in range(13)]),
        st.sampled_from(["", "Leo"]),
        *(st.booleans(),) * 8,
        st.sampled_from([(), ("Fry", "Dress")]),
    ),
    st.integers(1, 20),
    st.integers(1, 40),
    st.booleans(),
    st.integers(0, 9),
)
def test_a_card_fills_exactly_its_rows(card: Card, rows: int, width: int, chosen: bool, digit: int) -> None:
    """Whatever it has to say."""
    lines = draw_card(card, rows, width, chosen=chosen, digit=digit)
    assert [width] * rows == [width_of(line) for line in lines]


def test_what_is_pressing_stands_in_the_head_in_words() -> None:
    """With the time, at the right; number and name at the left."""
    assert "▌45 Maya    RUSH  ▲ 2:14 " == drawn(replace(PLAIN, rush=True))[0]
    assert " STOP " in drawn(replace(PLAIN, stop=True))[0]
    assert " NEW " in drawn(replace(PLAIN, new=True))[0]
    assert " ? " in drawn(replace(PLAIN, unknown=True))[0]


def test_the_most_pressing_keeps_its_word_where_room_is_short() -> None:
    """The others are left with a sign each, and the time stays whole."""
    everything = replace(PLAIN, rush=True, stop=True, new=True, unknown=True)
    head = drawn(everything, width=21)[0]
    assert " STOP R?N ▲ 2:14 " in head
    assert head.startswith("▌45 ")


@pytest.mark.parametrize(("lit", "ground"), [(True, "on accent"), (False, "on raised")])
def test_a_new_cards_head_flashes_and_says_new_in_both_halves(lit: bool, ground: str) -> None:
    """The colour changes, the word stays."""
    head, *_ = draw_card(replace(PLAIN, new=True, lit=lit), 5, 25, chosen=False)
    assert " NEW " in [text for text, _ in head]
    assert ground in head[1][1]


def test_allergy_recall_and_hold_have_a_row_below_the_head() -> None:
    """In words."""
    flags = drawn(replace(PLAIN, allergy=True, recalled=True))[1]
    assert "▌ ALLERGY   RECALLED" == flags.rstrip()
    assert " HELD " in drawn(replace(PLAIN, held=True))[1]


def test_the_foot_says_who_has_it_and_where_else_it_is_worked_on() -> None:
    """Either, both or none."""
    assert "▌also at: Fry, Dress" == drawn(replace(PLAIN, also_at=("Fry", "Dress")))[-1].rstrip()
    assert "▌Leo has it" == drawn(replace(PLAIN, holder="Leo"))[-1].rstrip()
    assert "▌Leo has it · also Fry" == drawn(replace(PLAIN, holder="Leo", also_at=("Fry",)))[-1].rstrip()
    assert "▌  2 × Item" == drawn(PLAIN)[-1].rstrip()


def test_lines_without_room_are_counted() -> None:
    """Twelve items in six rows below the head: five, and seven more."""
    card = replace(PLAIN, lines=ITEMS)
    assert ["▌  5 × Item", "▌  and 7 more"] == [line.rstrip() for line in drawn(card, 7)[-2:]]


def test_a_change_never_hides_among_the_lines_without_room() -> None:
    """The count names it."""
    struck: Line = (("  ", ""), ("VOID ", "bad bold"), ("1 × Burger", "quiet strike"))
    assert "▌  VOID and 12 more" == drawn(replace(PLAIN, lines=(*ITEMS[:11], struck, ITEMS[0])), 3)[-1].rstrip()


def test_a_digit_stands_before_the_number() -> None:
    """For the keys of a bump bar."""
    assert drawn(PLAIN, digit=3)[0].startswith("▌3›45 Maya")
    assert drawn(PLAIN, digit=3, chosen=True)[0].startswith("▌3› 45  Maya")


def test_a_card_says_what_its_order_and_ticket_say() -> None:
    """Rush, stop, recall, unknown item, hold."""
    crew, entry, ticket = at_grill()
    now = crew.clock.now()
    plain = Cards().card(entry, ticket, now, several=False)
    assert (False,) * 5 == (plain.rush, plain.stop, plain.recalled, plain.unknown, plain.held)
    order = replace(entry.order, rush=crew.stamp(), recalls=(StepRecall("grill", "Cold", True, crew.stamp()),))
    line = ticket.lines[0]
    odd = replace(line, line=replace(line.line, item=UNKNOWN, called="Wrap", choices=()), here=())
    changed = Cards().card(
        replace(entry, order=order), replace(ticket, stop=True, lines=(odd,), state="held"), now, several=False
    )
    assert (True,) * 5 == (changed.rush, changed.stop, changed.recalled, changed.unknown, changed.held)
    other = replace(order, recalls=(StepRecall("fry", "Cold", True, crew.stamp()),))
    assert not Cards().card(replace(entry, order=other), ticket, now, several=False).recalled


def test_a_ticket_is_new_for_six_seconds() -> None:
    """And lit in every other of them."""
    _, entry, ticket = at_grill()
    assert ticket.opened
    opened: Instant = ticket.opened.at
    cards = [Cards().card(entry, ticket, opened.later(1000 * second), several=False) for second in range(8)]
    assert [True] * 6 + [False] * 2 == [card.new for card in cards]
    assert [True, False] * 3 == [card.lit for card in cards[:6]]


def test_other_stations_that_make_something_are_named() -> None:
    """While they have not done it; the expo, which makes nothing, is not."""
    crew, entry, ticket = at_grill()
    assert ("Fry",) == also_at(entry, ticket, Board())
    crew.write(crew.decide("bump", "fry", (), crew.stamp()), crew.stamp())
    done = on_board(crew.order, DINER, None)
    assert () == also_at(done, ticket, Board())
    _, burger, alone = at_grill((Wish("burger"),))
    assert () == also_at(burger, alone, Board())


def test_a_closed_station_is_no_place_where_anything_is_made() -> None:
    """Its work is named where it is: nowhere else on the tickets of the station that has it."""
    _, entry, grill = at_grill()
    fry = entry.ticket("fry")
    assert fry
    closed = Board(standing=Standing(closed={"fry": "grill"}))
    assert ((), ()) == (also_at(entry, grill, closed), also_at(entry, fry, closed))
    assert () == Cards().card(entry, grill, entry.order.opened.at, several=False, board=closed).also_at
    elsewhere = Board(standing=Standing(closed={"fry": "expo"}))
    assert (("Expo",), ("Grill",)) == (also_at(entry, grill, elsewhere), also_at(entry, fry, elsewhere))


def test_added_lines_stand_below_a_line_that_says_so() -> None:
    """Once for all of them."""
    crew, entry, ticket = at_grill((Wish("burger"), Wish("burger"), Wish("burger")))
    first, *rest = ticket.lines
    added = replace(ticket, lines=(first, *(replace(line, addon=True) for line in rest)))
    card = Cards().card(entry, added, crew.clock.now(), several=False)
    words = ["".join(text for text, _ in line).strip() for line in card.lines]
    assert ["1 × Burger", "┄┄ ADD-ON ┄┄", "1 × Burger", "1 × Burger"] == words


def test_what_is_not_wanted_any_more_stands_first() -> None:
    """A card that is cut shows it before anything else."""
    crew, entry, ticket = at_grill((Wish("burger", 1), Wish("burger", 2), Wish("burger", 3)))
    one, two, three = ticket.lines
    stopped = replace(ticket, lines=(replace(one, addon=True), two, replace(three, struck=True)))
    card = Cards().card(entry, stopped, crew.clock.now(), several=False)
    words = ["".join(text for text, _ in line).strip() for line in card.lines]
    assert ["VOID 3 × Burger", "2 × Burger", "┄┄ ADD-ON ┄┄", "1 × Burger"] == words


def test_identical_lines_are_one_where_that_is_set() -> None:
    """Else each stands by itself."""
    crew, entry, ticket = at_grill((Wish("burger", 2), Wish("burger", 1)))
    now = crew.clock.now()
    assert 2 == len(Cards().card(entry, ticket, now, several=False).lines)
    (line,) = Cards(combine=True).card(entry, ticket, now, several=False).lines
    assert "3 × Burger" == "".join(text for text, _ in line).strip()


def test_lines_are_written_once_for_each_version() -> None:
    """And each time while one of them counts down."""
    crew, entry, ticket = at_grill((Wish("burger"),))
    cards, opened = Cards(), crew.clock.now()
    assert (
        cards.card(entry, ticket, opened, several=False).lines
        is cards.card(entry, ticket, opened.later(9000), several=False).lines
    )
    later = replace(ticket, lines=tuple(replace(line, starts=40) for line in ticket.lines))
    assert ticket.opened
    at_once, cards = ticket.opened.at, Cards()
    shown = [
        "".join(text for text, _ in cards.card(entry, later, at_once.later(ms), several=False).lines[-1]).strip()
        for ms in (0, 1000, 40_000, 41_000)
    ]
    assert ["in 0:40", "in 0:39", "1 × Burger", "1 × Burger"] == shown
