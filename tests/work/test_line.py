"""Lines: what a guest's wishes become, what they hold and cost, and what the menu refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order.line import (
    MOST_LINES,
    MOST_OF_ONE,
    Choice,
    Line,
    Wish,
    allergens,
    changed,
    chosen,
    numbered,
    offered,
    opened,
    parse_choice,
    parts,
    price,
    spell,
    total,
)
from kiosk.work.playbook.menu import CHANGES, ChoiceGroup, Option, Part, Word
from tests.playbooks import DINER
from tests.work.invented import playbooks, wishes

MENU = DINER.menu
NO_ONION = Choice("toppings", "onion", "no")
EXTRA_ONION = Choice("toppings", "onion", "extra")
LARGE = Choice("size", "large")


@pytest.mark.parametrize(
    ("item", "choices", "expected"),
    [
        ("burger", (), {"patty": 1, "onion": 1}),
        ("burger", (NO_ONION,), {"patty": 1}),
        ("burger", (EXTRA_ONION,), {"patty": 1, "onion": 2}),
        ("burger", (Choice("toppings", "onion", "light"),), {"patty": 1, "onion": 1}),
        ("burger", (Choice("toppings", "onion", "side"),), {"patty": 1, "onion": 1}),
        ("fries", (), {"fries": 1}),
        ("fries", (LARGE,), {"fries": 2}),
        ("meal", (), {}),
    ],
)
def test_parts(item: str, choices: tuple[Choice, ...], expected: dict[str, int]) -> None:
    """NO takes out, EXTRA puts in, LIGHT and SIDE leave the count, a size brings its own."""
    assert expected == dict(parts(MENU, item, choices))


@pytest.mark.parametrize(
    ("item", "choices", "cents"),
    [("burger", (), 450), ("burger", (EXTRA_ONION,), 500), ("burger", (NO_ONION,), 450), ("fries", (LARGE,), 330)],
)
def test_price(item: str, choices: tuple[Choice, ...], cents: int) -> None:
    """EXTRA and sizes cost what they say; leaving out costs nothing and saves nothing."""
    assert cents == price(MENU, item, choices)


def topping(part: str, *words: Word) -> tuple[Choice, ...]:
    """Say so many things about one part of a burger."""
    return tuple(Choice("toppings", part, word) for word in words)


BACON = replace(
    MENU,
    parts=(*MENU.parts, Part("bacon", "bacon", "bacon")),
    groups=(
        ChoiceGroup(
            "toppings",
            "Toppings",
            "change",
            (Option("onion", "onion", 50), Option("bacon", "bacon", 120)),
            words=("no", "extra", "light", "side"),
        ),
        *MENU.groups[1:],
    ),
)
"""The diner with bacon, which no burger holds, and with every word."""


@pytest.mark.parametrize(
    ("choices", "count", "cents"),
    [
        (topping("bacon", "side"), 1, 570),
        (topping("bacon", "extra"), 1, 570),
        (topping("bacon", "extra", "side"), 1, 570),
        (topping("bacon", "side", "extra"), 1, 570),
        (topping("onion", "side"), 1, 450),
        (topping("onion", "side", "extra"), 2, 500),
        (topping("onion", "extra", "side"), 2, 500),
        (topping("onion", "side", "light"), 1, 450),
        (topping("onion", "no"), 0, 450),
    ],
)
def test_what_is_made_more_is_paid(choices: tuple[Choice, ...], count: int, cents: int) -> None:
    """SIDE of what the burger lacks costs what EXTRA does; the order in which words are said changes nothing."""
    part = choices[0].option
    assert (count, cents) == (parts(BACON, "burger", choices)[part], price(BACON, "burger", choices))


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        (("extra",), "side", ("extra", "side")),
        (("side",), "light", ("side", "light")),
        (("extra",), "light", ("light",)),
        (("extra", "side"), "no", ("no",)),
        (("no",), "side", ("side",)),
        (("extra", "side"), "extra", ("side",)),
    ],
)
def test_a_change_takes_the_place_of_those_it_excludes(
    before: tuple[Word, ...], word: Word, after: tuple[Word, ...]
) -> None:
    """SIDE goes with EXTRA or LIGHT; said again a change is taken back; changes of other parts stay."""
    group, other = BACON.group["toppings"], topping("bacon", "extra")
    (wanted,) = topping("onion", word)
    assert (*other, *topping("onion", *after)) == changed(group, (*other, *topping("onion", *before)), wanted)


def test_an_option_takes_the_place_of_another() -> None:
    """Large stays large when chosen again; small goes without saying."""
    group = MENU.group["size"]
    small = Choice("size", "small")
    assert (LARGE,) == changed(group, (), LARGE) == changed(group, (LARGE,), LARGE) == changed(group, (small,), LARGE)
    assert () == changed(group, (LARGE,), small)


@given(st.lists(st.sampled_from(topping("onion", *CHANGES) + topping("bacon", "extra", "side")), max_size=8))
def test_whatever_is_pressed_can_be_ordered(presses: list[Choice]) -> None:
    """One rule says what excludes what, so that no row of presses makes an order that is refused."""
    choices: tuple[Choice, ...] = ()
    for wanted in presses:
        choices = changed(BACON.group["toppings"], choices, wanted)
    assert price(BACON, "burger", choices) == numbered(BACON, (Wish("burger", 1, choices),))[0].price


def test_a_combo_comes_apart_into_its_items() -> None:
    """The combo's line carries the price, its items only what their choices add."""
    lines = numbered(MENU, (Wish("meal", 2, inside=(Wish("burger", 1, (EXTRA_ONION,)), Wish("fries", 1, (LARGE,)))),))
    assert (
        Line(1, "meal", 2, (), "", 600),
        Line(2, "burger", 2, (EXTRA_ONION,), "", 50, of=1),
        Line(3, "fries", 2, (LARGE,), "", 80, of=1),
    ) == lines
    assert 2 * (600 + 50 + 80) == total(lines)


