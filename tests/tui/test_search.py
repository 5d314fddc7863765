"""A large menu at the front: items found by a few letters or a code, more than nine on a page, quantities keyed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.settings import Settings
from kiosk.tui.basket.order_entry import OrderEntry
from kiosk.tui.front.entry_tiles import tabs, tiles
from kiosk.tui.front.search import Search
from kiosk.work.playbook.menu import Category, Item, Portion
from kiosk.work.playbook.playbook import Playbook
from tests.playbooks import DINER
from tests.tui.seat import Seat, seat
from tests.tui.test_front import taking

FRAMES = tuple(
    Item(f"frame-{n}", f"Frame {n}", "frames", 100 * n, f"Frames {n}", (Portion("patty", 1),), codes=(f"200{n:03}",))
    for n in range(1, 301)
)


@pytest.fixture
def large(burger: Playbook) -> Playbook:
    """The burger counter with a page of 300 frames, and twelve pages."""
    pages = tuple(Category(f"page-{n}", f"Page {n}") for n in range(1, 7))
    menu = burger.menu
    categories = (*menu.categories, Category("frames", "Frames"), *pages)
    return replace(burger, menu=replace(menu, categories=categories, items=(*menu.items, *FRAMES)))


def basket(front: Seat) -> list[tuple[int, str]]:
    """Return quantities and items of what is keyed."""
    (draft,) = front.app.drafts.values()
    return [(wish.quantity, wish.item) for wish in draft.wishes()]


async def test_an_item_is_found_by_its_letters(database: Path, burger: Playbook) -> None:
    """Its choices are open then, as if its digit had been pressed; with accents, capitals or none."""
    async with taking(database, burger) as front:
        await front.press("\x06", *"ONION", "enter")
        assert [(1, "onion-rings")] == basket(front)
        await front.press("enter", "\x06", *"bac", "down", "up", "enter")
        assert [(1, "onion-rings"), (1, "bacon-burger")] == basket(front)
        assert "ADD ⏎" in front.keys


async def test_keys_in_one_read_find_it_too(database: Path, burger: Playbook) -> None:
    """Whoever types faster than the list is drawn gets what was typed, not what was listed before."""
    async with taking(database, burger) as front:
        await front.type("\x06cola\r")
        assert [(1, "cola")] == basket(front)


async def test_what_nothing_is_called_is_said(database: Path, burger: Playbook) -> None:
    """And Enter takes nothing; going back changes nothing."""
    async with taking(database, burger) as front:
        await front.press("\x06", *"xyzzy", "enter")
        assert isinstance(front.app.screen, Search)
        assert "Nothing is called so." in front.text
        await front.press("escape")
        assert "Take the order" in front.text


async def test_a_choice_of_the_open_item_is_found(database: Path, burger: Playbook) -> None:
    """By its word and name; it is chosen, and chosen again taken back."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "\x06", *"no pick", "enter")
        (draft,) = front.app.drafts.values()
        assert ["no pickle"] == [f"{one.word} {one.option}" for one in draft.wishes()[0].choices]
        await front.press("\x06", *"no pick", "enter")
        assert () == draft.wishes()[0].choices


async def test_a_match_is_touched(database: Path, burger: Playbook) -> None:
    """By letters on the screen as well."""
    async with taking(database, burger) as front:
        await front.press("\x06")
        for letter in "fri":
            await front.touch(f" {letter} ")
        await front.touch("Fries")
        assert [(1, "fries")] == basket(front)


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (160, 45)])
async def test_search_shows_question_matches_and_answers(
    database: Path, burger: Playbook, size: tuple[int, int]
) -> None:
    """On every size."""
    async with taking(database, burger, size) as front:
        await front.press("\x06", *"che")
        for words in ("Find an item on the menu", "Cheeseburger", "OK ⏎", "Back", " q "):
            assert words in front.text


async def test_300_items_are_reached_by_digits_too(database: Path, large: Playbook) -> None:
    """0 turns to the next nine, after the last to the first; a code finds one at once."""
    async with taking(database, large) as front:
        await front.press("6", "0")
        assert "1 Frame 10" in front.text
        await front.press("2")
        assert [(1, "frame-11")] == basket(front)
        await front.press("\x06", *"200250", "enter")
        assert [(1, "frame-11"), (1, "frame-250")] == basket(front)


