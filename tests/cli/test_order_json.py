"""Orders from outside: read strictly, and refused with the place."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.found_files import find_playbook
from kiosk.config.playbook import load_playbook
from kiosk.errors import Refused
from kiosk.work.order.event import Recorded, Stamp
from kiosk.work.order.fold import after, fold
from kiosk.work.order.line import Choice, Wish, numbered, parse_choice
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.order.routing import tickets
from kiosk.work.outside.names import MARK
from kiosk.work.outside.order import LINE, TOP, read_order
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.text.text import clean
from kiosk.work.time.instant import Instant
from kiosk.work.verb.wish import tidy
from tests.cli.conftest import KEPT, Kiosk, as_json
from tests.hands import take_order
from tests.playbooks import DINER

LINES = '"lines": [{"item": "burger"}]'

QUANTITY = "lines[0].quantity: must be a whole number from 1 to 99."

REFUSED = {
    '{"id": "a", "lines": [{"item": "burger", "quantity": NaN}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": -Infinity}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": 1e999}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": true}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": "some"}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": "1,5"}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": "1,000"}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": "once"}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": 0}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": 100}]}': QUANTITY,
    f'{{"id": "a", "lines": [{{"item": "burger", "quantity": {"9" * 5000}}}]}}': QUANTITY,
    '{"id": "a", "id": "b", ' + LINES + "}": "order: has the key “id” twice.",
    '{"id": "a", "lines": [{"item": "burger", "item": "fries"}]}': "lines[0]: has the key “item” twice.",
    '{"id": "a", "guset": "Ana", ' + LINES + "}": "order: has a key “guset” that is not known. Did you mean `guest`?",
    '{"id": "a", "lines": [{"itm": "burger"}]}': "lines[0]: has a key “itm” that is not known. Did you mean `item`?",
    '{"id": "a", "lines": [{"item": "burgr"}]}': "lines[0].item: the menu has no item “burgr”. Did you mean `burger`?",
    '{"id": "a", "lines": []}': "lines: holds 0 lines; an order has 1 to 50.",
    '{"id": "a"}': 'order: has no "lines"; it needs at least one line.',
    '{"id": "a", "lines": [{}]}': 'lines[0]: has no "item".',
    '{"id": "a", "lines": [["burger"]]}': "lines[0]: must be an object, in { }, not [“burger”].",
    '{"id": "a", "lines": [7]}': "lines[0]: must be an object, in { }, not 7.",
    '{"id": ["a", "b"], ' + LINES + "}": "id: must be text, not [“a”, “b”].",
    '{"id": {"a": 1}, ' + LINES + "}": 'id: must be text, not {"a": 1}.',
    '{"id": "a", "allergies": true, ' + LINES + "}": "allergies[0]: must be text, not true.",
    '{"id": "a", "Note": "b", "NOTE": "c", ' + LINES + "}": (
        "order: has a key “NOTE” that is not known. Did you mean `note`?"
    ),
    "null": "order: must be an object, in { }, not null.",
    '"fries"': "order: must be an object, in { }, not “fries”.",
    '{"id": " a", ' + LINES + "}": "id: must be at most 80 plain characters, without blanks around them.",
    '{"id": "a\\u0000", ' + LINES + "}": "id: must be at most 80 plain characters, without blanks around them.",
    '{"id": "a", "note": "\\ud800", '
    + LINES
    + "}": "note: must be whole characters, not half a one (a lone surrogate).",
    '{"id": "a", "allergies": [true], ' + LINES + "}": "allergies[0]: must be text, not true.",
    '{"id": NaN, ' + LINES + "}": "id: must be text, not NaN.",
    '{"id": "a", "lines": [{"item": "burger", "quantity": 2.5}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": "1_0"}]}': QUANTITY,
    '{"id": "a", "note": "' + "x" * 2001 + '", ' + LINES + "}": "note: is longer than 2000 characters.",
    '{"id": "a", "lines": [{"item": ""}]}': "lines[0].item: must not be empty.",
    '{"id": "a", "lines": [{"item": "burger", "choices": ["\\u0000 "]}]}': "lines[0].choices[0]: must not be empty.",
    '{"id": "a", "lines": null}': 'order: has no "lines"; it needs at least one line.',
    '{"id": "a", "lines": [{"item": "burger", "line": 1}]}': (
        "lines[0]: has a key “line” that is not known. Did you mean `inside`?"
    ),
    '{"id": "a", "allergies": [' + ",".join(['"milk"'] * 51) + "], " + LINES + "}": (
        "allergies: holds 51 entries; at most 50 are read."
    ),
    "[]": "order: the list is empty. Give one order or more.",
    "": "1:1: this is not JSON (expecting value).",
    '{"id": "a",\n "lines": [}': "2:12: this is not JSON (expecting value).",
    "[" * 100_00: "1:65: this is nested deeper than 64; an order is not.",
    '\n{"a":' * 90: "66:1: this is nested deeper than 64; an order is not.",
    " " * (512 * 1024 + 1): "order: is larger than 512 kB.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_order_is_refused_with_its_place(text: str) -> None:
    """One sentence that names the line or the path, and the nearest word there is."""
    with pytest.raises(Refused) as refused:
        read_order(text.encode(), DINER.menu, strict=True)
    assert ("bad-order", REFUSED[text]) == (refused.value.code, refused.value.words)


def test_bytes_that_are_no_text_are_refused_with_line_and_column() -> None:
    """Latin-1 is named where it stands."""
    with pytest.raises(Refused, match=r"^2:3: this is not UTF-8 text\.$"):
        read_order('{\n "ÿ'.encode("latin-1"), DINER.menu)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"item": "cheeseburger", "choices": ["no oinon"]}, "has no choice “no oinon”. Did you mean `no onion`?"),
        ({"item": "cheeseburger", "choices": ["Extra Becon"]}, "Did you mean `extra bacon`?"),
        (
            {"item": "cheeseburger", "choices": ["onion"]},
            (
                "It offers: no onion, extra onion, light onion, side onion, no pickle, no ketchup, no mustard, "
                "no cheese, extra pickle, extra lettuce, extra tomato, extra ketchup and 20 more."
            ),
        ),
        ({"item": "CHEESBURGER"}, "the menu has no item “CHEESBURGER”. Did you mean `cheeseburger`?"),
    ],
)
def test_the_nearest_choice_and_item_are_named(line: dict[str, object], words: str) -> None:
    """A slip of the finger is answered with what was meant, anything else with a list of a dozen."""
    menu = load_playbook(find_playbook("burger")).menu
    with pytest.raises(Refused) as refused:
        read_order(json.dumps({"lines": [line]}).encode(), menu, strict=True)
    assert refused.value.words.endswith(words)


def test_an_item_like_no_other_is_answered_with_a_short_list() -> None:
    """A dozen ids, each once, and how many more there are."""
    menu = load_playbook(find_playbook("burger")).menu
    with pytest.raises(Refused) as refused:
        read_order(json.dumps({"lines": [{"item": "§§§"}]}).encode(), menu, strict=True)
    listed = ", ".join(f"`{item.id}`" for item in menu.items[:12])
    assert f"lines[0].item: the menu has no item “§§§”. Known: {listed} and 12 more." == refused.value.words


def test_fifty_one_lines_are_too_many() -> None:
    """Fifty are an order."""
    lines = [{"item": "burger"}] * 51
    with pytest.raises(Refused, match="lines: holds 51 lines; an order has 1 to 50"):
        read_order(json.dumps({"id": "a", "lines": lines}).encode(), DINER.menu)
    assert 50 == len(read_order(json.dumps({"id": "a", "lines": lines[1:]}).encode(), DINER.menu).wishes)


def test_an_allergy_may_be_said_in_the_guests_own_words() -> None:
    """Beside the allergens of the menu."""
    asked = read_order(json.dumps({"lines": [{"item": "burger"}], "allergy": "no nuts"}).encode(), DINER.menu)
    assert ("no nuts", ()) == (asked.allergy, asked.allergies)


def test_an_item_is_said_by_id_or_by_its_exact_name() -> None:
    """Names are taken as the menu spells them."""
    said = [{"item": "burger"}, {"item": "Burger"}]
    assert (Wish("burger"), Wish("burger")) == read_order(json.dumps({"lines": said}).encode(), DINER.menu).wishes


def test_a_choice_the_item_lacks_is_refused_with_those_it_has() -> None:
    """The path leads to the choice, the sentence to the item's own."""
    raw = b'{"lines": [{"item": "burger"}, {"item": "burger", "choices": ["no onion", "no patty"]}]}'
    with pytest.raises(
        Refused, match=r"^lines\[1\]\.choices\[1\]: Burger has no choice “no patty”\. It offers: .*no onion"
    ):
        read_order(raw, DINER.menu, strict=True)


