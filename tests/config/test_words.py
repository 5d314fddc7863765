"""What things are called in other languages: names, loose words, and what routines ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import UNSET

from kiosk.config.playbook import load_playbook, shipped
from kiosk.errors import PlaybookProblems
from kiosk.work.check.languages import spoken
from kiosk.work.guest.language import own_words, playbook_in
from kiosk.work.order.line import Choice, Wish, spell
from kiosk.work.playbook.playbook import Playbook
from tests.config.shop import Shop

ROUTINES = """\
routines:
  - id: wipe
    name: Wipe
    station: till
    role: crew
    when: {by: hand}
    points:
      dry: The till is dry (critical)
    specs:
      - id: clean
        name: Clean
        words: at least 5
        min: 5
        corrective: Wipe again.
        reading: true
"""

SPANISH = """\
routines:
  - id: wipe
    points:
      dry: La caja está seca
    specs:
      - id: clean
        name: Limpio
        words: al menos 5
        corrective: Limpiar otra vez.
"""


@pytest.fixture
def bilingual(shop: Shop) -> Shop:
    """Return a shop whose routines stand in Spanish too."""
    (shop.folder / "routines.yaml").write_text(ROUTINES, encoding="utf-8")
    (shop.folder / "routines.es.yaml").write_text(SPANISH, encoding="utf-8")
    return shop


def told(shop: Shop) -> list[str]:
    """Return what is told when everything is looked at."""
    with pytest.raises(PlaybookProblems) as found:
        load_playbook(shop.folder, proved=True)
    return [f"{Path(one.file).name}:{one.line}:{one.column}: {one.words}" for one in found.value.problems]


def test_a_word_that_nobody_says_is_told_and_stops_no_counter(shop: Shop) -> None:
    """An edit of a procedure may leave one behind."""
    shop.edit("stations.yaml", "title: Small shop\n", "title: Small shop\nwords: {Gest left: {de: Gast ist weg}}\n")
    assert ["stations.yaml:2:9: There is no word `Gest left`. Did you mean `Guest left`?"] == told(shop)
    assert "Small shop" == load_playbook(shop.folder).title


def test_a_routine_is_read_in_another_language(bilingual: Shop) -> None:
    """Its figures and marks are its own."""
    routine = playbook_in(load_playbook(bilingual.folder, proved=True), "es").routine["wipe"]
    assert ("La caja está seca", True) == (routine.points[0].words, routine.points[0].critical)
    spec = routine.specs[0]
    assert ("Limpio", "al menos 5", "Limpiar otra vez.", "5") == (
        spec.name,
        spec.words,
        spec.corrective,
        str(spec.minimum),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: wipe", "id: wype", "routines.es.yaml:2:9: routines.yaml: There is no routine `wype`"),
        ("      dry:", "      dri:", "routines.es.yaml:4:12: routines.yaml: There is no point `dri`"),
        ("- id: clean", "- id: clear", "routines.es.yaml:6:13: routines.yaml: There is no spec `clear`"),
        ("        corrective: Limpiar otra vez.\n", "", "`clean` has a `corrective` in routines.yaml"),
        ("dry: La caja está seca", "dry: ''", "This is empty"),
        ("    points:\n      dry: La caja está seca\n", "", "point `dry` is missing here"),
    ],
)
def test_words_of_a_routine_agree_with_it(bilingual: Shop, old: str, new: str, said: str) -> None:
    """What differs is told with its place, and read in the playbook's own words meanwhile."""
    bilingual.edit("routines.es.yaml", old, new)
    assert any(said in problem for problem in told(bilingual)), told(bilingual)
    load_playbook(bilingual.folder)


def test_a_file_of_no_language_is_told(bilingual: Shop) -> None:
    """As of a procedure."""
    (bilingual.folder / "routines.spanish.yaml").write_text(SPANISH, encoding="utf-8")
    words = "`spanish` is no language's code, such as es or pt-BR. Call the file routines.es.yaml."
    assert [f"routines.spanish.yaml:1:1: {words}"] == told(bilingual)


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("menu.yaml", "name: Soups", "name: Soups\n    names: {ex: Sopas}", "menu.yaml:4:13"),
        ("process.yaml", "name: Ladle", "name: Ladle\n    names: {se: Servir}", "process.yaml:18:13"),
        ("stations.yaml", "name: Stove", "name: Stove\n    names: {ed: Cocina}", "stations.yaml:10:13"),
        ("routines.yaml", "name: Wipe", "name: Wipe\n    names: {ess: Limpiar}", "routines.yaml:4:13"),
    ],
)
def test_a_misspelt_code_of_a_language_is_told_and_stops_no_counter(
    bilingual: Shop, file: str, old: str, new: str, place: str
) -> None:
    """The playbook stands in Spanish, the name lacks in it, and stands in what is nearly its code."""
    bilingual.edit(file, old, new)
    code = new.split("{")[1].split(":", maxsplit=1)[0]
    said = [one for one in told(bilingual) if f"`{code}`" in one]
    words = f"`es` lacks here, and hardly anything else stands in `{code}`. Did you mean `es`?"
    assert [f"{place}: {words}"] == said
    load_playbook(bilingual.folder)


