"""Counts: what is still to be made, by item and by part, and that they never drift from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.work.board.board import Board, OnBoard, on_board
from kiosk.work.board.counts import Counts, counts
from kiosk.work.board.standing import Standing
from kiosk.work.order.line import Line, Wish, parts
from kiosk.work.order.order_events import OrderChanged, OrderTaken
from kiosk.work.order.routing import covers
from kiosk.work.order.ticket_events import LineBumped, LineUndone, TicketBumped, TicketRecalled, TicketUndone
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant
from tests.playbooks import DINER
from tests.work.crew import BURGER, FRIES, MEAL, at
from tests.work.invented import Crew, Press, playbooks, press, shifts, wishes
from tests.work.test_rules_any import finish

Shift = tuple[Crew, tuple[Wish, ...], list[Press]]

ALL = ("front", "grill", "fry", "expo")


def entry(crew: Crew, number: int = 1) -> OnBoard:
    """Return a crew's order as one of several on a board."""
    order = replace(crew.order, id=f"order-{number}", number=number, seq=number)
    return on_board(order, crew.playbook, None, crew.clock.now())


def count(*crews: Crew, stations: Iterable[str] = ALL, standing: Standing | None = None) -> Counts:
    """Count what these orders still ask for."""
    entries = [entry(crew, number) for number, crew in enumerate(crews, 1)]
    return counts(Board().with_orders(entries, 1, standing), stations, crews[-1].clock.now())


