"""Which steps an order needs, which lines stand on each ticket, and what waits for what."""

from __future__ import annotations

from kiosk.work.order.line import Wish, parse_choice
from kiosk.work.order.routing import needed, tickets, waits
from kiosk.work.order.ticket_events import TicketTakenUp
from kiosk.work.time.instant import Instant
from tests.playbooks import DINER
from tests.work.crew import BURGER, FRIES, MEAL, at
from tests.work.invented import Crew


def steps(crew: Crew) -> list[str]:
    """Name the needed steps in their order."""
    return [step.id for step in needed(crew.order, crew.playbook)]


def test_until_the_order_is_taken_only_the_way_there_is_known() -> None:
    """Nobody knows yet whether the grill is needed."""
    assert ["greet", "take-order"] == steps(at("greet"))


def test_a_step_that_makes_nothing_of_the_order_is_left_out() -> None:
    """Fries alone never reach the grill; the check waits for the fryer and for what the grill waits for."""
    crew = at("pay", FRIES)
    assert ["greet", "take-order", "pay", "fry", "check", "hand-over"] == steps(crew)
    assert {"pay", "fry"} == set(waits(DINER, needed(crew.order, DINER))["check"])
    crew.try_("bump", "pay", ())
    crew.try_("bump", "fry", ())
    assert "open" == crew.tickets()["check"].state


def test_a_meal_needs_every_step() -> None:
    """A combo is made where its items are made."""
    crew = at("pay")
    assert ["greet", "take-order", "pay", "grill", "fry", "check", "hand-over"] == steps(crew)
    assert ("grill", "fry") == waits(DINER, needed(crew.order, DINER))["check"]


def test_an_order_from_outside_skips_the_front() -> None:
    """Its first tickets open when it was taken."""
    crew = Crew(DINER).open(outside=True, wanted=MEAL)
    assert ["grill", "fry", "check", "hand-over"] == steps(crew)
    assert ["open", "open", "waiting", "waiting"] == [ticket.state for ticket in crew.tickets().values()]
    assert crew.order.taken == crew.tickets()["grill"].opened


def test_a_ticket_holds_the_lines_of_its_station() -> None:
    """The grill sees the burger, the fryer the fries, the check all of it, the combo's own line included."""
    crew = at("pay")
    held = {step: [one.line.item for one in ticket.lines] for step, ticket in crew.tickets().items()}
    assert ["burger"] == held["grill"]
    assert ["fries"] == held["fry"]
    assert ["meal", "burger", "fries"] == held["check"]


def test_a_burger_without_its_part_still_reaches_the_station() -> None:
    """NO onion is said where onions would have gone on."""
    wish = Wish("burger", 1, (parse_choice(DINER.menu, "burger", "no onion"),))
    crew = at("pay", (wish,))
    (line,) = crew.tickets()["grill"].lines
    assert wish.choices == line.here
    assert () == line.elsewhere


def test_a_choice_another_station_makes_is_told_quietly() -> None:
    """A size is the fryer's; the choice stands with the line wherever the whole order stands."""
    wish = Wish("fries", 1, (parse_choice(DINER.menu, "fries", "large"),))
    crew = at("pay", (wish,))
    (at_fryer,), (at_check,) = crew.tickets()["fry"].lines, crew.tickets()["check"].lines
    assert wish.choices == at_fryer.here == at_check.here


def test_a_ticket_opens_with_the_last_bump_it_waited_for() -> None:
    """Its time counts from there, by the steady clock, though the wall clock was set back meanwhile."""
    crew = at("grill")
    crew.clock.advance(5)
    crew.try_("bump", "grill", ())
    crew.clock.jump_wall(-3600)
    crew.clock.advance(5)
    crew.try_("bump", "fry", ())
    opened = crew.tickets()["check"].opened
    assert opened == crew.order.bumps["fry"].stamp


def test_a_first_ticket_opens_with_its_order() -> None:
    """The guest's waiting counts from the greeting."""
    crew = at("greet")
    assert crew.order.opened == crew.tickets()["greet"].opened


def test_a_waiting_ticket_has_not_opened() -> None:
    """It has no time yet."""
    assert at("grill").tickets()["check"].opened is None


def test_a_ticket_knows_who_took_it_up_and_who_bumped_it() -> None:
    """Who, where and when, as recorded."""
    crew = at("grill", BURGER)
    crew.write((TicketTakenUp("grill"),), crew.stamp("Leo"))
    crew.clock.advance(3)
    crew.try_("bump", "grill", (), by="Leo")
    ticket = crew.tickets()["grill"]
    assert ticket.taken_up is not None
    assert ticket.bump is not None
    assert ("Leo", "Leo") == (ticket.taken_up.by, ticket.bump.stamp.by)
    assert 3000 == ticket.bump.stamp.at.mono - ticket.taken_up.at.mono


def test_a_void_order_keeps_what_was_done() -> None:
    """Bumped tickets stay bumped, the others are void, and nothing is open."""
    crew = at("fry")
    crew.try_("void", "", ())
    states = {step: ticket.state for step, ticket in crew.tickets().items()}
    assert {"bumped"} == {states[step] for step in ("greet", "take-order", "pay", "grill")}
    assert {"void"} == {states[step] for step in ("fry", "check", "hand-over")}


def test_a_join_opens_with_the_later_of_two_branches() -> None:
    """In whichever order they were bumped."""
    for first, second in (("grill", "fry"), ("fry", "grill")):
        crew = at("grill")
        for step in (first, second):
            crew.clock.advance(10)
            crew.try_("bump", step, ())
        assert crew.order.bumps[second].stamp == crew.tickets()["check"].opened


def test_a_join_over_a_restart_opens_by_the_wall_clock() -> None:
    """The machine was started again between two branches: the later day of time decides."""
    crew = at("grill")
    crew.try_("bump", "grill", ())
    crew.clock.advance(60)
    crew.clock._now = Instant(crew.clock.now().at, 5, "boot-2")
    crew.try_("bump", "fry", ())
    assert crew.order.bumps["fry"].stamp == crew.tickets()["check"].opened


def test_tickets_follow_from_the_order_alone() -> None:
    """Derived, never stored: the same order gives the same tickets."""
    crew = at("check")
    assert tickets(crew.order, DINER) == tickets(crew.order, DINER)
