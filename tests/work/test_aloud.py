"""An order said aloud in Spanish and German, as the shipped menu is, and in a language nobody wrote a grammar for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.config.playbook import load_playbook, shipped
from kiosk.work.board.board import Board, on_board
from kiosk.work.guest.grammar import GERMAN, SPANISH, grammar_of
from kiosk.work.guest.line import script_line
from kiosk.work.guest.script import fill, read_back, suggestion
from kiosk.work.order.line import Choice, Wish, numbered
from kiosk.work.playbook.playbook import Playbook
from tests.work.test_script import order_before

C = Choice
NO_ONION = Wish("cheeseburger", 2, (C("toppings", "onion", "no"),))
LARGE = Wish("fries", 1, (C("fries-size", "large"),))


@pytest.fixture(scope="module")
def burger() -> Playbook:
    """Return the burger counter."""
    return load_playbook(shipped()["burger"])


MEAL = Wish(
    "cheeseburger-meal",
    1,
    (),
    "",
    (
        Wish("cheeseburger", 1, (C("toppings", "bacon", "extra"),)),
        Wish("fries"),
        Wish("cola", 1, (C("drink-size", "small"), C("ice", "none"))),
    ),
)


MEAL_IN_SPANISH = (
    "un menú de hamburguesa con queso con una hamburguesa con queso, con extra de beicon, y una cola pequeña, sin hielo"
)


@pytest.mark.parametrize(
    ("language", "expected", "wishes"),
    [
        ("es", "dos hamburguesas con queso, sin cebolla, y unas patatas grandes", (NO_ONION, LARGE)),
        ("de", "zwei Cheeseburger, ohne Zwiebel, und eine große Pommes", (NO_ONION, LARGE)),
        ("fr", "2 Cheeseburgers, – onion, 1 large Fries", (NO_ONION, LARGE)),
        ("es", "tres colas pequeñas", (Wish("cola", 3, (C("drink-size", "small"),)),)),
        ("de", "drei kleine Colas", (Wish("cola", 3, (C("drink-size", "small"),)),)),
        ("es", "un batido de chocolate", (Wish("shake", 1, (C("flavour", "chocolate"),)),)),
        ("de", "einen Schokoladen-Shake", (Wish("shake", 1, (C("flavour", "chocolate"),)),)),
        ("es", "una cola mediana, con poco hielo", (Wish("cola", 1, (C("ice", "less"),)),)),
        ("de", "13 Apfeltaschen", (Wish("apple-pie", 13),)),
        ("es", MEAL_IN_SPANISH, (MEAL,)),
        ("de", "ein Cheeseburger-Menü: einen Cheeseburger, mit extra Bacon, und eine kleine Cola, ohne Eis", (MEAL,)),
        ("es", "una hamburguesa, queso aparte", (Wish("hamburger", 1, (C("toppings", "cheese", "side"),)),)),
    ],
)  # fmt: skip
def test_read_back(burger: Playbook, language: str, expected: str, wishes: tuple[Wish, ...]) -> None:
    """Articles, number and gender agree; every change is said."""
    assert expected == read_back(burger.menu, numbered(burger.menu, wishes), language)


def test_a_suggestion_has_its_article(burger: Playbook) -> None:
    """As it is said after *would you like*."""
    lines = numbered(burger.menu, (Wish("hamburger"),))
    assert "unas patatas" == suggestion(burger.menu, lines, (), (), "es")
    assert "eine Pommes" == suggestion(burger.menu, lines, (), (), "de")


@pytest.mark.parametrize(
    ("expected", "line", "language", "minutes"),
    [
        ("Unos cinco minutos", "Unos {minutes} minutos", "es", "cinco"),
        ("Unos un minuto", "Unos {minutes} minutos", "es", "un"),
        ("In eine Minute", "In {minutes} Minuten", "de", "ein"),
        ("In zwölf Minuten", "In {minutes} Minuten", "de", "zwölf"),
    ],
)
def test_one_agrees(expected: str, line: str, language: str, minutes: str) -> None:
    """One minute is said in the singular."""
    assert expected == fill(line, {"minutes": minutes}, language)


def test_numbers() -> None:
    """Words up to twelve, digits from there on; a language without a grammar says digits."""
    assert ("doce", "13", "zwölf") == (SPANISH.number(12), SPANISH.number(13), GERMAN.number(12))
    plain = grammar_of("fr")
    assert plain is not None
    assert "2" == plain.number(2)
    assert grammar_of("en") is None


def test_the_same_line_is_said_in_every_language(burger: Playbook) -> None:
    """Which line it is does not depend on the language, so rotation and record are the same."""
    for number in range(12):
        order = replace(order_before(1), number=number)
        entry = on_board(order, burger, None)
        english = script_line(Board(), entry, "greet")
        place = burger.procedure["greet"].script.index(english)
        for language in ("es", "de"):
            found = next(one for one in burger.procedure["greet"].translations if one.language == language)
            assert found.script[place] == script_line(Board(), entry, "greet", language=language)
