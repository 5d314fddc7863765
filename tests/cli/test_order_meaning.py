"""What has one meaning in an order from outside is taken as that, however its program writes it."""

from __future__ import annotations

import json

import pytest

from kiosk.config.found_files import find_playbook
from kiosk.config.playbook import load_playbook
from kiosk.work.order.line import Choice, Wish
from kiosk.work.outside.order import Asked, read_order
from kiosk.work.playbook.menu import UNKNOWN, Menu
from tests.cli.conftest import Kiosk, as_json
from tests.playbooks import DINER


@pytest.fixture(scope="module")
def burgers() -> Menu:
    """Return the menu of the burger counter."""
    return load_playbook(find_playbook("burger")).menu


STRANGE = Wish(UNKNOWN, called="2fries")


def asked(menu: Menu = DINER.menu, /, **keys: object) -> Asked:
    """Read an order of one burger, with some keys."""
    return read_order(json.dumps({"lines": [{"item": "burger"}]} | keys).encode(), menu)


@pytest.mark.parametrize(
    ("lines", "wishes"),
    [
        (["fries"], [Wish("fries")]),
        ("fries", [Wish("fries")]),
        (["fries", {"item": "Burger"}], [Wish("fries"), Wish("burger")]),
        (["2 fries", "2 x fries", "2x Fries", "fries x2", "Fries ×2", "two fries"], [Wish("fries", 2)] * 6),
        (["dos fries", "zwei fries", "2 burgers", "2fries"], [*[Wish("fries", 2)] * 2, Wish("burger", 2), STRANGE]),
        ([{"item": "3 x burger"}], [Wish("burger", 3)]),
        ([{"item": "3 x burger", "quantity": 2}], [Wish(UNKNOWN, 2, called="3 x burger")]),
        (["100 fries"], [Wish(UNKNOWN, called="100 fries")]),
        ({"fries": 2, "burger": "1"}, [Wish("fries", 2), Wish("burger")]),
        ({"0": {"item": "fries"}, "1": "burger"}, [Wish("fries"), Wish("burger")]),
        ([{"item": {"name": "Fries"}}, {"item": {"id": "burger", "name": "?"}}], [Wish("fries"), Wish("burger")]),
        ([{"Item": "fries", "QTY": 2}, {"name": "fries", "count": "two"}], [Wish("fries", 2), Wish("fries", 2)]),
        ([{"item": ["fries"], "quantity": [2], "choices": "", "inside": {}}], [Wish("fries", 2)]),
        ([{"item": "meal", "inside": ["burger", "fries"]}], [Wish("meal", inside=(Wish("burger"), Wish("fries")))]),
        ([{"item": "fries", "note": ["hot", "please"]}], [Wish("fries", note="hot. please")]),
        ("2 fries, burger", [Wish("fries", 2), Wish("burger")]),
        ("burger\n2 x fries;", [Wish("burger"), Wish("fries", 2)]),
        (["fries", None], [Wish("fries")]),
        ([{"title": "fries", "quantity": ""}], [Wish("fries")]),
        (["frie s", "FRIES", "burgers"], [Wish("fries"), Wish("fries"), Wish("burger")]),
    ],
)  # fmt: skip
def test_lines_in_other_shapes(lines: object, wishes: list[Wish]) -> None:
    """Texts, with how many; objects by name; numbered by their program; other keys for the same."""
    assert wishes == list(asked(lines=lines).wishes)


@pytest.mark.parametrize(
    ("written", "quantity"),
    [
        *(("1,0", 1), ("1.0", 1), ("2,00", 2), ("2x", 2), ("x2", 2), ("2 ×", 2), ("× 2", 2), ("２", 2), ("+2", 2)),
        *(("2 pcs", 2), ("2 Stück", 2), ("3 stk.", 3), ("2 units", 2), ("2 uds", 2)),
        *(("two", 2), ("Two", 2), ("dos", 2), ("zwei", 2), ("fünf", 5), ("twelve", 12), ("a", 1), ("uno", 1)),
        *(("eine", 1), ("six", 6), ("seis", 6), ([3], 3), (["three"], 3), ("doce", 12), ("elf", 11), (2.0, 2)),
    ],
)
def test_a_quantity_is_a_number_or_a_word(written: object, quantity: int) -> None:
    """In English, Spanish and German, and as other programs write numbers."""
    assert (Wish("burger", quantity),) == asked(lines=[{"item": "burger", "quantity": written}]).wishes


