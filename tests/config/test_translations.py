"""Procedures in other languages: the same ids, the same lines, the same variables, and nothing else of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.config.playbook import load_playbook, shipped
from kiosk.errors import PlaybookProblems
from kiosk.journal.codec import decode_playbook, encode_playbook
from kiosk.work.guest.language import in_language, language_for, languages, playbook_in
from kiosk.work.playbook.playbook import Playbook
from tests.config.shop import Shop

OWN = """\
---
step: serve
title: Serve
role: crew
when: {target: 10, warn: 20, late: 30}
specs:
  - id: warm
    name: Soup
    words: at least 60 °C
    unit: °C
    min: 60
    corrective: Warm it up.
    reading: true
---
Text.

## Say
- Here you are.
- {items}, here you are. (busy)

## Points
- smile: Smile (critical, gate)
- bowl: Hand the bowl over

## Guidelines
- Be quick.
"""

SPANISH = """\
---
title: Servir
specs:
  - id: warm
    name: Sopa
    words: al menos 60 °C
    corrective: Caliéntala.
---
Texto.

## Say
- Aquí tienes.
- {items}, aquí tienes.

## Points
- smile: Sonríe
- bowl: Da el plato

## Guidelines
- Date prisa.
"""


@pytest.fixture
def bilingual(shop: Shop) -> Shop:
    """Return the small shop with one procedure in two languages."""
    step = max(Path(shop.folder, "procedures").glob("*.md")).stem
    Path(shop.folder, "procedures", f"{step}.md").write_text(OWN.replace("step: serve", f"step: {step}"))
    Path(shop.folder, "procedures", f"{step}.es.md").write_text(SPANISH)
    return shop


def spanish(shop: Shop) -> Path:
    """Return the translation's file."""
    return next(Path(shop.folder, "procedures").glob("*.es.md"))


def told(shop: Shop, old: str, new: str) -> list[str]:
    """Change the translation and give what is said of it, without the folder."""
    path = spanish(shop)
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(PlaybookProblems) as caught:
        load_playbook(shop.folder, proved=True)
    return [f"{one.line}:{one.column}: {one.words}" for one in caught.value.problems]


def test_a_translation_says_the_same_in_other_words(bilingual: Shop) -> None:
    """Title, script, points, specs, guidelines and text are Spanish; figures, marks, gates and version are the own."""
    book = load_playbook(bilingual.folder)
    own = next(one for one in book.procedures if one.translations)
    said = in_language(own, "es")
    assert ("Servir", "crew", "Texto.", ("Date prisa.",)) == (said.title, said.role, said.text, said.guidelines)
    assert ("Aquí tienes.", "{items}, aquí tienes. (busy)") == said.script
    assert [("smile", "Sonríe", True, True), ("bowl", "Da el plato", False, False)] == [
        (point.id, point.words, point.critical, point.gate) for point in said.points
    ]
    spec = said.specs[0]
    assert ("Sopa", "Caliéntala.", own.specs[0].minimum, "°C") == (spec.name, spec.corrective, spec.minimum, spec.unit)
    assert (own.version, own.when, own.step) == (said.version, said.when, said.step)
    assert own == in_language(own, "fr")
    assert said == in_language(own, "es-MX")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("- bowl: Da el plato\n", "", "Point `bowl` of {own}.md is missing here. Add it under `## Points`."),
        ("- bowl:", "- bowls:", "{own}.md: There is no point `bowls`. Did you mean `bowl`?"),
        ("Sonríe", "Sonríe (critical)", "What is (critical) stands in {own}.md alone. Leave it out here."),
        ("id: warm", "id: warn", "{own}.md: There is no spec `warn`. Did you mean `warm`?"),
        ("    corrective: Caliéntala.\n", "", "`warm` has a `corrective` in {own}.md. Say here what to do"),
        ("{items}, aquí", "{total}, aquí", "which has {{items}}. Use the same here."),
        ("aquí tienes.", "aquí tienes. (busy)", "The marks (busy) stand in {own}.md alone. Leave them out here."),
        ("- Aquí tienes.\n", "", "`## Say` has 1 lines here and 2 in {own}.md. Say the same lines, in the same order."),
        ("title: Servir", "title: Servir\nwhen: {target: 3}", "`when` is not known here."),
    ],
)
def test_what_does_not_agree_is_told(bilingual: Shop, old: str, new: str, words: str) -> None:
    """Each with its file and line."""
    own = spanish(bilingual).name.partition(".")[0]
    found = told(bilingual, old, new)
    assert any(words.format(own=own) in one for one in found), found
    assert all(one.split(":")[0].isdigit() for one in found), found


