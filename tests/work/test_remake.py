"""A line is made again: what is to be done then, and what is not; its old clock and its new one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from kiosk.errors import Refused
from kiosk.words import speaking
from kiosk.work.board.board import Board, on_board
from kiosk.work.order.event import Event
from kiosk.work.order.line import Wish
from kiosk.work.order.order import LineRemake, Order, Reading
from kiosk.work.order.point import last_reading
from kiosk.work.order.routing import concerns
from kiosk.work.order.ticket_events import (
    LineRemade,
    LineUndone,
    PointMarked,
    ReadingTaken,
    TicketPutBack,
    TicketRecalled,
)
from kiosk.work.verb import remake as verb
from kiosk.work.verb.at import After, OrderAfter, OrderAt
from kiosk.work.verb.undo import last_deed
from tests.hands import bump, bump_line, remake, undo
from tests.playbooks import DINER
from tests.work.crew import at, gated
from tests.work.invented import Crew, press, shifts
from tests.work.test_hands import with_step
from tests.work.test_rules_any import Shift, finish

TWO = (Wish("burger"), Wish("burger", 2, note="well done"))


def no(deed: Callable[[], object]) -> tuple[str, str]:
    """Return the code and the words of a refusal."""
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.code, refused.value.words


def again(crew: Crew, step: str, line: int, quantity: int = 1, by: str = "Ana") -> tuple[Event, ...]:
    """Make a line again a minute later, and return what that wrote."""
    crew.clock.advance(60)
    events = remake(crew.order, crew.playbook, step, line, crew.stamp(by), quantity=quantity)
    crew.write(events, crew.stamp(by))
    return events


def left(crew: Crew, step: str) -> list[int]:
    """Return the lines that are to be done at a step."""
    return [one.line.id for one in crew.tickets()[step].lines if one.done is None]


def test_a_line_of_an_open_step_is_to_be_done_again() -> None:
    """The other lines stay done, the ticket's clock runs on, and the line's begins anew."""
    crew = at("grill", TWO)
    opened = crew.tickets()["grill"].opened
    assert opened is not None
    crew.clock.advance(5)
    crew.write(bump_line(crew.order, DINER, "grill", 2, crew.stamp()), crew.stamp())
    made = crew.stamp()
    assert (LineRemade("grill", 2, 2, "dropped", opened.at.at),) == again(crew, "grill", 2, 2)
    assert [1, 2] == left(crew, "grill")
    assert opened == crew.tickets()["grill"].opened
    line = next(line for line in crew.order.lines if line.id == 2)
    assert (LineRemake("grill", line, "dropped", opened.at.at, made, crew.stamp()),) == crew.order.remakes
    assert crew.order.remakes == crew.order.remaking("grill")


def test_a_second_remake_counts_from_the_first() -> None:
    """What was made again and fell down too has its own clock."""
    crew = at("grill", TWO)
    again(crew, "grill", 1)
    first = crew.stamp().at.at
    (event,) = again(crew, "grill", 1)
    assert LineRemade("grill", 1, 1, "dropped", first) == event
    assert [None, None] == [one.made for one in crew.order.remakes]
    assert 1 == len(crew.order.remaking("grill"))


def test_a_done_step_opens_again_for_that_line_alone() -> None:
    """Its clock begins anew, what comes after it is done again, and what is beside it stays done."""
    crew = at("end", TWO)
    bumped = crew.order.bumps["grill"].stamp
    events = again(crew, "grill", 1)
    assert (
        TicketRecalled("grill", "Remake", restarts=True, line=1),
        TicketRecalled("check", "Remake", restarts=True),
        TicketRecalled("hand-over", "Remake", restarts=True),
    ) == events[1:]
    grill = crew.tickets()["grill"]
    assert ("open", crew.stamp(), [1]) == (grill.state, grill.opened, left(crew, "grill"))
    assert [1, 2] == left(crew, "check")
    assert (bumped, True) == (crew.order.remakes[0].made, crew.order.recalls[0].handed_over)
    assert not crew.order.finished
    for step in ("grill", "check", "hand-over"):
        assert not crew.order.finished
        crew.clock.advance(1)
        crew.write(bump(crew.order, DINER, step, crew.stamp()), crew.stamp())
    assert crew.order.finished
    assert () == crew.order.remaking("grill")
    assert [bumped, bumped] != [crew.order.done["grill", line].stamp for line in (1, 2)]
    assert bumped == crew.order.done["grill", 2].stamp


def test_the_bump_of_what_was_made_again_can_be_undone() -> None:
    """Then it is to be made again still, and nothing else."""
    crew = at("end", TWO)
    again(crew, "grill", 1)
    crew.write(bump(crew.order, DINER, "grill", crew.stamp()), crew.stamp())
    crew.clock.advance(1)
    crew.write(undo(crew.order, DINER, "grill", crew.stamp()), crew.stamp())
    assert [1] == left(crew, "grill")
    assert 1 == len(crew.order.remaking("grill"))


def test_what_was_begun_after_it_waits_for_that_line_again() -> None:
    """Line by line only that one is looked at anew; where its step was done, the whole ticket waits."""
    crew = at("grill", TWO, with_step("check", per_line=True))
    for step in ("grill", "check"):
        crew.write(bump_line(crew.order, crew.playbook, step, 1, crew.stamp()), crew.stamp())
    assert (LineUndone("check", 1),) == again(crew, "grill", 1)[1:]
    whole = at("check", TWO)
    whole.write(bump_line(whole.order, DINER, "check", 1, whole.stamp()), whole.stamp())
    whole.try_("take", "check", ())
    assert (TicketPutBack("check"), LineUndone("check", 1)) == again(whole, "grill", 2)[2:]


def test_it_may_be_said_from_anywhere() -> None:
    """The expo says it of a ticket that the cook has taken up, and the cook keeps it."""
    crew = at("grill", TWO)
    crew.try_("take", "grill", (), "Leo")
    again(crew, "grill", 1, by="Zoe")
    assert "Leo" == crew.order.taken_up["grill"].by


def test_gates_are_asked_anew_where_the_clock_begins_anew() -> None:
    """What was kept when it was made first says nothing of what is made now."""
    crew = at("grill", TWO, gated())
    assert crew.serve("grill", ())
    again(crew, "grill", 1)
    assert "gate" == no(lambda: bump(crew.order, crew.playbook, "grill", crew.stamp()))[0]


def test_what_was_kept_of_an_open_step_is_kept_anew() -> None:
    """A line that fell down is made again: its points and its reading were of what lies on the floor."""
    crew = at("grill", TWO, gated())
    crew.write((PointMarked("grill", "gloves", "kept"), ReadingTaken("grill", "core", "160", "")), crew.stamp())
    assert crew.order.mark("grill", "gloves")
    assert core(crew.order)
    crew.clock.advance(1)
    again(crew, "grill", 1)
    assert (None, None) == (crew.order.mark("grill", "gloves"), core(crew.order))


def core(order: Order) -> Reading | None:
    """Return the newest core temperature."""
    return last_reading(order, "grill", "core")


def test_remakes_are_refused_in_words() -> None:
    """A line there is not, one that step does not make, more than there is, and what is not made yet."""
    crew = at("check", (Wish("burger"), Wish("fries")))
    now = crew.stamp()
    assert ("no-such-line", "Order 1 has no line 9.") == no(lambda: remake(crew.order, DINER, "grill", 9, now))
    words = "Grill of order 1 makes nothing of line 2."
    assert ("no-such-line", words) == no(lambda: remake(crew.order, DINER, "grill", 2, now))
    words = "1 to 1 of that line can be made again at Grill, not 2."
    assert ("bad-quantity", words) == no(lambda: remake(crew.order, DINER, "grill", 1, now, quantity=2))
    assert "no-such-step" == no(lambda: remake(crew.order, DINER, "oven", 1, now))[0]
    assert "waiting" == no(lambda: remake(crew.order, DINER, "hand-over", 1, now))[0]
    assert "sent" == no(lambda: remake(crew.order, DINER, "take-order", 1, now))[0]
    crew.try_("void", "", ())
    words = "Order 1 is void: Guest left. Key it anew."
    assert ("void", words) == no(lambda: remake(crew.order, DINER, "grill", 1, now))
    late = OrderAt(at("end").order, DINER, now, Board(), is_recent=False)
    assert "too-old" == no(lambda: verb.Remake("order", "grill", 2, "cold").decide(late))[0]


def test_a_combo_is_made_again_by_its_items() -> None:
    """Nobody makes a meal: its burger and its fries are made."""
    crew = at("check")
    assert "no-such-line" == no(lambda: remake(crew.order, DINER, "grill", 1, crew.stamp()))[0]
    entry = on_board(crew.order, DINER, None, crew.clock.now())
    assert [2] == [one.line.id for one in verb.remakable(entry, "grill")]
    assert [3] == [one.line.id for one in verb.remakable(entry, "fry")]
    assert [2, 3] == [one.line.id for one in verb.remakable(entry, "check")]
    assert [[], []] == [list(verb.remakable(entry, step)) for step in ("hand-over", "take-order")]


def test_undo_names_a_remake_among_what_stays() -> None:
    """It is no bump to take back, and nobody reaches past it to something older."""
    crew = at("check", TWO)
    again(crew, "grill", 1)
    deed = last_deed((crew.order,), crew.stamp())
    assert deed is not None
    assert ("stays", "a remake: Dropped") == (deed.verb, deed.words)


def test_the_reply_says_how_many_where_and_why() -> None:
    """In the language of whoever reads it."""
    crew = at("check", TWO)
    again(crew, "grill", 2, 2)
    after = OrderAfter(on_board(crew.order, DINER, None), After(DINER, crew.stamp(), Board(), None))  # type: ignore[arg-type]
    reply = verb.Remake("order", "grill", 2, "sent-back", 2).reply
    assert "Order 1: 2 × Burger to be made again at Grill: Sent back" == reply(after).words
    with speaking("de"):
        assert "Sent back" not in reply(after).words


@given(shifts())
def test_a_remake_opens_that_line_and_no_other_of_its_step(shift: Shift) -> None:
    """Whatever was done before: it is refused, or just that is left to do there; and the order can be finished."""
    crew, wanted, pressed = shift
    for one in pressed:
        press(crew, wanted, one)
    for step in crew.playbook.process.steps:
        for line in crew.order.lines:
            before, stamp = crew.order, crew.stamp()
            try:
                crew.write(remake(before, crew.playbook, step.id, line.id, stamp), stamp)
            except Refused:
                continue
            assert concerns(crew.playbook, step, line)
            assert {key for key in before.done if key[0] == step.id} - {(step.id, line.id)} == {
                key for key in crew.order.done if key[0] == step.id
            }
            later = {one.id for one in crew.playbook.process.steps if step.id in crew.playbook.process.before(one.id)}
            assert not {step.id, *later} & crew.order.bumps.keys()
            assert not {(name, line.id) for name in later} & crew.order.done.keys()
            assert line.id in [one.line.id for one in crew.order.remaking(step.id)]
    if not crew.order.over:
        finish(crew, wanted)
        assert crew.order.finished
        assert not any(crew.order.remaking(step.id) for step in crew.playbook.process.steps)
