"""Clashes: which lines hold what their guest must not meet, and how that is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.playbook import load_playbook, shipped
from kiosk.errors import Refused
from kiosk.work.allergy.clash import clash_words, clashes
from kiosk.work.order.line import Choice, Line, Wish, allergens, numbered
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from tests.work.invented import playbooks, wishes


@pytest.fixture(scope="module")
def burger() -> Playbook:
    """Return the burger counter."""
    return load_playbook(shipped()["burger"])


def test_a_line_that_holds_it_is_named_with_what_of_it(burger: Playbook) -> None:
    """Each item once, however many lines of it there are; what the guest may meet is not said."""
    lines = numbered(burger.menu, (Wish("hamburger"), Wish("hamburger", 2)))
    found = clashes(burger.menu, lines, ("mustard", "celery"))
    assert [(line, ("mustard",)) for line in lines] == list(found)
    assert ("Hamburger holds mustard",) == clash_words(burger.menu, found)


def test_what_a_choice_takes_away_is_not_held(burger: Playbook) -> None:
    """Without mustard a hamburger holds none."""
    group = next(name for name in burger.menu.item["hamburger"].groups if burger.menu.group[name].kind == "change")
    lines = numbered(burger.menu, (Wish("hamburger", choices=(Choice(group, "mustard", "no"),)),))
    assert () == clashes(burger.menu, lines, ("mustard",))


def test_what_is_not_on_the_menu_holds_nothing_anybody_knows(burger: Playbook) -> None:
    """Nor does anything clash where the guest may meet everything."""
    assert () == clashes(burger.menu, (Line(1, UNKNOWN, called="soup"), Line(2, "gone")), ("mustard",))
    assert () == clashes(burger.menu, numbered(burger.menu, (Wish("hamburger"),)), ())


@given(st.data())
def test_all_that_is_held_and_avoided_is_found(data: st.DataObject) -> None:
    """Over any menu: the lines found hold together what the order holds of what is avoided."""
    menu = data.draw(playbooks()).menu
    try:
        lines = numbered(menu, data.draw(wishes(menu)))
    except Refused:
        return
    held = allergens(menu, lines)
    avoided = data.draw(st.sets(st.sampled_from([*held, "mustard"])))
    found = clashes(menu, lines, avoided)
    assert sorted(avoided & set(held)) == sorted({name for _, names in found for name in names})
