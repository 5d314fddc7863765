"""What is raised at a step, what a critical one stops, and what an answer sets going again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order.event import Event
from kiosk.work.order.guard import blocking
from kiosk.work.order.problem import Remark
from kiosk.work.order.problem_events import ProblemRaised, ProblemResolved
from kiosk.work.record.record import rows
from kiosk.work.report.problem_counts import count_problems
from tests import hands
from tests.hands import bump_line, hand_over_early, raise_at_counter, raise_problem, resolve
from tests.playbooks import DINER
from tests.work.crew import MEAL, at, refusal
from tests.work.invented import Crew

BROKEN = Remark("problem", "Tool is broken", "probe shows 20", critical=True)
IDEA = Remark("suggestion", "Easier", "tongs on the left")


def raised(said: Remark = BROKEN, step: str = "grill", upto: str = "grill", name: str = "a1") -> Crew:
    """Return an order at which this was said."""
    crew = at(upto)
    crew.write(raise_problem(crew.order, DINER, step, said, name), crew.stamp())
    return crew


def said_by(attempt: Callable[[], tuple[Event, ...]]) -> Refused:
    """Return the refusal of what is tried."""
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value


def test_a_problem_is_bound_to_the_version_it_is_said_of() -> None:
    """The event names the procedure's version; the order names the playbook's."""
    crew = at("grill")
    version = DINER.procedure["grill"].version
    assert (ProblemRaised("a1", "grill", version, "problem", "Tool is broken", "probe shows 20", critical=True),) == (
        raise_problem(crew.order, DINER, "grill", BROKEN, "a1")
    )
    crew = raised()
    (row,) = rows(crew.order, DINER).problems
    assert ("a1", crew.order.id, "Grill", version, DINER.hash, 1, "", "") == (
        *(row.id, row.order_id, row.step_name, row.procedure),
        *(row.playbook, row.critical, row.resolved_at, row.answer),
    )


def test_without_an_order_the_event_says_playbook_and_day() -> None:
    """Nothing else would know them."""
    (event,) = raise_at_counter(DINER, "fry", IDEA, "b2", "2026-11-22")
    assert isinstance(event, ProblemRaised)
    assert (DINER.hash, "2026-11-22", "suggestion") == (event.playbook, event.day, event.kind)


@pytest.mark.parametrize("step", ["grill", "fry"])
def test_a_critical_problem_stops_every_bump_of_its_order(step: str) -> None:
    """At the step it was raised at and at any other, in words that name it."""
    refused = refusal(raised(), "bump", step)
    assert "problem" == refused.code
    assert "stopped by a critical problem at Grill: “Tool is broken: probe shows 20”" in refused.words
    assert "goes on once that is resolved" in refused.words


def test_a_critical_problem_stops_lines_and_early_hand_over() -> None:
    """There is no way round it but the answer, or a void."""
    crew = raised()
    line = next(line.id for line in crew.order.lines if line.item == "burger")
    order, stamp = crew.order, crew.stamp()
    assert "problem" == said_by(lambda: bump_line(order, DINER, "grill", line, stamp)).code
    assert "problem" == said_by(lambda: hand_over_early(order, DINER, "in a hurry", stamp)).code
    assert hands.void(order, "guest left")


def test_a_critical_problem_stops_the_taking_of_an_order() -> None:
    """Taking the order is a bump too."""
    crew = raised(step="take-order", upto="take-order")
    refused = said_by(lambda: hands.take_order(crew.order, DINER, MEAL, (), crew.stamp()))
    assert "problem" == refused.code


@pytest.mark.parametrize("said", [replace(BROKEN, critical=False), IDEA])
def test_what_is_not_critical_stops_nothing(said: Remark) -> None:
    """It is told, and the work goes on."""
    crew = raised(said)
    assert hands.bump(crew.order, DINER, "grill", crew.stamp())


def test_an_answer_sets_the_order_going() -> None:
    """Resolved, the very next bump is done; the answer stays with the order, with who gave it."""
    crew = raised()
    crew.write(resolve(crew.order.problems, "a1", "new probe", crew.stamp("Kim")), crew.stamp("Kim"))
    assert blocking(crew.order) is None
    assert hands.bump(crew.order, DINER, "grill", crew.stamp())
    (row,) = rows(crew.order, DINER).problems
    assert ("new probe", "Kim") == (row.answer, row.resolver)
    assert row.resolved_at


def test_one_of_two_critical_problems_still_stops() -> None:
    """Each is answered for itself."""
    crew = raised()
    crew.write(raise_problem(crew.order, DINER, "fry", BROKEN, "b2"), crew.stamp())
    crew.write((ProblemResolved("a1", "done"),), crew.stamp())
    assert "at Fry" in refusal(crew, "bump", "grill").words


def test_a_problem_can_be_resolved_after_the_order_ended() -> None:
    """A suggestion is answered when there is time for it."""
    crew = raised(IDEA)
    crew.write(hands.void(crew.order, "guest left"), crew.stamp())
    assert (ProblemResolved("a1", "good idea"),) == resolve(crew.order.problems, "a1", "good idea", crew.stamp())


@pytest.mark.parametrize(
    ("step", "said", "code", "words"),
    [
        ("bake", BROKEN, "no-such-step", "There is no step “bake”"),
        ("grill", replace(BROKEN, reason=""), "no-reason", "Say what is wrong with Grill"),
        ("grill", replace(IDEA, critical=True), "not-critical", "A suggestion stops no order."),
    ],
)
def test_what_cannot_be_raised_is_refused_in_words(step: str, said: Remark, code: str, words: str) -> None:
    """With an order or without one."""
    crew = at("grill")
    for refused in (
        said_by(lambda: raise_problem(crew.order, DINER, step, said, "a1")),
        said_by(lambda: raise_at_counter(DINER, step, said, "a1", "2026-11-22")),
    ):
        assert code == refused.code
        assert refused.words.startswith(words)


def test_nothing_is_raised_on_an_order_that_is_over() -> None:
    """It is said of the step, without an order."""
    crew = at("end")
    assert "finished" == said_by(lambda: raise_problem(crew.order, DINER, "grill", BROKEN, "a1")).code


def test_an_answer_is_given_once_and_in_words() -> None:
    """Who comes second is told the answer that stands."""
    crew = raised()
    assert "no-answer" == said_by(lambda: resolve(crew.order.problems, "a1", "", crew.stamp())).code
    assert "no-such-problem" == said_by(lambda: resolve(crew.order.problems, "zz", "done", crew.stamp())).code
    crew.write((ProblemResolved("a1", "new probe"),), crew.stamp("Kim"))
    refused = said_by(lambda: resolve(crew.order.problems, "a1", "mine", crew.stamp()))
    assert "already-resolved" == refused.code
    assert refused.words.startswith("Kim resolved this")
    assert "“new probe”" in refused.words


@given(st.lists(st.tuples(st.sampled_from(["grill", "fry"]), st.booleans(), st.booleans()), max_size=12))
def test_every_problem_is_counted_once(told: list[tuple[str, bool, bool]]) -> None:
    """By step and version; problems and suggestions make up all that was raised, and the open ones are among them."""
    crew = at("grill")
    for place, (step, idea, done) in enumerate(told):
        said = IDEA if idea else replace(BROKEN, critical=False)
        crew.write(raise_problem(crew.order, DINER, step, said, f"p{place}"), crew.stamp())
        if done:
            crew.write((ProblemResolved(f"p{place}", "done"),), crew.stamp())
    found = count_problems(rows(crew.order, DINER).problems)
    assert len(told) == sum(one.problems + one.suggestions for one in found)
    assert sum(not done for *_, done in told) == sum(one.open for one in found)
    assert {step for step, *_ in told} == {one.step for one in found}
