"""`kiosk order allergy`: a note that may tell of an allergy, answered by name without a screen."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Kiosk, as_json

NOTE = "keep away from mustard"
QUESTION = {"words": [NOTE], "allergens": ["mustard"]}


@pytest.fixture
def order(kiosk: Kiosk) -> None:
    """Take order 1 with a note that may tell of mustard."""
    ended = kiosk("order", "add", stdin=as_json(note=NOTE, allergies=[], allergy=""))
    assert (
        "ASKED “keep away from mustard” (mustard): an allergy, or just a wish? Somebody says so before it goes on: "
        "kiosk order allergy 1 --answer allergy --by NAME, or --answer wish."
    ) in ended.out


@pytest.mark.usefixtures("order")
def test_json_says_asked_with_what_was_found(kiosk: Kiosk) -> None:
    """It is an allergy order until somebody answers."""
    facts = kiosk("order", "show", "1", "--json").facts
    assert (QUESTION, True, ["mustard"], []) == tuple(facts[key] for key in ("asked", "is_allergy", "found", "answers"))
    (ticket, *_others) = kiosk("ticket", "list", "--station", "grill", "--json").facts
    assert (QUESTION, True) == (ticket["asked"], ticket["is_allergy"])


@pytest.mark.usefixtures("order")
def test_a_bump_is_refused_with_what_to_do(kiosk: Kiosk) -> None:
    """Lists and the order's page say it too."""
    ended = kiosk("ticket", "bump", "1", "cook", "--by", "Ben")
    assert (1, True) == (ended.code, "kiosk order allergy 1 --answer allergy --by NAME" in ended.err)
    assert "ASKED" in kiosk("order", "list").out
    assert "ASKED" in kiosk("ticket", "list").out
    shown = kiosk("order", "show", "1").out
    assert "ALLERGY?: mustard, “keep away from mustard”\n" in shown
    assert "Asked: “keep away from mustard” (mustard): an allergy, or just a wish? Say so:" in shown


@pytest.mark.usefixtures("order")
def test_it_is_answered_by_name_and_only_once(kiosk: Kiosk) -> None:
    """Without a name nobody has said it; the second is told of the first."""
    assert "said by a person" in kiosk("order", "allergy", "1", "--answer", "wish").err
    ended = kiosk("order", "allergy", "1", "--answer", "wish", "--by", "Ben")
    assert "Order 1: “keep away from mustard” (mustard) is just a wish, says Ben\n" == ended.out
    assert "Ben answered for order 1" in kiosk("order", "allergy", "1", "--answer", "allergy", "--by", "Kim").err
    assert 0 == kiosk("ticket", "bump", "1", "cook", "--by", "Ben").code
    facts = kiosk("order", "allergy", "1", "--answer", "allergy", "--anew", "--by", "Kim", "--json").facts
    assert [("wish", "Ben"), ("allergy", "Kim")] == [(one["answer"], one["by"]) for one in facts["answers"]]
    assert (None, True, ["mustard"]) == (facts["asked"], facts["is_allergy"], facts["found"])


@pytest.mark.usefixtures("order")
def test_the_record_the_page_and_the_slip_keep_the_answer(kiosk: Kiosk) -> None:
    """As what it is: no allergy stands on the slip of a wish."""
    kiosk("order", "allergy", "1", "--answer", "wish", "--by", "Ben")
    for step in ("cook", "dress", "fry", "assemble"):
        assert 0 == kiosk("ticket", "bump", "1", step, "--by", "Ben").code, step
    kiosk("ticket", "bump", "1", "check", "--line", "1", "2", "--by", "Ben")
    kiosk("ticket", "bump", "1", "check", "--by", "Ben")
    assert 0 == kiosk("ticket", "bump", "1", "hand-over", "--by", "Ben").code
    assert " by Ben: “keep away from mustard” (mustard): just a wish\n" in kiosk("order", "show", "1").out
    slip = " ".join(kiosk("slip", "show", "1").out.split())
    assert "Asked: “keep away from mustard” (mustard): just a wish" in slip
    assert "ALLERGY" not in slip
    assert 0 == kiosk("journal", "verify").code


def test_a_change_brings_a_new_question(kiosk: Kiosk) -> None:
    """Its reply says so, and what is harmless is not asked."""
    kiosk("order", "add", stdin=as_json(note="extra napkins", allergies=[], allergy=""))
    assert "asked" not in kiosk("order", "show", "1", "--json").facts
    known = kiosk("order", "show", "1", "--json").facts["lines"]
    lines = [{key: line[key] for key in ("line", "item", "quantity", "choices", "note")} for line in known]
    lines.append({"item": "fries", "note": NOTE})
    ended = kiosk("order", "change", "1", "--by", "Ana", stdin=as_json(lines=lines, id="", note="", guest=""))
    assert "ASKED “keep away from mustard” (mustard)" in ended.out + ended.err


def test_what_may_tell_of_one_under_a_key_nobody_knows_is_asked_about(kiosk: Kiosk) -> None:
    """It stands in the note, behind what stands there already, and is said."""
    ended = kiosk("order", "add", "--json", stdin=as_json(note="by the window", allergies=[], remarks=NOTE))
    assert "it may tell of an allergy, so it stands in the order's note" in ended.err
    words = "by the window. remarks: keep away from mustard"
    assert {"words": [words], "allergens": ["mustard"]} == ended.facts["asked"]


@pytest.mark.parametrize(
    ("said", "words", "asked"),
    [
        ({"guest": "Ana NUT ALLERGY"}, "guest “Ana NUT ALLERGY”: it tells of an allergy", None),
        ({"guest": "Bo (coeliac)"}, "guest “Bo (coeliac)”: it tells of an allergy", None),
        ({"guest": "Cy, MCAS"}, "guest “Cy, MCAS”: it may tell of an allergy", ["Cy, MCAS"]),
        ({"lines": [{"item": "cheeseburger, egg allergy"}]}, "is not on the menu", None),
        ({"lines": [{"item": "cheeseburger, avoid egg"}]}, "is not on the menu", ["cheeseburger, avoid egg"]),
    ],
)
def test_what_a_guest_or_an_item_is_called_is_looked_at_too(
    kiosk: Kiosk, said: dict[str, object], words: str, asked: list[str] | None
) -> None:
    """Plainly an allergy it is one, else it is asked about."""
    ended = kiosk("order", "add", stdin=as_json(**{"note": "", "allergies": [], "allergy": "", **said}))
    assert (0, True) == (ended.code, words in ended.err)
    facts = kiosk("order", "show", "1", "--json").facts
    assert (True, asked) == (facts["is_allergy"], facts["asked"]["words"] if "asked" in facts else None)


def test_an_ordinary_name_is_a_name(kiosk: Kiosk) -> None:
    """Of a guest and of a dish."""
    lines = [{"item": "peanut butter sandwich"}]
    kiosk("order", "add", stdin=as_json(guest="Sesame Smith", note="", allergies=[], allergy="", lines=lines))
    facts = kiosk("order", "show", "1", "--json").facts
    assert (False, False) == (facts["is_allergy"], "asked" in facts)
