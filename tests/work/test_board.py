"""The board: all unfinished orders, and what each station sees of them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kiosk.work.board.board import Board, OnBoard, on_board, order_age, ticket_age, ticket_pace
from kiosk.work.board.standing import Standing
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from tests.playbooks import DINER
from tests.work.crew import MEAL, at


def entry(step: str, number: int = 1, wanted: tuple[Wish, ...] = MEAL, clock_set: int = 0) -> OnBoard:
    """Return an order at a step, under a number, opened while the wall clock was wrong by so many seconds."""
    order = at(step, wanted).order
    instant = order.opened.at
    stamp = replace(order.opened, at=replace(instant, at=instant.at + clock_set * 1000))
    return on_board(replace(order, id=f"order-{number}", number=number, seq=number * 5, opened=stamp), DINER, None)


def board(entries: Iterable[OnBoard]) -> Board:
    """Return a board with these orders."""
    return Board().with_orders(entries, 1)


def test_the_oldest_order_is_first() -> None:
    """As the journal has them, whatever order they became known in and whatever the wall clock was set to."""
    found = board([entry("greet", 3, clock_set=-3600), entry("greet", 2, clock_set=60), entry("greet", 1)])
    assert [1, 2, 3] == [one.order.number for one in found.orders.values()]


def test_an_order_that_is_over_leaves() -> None:
    """Finished or void."""
    crew = at("grill")
    crew.try_("void", "", ())
    void = on_board(crew.order, DINER, None)
    assert {} == board([entry("end"), void]).orders


def test_an_order_that_is_opened_again_comes_back_to_its_place() -> None:
    """A hand-over undone stands where it stood."""
    both = board([entry("hand-over", 1), entry("greet", 2)])
    gone = both.with_orders([replace(entry("end", 1))], 2)
    assert [2] == [one.order.number for one in gone.orders.values()]
    assert [1, 2] == [one.order.number for one in gone.with_orders([entry("hand-over", 1)], 3).orders.values()]


def test_the_last_row_known_never_goes_back() -> None:
    """Reading late news does not make the board older."""
    assert 7 == Board(7).with_orders([], 3).seq
    assert 9 == Board(7).with_orders([], 9).seq


def test_a_board_is_never_changed() -> None:
    """A screen that holds one may draw it at any time."""
    before = board([entry("greet", 1)])
    before.with_orders([entry("end", 1), entry("greet", 2)], 5)
    assert ["order-1"] == list(before.orders)


def test_a_rail_holds_the_open_tickets_of_its_stations() -> None:
    """Oldest order first, and of one order in the process's order."""
    found = board([entry("grill", 1), entry("greet", 2), entry("fry", 3)])
    assert [("order-1", "grill")] == [(one.order_id, one.step) for one in found.rail(["grill"])]
    assert [("order-1", "grill"), ("order-1", "fry"), ("order-3", "fry")] == [
        (one.order_id, one.step) for one in found.rail(["fry", "grill"])
    ]
    assert () == found.rail([])


def test_a_ticket_is_found_by_order_and_step() -> None:
    """And not found once the order is gone."""
    found = board([entry("grill", 1)])
    ticket = found.ticket("order-1", "grill")
    assert ticket is not None
    assert "open" == ticket.state
    assert found.ticket("order-1", "boil") is None
    assert found.ticket("order-9", "grill") is None


def test_orders_that_will_come_are_counted_once() -> None:
    """At the expo check and hand-over are one order coming; while one is open it is there."""
    found = board([entry("grill", 1), entry("check", 2), entry("greet", 3)])
    assert 1 == found.coming(["expo"])


def test_ready_means_that_only_the_hand_over_is_left() -> None:
    """Then its number is called."""
    assert entry("hand-over").ready()
    assert not entry("check").ready()
    assert not entry("take-order").ready()


def test_an_order_of_which_a_line_is_still_made_is_not_ready() -> None:
    """Though its hand-over is open for the lines that are there: its number is neither called nor shown."""
    there = entry("hand-over")
    last = there.tickets[-1]
    waits = replace(last, lines=(replace(last.lines[0], waits_for=("fry",)), *last.lines[1:]))
    assert not replace(there, tickets=(*there.tickets[:-1], waits)).ready()


def test_a_hold_that_is_over_holds_nothing_though_a_step_waits_for_its_time() -> None:
    """Twenty seconds later the grill begins, and fries that are to be ready with it are only started later."""
    together = replace(DINER, process=replace(DINER.process, together=True))
    crew = at("grill", playbook=together)
    crew.try_("hold", "", (), place=2)
    assert on_board(crew.order, together, None, crew.clock.now()).is_held
    later = crew.clock.advance(21)
    ended = on_board(crew.order, together, None, later)
    assert ["held"] == [ticket.state for ticket in ended.tickets if ticket.step == "fry"]
    assert not ended.is_held
    assert not crew.order.held_at(later)


def test_a_place_is_named_by_the_station_that_has_its_work() -> None:
    """Also where the order's own playbook does not know it."""
    there = entry("grill")
    fry = there.ticket("fry")
    assert fry
    assert ["Fry", "Grill", "annex"] == [
        board.place_name(there, fry)
        for board in (Board(), *(Board(standing=Standing(closed={"fry": to})) for to in ("grill", "annex")))
    ]


def test_a_guest_nobody_named_is_still_somebody() -> None:
    """Screens never meet a missing guest."""
    assert Guest("order-1") == entry("greet").guest


def test_a_tickets_age_stops_at_its_bump() -> None:
    """Open it runs, waiting it has none."""
    crew = at("grill")
    opened = crew.tickets()["grill"]
    assert 7000 == ticket_age(opened, crew.clock.advance(7))
    assert 0 == ticket_age(crew.tickets()["check"], crew.clock.now())
    crew.try_("bump", "grill", ())
    assert 7000 == ticket_age(crew.tickets()["grill"], crew.clock.advance(100))


def test_a_tickets_pace_is_that_of_its_procedure() -> None:
    """From its own warn and late times."""
    crew = at("grill")
    ticket = crew.tickets()["grill"]
    assert ["on pace", "due", "late"] == [
        ticket_pace(ticket, DINER, crew.clock.advance(seconds)) for seconds in (100, 80, 60)
    ]


def test_an_orders_age_stops_at_its_end() -> None:
    """Counted from its opening."""
    crew = at("end")
    assert order_age(crew.order, crew.clock.advance(500)) == 7000
