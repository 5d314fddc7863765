"""Readings that hold a bump, steps that cannot be done so soon, and points that may not apply."""

from __future__ import annotations

import inspect
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from kiosk.counter.counter import Counter
from kiosk.errors import Refused
from kiosk.work.order.event import Stamp
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import Instant
from kiosk.work.verb.table import VERBS, verb_class
from tests import hands
from tests.playbooks import DINER
from tests.work.crew import at, refusal
from tests.work.invented import Crew

GRILL = DINER.procedure["grill"]
CORE = GRILL.specs[0]


def with_grill(procedure: Procedure) -> Playbook:
    """Return the diner with another procedure at its grill."""
    return replace(DINER, procedures=tuple(procedure if one.step == "grill" else one for one in DINER.procedures))


def with_core(spec: Spec) -> Playbook:
    """Return the diner with another spec at its grill."""
    return with_grill(replace(GRILL, specs=(spec,)))


def read(crew: Crew, value: str, action: str = "") -> None:
    """Take a reading of the core."""
    crew.write(hands.reading(crew.order, crew.playbook, "grill", "core", value=value, action=action), crew.stamp())


def test_a_reading_out_of_its_limit_holds_the_bump() -> None:
    """Although nobody had to take one."""
    crew = at("grill")
    read(crew, "150", "Cook on.")
    refused = refusal(crew, "bump")
    assert ("out-of-spec", "Core temperature was 150 °F. Cook on. Then read it again.") == (refused.code, refused.words)


def test_what_was_done_and_a_new_reading_let_the_step_be_bumped() -> None:
    """Both stay in the record."""
    crew = at("grill")
    read(crew, "150", "Cook on.")
    read(crew, "158")
    assert crew.try_("bump", "grill", ())
    assert [("150", "Cook on."), ("158", "")] == [(str(one.value), one.action) for one in crew.order.readings]


def test_a_new_reading_alone_does_not_let_it_be_bumped() -> None:
    """What was done has to be said, with the new reading at the latest."""
    crew = at("grill")
    read(crew, "150")
    read(crew, "158")
    refused = refusal(crew, "bump")
    words = "Core temperature was 150 °F, and nobody said what was done about it. Read it once more, and say so."
    assert ("no-action", words) == (refused.code, refused.words)
    read(crew, "158", "Cook on.")
    assert crew.try_("bump", "grill", ())


def test_where_nothing_is_to_be_done_a_new_reading_is_enough() -> None:
    """A spec without corrective action asks for none."""
    crew = at("grill", playbook=with_core(replace(CORE, corrective="")))
    read(crew, "150")
    assert "Core temperature was 150 °F. Then read it again." == refusal(crew, "bump").words
    read(crew, "158")
    assert crew.try_("bump", "grill", ())


def test_advice_holds_nothing() -> None:
    """It stands in the record, and the step goes on."""
    crew = at("grill", playbook=with_core(replace(CORE, advice=True)))
    read(crew, "150")
    assert crew.try_("bump", "grill", ())


@given(
    st.lists(st.tuples(st.sampled_from(["150", "154.9", "155", "158"]), st.sampled_from(["", "Cook on."])), max_size=5)
)
def test_a_step_is_bumped_when_the_last_reading_is_inside_and_every_miss_was_answered(
    typed: list[tuple[str, str]],
) -> None:
    """Whatever was read before, and however often."""
    crew = at("grill")
    open_misses = False
    for value, action in typed:
        read(crew, value, action)
        open_misses = not action and (open_misses or value in ("150", "154.9"))
    free = not typed or (typed[-1][0] in ("155", "158") and not open_misses)
    assert free == crew.try_("bump", "grill", ())


def held(seconds: int = 60) -> Playbook:
    """Return the diner with a grill that refuses what is too early."""
    return with_grill(replace(GRILL, when=replace(GRILL.when, earliest=seconds, too_early="hold")))


def test_a_bump_too_early_is_refused_where_the_playbook_says_so() -> None:
    """With the seconds that are left; a begun one counts as one."""
    crew = at("grill", playbook=held())
    crew.clock.advance(37.5)
    refused = refusal(crew, "bump")
    assert ("too-early", "Grill of order 1 takes 1:00 at least: 23 s are left.") == (refused.code, refused.words)


def test_at_its_earliest_a_step_can_be_bumped() -> None:
    """The boundary belongs to the better side."""
    crew = at("grill", playbook=held())
    crew.clock.advance(60)
    assert crew.try_("bump", "grill", ())


def test_a_bump_too_early_is_let_through_and_marked_where_nothing_says_hold() -> None:
    """As the manager counts them."""
    crew = at("grill", playbook=with_grill(replace(GRILL, when=replace(GRILL.when, earliest=60))))
    assert crew.try_("bump", "grill", ())


def test_that_a_point_does_not_apply_is_only_said_where_the_playbook_allows_it() -> None:
    """Otherwise everything that was forgotten would not apply."""
    crew = at("grill")
    with pytest.raises(Refused) as refused:
        hands.mark(crew.order, DINER, "grill", "gloves", how="not-applicable", reason="busy")
    words = "“Wear clean gloves” applies to every order. Keep it, or skip it and say why."
    assert ("applies", words) == (refused.value.code, refused.value.words)


def test_that_a_point_does_not_apply_needs_a_reason() -> None:
    """Where it is allowed too."""
    crew = at("grill")
    with pytest.raises(Refused) as refused:
        hands.mark(crew.order, DINER, "grill", "turn", how="not-applicable", reason="")
    assert ("no-reason", "Say why “Turn once” does not apply to order 1.") == (refused.value.code, refused.value.words)
    (marked,) = hands.mark(crew.order, DINER, "grill", "turn", how="not-applicable", reason="clamshell")
    assert "clamshell" == getattr(marked, "reason", "")


DATES = ("at", "when", "now", "stamp", "ready_at", "until")
"""What a field or a parameter is called that holds an instant."""


def test_nothing_can_be_back_dated() -> None:
    """No verb holds the instant it is recorded under, nor does the door take one; two hold one still to come."""
    ahead = {("add-order", "ready_at"), ("hold", "until")}
    held = {
        (word, field.name)
        for word in VERBS
        for field in fields(verb_class(word))
        if field.name in DATES or field.type in (Instant, Stamp, datetime)
    }
    asked = {
        (name, parameter.name)
        for name, method in inspect.getmembers(Counter, inspect.iscoroutinefunction)
        for parameter in inspect.signature(method).parameters.values()
        if parameter.name in DATES or parameter.annotation in (Instant, "Instant", "Stamp", "datetime")
    }
    assert (ahead, set()) == (held, asked)
