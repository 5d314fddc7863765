"""What a worker says: the read-back, the promise, the suggestion and the filled line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.work.board.board import Board, OnBoard, on_board
from kiosk.work.guest.line import script_line
from kiosk.work.guest.script import (
    VARIABLES,
    _here,
    _to_say,
    fill,
    minutes,
    number_word,
    read_back,
    script_values,
    spoken,
    suggestion,
)
from kiosk.work.order.event import Guest
from kiosk.work.order.fold import replay
from kiosk.work.order.line import Line, Wish, numbered, parse_choice
from kiosk.work.order.order import Order
from kiosk.work.order.routing import TicketLine
from kiosk.work.playbook.menu import UNKNOWN, Category, ChoiceGroup, Item, Menu, Option, Part, Portion
from kiosk.work.playbook.playbook import Playbook
from tests.devices.orders import finished
from tests.devices.orders import lines as diner_lines
from tests.playbooks import DINER
from tests.work.crew import at

MENU = Menu(
    categories=(Category("burgers", "Burgers"), Category("sides", "Sides"), Category("drinks", "Drinks")),
    parts=(Part("onion", "onion", "onion"), Part("bacon", "bacon", "bacon"), Part("patty", "patty", "patties")),
    groups=(
        ChoiceGroup(
            "toppings",
            "Toppings",
            "change",
            (Option("onion", "Onion"), Option("bacon", "Bacon", 100)),
            words=("no", "extra", "light", "side"),
        ),
        ChoiceGroup(
            "size", "Size", "one", (Option("medium", "Medium"), Option("large", "Large", 60)), "medium", before=True
        ),
        ChoiceGroup("ice", "Ice", "one", (Option("normal", "normal ice"), Option("light", "light ice")), "normal"),
    ),
    items=(
        Item(
            "cheeseburger",
            "Cheeseburger",
            "burgers",
            580,
            "Cheeseburgers",
            (Portion("patty", 1), Portion("onion", 1)),
            ("toppings",),
        ),
        Item("blt", "BLT sandwich", "burgers", 600, "BLT sandwiches"),
        Item("fries", "Fries", "sides", 280, "Fries", groups=("size",)),
        Item("rings", "Onion rings", "sides", 340, "Onion rings"),
        Item("pie", "Apple pie", "sides", 220),
        Item("cola", "Cola", "drinks", 240, groups=("size", "ice")),
        Item("meal", "Cheeseburger meal", "burgers", 980, combo=("cheeseburger", "fries", "cola")),
    ),
    suggest=("fries", "pie", "cola"),
)


def wish(item: str, quantity: int = 1, *choices: str, note: str = "", inside: tuple[Wish, ...] = ()) -> Wish:
    """Ask for an item with choices as people write them."""
    return Wish(item, quantity, tuple(parse_choice(MENU, item, words) for words in choices), note, inside)


def said(*wishes: Wish) -> str:
    """Read some wishes back."""
    return read_back(MENU, numbered(MENU, wishes))


READINGS = {
    "two cheeseburgers, no onion, a large fries and a medium cola, light ice": (
        wish("cheeseburger", 2, "no onion"),
        wish("fries", 1, "large"),
        wish("cola", 1, "light ice"),
    ),
    "an apple pie": (wish("pie"),),
    "one onion rings and 13 BLT sandwiches": (wish("rings"), wish("blt", 13)),
    "twelve apple pies": (wish("pie", 12),),
    "a cheeseburger, extra bacon, no onion, and a cheeseburger, bacon on the side": (
        wish("cheeseburger", 1, "extra bacon", "no onion"),
        wish("cheeseburger", 1, "side bacon"),
    ),
    "a medium cola": (wish("cola", 1, "normal ice"),),
    "two cheeseburger meals": (wish("meal", 2),),
    "a cheeseburger meal with cheeseburger, no onion, and large fries": (
        wish("meal", inside=(wish("cheeseburger", 1, "no onion"), wish("fries", 1, "large"), wish("cola"))),
    ),
    "a cheeseburger meal": (wish("meal", inside=(wish("cheeseburger"), wish("fries"), wish("cola", 1, "normal ice"))),),
    "a cheeseburger meal with two large fries": (
        wish("meal", inside=(wish("cheeseburger"), wish("fries", 2, "large"), wish("cola"))),
    ),
    "two cheeseburger meals with cola, light ice, and an apple pie": (
        wish("meal", 2, inside=(wish("cheeseburger"), wish("fries"), wish("cola", 1, "light ice"))),
        wish("pie"),
    ),
}


@pytest.mark.parametrize(("expected", "wishes"), list(READINGS.items()))
def test_read_back(expected: str, wishes: tuple[Wish, ...]) -> None:
    """The read-back names quantity, size, item and changes as a person at a counter does."""
    assert expected == said(*wishes)


def test_read_back_of_nothing() -> None:
    """Nothing ordered reads as nothing."""
    assert "" == read_back(MENU, ())


def test_notes_are_not_read() -> None:
    """A note is for the station, not for the guest's ears."""
    assert "a cheeseburger" == said(wish("cheeseburger", note="cut in half"))


