"""Notes of guests by the hundred, with the rates of what is asked, missed, and asked in vain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.work.allergy.detection import read, read_name

NOTES = Path(__file__).parent / "notes"
IN_VAIN = 0.1
"""Of the harmless notes, at most, that somebody is asked about or that are taken for an allergy."""


def notes(name: str) -> Iterator[tuple[bool, str]]:
    """Read notes, and whether each names an allergen or a danger."""
    for row in (NOTES / name).read_text(encoding="utf-8").splitlines():
        kind, _language, note = row.split("\t")
        yield kind == "D", note


def missed(name: str) -> list[str]:
    """Return the notes that name a danger and are let pass."""
    return [note for dangerous, note in notes(name) if dangerous and read(note).answer == "harmless"]


def in_vain(name: str) -> list[str]:
    """Return the harmless notes that are not let pass."""
    return [note for dangerous, note in notes(name) if not dangerous and read(note).answer != "harmless"]


def test_no_note_that_names_a_danger_is_let_pass() -> None:
    """At least three hundred notes, a third of them harmless, and few of those are asked about."""
    known = [dangerous for dangerous, _note in notes("tuned.tsv")]
    assert len(known) >= 300
    assert known.count(False) * 3 >= len(known)
    assert [] == missed("tuned.tsv")
    assert len(in_vain("tuned.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_nobody_tuned_for() -> None:
    """Fifty notes were written before the words of danger were, and no word was added for them."""
    known = [dangerous for dangerous, _note in notes("untuned.tsv")]
    assert len(known) == 50
    assert [] == missed("untuned.tsv")
    assert len(in_vain("untuned.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_that_were_written_last() -> None:
    """Thirty in ten languages, written without a look at the words; nothing was changed for them."""
    known = [dangerous for dangerous, _note in notes("later.tsv")]
    assert (18, 12) == (known.count(True), known.count(False))
    assert ([], []) == (missed("later.tsv"), in_vain("later.tsv"))


def test_nor_is_one_of_those_that_were_tried_then() -> None:
    """At first 5 of the dangerous ones were let pass and 11 of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("tried.tsv")]
    assert (131, 98) == (known.count(True), known.count(False))
    assert [] == missed("tried.tsv")
    assert len(in_vain("tried.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_a_newcomer_wrote_and_their_like() -> None:
    """What somebody does not bear, what would come of it, what a body does, and what a doctor calls it."""
    known = [dangerous for dangerous, _note in notes("newcomer.tsv")]
    assert (38, 30) == (known.count(True), known.count(False))
    assert [] == missed("newcomer.tsv")
    assert len(in_vain("newcomer.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_in_which_people_say_what_food_does_to_them() -> None:
    """And digits and pictures for letters, tags, diseases, compounds, colours, streets and names."""
    known = [dangerous for dangerous, _note in notes("kinds.tsv")]
    assert (442, 78) == (known.count(True), known.count(False))
    assert [] == missed("kinds.tsv")
    assert len(in_vain("kinds.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_that_were_written_without_a_look_at_the_words() -> None:
    """At first 8 of the dangerous ones were let pass and 13 of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("unseen.tsv")]
    assert (80, 40) == (known.count(True), known.count(False))
    assert ([], []) == (missed("unseen.tsv"), in_vain("unseen.tsv"))


def test_nor_is_one_of_those_of_which_the_harmless_mislead_most() -> None:
    """At first 1 of the dangerous ones was let pass and 21 of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("misleading.tsv")]
    assert (25, 40) == (known.count(True), known.count(False))
    assert [] == missed("misleading.tsv")
    assert len(in_vain("misleading.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_that_were_written_after_all_others() -> None:
    """At first 2 of the dangerous ones were let pass and 8 of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("last.tsv")]
    assert (30, 30) == (known.count(True), known.count(False))
    assert ([], []) == (missed("last.tsv"), in_vain("last.tsv"))


def test_nor_is_one_of_those_that_were_written_once_more() -> None:
    """At first 3 of the dangerous ones were let pass and 4 of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("fresh.tsv")]
    assert (40, 40) == (known.count(True), known.count(False))
    assert ([], []) == (missed("fresh.tsv"), in_vain("fresh.tsv"))


def test_nor_is_one_of_those_that_were_written_after() -> None:
    """Sixty: none of the dangerous ones was let pass at first, and 5 of the harmless ones were asked about."""
    known = [dangerous for dangerous, _note in notes("again.tsv")]
    assert (40, 20) == (known.count(True), known.count(False))
    assert [] == missed("again.tsv")
    assert len(in_vain("again.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_in_which_an_allergen_is_left_out_by_itself() -> None:
    """Or what is made of it; at first 124 were let pass and 31 of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("classes.tsv")]
    assert (161, 72) == (known.count(True), known.count(False))
    assert [] == missed("classes.tsv")
    assert len(in_vain("classes.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_that_were_written_after_that() -> None:
    """At first 6 of the dangerous ones were let pass and 2 of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("bare.tsv")]
    assert (40, 40) == (known.count(True), known.count(False))
    assert [] == missed("bare.tsv")
    assert len(in_vain("bare.tsv")) <= known.count(False) * IN_VAIN


def test_nor_is_one_of_those_that_leave_out_something_once_more() -> None:
    """At first 3 of the dangerous ones were let pass and none of the harmless ones asked about."""
    known = [dangerous for dangerous, _note in notes("without.tsv")]
    assert (30, 30) == (known.count(True), known.count(False))
    assert ([], []) == (missed("without.tsv"), in_vain("without.tsv"))


@pytest.mark.parametrize("name", ["Ana NUT ALLERGY", "Bo (coeliac)", "cheeseburger, egg allergy", "nut free burger"])
def test_a_name_that_tells_of_an_allergy_is_one(name: str) -> None:
    """As a note would be."""
    assert read_name(name).answer == read(name).answer == "allergy"


@pytest.mark.parametrize(
    "name", ["Ana (peanut danger)", "Bo - no nuts", "Cy, MCAS", "pie, no egg or else hospital", "Di: avoid sesame"]
)
def test_a_name_with_a_danger_is_asked_about(name: str) -> None:
    """With an allergen or, where nobody is called so, without."""
    assert read_name(name).answer == "ask"


@pytest.mark.parametrize(
    "name",
    [
        *("Sesame Smith", "Olive", "Ana Nuss", "Peanut", "Tod Slade", "Анна", "花子", "Emma Kind", "Butter"),
        *("peanut butter sandwich", "kids' mac and cheese", "almond croissant", "fish pie", "Käsekuchen", "egg roll"),
    ],
)
def test_a_name_that_is_only_called_so_is_harmless(name: str) -> None:
    """People and dishes are called by what others must not meet, and in letters of any script."""
    assert read_name(name).answer == "harmless"


PHRASES = {
    "avoid peanuts": "peanuts",
    "free from nuts": "peanuts tree-nuts",
    "Please no traces of peanuts": "peanuts",
    "epi-pen: shellfish": "molluscs shellfish",
    "G/F bun": "gluten wheat",
    "libre de gluten": "gluten wheat",
    "frei von Nüssen": "peanuts tree-nuts",
    "can't do gluten": "gluten wheat",
    "allegric to mustard": "mustard",
    "🚫🥜": "peanuts",
    "🥜❌": "peanuts",
    "no traces of peanuts, extra cheese": "peanuts",
    "G/F bun, avoid egg": "egg gluten wheat",
    "4llergic to mu5tard": "mustard",
    "f1sh allergy": "fish",
    "allergic2eggs": "egg",
    "NO🥛": "milk",
    "shell fish alergy": "molluscs shellfish",
    "shell-fish allergy": "molluscs shellfish",
    "cray fish allergy": "shellfish",
    "cuttle fish allergy": "molluscs",
    "no shell fish, epi pen": "molluscs shellfish",
    "no tahini": "sesame",
    "keine Nussprodukte": "peanuts tree-nuts",
    "kein Milcheiweiß": "milk",
    "no albumen": "egg",
    "no soy lecithin": "soy",
    "is the bun gluten free?": "gluten wheat",
    "GF Pizza, Tisch 4": "gluten wheat",
    "soy alérgica al huevo, llego tarde": "egg",
    "🥚🥛 ✗": "egg milk",
    "nötallergi": "peanuts tree-nuts",
    "Nussalergie": "peanuts tree-nuts",
    "nut<br>allergy": "peanuts tree-nuts",
    "<p>allergic to&nbsp;<b>eggs</b></p>": "egg",
    "nut&nbspallergy": "peanuts tree-nuts",
    "çölyak hastasıyım": "gluten wheat",
    "niente latte, sto male": "milk",
    "alunele îmi fac rău": "peanuts tree-nuts",
}


@pytest.mark.parametrize(("note", "allergens"), PHRASES.items())
def test_what_is_asked_about_names_its_allergens(note: str, allergens: str) -> None:
    """And not what is plainly wished beside it."""
    reading = read(note)
    assert reading.answer != "harmless"
    assert tuple(allergens.split()) == reading.allergens


@pytest.mark.parametrize("note", ["花生过敏", "аллергия на орехи", "без лука", "مرحبا", "al\ufffd\ufffdtschig Wort"])
def test_what_nobody_here_reads_is_asked_about(note: str) -> None:
    """Letters of another script, and letters that were lost on their way."""
    assert read(note).answer == "ask"


@pytest.mark.parametrize("note", ["milk free of charge", "cheese free upgrade", "my gf pays", "¯\\_(ツ)_/¯", "5 µm"])
def test_what_only_sounds_like_it_is_harmless(note: str) -> None:
    """Free may cost nothing, and a gf may pay."""
    assert read(note).answer == "harmless"
