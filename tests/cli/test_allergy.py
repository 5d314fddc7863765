"""`kiosk ticket allergy`: an allergy found in a note of an order, seen by name at each station, without a screen."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.conftest import Kiosk, as_json

NOTE = "Cliente alergico a la mostaza"
BOTH = ("cook", "clean-board", "dress", "fry", "assemble", "check", "hand-over")


@pytest.fixture
def order(kiosk: Kiosk) -> None:
    """Take order 1 with a note that tells of mustard."""
    ended = kiosk("order", "add", stdin=as_json(note=NOTE, allergies=[], allergy=""))
    assert 0 == ended.code
    assert f"ALLERGY mustard, “{NOTE}”: every station has to see it." in ended.out


@pytest.mark.usefixtures("order")
def test_a_bump_is_refused_with_what_to_do(kiosk: Kiosk) -> None:
    """The sentence has the command."""
    ended = kiosk("ticket", "bump", "1", "cook", "--by", "Ben")
    assert 1 == ended.code
    assert ended.err.endswith(" says by name that they saw it: kiosk ticket allergy 1 cook --by NAME.\n")


@pytest.mark.usefixtures("order")
def test_it_is_seen_by_name_alone(kiosk: Kiosk) -> None:
    """Then the order says who, and the bump is done."""
    assert (
        "An allergy is seen by a person. Say who you are first: --by NAME.\n"
        == kiosk("ticket", "allergy", "1", "cook").err
    )
    seen = kiosk("ticket", "allergy", "1", "cook", "--by", "Ben")
    assert "Order 1: ALLERGY mustard, “Cliente alergico a la mostaza”: seen at Grill by Ben\n" == seen.out
    assert 0 == kiosk("ticket", "bump", "1", "cook", "--by", "Leo").code
    shown = kiosk("order", "show", "1").out
    assert " at Grill by Ben\n" in shown
    assert "Allergy not seen yet at Dress\n" in shown
    facts = kiosk("order", "show", "1", "--json").facts
    assert (["mustard"], True, "Ben") == (facts["found"], facts["is_allergy"], facts["allergy_seen"]["grill"]["by"])


@pytest.mark.usefixtures("order")
def test_every_station_by_command_and_the_export_says_who(kiosk: Kiosk) -> None:
    """All stations in turn, then the record as a manager reads it, without what it is."""
    for step in BOTH:
        kiosk("ticket", "allergy", "1", step, "--by", "Ben")
        lines = [str(number) for number in (1, 2)]
        if step == "check":
            kiosk("ticket", "bump", "1", step, "--line", *lines, "--by", "Ben")
        assert 0 == kiosk("ticket", "bump", "1", step, "--by", "Ben").code, step
    out = kiosk("completions", "export", "-").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert dict.fromkeys(BOTH, "Ben") == {row["step"]: row["allergy_seen_by"] for row in rows}
    assert all(row["allergy_seen_at"] for row in rows)
    assert "mustard" not in out
    assert "mostaza" not in out


def test_a_wish_is_no_allergy(kiosk: Kiosk) -> None:
    """Nothing has to be seen."""
    assert 0 == kiosk("order", "add", stdin=as_json(note="no mustard", allergies=[], allergy="")).code
    assert 0 == kiosk("ticket", "bump", "1", "cook", "--by", "Ben").code
    refused = kiosk("ticket", "allergy", "1", "dress", "--by", "Ben")
    assert "Nothing is known of an allergy for order 1." in refused.err


def test_a_change_that_tells_of_one_says_so(kiosk: Kiosk) -> None:
    """Whoever changed it reads that the stations are asked, and the board is cleaned from then on."""
    assert 0 == kiosk("order", "add", stdin=as_json()).code
    assert "clean-board" not in kiosk("order", "show", "1", "--json").out
    kept = [{"line": 1, "item": "cheeseburger", "quantity": 2, "choices": ["no onion"]}]
    kept.append({"line": 2, "item": "fries", "choices": ["large"]})
    added = {"item": "hamburger", "note": "uczulenie na gorczycę"}
    ended = kiosk("order", "change", "1", stdin=json.dumps({"lines": [*kept, added]}))
    assert "ALLERGY mustard, “uczulenie na gorczycę”: every station has to see it.\n" in ended.out
    assert "clean-board" in kiosk("order", "show", "1", "--json").out
    assert 1 == kiosk("ticket", "bump", "1", "fry", "--by", "Ben").code


@pytest.mark.parametrize(
    "note",
    ["Cliente al&eacute;rgico a la mostaza", "al\u00c3\u00a9rgico a la mostaza", "al\u200blergic to mus\u200btard"],
)
def test_a_note_that_was_spoilt_on_its_way_is_heard(kiosk: Kiosk, note: str) -> None:
    """And its words are kept as they came."""
    assert 0 == kiosk("order", "add", stdin=as_json(note=note, allergies=[], allergy="")).code
    facts = kiosk("order", "show", "1", "--json").facts
    assert (["mustard"], True, note.replace("\u200b", "")) == (facts["found"], facts["is_allergy"], facts["note"])


@pytest.mark.parametrize(("note", "tells"), [("花生过敏", True), ("🚫🥜", True), ("my gf pays", False)])
def test_a_note_nobody_here_reads_makes_an_allergy_order(kiosk: Kiosk, note: str, tells: bool) -> None:
    """Its words stand where an allergy stands."""
    ended = kiosk("order", "add", stdin=as_json(note=note, allergies=[], allergy=""))
    assert tells == (f"ASKED “{note}”" in ended.out)