def test_an_edit_of_one_file_stops_no_counter(bilingual: Shop) -> None:
    """A point and a line nobody has translated yet are said in the own words, the rest stays Spanish."""
    path = spanish(bilingual)
    own = path.with_name(path.name.replace(".es.", "."))
    own.write_text(
        own.read_text()
        .replace("## Points\n", "- Goodbye.\n\n## Points\n- look: Look up\n", 1)
        .replace("(busy)\n\n- Goodbye", "(busy)\n- Goodbye")
    )
    said = next(in_language(one, "es") for one in load_playbook(bilingual.folder).procedures if one.translations)
    assert ("Here you are.", "{items}, here you are. (busy)", "Goodbye.") == said.script
    assert ["Look up", "Sonríe", "Da el plato"] == [point.words for point in said.points]
    with pytest.raises(PlaybookProblems, match="Point `look`"):
        load_playbook(bilingual.folder, proved=True)


def test_a_file_in_no_language(bilingual: Shop) -> None:
    """The code has a shape, and there is a procedure whose words they are."""
    path = spanish(bilingual)
    path.rename(path.with_name(path.name.replace(".es.", ".spanish.")))
    assert "`spanish` is no language's code, such as es or pt-BR." in " ".join(bilingual.problems())
    path.with_name(path.name.replace(".es.", ".spanish.")).unlink()
    path.with_name("nowhere.es.md").write_text(SPANISH)
    assert "There is no procedures/nowhere.md whose words this could be." in " ".join(bilingual.problems())


def test_a_playbook_in_two_languages_comes_back_with_its_hash(bilingual: Shop) -> None:
    """What is stored is what was read, and one stored without translations is read without."""
    book = load_playbook(bilingual.folder)
    back = decode_playbook(encode_playbook(book))
    assert (book, book.hash) == (back, back.hash)
    assert ("en", "es") == languages(back)


def test_the_language_that_is_read(bilingual: Shop) -> None:
    """The first wanted one there is, a kind of it by its language; else the playbook's own."""
    book = load_playbook(bilingual.folder)
    assert "es" == language_for(book, "es-MX", "de")
    assert "es" == language_for(book, "de", "es")
    assert "en" == language_for(book, "de", "")
    assert book is playbook_in(book, "en")
    assert "es" == playbook_in(book, "es").language


@pytest.fixture(scope="module")
def burger() -> Playbook:
    """Return the burger counter."""
    return load_playbook(shipped()["burger"])


@pytest.mark.parametrize("language", ["es", "de"])
def test_the_burger_counter_stands_in_it_whole(burger: Playbook, language: str) -> None:
    """Every procedure, every item and every option."""
    assert not [one.step for one in burger.procedures if in_language(one, language) == one]
    assert not [one.id for one in burger.menu.items if language not in {name.language for name in one.names}]
    options = [option for group in burger.menu.groups for option in group.options]
    assert not [one.id for one in options if language not in {name.language for name in one.names}]
    for procedure in playbook_in(burger, language).procedures:
        assert procedure.text
        assert len(procedure.guidelines) >= 3
        assert not [point.words for point in procedure.points if len(point.words) > 76]


def test_no_translation_leaves_a_procedure_as_it_is(burger: Playbook) -> None:
    """A step nobody translated is read in the playbook's own words."""
    first, *rest = burger.procedures
    bare = replace(burger, procedures=(replace(first, translations=()), *rest))
    assert first.title == playbook_in(bare, "es").procedure[first.step].title
