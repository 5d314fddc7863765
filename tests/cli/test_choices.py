"""What guests pick of many, and what has to be chosen, by JSON and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk, as_json
from tests.config.shop import FILES

GROUPS = """\
  - id: broth
    name: Broth
    kind: one
    options:
      - {id: beef, name: Beef}
      - {id: miso, name: Miso, price: 0.50}
  - id: dips
    name: Dips
    kind: any
    words: [extra]
    most: 2
    options:
      - {id: oil, name: oil, price: 0.30}
      - {id: pesto, name: pesto, price: 0.40, parts: {bread: 1}}
      - {id: chili, name: chili}
items:
"""


@pytest.fixture
def shop(home: Path, fresh_kiosk: Kiosk) -> Kiosk:
    """Return the program at a shop whose soup has a broth to choose, and up to two dips."""
    for file, text in FILES.items():
        path = home / "shop" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        wanted = text.replace("items:\n", GROUPS, 1) if file == "menu.yaml" else text
        path.write_text(wanted.replace("[sides, size]", "[sides, size, broth, dips]"), encoding="utf-8")
    assert 0 == fresh_kiosk("settings", "set", "playbook", str(home / "shop")).code
    return fresh_kiosk


def soup(*choices: str, **more: object) -> str:
    """Return an order of one soup."""
    return as_json(lines=[{"item": "soup", "choices": choices}], **more)


def test_a_good_order_has_its_choices_in_the_menus_order(shop: Kiosk) -> None:
    """As it was said in whatever order, priced, and read as what goes in."""
    taken = shop("order", "add", "--json", stdin=soup("pesto", "extra oil", "miso", "no bread")).facts
    (line,) = taken["lines"]
    assert ["no bread", "Miso", "extra oil", "pesto"] == line["choices"]
    assert 420 + 50 + 60 + 40 == line["price_cents"]
    shown = shop("order", "show", "1").out
    assert "1 × small Soup, no bread, Miso, with extra oil, pesto" in shown


def test_an_open_choice_is_refused_kept_and_asked(shop: Kiosk) -> None:
    """By its name, with the options; programs read the same as facts."""
    ended = shop("order", "add", stdin=soup("oil"))
    assert 1 == ended.code
    assert "Soup: choose one of Broth: Beef, Miso. It is kept: kiosk order refused show" in ended.err
    (row,) = shop("order", "refused", "list", "--json").facts
    asked = shop("order", "refused", "show", row["id"], "--json").facts["asked"]
    said = {"line": 1, "item": "soup", "group": "broth", "least": 1, "most": 1, "chosen": 0}
    assert [{**said, "options": ["Beef", "Miso"]}] == asked
    answered = shop("order", "add", stdin=soup("oil", "beef")).code
    assert 0 == answered
    assert [] == shop("order", "refused", "list", "--json").facts


def test_many_orders_are_answered_with_what_is_asked(shop: Kiosk) -> None:
    """Each for itself; too many of a group are asked about too."""
    orders = [json.loads(soup("beef", id="a")), json.loads(soup("beef", "oil", "pesto", "chili", id="b"))]
    ended = shop("order", "add", "--json", stdin="\n".join(map(json.dumps, orders)))
    good, bad = map(json.loads, ended.out.splitlines())
    assert (True, []) == (good["taken"], good["asked"])
    assert (False, "Soup: 3 of Dips are chosen, and at most 2 can be.") == (bad["taken"], bad["why"])
    assert [("dips", 0, 2, 3)] == [(one["group"], one["least"], one["most"], one["chosen"]) for one in bad["asked"]]


def test_a_change_keeps_the_rules(shop: Kiosk) -> None:
    """More is picked without a reason; what has to be chosen stays."""
    assert 0 == shop("order", "add", stdin=soup("beef", "oil")).code
    bare = shop("order", "change", "1", stdin=json.dumps({"lines": [{"line": 1, "item": "soup", "choices": ["oil"]}]}))
    assert (1, "Soup: choose one of Broth: Beef, Miso.") == (bare.code, bare.why.strip())
    more = {"lines": [{"line": 1, "item": "soup", "choices": ["beef", "oil", "chili"]}]}
    assert 0 == shop("order", "change", "1", stdin=json.dumps(more)).code
    void = shop("order", "void", "1", "--line", "1", "--choice", "Beef", "--reason", "Guest changed their mind")
    assert (1, "Soup: choose one of Broth: Beef, Miso.") == (void.code, void.why.strip())


def test_an_order_that_was_begun_at_the_front_needs_it_too(shop: Kiosk) -> None:
    """By command as by the keys."""
    shop("order", "start")
    taken = shop("order", "add", "--order", "1", stdin=as_json(id="", lines=[{"item": "lunch"}]))
    assert 1 == taken.code
    assert "Soup: choose one of Broth: Beef, Miso." in taken.why


def test_slip_and_check(shop: Kiosk) -> None:
    """The slip says what goes in; the playbook is a good one and says so in sentences."""
    assert 0 == shop("playbook", "check").code
    assert 0 == shop("process", "check").code
    assert "Guests choose one of Broth and up to 2 of Dips." in shop("playbook", "show").out