def test_a_combo_said_without_its_items_has_them_as_the_menu_does() -> None:
    """`a meal` is a burger and small fries."""
    assert (Wish("burger"), Wish("fries")) == opened(MENU, Wish("meal")).inside
    assert ["meal", "burger", "fries"] == [line.item for line in numbered(MENU, (Wish("meal"),))]


def test_lines_are_numbered_through() -> None:
    """A number stays with its line, whatever stands before it."""
    lines = numbered(MENU, (Wish("meal"), Wish("fries", 3, note="hot")))
    assert [(1, 0), (2, 1), (3, 1), (4, 0)] == [(line.id, line.of) for line in lines]
    assert ("hot", 3) == (lines[-1].note, lines[-1].quantity)


@pytest.mark.parametrize(
    ("wanted", "code", "words"),
    [
        ((), "empty-order", "Nothing is ordered yet. Choose at least one item."),
        ((Wish("pizza"),), "no-such-item", "The menu has no item “pizza”."),
        ((Wish("fries", 0),), "bad-quantity", "Fries: a line holds 1 to 99, not 0."),
        ((Wish("fries", -3),), "bad-quantity", "Fries: a line holds 1 to 99, not -3."),
        ((Wish("fries", MOST_OF_ONE + 1),), "bad-quantity", "Fries: a line holds 1 to 99, not 100."),
        (
            (Wish("fries", 1, (NO_ONION,)),),
            "no-such-choice",
            "Fries has no choice “onion”. It offers: small, large.",
        ),
        (
            (Wish("burger", 1, (Choice("toppings", "onion", "light"),)),),
            "no-such-choice",
            "Burger has no choice “onion”. It offers: no onion, extra onion.",
        ),
        ((Wish("meal", inside=(Wish("burger"),)),), "wrong-combo", "Meal holds Burger, Fries."),
        (
            (Wish("burger", inside=(Wish("fries"),)),),
            "wrong-combo",
            "Burger is no combo, so nothing comes inside it. Order it beside.",
        ),
        (
            (Wish("meal", inside=(Wish("burger", inside=(Wish("fries"),)), Wish("fries"))),),
            "wrong-combo",
            "Burger is no combo, so nothing comes inside it. Order it beside.",
        ),
        (
            (Wish("fries", 1, (Choice("size", "small"), LARGE)),),
            "choice-twice",
            "Fries: Size is said twice. Say it once.",
        ),
        (
            (Wish("burger", 1, (NO_ONION, EXTRA_ONION)),),
            "choice-twice",
            "Burger: onion is said twice. Say it once.",
        ),
        (
            (Wish("burger", 1, (EXTRA_ONION, EXTRA_ONION)),),
            "choice-twice",
            "Burger: onion is said twice. Say it once.",
        ),
    ],
    ids=["nothing", "no such item", "none of it", "less than none", "too many of it", "another item's choice",
         "a word the group lacks", "half a combo", "items inside what is no combo", "a combo's item with items inside",
         "two sizes", "without it and more of it", "a change said again"],
)  # fmt: skip
def test_refused(wanted: tuple[Wish, ...], code: str, words: str) -> None:
    """A code for programs, a sentence for the worker."""
    with pytest.raises(Refused) as refused:
        numbered(MENU, wanted)
    assert (code, words) == (refused.value.code, refused.value.words)


