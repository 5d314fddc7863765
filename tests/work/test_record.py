"""What the record keeps of an order after each verb of a kitchen: its clocks, its losses, its row."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.work.order.event import Event
from kiosk.work.order.line import Choice, Wish
from kiosk.work.order.order_events import OrderUnvoided
from kiosk.work.record.losses import RecallRow, WasteRow, remakes
from kiosk.work.record.record import OrderRow, Rows, rows
from kiosk.work.time.instant import utc
from kiosk.work.verb.change import wishes_of
from tests.hands import (
    acknowledge,
    bump_line,
    change,
    fire,
    hand_over_early,
    hold,
    recall,
    remake,
    review,
    rush,
    unrush,
    void,
    void_line,
    waste,
)
from tests.playbooks import DINER
from tests.work.crew import MEAL, at
from tests.work.invented import Crew


def of(crew: Crew) -> Rows:
    """Return the order's rows."""
    return rows(crew.order, crew.playbook)


def row(crew: Crew) -> OrderRow:
    """Return the order's own row."""
    (only,) = of(crew).orders
    return only


def does(crew: Crew, events: tuple[Event, ...], after: float = 1.0, by: str = "Ana") -> None:
    """Let time pass, and write what was decided."""
    crew.clock.advance(after)
    crew.write(events, crew.stamp(by))


def again(crew: Crew) -> None:
    """Do every open step, a second each."""
    while open_ := [one.step for one in crew.tickets().values() if one.state == "open"]:
        crew.clock.advance(1)
        assert crew.try_("bump", open_[0], ())


# The clocks.


def test_three_clocks_end_at_the_hand_over() -> None:
    """Opened, receipt and readiness each begin one: with a second a step, seven, four and one."""
    done = row(at("end"))
    assert (7.0, 4.0, 1.0) == (done.seconds, done.r2p_s, done.handoff_s)


def test_r2p_of_an_outside_order_begins_at_the_taking() -> None:
    """Nobody pays at the front, so its receipt is the order itself."""
    crew = Crew(DINER).open(outside=True, wanted=MEAL)
    crew.clock.advance(30)
    again(crew)
    assert (34.0, 34.0, 1.0) == (row(crew).seconds, row(crew).r2p_s, row(crew).handoff_s)


def test_r2p_begins_at_the_last_step_at_the_front_before_the_kitchen() -> None:
    """A hand-over at the front is no receipt, though it is a step at the front and the last one."""
    steps = tuple(replace(one, station="front") if one.id == "hand-over" else one for one in DINER.process.steps)
    playbook = replace(DINER, process=replace(DINER.process, steps=steps))
    assert 4.0 == row(at("end", playbook=playbook)).r2p_s


def test_the_last_ticket_is_the_one_that_was_bumped_last() -> None:
    """Where two steps end a process in any order, readiness is of the one the guest waited for."""
    steps = tuple(replace(one, after=("pay",)) if one.id == "hand-over" else one for one in DINER.process.steps)
    crew = at("grill", playbook=replace(DINER, process=replace(DINER.process, steps=steps)))
    for step in ("hand-over", "grill", "fry", "check"):
        crew.clock.advance(10)
        assert crew.try_("bump", step, ())
    assert ("finished", 10.0) == (row(crew).state, row(crew).handoff_s)


def test_open_and_void_orders_have_no_clock() -> None:
    """Nothing was presented."""
    crew = at("check")
    assert (None, None, None) == (row(crew).seconds, row(crew).r2p_s, row(crew).handoff_s)
    does(crew, void(crew.order, "left"))
    assert (None, None, None) == (row(crew).seconds, row(crew).r2p_s, row(crew).handoff_s)


# Hold.


def test_the_time_on_hold_counts_on_no_clock() -> None:
    """Held for an hour between grill and fry: no clock and no total knows of it."""
    crew = at("fry")
    does(crew, hold(crew.order, "waits outside", 0, crew.stamp()))
    does(crew, fire(crew.order, DINER, "", crew.stamp()), 3600)
    again(crew)
    done = row(crew)
    assert (1, 3600.0) == (done.holds, done.held_s)
    assert (8.0, 5.0, 1.0) == (done.seconds, done.r2p_s, done.handoff_s)
    fried = next(one for one in of(crew).completions if one.step == "fry")
    assert 3.0 == fried.total_s