def short(found: Counts) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Return items and parts as open and coming, by name."""
    items = {one.name: (one.open, one.coming) for one in found.items}
    return items, {one.name: (one.open, one.coming) for one in found.parts}


def test_what_is_open_and_what_is_coming_stand_apart() -> None:
    """An order that still has to be paid is coming to the grill; one that is paid is there."""
    found = short(count(at("pay", (Wish("meal", 2),)), at("grill", BURGER), stations=["grill"]))
    assert ({"Burger": (1, 2)}, {"patties": (1, 2), "onions": (1, 2)}) == found


def test_a_combo_counts_as_its_items() -> None:
    """Nobody makes a meal; a burger and fries are made."""
    assert {"Burger": (1, 0), "small Fries": (1, 0)} == short(count(at("grill", MEAL)))[0]


def test_one_is_named_in_the_singular_and_several_in_the_plural() -> None:
    """`1 patty`, `2 patties`."""
    assert ["patty", "onion"] == [one.name for one in count(at("grill", BURGER)).parts]
    assert ["patties", "onions"] == [one.name for one in count(at("grill", BURGER), at("grill", BURGER)).parts]


def test_the_most_stand_first() -> None:
    """What there is most of is read first; what there is as much of stands as it was ordered."""
    found = count(at("grill", FRIES), at("grill", (Wish("meal", 3),)))
    assert ["fries", "patty", "onion"] == [one.id for one in found.parts]


def test_what_is_done_counts_no_more() -> None:
    """A bumped ticket, and a single line of an open one."""
    crew = at("grill", (Wish("burger"), Wish("burger", 2)))
    crew.try_("line", "grill", (), place=1)
    assert {"Burger": (1, 0)} == short(count(crew, stations=["grill"]))[0]
    crew.try_("line", "grill", (), place=0)
    assert Counts((), ()) == count(crew, stations=["grill"])


def test_what_is_void_counts_no_more() -> None:
    """A line struck out of a sent order stands on the ticket to be acknowledged, and is not to be made."""
    crew = at("grill", (Wish("burger"), Wish("burger", 2)))
    crew.try_("void-line", "", (), place=1)
    assert {"Burger": (1, 0)} == short(count(crew, stations=["grill"]))[0]


def test_what_is_on_hold_counts_nowhere() -> None:
    """Nobody is to make it yet; once fired it counts again."""
    crew = at("grill", MEAL)
    crew.try_("hold", "", (), place=0)
    assert Counts((), ()) == count(crew)
    crew.try_("fire-all", "", ())
    assert {"patty": (1, 0), "onion": (1, 0), "fries": (1, 0)} == short(count(crew))[1]


def test_what_waits_for_its_time_is_coming() -> None:
    """Fries that are fired later so that all ends together are not on the rail yet, and will be."""
    together = replace(DINER, process=replace(DINER.process, together=True))
    found = count(at("grill", MEAL, together))
    assert {"patty": (1, 0), "onion": (1, 0), "fries": (0, 1)} == short(found)[1]


def test_what_is_not_on_the_menu_counts_under_what_it_is_called() -> None:
    """At every station that makes something, and once for all of them."""
    crew = Crew(DINER).open(outside=True, wanted=(Wish(UNKNOWN, 2, called="Poutine"),))
    for stations in (["grill"], ["fry"], ALL):
        found = count(crew, stations=stations)
        assert [(UNKNOWN, "Poutine", 2, 0)] == [(one.id, one.name, one.open, one.coming) for one in found.items]
        assert () == found.parts


def test_a_closed_stations_work_counts_where_it_is_done() -> None:
    """With the fryer closed the grill has its fries."""
    crew, closed = at("grill", MEAL), Standing(closed={"fry": "grill"})
    assert {"patty", "onion", "fries"} == {one.id for one in count(crew, stations=["grill"], standing=closed).parts}
    assert Counts((), ()) == count(crew, stations=["fry"], standing=closed)


def test_stations_that_make_nothing_count_what_they_put_together() -> None:
    """The expo alone: what lies ready to be checked is open, what is still made is coming; once, whatever its steps."""
    found = count(at("check", BURGER), at("grill", BURGER), stations=["expo"])
    assert ({"Burger": (1, 1)}, {}) == short(found)


def on_rails(board: Board, stations: Iterable[str]) -> Counter[str]:
    """Count parts by looking at every line that can be worked on now."""
    found: Counter[str] = Counter()
    for ticket in board.rail(stations):
        book = board.orders[ticket.order_id].playbook
        for one in ticket.lines:
            if not one.done and not one.struck and not one.waits_for:
                found += made_of(book, ticket.step, one.line)
    return found


def made_of(book: Playbook, step: str, line: Line) -> Counter[str]:
    """Count the parts of a line that a step makes."""
    held = parts(book.menu, line.item, line.choices)
    return Counter({part: held[part] * line.quantity for part in book.process.step[step].makes})


def asked_for(crew: Crew) -> Counter[str]:
    """Count the parts that are still to be made by going through the events, and through nothing else."""
    lines: tuple[Line, ...] = ()
    done: dict[str, dict[int, tuple[Line, int]]] = {step.id: {} for step in crew.playbook.process.steps}
    bumped: dict[str, int] = {}
    for record in crew.records:
        match record.event:
            case OrderTaken() | OrderChanged():
                lines = record.event.lines
            case TicketBumped(step):
                bumped[step] = record.stamp.at.mono
                old = done[step]
                done[step] = {
                    one.id: old[one.id] if one.id in old and old[one.id][0] == one else (one, bumped[step])
                    for one in lines
                } | {key: was for key, was in old.items() if key not in {one.id for one in lines}}
            case TicketUndone(step):
                done[step] = {key: was for key, was in done[step].items() if was[1] != bumped[step]}
            case TicketRecalled(step, line=again):  # one line of it, or all
                done[step] = {key: was for key, was in done[step].items() if again and key != again}
            case LineBumped(step, place):
                done[step][place] = next(one for one in lines if one.id == place), record.stamp.at.mono
            case LineUndone(step, place):
                del done[step][place]
            case _:
                pass
    found: Counter[str] = Counter()
    for made in crew.playbook.process.steps:
        for one in lines if made.makes else ():
            was = done[made.id].get(one.id)
            if was is None or not covers(crew.playbook, made, was[0], one):
                found += made_of(crew.playbook, made.id, one)
    return found


def check(crew: Crew) -> None:
    """Hold the counts against the events and against the rails."""
    now = crew.clock.now()
    board = Board().with_orders([on_board(crew.order, crew.playbook, None, now)], 1)
    found = counts(board, crew.playbook.station, now)
    assert on_rails(board, crew.playbook.station) == {one.id: one.open for one in found.parts if one.open}
    if crew.order.over:
        assert Counts((), ()) == found
    elif crew.order.held_at(now):
        assert not any(one.coming for one in (*found.items, *found.parts))
    else:
        assert asked_for(crew) == {one.id: one.total for one in found.parts}


@given(shifts())
def test_counts_never_drift_from_the_record(shift: Shift) -> None:
    """After whatever was tried the parts are those of the lines as the events have them, less what was done."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
        check(crew)


@given(shifts(gates=False))
def test_finishing_everything_brings_all_to_nothing(shift: Shift) -> None:
    """No part and no item is left over, at any station."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
    finish(crew, wanted)
    assert Counts((), ()) == count(crew, stations=crew.playbook.station)


@given(st.data())
def test_stations_add_up(data: st.DataObject) -> None:
    """Parts are made at one station each, so all stations together have what each of them has."""
    playbook = data.draw(playbooks(gates=False))
    crews = [Crew(playbook).open(outside=True, wanted=data.draw(wishes(playbook.menu))) for _ in range(2)]
    each: Counter[str] = Counter()
    for station in playbook.station:
        each.update({one.id: one.total for one in count(*crews, stations=[station]).parts})
    assert each == {one.id: one.total for one in count(*crews, stations=playbook.station).parts}


def test_time_that_came_ends_a_hold_by_itself() -> None:
    """Until then it counts nowhere."""
    crew = at("grill", BURGER)
    crew.try_("hold", "", (), place=2)
    assert Counts((), ()) == count(crew)
    later: Instant = crew.clock.advance(21)
    assert not crew.order.held_at(later)
    assert {"patty": (1, 0), "onion": (1, 0)} == short(count(crew))[1]