def test_a_combo_says_how_its_items_are_wanted() -> None:
    """`inside` holds the combo's items with choices of their own."""
    inside = [
        {"item": name, **({"choices": ["large"]} if name == "fries" else {})} for name in DINER.menu.item["meal"].combo
    ]
    found = (
        read_order(json.dumps({"lines": [{"item": "meal", "inside": inside}]}).encode(), DINER.menu).wishes[0].inside
    )
    assert (Choice("size", "large"),) == next(wish.choices for wish in found if wish.item == "fries")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_json_may_have_is_read(encoding: str) -> None:
    """With a byte order mark and without."""
    raw = '{"id": "a", "guest": "Zoë", "lines": [{"item": "burger"}]}'.encode(encoding)
    assert ("a", "Zoë") == ((asked := read_order(raw, DINER.menu)).reference, asked.guest)


@pytest.mark.parametrize(
    ("written", "taken"),
    [("4711", "4711"), ("4711.0", "4711"), ("12345678901234567890", "12345678901234567890"), ("1e3", "1e3")],
)
def test_an_id_may_be_a_number(written: str, taken: str) -> None:
    """It is its own digits, however many."""
    assert taken == read_order(f'{{"id": {written}, {LINES}}}'.encode(), DINER.menu).reference


@pytest.mark.parametrize("written", ["2", "2.0", '"2"', '"2.0"', '" 2 "', "2e0", "0.2e1"])
def test_a_quantity_has_one_meaning_however_it_is_written(written: str) -> None:
    """As a number, with a fraction that is none, or as a text; so has the number of a line."""
    raw = f'{{"lines": [{{"item": "burger", "quantity": {written}, "line": {written}}}]}}'.encode()
    assert (Wish("burger", 2, line=2),) == read_order(raw, DINER.menu, change=True).wishes


