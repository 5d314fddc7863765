"""`kiosk order change`, `void --line` and `hand-over`: what becomes of an order that was sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import KEPT, Kiosk, as_json

CHEESEBURGER = {"line": 1, "item": "cheeseburger", "quantity": 2, "choices": ["no onion"]}
FRIES = {"line": 2, "item": "fries", "choices": ["large"]}
MEAL = {
    "item": "hamburger-meal",
    "inside": [{"item": "hamburger"}, {"item": "fries", "choices": ["large"]}, {"item": "cola"}],
}


@pytest.fixture
def order(kiosk: Kiosk) -> None:
    """Take order 1: line 1 are two cheeseburgers, line 2 large fries."""
    assert 0 == kiosk("order", "add", stdin=as_json()).code


def lines(*wanted: object, **more: object) -> str:
    """Return a change as JSON."""
    return json.dumps({"lines": wanted, **more})


@pytest.mark.usefixtures("order")
def test_a_change_says_what_is_another_and_what_is_to_be_paid(kiosk: Kiosk, home: Path) -> None:
    """One burger less, pie added, fries taken out; the order shows it afterwards, with who made it."""
    (home / "change.json").write_text(lines(CHEESEBURGER | {"quantity": 1}, {"item": "apple-pie"}))
    ended = kiosk("order", "change", "1", "change.json", "--reason", "Guest changed their mind", "--by", "Ana")
    assert [
        "Order 1 is changed: give back $7.00. Grill and Dress and Fry and drinks have to acknowledge.",
        "  [1] 1 × Cheeseburger, no onion (was 2)",
        "  [3] 1 × Apple pie ADD-ON",
        "  VOID [2] 1 × large Fries",
    ] == ended.out.splitlines()
    shown = kiosk("order", "show", "1").out
    assert (
        "\n  [1] 1 × Cheeseburger, no onion (was 2)\n  [3] 1 × Apple pie ADD-ON\n  VOID [2] 1 × large Fries\n" in shown
    )
    assert ", Ana\n" in next(f"{line}\n" for line in shown.splitlines() if line.startswith("Changed "))
    listed = kiosk("order", "list").out
    assert "CHANGED" in listed
    assert "[1] 1 × Cheeseburger, no onion (was 2); [3] 1 × Apple pie ADD-ON; VOID [2] 1 × large Fries" in listed
    facts = kiosk("order", "show", "1", "--json").facts
    assert [(1, False, 2), (3, True, None)] == [
        (line["line"], line["addon"], line["was"] and line["was"]["quantity"]) for line in facts["lines"]
    ]
    assert [2] == [line["line"] for line in facts["taken_out"]]
    assert "Ana" == facts["changed"]["by"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ([CHEESEBURGER, FRIES], "Order 1 is as it was\n"),
        ([CHEESEBURGER, FRIES, {"item": "coffee"}], "Order 1 is changed: $1.90 more to pay.\n"),
        (
            [CHEESEBURGER | {"note": "cut in two"}, FRIES],
            "Order 1 is changed: nothing more to pay. Grill and Dress have to acknowledge.\n",
        ),
    ],
)
@pytest.mark.usefixtures("order")
def test_the_difference_is_nothing_or_to_be_paid(kiosk: Kiosk, wanted: list[object], said: str) -> None:
    """Prices are those of the order's own playbook."""
    ended = kiosk("order", "change", "1", "--reason", "R", stdin=lines(*wanted))
    assert (0, "") == (ended.code, ended.err)
    assert ended.out.startswith(said)


@pytest.mark.parametrize(
    ("before", "now", "asks"),
    [
        ({}, {"note": "mustard allergy"}, False),
        ({"note": "cut"}, {"note": "cut, mustard allergy"}, False),
        ({"note": "cut"}, {"note": "cutlery"}, True),
        ({"note": "cut"}, {"note": ""}, True),
        ({}, {"choices": ["extra bacon"]}, False),
        ({}, {"choices": ["no onion"]}, True),
        ({"choices": ["extra bacon"]}, {"choices": ["no onion", "extra bacon"]}, True),
        ({"choices": ["extra bacon"]}, {}, True),
        ({}, {"quantity": 2}, False),
        ({"quantity": 2}, {"note": "cut"}, True),
    ],
)
def test_a_reason_is_asked_only_where_something_is_taken_away(
    kiosk: Kiosk, before: dict[str, object], now: dict[str, object], asks: bool
) -> None:
    """A note that goes on, and more of something, take nothing away."""
    kiosk("order", "add", stdin=as_json(lines=[{"item": "cheeseburger"} | before]))
    ended = kiosk("order", "change", "1", stdin=lines({"line": 1, "item": "cheeseburger"} | now))
    assert (int(asks), asks) == (ended.code, "Say why something of order 1" in ended.err)