def test_an_order_has_an_end() -> None:
    """Fifty lines go, fifty-one do not; a combo counts with its items."""
    assert MOST_LINES == len(numbered(MENU, (Wish("fries"),) * MOST_LINES))
    for wanted in ((Wish("fries"),) * (MOST_LINES + 1), (Wish("meal"),) * 17):
        with pytest.raises(Refused) as refused:
            numbered(MENU, wanted)
        assert "order-too-long" == refused.value.code


@pytest.mark.parametrize(
    ("item", "words", "expected"),
    [
        ("burger", "no onion", NO_ONION),
        ("burger", "  NO   Onion ", NO_ONION),
        ("burger", "extra onion", EXTRA_ONION),
        ("fries", "large", LARGE),
        ("fries", "L", LARGE),
    ],
)
def test_choices_are_read_as_people_write_them(item: str, words: str, expected: Choice) -> None:
    """Capitals and spaces do not matter; other spellings count."""
    assert expected == parse_choice(MENU, item, words)


@pytest.mark.parametrize(
    ("item", "words", "offers"),
    [
        ("burger", "no cheese", "It offers: no onion, extra onion."),
        ("meal", "large", "It offers no choices."),
    ],
)
def test_a_choice_nobody_offers_is_refused_with_those_that_are(item: str, words: str, offers: str) -> None:
    """The sentence is long enough to choose from."""
    with pytest.raises(Refused) as refused:
        parse_choice(MENU, item, words)
    assert "no-such-choice" == refused.value.code
    assert refused.value.words.endswith(offers)


def test_sizes_are_said_before_the_item() -> None:
    """The default goes along; what has no size is itself."""
    assert "large Fries" == spell(MENU, Wish("fries", 1, (LARGE,)))
    assert "small Fries" == spell(MENU, Wish("fries"))
    assert "Burger" == spell(MENU, Wish("burger", 1, (NO_ONION,)))


def test_allergens_are_those_of_what_is_in_it() -> None:
    """What was left out no longer counts."""
    assert ("gluten",) == allergens(MENU, numbered(MENU, (Wish("fries"),)))
    assert () == allergens(MENU, numbered(MENU, (Wish("burger", 1, (NO_ONION,)),)))


def test_an_unsaid_choice_is_the_default() -> None:
    """Of a group with one option out of several."""
    group = MENU.group["size"]
    small, large = group.options
    assert (small, large) == (chosen((), group), chosen((LARGE,), group))


def test_changes_are_offered_only_where_they_make_sense() -> None:
    """NO of what is not in it is no choice; EXTRA and SIDE may add it."""
    burger, toppings = MENU.item["burger"], MENU.group["toppings"]
    assert ["onion"] == [option.id for option in offered(burger, toppings, "no")]
    assert () == offered(burger, toppings, "side")
    assert () == offered(burger, MENU.group["size"], "no")


@given(st.data())
def test_every_offered_choice_can_be_ordered(data: st.DataObject) -> None:
    """Whatever a menu offers, the lines are made, their ids run from 1, and each costs and counts something sane."""
    menu = data.draw(playbooks()).menu
    wanted = data.draw(wishes(menu))
    lines = numbered(menu, wanted)
    assert list(range(1, len(lines) + 1)) == [line.id for line in lines]
    assert total(lines) == sum(line.price * line.quantity for line in lines)
    for line in lines:
        assert line.price >= 0
        assert all(count > 0 for count in parts(menu, line.item, line.choices).values())


@given(st.data())
def test_every_offered_choice_can_be_said(data: st.DataObject) -> None:
    """Its word and name, as they stand on the tile, are read back as the same choice."""
    menu = data.draw(playbooks()).menu
    item = data.draw(st.sampled_from(menu.items))
    for name in item.groups:
        for word in ("", *menu.group[name].words):
            for option in offered(item, menu.group[name], word):
                assert Choice(name, option.id, word) == parse_choice(menu, item.id, f"{word} {option.name}".upper())
