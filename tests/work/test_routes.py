"""Where everything on a menu goes."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.config.playbook import load_playbook, shipped
from kiosk.work.check.playbook import problems
from kiosk.work.order.event import Stamp
from kiosk.work.order.line import Choice, numbered
from kiosk.work.order.order import Order
from kiosk.work.order.route import Route, choices, routes, spelled, unknown_route, unreached
from kiosk.work.order.routing import needed, ticket_lines
from kiosk.work.playbook.menu import ChoiceGroup, Item, Option
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant
from tests.playbooks import DINER
from tests.work.invented import playbooks, wishes

BURGER = load_playbook(shipped()["burger"])


def at(playbook: Playbook, item: str, choice: str = "") -> tuple[list[str], list[str]]:
    """Return the steps that make an item or a choice about it, and those for the whole order that show it."""
    menu = playbook.menu
    (found,) = (
        one
        for one in routes(playbook)
        if one.item == item and (spelled(menu, one.choice) if one.choice else "") == choice
    )
    return [step.id for step in found.made], [step.id for step in found.whole]


def test_an_item_goes_to_every_step_that_makes_a_part_of_it() -> None:
    """A burger is made at the grill, fries at the fryer, a meal at both; all are seen at the pass."""
    whole = ["check", "hand-over"]
    assert (["grill"], whole) == at(DINER, "burger")
    assert (["fry"], whole) == at(DINER, "fries")
    assert (["grill", "fry"], whole) == at(DINER, "meal")


def test_a_choice_goes_where_its_part_is_made() -> None:
    """NO cheese is the grill's and NO onion the dresser's; the fryer sees neither."""
    assert ["cook"] == at(BURGER, "cheeseburger", "no cheese")[0]
    assert ["dress"] == at(BURGER, "cheeseburger", "no onion")[0]
    assert ["cook"] == at(BURGER, "hamburger", "extra bacon")[0]
    assert ["fry"] == at(BURGER, "fries", "large")[0]


def test_a_choice_about_no_part_goes_where_its_item_is_made() -> None:
    """No ice is seen where the cola is poured."""
    assert ["fry"] == at(BURGER, "cola", "no ice")[0]


def test_every_choice_of_every_item_has_a_route() -> None:
    """As many as the menu offers: each item once, and each choice that can be keyed about it."""
    found = Counter(route.item for route in routes(BURGER))
    assert {item.id: 1 + len(choices(BURGER.menu, item)) for item in BURGER.menu.items} == found
    assert [] == list(unreached(BURGER))


def test_what_is_not_on_the_menu_goes_to_every_station() -> None:
    """Nobody knows who makes it, so everybody behind the front is told."""
    found = unknown_route(BURGER)
    assert {"grill", "dress", "fry", "expo"} == {step.station for step in (*found.made, *found.whole)}


def test_what_no_station_makes_is_named_with_its_place() -> None:
    """A gift card holds no part and a wrapping changes none: the pass would see them and nobody would make them."""
    wrapping = ChoiceGroup("wrapping", "Wrapping", "one", (Option("plain", "plain"), Option("red", "red")), "plain")
    card = Item("card", "Gift card", "food", 2000, groups=("wrapping",))
    menu = replace(DINER.menu, groups=(*DINER.menu.groups, wrapping), items=(*DINER.menu.items, card))
    words = "is seen at no station that makes it. Give the option a part, or the item one."
    assert [
        (("menu", "items", 3), "`card` reaches no station that makes it. Give it a part that a step makes."),
        (("menu", "groups", 2, "options", 0), f"“plain” of `card` {words}"),
        (("menu", "groups", 2, "options", 1), f"“red” of `card` {words}"),
    ] == list(unreached(replace(DINER, menu=menu)))
    assert [] != list(problems(replace(DINER, menu=menu)))


def test_a_route_to_the_pass_alone_reaches_nobody() -> None:
    """Who puts an order together cannot make what nobody has made."""
    steps = DINER.process.steps
    assert not Route("card", None, (), steps[5:]).reached
    assert Route("fries", Choice("size", "large"), (steps[4],), ()).reached


@given(playbook=playbooks(gates=False), data=st.data())
def test_every_line_with_every_choice_reaches_a_station(playbook: Playbook, data: st.DataObject) -> None:
    """On any counter without problems, single choices and any of them together reach a prep or expo station."""
    assert () == problems(playbook)
    assert [] == list(unreached(playbook))

    makers = [step for step in playbook.process.steps if step.makes]
    assert makers == list(unknown_route(playbook).made)

    lines = numbered(playbook.menu, data.draw(wishes(playbook.menu)))
    stamp = Stamp(Instant(0, 0, ""))
    order = Order("", 1, "", "", "outside", "", stamp, 1, lines=lines, taken=stamp)
    seen = {
        (shown.line.id, choice)
        for step in needed(order, playbook)
        if step.makes and playbook.station[step.station].role != "front"
        for shown in ticket_lines(order, playbook, step)
        for choice in (None, *shown.here)
    }
    single = [line for line in lines if not playbook.menu.item[line.item].combo]
    assert [] == [
        (line.item, choice) for line in single for choice in (None, *line.choices) if (line.id, choice) not in seen
    ]