def test_an_order_on_hold_is_counted_before_it_is_fired() -> None:
    """That it is held is known at once, for how long only at its end."""
    crew = at("grill")
    does(crew, hold(crew.order, "waits outside", 0, crew.stamp()))
    assert (1, None) == (row(crew).holds, row(crew).held_s)
    does(crew, void(crew.order, "left"), 50)
    assert (1, 50.0) == (row(crew).holds, row(crew).held_s)


# Recalls.


def test_a_recalled_step_leaves_the_completions_until_it_is_bumped_again() -> None:
    """So do the steps after it; then their rows say how often they were done again."""
    crew = at("hand-over")
    does(crew, recall(crew.order, DINER, "grill", "raw"))
    assert ["greet", "take-order", "pay", "fry"] == [one.step for one in of(crew).completions]
    again(crew)
    assert {"grill": 1, "check": 1} == {one.step: one.recalled for one in of(crew).completions if one.recalled}
    assert 1 == row(crew).recalls


def test_a_finished_order_that_is_recalled_is_open_again() -> None:
    """No end, no clocks; the second hand-over gives it both, from where they began the first time."""
    crew = at("end")
    does(crew, recall(crew.order, DINER, "check", "=cold"), 100)
    opened = row(crew)
    assert ("open", "", None, None, None) == (
        *(opened.state, opened.finished_at),
        *(opened.seconds, opened.r2p_s, opened.handoff_s),
    )
    again(crew)
    done = row(crew)
    assert ("finished", 109.0, 106.0, 1.0) == (done.state, done.seconds, done.r2p_s, done.handoff_s)


def test_one_recall_is_one_however_many_steps_it_opens() -> None:
    """The step that was meant stands first, the others follow it, all of them after the hand-over."""
    crew = at("end")
    does(crew, recall(crew.order, DINER, "grill", "raw"))
    assert [("grill", 0, 1), ("check", 1, 1), ("hand-over", 1, 1)] == [
        (one.step, one.follows, one.handed_over) for one in of(crew).recalls
    ]
    again(crew)
    does(crew, review(crew.order, DINER, "fry", "soggy"), by="Leo")
    (fry,) = (one for one in of(crew).recalls if one.step == "fry")
    assert (
        RecallRow(
            *("order", 4, "fry", 1, "2026-11-22", "Fry", "soggy"),
            *(0, 1, 0, "Leo", "fry", fry.at),
        )
        == fry
    )
    assert 2 == row(crew).recalls


def test_a_recall_in_the_house_is_told_from_one_after_the_hand_over() -> None:
    """The guest has not seen what was put right before."""
    crew = at("check")
    does(crew, recall(crew.order, DINER, "grill", "raw"))
    assert [0] == [one.handed_over for one in of(crew).recalls]


# Changes and waste.


def test_a_change_counts_as_it_is_wanted_now() -> None:
    """Pieces and price follow what the guest wants, and the change is counted."""
    crew = at("grill", (Wish("burger", 2), Wish("fries")))
    before = row(crew)
    does(crew, change(crew.order, DINER, wishes_of(crew.order)[:1], "no fries", crew.stamp()))
    after = row(crew)
    assert (3, 2, 0, 1) == (before.items, after.items, before.changes, after.changes)
    assert after.total_cents < before.total_cents


def test_waste_in_the_press_that_acknowledges_is_of_what_the_station_made() -> None:
    """A meal that is not wanted: the grill throws the burger away, not the fries and not the meal."""
    crew = at("fry", (Wish("meal"), Wish("fries")))
    does(crew, void_line(crew.order, DINER, 1, "sorry", crew.stamp()))
    does(crew, acknowledge(crew.order, DINER, "grill", "made already", crew.stamp()))
    (burger,) = of(crew).waste
    assert (
        WasteRow(
            *("order", 1, "grill", 1, "2026-11-22", "Grill", "burger", "Burger"),
            *(1, "made already", "Ana", "grill", burger.at),
        )
        == burger
    )
    assert 1 == row(crew).wasted


