"""Conditions: read, written in one way, judged for an order, said for people."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.words import speaking
from kiosk.work.playbook.condition import (
    Allergy,
    ChoiceMade,
    Condition,
    Either,
    Every,
    FieldSaid,
    Held,
    Hours,
    Kind,
    Not,
    Unread,
    asked,
    normal,
    read,
    written,
)
from kiosk.work.playbook.condition_facts import ConditionFacts, field_judged, holds, judged
from kiosk.work.playbook.condition_words import condition_words
from tests.playbooks import DINER

IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda name: name not in ("and", "or", "not", "no", "extra", "light", "side", "to", "is", "over", "under", "at")
)
VALUES = st.text(st.sampled_from("ab Z(),.ß"), min_size=1, max_size=8).filter(lambda said: said.strip() == said)
KINDS: list[Kind] = ["part", "item", "category"]
ATOMS: st.SearchStrategy[Condition] = st.one_of(
    st.just(Allergy()),
    st.builds(Held, st.sampled_from(KINDS), IDS),
    st.builds(Held, st.just("channel"), VALUES),
    st.builds(ChoiceMade, IDS, st.sampled_from(["", "no", "extra", "light", "side"]), st.one_of(st.just(""), IDS)),
    st.builds(Hours, st.integers(0, 1439), st.integers(0, 1439)),
    st.builds(FieldSaid, IDS),
    st.builds(FieldSaid, IDS, st.sampled_from(["over", "under", "at least", "at most"]), st.just("12.5")),
    st.builds(FieldSaid, IDS, st.just("is"), VALUES),
)


def joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Join conditions in every way that reading gives."""
    several = st.lists(inner, min_size=2, max_size=3, unique=True)
    return st.one_of(
        inner.filter(lambda one: not isinstance(one, Not)).map(Not),
        several.filter(lambda many: not any(isinstance(one, Every) for one in many)).map(tuple).map(Every),
        several.filter(lambda many: not any(isinstance(one, Either) for one in many)).map(tuple).map(Either),
    )


CONDITIONS = st.recursive(ATOMS, joined, max_leaves=5)


@given(CONDITIONS)
def test_what_is_written_is_read_again(condition: Condition) -> None:
    """Every condition has one way to be written, and that is its normal form."""
    text = written(condition)
    if len(text) > 200:
        return
    assert condition == read(text)
    assert text == normal(text)
    assert text == normal(f"  {text.replace(' ', '   ')}  ") or '"' in text


@given(st.text(st.sampled_from('ab ()"“”:0139,-'), max_size=40))
def test_whatever_is_written_is_read_or_says_why_not(text: str) -> None:
    """Never by an exception."""
    found = read(text)
    assert found.words if isinstance(found, Unread) else written(found) == normal(text)


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("lens", "lens", "`lens` does not say what it is."),
        ("prt lens", "prt", "Did you mean `part`?"),
        ("part", "part", "After `part` comes what it is about"),
        ("part a part b", "part", "`part` is not joined to what stands before it."),
        ("part a and part b or part c", "or", "`and` and `or` stand side by side."),
        ("(part a", "", "A bracket is not closed."),
        ("part a)", ")", "This bracket closes nothing."),
        ("", "", "Something is missing at the end."),
        ("and part a", "and", "Something is missing before `and`."),
        ("not", "", "Something is missing at the end."),
        ("choice a b c d", "a", "A choice is an option"),
        ("hour 25:00 to 3:00", "25:00", "“25:00” is not a time of day"),
        ("hour 11:00 until 3:00", "until", "Hours are written from when to when"),
        ("field d over x", "x", "“x” is not a number"),
        ("field d over 1e9999999", "1e9999999", "is not a number"),
        ('field d is ""', "is", "After `is` comes a word, or several in quotation marks"),
        ('field d is “ä"q”', 'ä"q', "After `is` comes a word, or several in quotation marks"),
        ("field d at x", "x", "After `at` comes `least` or `most`"),
        ("part Ä", "Ä", "`Ä` is no short name of a part"),
        ("not " * 14 + "allergy", "not", "Brackets stand in one another more than 12 deep."),
        ("part a and " * 30 + "part b", "", "A condition has at most 200 characters."),
    ],
)
def test_what_is_no_condition_says_why(text: str, word: str, words: str) -> None:
    """With the word at which reading ended."""
    found = read(text)
    assert isinstance(found, Unread)
    assert word == found.word
    assert words in found.words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Allergy", "allergy"),
        ("not not part Lens", "part lens"),
        ("(part a and (part b and part c))", "part a and part b and part c"),
        ("part a or part a", "part a"),
        ("not (part a)", "not part a"),
        ("hour 9:00 to 2:00", "hour 09:00 to 02:00"),
        ("field c is “two words”", 'field c is "two words"'),
    ],
)
def test_there_is_one_way_to_write_it(text: str, form: str) -> None:
    """Capitals, blanks, brackets and doubles go."""
    assert form == normal(text)


