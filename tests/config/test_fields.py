"""Conditions on fields of orders: what they ask is checked, tried, said to people and explained."""

from __future__ import annotations

import pytest

from kiosk.config.playbook import load_playbook
from kiosk.drawing.explained import explained
from kiosk.work.check.field_facts import field_facts, possible_facts
from kiosk.work.check.reach import proof, tried_words
from kiosk.work.playbook.condition_words import condition_words
from kiosk.work.playbook.playbook import Playbook
from tests.config.shop import Shop

FIELDS = """fields:
  - {id: salt, name: Salt, kind: number, unit: g, decimals: 0, least: 0, most: 5}
  - {id: night, name: Drives at night, kind: yes-no}
  - {id: tint, name: Tint, kind: choice, options: [{id: blue, name: light blue}, {id: none, name: none}]}
  - {id: day, name: Day, kind: day}
steps:
"""
TASTE = """  - id: taste
    name: Taste
    station: stove
    after: [ladle]
    when: WHEN
    needs: [a soup]
    gives: [a tasted soup]
"""


def asking(shop: Shop, when: str) -> Shop:
    """Return the shop with fields, and a step for those orders that a condition names."""
    shop.edit("process.yaml", "steps:\n", FIELDS)
    shop.edit("process.yaml", "  - id: serve\n", f"{TASTE.replace('WHEN', when)}  - id: serve\n")
    shop.edit(
        "process.yaml",
        "after: [ladle]\n    needs: [a soup]\n    gives: [a full",
        "after: [ladle, taste]\n    needs: [a soup]\n    gives: [a full",
    )
    text = (shop.folder / "procedures" / "ladle.md").read_text()
    (shop.folder / "procedures" / "taste.md").write_text(text.replace("step: ladle", "step: taste"))
    return shop


def playbook(shop: Shop) -> Playbook:
    """Load it."""
    return load_playbook(shop.folder)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("field slat over 2", "There is no field `slat`. Did you mean `salt`?"),
        ("field salt over 9", "`salt` is never 9. Say a number that it can be."),
        ("field salt is much", "`salt` is never much. Say a number that it can be."),
        ("field night at least 2", "`night` is no number, so nothing of it is at least. Ask what it `is`."),
        ("field night is maybe", "`night` is yes or no. Write `is yes`, or `is no`."),
        ("field tint is bleu", "There is no option `bleu`. Did you mean `blue`?"),
        ("field day is soon", "`day` is never written like this. A day is 2026-12-24, a time is 14:30."),
    ],
)
def test_a_condition_asks_a_field_what_it_can_say(shop: Shop, when: str, words: str) -> None:
    """Whatever it can never say is a problem, where it stands."""
    (told,) = asking(shop, when).problems()

    assert told.startswith("process.yaml:")
    assert told.endswith(words)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("field salt", "with Salt"),
        ("not field salt over 2", "Salt not over 2 g"),
        ("field night is yes", "with Drives at night"),
        ("field night is no", "without Drives at night"),
        ("field tint is blue", "Tint is light blue"),
        ("field salt over 2 and not field tint is none", "Salt over 2 g and Tint is not none"),
    ],
)
def test_it_is_said_for_people(shop: Shop, when: str, words: str) -> None:
    """Under the names of the fields."""
    assert words == condition_words(playbook(asking(shop, when)), when)


def test_every_kind_of_value_is_tried(shop: Shop) -> None:
    """Orders with much salt reach the step, those with less and those of which nothing is said pass it by."""
    found = proof(playbook(asking(shop, "field salt over 2 and not field tint is none")))
    reach = next(one for one in found.steps if one.step.id == "taste")

    assert found.is_whole
    assert 0 < reach.reached < reach.tried
    assert reach.by
    assert reach.not_by
    assert ("field salt over 2",) == reach.by.facts
    assert "Salt over 2 g" in tried_words(playbook(shop), reach.by)


def test_fields_are_explained_in_sentences(shop: Shop) -> None:
    """What is asked of which orders, what waits for it, who sees it, and how long it is known."""
    more = "{id: phone, name: Phone, kind: phone, when: item soup, required: serve, seen_by: [Waiter], forget: 9}"
    asking(shop, "field salt over 2").edit("process.yaml", "  - {id: day", f"  - {more}\n  - {{id: day")

    (told,) = [words for words in explained(playbook(shop)) if words.startswith("Of every order is asked")]

    assert told == (
        "Of every order is asked: Salt, Drives at night, Tint and Day. Of orders for Soup is asked: Phone. "
        "Serve waits for Phone. Seen by Waiter alone: Phone. Forgotten 9 days after the end: Phone."
    )


def test_what_no_value_can_be_is_never_tried(shop: Shop) -> None:
    """Of a number those on, above and below each limit; that nothing is said, too."""
    book = playbook(asking(shop, "field salt over 2 and (field salt at least 5 or field day)"))
    over, most, day = "field salt over 2", "field salt at least 5", "field day"

    assert {(), (over,), (over, most), (day,), (over, day), (over, most, day)} == {*possible_facts(book)}
    assert (over, day) == field_facts(book, {"salt": "3", "day": "2026-12-24"})


def test_a_point_names_no_field_that_is_not_there(shop: Shop) -> None:
    """The nearest is told; without any field braces are words."""
    shop.edit("procedures/take.md", "- smile: Smile", "- smile: Smile {tnit}")
    assert [] == shop.problems()
    shop.edit("process.yaml", "steps:\n", FIELDS)

    (told,) = shop.problems()

    assert told == "procedures/take.md:17:3: There is no field `{tnit}`. Did you mean `{tint}`?"