def test_waste_is_of_the_pieces_that_went() -> None:
    """One of three burgers less wastes one; what was seen before it was made wastes none."""
    crew = at("fry", (Wish("burger", 3), Wish("fries")))
    wishes = wishes_of(crew.order)
    does(crew, change(crew.order, DINER, (replace(wishes[0], quantity=2), wishes[1]), "two", crew.stamp()))
    does(crew, acknowledge(crew.order, DINER, "grill", "made already", crew.stamp()))
    assert [(1, "Burger")] == [(one.quantity, one.name) for one in of(crew).waste]
    crew = at("grill", (Wish("burger", 3), Wish("fries")))
    does(crew, change(crew.order, DINER, (replace(wishes[0], quantity=2), wishes[1]), "two", crew.stamp()))
    does(crew, acknowledge(crew.order, DINER, "grill", "", crew.stamp()))
    assert () == of(crew).waste


def test_what_somebody_throws_away_is_kept_whatever_the_station() -> None:
    """Fries dropped at the grill, and after the order is over: both stand there with their reason."""
    crew = at("end")
    fries = next(line.id for line in crew.order.lines if line.item == "fries")
    does(crew, waste(crew.order, DINER, "grill", fries, quantity=1, reason="=dropped"))
    does(crew, waste(crew.order, DINER, "fry", fries, quantity=1, reason="cold"))
    assert [("grill", "Fries", "=dropped"), ("fry", "Fries", "cold")] == [
        (one.step, one.name, one.reason) for one in of(crew).waste
    ]
    assert ("finished", 2) == (row(crew).state, row(crew).wasted)


def test_a_choice_that_is_not_wanted_any_more_wastes_its_piece() -> None:
    """A burger made with onions, and the guest wants none: the burger is gone."""
    onions = Choice("toppings", "onion", "extra")
    crew = at("check", (Wish("burger", 1, (onions,)),))
    does(crew, void_line(crew.order, DINER, 1, "no onions", crew.stamp(), choice=onions))
    does(crew, acknowledge(crew.order, DINER, "grill", "made already", crew.stamp()))
    assert [("burger", 1)] == [(one.item, one.quantity) for one in of(crew).waste]


# The rest.


def test_an_early_hand_over_is_finished_with_steps_missing() -> None:
    """It has its reason and its clocks, and no completion for what was not done; a recall takes the reason back."""
    crew = at("fry")
    does(crew, hand_over_early(crew.order, DINER, "bus leaves", crew.stamp()))
    done = row(crew)
    assert ("finished", "bus leaves", 5) == (done.state, done.early, done.steps)
    assert ["greet", "take-order", "pay", "grill", "hand-over"] == [one.step for one in of(crew).completions]
    assert None not in (done.seconds, done.r2p_s, done.handoff_s)
    does(crew, recall(crew.order, DINER, "hand-over", "back"))
    assert ("open", "") == (row(crew).state, row(crew).early)


def test_a_void_taken_back_leaves_no_trace_in_the_row() -> None:
    """The events keep it; the order is open as before."""
    crew = at("grill")
    before = row(crew)
    does(crew, void(crew.order, "wrong order"))
    assert "void" == row(crew).state
    does(crew, (OrderUnvoided(),))
    assert before == row(crew)


def test_rush_counts_while_it_stands() -> None:
    """An order rushed to its end was rushed; one that took its place again was not."""
    crew = at("grill")
    does(crew, rush(crew.order, DINER, "child cries", ()))
    assert 1 == row(crew).rushed
    again(crew)
    assert 1 == row(crew).rushed
    crew = at("grill")
    does(crew, rush(crew.order, DINER, "child cries", ()))
    does(crew, unrush(crew.order, DINER))
    assert 0 == row(crew).rushed


def test_bumps_taken_back_are_counted() -> None:
    """Two undone bumps of one order are two, though both stand as done in the end."""
    crew = at("fry")
    for _ in range(2):
        assert crew.try_("undo", "grill", ())
        assert crew.try_("bump", "grill", ())
    assert (2, 4) == (row(crew).undone, row(crew).steps)


