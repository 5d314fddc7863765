"""What holds of every order at every counter, whatever its process looks like and whatever is tried."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.work import check, rules
from kiosk.work.board import Board, on_board
from kiosk.work.completion import completions
from kiosk.work.events import TicketBumped
from kiosk.work.fold import replay
from kiosk.work.line import Wish, parts, parts_of_choice
from kiosk.work.order import Order
from kiosk.work.playbook import Playbook
from kiosk.work.routing import needed
from tests.work.invented import Crew, Press, playbooks, press, shifts, wishes

Shift = tuple[Crew, tuple[Wish, ...], list[Press]]

some = settings(max_examples=60, deadline=None)


def play(shift: Shift) -> Crew:
    """Try everything that was drawn."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
    return crew


def finish(crew: Crew, wanted: tuple[Wish, ...]) -> None:
    """Serve open tickets until the order is over."""
    while not crew.order.over:
        open_ = [ticket.step for ticket in crew.tickets().values() if ticket.state == "open"]
        assert open_, "nothing is open, and nothing is over"
        crew.serve(open_[-1], wanted)


@some
@given(playbooks())
def test_invented_playbooks_pass_the_checks(playbook: Playbook) -> None:
    """What these tests invent is what a counter would accept."""
    assert check.problems(playbook) == ()


@some
@given(shifts())
def test_folding_one_by_one_is_replaying_all(shift: Shift) -> None:
    """The order a terminal keeps up with is the order another one reads from the journal."""
    crew = play(shift)
    assert replay(crew.records) == {"order": crew.order}
    assert len(crew.records) == crew.order.version


@some
@given(shifts())
def test_a_refused_verb_changes_nothing(shift: Shift) -> None:
    """After a refusal the order is the very same; its words are a sentence."""
    crew, wanted, pressed = shift
    for one in pressed:
        before = crew.order
        if not press(crew, wanted, one):
            assert before is crew.order
    for refused in crew.refusals:
        assert refused.words[-1] in ".!?", refused.words


def near(order: Order, playbook: Playbook, step: str) -> set[str]:
    """Give the needed steps a step waits for, by walking back past those this order does not need."""
    here = {one.id for one in needed(order, playbook)}
    found: set[str] = set()
    ways = list(playbook.process.step[step].after)
    while ways:
        name = ways.pop()
        if name in here:
            found.add(name)
        else:
            ways.extend(playbook.process.step[name].after)
    return found


@some
@given(shifts())
def test_a_ticket_opens_exactly_when_all_it_waits_for_is_bumped(shift: Shift) -> None:
    """Open means: everything before is bumped, itself not; a join waits for each of its branches."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
        order = crew.order
        for ticket in crew.tickets().values():
            before = near(order, crew.playbook, ticket.step)
            missing = before - order.bumps.keys()
            expected = (
                "bumped" if ticket.step in order.bumps else "void" if order.voided else "waiting" if missing else "open"
            )
            assert expected == ticket.state
            assert missing == set(ticket.waits_for)
            if ticket.state in ("open", "bumped"):
                assert ticket.opened is not None


@some
@given(shifts())
def test_nothing_is_bumped_before_what_it_waits_for(shift: Shift) -> None:
    """No undo leaves a bumped step standing on one that is open again."""
    crew = play(shift)
    for step in crew.order.bumps:
        assert near(crew.order, crew.playbook, step) <= crew.order.bumps.keys()


@some
@given(shifts())
def test_an_order_is_finished_exactly_when_every_ticket_is_bumped(shift: Shift) -> None:
    """Neither sooner nor later, and never a voided one."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
        all_bumped = crew.order.taken is not None and all(one.state == "bumped" for one in crew.tickets().values())
        assert all_bumped == (crew.order.finished is not None)
        assert not (crew.order.finished and crew.order.voided)


@some
@given(shifts())
def test_every_order_can_be_finished(shift: Shift) -> None:
    """Whatever was tried before, serving what is open ends it with every needed step bumped."""
    crew = play(shift)
    if not crew.order.voided:
        finish(crew, shift[1])
        assert crew.order.finished
        assert {step.id for step in needed(crew.order, crew.playbook)} == crew.order.bumps.keys()


