"""What differs between two playbooks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from kiosk.work.edit.wording import told
from kiosk.work.playbook.playbook import Approval, Playbook
from kiosk.work.playbook.procedure import Point, Procedure, Translation, When
from kiosk.work.playbook.spec import Spec
from kiosk.work.version.difference import Difference, differences, procedure_differences, steps_of
from kiosk.work.version.unread import changed_critically
from tests.playbooks import DINER

GRILL = DINER.procedure["grill"]


def with_procedure(procedure: Procedure) -> Playbook:
    """Return the diner with one procedure in the place of its own."""
    kept = tuple(procedure if one.step == procedure.step else one for one in DINER.procedures)
    return replace(DINER, procedures=kept)


def leaves(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Return every text, number and truth within a value, with where it stands."""
    if isinstance(value, Struct):
        return [leaf for name in value.__struct_fields__ for leaf in leaves(getattr(value, name), (*place, name))]
    if isinstance(value, tuple):
        return [leaf for index, one in enumerate(value) for leaf in leaves(one, (*place, index))]
    return [(place, value)]


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1
        case None:
            return Decimal(1)
        case _:
            return f"{value}x"


def put(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """Return a value with another one at a place within it."""
    if not place:
        return new
    first, *rest = place
    if isinstance(value, tuple):
        return (*value[:first], put(value[first], tuple(rest), new), *value[first + 1 :])
    return replace(value, **{first: put(getattr(value, first), tuple(rest), new)})


LEAVES = leaves(DINER)


def test_equal_playbooks_differ_in_nothing() -> None:
    """A playbook and its copy have no changes between them."""
    assert () == differences(DINER, replace(DINER, title=DINER.title))


@given(st.sampled_from(LEAVES))
def test_every_field_is_compared(leaf: tuple[tuple[Any, ...], Any]) -> None:
    """Whatever one value of a playbook becomes, there is a change that names its field or what holds it."""
    place, value = leaf
    edited = put(DINER, place, other(value))
    changes = differences(DINER, edited)
    names = {name for name in place if isinstance(name, str)}
    assert changes
    assert all(names & set(change.place) for change in changes)


@given(st.lists(st.sampled_from(LEAVES), max_size=4))
def test_nothing_is_told_exactly_where_both_are_equal(chosen: list[tuple[tuple[Any, ...], Any]]) -> None:
    """Some edits, which may take one another back: changes are told if and only if the playbooks are not equal."""
    edited = DINER
    for place, value in chosen:
        edited = put(edited, place, other(value))
    assert (edited == DINER) == (() == differences(DINER, edited))
    assert (edited == DINER) == (() == differences(edited, DINER))


def test_a_target_is_told_with_both_values() -> None:
    """Step, field, before and after, in words."""
    before = replace(GRILL, when=replace(GRILL.when, target=45))
    after = replace(GRILL, when=replace(GRILL.when, target=40))
    (change,) = procedure_differences(before, after)
    assert Difference("changed", ("procedures", "grill", "when", "target"), "45", "40", "grill") == change
    said = told(change, DINER, DINER)
    assert ("≠", "Grill · target in seconds", "45 → 40") == (said.sign, said.where, said.what)


def test_points_are_compared_by_their_ids() -> None:
    """A point that is added, one that is gone and one that says something else are three changes."""
    before = replace(GRILL, points=(Point("a", "Turn it"), Point("b", "Salt it")))
    after = replace(GRILL, points=(Point("b", "Salt both sides"), Point("c", "Rest it")))
    found = [(one.sort, one.place[3], one.before, one.after) for one in procedure_differences(before, after)]
    assert [
        ("changed", "b", "Salt it", "Salt both sides"),
        ("added", "c", "", "Rest it"),
        ("removed", "a", "Turn it", ""),
    ] == found


def test_lines_of_a_long_text_are_compared_one_by_one() -> None:
    """One paragraph changed in a document of three is one change."""
    before = replace(GRILL, text="One.\n\nTwo.\n\nThree.")
    after = replace(GRILL, text="One.\n\n2.\n\nThree.")
    assert [("Two.", "2.")] == [(one.before, one.after) for one in procedure_differences(before, after)]


def test_a_file_written_otherwise_is_one_change() -> None:
    """Comments and spaces have their own version and change nothing else."""
    (change,) = procedure_differences(GRILL, replace(GRILL, version="0" * 12))
    assert "version" == change.field


def test_steps_of_changes_are_named_once() -> None:
    """What a manager looks up the figures of."""
    edited = with_procedure(replace(GRILL, title="Grill it", role="Chef"))
    assert ("grill",) == steps_of(differences(DINER, replace(edited, title="New")))


SPEC = Spec("core", "Core", "at least 155 °F", "°F", Decimal(155), reading=True)
BASE = replace(GRILL, points=(Point("gloves", "Wear gloves", critical=True), Point("salt", "Salt")), specs=(SPEC,))


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        (BASE, False),
        (replace(BASE, title="Other"), False),
        (replace(BASE, when=replace(BASE.when, target=1)), False),
        (replace(BASE, points=(BASE.points[0], Point("salt", "Salt more"))), False),
        (replace(BASE, points=(Point("gloves", "Change gloves", critical=True), BASE.points[1])), True),
        (replace(BASE, points=(BASE.points[1],)), True),
        (replace(BASE, points=(BASE.points[0], Point("salt", "Salt", gate=True))), True),
        (replace(BASE, points=(*BASE.points, Point("knife", "Clean knife", critical=True))), True),
        (replace(BASE, points=BASE.points[::-1]), False),
        (replace(BASE, specs=(replace(SPEC, minimum=Decimal(165)),)), True),
        (replace(BASE, specs=()), True),
        (replace(BASE, specs=(replace(SPEC, source="FDA Food Code"),)), False),
        (replace(BASE, when=When(60, 75, 90, earliest=20)), True),
    ],
)
def test_only_what_is_vital_has_to_be_read(after: Procedure, asked: bool) -> None:
    """Critical points and gates, limits, and how soon it can be done; words, targets and order are not."""
    assert asked == bool(changed_critically(BASE, after))


def test_who_approves_is_compared_too() -> None:
    """A change of the approval itself is told as any other."""
    changes = differences(DINER, replace(DINER, approval=Approval(("Manager",), 2)))
    assert {"roles", "approvers"} == {change.field for change in changes}


def test_what_changed_in_another_language_is_told_by_its_language() -> None:
    """Not as languages in another order: the line that came stands there with the language it is in."""
    words = tuple(Translation(code, "Grill", script=("A",)) for code in ("de", "es"))
    more = replace(words[1], script=("A", "B"))
    before, after = replace(GRILL, translations=words), replace(GRILL, translations=(words[0], more))
    place = ("procedures", "grill", "translations", "es", "script")
    assert (Difference("added", place, "", "B", "grill"),) == procedure_differences(before, after)
