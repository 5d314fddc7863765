"""The rail drawn: pages, long orders, what is told of what is not seen, digits, and tickets that went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.tui.station.rail.cards import Card
from kiosk.tui.station.rail.page import TouchedPage
from kiosk.tui.station.rail.places import TicketId
from kiosk.tui.station.rail.sight import RailSight
from kiosk.tui.widgets.lines import Drawing, Line, Target

ITEMS: tuple[Line, ...] = tuple(((f"  {count} × Item", "strong bold"),) for count in range(1, 51))


def card(number: int, lines: int = 2, **changes: object) -> Card:
    """Return the card of an order."""
    plain = Card((f"order-{number}", "grill"), f"{number}", "", "due", "2:14", ITEMS[:lines])
    return replace(plain, **changes)


def ids(*cards: Card) -> list[TicketId]:
    """Name the tickets of some cards."""
    return [card.ticket for card in cards]


def rail(*cards: Card, chosen: Card | None = None, digits: bool = False) -> RailSight:
    """Return a rail with these cards."""
    made = RailSight()
    made.cards, made.chosen, made.digits = cards, chosen.ticket if chosen else None, digits
    return made


def text(drawing: Drawing) -> list[str]:
    """Return the words of each line."""
    return ["".join(words for words, _ in line).rstrip() for line in drawing.lines]


def means(drawing: Drawing) -> list[object]:
    """Return what can be touched, from the top."""
    return [target.means for target in drawing.targets]


def test_a_long_order_goes_on_in_the_next_column() -> None:
    """Along a perforated edge; every line is there, and both parts can be touched."""
    lines = text(drawing := rail(card(1, 3), card(45, 20)).draw(52, 17))
    assert "┄┄┄┄┄┄ 45 goes on ┄┄┄┄┄┄" in lines[-2]
    assert "┄┄ 45 ┄┄" in lines[1][26:]
    whole = "\n".join([line[:26] for line in lines] + [line[26:] for line in lines])
    assert [f"{count} × Item" in whole for count in range(1, 21)] == [True] * 20
    assert [("order-1", "grill"), ("order-45", "grill"), ("order-45", "grill")] == means(drawing)


def test_a_long_order_is_cut_in_a_single_column() -> None:
    """To five lines, or to a third of a high rail; what is missing is counted."""
    low, high = text(rail(card(45, 12)).draw(26, 17)), text(rail(card(45, 12)).draw(26, 30))
    assert ["▌  4 × Item", "▌  and 8 more"] == low[5:7]
    assert ["▌  9 × Item", "▌  and 3 more"] == high[10:12]


def test_the_last_card_of_a_page_is_cut_to_what_is_there() -> None:
    """It is seen, and can be touched."""
    cards = [card(number, 5) for number in (1, 2, 3)]
    drawing = rail(*cards).draw(26, 20)
    assert "▌  and 3 more" == text(drawing)[-2]
    assert ids(*cards) == means(drawing)


def test_cards_above_and_below_are_counted() -> None:
    """And a touch there turns the page."""
    cards = [card(number) for number in range(1, 31)]
    drawing = rail(*cards, chosen=cards[14]).draw(26, 20)
    shown = [ticket for ticket in means(drawing) if not isinstance(ticket, TouchedPage)]
    assert cards[14].ticket == shown[-1]
    assert f" ↑ {15 - len(shown)}  ↓ 15" == text(drawing)[-1]
    assert [TouchedPage(-1), TouchedPage(1)] == means(drawing)[-2:]


def test_a_rushed_order_that_stands_below_is_told_in_the_first_line() -> None:
    """One that came first, or is open, needs no telling."""
    first, rush, last = card(1), card(52, rush=True), card(3)
    assert " 3     RUSH 52 below" == text(rail(first, rush, last).draw(22, 20))[0]
    assert "RUSH 52 below" in text(rail(first, rush, last).draw(60, 20))[0]
    assert "3 on the rail" in text(rail(first, rush, last).draw(60, 20))[0]
    assert " 3 on the rail" == text(rail(rush, first, last).draw(26, 20))[0]
    assert " 3 on the rail" == text(rail(first, rush, last, chosen=rush).draw(26, 20))[0]


def test_a_rushed_order_out_of_sight_is_told_in_the_first_line() -> None:
    """Above or below."""
    cards = [card(number, rush=number in (1, 2)) for number in range(1, 31)]
    assert "RUSH 1 2 above" in text(rail(*cards, chosen=cards[20]).draw(26, 20))[0]
    many = [card(number, rush=number > 20) for number in range(1, 31)]
    assert text(rail(*many, chosen=many[0]).draw(26, 20))[0].endswith(" RUSH 21 22 23 … below")
    later = [card(number, rush=number == 20) for number in range(1, 31)]
    assert "RUSH 20 below" in text(rail(*later, chosen=later[0]).draw(26, 20))[0]


def test_a_rushed_order_that_comes_while_a_ticket_is_open_comes_last() -> None:
    """Its head says RUSH, the first line tells of it, and when another is opened it is the first."""
    one, two, rush = card(1), card(2), card(52, rush=True)
    there = rail(one, two, chosen=one)
    there.draw(26, 30)
    there.cards = (rush, one, two)
    lines = text(drawing := there.draw(26, 30))
    assert ids(one, two, rush) == means(drawing)
    assert "RUSH 52 below" in lines[0]
    assert "▌52" in lines[9]
    assert " RUSH " in lines[9]
    there.chosen = two.ticket
    assert ids(rush, one, two) == means(there.draw(26, 30))


def test_a_ticket_that_went_leaves_its_number_and_what_became_of_it() -> None:
    """The cards below stay in their rows, a touch there means nothing, and it is gone when another is opened."""
    one, two, three = card(1), card(45), card(3)
    there = rail(one, two, three, chosen=three)
    before = text(there.draw(26, 30))
    there.put((one, three), three.ticket, 0, went={two.ticket: "done"})
    drawing = there.draw(26, 30)
    lines = text(drawing)
    assert " 45 done" == lines[5]
    assert ["", "", ""] == lines[6:9]
    assert before[9:] == lines[9:]
    assert ids(one, three) == means(drawing)
    assert " 2 on the rail" == lines[0]
    there.put((one, three), one.ticket, 0)
    assert "45" not in "".join(text(there.draw(26, 30)))


def test_a_ticket_of_which_nothing_is_told_is_gone() -> None:
    """And one that comes back takes its place again."""
    one, two = card(45), card(2)
    there = rail(one, two, chosen=two)
    there.draw(26, 30)
    there.cards = (two,)
    assert " 45 gone" == text(there.draw(26, 30))[1]
    there.cards = (two, one)
    assert ids(one, two) == means(there.draw(26, 30))


def test_a_card_that_grows_moves_no_other() -> None:
    """It keeps its rows while the same ticket is open."""
    one, two = card(1), card(2)
    there = rail(one, two, chosen=two)
    before = text(there.draw(26, 30))
    there.cards = (replace(one, allergy=True, holder="Leo", lines=ITEMS[:5]), two)
    assert before[5:] == text(there.draw(26, 30))[5:]


def test_nine_cards_carry_digits_where_there_is_a_bump_bar() -> None:
    """In reading order, and a place that was left keeps its digit."""
    cards = [card(number, 1) for number in range(41, 53)]
    there = rail(*cards, chosen=cards[0], digits=True)
    there.draw(52, 20)
    there.cards = (*cards[:2], *cards[3:])
    lines = text(there.draw(52, 20))
    heads = [
        line[x : x + 26] for x in (0, 26) for line in lines if line[x : x + 1] == "▌" and "2:14" in line[x : x + 26]
    ]
    assert ["▌1› 41", "▌2›42", "▌4›44", "▌5›45"] == [head.split("  ")[0].rstrip() for head in heads[:4]]
    assert "▌9›49" in [head[:5] for head in heads]
    assert "▌50 " in [head[:4] for head in heads]
    assert not any("›" in line for line in text(rail(*cards).draw(52, 20)))


def test_one_line_names_what_is_pressing_in_one_sign() -> None:
    """R for rush, ! for stop, N for new, and a rushed order without room behind the ellipsis."""
    cards = (card(41), card(42, rush=True), card(43, stop=True, rush=True), card(44, new=True), card(45))
    assert "  5:  41▲ R42▲ !43▲ N44▲  45▲" == text(rail(*cards).draw(60, 1))[0]
    many = [card(number, rush=number == 52) for number in range(41, 60)]
    drawing = rail(*many, chosen=many[0]).draw(40, 1)
    assert " 19:  41▲  42▲  43▲  44▲  45▲  46▲ …R52" == text(drawing)[0]
    assert ids(*many[:6]) == means(drawing)


def test_one_line_keeps_places_too() -> None:
    """A number that went leaves a dash as wide."""
    one, two, three = card(41), card(42), card(43)
    there = rail(one, two, three, chosen=three)
    before = text(there.draw(40, 1))[0]
    there.cards = (one, three)
    assert "  2:  41▲  42–  43▲" == text(there.draw(40, 1))[0]
    assert before.index("43") == text(there.draw(40, 1))[0].index("43")
    assert ids(one, three) == means(there.draw(40, 1))


def test_a_new_card_is_new_until_it_is_opened() -> None:
    """Opened once, it is not new again when another is open."""
    new, old = card(1, new=True), card(2)
    there = rail(old, new)
    assert " NEW " in "".join(text(there.draw(26, 20)))
    there.chosen = new.ticket
    assert " NEW " not in "".join(text(there.draw(26, 20)))
    there.chosen = old.ticket
    assert " NEW " not in "".join(text(there.draw(26, 20)))


def test_with_nothing_open_the_rail_follows_the_board() -> None:
    """Rush first, and no empty places."""
    one, rush = card(1), card(52, rush=True)
    there = rail(card(7), one)
    there.draw(26, 20)
    there.cards = (rush, one)
    drawing = there.draw(26, 20)
    assert ids(rush, one) == means(drawing)
    assert "7" not in "".join(text(drawing))


kinds = st.tuples(st.integers(0, 20), st.booleans(), st.booleans())
"""How many lines a card has, and whether it is rushed and has an allergy."""


@given(
    st.lists(st.lists(st.tuples(st.integers(2, 20), kinds), unique_by=lambda pair: pair[0]), min_size=2, max_size=5),
    st.integers(0, 12),
    st.sampled_from([(26, 17), (22, 30), (52, 20), (78, 40), (60, 1)]),
)
def test_no_card_that_stays_moves_on_the_screen_while_the_chosen_one_stays_chosen(
    boards: list[list[tuple[int, tuple[int, bool, bool]]]], before: int, size: tuple[int, int]
) -> None:
    """In columns and in one line, wherever the view stands, whatever comes, goes, grows or is rushed."""
    open_one = card(1)
    there = rail(chosen=open_one)
    seen: dict[object, Target] = {}
    for board in boards:
        cards = [card(number, lines, rush=rush, allergy=allergy) for number, (lines, rush, allergy) in board]
        there.cards = (*cards[:before], open_one, *cards[before:])
        drawing = there.draw(*size)
        assert size[1] >= len(drawing.lines)
        now = {target.means: target for target in drawing.targets if not isinstance(target.means, TouchedPage)}
        assert open_one.ticket in now
        for means in now.keys() & seen.keys():
            assert seen[means] == now[means]
        seen |= now