@given(CONDITIONS, st.data())
def test_it_holds_by_its_truth_table(condition: Condition, data: st.DataObject) -> None:
    """`and`, `or` and `not` are those of logic, whatever is asked."""
    atoms = asked(written(condition))
    held = [atom for atom in atoms if isinstance(atom, Held) and atom.kind == "part"]
    there = {atom.name for atom in held if data.draw(st.booleans())}
    facts = ConditionFacts(parts=frozenset(there), minute=600, allergy=data.draw(st.booleans()))

    def plain(one: Condition) -> bool:
        match one:
            case Not():
                return not plain(one.inner)
            case Every():
                return all(plain(each) for each in one.inner)
            case Either():
                return any(plain(each) for each in one.inner)
            case Held():
                return one.kind == "part" and one.name in there
            case Allergy():
                return facts.allergy
            case Hours():
                return one.covers(600)
            case _:
                return False

    assert plain(condition) == judged(condition, facts)


def test_hours_go_over_midnight() -> None:
    """The first minute belongs to them, the last does not."""
    day, night = Hours(660, 840), Hours(1320, 120)
    assert [False, True, True, False] == [day.covers(minute) for minute in (659, 660, 839, 840)]
    assert [True, True, False, False, True] == [night.covers(minute) for minute in (0, 119, 120, 1319, 1320)]


def test_what_is_not_on_the_menu_may_be_anything() -> None:
    """So nothing is left out because of it, and nothing that surely holds is asked twice."""
    strange = ConditionFacts(parts=frozenset({"bun"}), is_strange=True)
    found = {text: judged(_read(text), strange) for text in ("part bun", "part lens", "not part lens", "channel web")}
    assert {"part bun": True, "part lens": None, "not part lens": None, "channel web": False} == found
    assert holds("part lens and not part lens", strange)
    assert not holds("not part bun", strange)


def test_an_order_of_before_hours_were_noted_is_of_every_hour() -> None:
    """Nobody knows when it was opened by the counter's clock."""
    assert holds("hour 11:00 to 14:00", ConditionFacts())
    assert holds("not hour 11:00 to 14:00", ConditionFacts())


@pytest.mark.parametrize(
    ("text", "holds_for"),
    [
        ("field deposit", "20 0 True text"),
        ("field deposit over 0", "20"),
        ("field deposit under 20", "0"),
        ("field deposit at least 20", "20"),
        ("field deposit at most 20", "20 0"),
        ("field deposit is 20.0", "20"),
        ("field deposit is yes", "True"),
        ("field deposit is no", "False"),
        ("field deposit is Text", "text"),
        ("not field deposit", "False nothing"),
    ],
)
def test_fields_are_said_or_compared(text: str, holds_for: str) -> None:
    """What was not said is no number, and neither yes nor no."""
    values: dict[str, str | Decimal | bool] = {
        "20": Decimal(20), "0": Decimal(0), "True": True, "False": False, "text": "text"
    }  # fmt: skip
    fields = [one for one in asked(text) if isinstance(one, FieldSaid)]
    facts = {
        name: ConditionFacts(fields=frozenset(written(one) for one in fields if field_judged(one, value)))
        for name, value in values.items()
    }
    found = [name for name, known in facts.items() if holds(text, known)]
    found += ["nothing"] if holds(text, ConditionFacts()) else []
    assert holds_for == " ".join(found)


def test_choices_are_asked_with_group_and_word_or_without() -> None:
    """Of a change group the option alone asks for any change of it."""
    facts = ConditionFacts(choices=frozenset({("toppings", "onion", "no"), ("size", "large", "")}))
    texts = ("choice large", "choice size large", "choice toppings large", "choice onion", "choice no onion")
    found = [holds(text, facts) for text in (*texts, "choice extra onion", "choice toppings no onion")]
    assert [True, True, False, True, True, False, True] == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("allergy", "with an allergy"),
        ("part patty and not item fries", "with patties and not for Fries"),
        ("part patty or (item meal and not allergy)", "with patties or (for Meal and without an allergy)"),
        ("category food", "with something of Food"),
        ("not (part patty or choice no onion)", "without patties and without “NO onion”"),
        ("choice size large", "with “large”"),
        ("channel web", "from web"),
        ("not channel grill", "not from Grill"),
        ("hour 11:00 to 14:00", "from 11:00 to 14:00"),
        ("field deposit at least 20", "deposit at least 20"),
        ("what", "what"),
    ],
)  # fmt: skip
def test_it_is_said_for_people(text: str, words: str) -> None:
    """With the names of the menu."""
    assert words == condition_words(DINER, text)


def test_it_is_said_in_the_language_of_the_screen() -> None:
    """Also the words of changes."""
    text = "part patty and not (allergy or choice no onion)"
    with speaking("de"):
        german = condition_words(DINER, text)
    with speaking("es"):
        spanish = condition_words(DINER, text)
    assert "mit patties und ohne Allergie und ohne „OHNE onion“" == german
    assert "con patties y sin alergia y sin «SIN onion»" == spanish


def test_every_way_to_hold_is_judged() -> None:
    """By hand, once: two parts, four ways."""
    condition = _read("(part a and not part b) or allergy")
    found = [
        judged(condition, ConditionFacts(parts=frozenset({*(["a"] if a else []), *(["b"] if b else [])})))
        for a, b in product((True, False), repeat=2)
    ]
    assert [False, True, False, False] == found


def _read(text: str) -> Condition:
    found = read(text)
    assert not isinstance(found, Unread)
    return found