def test_a_change_that_adds_a_note_may_tell_of_an_allergy(kiosk: Kiosk) -> None:
    """It needs no reason, and makes an allergy order."""
    kiosk("order", "add", stdin=as_json(lines=[{"item": "hamburger"}]))
    text = '{"id":"n1","lines":[{"line":1,"item":"hamburger","quantity":1,"note":"mustard allergy"}]}'
    ended = kiosk("order", "change", "1", "--by", "Ana", "--json", stdin=text)
    assert (0, True, ["mustard"]) == (ended.code, ended.facts["is_allergy"], ended.facts["found"])


@pytest.mark.usefixtures("order")
def test_a_change_for_programs_holds_the_difference(kiosk: Kiosk) -> None:
    """In cents, below zero where it is given back."""
    changed = kiosk("order", "change", "1", "--json", "--reason", "R", stdin=lines(CHEESEBURGER))
    assert -340 == changed.facts["difference_cents"]
    assert [1] == [line["line"] for line in changed.facts["lines"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (lines(CHEESEBURGER), "Say why something of order 1 is not wanted any more.\n"),
        (lines(CHEESEBURGER, FRIES, {"item": "coffee", "line": 9}), "Order 1 has no line 9.\n"),
        (lines(CHEESEBURGER, CHEESEBURGER), "line 1"),
        (lines(CHEESEBURGER | {"line": 0}), "lines[0].line: must be the number of a line of the order, such as 1.\n"),
        (
            lines(CHEESEBURGER | {"line": True}),
            "lines[0].line: must be the number of a line of the order, such as 1.\n",
        ),
        (
            lines(CHEESEBURGER | {"line": "one"}),
            "lines[0].line: must be the number of a line of the order, such as 1.\n",
        ),
        (lines(), "lines: holds 0 lines; an order has 1 to 50.\n"),
        (
            lines(CHEESEBURGER, guest="Bob"),
            "guest: a change is of lines, notes and allergies. Leave it out, or take another order.\n",
        ),
        (lines(CHEESEBURGER, ready_at="12:30"), "ready_at: a change is of lines, notes and allergies."),
        ("{", "1:2: this is not JSON"),
    ],
)
@pytest.mark.usefixtures("order")
def test_what_is_no_change_is_refused(kiosk: Kiosk, text: str, words: str) -> None:
    """One sentence, and the order stays as it was."""
    before = kiosk("order", "show", "1", "--json").facts["lines"]
    ended = kiosk("order", "change", "1", stdin=text)
    assert (1, "") == (ended.code, ended.out)
    assert words in ended.err
    assert before == kiosk("order", "show", "1", "--json").facts["lines"]


@pytest.mark.usefixtures("order")
def test_a_change_may_say_of_the_guest_what_the_order_has(kiosk: Kiosk) -> None:
    """The JSON the order came with, edited, is a change."""
    ended = kiosk("order", "change", "1", stdin=as_json(lines=[CHEESEBURGER, FRIES, {"item": "coffee"}]))
    assert (0, "") == (ended.code, ended.err)


@pytest.mark.usefixtures("order")
def test_the_same_change_twice_is_one_change(kiosk: Kiosk) -> None:
    """Where it has an id of its own: what it adds is added once."""
    text = lines(CHEESEBURGER, FRIES, {"item": "coffee"}, id="change-1")
    said = [kiosk("order", "change", "1", "--reason", "R", stdin=text) for _ in range(2)]
    assert [0, 0] == [ended.code for ended in said]
    assert "Order 1 is as it was\n" == said[1].out
    other = kiosk("order", "change", "1", "--reason", "R", stdin=lines(CHEESEBURGER, id="change-1"))
    assert (1, "This was sent before with other content. Start again.\n") == (other.code, other.err)
    assert ["cheeseburger", "fries", "coffee"] == [
        line["item"] for line in kiosk("order", "show", "1", "--json").facts["lines"]
    ]


