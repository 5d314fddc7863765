"""`routines.yaml`: what is read of it, and what is told where it is wrong."""

from __future__ import annotations

import pytest

from kiosk.config.found_files import find_playbook
from kiosk.config.playbook import load_playbook
from kiosk.work.playbook.procedure import Point
from tests.config.shop import Shop

GOOD = """\
routines:
  - id: wash
    name: Hand wash
    station: stove
    role: All
    when: {every: 30, from: "10:00", until: "22:00"}
    points:
      soap: Soap for 20 s (critical) (gate)
"""


def problems(shop: Shop, text: str) -> list[str]:
    """Return what is told of the small shop with these routines, without the file's name."""
    (shop.folder / "routines.yaml").write_text(text, encoding="utf-8")
    return [told.removeprefix("routines.yaml") for told in shop.problems()]


def test_a_routine_is_read(shop: Shop) -> None:
    """With its marks, its times in minutes, and the usual grace."""
    assert [] == problems(shop, GOOD)
    (wash,) = load_playbook(shop.folder).routines
    assert (30, 600, 1320, 10) == (wash.every, wash.opens, wash.until, wash.grace)
    assert (Point("soap", "Soap for 20 s", critical=True, gate=True),) == wash.points


def test_a_shop_needs_no_routines(shop: Shop) -> None:
    """The file may be left out."""
    assert () == load_playbook(shop.folder).routines


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("stove", "stave", ":4:14: There is no station `stave`. Did you mean `stove`?"),
        (
            "Soap for 20 s (critical) (gate)",
            "'Soap (when: allergy)'",
            ":8:13: `when: allergy` means nothing in a routine, which has no order. Remove it.",
        ),
        ("Soap for 20 s (critical) (gate)", '"(gate)"', ":8:13: This is empty. Write it."),
        ("every: 30", "every: 4", ":6:19: `every` (4) is not between 5 and 1439 minutes. Mend it."),
        ('"22:00"', '"10:00"', ":6:45: `until` is the same as `from`, so it would never be due. Mend one."),
        (
            'every: 30, from: "10:00", until: "22:00"',
            "by: foot",
            ":6:16: “foot” is not known here. Known: `hand`.",
        ),
        (
            " (critical) (gate)",
            "\n    specs:\n      - id: cold\n        name: Cold\n        words: cold\n        when: allergy",
            ":13:15: `when` means nothing in a routine, which has no order. Remove it.",
        ),
        (
            " (critical) (gate)",
            "\n    specs:\n      - id: cold\n        name: Cold\n        words: cold\n        misses: back to ladle",
            ":13:17: `misses` means nothing in a routine, which has no order. Remove it.",
        ),
        ("role: All", "roll: All", ":5:5: `roll` is not known here. Did you mean `role`?"),
        ("role: All", "role: All\n    grace: 0", ":6:12: `grace` (0) is not between 1 and 1439 minutes. Mend it."),
    ],
)
def test_what_is_wrong_is_told_at_its_place(shop: Shop, old: str, new: str, told: str) -> None:
    """With file, line and column, and what to do."""
    assert told in problems(shop, GOOD.replace(old, new, 1))


@pytest.mark.parametrize(
    "when", ["{at: ['07:00'], by: hand}", "{grace: 5}", "{}", "{every: 30}", "{by: hand, from: '07:00'}"]
)
def test_a_rhythm_says_one_thing(shop: Shop, when: str) -> None:
    """Two, none, or half of one is told at `when`."""
    text = GOOD.replace('{every: 30, from: "10:00", until: "22:00"}', when)
    assert [":6:"] == list({words[:3] for words in problems(shop, text)})


def test_the_burger_counter_has_real_ones() -> None:
    """Each has its source, and each limit what to do and whose it is."""
    routines = load_playbook(find_playbook("burger")).routines
    assert {"opening", "hand-wash", "temperatures", "tools", "closing"} <= {one.id for one in routines}
    assert all(one.source for one in routines)
    limits = [spec for one in routines for spec in one.specs]
    assert all(spec.source and spec.jurisdiction and spec.corrective for spec in limits)
    assert {("hot", 135, None), ("cold", None, 41)} <= {(spec.id, spec.minimum, spec.maximum) for spec in limits}
