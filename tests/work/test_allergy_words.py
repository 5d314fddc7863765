"""Allergies found in notes: by table, in eight languages, and by property."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.shape.models import Allergen
from kiosk.work.allergy.allergy import ALLERGENS
from kiosk.work.allergy.detection import Heard, denied, heard, heard_in, read
from kiosk.work.allergy.vocabulary import KINDS, LANGUAGES

TELLS = {
    "en": {
        "Allergic to mustard": "mustard",
        "NUT ALLERGY!!": "peanuts tree-nuts",
        "no nuts! allergic": "peanuts tree-nuts",
        "milk, egg and nut allergy": "egg milk peanuts tree-nuts",
        "gluten-free bun": "gluten wheat",
        "nut free please": "peanuts tree-nuts",
        "lactose intolerant, extra cheese is fine": "milk",
        "guest is coeliac": "gluten wheat",
        "No mustard, allergic to egg": "egg",
        "allergic to nuts no onion extra cheese": "peanuts tree-nuts",
        "no allergies except shellfish": "molluscs shellfish",
        "allergic to peanut butter": "peanuts",
        "no nut allergy": "peanuts tree-nuts",
        "allergy no nuts": "peanuts tree-nuts",
        "can't eat nuts, eggs or milk, extra pickles": "egg milk peanuts tree-nuts",
        "Cannot have gluten": "gluten wheat",
        "severe reaction to peanuts": "peanuts",
        "no allergies other than sesame": "sesame",
        "allegic to milk": "milk",
        "GF bun": "gluten wheat",
        "please no cross contamination, peanuts": "peanuts",
        "no cross-contact with milk please": "milk",
    },
    "es": {
        "Cliente alergico a la mostaza": "mustard",
        "Soy alérgica a las nueces": "tree-nuts",
        "alergia a los frutos secos": "peanuts tree-nuts",
        "intolerante a la lactosa": "milk",
        "sin gluten por favor": "gluten wheat",
        "No, es alérgico a la leche": "milk",
        "alérgico al maní y al marisco": "molluscs peanuts shellfish",
        "soy celíaco": "gluten wheat",
        "mi hijo no puede comer cacahuetes": "peanuts",
    },
    "fr": {
        "allergie aux arachides": "peanuts",
        "Allergique à la moutarde et au céleri": "celery mustard",
        "intolérance au lactose": "milk",
        "sans gluten": "gluten wheat",
        "maladie cœliaque": "gluten wheat",
        "allergie aux œufs, pas de moutarde": "egg",
        "ne doit pas manger d'œuf": "egg",
    },
    "de": {
        "Nussallergie": "peanuts tree-nuts",
        "Gast ist Erdnussallergiker": "peanuts",
        "Milcheiweißallergie": "milk",
        "Sellerieunverträglichkeit": "celery",
        "Sellerieunvertraeglichkeit": "celery",
        "glutenfreies Brötchen": "gluten wheat",
        "Zöliakie": "gluten wheat",
        "Allergie: Senf, Sesam und Soja": "mustard sesame soy",
        "keine Allergien außer Nüsse": "peanuts tree-nuts",
        "darf keine Nüsse essen": "peanuts tree-nuts",
        "Milch verträgt sie nicht": "milk",
    },
    "it": {
        "allergica alle uova": "egg",
        "Allergia ai frutti di mare": "molluscs shellfish",
        "senza lattosio": "milk",
        "celiachia": "gluten wheat",
        "intollerante al lattosio, senza cipolla": "milk",
        "allergico a senape e sesamo": "mustard sesame",
        "non può mangiare uova": "egg",
    },
    "pl": {
        "uczulenie na orzechy ziemne": "peanuts",
        "Uczulony na jajka i ryby": "egg fish",
        "alergia na mleko": "milk",
        "bez glutenu": "gluten wheat",
        "bezglutenowa bułka": "gluten wheat",
        "uwaga na alergię: musztarda": "mustard",
        "nie może jeść orzechów": "peanuts tree-nuts",
        "uczulenie na ser": "milk",
    },
}
"""Notes as people write them, with the allergens they tell of."""

WISHES = {
    "en": [
        "no onion",
        "extra cheese",
        "no mustard",
        "w/o cheese",
        "milk and sugar",
        "sugar free",
        "fat free milk",
        "can't eat onion, extra cheese",
    ],
    "es": ["sin mostaza", "con queso", "extra queso", "sin queso", "leche aparte"],
    "fr": ["sans moutarde", "pas de fromage", "extra fromage", "avec oeuf"],
    "de": ["ohne Senf", "kein Käse", "extra Käse", "zuckerfrei", "Milch extra"],
    "it": ["senza senape", "senza burro", "doppio formaggio", "con uovo"],
    "pl": ["bez musztardy", "bez sera", "podwójny ser", "z jajkiem"],
}
"""What guests ask for because they like it so."""

DENIALS = {
    "en": ["no allergies", "No known food allergies", "Allergies: none", "not allergic to nuts", "isn't allergic"],
    "es": ["sin alergias", "no es alérgico", "alergias: ninguna", "no tiene alergias"],
    "fr": ["aucune allergie", "pas d'allergie", "allergies : aucune", "il n'est pas allergique"],
    "de": ["keine Allergie", "keine bekannten Allergien", "nicht allergisch", "Allergien: keine"],
    "it": ["nessuna allergia", "non è allergico", "allergie: nessuna", "senza allergie"],
    "pl": ["brak alergii", "nie ma alergii", "nie jest uczulony", "alergie: brak"],
}
"""What says that there is none."""

ALLERGIC = {
    "en": "allergic to",
    "es": "alergia a",
    "fr": "allergie:",
    "de": "Allergie:",
    "it": "allergia:",
    "pl": "alergia:",
    "pt": "alergia:",
    "nl": "allergie:",
}


def _names(language: str, allergen: str) -> list[str]:
    """Return the words of a language for an allergen, wide ones too, as they are written in the table."""
    kinds = [allergen, *(kind for kind, stands in KINDS.items() if allergen in stands)]
    words = " ".join(LANGUAGES[language].get(kind, "") for kind in kinds).split()
    return [word.replace("*", "").replace("_", " ") for word in words]


@pytest.mark.parametrize(("note", "allergens"), [pair for table in TELLS.values() for pair in table.items()])
def test_a_note_that_tells_of_an_allergy_types_its_allergens(note: str, allergens: str) -> None:
    """What a guest must not meet is found by name, plural, compound and in a list; wishes beside it are not."""
    assert Heard(True, tuple(allergens.split())) == heard_in(note)


@pytest.mark.parametrize("note", ["w/o egg", "sin huevo", "pas de lait", "kein Ei", "senza latte", "bez mleka"])
def test_an_allergen_left_out_by_itself_is_asked_about(note: str) -> None:
    """Left out of a coffee it is a wish, as a topping is."""
    assert ("ask", "harmless") == (read(note).answer, read(f"{note} con caffè").answer)


@pytest.mark.parametrize("note", [note for notes in WISHES.values() for note in notes])
def test_a_wish_is_no_allergy(note: str) -> None:
    """What is left out or asked for without a word of an allergy is a matter of taste."""
    assert Heard() == heard_in(note)


@pytest.mark.parametrize("note", [note for notes in DENIALS.values() for note in notes])
def test_saying_that_there_is_none_tells_of_none(note: str) -> None:
    """Nobody is warned because a guest has no allergy."""
    assert Heard() == heard_in(note)


@pytest.mark.parametrize(
    "note", ["allergic to kiwi", "Anaphylaxis!", "EpiPen in the bag", "Fructoseintoleranz", "uczulenie"]
)
def test_an_allergy_to_something_else_is_one_without_a_name(note: str) -> None:
    """An allergy the list does not know still makes an allergy order."""
    assert Heard(told=True) == heard_in(note)


def test_an_allergy_with_an_object_of_its_own_leaves_the_wishes_alone() -> None:
    """Mustard was not wanted, kiwi is what makes ill."""
    assert Heard(told=True) == heard_in("no mustard. Allergic to kiwi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("allergen", get_args(Allergen))
def test_every_typed_allergen_is_found_in_every_language(language: str, allergen: str) -> None:
    """Each of the fifteen has a name in each of the eight languages, and each of its names is found."""
    names = _names(language, allergen)
    assert names
    for name in names:
        found = heard_in(f"{ALLERGIC[language]} {name}")
        assert found.told
        assert allergen in found.allergens, name


def test_every_typed_allergen_is_shown_in_the_terminals_language() -> None:
    """Each of the fifteen stands in the catalogues."""
    assert set(get_args(Allergen)) == set(ALLERGENS)


def test_every_word_of_the_tables_names_an_allergen_a_playbook_knows() -> None:
    """What is found is an allergen of the format's list, or deliberately nothing."""
    known = set(get_args(Allergen))
    kinds = {kind for table in LANGUAGES.values() for kind in table}
    assert {allergen for kind in kinds for allergen in KINDS.get(kind, (kind,))} == known


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_without_an_error(text: str) -> None:
    """Notes are what people and machines write."""
    found = heard((text,), text)
    assert found.told or not found.allergens
    assert isinstance(denied(text), bool)


