"""`kiosk item` and `kiosk stations`: what is out of stock, and which stations are worked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk, as_json

BACK = "kiosk item back brings it back."


@pytest.fixture(autouse=True)
def order(kiosk: Kiosk) -> None:
    """Take order 1, which needs every station."""
    assert 0 == kiosk("order", "add", stdin=as_json()).code


def test_a_part_that_is_out_cannot_be_sold_in_anything(kiosk: Kiosk) -> None:
    """The list says since when, by whom and what goes with it; an order for it is refused until it is back."""
    assert "Nothing is out of stock.\n" == kiosk("item", "list").out
    ended = kiosk("item", "out", "bacon", "--by", "Kim")
    assert f"Bacon is out. {BACK} With it cannot be sold: Bacon burger, Bacon burger meal.\n" == ended.out
    row = kiosk("item", "list").out.splitlines()[1]
    assert row.startswith("bacon")
    assert row.endswith("Kim  Bacon burger, Bacon burger meal")
    (facts,) = kiosk("item", "list", "--json").facts
    assert ("bacon", "part", "Kim", ["bacon-burger", "bacon-burger-meal"]) == tuple(
        facts[key] for key in ("item", "kind", "by", "cannot_be_sold")
    )
    assert facts["since"].endswith("Z")
    refused = kiosk("order", "add", stdin=as_json(id="web-2", lines=[{"item": "bacon-burger"}]))
    assert (1, "") == (refused.code, refused.out)
    assert refused.err.startswith("Bacon burger cannot be made: bacon is out.")
    assert "Bacon is there again\n" == kiosk("item", "back", "bacon").out
    assert 0 == kiosk("order", "add", stdin=as_json(id="web-2", lines=[{"item": "bacon-burger"}])).code


def test_an_item_is_out_by_its_id_or_its_name(kiosk: Kiosk) -> None:
    """Capitals or not; a part of another size leaves an item on the menu."""
    assert f"Apple pie is out. {BACK}\n" == kiosk("item", "out", "APPLE pie").out
    assert [("apple-pie", "item")] == [(one["item"], one["kind"]) for one in kiosk("item", "list", "--json").facts]
    assert f"Large fry carton is out. {BACK}\n" == kiosk("item", "out", "large-fries").out
    found = kiosk("item", "back", "apple-pie", "--json").facts
    assert [("large-fries", [])] == [(one["item"], one["cannot_be_sold"]) for one in found]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("out chese", "The menu has no item or part “chese”. Did you mean `cheese`?\n"),
        ("out ?", "The menu has no item or part “?”."),
        ("back bacon", "bacon is not out.\n"),
        ("back becon", "The menu has no item or part “becon”. Did you mean `bacon`?\n"),
    ],
)
def test_what_is_not_on_the_menu_or_not_out_is_refused(kiosk: Kiosk, words: str, said: str) -> None:
    """With the nearest name there is."""
    ended = kiosk("item", *words.split())
    assert (1, "") == (ended.code, ended.out)
    assert ended.err.startswith(said)


def test_what_is_out_already_is_not_out_again(kiosk: Kiosk) -> None:
    """Twice is refused in words."""
    kiosk("item", "out", "bacon")
    assert (1, "bacon is out already.\n") == ((again := kiosk("item", "out", "bacon")).code, again.err)


def test_what_went_out_under_another_menu_comes_back_by_its_id(kiosk: Kiosk) -> None:
    """A part that is no longer on the menu is listed, and back with a word."""
    kiosk("item", "out", "apple-pie")
    kiosk("playbook", "init", "shop")
    for name in ("menu", "process"):
        file = Path(f"shop/{name}.yaml")
        file.write_text(file.read_text().replace("apple-pie", "pear-pie"))
    shop = ("--playbook", "./shop", "item")
    assert [("apple-pie", "apple-pie", "", [])] == [
        (one["item"], one["name"], one["kind"], one["cannot_be_sold"]) for one in kiosk(*shop, "list", "--json").facts
    ]
    assert "apple-pie" in kiosk(*shop, "list").out
    assert "Apple-pie is there again\n" == kiosk(*shop, "back", "apple-pie").out


def test_the_work_of_a_closed_station_goes_to_another(kiosk: Kiosk) -> None:
    """Its tickets stand on the other's rail, marked, until it is open again."""
    assert "Fry and drinks is closed: Grill has its work\n" == kiosk("stations", "close", "fry", "--to", "grill").out
    listed = kiosk("ticket", "list", "--station", "grill").out
    assert "AT grill" in next(line for line in listed.splitlines() if " fry " in line)
    assert ["No open tickets.\n", [("cook", "grill"), ("fry", "grill")]] == [
        kiosk("ticket", "list", "--station", "fry").out,
        [(one["step"], one["worked_at"]) for one in kiosk("ticket", "list", "--station", "grill", "--json").facts],
    ]
    assert "closed: Grill has its work" in kiosk("stations", "list").out
    facts = {
        one["station"]: (one["closed"], one["worked_at"], one["open"])
        for one in kiosk("stations", "list", "--json").facts
    }
    assert [(False, "grill", 2), (True, "grill", 0)] == [facts["grill"], facts["fry"]]
    assert "Fry and drinks is open again\n" == kiosk("stations", "open", "fry").out
    assert ["fry"] == [one["step"] for one in kiosk("ticket", "list", "--station", "fry", "--json").facts]


def test_what_a_station_is_closed_to_is_told_to_programs(kiosk: Kiosk) -> None:
    """Closing and opening answer with every station as it is then."""
    closed = kiosk("stations", "close", "fry", "--to", "dress", "--json").facts
    assert {"fry": "dress"} == {one["station"]: one["worked_at"] for one in closed if one["closed"]}
    assert [] == [one for one in kiosk("stations", "open", "fry", "--json").facts if one["closed"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("close fri --to grill", "There is no station “fri”. Did you mean `fry`?\n"),
        ("close fry --to gril", "There is no station “gril”. Did you mean `grill`?\n"),
        ("close fry --to fry", "Fry and drinks cannot take its own work while it is closed. Name another station.\n"),
        ("close fry --to front", "Fry and drinks and Order counter do not do the same kind of work"),
        ("open fry", "Fry and drinks is not closed.\n"),
        ("open fri", "There is no station “fri”. Did you mean `fry`?\n"),
    ],
)
def test_a_station_that_cannot_be_closed_or_opened_stays_as_it_is(kiosk: Kiosk, words: str, said: str) -> None:
    """One sentence each."""
    ended = kiosk("stations", *words.split())
    assert (1, "") == (ended.code, ended.out)
    assert ended.err.startswith(said)
    assert [] == [one for one in kiosk("stations", "list", "--json").facts if one["closed"]]


def test_a_closed_station_takes_no_work_of_another(kiosk: Kiosk) -> None:
    """Neither in a circle nor in a row."""
    kiosk("stations", "close", "fry", "--to", "grill")
    assert "Fry and drinks is closed already; Grill has its work.\n" == (
        kiosk("stations", "close", "fry", "--to", "dress").err
    )
    for name in ("grill", "dress"):
        assert "is closed itself" in kiosk("stations", "close", name, "--to", "fry").err
    assert 2 == kiosk("stations", "close", "dress").code