def test_null_is_what_is_left_out_and_one_thing_a_list_of_it() -> None:
    """Everywhere but for what must be there."""
    line: dict[str, object] = {"item": "burger", **dict.fromkeys(("quantity", "choices", "note", "inside"))}
    order: dict[str, object] = dict.fromkeys(("guest", "note", "allergies", "allergy", "ready_at", "id"))
    bare = read_order(b'{"lines": [{"item": "burger"}]}', DINER.menu)
    assert bare == read_order(json.dumps(order | {"lines": [line]}).encode(), DINER.menu)
    assert bare == read_order(json.dumps(order | {"lines": line | {"choices": [None]}}).encode(), DINER.menu)
    raw = b'{"lines": {"item": "burger", "choices": "no onion"}, "allergies": "gluten"}'
    asked = read_order(raw, DINER.menu, strict=True)
    assert ((Wish("burger", 1, (Choice("toppings", "onion", "no"),)),), ("gluten",)) == (asked.wishes, asked.allergies)


def test_a_key_nobody_knows_is_told_and_costs_no_order() -> None:
    """With the nearest key there is; deep as it may be."""
    deep: object = "x"
    for _ in range(40):
        deep = {"inner": deep}
    line = {"item": "burger", "sku": 17, "quantty": 2}
    asked = read_order(json.dumps({"lines": [line], "meta": deep, "shop": None}).encode(), DINER.menu)
    assert ((Wish("burger"),), "") == (asked.wishes, asked.allergy)
    assert (
        "order: has a key “meta” that is not known: not read.",
        "order: has a key “shop” that is not known: not read.",
        "lines[0]: has a key “sku” that is not known: not read.",
        "lines[0]: has a key “quantty” that is not known: not read. Did you mean `quantity`?",
    ) == asked.doubts


def test_an_allergy_under_a_key_nobody_knows_is_kept() -> None:
    """In the guest's own words, whatever the key, however deep."""
    line = {"item": "burger", "comment": [{"text": "severe mustard allergy"}]}
    asked = read_order(json.dumps({"lines": [line]}).encode(), DINER.menu)
    assert "comment: text: severe mustard allergy" == asked.allergy
    assert asked.doubts[0].endswith("it tells of an allergy, so it stands in the guest's own words.")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*TOP, *LINE]) | st.text(), inner),
        max_leaves=12,
    )
)
def test_any_json_is_an_order_or_a_sentence(value: object) -> None:
    """Whatever comes, nothing but Refused is raised, and its sentence is clean."""
    said = []
    try:
        read_order(json.dumps(value).encode("utf-8", "surrogatepass"), DINER.menu)
    except Refused as refused:
        said.append(refused.words)
    assert [] == [words for words in said if not words.isprintable()]