@pytest.mark.parametrize("names", ["{es: Sopas, ex: Sopas}", "{fr: Soupes}", "{es-MX: Sopas}", "{pl: Zupy}"])
def test_another_language_may_be_begun(bilingual: Shop, names: str) -> None:
    """Beside those that are there, by a code like none of them, or of a kind of one."""
    bilingual.edit("menu.yaml", "name: Soups", f"name: Soups\n    names: {names}")
    load_playbook(bilingual.folder, proved=True)


BURGER = load_playbook(shipped()["burger"], proved=True)

ALIKE = {
    "de": {"Grill", "Bacon", "Ketchup", "Mayonnaise", "Hamburger", "Cheeseburger", "Cola", "Toast", "Shake"},
    "es": {"Cola"},
}
"""What a language calls by the same word."""


def names(book: Playbook) -> list[str]:
    """Return the name of everything that has one, in one order."""
    menu = book.menu
    options = [option.name for group in menu.groups for option in group.options]
    counter = [*(one.name for one in book.stations), *(one.name for one in book.process.steps), book.title]
    pages = [*(one.name for one in menu.categories), *(one.name for one in menu.groups), *options]
    things = [*(one.name for one in menu.parts), *(one.name for one in menu.items)]
    return [*counter, *pages, *things, *(routine.name for routine in book.routines)]


@pytest.mark.parametrize("language", ["de", "es"])
def test_the_burger_counter_has_a_name_for_everything(language: str) -> None:
    """Stations, steps, parts, pages, groups, options, items, routines, the title and every loose word."""
    pairs = zip(names(BURGER), names(playbook_in(BURGER, language)), strict=True)
    same = {own for own, shown in pairs if own.casefold() == shown.casefold()}
    assert set() == {name for name in same if name.casefold() not in {word.casefold() for word in ALIKE[language]}}


@pytest.mark.parametrize("language", ["de", "es"])
def test_a_playbook_in_a_language_is_the_same_playbook(language: str) -> None:
    """Its hash is that of what an order is opened under; ids and figures are as they were."""
    shown = playbook_in(BURGER, language)
    assert BURGER.hash == shown.hash
    assert [*BURGER.station] == [*shown.station]
    assert BURGER.reasons == shown.reasons
    assert own_words(BURGER, language)["Shift lead"] == shown.routine["opening"].role


def test_nothing_is_stored_where_nothing_is_said() -> None:
    """A playbook of before keeps its hash."""
    coffee = load_playbook(shipped()["coffee"])
    assert UNSET is coffee.names is coffee.words is coffee.stations[0].names is coffee.menu.parts[0].names


def test_the_table_of_languages_counts_what_is_named_and_says_what_is_not(bilingual: Shop) -> None:
    """By language and kind; units that everybody writes alike, and the program's own reasons, need no words."""
    bilingual.edit("stations.yaml", "    name: Till\n", "    name: Till\n    names: {es: Caja}\n")
    found = {(one.language, one.what): one for one in spoken(load_playbook(bilingual.folder, proved=True))}
    assert {"es"} == {language for language, _ in found}
    stations = found["es", "stations"]
    assert (1, 3, ("stove", "hatch")) == (stations.named, stations.all, stations.missing)
    assert (1, 1, ()) == (found["es", "points of routines"].named, found["es", "points of routines"].all, ())
    assert "wipe" in found["es", "routines"].missing
    assert "crew" in found["es", "words"].missing
    assert not {"Guest left", "°C"} & set(found["es", "words"].missing)


@pytest.mark.parametrize("language", ["de", "es"])
def test_the_burger_counter_lacks_nothing(language: str) -> None:
    """So says its table."""
    assert [] == [one for one in spoken(BURGER) if one.language == language and one.missing]


def test_a_counter_in_one_language_has_no_table() -> None:
    """There is nothing to say."""
    assert () == spoken(load_playbook(shipped()["coffee"]))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["large Fries", "medium Cola", "strawberry Shake", "Hamburger"]),
        ("de", ["große Pommes", "mittlere Cola", "Erdbeer-Shake", "Hamburger"]),
        ("es", ["Patatas grandes", "Cola mediana", "Batido de fresa", "Hamburguesa"]),
    ],
)
def test_a_size_agrees_with_its_item_where_it_is_listed(language: str, said: list[str]) -> None:
    """As on tickets, slips and in counts."""
    large, berry = (Choice("fries-size", "large"),), (Choice("flavour", "strawberry"),)
    menu = playbook_in(BURGER, language).menu
    wishes = (Wish("fries", 1, large), Wish("cola"), Wish("shake", 1, berry), Wish("hamburger"))
    assert said == [spell(menu, wish) for wish in wishes]
