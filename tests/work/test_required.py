"""What a guest picks of many, and what has to be chosen: parts, price, order, refusals, and how it is said."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.drawing.explained import explained
from kiosk.errors import Refused
from kiosk.work.board.stock import lacking, orderable, unmakable
from kiosk.work.check.reach import proof
from kiosk.work.guest.example import example_values
from kiosk.work.guest.read_back import read_back_in
from kiosk.work.guest.script import read_back
from kiosk.work.order.line import Choice, Wish, changed, numbered, parse_choice, parts, price
from kiosk.work.order.required import ChoiceNeeded, all_chosen, filled, open_choices
from kiosk.work.order.route import routes
from kiosk.work.outside.example import play
from kiosk.work.outside.order import read_order
from kiosk.work.outside.partly import salvaged
from kiosk.work.playbook.canon import canonical
from tests.cantina import CANTINA, FILLING, MENU, SALSAS, WRAP
from tests.playbooks import DINER
from tests.work.invented import playbooks, wishes

BEEF = Choice("filling", "beef")
CORN, BEANS, GUACAMOLE, HOT = (Choice("salsas", name) for name in ("corn", "black-beans", "guacamole", "hot"))
MORE, LESS = Choice("salsas", "guacamole", "extra"), Choice("salsas", "corn", "light")


def test_what_is_picked_puts_its_parts_in_and_costs() -> None:
    """EXTRA puts them in twice and costs twice; LIGHT is one."""
    assert {"onion": 2, "patty": 1, "avocado": 2} == parts(MENU, "burrito", (BEEF, BEANS, GUACAMOLE))
    assert {"onion": 2, "patty": 1, "avocado": 4} == parts(MENU, "burrito", (BEEF, LESS, MORE))
    assert [1100, 1300] == [price(MENU, "burrito", (BEEF, GUACAMOLE)), price(MENU, "burrito", (BEEF, MORE))]


def test_it_is_recorded_in_the_menus_order() -> None:
    """In whatever order it was said."""
    (line,) = numbered(MENU, (Wish("burrito", 1, (GUACAMOLE, CORN, BEEF)),))
    assert (BEEF, CORN, GUACAMOLE) == line.choices


def test_one_option_is_chosen_once_in_one_amount() -> None:
    """Chosen again it is taken back; another amount takes its place; both at once are refused."""
    assert () == changed(SALSAS, (CORN,), CORN)
    assert (MORE,) == changed(SALSAS, (GUACAMOLE,), MORE)
    assert (CORN, MORE) == changed(SALSAS, (CORN,), MORE)
    with pytest.raises(Refused, match="Burrito: Guacamole is said twice"):
        numbered(MENU, (Wish("burrito", 1, (BEEF, GUACAMOLE, MORE)),))


def test_what_must_be_chosen_is_named_with_what_there_is() -> None:
    """All of it at once, inside a combo too."""
    with pytest.raises(ChoiceNeeded) as found:
        all_chosen(MENU, (Wish("fries"), Wish("burrito"), Wish("box")))
    assert (
        "Burrito: choose one of Filling: Beef, Chips. "
        "Burrito: choose one of Salsas: Corn salsa, Black beans, Guacamole, Hot sauce."
    ) == found.value.words
    assert [(2, "filling", 0), (2, "salsas", 0), (3, "filling", 0), (3, "salsas", 0)] == [
        (one.line, one.group.id, one.count) for one in found.value.asked
    ]


def test_more_than_can_be_chosen_is_refused() -> None:
    """With how many there are, and can be."""
    (asked,) = open_choices(MENU, (Wish("burrito", 1, (BEEF, CORN, BEANS, GUACAMOLE, HOT)),))
    assert "Burrito: 4 of Salsas are chosen, and at most 3 can be." == asked.words(MENU)


def test_a_default_and_what_is_chosen_ask_for_nothing() -> None:
    """Fries have a size that goes without saying; the menu's combo too."""
    assert () == open_choices(MENU, (Wish("fries"), Wish("meal"), Wish("burrito", 1, (BEEF, CORN))))


def test_an_example_is_filled_with_the_first_that_do() -> None:
    """What was chosen stays."""
    assert (BEEF, CORN) == filled(MENU, "burrito")
    assert (BEEF, HOT) == filled(MENU, "burrito", (HOT,))


def test_it_is_read_back_as_what_it_is() -> None:
    """All that was picked together, never as a change."""
    lines = numbered(MENU, (Wish("burrito", 2, (BEEF, CORN, BEANS, MORE)),))
    assert "two burritos, beef, with corn salsa, black beans and extra guacamole" == read_back(MENU, lines)
    said = read_back_in(MENU, lines, "de")
    assert "zwei Burritos, Beef, dazu Mais-Salsa, schwarze Bohnen und extra Guacamole" == said
    spanish = read_back_in(MENU, lines, "es")
    assert "dos Burritos, Beef, con Corn salsa, Black beans y extra de Guacamole" == spanish


def test_a_choice_is_read_as_people_write_it() -> None:
    """With its amount before it."""
    assert [CORN, MORE] == [parse_choice(MENU, "burrito", words) for words in ("corn salsa", "extra guacamole")]