@given(st.binary(max_size=300))
def test_any_bytes_are_an_order_or_a_sentence(raw: bytes) -> None:
    """Bytes that are no JSON end in a sentence as well."""
    with pytest.raises(Refused):
        read_order(raw, DINER.menu)


@pytest.mark.parametrize("text", [as_json(id=""), as_json(id=None), '{"lines": [{"item": "fries"}]}'])
def test_an_order_without_an_id_is_taken_and_told(kiosk: Kiosk, text: str) -> None:
    """As one that is keyed: it has no key outside, so the same text is another order, and the answer says so."""
    ended = kiosk("order", "add", "--json", stdin=text)
    assert (0, "") == (ended.code, ended.facts["id"])
    assert "id: the order has none, so it is another order each time it is sent.\n" == ended.err
    assert 2 == kiosk("order", "add", "--json", stdin=text).facts["number"]
    rows = kiosk("order", "add", "--json", stdin=f"[{text}]").facts
    assert (3, ["id: the order has none, so it is another order each time it is sent."]) == (
        rows["number"],
        rows["warnings"],
    )


def test_the_same_order_twice_is_one_order(kiosk: Kiosk, home: Path) -> None:
    """The second delivery is answered with the first order."""
    (home / "order.json").write_text(as_json())
    numbers = [kiosk("order", "add", "order.json", "--json").facts["number"] for _ in range(3)]
    assert [1, 1, 1] == numbers
    again = kiosk("order", "add", "order.json")
    assert (0, "“web-1” is order 1 already, as it was ") == (again.code, again.out.partition("(")[0])
    assert 1 == len(kiosk("order", "list", "--json").facts)


def test_the_same_id_with_other_lines_is_refused(kiosk: Kiosk) -> None:
    """The sentence names the order that has the id."""
    kiosk("order", "add", stdin=as_json())
    ended = kiosk("order", "add", stdin=as_json(lines=[{"item": "hamburger"}]))
    assert (1, "“web-1” is order 1 already, with other lines.") == (ended.code, ended.why)


def test_an_unknown_allergen_is_refused_with_those_there_are(kiosk: Kiosk) -> None:
    """With `--strict` allergies are words of the menu alone."""
    ended = kiosk("order", "add", "--strict", stdin=as_json(allergies=["gold"]))
    assert 1 == ended.code
    assert ended.err.startswith("“gold” is no allergen of this menu: egg, milk, ")


def test_taking_the_same_order_twice_answers_the_same(kiosk: Kiosk) -> None:
    """With an id, `order add --order` may be sent again."""
    kiosk("order", "start")
    kiosk("ticket", "bump", "1", "greet")
    said = [kiosk("order", "add", "--order", "1", stdin=as_json()).out for _ in range(2)]
    order = said[0].partition("Its id: ")[2].rstrip(".\n")
    assert [f"Order 1 is taken. Its id: {order}.\n", f"“web-1” is order 1 already, as it was ({order}).\n"] == said
    other = kiosk("order", "add", "--order", "1", stdin=as_json(id="web-2"))
    assert 1 == other.code
    assert "Order 1 is already taken. Without --order it becomes an order of its own.\n" == other.err


def test_names_in_any_script_come_through(kiosk: Kiosk) -> None:
    """What is no control character is kept as it was typed."""
    names = ["李雷", "Мария", "José", "محمد", "👩‍👧"]
    for place, name in enumerate(names):
        kiosk("order", "add", stdin=as_json(id=f"n{place}", guest=name))
    assert names == [order["guest"] for order in kiosk("order", "list", "--json").facts]


def test_reading_orders_is_safe_from_several_threads() -> None:
    """Nothing is kept between two orders."""
    with ThreadPoolExecutor(8) as pool:
        read = list(
            pool.map(lambda n: read_order(f'{{"id": "a{n}", {LINES}}}'.encode(), DINER.menu).reference, range(99))
        )
    assert [f"a{n}" for n in range(99)] == read


# Names that are not on the menu.


def printable(words: str) -> str:
    """Return words without what a note may not hold: to draw them anew would be most of the work."""
    return "".join(filter(str.isprintable, words))