@given(st.sampled_from([note for table in TELLS.values() for note in table]))
def test_neither_case_nor_accents_matter(note: str) -> None:
    """A note in capitals and without accents tells the same."""
    plain = unicodedata.normalize("NFKD", note.replace("ł", "l").replace("œ", "oe"))
    without = "".join(sign for sign in plain if not unicodedata.combining(sign))
    assert heard_in(note) == heard_in(note.upper()) == heard_in(without) == heard_in(without.lower())


@given(st.sampled_from([note for table in TELLS.values() for note in table]), st.sampled_from(WISHES["en"]))
def test_a_wish_in_the_next_sentence_takes_nothing_away(note: str, wish: str) -> None:
    """What else is written never hides an allergy."""
    assert set(heard_in(note).allergens) <= set(heard_in(f"{note}. {wish}").allergens)


def test_the_guests_own_words_need_no_word_for_an_allergy() -> None:
    """Whoever was asked what they must not meet names it."""
    assert Heard(True, ("peanuts", "tree-nuts")) == heard((), "the smallest crumb of nuts")


@pytest.mark.parametrize("words", ["none", "No.", "keine", "-", "no known allergies", "ninguna", "brak", "", "n/a"])
def test_own_words_that_deny_it_tell_of_nothing(words: str) -> None:
    """A form from outside that was filled in with none is no allergy."""
    assert Heard() == heard((), words)


def test_notes_and_own_words_add_up() -> None:
    """All that is written counts."""
    assert Heard(True, ("egg", "mustard")) == heard(("allergic to egg", "no onion"), "mustard")