def test_a_combo_that_stays_keeps_what_is_inside_it(kiosk: Kiosk) -> None:
    """Unless the change says how its items are wanted; they keep their numbers either way."""
    kiosk("order", "add", stdin=as_json(lines=[MEAL]))
    ended = kiosk("order", "change", "1", stdin=lines({"line": 1, "item": "hamburger-meal", "quantity": 2}))
    assert "  [3] 2 × large Fries (was 1)\n" in ended.out
    inside = [{"item": "cola", "choices": ["no ice"]}, {"item": "hamburger"}, {"item": "fries"}]
    wanted = lines({"line": 1, "item": "hamburger-meal", "inside": inside})
    ended = kiosk("order", "change", "1", "--reason", "R", stdin=wanted)
    assert (0, "") == (ended.code, ended.err)
    facts = kiosk("order", "show", "1", "--json").facts["lines"]
    assert {("fries", 3), ("cola", 4)} <= {(line["item"], line["line"]) for line in facts}
    assert [] == next(line["choices"] for line in facts if line["item"] == "fries")


@pytest.mark.usefixtures("order")
def test_what_a_change_calls_by_a_strange_name_is_marked_too(kiosk: Kiosk) -> None:
    """As in an order from outside; `--strict` refuses it, and so does an order keyed at the counter."""
    strange = {"item": "aple-pie", "quantity": 3}
    refused = kiosk("order", "change", "1", "--strict", stdin=lines(CHEESEBURGER, FRIES, strange))
    assert "lines[2].item: the menu has no item “aple-pie”. Did you mean `apple-pie`?\n" == refused.err
    ended = kiosk("order", "change", "1", stdin=lines(CHEESEBURGER, FRIES, strange))
    assert "“aple-pie” is not on the menu: every station sees it, marked. Did you mean `apple-pie`?\n" == ended.err
    assert "nothing more to pay.\n  [3] 3 × aple-pie (? not on the menu) ADD-ON\n" in ended.out
    kiosk("order", "start")
    kiosk("ticket", "bump", "2", "greet")
    kiosk("order", "add", "--order", "2", stdin=as_json(id="web-2"))
    assert 1 == kiosk("order", "change", "2", stdin=lines(CHEESEBURGER, FRIES, strange)).code


def test_an_order_that_is_not_sent_is_not_changed(kiosk: Kiosk) -> None:
    """It is keyed as it is wanted; one that is over is not changed either."""
    kiosk("order", "start")
    assert "Order 1 is not sent yet." in kiosk("order", "change", "1", stdin=lines({"item": "fries"})).err
    kiosk("order", "void", "1", "--reason", "Test")
    assert "Order 1 is void: Test.\n" == kiosk("order", "change", "1", stdin=lines({"item": "fries"})).err


@pytest.mark.usefixtures("order")
def test_a_change_of_the_last_thing_that_was_missing_finishes_nothing_else(kiosk: Kiosk) -> None:
    """Everything is done but the hand-over: what is taken out leaves that to be done."""
    for words in (["cook"], ["dress"], ["fry"], ["assemble"], ["check", "--line", "1"], ["check"]):
        assert 0 == kiosk("ticket", "bump", "1", *words).code
    kiosk("order", "change", "1", "--reason", "R", stdin=lines(CHEESEBURGER))
    assert "open" == kiosk("order", "show", "1", "--json").facts["state"]


@pytest.mark.usefixtures("order")
def test_a_line_or_a_choice_is_taken_out(kiosk: Kiosk) -> None:
    """By its number, with what is given back; the last line is the whole order."""
    ended = kiosk("order", "void", "1", "--line", "2", "--choice", "large", "--reason", "Small is enough")
    said = "Order 1 is changed: give back $0.60. Fry and drinks has to acknowledge.\n"
    assert f"{said}  [2] 1 × medium Fries (was 1 × large Fries)\n" == ended.out
    facts = kiosk("order", "void", "1", "--line", "1", "--choice", "no onion", "--reason", "R", "--json").facts
    assert (0, []) == (facts["difference_cents"], facts["lines"][0]["choices"])
    left = kiosk("order", "void", "1", "--line", "1", "--reason", "Left").out
    assert ("give back $11.60." in left, left.endswith("  VOID [1] 2 × Cheeseburger\n")) == (True, True)
    last = kiosk("order", "void", "1", "--line", "2", "--reason", "Left")
    assert (1, "Nothing would be left of order 1. Void it instead.\n") == (last.code, last.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--line", "9"), "Order 1 has no line 9.\n"),
        (("--line", "9", "--choice", "large"), "Order 1 has no line 9.\n"),
        (("--line", "1", "--choice", "no oinon"), "Cheeseburger has no choice “no oinon”. Did you mean `no onion`?\n"),
        (("--line", "1", "--choice", "extra onion"), "Line 1 of order 1 does not say that.\n"),
    ],
)
@pytest.mark.usefixtures("order")
def test_what_a_line_does_not_say_is_not_taken_out(kiosk: Kiosk, words: tuple[str, ...], said: str) -> None:
    """The sentence says what is wrong, and nothing is changed."""
    ended = kiosk("order", "void", "1", "--reason", "R", *words)
    assert (1, "", said) == (ended.code, ended.out, ended.err)
    assert "CHANGED" not in kiosk("order", "list").out


