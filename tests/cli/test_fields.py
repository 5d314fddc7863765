"""Fields of orders on the command line: said with an order, by a command, in a change; shown, and in JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk

FIELDS = """fields:
  - {id: promised, name: Promised for, kind: day, required: take-order}
  - {id: phone, name: Telephone, kind: phone, shown: [take-order, hand-over], forget: 30}
  - {id: salt, name: Salt, kind: number, unit: g, decimals: 1, when: item fries, required: fry}
steps:
"""
LINES = [{"item": "fries"}]


@pytest.fixture
def asking(kiosk: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Run commands at a burger counter that asks for fields."""
    shutil.copytree(Path(__file__).parents[2] / "config" / "burger", home / "shop")
    process = home / "shop" / "process.yaml"
    process.write_text(process.read_text().replace("\nsteps:\n", f"\n{FIELDS}"))
    monkeypatch.setenv("KIOSK_PLAYBOOK", str(home / "shop"))
    return kiosk


def added(kiosk: Kiosk, fields: object, **more: object) -> str:
    """Send an order from outside and return what is said of it."""
    order = {"id": "web-1", "lines": LINES, "fields": fields} | more
    ended = kiosk("order", "add", stdin=json.dumps(order))
    return f"{ended.out}{ended.err}"


def test_an_order_from_outside_says_its_fields(asking: Kiosk) -> None:
    """By id or by name, as texts or numbers; in JSON they stand as they are kept."""
    assert "Order 1 is taken" in added(asking, {"promised": "24.12.2026", "SALT": 2.5, "phone": None})

    facts = asking("order", "show", "1", "--json").facts
    assert {"promised": "2026-12-24", "salt": "2.5"} == facts["fields"]
    assert [{"promised": "2026-12-24", "salt": "2.5"}] == [
        one["fields"] for one in asking("order", "list", "--json").facts
    ]
    shown = asking("order", "show", "1").out
    assert "Promised for: Thu 2026-12-24\n" in shown
    assert "Salt: 2.5 g\n" in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "The order does not say: Promised for."),
        ({"promised": "2026-12-24", "salz": 1}, "There is no field “salz”. Did you mean `salt`?"),
        ({"promised": "soon"}, "Promised for is a day, such as 2026-12-24"),
        ({"promised": {"day": 1}}, "fields.promised: must be text, not"),
        ("2026-12-24", 'fields: is no object, such as {"promised": "2026-12-24"}'),
    ],
)
def test_what_it_lacks_or_cannot_be_is_refused_and_kept(asking: Kiosk, fields: object, words: str) -> None:
    """Whoever is at the front sees it and asks."""
    told = added(asking, fields)

    assert words in told
    assert "It is kept: kiosk order refused show" in told


def test_fields_are_said_by_a_command(asking: Kiosk) -> None:
    """And seen without one; what cannot be is refused."""
    added(asking, {"promised": "2026-12-24"})

    assert "Salt: not said yet, needed for Fry" in asking("order", "field", "1").out
    assert "Order 1: Salt 2 g, Telephone 555 0100\n" == asking("order", "field", "1", "salt=2", "phone=555 0100").out
    assert "Order 1: Telephone taken out\n" == asking("order", "field", "1", "phone=").out
    assert {"fields": {"promised": "2026-12-24", "salt": "2"}} == asking("order", "field", "1", "--json").facts
    refused = asking("order", "field", "1", "salt=much")
    assert (1, "Salt is a number") == (refused.code, refused.err[:16])
    assert "“salt” names no field. Write it as FIELD=VALUE" in asking("order", "field", "1", "salt").err


def test_a_ticket_says_the_fields_of_its_step(asking: Kiosk) -> None:
    """Not those that stand elsewhere."""
    added(asking, {"promised": "2026-12-24", "phone": "555", "salt": "1"})

    (ticket,) = asking("ticket", "list", "--station", "fry", "--json").facts

    assert {"promised": "2026-12-24", "salt": "1"} == ticket["fields"]


def test_a_change_says_fields_too(asking: Kiosk) -> None:
    """With lines or without; what cannot be changes nothing."""
    added(asking, {"promised": "2026-12-24"})

    alone = asking("order", "change", "1", stdin='{"fields": {"salt": "3"}}').out
    both = asking(
        "order", "change", "1", stdin='{"lines": [{"item": "fries", "quantity": 2}], "fields": {"salt": 4}}'
    ).out
    wrong = asking(
        "order", "change", "1", stdin='{"lines": [{"item": "fries", "quantity": 3}], "fields": {"salt": "x"}}'
    )

    assert "Order 1: Salt 3 g\n" == alone
    assert "Order 1: Salt 4 g" in both
    facts = asking("order", "show", "1", "--json").facts
    assert ("4", 2, 1) == (facts["fields"]["salt"], facts["lines"][0]["quantity"], wrong.code)


def test_an_order_that_is_keyed_says_its_fields(asking: Kiosk) -> None:
    """As one from outside does."""
    number = asking("order", "start", "--json").facts["number"]
    asking("ticket", "bump", str(number), "greet")

    refused = asking("order", "add", "--order", str(number), stdin=json.dumps({"lines": LINES}))
    taken = asking(
        "order", "add", "--order", str(number), stdin=json.dumps({"lines": LINES, "fields": {"promised": "2026-12-24"}})
    )

    assert "First say of order 1: Promised for (kiosk order field 1 FIELD=VALUE)." in refused.err
    assert "Order 1 is taken" in taken.out


def test_a_forgotten_field_says_that_it_was_said(asking: Kiosk) -> None:
    """Nobody takes it for one that was never asked."""
    added(asking, {"promised": "2026-12-24", "salt": "1"})
    asking("order", "void", "1", "--reason", "Guest left")
    asking("order", "forget", "1")

    assert "Promised for: was said, and is forgotten" in asking("order", "show", "1").out
    assert {} == asking("order", "show", "1", "--json").facts["fields"]


def test_a_counter_without_fields_says_nothing_of_them(kiosk: Kiosk) -> None:
    """Neither in JSON nor to people."""
    kiosk("order", "add", stdin=json.dumps({"id": "web-1", "lines": LINES}))

    assert "fields" not in kiosk("order", "show", "1", "--json").facts
    assert "Nothing is asked about this order beside its lines.\n" == kiosk("order", "field", "1").out
