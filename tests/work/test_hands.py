"""What hands do at a ticket: take it over, bump it line by line, undo, recall; each refusal with its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order.event import Event
from kiosk.work.order.line import Choice, Wish
from kiosk.work.order.order_events import OrderFinished, OrderFired, OrderUnrushed, OrderUnvoided
from kiosk.work.order.ticket_events import (
    LineBumped,
    LineUndone,
    TicketBumped,
    TicketPutBack,
    TicketRecalled,
    TicketTakenUp,
    TicketUndone,
)
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Confirms
from kiosk.work.verb.recall import recallable
from kiosk.work.verb.undo import last_deed
from tests import hands
from tests.hands import bump_line, recall, review, undo, undo_line
from tests.playbooks import DINER
from tests.work.crew import MEAL, at, gated
from tests.work.invented import Crew

TWO = (Wish("burger"), Wish("burger", 2, note="well done"))


def with_step(step: str, *, per_line: bool = False, confirms: Confirms = "") -> Playbook:
    """Return the diner with one step that goes line by line, or asks for single lines."""
    steps = tuple(
        replace(one, per_line=per_line, confirms=confirms) if one.id == step else one for one in DINER.process.steps
    )
    return replace(DINER, process=replace(DINER.process, steps=steps))


def no(deed: Callable[[], object]) -> tuple[str, str]:
    """Return the code and the words of a refusal."""
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.code, refused.value.words


def done(crew: Crew, events: tuple[Event, ...], by: str = "Ana") -> tuple[Event, ...]:
    """Write events a second later, and give them."""
    crew.clock.advance(1)
    crew.write(events, crew.stamp(by))
    return events


def line(crew: Crew, step: str, number: int, by: str = "Ana") -> tuple[Event, ...]:
    """Bump a line."""
    return done(crew, bump_line(crew.order, crew.playbook, step, number, crew.stamp(by)), by)


def test_a_ticket_somebody_has_is_bumped_only_after_it_is_taken_over() -> None:
    """The refusal says who has it and since when; taken over, it is bumped."""
    crew = at("grill")
    done(crew, hands.take(crew.order, DINER, "grill", crew.stamp("Leo")), "Leo")
    crew.clock.advance(5)
    words = "Leo has order 1 since 0:05. Take it over first."
    assert ("already-taken-up", words) == no(lambda: hands.bump(crew.order, DINER, "grill", crew.stamp("Ana")))
    assert ("already-taken-up", words) == no(lambda: bump_line(crew.order, DINER, "grill", 2, crew.stamp("Ana")))
    assert (TicketTakenUp("grill"),) == done(crew, hands.take(crew.order, DINER, "grill", crew.stamp("Ana"), over=True))
    assert hands.bump(crew.order, DINER, "grill", crew.stamp("Ana"))


def test_a_ticket_is_put_back_by_who_has_it() -> None:
    """Nobody puts back what nobody has, nor what somebody else has."""
    crew = at("grill")
    stamp = crew.stamp("Leo")
    assert ("not-taken-up", "Nobody has Grill of order 1.") == no(
        lambda: hands.put_back(crew.order, DINER, "grill", stamp)
    )
    done(crew, hands.take(crew.order, DINER, "grill", stamp), "Leo")
    assert ("not-yours", "Leo has order 1 since 0:00, not you.") == no(
        lambda: hands.put_back(crew.order, DINER, "grill", crew.stamp("Ana"))
    )
    assert (TicketPutBack("grill"),) == done(crew, hands.put_back(crew.order, DINER, "grill", stamp))
    assert {} == crew.order.taken_up


def test_without_a_name_a_ticket_belongs_to_the_terminal() -> None:
    """Whoever has not signed in is known by where they stand; nobody is never somebody who signed in."""
    crew = at("grill")
    done(crew, hands.take(crew.order, DINER, "grill", crew.stamp("")), "")
    assert hands.bump(crew.order, DINER, "grill", crew.stamp("Leo"))
    elsewhere = replace(crew.stamp(""), station="fry")
    assert "already-taken-up" == no(lambda: hands.bump(crew.order, DINER, "grill", elsewhere))[0]
    named = at("grill")
    done(named, hands.take(named.order, DINER, "grill", named.stamp("Leo")), "Leo")
    assert "already-taken-up" == no(lambda: hands.bump(named.order, DINER, "grill", named.stamp("")))[0]


def test_the_last_line_bumps_the_ticket() -> None:
    """The ones before it leave it open."""
    crew = at("grill", TWO)
    assert (LineBumped("grill", 1),) == line(crew, "grill", 1)
    assert (LineBumped("grill", 2), TicketBumped("grill", DINER.procedure["grill"].version)) == line(crew, "grill", 2)


def test_the_last_line_leaves_a_gated_ticket_open() -> None:
    """What was done was done; the gate still stands before the bump."""
    crew = at("grill", TWO, gated())
    line(crew, "grill", 1)
    assert (LineBumped("grill", 2),) == line(crew, "grill", 2)
    assert "open" == crew.tickets()["grill"].state


def test_the_last_line_of_a_whole_order_does_not_bump_it() -> None:
    """At a step that makes nothing lines are ticked off, and the bump is a key of its own."""
    crew = at("check", TWO)
    line(crew, "check", 1)
    assert (LineBumped("check", 2),) == line(crew, "check", 2)


def test_lines_are_refused_in_words() -> None:
    """Twice, unknown, or undone though not done."""
    crew = at("grill", TWO)
    line(crew, "grill", 1)
    stamp = crew.stamp()
    assert ("already-bumped", "1 × Burger is done already.") == no(
        lambda: bump_line(crew.order, DINER, "grill", 1, stamp)
    )
    words = "Grill of order 1 has no line 9. It has: 1 (1 × Burger), 2 (2 × Burger)."
    assert ("no-such-line", words) == no(lambda: bump_line(crew.order, DINER, "grill", 9, stamp))
    assert ("not-bumped", "2 × Burger is not done, so there is nothing to undo.") == no(
        lambda: undo_line(crew.order, DINER, "grill", 2, stamp)
    )
    assert (LineUndone("grill", 1),) == undo_line(crew.order, DINER, "grill", 1, stamp)


def test_a_line_flows_on_while_others_wait() -> None:
    """The ticket downstream opens with its first line, and its clock counts from there."""
    crew = at("grill", TWO, with_step("check", per_line=True))
    assert "waiting" == crew.tickets()["check"].state
    line(crew, "grill", 2)
    check = crew.tickets()["check"]
    assert ("open", crew.stamp()) == (check.state, check.opened)
    assert [("grill",), ()] == [one.waits_for for one in check.lines]
    assert ("waiting", "1 × Burger waits for Grill.") == no(
        lambda: bump_line(crew.order, crew.playbook, "check", 1, crew.stamp())
    )
    words = "Order 1: 1 of its lines still wait for Grill. Bump the others line by line."
    assert ("waiting", words) == no(lambda: hands.bump(crew.order, crew.playbook, "check", crew.stamp()))
    line(crew, "check", 2)
    assert ("begun", "Check of 2 × Burger is done. Tell them.") == no(
        lambda: undo_line(crew.order, crew.playbook, "grill", 2, crew.stamp())
    )


def test_a_line_by_line_step_is_not_bumped_before_the_step_it_waits_for() -> None:
    """All lines may have come though a gate still stands upstream: the gate holds for the order all the same."""
    book = with_step("check", per_line=True)
    book = replace(book, procedures=gated().procedures)
    crew = at("grill", (Wish("burger"),), book)
    line(crew, "grill", 1)
    assert "open" == crew.tickets()["check"].state
    assert ("waiting", "Check of order 1 waits for Grill.") == no(
        lambda: hands.bump(crew.order, book, "check", crew.stamp())
    )


@pytest.mark.parametrize(("rule", "asked"), [("changed", "2 × Burger"), ("all", "1 × Burger, 2 × Burger")])
def test_lines_are_confirmed_singly(rule: Confirms, asked: str) -> None:
    """A step may ask for the changed lines, or for all."""
    crew = at("grill", TWO, with_step("grill", confirms=rule))
    assert ("unconfirmed", f"Look at these lines and bump each first: {asked}.") == no(
        lambda: hands.bump(crew.order, crew.playbook, "grill", crew.stamp())
    )
    for number in (1, 2) if rule == "all" else (2,):
        line(crew, "grill", number)
    assert "grill" in crew.order.bumps or hands.bump(crew.order, crew.playbook, "grill", crew.stamp())


def test_a_changed_line_is_confirmed_where_its_change_is_made() -> None:
    """Singly at the grill it need not be again at the check; at a station its change is not about it must."""
    menu = DINER.menu
    both = replace(menu.item["burger"], groups=("toppings", "size"))
    book = with_step("check", confirms="changed")
    book = replace(book, menu=replace(menu, items=(both, *menu.items[1:])))
    for station, refused in (("grill", False), ("fry", True)):
        crew = at("grill", (Wish("burger", choices=(Choice("toppings", "onion", "no"),)),), book)
        line(crew, station, 1)
        crew.try_("bump", "fry", ())
        crew.try_("bump", "grill", ())
        assert refused is not crew.try_("bump", "check", ())


UNDO: tuple[tuple[str, str, tuple[Event, ...]], ...] = (
    ("bump", "grill", (TicketUndone("grill"),)),
    ("take", "grill", (TicketPutBack("grill"),)),
    ("rush", "", (OrderUnrushed(),)),
    ("hold", "", (OrderFired(),)),
    ("void", "", (OrderUnvoided(),)),
)


@pytest.mark.parametrize(("verb", "step", "undone"), UNDO, ids=[verb for verb, _, _ in UNDO])
def test_each_deed_is_undone_for_thirty_seconds(verb: str, step: str, undone: tuple[Event, ...]) -> None:
    """The newest own deed goes back; the thirtieth second belongs to it, the next millisecond does not."""
    crew = at("grill")
    crew.clock.advance(100)
    before = crew.tickets()
    assert crew.try_(verb, step, ())
    crew.clock.advance(30)
    assert undone == undo(crew.order, DINER, "", crew.stamp())
    crew.clock.advance(0.001)
    assert ("nothing", "Nothing of yours on order 1 can be undone: 30 s are over.") == no(
        lambda: undo(crew.order, DINER, "", crew.stamp())
    )
    assert last_deed((crew.order,), crew.stamp("Leo")) is None
    crew.clock.advance(-0.001)
    crew.write(undone, crew.stamp())
    assert {step: one.state for step, one in before.items()} == {s: one.state for s, one in crew.tickets().items()}


def test_an_undone_bump_gives_back_what_was_done_singly() -> None:
    """A line that was done with fewer choices than are wanted now is again as it was."""
    crew = at("grill", TWO)
    line(crew, "grill", 1)
    before = crew.order.done
    done(crew, hands.bump(crew.order, DINER, "grill", crew.stamp()))
    done(crew, undo(crew.order, DINER, "grill", crew.stamp()))
    assert before == crew.order.done


def test_a_step_nobody_needs_any_more_is_not_undone() -> None:
    """Its ticket would be gone, and the order with nothing left to do would never end."""
    crew = at("fry", (Wish("burger"), Wish("fries")))
    crew.write(crew.decide("change", "", (), crew.stamp(), 0), crew.stamp())
    crew.try_("acknowledge", "grill", ())
    assert ("not-needed", "Order 1 needs no grill any more.") == no(
        lambda: undo(crew.order, DINER, "grill", crew.stamp())
    )
    assert ("not-needed", "Order 1 needs no grill any more.") == no(
        lambda: recall(crew.order, DINER, "grill", "Went cold")
    )


def test_a_recall_restarts_the_clock_and_a_review_does_not() -> None:
    """The ticket is open again, in its old place; every step after it as well."""
    for verb, restarted in ((recall, True), (review, False)):
        crew = at("end")
        opened = crew.tickets()["grill"].opened
        crew.clock.advance(60)
        events = verb(crew.order, DINER, "grill", "Went cold")
        steps = ["grill", "check", "hand-over"]
        assert [TicketRecalled(step, "Went cold", restarted) for step in steps] == list(events)
        crew.write(events, crew.stamp())
        assert not crew.order.over
        grill = crew.tickets()["grill"]
        assert ("open", crew.stamp() if restarted else opened) == (grill.state, grill.opened)
        assert "bumped" == crew.tickets()["fry"].state


def test_what_was_begun_after_a_recalled_step_is_put_back() -> None:
    """Its lines are to be looked at again too."""
    crew = at("check", TWO)
    line(crew, "check", 1)
    crew.try_("take", "check", ())
    expected = (TicketRecalled("grill", "Dropped", True), TicketPutBack("check"), LineUndone("check", 1))
    assert expected == recall(crew.order, DINER, "grill", "Dropped")


def test_recalls_are_refused_in_words() -> None:
    """What is not done, what was sent, what is void, and what has no reason."""
    crew = at("check")
    assert ("not-bumped", "Check of order 1 is not done, so there is nothing to recall.") == no(
        lambda: recall(crew.order, DINER, "check", "Dropped")
    )
    words = "Order 1 is sent. Change it, or void it, if the guest wants something else."
    assert ("sent", words) == no(lambda: review(crew.order, DINER, "take-order", "Dropped"))
    assert ("no-reason", "Say why Grill of order 1 is done again.") == no(
        lambda: recall(crew.order, DINER, "grill", "")
    )
    assert ("fry", "grill", "pay") == recallable(crew.order, DINER)
    crew.try_("void", "", ())
    assert ("void", "Order 1 is void: Guest left. Key it anew.") == no(
        lambda: recall(crew.order, DINER, "grill", "Dropped")
    )
    assert () == recallable(crew.order, DINER)


def test_an_order_from_outside_is_recalled_too() -> None:
    """It is open again behind the front, and can be handed over again."""
    crew = Crew(DINER).open(outside=True, wanted=MEAL)
    for step in ("grill", "fry", "check", "hand-over"):
        crew.try_("bump", step, ())
    assert crew.order.finished
    done(crew, recall(crew.order, DINER, "hand-over", "Something is missing"))
    assert ["hand-over"] == [one.step for one in crew.tickets().values() if one.state == "open"]
    assert OrderFinished() in done(crew, hands.bump(crew.order, DINER, "hand-over", crew.stamp()))


def test_a_recalled_order_that_was_rushed_takes_its_place_by_its_age() -> None:
    """Its place among the few that may be rushed has gone to another."""
    crew = at("hand-over")
    crew.try_("rush", "", ())
    crew.try_("bump", "hand-over", ())
    done(crew, recall(crew.order, DINER, "check", "Something is missing"))
    assert crew.order.rush is None