@pytest.mark.parametrize(
    ("choices", "known"),
    [
        ({"size": "large"}, [("fries-size", "large", "")]),
        ([{"size": "large"}], [("fries-size", "large", "")]),
        ({"Size": "Large"}, [("fries-size", "large", "")]),
        ({"group": "fries-size", "option": "large"}, [("fries-size", "large", "")]),
        ([{"group": "size", "option": "large"}], [("fries-size", "large", "")]),
        ({"large": True}, [("fries-size", "large", "")]),
        ({"large": "yes"}, [("fries-size", "large", "")]),
        ([{"name": "large"}], [("fries-size", "large", "")]),
        ({"0": "large"}, [("fries-size", "large", "")]),
        ([{"name": "large", "price": 50}], [("fries-size", "large", "")]),
        ("large, ", [("fries-size", "large", "")]),
    ],
)
def test_choices_may_be_an_object(burgers: Menu, choices: object, known: list[tuple[str, str, str]]) -> None:
    """A group and what of it; a choice and whether it is meant."""
    (wish,) = asked(burgers, lines=[{"item": "fries", "choices": choices}]).wishes
    assert (known, "") == ([(one.group, one.option, one.word) for one in wish.choices], wish.note)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"onion": False}, ["no onion"]),
        ({"onion": "no"}, ["no onion"]),
        ({"no": "onion"}, ["no onion"]),
        ({"no": ["onion", "pickle"], "extra": "bacon"}, ["no onion", "no pickle", "extra bacon"]),
        ([{"part": "onion", "change": "no"}], ["no onion"]),
        ([{"change": "no", "part": "onion"}], ["no onion"]),
        ([{"onion": "no"}, {"pickle": "extra"}], ["no onion", "extra pickle"]),
        ("no onion, extra pickle", ["no onion", "extra pickle"]),
        (["no onion; extra pickle"], ["no onion", "extra pickle"]),
        (["without onion", "Extra-Pickle"], ["no onion", "extra pickle"]),
        ([{"name": "onion", "action": "remove"}], ["no onion"]),
    ],
)
def test_what_is_left_out_may_be_said_by_its_part(burgers: Menu, choices: object, words: list[str]) -> None:
    """In whichever order, one or several."""
    expected = [{"item": "cheeseburger", "choices": words}]
    assert (
        asked(burgers, lines=expected).wishes
        == asked(burgers, lines=[{"item": "cheeseburger", "choices": choices}]).wishes
    )


def test_an_object_that_no_choice_is_stands_in_the_note(burgers: Menu) -> None:
    """As it was said, marked and told."""
    order = asked(burgers, lines=[{"item": "fries", "choices": {"colour": "green", "size": "large"}}])
    assert (Wish("fries", 1, (Choice("fries-size", "large"),), "? colour: green"),) == order.wishes
    assert 1 == len(order.doubts)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"note": ["no rush", "ring twice"]}, "no rush. ring twice"),
        ({"note": {"kitchen": "no rush", "door": 3}}, "kitchen: no rush, door: 3"),
        ({"note": [{"text": "ring twice"}]}, "text: ring twice"),
        ({"notes": "ring"}, "ring"),
        ({"Note": 12}, "12"),
        ({"note": False}, ""),
        ({"note": []}, ""),
    ],
)
def test_a_note_may_be_several_texts(keys: dict[str, object], said: str) -> None:
    """One after the other, in the order they were said."""
    assert (said, ()) == ((order := asked(**keys)).note, order.doubts)


@pytest.mark.parametrize(
    ("keys", "guest"),
    [
        ({"guest": {"name": "Ana"}}, "Ana"),
        ({"customer": "Ana"}, "Ana"),
        ({"Guest": ["Ana"]}, "Ana"),
        ({"GUEST_NAME": "Ana"}, "Ana"),
        ({"guest": 7}, "7"),
        ({"guest": {"first_name": "Ana", "last_name": "Lu"}}, "Ana Lu"),
    ],
)
def test_a_guest_may_be_an_object(keys: dict[str, object], guest: str) -> None:
    """That has a name."""
    assert guest == asked(**keys).guest