def test_a_choice_without_its_line_is_wrong_usage(kiosk: Kiosk) -> None:
    """Whose choice it is nobody can tell."""
    ended = kiosk("order", "void", "1", "--reason", "R", "--choice", "no onion")
    assert (2, "") == (ended.code, ended.out)
    assert "argument --choice: needs --line\n" in ended.err


@pytest.mark.usefixtures("order")
def test_an_order_is_handed_over_early_with_a_reason(kiosk: Kiosk, home: Path) -> None:
    """What is missing is named, and stands on the order; its slip is printed."""
    for step in ("cook", "dress"):
        kiosk("ticket", "bump", "1", step)
    ended = kiosk("order", "hand-over", "1", "--reason", "Guest takes it without")
    assert (
        "Order 1 is handed over as it is: Guest takes it without. Missing: Fry and drinks, Assemble, Check and bag.\n"
        == ended.out
    )
    assert 1 == len(list((home / "data" / "kiosk" / "slips").glob("*.txt")))
    shown = kiosk("order", "show", "1")
    assert "Handed over early without Fry and drinks, Assemble, Check and bag: Guest takes it without\n" in shown.out
    assert "✗ Fry and drinks: not done\n" in shown.out
    facts = kiosk("order", "show", "1", "--json").facts
    assert ("finished", "Guest takes it without", ["fry", "assemble", "check"]) == (
        facts["state"],
        facts["early"]["reason"],
        facts["early"]["missing"],
    )
    assert "Order 1 is finished and handed over.\n" == kiosk("order", "hand-over", "1", "--reason", "R").err


@pytest.mark.usefixtures("order")
def test_a_complete_order_is_handed_over_by_its_last_step(kiosk: Kiosk) -> None:
    """Nothing is missing, so nothing is to be explained."""
    for words in (["cook"], ["dress"], ["fry"], ["assemble"], ["check", "--line", "1"], ["check"]):
        assert 0 == kiosk("ticket", "bump", "1", *words).code
    ended = kiosk("order", "hand-over", "1", "--reason", "R")
    assert (1, "Nothing of order 1 is missing. Hand it over.\n") == (ended.code, ended.err)
    assert 2 == kiosk("order", "hand-over", "1").code


@pytest.fixture
def fries(kiosk: Kiosk) -> None:
    """Take order 1: fries, sent from outside under the id 1, of whom nothing else is said."""
    assert 0 == kiosk("order", "add", stdin='{"id": "1", "lines": [{"item": "fries"}]}').code


ALONE = {"item": "fries"}


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ({"allergies": ["milk"]}, ["milk"]),
        ({"allergies": {"milk": True}, "lines": [ALONE | {"line": 1}]}, ["milk"]),
        ({"allergies": ["kiwi"]}, []),
        ({"allergy": "the smallest crumb of nuts"}, ["peanuts", "tree-nuts"]),
        ({"allergy": "kiwi", "lines": [ALONE]}, []),
        ({"note": "nut allergy"}, ["peanuts", "tree-nuts"]),
        ({"notes": "Nussallergie", "lines": [ALONE]}, ["peanuts", "tree-nuts"]),
        ({"remarks": "egg allergy", "lines": [ALONE | {"line": 1}]}, ["egg"]),
        ({"remarks": "egg allergy"}, ["egg"]),
        ({"lines": [ALONE | {"note": "sesame allergy"}]}, ["sesame"]),
        ({"lines": [ALONE | {"quantity": 2, "note": "sesame allergy"}]}, ["sesame"]),
        ({"lines": [ALONE | {"comment": "fish allergy"}]}, ["fish"]),
    ],
)
@pytest.mark.usefixtures("fries")
def test_an_allergy_said_in_a_change_is_taken_wherever_it_stands(
    kiosk: Kiosk, said: dict[str, object], heard: list[str]
) -> None:
    """It only adds, so it needs no reason, and neither lines nor their numbers; said again it is known."""
    text = json.dumps({"id": "1", **said})
    ended = kiosk("order", "change", "1", "-", "--source", "outside", "--json", stdin=text)
    assert (0, True, heard) == (ended.code, ended.facts["is_allergy"], ended.facts["found"])
    assert [1] == [line["line"] for line in ended.facts["lines"]]
    if "quantity" not in text:
        assert "Order 1 is as it was\n" == kiosk("order", "change", "1", stdin=text).out