@some
@given(shifts())
def test_every_order_that_is_not_over_can_be_voided(shift: Shift) -> None:
    """A void leaves nothing open and nothing waiting."""
    crew = play(shift)
    if not crew.order.over:
        assert crew.try_("void", "", ())
        assert {ticket.state for ticket in crew.tickets().values()} <= {"bumped", "void"}


@some
@given(shifts(gates=False))
def test_an_undone_bump_restores_the_order(shift: Shift) -> None:
    """After bump and undo everything but the count of events and the anchors taken back is as before."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
        taking = crew.playbook.process.taking
        for ticket in crew.tickets().values():
            if ticket.state == "open" and taking and ticket.step != taking.id and not crew.order.over:
                before = crew.order
                assert crew.try_("bump", ticket.step, ())
                assert crew.try_("undo", ticket.step, ())
                assert before == replace(crew.order, version=before.version, undone_anchors=before.undone_anchors)


@some
@given(st.data())
def test_a_ticket_holds_just_the_lines_its_step_makes(data: st.DataObject) -> None:
    """A line stands on a ticket when the step makes a part of it, or one it goes without; whole-order steps see all."""
    playbook = data.draw(playbooks(gates=False))
    wanted = data.draw(wishes(playbook.menu))
    crew = Crew(playbook).open(outside=True, wanted=wanted)
    menu, order = playbook.menu, crew.order
    made = {part for step in playbook.process.steps for part in step.makes}
    for line in order.lines:
        touched = set(parts(menu, line.item, line.choices))
        touched |= {part for choice in line.choices for part in parts_of_choice(menu, choice)}
        expected = {step.id for step in playbook.process.steps if touched & set(step.makes)}
        found = {
            ticket.step
            for ticket in crew.tickets().values()
            if playbook.process.step[ticket.step].makes and line in [one.line for one in ticket.lines]
        }
        assert expected == found
        assert touched <= made
    for ticket in crew.tickets().values():
        if not playbook.process.step[ticket.step].makes:
            assert order.lines == tuple(one.line for one in ticket.lines)
        for one in ticket.lines:
            assert sorted((*one.here, *one.elsewhere), key=str) == sorted(one.line.choices, key=str)


@some
@given(st.data())
def test_all_day_counts_are_the_parts_of_the_lines(data: st.DataObject) -> None:
    """Summed over all stations, what is still to be made is what was ordered."""
    playbook = data.draw(playbooks(gates=False))
    crew = Crew(playbook).open(outside=True, wanted=data.draw(wishes(playbook.menu)))
    board = Board().with_orders([on_board(crew.order, playbook, None)], 1)
    expected: dict[str, int] = {}
    for line in crew.order.lines:
        for part, count in parts(playbook.menu, line.item, line.choices).items():
            expected[part] = expected.get(part, 0) + count * line.quantity
    assert expected == board.all_day(playbook.station)


@some
@given(shifts(gates=False))
def test_seconds_are_those_of_the_steady_clock(shift: Shift) -> None:
    """However the wall clock jumps, waited, took and total follow the monotonic clock and are never negative."""
    crew = play(shift)
    at = {record.event.step: record.stamp.at for record in crew.records if isinstance(record.event, TicketBumped)}
    for row in completions(crew.order, crew.playbook):
        ticket = crew.tickets()[row.step]
        assert ticket.opened is not None
        assert (at[row.step].mono - ticket.opened.at.mono) / 1000 == row.total_s
        assert row.waited_s >= 0
        assert row.took_s >= 0
        assert row.waited_s + row.took_s == pytest.approx(row.total_s)
        assert int(row.total_s < row.earliest_s) == row.too_fast


@some
@given(shifts(), st.sampled_from(["Ana", "Leo"]))
def test_deciding_is_pure(shift: Shift, by: str) -> None:
    """The same order, verb and instant give the same events, and leave the order alone."""
    crew = play(shift)
    stamp = crew.stamp(by)
    for ticket in crew.tickets().values():
        if ticket.state == "open" and not ticket.taken_up:
            first = rules.take(crew.order, crew.playbook, ticket.step, stamp)
            assert first == rules.take(crew.order, crew.playbook, ticket.step, stamp)