def test_keys_are_known_in_other_letters() -> None:
    """With blanks, dashes, in capitals; the right one counts before another writing of it, which is told."""
    order = asked(**{"Ready-At": "12:30", "ORDER ID": 7, "Allergies": "gluten", "readyAt": "1"})
    assert ("12:30", "7", ("gluten",)) == (order.ready_at, order.reference, order.allergies)
    assert "“readyAt”" in order.doubts[0]
    assert ("b", 1) == ((order := asked(NOTE="a", note="b")).note, len(order.doubts))


@pytest.mark.parametrize(
    ("allergies", "known"),
    [
        ("mustard, milk", ("milk", "mustard")),
        ({"mustard": True, "milk": "yes", "egg": False}, ("milk", "mustard")),
        ([{"name": "mustard"}], ("mustard",)),
        ({"0": "mustard", "2": "milk"}, ("milk", "mustard")),
        ("", ()),
        ([""], ()),
    ],
)
def test_allergies_in_other_shapes(burgers: Menu, allergies: object, known: tuple[str, ...]) -> None:
    """A text with commas, flags, objects with a name."""
    order = asked(burgers, lines=["fries"], allergies=allergies)
    assert (known, "", ()) == (tuple(sorted(order.allergies)), order.allergy, order.doubts)


def test_a_group_of_choices_may_be_a_key_of_the_line(burgers: Menu) -> None:
    """As many programs have it."""
    order = asked(burgers, lines=[{"item": "fries", "size": "large"}])
    assert ((Wish("fries", 1, (Choice("fries-size", "large"),)),), ()) == (order.wishes, order.doubts)


@pytest.mark.parametrize(
    "order",
    [
        {"order": {"id": "a", "lines": ["fries"]}},
        {"id": "a", "data": {"lines": ["fries"]}},
        {"id": "a", "item": "fries"},
        {"id": "a", "LineItems": "fries"},
        {"id": "a", "cart": {"fries": 1}},
    ],
)
def test_an_order_may_stand_in_an_object_or_be_one_line(order: dict[str, object]) -> None:
    """What it is called by its program says nothing else."""
    read = read_order(json.dumps(order).encode(), DINER.menu)
    assert (("a", (Wish("fries"),), ())) == (read.reference, read.wishes, read.doubts)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(("12:30", "12:30"), ("12.30", "12:30"), ("1230", "12:30"), (1230, "12:30"), ("730", "07:30")),
        *(("12h30", "12:30"), ("12:30 Uhr", "12:30"), ("12:30:00", "12:30"), (["7:05"], "07:05")),
        *(("7:30 pm", "19:30"), ("7PM", "19:00"), ("12 am", "00:00"), ("12 p.m.", "12:00")),
        *(("asap", ""), ("now", ""), ("", ""), (False, ""), (None, "")),
        *((1796472000, "2026-12-05T12:00:00+00:00"), (1796472000123, "2026-12-05T12:00:00+00:00")),
        *(("noon", "noon"), ("24:00", "24:00"), ("12", "12"), ("2026-11-22", "2026-11-22")),
    ],
)
def test_a_time_in_other_words(said: object, meant: str) -> None:
    """With other signs, with am and pm, in seconds or milliseconds since 1970; what is none stays what it is."""
    assert meant == asked(ready_at=said).ready_at


@pytest.mark.parametrize("empty", [{}, False])
def test_allergies_that_name_none_are_told(empty: object) -> None:
    """With what was given."""
    order = asked(allergies=empty)
    assert ((), (f"allergies: {json.dumps(empty)} names none.",)) == (order.allergies, order.doubts)


def test_an_allergy_with_more_said_of_it_loses_nothing(burgers: Menu) -> None:
    """What stands beside its name is in the guest's own words."""
    order = asked(burgers, lines=["fries"], allergies={"milk": "anaphylaxis"})
    assert "milk: anaphylaxis" == order.allergy
    order = asked(burgers, lines=["fries"], allergies=[{"name": "milk", "severity": "anaphylaxis"}])
    assert (("milk",), True) == (order.allergies, "anaphylaxis" in order.allergy)
    assert "0" == asked(burgers, lines=["fries"], allergies=[0]).allergy


