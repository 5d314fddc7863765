"""Choose: a question with numbered tiles; one answer, or several until Enter."""

from __future__ import annotations

from pathlib import Path

from kiosk.tui.modals.choose import Choose, Offer
from tests.tui.seat import Seat, seat

Chosen = list[tuple[object, ...] | None]


def ask(at: Seat, count: int, *, many: bool = False, chosen: frozenset[object] = frozenset()) -> Chosen:
    """Ask among so many; the answer comes into the list."""
    answers: Chosen = []
    offers = tuple(Offer(number, f"Offer {number}") for number in range(1, count + 1))
    at.app.push_screen(Choose("Which one?", offers, many=many, chosen=chosen), answers.append)
    return answers


async def test_one_is_chosen_by_digit_touch_or_arrows(database: Path) -> None:
    """Each ends the question."""
    async with seat(database, "home") as at:
        answers = ask(at, 3)
        await at.settle()
        assert "Which one?" in at.text
        await at.press("2")
        by_touch = ask(at, 3)
        await at.settle()
        await at.touch("Offer 3")
        by_arrows = ask(at, 3)
        await at.settle()
        await at.press("enter", "down", "down", "up", "enter")
        assert ([(2,)], [(3,)], [(1,)]) == (answers, by_touch, by_arrows)


async def test_several_are_chosen_until_enter(database: Path) -> None:
    """A digit chooses and takes back; Space does what the mark stands on; what was chosen before is."""
    async with seat(database, "home") as at:
        answers = ask(at, 4, many=True, chosen=frozenset({4}))
        await at.settle()
        await at.press("1", "2", "1", "down", "down", "down", "space", "enter")
        assert [(2, 3, 4)] == answers


async def test_several_can_be_touched(database: Path) -> None:
    """And Done ends it."""
    async with seat(database, "home") as at:
        answers = ask(at, 4, many=True)
        await at.settle()
        await at.touch("Offer 4")
        await at.touch("Offer 1")
        await at.touch("Done ⏎")
        assert [(1, 4)] == answers


async def test_going_back_answers_nothing(database: Path) -> None:
    """By Backspace, Escape or touch; None is not an empty choice."""
    async with seat(database, "home") as at:
        for back in ("backspace", "escape"):
            answers = ask(at, 2, many=True)
            await at.settle()
            await at.press(back)
            assert [None] == answers
        answers = ask(at, 2)
        await at.settle()
        await at.touch("Back ⌫")
        assert [None] == answers


async def test_more_than_nine_have_pages(database: Path) -> None:
    """0 and → turn them round; digits stand for what is shown."""
    async with seat(database, "home") as at:
        answers = ask(at, 20)
        await at.settle()
        assert "Offer 10" not in at.text
        await at.press("0", "right", "0", "0", "1")
        assert [(10,)] == answers
        answers = ask(at, 20, many=True)
        await at.settle()
        await at.press("1")
        await at.touch("More")
        await at.press("9", "7", "enter")
        assert [(1, 16, 18)] == answers


async def test_a_digit_without_a_tile_is_no_answer(database: Path) -> None:
    """The question stays."""
    async with seat(database, "home") as at:
        answers = ask(at, 2)
        await at.settle()
        await at.press("7", "0")
        assert [] == answers
        assert "Which one?" in at.text