plain_items = st.sampled_from([item.id for item in MENU.items if not item.combo])
wishes = st.builds(Wish, item=plain_items, quantity=st.integers(1, 99))


@given(st.lists(wishes, min_size=1, max_size=12))
def test_read_back_names_everything(wanted: list[Wish]) -> None:
    """The read-back names every item with its quantity, in the order of the lines."""
    rest = said(*wanted)
    for asked in wanted:
        item = MENU.item[asked.item]
        name = spoken(item.name if asked.quantity == 1 else item.plural or f"{item.name}s")
        count = "(?:an?|one)" if asked.quantity == 1 else number_word(asked.quantity)
        found = re.search(rf"(?:^|, | and ){count} (?:medium )?{re.escape(name)}(?=, | and |$)", rest)
        assert found is not None
        rest = rest[found.end() :]
    assert "" == rest


@given(
    st.integers(1, 9),
    st.sets(st.sampled_from(["no onion", "extra bacon", "side bacon"])) | st.just({"light onion"}),
    st.sets(st.sampled_from(["large", "light ice"])),
)
def test_read_back_names_every_change(quantity: int, burger: set[str], cola: set[str]) -> None:
    """Every change inside a combo is read back, and the combo's name only once."""
    inside = (wish("cheeseburger", 1, *burger), wish("fries"), wish("cola", 1, *cola))
    words = said(wish("meal", quantity, inside=inside))
    assert 1 == len(re.findall(r"\bmeals?\b", words))
    for change in burger | cola:
        assert change.replace("side bacon", "bacon on the side") in words
    assert ("fries" in words) is False


def test_a_station_hears_only_what_is_made_here() -> None:
    """Its own changes; a size belongs to the name and is said wherever it is made."""
    burger, cola = numbered(MENU, (wish("cheeseburger", 2, "no onion", "side bacon"), wish("cola", 1, "large")))
    tickets = (TicketLine(burger, burger.choices[1:], burger.choices[:1]), TicketLine(cola, (), cola.choices))
    assert "two cheeseburgers, bacon on the side, and a large cola" == read_back(
        MENU, [_here(MENU, line) for line in tickets]
    )


def test_what_is_struck_or_made_already_is_not_called_at_the_grill() -> None:
    """Only what is still to be made there is; when all of it is made the whole ticket is said."""
    ticket = at("grill").tickets()["grill"]
    (burger,) = ticket.lines
    fries = replace(burger, line=replace(burger.line, id=9, item="fries", choices=()), here=(), elsewhere=())
    stamp = ticket.opened
    assert [fries.line] == list(_to_say(DINER, replace(ticket, lines=(replace(burger, done=stamp), fries))))
    assert [fries.line] == list(_to_say(DINER, replace(ticket, lines=(replace(burger, struck=True), fries))))
    assert 2 == len(_to_say(DINER, replace(ticket, lines=(replace(burger, done=stamp), replace(fries, done=stamp)))))


def test_what_is_not_on_the_menu_is_said_as_the_outside_calls_it() -> None:
    """The words an order came with are all that is known of it."""
    (line,) = numbered(MENU, (Wish(UNKNOWN, 2, called="Ramen"),))
    assert "two ramen" == read_back(MENU, (line,)).lower()


@pytest.mark.parametrize(
    ("expected", "there"),
    [
        (None, ()),
        ("fries", ("cheeseburger",)),
        ("a cola", ("cheeseburger", "rings")),
        ("fries", ("cola",)),
        (None, ("meal",)),
    ],
)
def test_suggestion(expected: str | None, there: tuple[str, ...]) -> None:
    """The first suggestion from whose category nothing is there is made; none before anything is ordered."""
    lines = numbered(MENU, tuple(Wish(item) for item in there)) if there else ()
    assert expected == suggestion(MENU, lines)