LONG = "Please be quick with it. " * 3000


@pytest.mark.parametrize("end", ["", "And he is allergic to mustard.", "No traces of peanuts, thanks."])
def test_a_very_long_note_loses_no_order(kiosk: Kiosk, end: str) -> None:
    """The order has its beginning and what tells of an allergy, wherever that is; all of it is kept, and told."""
    text = as_json(note=f"{LONG}{end}{LONG}")
    ended = kiosk("order", "add", "--json", stdin=text)
    assert (0, bool(end)) == (ended.code, ended.facts["is_allergy"])
    assert f"note: is {len(LONG) * 2 + len(end):,} characters long" in ended.err
    assert len(ended.facts["note"]) < 5000
    assert end in ended.facts["note"]
    id_ = ended.err.strip().rpartition(" ")[2]
    shown = kiosk("order", "refused", "show", id_, "--json").facts
    assert (text, False) == (shown["text"], shown["waits"])
    again = kiosk("order", "add", stdin=text)
    assert (0, id_) == (again.code, again.err.strip().rpartition(" ")[2])
    assert 1 == len(kiosk("order", "list", "--json").facts)


@pytest.mark.parametrize("keys", [{"allergy": "nuts " * 9000}, {"lines": [{"item": "fries", "note": "x" * 70_000}]}])
def test_other_very_long_texts(kiosk: Kiosk, keys: dict[str, object]) -> None:
    """The guest's own words, and a line's note."""
    ended = kiosk("order", "add", "--json", stdin=as_json(**keys))
    assert (0, "allergy" in keys) == (ended.code, ended.facts["is_allergy"])
    assert "characters long" in ended.err


def test_a_name_longer_than_names_are_stands_in_the_note() -> None:
    """All of it."""
    name = "Ana Maria " * 30
    assert (name, name) == ((order := asked(guest=name)).guest, order.note)
    (wish,) = asked(lines=["burger of the day " * 20]).wishes
    assert "burger of the day " * 20 == wish.note


def test_the_source_may_stand_in_the_order(kiosk: Kiosk) -> None:
    """The option counts before it, and a difference is said; a refused order is kept under it."""
    web = kiosk("order", "add", "--json", stdin=as_json(source="web"))
    assert ("web", "") == (web.facts["source"], web.err)
    app = kiosk("order", "add", "--json", "--source", "app", stdin=as_json(source="web"))
    assert ("app", 2) == (app.facts["source"], app.facts["number"])
    assert "source: the order says “web”; it is taken as one of “app”.\n" == app.err
    assert 1 == kiosk("order", "add", stdin=as_json(source="web", id="web-2", lines=[])).code
    (row,) = kiosk("order", "refused", "list", "--json").facts
    assert ("web", "web-2") == (row["source"], row["reference"])
    assert 0 == kiosk("order", "add", stdin=as_json(source="web", id="web-2")).code
    assert [] == kiosk("order", "refused", "list", "--json").facts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "order: the list is empty. Give one order or more."),
        (" [ ] ", "order: the list is empty. Give one order or more."),
        ("null", "order: must be an object, in { }, not null."),
        ("[null]", "line 1: order: must be an object, in { }, not null."),
        ("{}", 'order: has no "lines"; it needs at least one line.'),
    ],
)
def test_an_input_without_an_order_is_answered_with_what_it_is(kiosk: Kiosk, text: str, words: str) -> None:
    """In a sentence."""
    ended = kiosk("order", "add", stdin=text)
    assert (1, words) == (ended.code, ended.why)


def test_orders_may_stand_in_an_object(kiosk: Kiosk) -> None:
    """Under `orders`, and nothing else."""
    ended = kiosk("order", "add", stdin='{\n "orders": [\n' + as_json() + ",\n" + as_json(id="b", lines=[]) + "]}")
    assert (1, "line 4: lines: holds 0 lines; an order has 1 to 50.") == (ended.code, ended.why)
    assert "line 3: Order 1 is taken" in ended.out