NAME = st.sampled_from(
    [
        "burger",
        "Burger",
        "fries",
        "meal",
        "burgr",
        "?",
        "Not on the menu",
        "no onion",
        "extra onion",
        "large",
        "L",
        "small",
    ]
) | st.text(min_size=1, max_size=30).map(printable).filter(lambda words: bool(clean(words)))
INSIDE = st.fixed_dictionaries(
    {"item": NAME},
    optional={"quantity": st.integers(1, 9), "choices": st.lists(NAME, max_size=3), "note": st.just("x")},
)


ONE = st.fixed_dictionaries(
    {"item": NAME},
    optional={
        "quantity": st.integers(1, 99),
        "choices": st.lists(NAME, max_size=5),
        "note": st.text(max_size=20).map(printable),
        "inside": st.lists(INSIDE, max_size=3),
    },
)


@given(st.lists(ONE, min_size=1, max_size=6), st.lists(NAME | st.just("gluten"), max_size=3))
def test_no_order_is_refused_over_a_name_and_none_is_lost(lines: list[dict[str, object]], allergies: list[str]) -> None:
    """Whatever is called how, the counter takes the order, a line for each line, and each reaches a station.

    What the menu does not know stands in words: an item in its line, a choice in its note, an allergen by the guest.
    """
    raw = json.dumps({"id": "a", "lines": lines, "allergies": allergies}).encode()
    asked = read_order(raw, DINER.menu)
    stamp = Stamp(Instant(0, 0, "boot"))
    opened = OrderOpened(1, "2026-11-22", DINER.hash, "outside")
    order = fold(None, Recorded(1, "20261122-1", 1, "", stamp, opened, ""))
    assert order is not None
    order = after(order, take_order(order, DINER, asked.wishes, asked.allergies, stamp), stamp)
    assert [line.get("quantity", 1) for line in lines] == [line.quantity for line in order.lines if not line.of]
    made = [
        line.line.id for ticket in tickets(order, DINER) for line in ticket.lines if ticket.station in ("grill", "fry")
    ]
    assert [] == [line for line in order.lines if line.id not in made and not DINER.menu.item[line.item].combo]
    for said, wish in zip(lines, asked.wishes, strict=True):
        _is_there(said, wish)
    assert [] == [name for name in allergies if name not in asked.allergies and name not in asked.allergy]
    assert asked.doubts or UNKNOWN not in {wish.item for wish in asked.wishes}


def _is_there(said: dict[str, object], wish: Wish) -> None:
    """Hold a line of an order against what was said of it."""
    item, choices = str(said["item"]), said.get("choices", [])
    assert isinstance(choices, list)
    if wish.item == UNKNOWN:
        assert clean(item) == wish.called
        assert [] == [words for words in choices if words not in wish.note]
    else:
        assert item in (wish.item, DINER.menu.item[wish.item].name)
        for words in choices:
            assert f"{MARK} {words}" in wish.note or parse_choice(DINER.menu, wish.item, words) in wish.choices


@pytest.mark.parametrize(
    ("line", "wish", "doubts"),
    [
        (
            {"item": "burgr", "quantity": 2, "choices": ["no onion", "rare"], "note": "cut"},
            Wish(UNKNOWN, 2, (), "no onion, rare, cut", called="burgr"),
            ["“burgr” is not on the menu: every station sees it, marked. Did you mean `burger`?"],
        ),
        (
            {"item": "§§§"},
            Wish(UNKNOWN, called="§§§"),
            ["“§§§” is not on the menu: every station sees it, marked."],
        ),
        (
            {"item": "?"},
            Wish(UNKNOWN, called="?"),
            ["“?” is not on the menu: every station sees it, marked."],
        ),
        (
            {"item": "burger", "choices": ["rare", "no onion", "extra onion"], "note": "cut"},
            Wish("burger", 1, (Choice("toppings", "onion", "no"),), "? rare, ? extra onion, cut"),
            [
                (
                    "Burger has no choice “rare”. It offers: no onion, extra onion. "
                    "It stands in the note of its line, marked ?."
                ),
                "“extra onion” cannot hold together with another choice. It stands in the note of its line, marked ?.",
            ],
        ),
        (
            {"item": "meal", "inside": [{"item": "burger", "choices": ["no onion"]}, {"item": "fris", "quantity": 2}]},
            Wish(UNKNOWN, 1, (), "1 × burger no onion, 2 × fris", called="meal"),
            [
                "“fris” is not on the menu: every station sees it, marked. Did you mean `fries`?",
                "lines[0]: Meal holds Burger, Fries. Every station sees it as it was written, marked.",
            ],
        ),
        (
            {"item": "burger", "inside": [{"item": "fries"}]},
            Wish(UNKNOWN, 1, (), "1 × fries", called="burger"),
            [
                (
                    "lines[0]: Burger is no combo, so nothing comes inside it. Order it beside. "
                    "Every station sees it as it was written, marked."
                ),
            ],
        ),
    ],
)
def test_what_is_not_on_the_menu_is_kept_as_words(line: dict[str, object], wish: Wish, doubts: list[str]) -> None:
    """With one sentence for each name, and the nearest one there is."""
    asked = read_order(json.dumps({"lines": [line]}).encode(), DINER.menu)
    assert ((wish,), doubts) == (asked.wishes, list(asked.doubts))
    assert numbered(DINER.menu, asked.wishes)


