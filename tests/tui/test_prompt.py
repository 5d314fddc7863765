"""Prompt: a few words or a number, keyed or touched."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widgets import Input

from kiosk.tui.modals.prompt import Prompt
from kiosk.work.text.text import LINE_LENGTH
from tests.tui.seat import Seat, seat


def ask(at: Seat, value: str = "", *, figures: bool = False) -> list[str | None]:
    """Ask; the answer comes into the list."""
    answers: list[str | None] = []
    at.app.push_screen(Prompt("What is it?", value, figures=figures), answers.append)
    return answers


async def test_what_is_keyed_is_answered_at_enter(database: Path) -> None:
    """Without the spaces around it."""
    async with seat(database, "home") as at:
        answers = ask(at)
        await at.settle()
        await at.type("  Zoë 12 ")
        await at.press("enter")
        assert ["Zoë 12"] == answers


async def test_what_is_keyed_can_be_seen(database: Path) -> None:
    """In every size, while it is keyed."""
    for size in ((40, 20), (80, 24)):
        async with seat(database, "home", size=size) as at:
            ask(at)
            await at.settle()
            await at.type("Maya")
            assert "Maya" in at.text


async def test_what_stood_there_is_replaced_or_mended(database: Path) -> None:
    """It is marked, so that keying replaces it; after → Backspace takes a sign, and so does a touch on ⌫."""
    async with seat(database, "home") as at:
        replaced = ask(at, "Maya")
        await at.settle()
        assert "Maya" in at.text
        await at.type("Bo")
        await at.press("enter")
        mended = ask(at, "Maya")
        await at.settle()
        await at.press("right", "backspace")
        await at.touch("⌫")
        await at.touch("OK ⏎")
        assert (["Bo"], ["Ma"]) == (replaced, mended)


async def test_words_can_be_touched(database: Path) -> None:
    """Letters with a capital at the start of each word, and a space between them."""
    for size in ((40, 20), (100, 30)):
        async with seat(database, "home", size=size) as at:
            answers = ask(at)
            await at.settle()
            for sign in "jo":
                await at.touch(f" {sign} ")
            await at.touch("Space")
            for sign in "lee":
                await at.touch(f" {sign} ")
            await at.touch("OK ⏎")
            assert ["Jo Lee"] == answers


async def test_going_back_answers_nothing(database: Path) -> None:
    """By Escape or by touch."""
    async with seat(database, "home") as at:
        answers = ask(at, "Maya")
        await at.settle()
        await at.press("escape")
        assert [None] == answers
        answers = ask(at)
        await at.settle()
        await at.touch("Back")
        assert [None] == answers


async def test_it_takes_no_more_than_fits_anywhere(database: Path) -> None:
    """Whatever is pasted."""
    async with seat(database, "home") as at:
        answers = ask(at)
        await at.settle()
        await at.bytes(f"\x1b[200~{'x' * 5000}\x1b[201~")
        await at.press("enter")
        assert answers[0] is not None
        assert len(answers[0]) <= LINE_LENGTH


async def test_a_field_takes_as_much_as_its_answer_may_have_and_says_when_it_is_full(database: Path) -> None:
    """Nothing that was keyed is cut afterwards in silence; taken off again, there is room."""
    for size in ((40, 20), (80, 24)):
        async with seat(database, "home", size=size) as at:
            answers: list[str | None] = []
            at.app.push_screen(Prompt("Note?", longest=8), answers.append)
            await at.settle()
            await at.type("1234567")
            assert "no more room" not in at.text
            await at.type("89")
            assert "8 of 8: no more room" in at.text
            await at.press("backspace")
            assert "no more room" not in at.text
            await at.type("x")
            await at.press("enter")
            assert ["1234567x"] == answers


async def test_a_paste_that_is_cut_says_so(database: Path) -> None:
    """One that just fits is only full."""
    async with seat(database, "home") as at:
        for pasted, said in (("12345678", "8 of 8: no more room"), ("123456789", "the rest of the paste is left out")):
            answers: list[str | None] = []
            at.app.push_screen(Prompt("Note?", longest=8), answers.append)
            await at.settle()
            await at.bytes(f"\x1b[200~{pasted}\x1b[201~")
            assert said in at.text
            assert (len(pasted) > 8) == ("left out" in at.text)
            await at.press("enter")
            assert ["12345678"] == answers


async def test_figures_can_be_touched(database: Path) -> None:
    """Point and minus too, on the smallest terminal as well."""
    for size in ((40, 20), (80, 24)):
        async with seat(database, "home", size=size) as at:
            answers = ask(at, figures=True)
            await at.settle()
            for sign in "-1.5":
                await at.touch(f" {sign} ")
            await at.touch("OK ⏎")
            assert ["-1.5"] == answers


async def test_a_paste_cannot_steer_the_terminal_while_it_is_shown(database: Path) -> None:
    """A pasted C1 byte, escape byte or bidirectional mark stands neither in the field nor on the screen."""
    async with seat(database, "home") as home:
        await home.press("i")
        home.screen.query_one(Input).focus()
        home.app.post_message(events.Paste("An\x9ba \x1b[31m\u202eBo "))
        await home.settle()
        assert "Ana [31mBo" == home.screen.query_one(Input).value
        assert not {"\x9b", "\x1b", "\u202e"} & set(home.text)


async def test_a_long_question_is_read_whole(database: Path) -> None:
    """In as many lines as it needs, on a small screen too."""
    words = "Tool is broken. More about it, without guests' names; ⏎ sends it"
    async with seat(database, "home", size=(80, 24)) as at:
        at.app.push_screen(Prompt(words))
        await at.settle()
        assert words in " ".join(at.text.split())
        assert "OK ⏎" in at.text


async def test_a_finger_beside_the_field_leaves_it_the_keys(database: Path) -> None:
    """Wherever it came down: what is keyed then goes into the field, and Esc goes back."""
    async with seat(database) as grill:
        await grill.press("i")
        await grill.tap(0, 0)
        await grill.bytes("\x1b[<0;99999999999;1M\x1b[<0;-5;-5m")
        await grill.press("enter")
        await grill.press("i")
        await grill.tap(0, 0)
        await grill.press("backspace", "B", "o", "enter")
        assert "Bo" in grill.app.person
        await grill.press("i")
        await grill.tap(0, 0)
        await grill.press("escape")
        assert "GRILL" in grill.lines[0]