def order_before(event: int) -> Order:
    """Return the diner's order as it stood after so many of its events."""
    return replay(finished()[:event])["order-a"]


def test_minutes_follow_the_longest_chain() -> None:
    """The promise is the longest chain of targets: greet 10, take 60, pay 30, grill 120, check 20, hand over 15."""
    assert 5 == minutes(order_before(1), DINER, diner_lines())
    assert minutes(order_before(1), DINER, ()) is None


def test_minutes_shrink_with_every_bump() -> None:
    """A bumped step is no longer promised for, and the promise never says zero."""
    promises = [minutes(order_before(count), DINER, diner_lines()) for count in range(1, len(finished()))]
    assert 5 == promises[0]
    assert 1 == promises[-1]
    assert promises == sorted(promises, key=lambda promise: -(promise or 0))


def test_fill_puts_values_in() -> None:
    """Known names are replaced, and a sentence begins with a capital."""
    values = {"items": "two colas", "total": "$4.80", "minutes": "four"}
    assert "Two colas. $4.80, and about four minutes." == fill("{items}. {total}, and about {minutes} minutes.", values)


@pytest.mark.parametrize(
    ("expected", "line", "count"),
    [
        ("One minute", "{minutes} minutes", "one"),
        ("Two minutes", "{minutes} minutes", "two"),
        ("In one box.", "In {minutes} boxes.", "one"),
        ("So one piece", "So {minutes} pieces", "one"),
    ],
)
def test_fill_agrees_in_number(expected: str, line: str, count: str) -> None:
    """One minute is no `one minutes`."""
    assert expected == fill(line, {"minutes": count})


def test_fill_without_a_value() -> None:
    """A line is not said when a name it uses has no value, or is no name at all."""
    assert fill("Hi {guest}", {"guest": ""}) is None
    assert fill("Hi {gest}", {"guest": "Ana"}) is None


@given(st.text(min_size=1))
def test_guest_text_is_data(name: str) -> None:
    """Whatever a guest is called stands in the line as it is, `{total}` and backslashes included."""
    assert f"Hi {name}!" == fill("Hi {guest}!", {"guest": name, "total": "$9"})
    assert "Hi {total}!" == fill("Hi {guest}!", {"guest": "{total}", "total": "$9"})


def entry(number: int, script: tuple[str, ...], *, guest: str = "Ana", lines: tuple[Line, ...] = ()) -> OnBoard:
    """Put an order at the taking step on a board, with a script."""
    procedures = tuple(replace(procedure, script=script) for procedure in DINER.procedures)
    playbook: Playbook = replace(DINER, procedures=procedures)
    order = replace(order_before(1), number=number, lines=lines)
    return on_board(order, playbook, Guest(order.id, guest))


def test_script_lines_rotate() -> None:
    """Each order starts at another line, so that a regular does not hear the same one twice."""
    script = ("Hi {guest}", "Hello", "Good to see you, {guest}")
    assert ["Hello", "Good to see you, Ana", "Hi Ana", "Hello"] == [
        script_line(Board(), entry(number, script), "take-order") for number in (1, 2, 3, 4)
    ]


def test_script_line_skips_what_cannot_be_filled() -> None:
    """The first line that can be filled is said; none when none can."""
    script = ("Hi {guest}", "{total} please", "Welcome")
    assert "Welcome" == script_line(Board(), entry(3, script, guest=""), "take-order")
    assert "" == script_line(Board(), entry(3, script[:2], guest=""), "take-order")
    assert "" == script_line(Board(), entry(3, ()), "take-order")


def test_script_line_from_the_basket() -> None:
    """Before the order is taken, the basket fills the line."""
    script = ("{guest}: {items}, {count} pieces. {total}, {minutes} minutes. {number}",)
    assert "Ana: two burgers, no onion, and a large fries, three pieces. $12.30, five minutes. 7" == script_line(
        Board(), entry(7, script), "take-order", diner_lines()
    )


def test_every_variable_is_documented() -> None:
    """What can be filled is what the module's table names."""
    values = script_values(entry(7, ()), "take-order")
    assert set(VARIABLES) == set(values)