@pytest.mark.parametrize("said", [{"note": "no nuts please"}, {"lines": [ALONE | {"note": "avoid egg"}]}])
@pytest.mark.usefixtures("fries")
def test_what_may_tell_of_one_in_a_change_is_asked_about(kiosk: Kiosk, said: dict[str, object]) -> None:
    """As in an order."""
    ended = kiosk("order", "change", "1", "--json", stdin=json.dumps(said))
    assert (0, True) == (ended.code, ended.facts["asked"] is not None)


@pytest.mark.usefixtures("fries")
def test_a_note_said_in_a_change_stands_beside_the_one_before(kiosk: Kiosk) -> None:
    """One that tells of nothing makes no allergy order; the same under an id of its own is one change."""
    kiosk("order", "change", "1", stdin='{"note": "ring the bell"}')
    for _ in range(2):
        ended = kiosk("order", "change", "1", "--json", stdin='{"id": "c2", "note": "no rush", "allergy": "none"}')
        assert (0, False) == (ended.code, ended.facts["is_allergy"])
        assert "ring the bell. no rush" == ended.facts["note"]
    for _ in range(2):
        ended = kiosk("order", "change", "1", "--json", stdin='{"id": "c3", "note": "egg allergy"}')
        assert (0, True) == (ended.code, ended.facts["is_allergy"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"guest": "Bob", "allergies": ["milk"], "lines": [{"item": "fries"}]}', "allergies: milk"),
        ('{"ready_at": "12:30", "note": "nut allergy"}', "nut allergy"),
        ('{"lines": [{"line": 9, "item": "fries", "note": "nut allergy"}]}', "nut allergy"),
        ('{"lines": [{"item": "cola", "note": "egg allergy"}]}', "egg allergy"),
        ('{"lines": [], "allergy": "milk"}', "allergy: milk"),
        ('{"lines": [], "allergies": {"milk": true, "egg": false}}', "allergies milk: True"),
        ('{"lines": [], "remarks": ["nut allergy"]}', "remarks: nut allergy"),
        ('{"note": "nut allergy"', '{"note": "nut allergy"'),
        ('{"lines": [], "note": "no nuts"}', "no nuts"),
    ],
)
@pytest.mark.usefixtures("fries")
def test_a_change_that_is_refused_and_tells_of_an_allergy_is_kept(kiosk: Kiosk, text: str, words: str) -> None:
    """Once, however often it is sent; its order is worked as an allergy order, with the words in its note."""
    for _ in range(2):
        ended = kiosk("order", "change", "1", stdin=text)
        assert (1, True) == (ended.code, KEPT in ended.err)
    (kept,) = kiosk("order", "refused", "list", "--json").facts
    assert kept["reason"].startswith("A change of order 1: ")
    assert text == kiosk("order", "refused", "show", kept["id"], "--json").facts["text"]
    facts = kiosk("order", "show", "1", "--json").facts
    assert (True, words, 1) == (facts["is_allergy"], facts["note"], len(facts["lines"]))


@pytest.mark.usefixtures("fries")
def test_so_is_one_of_no_order_or_of_one_that_is_over(kiosk: Kiosk) -> None:
    """Nothing is made of it, so only somebody at the front can say what it means; two are two."""
    kiosk("order", "void", "1", "--reason", "R")
    for order in ("1", "9", "web-9"):
        assert KEPT in kiosk("order", "change", order, stdin='{"note": "nut allergy"}').err
    assert KEPT in kiosk("order", "change", "9", stdin='{"note": "egg allergy"}').err
    assert 4 == len(kiosk("order", "refused", "list", "--json").facts)


@pytest.mark.parametrize("text", ['{"lines": []}', '{"lines": [], "allergies": ["none"], "allergy": ""}', '{"a": 1}'])
@pytest.mark.usefixtures("fries")
def test_one_that_tells_of_none_is_only_refused(kiosk: Kiosk, text: str) -> None:
    """Whoever sent it has the answer, and nobody's health hangs on it."""
    assert 1 == kiosk("order", "change", "1", stdin=text).code
    assert [] == kiosk("order", "refused", "list", "--json").facts