async def test_more_than_nine_pages_turn(database: Path, large: Playbook) -> None:
    """0 brings the tenth under the digit 1."""
    async with taking(database, large) as front:
        assert "0 More" in front.text
        await front.press("0")
        assert "1 Page 4" in front.text
        await front.press("0", "6")
        assert "Frame 1" in front.text


async def test_a_quantity_is_keyed(database: Path, burger: Playbook) -> None:
    """Of what is open, marked or last; what is none stays in its field with words."""
    async with taking(database, burger) as front:
        await front.press("1", "1", "*", *"15", "enter")
        assert [(15, "hamburger")] == basket(front)
        await front.press("enter", "*", *"100", "enter")
        assert "Key a number from 1 to 99." in front.text
        await front.press(*["backspace"] * 3, *"20", "enter", "+")
        assert [(21, "hamburger")] == basket(front)


async def test_nothing_to_count_is_said(database: Path, burger: Playbook) -> None:
    """With an empty basket."""
    async with taking(database, burger) as front:
        await front.press("*")
        assert "Nothing is in the basket yet that could be counted." in front.notice


async def test_an_item_without_choices_asks_for_nothing(database: Path, large: Playbook) -> None:
    """It is in the basket at once, the page stays open for another one, and Enter goes back to the pages."""
    async with taking(database, large) as front:
        await front.press("6", "1", "2", "+")
        assert [(1, "frame-1"), (2, "frame-2")] == basket(front)
        assert "MENU ⏎" in front.keys
        await front.press("enter")
        assert "SEND ⏎" in front.keys


async def test_a_note_is_for_what_was_just_put_in(database: Path, large: Playbook) -> None:
    """By the item's name in the question; from the pages it is for the whole order."""
    async with taking(database, large) as front:
        await front.press("6", "1", "e")
        assert "Note for Frame 1" in front.text
        await front.press(*"blue", "enter", "enter", "e")
        assert "Note for the order" in front.text
        await front.press("escape")
        (draft,) = front.app.drafts.values()
        assert "blue" == draft.wishes()[0].note


async def test_its_line_opens_to_what_can_be_said_of_it(database: Path, large: Playbook) -> None:
    """No empty pane: how many, and a note, by touch too."""
    async with taking(database, large) as front:
        await front.press("6", "1", "enter", "up", "enter")
        for words in ("One more", "One less", "How many", "Note"):
            assert words in front.text
        await front.touch("+ One more")
        assert [(2, "frame-1")] == basket(front)


async def test_a_scanned_code_is_in_the_basket(database: Path, large: Playbook) -> None:
    """And nothing else happens; a code of nothing is told, and takes nothing."""
    scanner = Settings(person="Ana", debounce=0, guard=0, scanner="~")
    async with seat(database, "station:front", playbook=large, settings=scanner) as front:
        await front.press("enter", "enter")
        for code in ("200007", "999999", "200007"):
            await front.bytes(f"~{code}\r")
        assert [(1, "frame-7"), (1, "frame-7")] == basket(front)
        assert "Scanned: Frame 7." in front.notice


def test_every_item_of_a_large_menu_has_a_digit(large: Playbook) -> None:
    """On one of its nines, and the tile that turns says which."""
    keying, seen = OrderEntry(large.menu), []
    keying.digit(6)
    for nine in range(1, 35):
        shown = [tile for tile in tiles(keying, DINER.price) if tile.digit]
        assert f"{nine}/34" == shown[-1].detail
        seen += [tile.means for tile in shown[:-1]]
        keying.turn_nine()
    assert [("item", item.id) for item in FRAMES] == seen
    assert 1 == keying.more()[0]


def test_a_line_that_is_marked_as_out_leads_back_to_the_first_pages(large: Playbook) -> None:
    """Wherever the items stood: digits never stand for nothing."""
    keying = OrderEntry(large.menu)
    keying.digit(6)
    keying.turn_nine()
    keying.level, keying.cursor = "pages", None
    assert "Burgers" == tabs(keying)[0].label


def test_an_open_page_past_the_ninth_stands_among_its_nine(large: Playbook) -> None:
    """Whoever turns pages with the arrows sees which one is open."""
    keying = OrderEntry(large.menu)
    keying.open_category(10)
    assert ["Page 5"] == [tile.label for tile in tabs(keying) if tile.look == "on"]
