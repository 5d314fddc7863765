"""Notes that may tell of an allergy: worked as one until somebody says, by name, whether they do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.errors import Refused
from kiosk.work.allergy.allergy import allergy_said, answer_lines, told_by, unseen
from kiosk.work.allergy.detection import Heard
from kiosk.work.order.event import Guest, Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.line import Wish
from kiosk.work.order.order import AllergyQuestion, Answer, Order, StepDone
from kiosk.work.order.order_events import OrderFinished
from kiosk.work.order.routing import tickets
from kiosk.work.time.instant import Instant
from kiosk.work.verb.change import Change, wishes_of
from kiosk.work.verb.recall import Recall
from kiosk.work.verb.see_allergy import AnswerAllergy
from tests import hands
from tests.hands import answer_allergy, change, see_allergy

BURGER = load_playbook(shipped()["burger"])
STAMP = Stamp(Instant(1_000, 1_000, "boot"), "Ana", "dress")
AVOID = "avoid mustard"
MUSTARD = AllergyQuestion(("mustard",), note=True)


def ordered(*wishes: Wish, note: str = AVOID, typed: tuple[str, ...] = ()) -> Order:
    """Return an order from outside as its notes are read."""
    wanted = wishes or (Wish("cheeseburger"),)
    order = Order("o", 1, "2026-11-22", BURGER.hash, "outside", "", STAMP, 1)
    told = told_by(wanted, Guest("o", note=note), typed)
    return after(order, hands.take_order(order, BURGER, wanted, typed, STAMP, told=told), STAMP)


def answered(order: Order, answer: Answer, by: str = "Ben", *, anew: bool = False) -> Order:
    """Return an order for which somebody has answered."""
    stamp = Stamp(order.opened.at.later(1_000), by, "grill")
    return after(order, answer_allergy(order, BURGER, answer, stamp, anew=anew), stamp)


def states(order: Order) -> dict[str, str]:
    """Return the state of each ticket."""
    return {ticket.step: ticket.state for ticket in tickets(order, BURGER)}


def refused(deed: Callable[[], object]) -> str:
    """Return why something is refused."""
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.code


def done(order: Order, *steps: str) -> Order:
    """See the allergy where somebody has to, and bump these steps."""
    for step in steps:
        if unseen(order, BURGER, step):
            order = after(order, see_allergy(order, BURGER, step, STAMP), STAMP)
        order = after(order, hands.bump(order, BURGER, step, STAMP), STAMP)
    return order


def noted(order: Order, note: str) -> Order:
    """Return an order to which fries with a note were added."""
    wishes = (*wishes_of(order), Wish("fries", note=note))
    return after(order, change(order, BURGER, wishes, "", STAMP), STAMP)


def dressed() -> Order:
    """Return a cheeseburger of a guest who said nothing, dressed on the board of all."""
    return done(ordered(note=""), "cook", "dress")


def test_while_it_is_asked_it_is_worked_as_an_allergy_order() -> None:
    """With its clean board and its allergens, and no station bumps anything."""
    order = ordered()
    assert (MUSTARD, True, False, ("mustard",)) == (order.asked, order.allergy, order.is_told, order.must_not_meet)
    assert {"clean-board": "open", "cook": "open", "dress": "waiting"}.items() <= states(order).items()
    assert "asked" == refused(lambda: hands.bump(order, BURGER, "cook", STAMP))
    assert "asked" == refused(lambda: hands.bump_line(order, BURGER, "cook", 1, STAMP))
    assert "asked" == refused(lambda: hands.hand_over_early(order, BURGER, "in a hurry", STAMP))


def test_an_allergy_stays_one_and_every_station_has_to_see_it() -> None:
    """With the allergens that were found, the words and who said so."""
    order = answered(ordered(), "allergy")
    assert (None, True, ("mustard",)) == (order.asked, order.is_told, order.must_not_meet)
    (answer,) = order.answers
    assert (MUSTARD, "allergy", "Ben") == (answer.question, answer.answer, answer.stamp.by)
    assert "mustard, “avoid mustard”" == allergy_said(order, Guest("o", note=AVOID))
    assert "allergy" == refused(lambda: hands.bump(order, BURGER, "cook", STAMP))
    assert "bumped" == states(done(order, "cook", "clean-board", "dress"))["dress"]


def test_a_wish_takes_the_whole_path_off_again_and_stays_what_it_is() -> None:
    """No clean board, nothing to see; the answer stands on the order."""
    order, guest = answered(ordered(), "wish"), Guest("o", note=AVOID)
    assert (False, (), {}) == (order.allergy, order.must_not_meet, order.allergy_seen)
    assert "clean-board" not in states(order)
    assert "" == allergy_said(order, guest)
    assert ("“avoid mustard” (mustard): just a wish",) == answer_lines(order, guest)
    assert "bumped" == states(done(order, "cook", "dress"))["dress"]


def test_a_wish_leaves_what_is_told_beside_it() -> None:
    """Milk was told plainly: it stays, and the words that were a wish are not said of it."""
    order = ordered(Wish("cheeseburger", note="milk allergy"))
    assert (("milk",), ("milk", "mustard")) == (order.told_by_name, order.must_not_meet)
    order = answered(order, "wish")
    assert ("milk",) == order.must_not_meet
    assert "milk, “milk allergy”" == allergy_said(order, Guest("o", note=AVOID))
    assert "clean-board" in states(order)


@pytest.mark.parametrize(("note", "typed"), [("no mustard", ()), (AVOID, ("mustard",)), ("extra cheese", ())])
def test_what_is_harmless_or_typed_already_is_not_asked(note: str, typed: tuple[str, ...]) -> None:
    """Nobody is asked what everybody knows."""
    assert None is ordered(note=note, typed=typed).asked


def test_many_notes_of_one_order_are_one_question() -> None:
    """With the words of all of them."""
    wishes = (Wish("cheeseburger", note="sesame?"), Wish("fries", note="花生过敏"), Wish("fries", note="extra crispy"))
    order = ordered(*wishes)
    assert AllergyQuestion(("mustard", "sesame"), ("sesame?", "花生过敏"), note=True) == order.asked
    assert not answered(order, "wish").allergy


def test_it_is_answered_by_a_person_once_and_anew_only_where_that_is_meant() -> None:
    """Of two who answer at once the second is told who was first; a change of mind keeps both answers."""
    order = ordered()
    assert "no-name" == refused(lambda: answered(order, "wish", by=""))
    wish = answered(order, "wish")
    assert "already-answered" == refused(lambda: answered(wish, "allergy", by="Kim"))
    assert "already-answered" == refused(lambda: answered(wish, "wish", by="Kim", anew=True))
    allergy = answered(wish, "allergy", by="Kim", anew=True)
    assert [("wish", "Ben"), ("allergy", "Kim")] == [(one.answer, one.stamp.by) for one in allergy.answers]
    assert (True, ("mustard",)) == (allergy.allergy, allergy.must_not_meet)
    assert "no-question" == refused(lambda: answered(dressed(), "wish"))


def test_a_wish_that_was_an_allergy_after_all_makes_again_what_was_made_before() -> None:
    """Dressed on the old board it is dressed anew; the patty stays, and who saw it before sees it again."""
    order = answered(done(answered(ordered(), "wish"), "cook", "dress"), "allergy", anew=True)
    assert {"clean-board": "open", "cook": "bumped", "dress": "waiting"}.items() <= states(order).items()
    assert unseen(order, BURGER, "dress")


def test_a_change_brings_a_new_question_and_nothing_is_made_again_before_the_answer() -> None:
    """What was dressed stays where it was just a wish, and is dressed anew where it was an allergy."""
    order = noted(dressed(), "keep away from mustard")
    assert AllergyQuestion(("mustard",), ("keep away from mustard",)) == order.asked
    assert {"clean-board": "open", "dress": "bumped"}.items() <= states(order).items()
    assert "asked" == refused(lambda: hands.bump(order, BURGER, "fry", STAMP))
    wish = states(answered(order, "wish"))
    assert ("bumped", False) == (wish["dress"], "clean-board" in wish)
    assert {"clean-board": "open", "dress": "waiting"}.items() <= states(answered(order, "allergy")).items()


def test_a_plain_allergy_after_a_question_makes_again_what_nobody_was_sure_of() -> None:
    """The clean board that was only asked about is no clean board that was there; the question still stands."""
    order = noted(noted(dressed(), "keep away from mustard"), "allergic to sesame")
    assert {"clean-board": "open", "dress": "waiting"}.items() <= states(order).items()
    assert (("sesame",), ("mustard", "sesame")) == (order.told_by_name, order.must_not_meet)


def test_a_second_question_is_joined_to_the_first_and_what_was_answered_is_not_asked_again() -> None:
    """A part that was added later brings its own words."""
    order = noted(answered(ordered(), "wish"), "sesame?")
    assert AllergyQuestion(("sesame",), ("sesame?",)) == order.asked
    order = noted(order, "keep away from celery")
    assert AllergyQuestion(("celery", "sesame"), ("keep away from celery", "sesame?")) == order.asked


def test_an_answer_holds_for_the_words_that_were_shown_and_no_others() -> None:
    """A note that came between question and answer is asked about too: nobody has read it."""
    order = ordered()
    shown = order.question
    joined = noted(order, "keep away from celery")
    late = AnswerAllergy(order.id, "wish", shown=shown)
    assert "asked-anew" == refused(lambda: hands.decided(late, joined, BURGER, STAMP))
    now = AnswerAllergy(order.id, "wish", shown=joined.question)
    assert not after(joined, hands.decided(now, joined, BURGER, STAMP), STAMP).allergy


def test_whoever_changes_an_order_answers_for_no_note_they_were_not_asked_about() -> None:
    """An older question stands, joined by that of the change, until somebody reads both."""
    order = ordered()
    wishes = (replace(wishes_of(order)[0], note="keep away from celery"),)
    events = hands.decided(Change(order.id, wishes, answer="wish"), order, BURGER, STAMP)
    both = after(order, events, STAMP)
    assert ("celery", "mustard") == getattr(both.asked, "allergens", ())
    events = hands.decided(Change(order.id, wishes, answer="wish", shown=both.asked), order, BURGER, STAMP)
    assert not after(order, events, STAMP).allergy  # whoever was shown both answers for both


def test_a_wish_can_be_taken_back_whatever_was_asked_since() -> None:
    """Anew all that was ever asked is answered: an allergy that was taken for a wish is never out of reach."""
    order = answered(noted(answered(ordered(), "wish"), "sesame?"), "wish")
    allergy = answered(order, "allergy", by="Kim", anew=True)
    assert ("mustard", "sesame") == allergy.must_not_meet
    assert not answered(allergy, "wish", by="Kim", anew=True).allergy
    mixed = answered(noted(answered(ordered(), "wish"), "sesame?"), "allergy")
    assert ("sesame",) == mixed.must_not_meet
    assert ("mustard", "sesame") == answered(mixed, "allergy", by="Kim", anew=True).must_not_meet


def test_an_order_that_waited_for_the_answer_alone_ends_with_it() -> None:
    """Nothing is left to do where it was just a wish."""
    order = ordered()
    others = (step for step in states(order) if step != "clean-board")
    order = replace(order, bumps=dict.fromkeys(others, StepDone(STAMP, "")))
    assert isinstance(answer_allergy(order, BURGER, "wish", STAMP)[-1], OrderFinished)
    assert not isinstance(answer_allergy(order, BURGER, "allergy", STAMP)[-1], OrderFinished)


def test_a_void_order_is_not_asked_about_and_its_question_stands_where_it_goes_on() -> None:
    """Nobody answers for what nobody makes."""
    order = after(ordered(), hands.void(ordered(), "Guest left"), STAMP)
    assert "void" == refused(lambda: answered(order, "wish"))
    assert MUSTARD == order.asked


def test_a_recall_asks_nothing_anew() -> None:
    """What was said of the note holds for as long as the order lives."""
    order = done(answered(ordered(), "wish"), "cook", "dress")
    order = after(order, hands.decided(Recall(order.id, "dress", "Went cold"), order, BURGER), STAMP)
    assert ("open", None, False) == (states(order)["dress"], order.asked, order.allergy)


def test_undo_names_the_answer_and_takes_back_nothing_older() -> None:
    """It is given anew instead."""
    order = noted(done(answered(ordered(), "wish"), "cook"), "sesame?")
    stamp = Stamp(STAMP.at.later(2_000), "Ana", "dress")
    order = after(order, answer_allergy(order, BURGER, "wish", stamp), stamp)
    with pytest.raises(Refused, match="an answer about an allergy: give another one"):
        hands.undo(order, BURGER, "", stamp)


def test_what_is_read_is_parted_into_told_and_asked() -> None:
    """What is named only where it is told already is not asked about."""
    guest = Guest("", note="allergic to mustard")
    told = told_by((Wish("fries", note=AVOID), Wish("fries", note="sesame?")), guest)
    assert Heard(told=True, allergens=("mustard",), asked=AllergyQuestion(("sesame",), ("sesame?",))) == told
