"""What holds of every order at every counter, whatever its process looks like and whatever is tried."""

from __future__ import annotations

from copy import copy
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.board.board import Board, on_board
from kiosk.work.board.standing import Standing
from kiosk.work.check import playbook as check
from kiosk.work.order.fold import replay
from kiosk.work.order.line import Wish, parts, parts_of_choice
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import ChangeAcknowledged
from kiosk.work.order.routing import Ticket, needed
from kiosk.work.order.ticket_events import TicketBumped
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.completion import completions
from kiosk.work.record.record import rows
from kiosk.work.time.instant import is_after
from kiosk.work.verb.recall import recallable
from tests.work.invented import VERBS, Crew, Press, playbooks, press, shifts, wishes

Shift = tuple[Crew, tuple[Wish, ...], list[Press]]


def play(shift: Shift) -> Crew:
    """Try everything that was drawn."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
    return crew


def finish(crew: Crew, wanted: tuple[Wish, ...]) -> None:
    """Serve open tickets until the order is over; what is held back is fired where nothing else is open."""
    for _ in range(200):
        if crew.order.over:
            return
        crew.clock.advance(1)
        open_ = [ticket.step for ticket in crew.tickets().values() if ticket.state == "open"]
        if not any(crew.serve(step, wanted) for step in reversed(open_)):
            assert crew.try_("fire-all", "", ()), f"nothing can be done, and nothing is over: {crew.tickets()}"
    raise AssertionError(f"work without end: {crew.records}")


@given(playbooks())
def test_invented_playbooks_pass_the_checks(playbook: Playbook) -> None:
    """What these tests invent is what a counter would accept."""
    assert check.problems(playbook) == ()


@given(shifts())
def test_folding_one_by_one_is_replaying_all(shift: Shift) -> None:
    """The order a terminal keeps up with is the order another one reads from the journal."""
    crew = play(shift)
    assert replay(crew.records) == {"order": crew.order}
    assert len(crew.records) == crew.order.version


@given(shifts())
def test_a_refused_verb_changes_nothing(shift: Shift) -> None:
    """After a refusal the order is the very same; its words are a sentence."""
    crew, wanted, pressed = shift
    for one in pressed:
        before = crew.order
        if not press(crew, wanted, one):
            assert before is crew.order, one
    for refused in crew.refusals:
        assert refused.words[-1] in ".!?", refused.words


def near(order: Order, playbook: Playbook, step: str) -> set[str]:
    """Return the needed steps a step waits for, by walking back past those this order does not need."""
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


def expected_states(crew: Crew, ticket: Ticket, missing: set[str]) -> set[str]:
    """Return the states a ticket may have, from what is bumped, changed, held and line by line done."""
    order = crew.order
    stop = ticket.step in order.stops
    if ticket.step in order.bumps and not stop:
        return {"bumped"}
    if order.voided:
        return {"void"}
    if crew.playbook.process.step[ticket.step].per_line:
        missing = set() if any(not one.waits_for and not one.struck for one in ticket.lines) else missing
    if missing:
        return {"waiting"}
    if order.held_at(crew.clock.now()) and not stop:
        return {"held"}
    return {"open", "held"} if crew.playbook.process.together and not stop else {"open"}


@given(shifts())
def test_a_ticket_opens_exactly_when_all_it_waits_for_is_done_and_nothing_holds_it(shift: Shift) -> None:
    """Open means: everything before is bumped, or a line's own way; not held; in time where branches end together."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
        now = crew.clock.now()
        for ticket in crew.tickets().values():
            missing = near(crew.order, crew.playbook, ticket.step) - (crew.order.bumps.keys() - crew.order.stops.keys())
            assert ticket.state in expected_states(crew, ticket, missing)
            if ticket.state in ("open", "bumped"):
                assert ticket.opened is not None
                assert ticket.stop or not is_after(ticket.opened.at, now)
            if ticket.state == "held" and ticket.fires:
                assert is_after(ticket.fires, now)
            if ticket.state == "waiting":
                assert missing == set(ticket.waits_for)


