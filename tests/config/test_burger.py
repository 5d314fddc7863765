"""The burger counter that is shipped: what a real shop may expect of it."""

from __future__ import annotations

import pytest

from kiosk.config.playbook import load_playbook, shipped
from kiosk.work.check.reach import TriedOrder
from kiosk.work.order.line import Choice, Wish, allergens, numbered, parse_choice, parts
from kiosk.work.order.point import points_of
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.reasons import Reasons

BURGER = load_playbook(shipped()["burger"])


def test_the_process_is_the_one_people_know() -> None:
    """Greet, take, pay; cook, dress and fry side by side; assemble, check, hand over; a clean board for allergies."""
    waits = {step.id: step.after for step in BURGER.process.steps}

    assert {
        "greet": (),
        "take-order": ("greet",),
        "pay": ("take-order",),
        "cook": ("pay",),
        "clean-board": ("pay",),
        "dress": ("pay", "clean-board"),
        "fry": ("pay",),
        "assemble": ("cook", "dress", "fry"),
        "check": ("assemble",),
        "hand-over": ("check",),
    } == waits
    assert ["clean-board"] == [step.id for step in BURGER.process.steps if step.when == "allergy"]
    assert (270, 330, 420) == (BURGER.process.clock.target, BURGER.process.clock.warn, BURGER.process.clock.late)


def test_every_page_of_the_menu_has_number_keys() -> None:
    """No category holds more than nine items, and there are at least fifteen to choose from."""
    pages = [[item for item in BURGER.menu.items if item.category == one.id] for one in BURGER.menu.categories]

    assert all(0 < len(page) <= 9 for page in pages)
    assert sum(map(len, pages)) >= 15


@pytest.mark.parametrize("procedure", BURGER.procedures, ids=[one.step for one in BURGER.procedures])
def test_a_procedure_is_complete(procedure: Procedure) -> None:
    """Each procedure says who, when, to which specs, with which words, 2 to 5 points, advice and prose."""
    assert procedure.role
    assert procedure.text
    assert procedure.specs
    assert procedure.guidelines
    assert 2 <= len(procedure.points) <= 5
    assert len(procedure.script) >= 3
    assert any("{guest}" not in line and "{suggestion}" not in line for line in procedure.script)


@pytest.mark.parametrize("procedure", BURGER.procedures, ids=[one.step for one in BURGER.procedures])
def test_a_figure_says_where_it_comes_from(procedure: Procedure) -> None:
    """Every spec names its source, its jurisdiction and what to do when it is missed."""
    assert [] == [spec.id for spec in procedure.specs if not (spec.source and spec.jurisdiction and spec.corrective)]


def test_nothing_blocks_the_counter() -> None:
    """No point and no spec of the shipped counter is a gate: a rude guest still gets the burger."""
    assert [] == [point.id for one in BURGER.procedures for point in one.points if point.gate]
    assert [] == [spec.id for one in BURGER.procedures for spec in one.specs if spec.gate]


def test_allergy_points_are_asked_of_allergy_orders_alone() -> None:
    """From paying on, five points; asking about allergies belongs to every order."""
    marked = [
        (one.step, point.critical) for one in BURGER.procedures for point in one.points if point.when == "allergy"
    ]
    steps = ("assemble", "check", "dress", "hand-over", "pay")
    assert [(step, True) for step in steps] == sorted(marked)
    assert "" == next(point.when for point in BURGER.procedure["take-order"].points if point.id == "allergies")


def test_the_chicken_is_probed_where_there_is_some() -> None:
    """An order of fries is asked for salt, a sandwich for its core."""
    scope = "outside", "", False, 600
    fry = BURGER.procedure["fry"]
    fries, chicken = (
        points_of(TriedOrder((Wish(item),), *scope).order(BURGER), fry, BURGER.menu)
        for item in ("fries", "chicken-sandwich")
    )
    assert ({"salt"}, {"probe"}) == tuple({one.id for one in points} & {"salt", "probe"} for points in (fries, chicken))


def test_a_combo_comes_apart() -> None:
    """A kids meal is a hamburger, kids fries, a drink and a toy at the stations, for its own price."""
    lines = numbered(BURGER.menu, (Wish("kids-meal", 2),))

    assert ["kids-meal", "hamburger", "kids-fries", "kids-drink", "toy"] == [line.item for line in lines]
    assert [640, 0, 0, 0, 0] == [line.price for line in lines]


@pytest.mark.parametrize(
    ("item", "words", "choice"),
    [
        ("cheeseburger", "NO onions", Choice("toppings", "onion", "no")),
        ("hamburger", "extra cheese", Choice("toppings", "cheese", "extra")),
        ("hamburger", "no bun", Choice("bun", "wrap")),
        ("fries", "L", Choice("fries-size", "large")),
        ("cola", "light ice", Choice("ice", "less")),
    ],
)
def test_choices_are_understood_as_people_write_them(item: str, words: str, choice: Choice) -> None:
    """An order from outside may use the spellings people use."""
    assert choice == parse_choice(BURGER.menu, item, words)


def test_sesame_is_in_the_bun() -> None:
    """A hamburger warns of sesame until its bun is changed."""
    plain = numbered(BURGER.menu, (Wish("hamburger"),))
    wrapped = numbered(BURGER.menu, (Wish("hamburger", choices=(Choice("bun", "wrap"),)),))

    assert ("mustard", "sesame", "soy", "wheat") == allergens(BURGER.menu, plain)
    assert ("mustard",) == allergens(BURGER.menu, wrapped)


def test_reasons_are_the_usual_ones() -> None:
    """What stands in the file to be edited is what holds where it is left out."""
    assert Reasons() == BURGER.reasons


def test_a_patty_is_made_in_its_steps_time_and_may_wait_half_an_hour() -> None:
    """The part, the procedure and its specs say the same figures."""
    patty, cook = BURGER.menu.part["patty"], BURGER.procedure["cook"]
    assert (cook.when.target, 30 * 60) == (patty.prep, patty.hold)
    assert "30 min" in next(spec.words for spec in cook.specs if spec.id == "hold")
    assert not BURGER.process.together


def test_five_double_cheeseburgers_are_ten_patties() -> None:
    """Counts by part come out as a grill cook counts."""
    assert 10 == 5 * parts(BURGER.menu, "double-cheeseburger", ())["patty"]
