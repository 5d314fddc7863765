"""Which orders reach each step, proved by trying one of every kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.work.check.reach import TriedOrder, proof, reach_problems, tried_words
from kiosk.work.order.line import Choice, Wish
from kiosk.work.order.routing import needed
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from tests.playbooks import DINER
from tests.work.test_for_some_orders import asked_of_some, saying, with_taste


def problems(book: Playbook) -> list[str]:
    """Return the sentences of what is found."""
    return [words for _place, words in reach_problems(book, proof(book))]


def examples(book: Playbook, step: str) -> tuple[str, str]:
    """Return an order that reaches a step and one that passes it by."""
    reach = next(one for one in proof(book).steps if one.step.id == step)
    by, not_by = (tried_words(book, one) if one else "" for one in (reach.by, reach.not_by))
    return by, not_by


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_step_of_a_shipped_counter_is_reached(name: str) -> None:
    """And every order ends with the output."""
    assert [] == problems(load_playbook(shipped()[name]))


@pytest.mark.parametrize(
    ("when", "by", "not_by"),
    [
        ("part patty", "Burger", "Fries"),
        ("choice large", "Fries large", "Burger"),
        ("part patty and not part onion", "Burger no onion", "Burger"),
        ("item meal and choice no onion", "Meal with Burger no onion", "Burger"),
        ("part patty and choice large and allergy", "Meal with Fries large, with an allergy", "Burger"),
        ("channel outside", "Burger, from outside", "Burger"),
        ("hour 22:00 to 02:00", "Burger, at 22:00", "Burger, at 02:00"),
    ],
)
def test_each_step_has_an_order_that_reaches_it_and_one_that_does_not(when: str, by: str, not_by: str) -> None:
    """The smallest of each."""
    assert (by, not_by) == examples(with_taste(when), "taste")


def test_a_step_that_no_order_reaches_is_told() -> None:
    """A meal has always fries."""
    found = problems(with_taste("item meal and not part fries"))
    assert 1 == len(found)
    assert found[0].startswith("No order reaches `taste`, of ")


def test_an_order_that_ends_without_the_output_is_told() -> None:
    """It would be over, and the guest has nothing."""
    last = Step("hand-over", "Hand over", "expo", after=("check",), gives=("served guest",), when="part patty")
    steps = (*DINER.process.steps[:-1], last)
    found = problems(replace(DINER, process=replace(DINER.process, steps=steps)))
    assert ["An order of Fries ends at `check`, without the output “served guest”."] == [
        words.partition(" Let")[0] for words in found
    ]


def test_what_is_asked_of_no_order_that_comes_to_its_step_is_told() -> None:
    """No order without a patty comes to the grill."""
    words = "No order that comes to `grill` is one of these. Mend the condition, or take this out."
    assert [words, words] == problems(asked_of_some("not part patty", "item fries and not part patty"))
    assert [words.replace("grill", "hand-over")] == problems(
        saying("Hi", "Salt? (when: item meal and not item burger)")
    )


ONION = [Choice("toppings", "onion", "no"), Choice("toppings", "onion", "extra")]
WISHES = st.lists(
    st.one_of(
        st.just(Wish("meal")),
        st.sampled_from([Wish("burger"), *(Wish("burger", choices=(one,)) for one in ONION)]),
        st.builds(Wish, st.just("fries"), choices=st.sampled_from([(), (Choice("size", "large"),)])),
    ),
    min_size=1,
    max_size=4,
).map(tuple)
CONDITIONS = [
    "part patty and not part onion",
    "not (choice large or choice no onion)",
    "allergy and (item meal or choice small)",
    "channel front and not hour 11:00 to 14:00",
]


@given(
    WISHES,
    st.sampled_from(CONDITIONS),
    st.sampled_from([("front", "front"), ("outside", ""), ("web", "")]),
    st.booleans(),
    st.integers(0, 1439),
)
def test_no_order_goes_a_way_that_was_not_tried(
    wishes: tuple[Wish, ...], when: str, channel: tuple[str, str], allergy: bool, minute: int
) -> None:
    """Whatever is ordered, from wherever and whenever: the steps it needs are those of an order that was tried."""
    book = with_taste(when)
    order = TriedOrder(wishes, *channel, allergy, minute).order(book)
    assert tuple(step.id for step in needed(order, book)) in ways(book)


def ways(book: Playbook) -> set[tuple[str, ...]]:
    """Return the ways of all orders that are tried."""
    found = proof(book)
    assert found.is_whole
    return {tuple(step.id for step in needed(tried.order(book), book)) for tried in found.tried}