@given(shifts())
def test_nothing_is_bumped_before_what_it_waits_for(shift: Shift) -> None:
    """No undo, recall or change leaves a bumped step standing on one that is open again; only an early end does."""
    crew = play(shift)
    for step in crew.order.bumps if not crew.order.early else ():
        assert near(crew.order, crew.playbook, step) <= crew.order.bumps.keys()


@given(shifts())
def test_an_order_is_finished_exactly_when_every_ticket_is_bumped(shift: Shift) -> None:
    """Neither sooner nor later, unless somebody handed it over early; and never a voided one."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
        if crew.order.early:
            assert crew.order.finished
            continue
        all_bumped = crew.order.taken is not None and all(one.state == "bumped" for one in crew.tickets().values())
        assert all_bumped == (crew.order.finished is not None)
        assert not (crew.order.finished and crew.order.voided)


@given(shifts())
def test_every_order_can_be_finished(shift: Shift) -> None:
    """Whatever was tried before, serving what is open ends it with every needed step bumped."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
    if not crew.order.over:
        finish(crew, wanted)
        assert crew.order.finished
        assert {step.id for step in needed(crew.order, crew.playbook)} == crew.order.bumps.keys()


@given(shifts())
def test_every_order_that_is_recalled_can_be_finished_again(shift: Shift) -> None:
    """A served order is opened again at any of its steps, and goes to its end once more."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
    if not crew.order.over:
        finish(crew, wanted)
    for step in recallable(crew.order, crew.playbook):
        if crew.try_("recall" if len(step) % 2 else "review", step, ()):
            assert not crew.order.over
            finish(crew, wanted)
            assert crew.order.finished


@given(shifts())
def test_every_order_that_is_not_over_can_be_voided(shift: Shift) -> None:
    """A void leaves nothing open and nothing waiting."""
    crew = play(shift)
    if not crew.order.over:
        assert crew.try_("void", "", ())
        assert {ticket.state for ticket in crew.tickets().values()} <= {"bumped", "void"}


def but_counts(order: Order, before: Order) -> Order:
    """Return an order with the counts another one has, and the anchors taken back."""
    return replace(order, version=before.version, undone=before.undone, undone_anchors=before.undone_anchors)


def has_gone_on(crew: Crew, step: str) -> bool:
    """Whether somebody has begun with single lines at a step that comes right after this one."""
    hands = crew.order.taken_up.keys() | {name for name, _ in crew.order.done}
    later = [one.id for one in crew.playbook.process.steps if step in near(crew.order, crew.playbook, one.id)]
    return not hands.isdisjoint(later)


@given(shifts(gates=False))
def test_an_undone_bump_restores_the_order(shift: Shift) -> None:
    """After bump and undo everything but the count of events and the anchors taken back is as before.

    An order that was finished by the bump comes back without its rush: its place among the few may be taken.
    """
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
        taking = crew.playbook.process.taking
        for ticket in crew.tickets().values():
            if ticket.state == "open" and taking and ticket.step != taking.id and not crew.order.over:
                before = crew.order
                crew.clock.advance(0.001)
                if not has_gone_on(crew, ticket.step) and crew.try_("bump", ticket.step, ()):
                    if crew.order.finished:
                        before = replace(before, rush=None, rush_reason="")
                    assert crew.try_("undo", ticket.step, ())
                    assert before == but_counts(crew.order, before)


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


@given(shifts(gates=False))
def test_seconds_are_those_of_the_steady_clock(shift: Shift) -> None:
    """However the wall clock jumps, waited, took and total follow the monotonic clock and are never negative."""
    crew = play(shift)
    assert 1 == len(rows(crew.order, crew.playbook).orders)
    at = {record.event.step: record.stamp.at for record in crew.records if isinstance(record.event, TicketBumped)}
    tickets = crew.tickets()
    for row in completions(crew.order, crew.playbook):
        ticket = tickets[row.step]
        assert ticket.opened is not None
        assert (at[row.step].mono - ticket.opened.at.mono) / 1000 == row.total_s
        assert row.waited_s >= 0
        assert row.took_s >= 0
        assert row.waited_s + row.took_s == pytest.approx(row.total_s)
        assert int(row.total_s < row.earliest_s) == row.too_fast


@given(shifts(), st.sampled_from(["Ana", "Leo"]), st.integers(0, 11))
def test_deciding_is_pure(shift: Shift, by: str, place: int) -> None:
    """The same order, verb and instant give the same events, or the same refusal, and leave the order alone."""
    crew = play(shift)
    stamp = crew.stamp(by)
    before = copy(crew.order)

    def said(verb: str, step: str) -> object:
        try:
            return crew.decide(verb, step, shift[1], stamp, place)
        except Refused as refused:
            return refused.code, refused.words

    for step in (one.id for one in crew.playbook.process.steps):
        for verb in set(VERBS) - {"serve"}:
            assert said(verb, step) == said(verb, step)
    assert before == crew.order


@given(shifts())
def test_nothing_struck_is_lost_where_hands_were_on_it(shift: Shift) -> None:
    """What a station may have begun and nobody wants any more stays on its ticket until it is acknowledged there."""
    crew, wanted, pressed = shift
    for one in pressed:
        crew.clock.advance(0.001)
        before, order = crew.tickets(), crew.order
        acknowledged = len([True for record in crew.records if isinstance(record.event, ChangeAcknowledged)])
        press(crew, wanted, one)
        now = len([True for record in crew.records if isinstance(record.event, ChangeAcknowledged)])
        if crew.order.over or acknowledged != now:
            continue
        assert order.stops.keys() <= crew.order.stops.keys()
        kept = {line.id for line in crew.order.lines}
        after = crew.tickets()
        for step, ticket in before.items():
            hands = ticket.taken_up or ticket.bump or any(line.done for line in ticket.lines)
            if not hands or ticket.station == "front":
                continue
            for line in ticket.lines:
                shown = [one.line.id for one in after[step].lines]
                assert line.line.id in kept or line.line.id in shown, (step, line)


@given(shifts(), shifts(), st.booleans())
def test_a_rail_is_every_open_ticket_once_with_rushed_orders_first(one: Shift, two: Shift, rushed: bool) -> None:
    """None is missing and none is there twice; a closed station's are where its work goes; it opens and has them."""
    playbook = one[0].playbook
    orders = []
    for number, shift in enumerate((one, two), 1):
        crew = play(shift)
        if rushed:
            crew.try_("rush", "", ())
        entry = on_board(replace(crew.order, id=f"order-{number}", seq=number), crew.playbook, None, crew.clock.now())
        orders.append(entry)
    stations = [name for name in ("front", "grill", "fry", "expo") if name in playbook.station]
    board = Board().with_orders(orders, 1)
    open_ = {
        (ticket.order_id, ticket.step)
        for entry in board.orders.values()
        for ticket in entry.tickets
        if ticket.state == "open"
    }
    everywhere = {"front", "grill", "fry", "expo"}
    rail = [(ticket.order_id, ticket.step) for ticket in board.rail(everywhere)]
    assert open_ == set(rail)
    assert len(open_) == len(rail)
    ranks = [not board.orders[order_id].order.rush for order_id, _ in rail]
    assert sorted(ranks) == ranks
    behind = [name for name in stations if name != "front"]
    closed = replace(board, standing=Standing(closed=dict(pairwise(behind))))
    moved = closed.rail({"front", *behind[-1:], *(everywhere - set(stations))})
    assert open_ == {(ticket.order_id, ticket.step) for ticket in moved}