def test_a_name_that_stands_many_times_is_told_once() -> None:
    """Ten lines of one mistake are one sentence."""
    asked = read_order(json.dumps({"lines": [{"item": "burgr"}] * 10}).encode(), DINER.menu)
    assert (10, 1) == (len(asked.wishes), len(asked.doubts))


def test_words_that_nobody_knows_have_room_in_a_note() -> None:
    """However many they are."""
    choices = [f"topping number {place} {'x' * 180}" for place in range(50)]
    (wish,) = read_order(json.dumps({"lines": [{"item": "burgr", "choices": choices}]}).encode(), DINER.menu).wishes
    assert ", ".join(choices) == tidy(wish).note


def test_an_allergy_is_never_cut() -> None:
    """Unknown allergens and the guest's own words have room together."""
    raw = json.dumps({"lines": [{"item": "burger"}], "allergies": ["gold", "gluten"], "allergy": "crumbs"}).encode()
    asked = read_order(raw, DINER.menu)
    assert (("gluten",), "crumbs, gold") == (asked.allergies, asked.allergy)
    assert ("“gold” is no allergen of this menu: it stands in the guest's own words.",) == asked.doubts
    raw = json.dumps({"lines": [{"item": "burger"}], "allergies": ["x" * 150], "allergy": "y" * 2000}).encode()
    assert f"{'y' * 2000}, {'x' * 150}" == read_order(raw, DINER.menu).allergy


def test_an_order_with_a_strange_name_is_taken_and_marked(kiosk: Kiosk) -> None:
    """Every station sees it, stderr says what was most likely meant, stdout what became of it; `--strict` refuses."""
    strange = as_json(lines=[{"item": "chesseburger", "quantity": 2, "choices": ["no onion"]}])
    refused = kiosk("order", "add", "--strict", stdin=strange)
    words = "lines[0].item: the menu has no item “chesseburger”. Did you mean `cheeseburger`?"
    assert (1, "", words) == (refused.code, refused.out, refused.why)
    for _ in range(2):
        ended = kiosk("order", "add", "--json", stdin=strange)
        said = "“chesseburger” is not on the menu: every station sees it, marked. Did you mean `cheeseburger`?\n"
        assert (0, said) == (ended.code, ended.err)
        (line,) = ended.facts["lines"]
        assert ("?", "chesseburger", 2, "no onion", 0) == tuple(
            line[key] for key in ("item", "called", "quantity", "note", "price_cents")
        )
    rows = kiosk("ticket", "list").out.splitlines()[1:]
    assert 3 == len([row for row in rows if "[1] 2 × chesseburger (? not on the menu), “no onion”" in row])
    assert "2 × chesseburger (? not on the menu)" in kiosk("order", "show", "1").out


def test_at_the_counter_a_strange_name_is_refused(kiosk: Kiosk) -> None:
    """Whoever keys the order sees what is on the menu."""
    kiosk("order", "start")
    kiosk("ticket", "bump", "1", "greet")
    ended = kiosk("order", "add", "--order", "1", stdin=as_json(lines=[{"item": "chesseburger"}]))
    assert (1, "") == (ended.code, ended.out)
    assert "Did you mean `cheeseburger`?\n" in ended.err
    later = kiosk("order", "add", "--order", "1", stdin=as_json(ready_at="12:30"))
    assert "ready_at: is for orders from outside. Take this one, then: kiosk ticket hold\n" == later.err


