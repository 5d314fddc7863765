"""Who has to have seen an allergy, by name, before work on it ends; and what a change that tells of one does."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.allergy.allergy import allergy_said, seen_at, told_by, unseen
from kiosk.work.allergy.detection import Heard
from kiosk.work.order.event import Event, Guest
from kiosk.work.order.fold import after
from kiosk.work.order.line import Wish
from kiosk.work.order.order import Order
from kiosk.work.text.text import action
from kiosk.work.verb.change import wishes_of
from tests import hands
from tests.hands import bump_line, change, recall, review, see_allergy
from tests.playbooks import DINER
from tests.work.crew import MEAL, at
from tests.work.invented import Crew

MUSTARD = Heard(True, ("mustard",))


def allergic(told: Heard = MUSTARD, by: str = "Ana", *, own_words: bool = False) -> Crew:
    """Return an order that was taken with an allergy and paid."""
    crew = at("take-order")
    stamp = crew.stamp(by)
    crew.write(hands.take_order(crew.order, DINER, MEAL, (), stamp, own_words=own_words, told=told), stamp)
    if by:
        crew.write(hands.bump(crew.order, DINER, "pay", stamp), stamp)
    return crew


def see(crew: Crew, step: str, by: str = "Ben") -> None:
    """Say by name that the allergy was seen."""
    crew.clock.advance(1)
    stamp = crew.stamp(by)
    crew.write(see_allergy(crew.order, crew.playbook, step, stamp), stamp)


def refused(crew: Crew, step: str, by: str = "Ben") -> str:
    """Return why a bump is refused."""
    with pytest.raises(Refused) as refusal:
        hands.bump(crew.order, crew.playbook, step, crew.stamp(by))
    return refusal.value.code


def test_found_words_make_an_allergy_order() -> None:
    """What was found stands typed in the event beside what was typed by hand."""
    order = allergic().order
    assert order.allergy
    assert (("mustard",), (), ("mustard",)) == (order.must_not_meet, order.allergies, order.found)


def test_an_allergy_without_a_name_makes_an_allergy_order_too() -> None:
    """The note stands in full, since nobody else can read it."""
    order = allergic(Heard(told=True)).order
    assert order.allergy
    assert "“allergic to kiwi”" == allergy_said(order, Guest(order.id, note="allergic to kiwi"))


def test_forgotten_words_are_said_to_be_gone() -> None:
    """Nobody takes an allergy order for another one because its words are forgotten."""
    order = allergic(Heard(told=True)).order
    assert allergy_said(order, Guest(order.id))


def test_nothing_is_bumped_at_a_station_that_has_not_seen_it() -> None:
    """Neither the ticket nor a line of it."""
    crew = allergic()
    assert "allergy" == refused(crew, "grill")
    with pytest.raises(Refused) as refusal:
        bump_line(crew.order, DINER, "grill", 2, crew.stamp("Ben"))
    assert refusal.value.words.endswith(f" says by name that they saw it: {action('done', '1 grill')}.")


def test_seen_by_name_a_station_goes_on_and_another_still_has_to_see_it() -> None:
    """Each station for itself."""
    crew = allergic()
    see(crew, "grill")
    assert hands.bump(crew.order, DINER, "grill", crew.stamp("Leo"))
    assert "allergy" == refused(crew, "fry")


def test_nobody_sees_it_without_a_name() -> None:
    """A terminal cannot answer for it."""
    crew = allergic()
    with pytest.raises(Refused, match="by a person"):
        see_allergy(crew.order, DINER, "grill", crew.stamp(""))


def test_it_is_seen_once() -> None:
    """Who saw it is not written over."""
    crew = allergic()
    see(crew, "grill")
    with pytest.raises(Refused, match=r"^Ben saw the allergy of order 1 at Grill"):
        see_allergy(crew.order, DINER, "grill", crew.stamp("Leo"))


def test_of_an_order_without_an_allergy_nothing_is_seen() -> None:
    """There is nothing to see, and a bump asks for nothing."""
    crew = at("grill")
    assert hands.bump(crew.order, DINER, "grill", crew.stamp())
    with pytest.raises(Refused, match="Nothing is known of an allergy"):
        see_allergy(crew.order, DINER, "grill", crew.stamp("Ben"))


def test_a_named_order_taker_has_seen_what_they_keyed() -> None:
    """Their own station asks nothing more; a terminal nobody had signed in at does."""
    assert not unseen(allergic().order, DINER, "pay")
    nameless = allergic(by="")
    assert unseen(nameless.order, DINER, "pay")
    assert "allergy" == refused(nameless, "pay")


def test_an_order_from_outside_was_seen_by_nobody() -> None:
    """Whoever sent it in is not at the counter."""
    order = replace(allergic().order, source="outside")
    assert seen_at(order, DINER, "front") is None


def test_what_is_made_again_from_its_beginning_is_seen_again() -> None:
    """A recall asks anew, as it does for readings; a review that goes on does not."""
    crew = allergic()
    see(crew, "grill")
    crew.write(hands.bump(crew.order, DINER, "grill", crew.stamp("Ben")), crew.stamp("Ben"))
    crew.clock.advance(1)
    reviewed = _after(crew, review(crew.order, DINER, "grill", "look"))
    assert not unseen(reviewed, DINER, "grill")
    recalled = _after(crew, recall(crew.order, DINER, "grill", "cold"))
    assert unseen(recalled, DINER, "grill")


def _after(crew: Crew, events: tuple[Event, ...]) -> Order:
    """Return the order after some events, now."""
    return after(crew.order, events, crew.stamp("Ben"))


def noted(order: Order, note: str) -> tuple[Wish, ...]:
    """Return an order's wishes with a line more that has a note."""
    return (*wishes_of(order), Wish("fries", note=note))


def test_a_change_that_tells_of_an_allergy_makes_it_one_and_asks_every_station() -> None:
    """Found in the new line's note; who saw nothing before has to see it now."""
    crew = at("grill")
    crew.write(change(crew.order, DINER, noted(crew.order, "sin gluten"), "", crew.stamp()), crew.stamp())
    assert ("gluten", "wheat") == crew.order.must_not_meet
    assert "allergy" == refused(crew, "grill")


def test_a_change_that_tells_of_more_has_to_be_seen_anew() -> None:
    """Having seen mustard is not having seen sesame."""
    crew = allergic()
    see(crew, "grill")
    crew.write(change(crew.order, DINER, noted(crew.order, "allergic to sesame"), "", crew.stamp()), crew.stamp())
    assert ("mustard", "sesame") == crew.order.must_not_meet
    assert unseen(crew.order, DINER, "grill")


@pytest.mark.parametrize("note", ["extra hot", "mustard allergy", "no mustard"])
def test_a_change_that_tells_of_nothing_new_is_not_asked_about(note: str) -> None:
    """What was seen stays seen."""
    crew = allergic()
    see(crew, "grill")
    crew.write(change(crew.order, DINER, noted(crew.order, note), "", crew.stamp()), crew.stamp())
    assert not unseen(crew.order, DINER, "grill")


def test_notes_on_lines_and_in_combos_and_own_words_are_all_read() -> None:
    """Wherever somebody writes it."""
    wishes = (Wish("meal", inside=(Wish("burger", note="allergico alla senape"), Wish("fries"))),)
    assert Heard(True, ("egg", "mustard")) == told_by(wishes, Guest("", allergy="eggs"))


def test_own_words_alone_are_no_note() -> None:
    """They say by themselves that there is an allergy."""
    assert Heard(told=False, allergens=("egg",)) == told_by((), Guest("", allergy="eggs"))
