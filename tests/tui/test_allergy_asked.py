"""A note that may tell of an allergy, on real screens: asked at the first place with hands, before any bump."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.see_allergy import AnswerAllergy
from tests.tui.seat import Seat, seat
from tests.tui.test_allergy import added, key_with_note, named, only
from tests.tui.test_front_change import sent

NOTE = "keep away from mustard"


def answers(terminal: Seat) -> list[tuple[str, str]]:
    """Return what was answered, and by whom."""
    return [(one.answer, one.stamp.by) for one in only(terminal).order.answers]


@pytest.mark.parametrize(("digit", "answer", "told"), [("1", "allergy", True), ("2", "wish", False)])
async def test_a_station_reads_the_guests_words_and_answers_with_one_key(
    database: Path, burger: Playbook, digit: str, answer: str, *, told: bool
) -> None:
    """The green key asks; until then nothing is bumped, and the words stand on the ticket."""
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben")) as grill:
        entry = await added(grill, NOTE)
        assert "ALLERGY?" in grill.keys
        assert "M U S T A R D" in grill.text
        assert "ALLERGY? mustard, “keep away from mustard”" in grill.text
        assert "An allergy, or just a wish? ⏎ asks" in grill.text
        await grill.press("enter")
        assert "is it an allergy?" in grill.text
        assert "open" == grill.state(entry.order.id, "cook")
        await grill.press(digit)
        assert [(answer, "Ben")] == answers(grill)
        assert (told, told) == (only(grill).order.allergy, "SEEN" in grill.keys)
        await grill.press("enter")
        assert ("open" if told else "bumped") == grill.state(entry.order.id, "cook")


async def test_where_nobody_is_signed_in_a_name_is_asked_for(database: Path, burger: Playbook) -> None:
    """Without one nothing is answered."""
    async with seat(database, "station:grill", playbook=burger, settings=named("")) as grill:
        await added(grill, NOTE)
        await grill.press("enter", "2")
        assert "Who says so?" in grill.text
        await grill.touch("Back")
        await grill.pass_time(1)
        assert [] == answers(grill)
        await grill.press("enter", "2")
        await grill.type("Kim")
        await grill.press("enter")
        assert [("wish", "Kim")] == answers(grill)


async def test_an_answer_is_given_anew_with_its_own_key(database: Path, burger: Playbook) -> None:
    """Both stand in the record; where nothing was asked the key says so."""
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben")) as grill:
        await added(grill, NOTE)
        await grill.press("a", "2", "a", "1")
        assert [("wish", "Ben"), ("allergy", "Ben")] == answers(grill)
    async with seat(database.with_name("other.db"), "station:grill", playbook=burger, settings=named("Ben")) as grill:
        await added(grill, "extra cheese")
        await grill.press("a")
        assert "No note has to be asked about here." in grill.notice


@pytest.mark.parametrize(("digit", "answer", "told"), [("1", "allergy", True), ("2", "wish", False)])
async def test_the_front_asks_before_it_sends(
    database: Path, burger: Playbook, digit: str, answer: str, *, told: bool
) -> None:
    """The taker's answer goes to the record with the order; going back sends nothing."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, NOTE)
        await front.press("enter")
        assert "is it an allergy?" in front.text
        await front.touch("Back")
        assert None is only(front).order.taken
        await front.pass_time(1)
        await front.press("enter", digit)
        if told:
            await front.press("2")  # the hamburger holds mustard: it is sent as it is
        assert [(answer, "Ana")] == answers(front)
        assert (None, told) == (only(front).order.asked, only(front).order.allergy)


