"""What can be read of a refused order, for hands to go on with."""

from __future__ import annotations

import json

import pytest

from kiosk.work.order.line import Choice, Wish
from kiosk.work.outside.partly import salvaged
from tests.playbooks import DINER

FRIES = Wish("fries")


@pytest.mark.parametrize(
    ("lines", "wishes", "lost"),
    [
        ([{"item": "fries", "quantity": 0}], [FRIES], "quantity"),
        ([{"item": "fries", "quantity": "many", "note": "hot"}], [Wish("fries", note="hot")], "quantity"),
        (["burgr", "fries"], [FRIES], "the menu has no item “burgr”"),
        ([7, "fries", None], [FRIES], "must be an object"),
        (
            [{"item": "burger", "quantity": 2, "choices": ["rare", "no onion"]}],
            [Wish("burger", 2, (Choice("toppings", "onion", "no"),))],
            "no choice “rare”",
        ),
        ([{"item": "fries", "quantity": 200}], [FRIES], "fries: “quantity 200” must be a whole number from 1 to 99."),
        ([{"item": "burger", "choices": ["no onion"]}], [Wish("burger", 1, (Choice("toppings", "onion", "no"),))], ""),
        ([{"item": "burger", "inside": ["fries"], "quantity": 0}], [Wish("burger")], "quantity"),
        ([{"item": "meal", "inside": ["fries", "fries"]}], [Wish("meal")], "Meal holds"),
        ([{"item": "fries"}, {"item": "fries", "sku": 3}], [FRIES, FRIES], "fries: has a key “sku” that is not known."),
        (["fries"] * 60, [FRIES] * 50, "only the first 50 of 60 are read"),
        ({"fries": 2}, [Wish("fries", 2)], ""),
    ],
)
def test_every_line_that_can_be_read_is(lines: object, wishes: list[Wish], lost: str) -> None:
    """As much of it as holds together, and a sentence for what does not."""
    salvage = salvaged(json.dumps({"id": "a", "lines": lines}).encode(), DINER.menu)
    assert salvage.asked is not None
    assert (wishes, bool(lost)) == (list(salvage.asked.wishes), bool(salvage.lost))
    assert lost in " ".join(salvage.lost)


def test_what_is_said_of_the_guest_is_kept_beside_bad_lines() -> None:
    """Each key by itself: a bad one takes no other along; an allergen nobody knows is in the guest's own words."""
    raw = {
        "guest": "Ana",
        "note": True,
        "allergies": ["gluten", "gold"],
        "allergy": "dust",
        "ready_at": "12:30",
        "lines": [],
    }
    salvage = salvaged(json.dumps(raw).encode(), DINER.menu)
    asked = salvage.asked
    assert asked is not None
    assert ("Ana", "", ("gluten",), "dust, gold", ()) == (
        asked.guest,
        asked.note,
        asked.allergies,
        asked.allergy,
        asked.wishes,
    )
    assert ("note: must be text, not true.", "ready_at: 12:30.") == salvage.lost


@pytest.mark.parametrize("raw", [b"", b"no JSON", b"\xff\xfe", b"[[", b"null", b"7", b"{}", b"[]", b'{"lines": [7]}'])
def test_of_some_texts_nothing_can_be_read(raw: bytes) -> None:
    """They are keyed as they stand."""
    assert salvaged(raw, DINER.menu).asked is None


@pytest.mark.parametrize("raw", [b'["fries"]', b'"fries"', b'{"lines": "fries"}', b'{"ITEMS": {"item": ["fries"]}}'])
def test_lines_alone_are_an_order(raw: bytes) -> None:
    """In whichever shape."""
    asked = salvaged(raw, DINER.menu).asked
    assert asked is not None
    assert (FRIES,) == asked.wishes
