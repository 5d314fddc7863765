"""What stands at each step: every ticket of every unfinished order is counted where it is, once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.work.board.board import Board, on_board, ticket_age
from kiosk.work.board.load import at_steps
from kiosk.work.order.line import Wish
from tests.work.invented import Crew, Press, press, shifts


@given(shifts(), st.integers(0, 100))
def test_every_ticket_is_counted_once(shift: tuple[Crew, tuple[Wish, ...], list[Press]], later: int) -> None:
    """Whatever was done: counts and tickets agree, and late is what is open for as long as its procedure says."""
    crew, wanted, presses = shift
    for one in presses:
        press(crew, wanted, one)
    crew.clock.advance(later)
    now = crew.clock.now()
    entry = on_board(crew.order, crew.playbook, None, now)
    found = at_steps(Board().with_orders([entry], 1), now)
    if crew.order.over:
        assert {} == found
        return
    states = Counter(ticket.state for ticket in entry.tickets)
    assert (states["open"], states["waiting"], states["held"]) == (
        sum(one.open for one in found.values()),
        sum(one.waiting for one in found.values()),
        sum(one.held for one in found.values()),
    )
    late = {
        ticket.step
        for ticket in entry.tickets
        if ticket.state == "open" and ticket_age(ticket, now) >= 1000 * crew.playbook.procedure[ticket.step].when.late
    }
    assert late == {step for step, one in found.items() if one.late}