@pytest.mark.parametrize("digit", ["1", "2"])
@pytest.mark.parametrize("end", ["enter", "escape"])
async def test_an_answer_at_the_front_without_a_name_is_none(
    database: Path, burger: Playbook, digit: str, end: str
) -> None:
    """The mark stays on the basket, and sending asks the question anew, as often as it takes."""
    async with seat(database, "station:front", playbook=burger, settings=named("")) as front:
        await key_with_note(front, "egg makes me itch")
        draft = front.app.drafts[only(front).order.id]
        for _again in range(2):
            await front.press("enter")
            assert "is it an allergy?" in front.text
            await front.press(digit)
            assert "Who says so?" in front.text
            await front.press(end)
            await front.pass_time(1)
            assert (None, ("egg",)) == (only(front).order.taken, draft.says.allergens)
            assert (("egg",), None) == (draft.asked(), draft.said()[1])
            assert "ALLERGY" in front.text
        await front.press("enter", digit)
        await front.type("Kim")
        await front.press("enter")
        assert [("allergy" if digit == "1" else "wish", "Kim")] == answers(front)


@pytest.mark.parametrize(
    ("name", "allergy", "note"),
    [
        ("Ana nut allergy", "Ana nut allergy", ""),
        ("Bo (coeliac)", "Bo (coeliac)", ""),
        ("Cy, MCAS", "", "Cy, MCAS"),
        ("Sesame Smith", "", ""),
    ],
)
async def test_a_name_keyed_at_the_front_is_looked_at_too(
    database: Path, burger: Playbook, name: str, allergy: str, note: str
) -> None:
    """As one from outside is; keyed anew, what it told is gone and what else was written stays."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, "by the window")
        draft = front.app.drafts[only(front).order.id]
        await front.press("g")
        await front.type(name)
        await front.press("enter")
        assert (name, allergy) == (draft.guest.name, draft.guest.allergy)
        assert ". ".join(filter(None, ("by the window", note))) == draft.guest.note
        assert bool(allergy or note) == ("ALLERGY" in front.text)
        await front.press("g", *["backspace"] * len(name))
        await front.type("Di")
        await front.press("enter")
        assert ("Di", "by the window", "") == (draft.guest.name, draft.guest.note, draft.guest.allergy)
        assert "ALLERGY" not in front.text


async def test_what_was_taken_off_at_the_front_was_answered_there(database: Path, burger: Playbook) -> None:
    """The list that A opens says the same as the question."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, NOTE)
        await front.press("a")
        await front.touch("mustard")
        await front.press("enter", "enter")
        assert [("wish", "Ana")] == answers(front)


async def test_a_note_of_a_change_is_asked_about_before_the_change_is_sent(database: Path, burger: Playbook) -> None:
    """The question is answered where the note is keyed."""
    async with sent(database, burger) as (front, entry):
        await front.press("3", "3", "e")
        await front.type(NOTE)
        await front.press("enter", "enter", "enter")
        assert "is it an allergy?" in front.text
        assert 0 == only(front).order.changes
        await front.press("2")
        order = only(front).order
        assert (1, ["wish"], None) == (order.changes, [one.answer for one in order.answers], order.asked)
        assert "bumped" == front.state(entry.order.id, "cook")


async def test_the_manager_and_the_order_page_show_it_and_the_guests_board_does_not(
    database: Path, burger: Playbook
) -> None:
    """Whoever has hands answers; who waits for food reads nothing of it."""
    async with seat(database, "station:expo", playbook=burger, settings=named("Ben")) as expo:
        await added(expo, NOTE)
        assert "ALLERGY? mustard, “keep away from mustard”" in expo.text
        await expo.press("1")
        assert "ALLERGY? mustard, “keep away from mustard”" in expo.text
        assert "ALLERGY? 1" in expo.keys
        await expo.press("1", "2")
        assert [("wish", "Ben")] == answers(expo)
        assert "Asked: “keep away from mustard” (mustard): just a wish (Ben" in expo.text
    async with seat(database.with_name("other.db"), "manager", playbook=burger, settings=named("Ben")) as manager:
        entry = await added(manager, NOTE)
        assert "ALLERGY? 1" in manager.text
        await manager.counter.do(AnswerAllergy(entry.order.id, "wish"), by="Ben")
        await manager.pass_time(1)
        assert "ALLERGY?" not in manager.text
    async with seat(database.with_name("third.db"), "pickup", playbook=burger, settings=named("Ben")) as board:
        await added(board, NOTE)
        assert "mustard" not in board.text
        assert "ALLERGY" not in board.text