def test_an_order_for_later_is_held_until_it_has_to_be_begun(kiosk: Kiosk) -> None:
    """The process's target earlier, 270 s; the same order again is the same, and is said so."""
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    order = as_json(ready_at=soon.isoformat())
    ended = kiosk("order", "add", stdin=order)
    assert ", held until " in ended.out
    assert "is order 1 already" in kiosk("order", "add", stdin=order).out
    (hold,) = kiosk("order", "show", "1", "--json").facts["holds"]
    assert (f"{soon - timedelta(seconds=270):%Y-%m-%dT%H:%M:%S}.000Z", "Ordered for later") == (
        hold["until"],
        hold["reason"],
    )
    assert "No open tickets.\n" == kiosk("ticket", "list").out
    assert 3 == len(kiosk("ticket", "list", "--held", "--json").facts)


@pytest.mark.parametrize("ahead", [timedelta(minutes=-90), timedelta(minutes=1), timedelta(days=-400)])
def test_an_order_that_has_to_be_begun_now_is_not_held(kiosk: Kiosk, ahead: timedelta) -> None:
    """Also one that comes late: better too late than tomorrow."""
    moment = datetime.now(UTC) + ahead
    ended = kiosk("order", "add", stdin=as_json(ready_at=moment.isoformat()))
    assert (0, False) == (ended.code, "held" in ended.out)
    assert 3 == len(kiosk("ticket", "list", "--json").facts)