def test_lines_bumped_one_by_one_are_counted() -> None:
    """Two of three burgers by themselves, the rest with the ticket."""
    crew = at("grill", (Wish("burger"), Wish("burger", 2, note="well done"), Wish("burger", 1, note="rare")))
    for line in (1, 2):
        does(crew, bump_line(crew.order, DINER, "grill", line, crew.stamp()))
    assert crew.try_("bump", "grill", ())
    grilled = next(one for one in of(crew).completions if one.step == "grill")
    assert (2, 4) == (grilled.lines, grilled.items)


# Remakes.


def test_a_remake_has_both_clocks_and_its_price() -> None:
    """An item of a meal costs as it does alone; made twice, each has when it was done again, empty until then."""
    crew = at("check")
    opened, bumped = crew.tickets()["grill"].opened, crew.order.bumps["grill"].stamp
    for _ in range(2):
        does(crew, remake(crew.order, DINER, "grill", 2, crew.stamp(), cause="cold"), 60)
        crew.clock.advance(30)
        crew.try_("bump", "grill", ())
    first, second = of(crew).remakes
    assert (1, 2, "Burger", 1, "cold", 450) == (
        *(first.place, second.place, first.name, first.quantity, first.cause, first.price_cents),
    )
    assert opened is not None
    assert (utc(opened.at.at), utc(bumped.at.at)) == (first.since, first.made)
    assert (first.at, first.made_again) == (second.since, second.made)
    assert utc(crew.order.bumps["grill"].stamp.at.at) == second.made_again > second.at
    does(crew, remake(crew.order, DINER, "grill", 2, crew.stamp()))
    assert "" == of(crew).remakes[2].made_again


def test_what_is_not_on_the_menu_is_made_again_without_a_price() -> None:
    """Nobody knows what it costs."""
    crew = Crew(DINER).open(outside=True, wanted=(Wish("?", 1, called="Brownie"),))
    does(crew, remake(crew.order, DINER, "grill", 1, crew.stamp()))
    assert [("Brownie", None)] == [(one.name, one.price_cents) for one in remakes(crew.order, DINER)]


# What was sold.


def test_a_line_that_is_sold_says_what_and_when_and_which_of_its_steps_were_late() -> None:
    """A combo has the price, its items what they add; made is made when all that make it are done."""
    crew = at("grill", (*MEAL, Wish("burger", 2, (Choice("toppings", "onion", "no"),))))
    meal, *inside, burger = of(crew).lines
    assert (0, 1, {meal.line}) == (meal.combo, meal.quantity, {one.combo for one in inside})
    assert ("Burger", "no onion", 2, 2 * burger.price_cents) == (
        *(burger.name, burger.choices, burger.quantity, burger.total_cents),
    )
    assert row(crew).total_cents == sum(one.total_cents for one in of(crew).lines)
    assert ("", "", 0) == (burger.made_at, burger.finished_at, burger.late)
    crew.clock.advance(DINER.procedure["grill"].when.late)
    assert crew.try_("bump", "grill", ())
    burger = of(crew).lines[-1]
    assert (utc(crew.stamp().at.at), 1) == (burger.made_at, burger.late)
    assert {"Fries": ("", 0)} == {one.name: (one.made_at, one.late) for one in of(crew).lines if one.item == "fries"}
    again(crew)
    assert {("finished", row(crew).finished_at)} == {(one.state, one.finished_at) for one in of(crew).lines}
    assert all(one.made_at for one in of(crew).lines if one.item in ("burger", "fries"))


def test_what_is_taken_out_of_an_order_was_not_sold() -> None:
    """Its line goes; what the outside called an item nobody knows stands under that name."""
    crew = at("grill", (Wish("burger"), Wish("fries")))
    does(crew, void_line(crew.order, DINER, 2, "Guest left", crew.stamp()))
    assert ["burger"] == [one.item for one in of(crew).lines]
    unknown = Crew(DINER).open(outside=True, wanted=(Wish("?", 1, called="Brownie"),))
    assert ["Brownie"] == [one.name for one in of(unknown).lines]
