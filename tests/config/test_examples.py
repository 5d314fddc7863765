"""Examples that an owner writes beside a playbook: orders in sentences, and where they go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.examples import read_examples
from kiosk.config.playbook import load_playbook, shipped
from kiosk.errors import PlaybookProblems
from kiosk.work.outside.example import play
from tests.config.shop import Shop

COUNTERS = {name: load_playbook(folder) for name, folder in shipped().items()}
BURGER = COUNTERS["burger"]


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_counter_has_examples_that_hold(name: str) -> None:
    """They are the first thing an owner reads of how to write one."""
    examples = [said for said, _ in read_examples(shipped()[name])]
    assert len(examples) > 2
    assert {} == {said: wrong for said in examples if (wrong := play(COUNTERS[name], said))}


@pytest.mark.parametrize(
    "said",
    [
        "a cheeseburger with no onion goes to grill and dress, not to fry",
        "A Cheeseburger with no onion and extra pickle goes to Grill.",
        "2 x cola go to fry and not to grill",
        "two large fries and a small cola cost 8.80",
        "fries, a cola and a coffee go to fry, not to dress",
        "a hamburger meal with no onion, large and no ice goes to grill, dress and fry",
        "a hamburger for a guest allergic to sesame goes to clean-board",
        "a hamburger with an allergy to milk goes to clean board",
        "a cola does not go to grill",
        "a cola from outside does not go to pay, and goes to hand-over",
        "a hamburger asks for probe, not for board",
        "a hamburger at 12:30 goes to cook",
        "ein Hamburger geht an Grill, nicht an fry",
        "una cola va a fry, no a grill",
    ],
)
def test_what_is_so_holds(said: str) -> None:
    """In the words people find for it."""
    assert not play(BURGER, said)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a cola goes to grill", "It goes to front, fry, expo: not grill."),
        ("a hamburger does not go to grill", "It goes to grill."),
        ("a cola costs 9.99", "It costs $2.40."),
        ("a cola costs much", "“much” is no amount of money, such as $4.50."),
        ("a hambrger goes to grill", "The menu has no item “hambrger”. Did you mean `Hamburger`?"),
        ("a cola with no onion goes to fry", "Cola has no choice “no onion”."),
        ("a hamburger meal with no onion goes to fry", ""),
        ("a hamburger meal with a hat goes to fry", "Nothing inside Hamburger meal has a choice “a hat”."),
        ("a cola goes to gril", "There is no station or step “gril”. Did you mean `grill`?"),
        ("a hamburger asks for prob", "There is no point or spec “prob”. Did you mean `probe`?"),
        ("a hamburger allergic to sesme goes to clean-board", "no allergen “sesme”. Did you mean `sesame`?"),
        ("a hamburger allergic to kiwi goes to clean-board", ""),
        ("a cola", "Nothing is said of the order."),
        ("goes to grill", "Nothing is ordered yet."),
        ("a hamburger goes to clean-board", "not clean-board."),
    ],
)
def test_what_is_not_so_is_told(said: str, told: str) -> None:
    """With what is so, or with the nearest of what was meant."""
    assert told in play(BURGER, said)
    assert bool(told) == bool(play(BURGER, said))


@given(
    st.lists(st.sampled_from(["a", "cola", "and", "goes to", "not to", ",", "fry", "with", "x", "costs", "2", "at"]))
)
def test_no_sentence_is_too_strange(words: list[str]) -> None:
    """It holds, or something is told."""
    assert isinstance(play(BURGER, " ".join(words)), str)


def test_one_that_does_not_hold_is_told_by_command_with_its_place(shop: Shop) -> None:
    """So is a file that is none."""
    file = shop.folder / "examples.yaml"
    file.write_text("examples:\n  - a soup goes to stove\n  - a soup does not go to stove\n", encoding="utf-8")
    assert [(2, 5), (3, 5)] == [(place.line, place.column) for _, place in read_examples(shop.folder)]
    assert ["", "It goes to stove."] == [
        play(load_playbook(shop.folder), said) for said, _ in read_examples(shop.folder)
    ]
    file.write_text("exampels:\n  - a soup goes to stove\n", encoding="utf-8")
    with pytest.raises(PlaybookProblems, match=re.escape("`exampels` is not known here. Did you mean `examples`?")):
        read_examples(shop.folder)
    file.unlink()
    assert () == read_examples(shop.folder)
    assert () == read_examples(Path("/nowhere"))