@pytest.mark.parametrize(
    ("ready_at", "words"),
    [
        ("noon", "ready_at: “noon” is no time. Say it as 12:30 by the clock here, or ISO 8601"),
        ("2026-11-22", "ready_at: “2026-11-22” is no time."),
        ("2999-01-01T12:00Z", "An order is taken at most 24 hours before it is to be ready.\n"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(kiosk: Kiosk, ready_at: str, words: str) -> None:
    """With what was said, and how it is said."""
    ended = kiosk("order", "add", stdin=as_json(ready_at=ready_at))
    assert (1, "") == (ended.code, ended.out)
    assert f"{ended.why}\n".startswith(words)
    assert "No open orders.\n" == kiosk("order", "list").out


def test_all_that_a_note_says_is_in_the_record(kiosk: Kiosk) -> None:
    """What stands behind the two hundredth character too: of a line, an order, and the guest's own words."""
    long = f"{'cut it in four ' * 20}and mind the mustard allergy"
    line = {"item": "hamburger", "note": long}
    ended = kiosk("order", "add", stdin=as_json(lines=[line], note=long, allergies=[], allergy=f"own {long}"))
    assert (0, "") == (ended.code, ended.err.partition("ALLERGY")[0])
    facts = kiosk("order", "show", "1", "--json").facts
    assert (long, long, f"own {long}") == (facts["lines"][0]["note"], facts["note"], facts["allergy"])
    assert ["mustard"] == facts["found"]


def test_a_line_that_holds_what_the_guest_must_not_meet_is_warned_of(kiosk: Kiosk) -> None:
    """The order is taken all the same; whoever looks at it reads it too."""
    ended = kiosk("order", "add", stdin=as_json(lines=[{"item": "hamburger"}], allergies=["mustard"]))
    assert 0 == ended.code
    assert "ALLERGY: Hamburger holds mustard, which the guest must not meet." in ended.err
    assert "\n■ Hamburger holds mustard\n" in kiosk("order", "show", "1").out
    without = kiosk(
        "order",
        "add",
        stdin=as_json(id="b", lines=[{"item": "hamburger", "choices": ["no mustard"]}], allergies=["mustard"]),
    )
    assert "" == without.err
    assert "holds" not in kiosk("order", "show", "2").out


# Many orders.


MANY = [{"id": 1, "lines": [{"item": "fries"}]}, {"id": 2, "lines": []}, {"id": 3, "lines": [{"item": "coffee"}]}]

SHAPES = {
    "list": json.dumps(MANY),
    "list over lines": json.dumps(MANY, indent=2),
    "ndjson": "\n".join(map(json.dumps, MANY)),
    "ndjson with blank lines": "\r\n\r\n".join(map(json.dumps, MANY)) + "\r\n",
    "json sequence": "".join(f"\x1e{json.dumps(one)}\n" for one in MANY),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_many_orders_are_answered_one_by_one(kiosk: Kiosk, shape: str, encoding: str) -> None:
    """A list, or one a line: what is wrong with one leaves the others, and the exit code says that one was refused."""
    ended = kiosk("order", "add", "--json", stdin=SHAPES[shape].encode(encoding))
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert (1, [(1, True, ""), (2, False, "lines: holds 0 lines; an order has 1 to 50."), (3, True, "")]) == (
        ended.code,
        [(answer["row"], answer["taken"], answer["why"]) for answer in answers],
    )
    assert [("1", 1), ("3", 2)] == [(answer["id"], answer["number"]) for answer in answers if answer["taken"]]
    assert "" == ended.err


def test_many_orders_are_answered_in_words(kiosk: Kiosk) -> None:
    """With the line of the file, and what of an order is not on the menu; all of them again are the same orders."""
    orders = [*MANY, {"id": 4, "lines": [{"item": "unicorn"}]}]
    text = "\n\n".join(map(json.dumps, orders))
    ended = kiosk("order", "add", stdin=text)
    assert ["line 1", "line 5", "line 7", "3 of 4 orders are taken."] == [
        line.partition(": ")[0] for line in ended.out.splitlines()
    ]
    assert [
        "line 3: lines: holds 0 lines; an order has 1 to 50.",
        "line 7: “unicorn” is not on the menu: every station sees it, marked.",
    ] == [line.partition(KEPT)[0] for line in ended.err.splitlines()]
    again = kiosk("order", "add", stdin=json.dumps([one for one in orders if one["lines"]]))
    assert (0, 3) == (again.code, again.out.count("already, as it was"))
    assert "line 1, order 2: " in again.out
    assert 3 == len(kiosk("order", "list", "--json").facts)


@pytest.mark.parametrize(
    ("raw", "taken"),
    [
        (b'{"id": 1, "lines": [{"item": "fries"}]}\n{"id": 2, "lines": [{"item": "fries"}], "note": "\xff"}', 1),
        (b'garbage\n{"id": 2, "lines": [{"item": "fries"}]}\n{"id": 3, "lines": [{"it', 1),
        (b'[{"id": 1, "lines": [{"item": "fries"}]}, {"id": 2, "note": "\xff"}, 7]', 1),
        (b'[{"id": 1, "lines": [{"item": "fries"}]}, {"id": 2, "lines": [{"item"', 1),
        (b'[{"id": 1, "lines": [{"item": "fries"}]} {"id": 2}]', 1),
        (b"[" + b"[" * 100_000, 0),
    ],
)
def test_what_is_broken_among_many_leaves_the_others(kiosk: Kiosk, raw: bytes, taken: int) -> None:
    """Bytes that are no text, a list that ends too soon, a line that is no order: each is refused by itself."""
    ended = kiosk("order", "add", "--json", stdin=raw)
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert (1, taken) == (ended.code, sum(answer["taken"] for answer in answers))
    assert [] == [answer for answer in answers if not answer["taken"] and not answer["why"]]
    assert len(answers) > taken


def test_one_broken_order_over_many_lines_stays_one_order(kiosk: Kiosk) -> None:
    """It is refused with its line and column, as ever."""
    text = json.dumps(MANY[0], indent=2).replace('"fries"', '"fries')
    ended = kiosk("order", "add", stdin=text)
    assert (1, "") == (ended.code, ended.out)
    assert ended.err.startswith("5:")


@pytest.mark.parametrize(
    ("raw", "reference", "quantity"), [("order-id-number", "4711", 1), ("order-quantity-text", "web-2", 2)]
)
def test_types_with_one_meaning_are_taken(kiosk: Kiosk, raw: str, reference: str, quantity: int) -> None:
    """An id that is a number, a quantity that is a text."""
    texts = {
        "order-id-number": '{"id":4711,"lines":[{"item":"fries","quantity":1}]}',
        "order-quantity-text": '{"id":"web-2","lines":[{"item":"fries","quantity":"2"}]}',
    }
    facts = kiosk("order", "add", "--json", stdin=texts[raw]).facts
    assert (reference, quantity) == (facts["id"], facts["lines"][0]["quantity"])


@pytest.mark.parametrize(
    ("said", "kept"), [("es", "es"), ("es-MX", "es"), ("DE_at", "de"), ("Spanish", ""), ("", ""), ("null", "")]
)
def test_what_a_guest_speaks_is_kept_as_a_code(said: str, kept: str) -> None:
    """What is no code is told and left out: no order is lost over it."""
    asked = read_order(json.dumps({"lang": said, "lines": ["burger"]}).encode(), DINER.menu)
    assert kept == asked.language
    assert bool(said and not kept) == any("language" in doubt for doubt in asked.doubts)
