"""The program's own words in the rules: reasons, names inside sentences and lists, as each language has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk import words
from kiosk.work.order.guard import inside, joined
from kiosk.work.playbook.reasons import FOR_LATER, USUAL, usual


@pytest.fixture
def german() -> Iterator[None]:
    """Speak German for one test."""
    words.use("de")
    yield
    words.use(words.ENGLISH)


def test_english_shows_a_reason_as_the_record_has_it() -> None:
    """The words in the record are the English ones."""
    assert USUAL.void == tuple(map(usual, USUAL.void))


@pytest.mark.usefixtures("german")
def test_a_usual_reason_is_shown_in_the_terminals_language() -> None:
    """Also that of the program itself, for an order that is wanted later."""
    assert ("Gast ist gegangen", "Für später bestellt") == (usual("Guest left"), usual(FOR_LATER))


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("said", ["", "The van broke down", "Undo"])
def test_a_reason_in_own_words_stays_as_it_was_said(said: str) -> None:
    """Even where the program happens to have these words for something else."""
    assert said == usual(said)


def test_a_name_stands_small_inside_an_english_sentence() -> None:
    """As it does in English."""
    assert "toast and dress" == inside("Toast and dress")


@pytest.mark.usefixtures("german")
def test_a_name_keeps_its_capitals_where_nouns_have_them() -> None:
    """German would be wrong otherwise."""
    assert "Braten" == inside("Braten")


@pytest.mark.usefixtures("german")
def test_names_are_joined_in_the_terminals_language() -> None:
    """One after the other."""
    assert "Grill und Fry und Dress" == joined(["Grill", "Fry", "Dress"])