def test_what_is_out_of_stock() -> None:
    """An option cannot be had without its parts; an item not where too few options are left."""
    assert ("avocado",) == lacking(MENU, Wish("burrito", 1, (BEEF, GUACAMOLE)), {"avocado"})
    assert () == lacking(MENU, Wish("burrito", 1, (BEEF, CORN)), {"avocado"})
    assert () == unmakable(MENU, "burrito", {"avocado", "patty"})
    assert ("patty",) == unmakable(MENU, "burrito", {"patty", "fries"})
    two = replace(MENU, groups=(*DINER.menu.groups, FILLING, replace(SALSAS, least=2, options=SALSAS.options[1:3])))
    with pytest.raises(Refused, match="Burrito cannot be made: avocado is out"):
        orderable(two, "burrito", {"avocado"})


def test_each_route_is_of_an_order_that_could_be() -> None:
    """The item as its first choices make it, and each choice with what it needs."""
    found = {(route.item, route.choice): [step.id for step in route.made] for route in routes(CANTINA)}
    assert ["grill"] == found["burrito", None]
    assert ["fry"] == found["burrito", GUACAMOLE]
    assert all(found.values())


def test_every_basket_that_is_tried_could_be_ordered() -> None:
    """Whatever `process check` proves, it proves of orders without an open choice."""
    tried = proof(CANTINA)
    assert not any(open_choices(MENU, one.wishes) for one in tried.tried)
    assert tried.is_whole


def test_an_example_sentence_says_what_must_be_chosen() -> None:
    """What an owner writes is an order as any other."""
    assert "" == play(CANTINA, "a burrito with chips and guacamole costs 11.50, goes to fry, grill")
    assert "Burrito: choose one of Filling: Beef, Chips." == play(CANTINA, "a burrito with hot sauce goes to grill")


def test_an_order_from_outside_is_read_though_a_choice_is_missing() -> None:
    """What is there stands in the basket for hands to go on with; the choice stays open."""
    text = b'{"lines": [{"item": "burrito", "choices": ["guacamole", "corn salsa"], "filling": "beef"}, "burrito"]}'
    wished = read_order(text, MENU).wishes
    assert [(1, ()), (2, ("filling", "salsas"))] == [
        (place, tuple(one.group.id for one in open_choices(MENU, (wish,)))) for place, wish in enumerate(wished, 1)
    ]
    asked = salvaged(text, MENU).asked
    assert asked is not None
    assert ["burrito", "burrito"] == [wish.item for wish in asked.wishes]


def test_a_playbook_in_sentences_says_how_many_are_chosen() -> None:
    """As people read it."""
    assert "Guests choose one of Filling and 1 to 3 of Salsas." in explained(CANTINA)


def test_an_invented_order_for_scripts_has_its_choices() -> None:
    """So that whoever writes a line reads a whole one."""
    assert "beef" in example_values(replace(CANTINA, menu=replace(MENU, items=(WRAP,))), "fry")["items"]


def test_old_playbooks_keep_their_hash() -> None:
    """A playbook that says nothing of the new keys is the same one."""
    plain = canonical(DINER.menu)
    assert b"least" not in plain
    assert b"most" not in plain
    assert b'"least":1' in canonical(MENU)


@given(st.data())
def test_whatever_is_wanted_can_be_ordered(data: st.DataObject) -> None:
    """On any menu, and once more as it was recorded."""
    menu = data.draw(playbooks()).menu
    wanted = data.draw(wishes(menu))
    all_chosen(menu, wanted)
    lines = numbered(menu, wanted)
    for line in lines:
        again = numbered(menu, (Wish(line.item, 1, line.choices[::-1]),))[0]
        kept = again.choices if any(menu.group[one.group].kind == "any" for one in line.choices) else line.choices
        assert kept == line.choices
        assert dict(parts(menu, line.item, line.choices)) == dict(parts(menu, line.item, again.choices))


@pytest.mark.parametrize(
    "line",
    [
        {"choices": ["beef", "corn salsa, guacamole"]},
        {"choices": ["Beef", "with corn salsa", "add guacamole"]},
        {"filling": "beef", "salsas": ["corn salsa", "guacamole"]},
        {"filling": "beef", "salsas": "corn salsa, guacamole"},
        {"choices": {"filling": "beef", "salsas": {"corn salsa": True, "guacamole": "yes"}}},
        {"modifiers": [{"group": "Filling", "name": "Beef"}, {"group": "Salsas", "name": "Corn salsa"}, "guacamole"]},
    ],
)
def test_picks_from_outside_in_other_shapes(line: dict[str, object]) -> None:
    """As other programs write what goes in."""
    asked = read_order(json.dumps({"lines": [{"item": "burrito", **line}]}).encode(), MENU)
    (wish,) = asked.wishes
    assert ({BEEF, CORN, GUACAMOLE}, "", ()) == (set(wish.choices), wish.note, asked.doubts)


def test_a_group_called_inside_is_no_combo() -> None:
    """The key `inside` of an item that is no combo names the group that is called so."""
    groups = tuple(replace(group, id="inside") if group.id == "salsas" else group for group in MENU.groups)
    items = tuple(replace(WRAP, groups=("filling", "inside")) if item.id == "burrito" else item for item in MENU.items)
    menu = replace(MENU, groups=groups, items=items)
    text = {"lines": [{"item": "burrito", "filling": "beef", "inside": ["corn salsa", "hot sauce"]}, {"item": "box"}]}
    first, box = read_order(json.dumps(text).encode(), menu).wishes
    assert {BEEF, Choice("inside", "corn"), Choice("inside", "hot")} == set(first.choices)
    assert () == box.choices
