"""Orders from outside: read strictly, and refused with the place."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli.order_json import LINE, TOP, read_order
from kiosk.cli.order_names import MARK
from kiosk.config.found_files import find_playbook
from kiosk.config.playbook import load_playbook
from kiosk.errors import Refused
from kiosk.work.order.event import Recorded, Stamp
from kiosk.work.order.fold import after, fold
from kiosk.work.order.line import Choice, Wish, numbered, parse_choice
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.order.routing import tickets
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.text.text import clean
from kiosk.work.time.instant import Instant
from tests.cli.conftest import Kiosk, as_json
from tests.hands import take_order
from tests.playbooks import DINER

LINES = '"lines": [{"item": "burger"}]'

QUANTITY = "lines[0].quantity: must be a whole number from 1 to 99."

REFUSED = {
    '{"id": "a", "lines": [{"item": "burger", "quantity": NaN}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": -Infinity}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": 1e999}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": 1.0}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": true}]}': QUANTITY,
    '{"id": "a", "lines": [{"item": "burger", "quantity": "2"}]}': QUANTITY,
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
    '{"id": "a", "lines": {"item": "burger"}}': "lines: must be a list.",
    '{"id": "a", "lines": ["burger"]}': "lines[0]: must be an object, in { }.",
    '{"id": 7, ' + LINES + "}": "id: must be text.",
    '{"id": " a", ' + LINES + "}": "id: must be at most 80 plain characters, without blanks around them.",
    '{"id": "a\\u0000", ' + LINES + "}": "id: must be at most 80 plain characters, without blanks around them.",
    '{"id": "a", "note": "\\ud800", '
    + LINES
    + "}": "note: must be whole characters, not half a one (a lone surrogate).",
    '{"id": "a", "guest": null, ' + LINES + "}": "guest: must be text.",
    '{"id": "a", "allergies": [1], ' + LINES + "}": "allergies[0]: must be text.",
    '{"id": "a", "note": "' + "x" * 201 + '", ' + LINES + "}": "note: is longer than 200 characters.",
    '{"id": "a", "lines": [{"item": ""}]}': "lines[0].item: must not be empty.",
    '{"id": "a", "lines": [{"item": "burger", "choices": ["\\u0000 "]}]}': "lines[0].choices[0]: must not be empty.",
    '{"id": "a", "ready_at": 1230, ' + LINES + "}": "ready_at: must be text.",
    '{"id": "a", "lines": [{"item": "burger", "line": 1}]}': (
        "lines[0]: has a key “line” that is not known. Did you mean `inside`?"
    ),
    '{"id": "a", "allergies": [' + ",".join(['"milk"'] * 51) + "], " + LINES + "}": (
        "allergies: holds 51 entries; at most 50 are read."
    ),
    "[]": "order: must be an object, in { }.",
    "": "1:1: this is not JSON (expecting value).",
    '{"id": "a",\n "lines": [}': "2:12: this is not JSON (expecting value).",
    "[" * 100_00: "1:9: this is nested deeper than 8; an order is not.",
    '\n{"a":' * 20: "10:1: this is nested deeper than 8; an order is not.",
    " " * (64 * 1024 + 1): "order: is larger than 64 kB.",
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


def test_a_byte_order_mark_is_no_reason_to_refuse() -> None:
    """Some programs write one."""
    assert "a" == read_order(b"\xef\xbb\xbf" + f'{{"id": "a", {LINES}}}'.encode(), DINER.menu).reference


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


def test_an_order_from_outside_needs_an_id(kiosk: Kiosk) -> None:
    """Without one, sending it again would make another order."""
    ended = kiosk("order", "add", stdin=as_json(id=""))
    assert (1, "id: the order needs one, so that sending it twice makes one order.\n") == (ended.code, ended.err)


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
    assert (1, "“web-1” is order 1 already, with other lines.\n") == (ended.code, ended.err)


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


def test_words_that_have_no_room_in_a_note_are_told_in_full() -> None:
    """A note is short; what it loses stands on stderr."""
    choices = [f"topping number {place}" for place in range(9)]
    asked = read_order(json.dumps({"lines": [{"item": "burgr", "choices": choices}]}).encode(), DINER.menu)
    assert f"lines[0]: only 80 characters have room in a note. All of it: {', '.join(choices)}" == asked.doubts[-1]


def test_an_allergy_is_never_cut() -> None:
    """Unknown allergens and the guest's own words have room for 200 characters together; more is refused."""
    raw = json.dumps({"lines": [{"item": "burger"}], "allergies": ["gold", "gluten"], "allergy": "crumbs"}).encode()
    asked = read_order(raw, DINER.menu)
    assert (("gluten",), "crumbs, gold") == (asked.allergies, asked.allergy)
    assert ("“gold” is no allergen of this menu: it stands in the guest's own words.",) == asked.doubts
    raw = json.dumps({"lines": [{"item": "burger"}], "allergies": ["x" * 150], "allergy": "y" * 150}).encode()
    with pytest.raises(Refused, match=r"^allergy: is longer than 200 characters\.$"):
        read_order(raw, DINER.menu)


def test_an_order_with_a_strange_name_is_taken_and_marked(kiosk: Kiosk) -> None:
    """Every station sees it, stderr says what was most likely meant, stdout what became of it; `--strict` refuses."""
    strange = as_json(lines=[{"item": "chesseburger", "quantity": 2, "choices": ["no onion"]}])
    refused = kiosk("order", "add", "--strict", stdin=strange)
    words = "lines[0].item: the menu has no item “chesseburger”. Did you mean `cheeseburger`?\n"
    assert (1, "", words) == (refused.code, refused.out, refused.err)
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
    assert ended.err.startswith(words)
    assert "No open orders.\n" == kiosk("order", "list").out


def test_a_note_that_is_cut_is_told_whole() -> None:
    """Whoever reads what a sender wrote has all of it; the record has as much as a note may have."""
    asked = read_order(b'{"id": "a", "lines": [{"item": "burger", "note": "' + b"x" * 81 + b'"}]}', DINER.menu)
    assert (f"lines[0]: only 80 characters have room in a note. All of it: {'x' * 81}",) == asked.doubts


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
