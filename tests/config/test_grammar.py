"""The closed grammar of procedures: what reads like a heading or a mark is one, or is refused with the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import UNSET

from kiosk.config.playbook import load_playbook, shipped
from kiosk.errors import PlaybookProblems
from kiosk.work.check.marks import POINT_MARKS, mark_problems, parted_marks
from kiosk.work.guest.language import playbook_in
from kiosk.work.guest.line import MARKS
from kiosk.work.playbook.procedure import SHORT, Point
from tests.config.shop import Shop

POINTS = """\
---
step: serve
title: Serve
role: crew
when: {target: 10, warn: 20, late: 30}
---
Both hands.

## Say
- Here you are.

## Points
- smile: Smile (critical)
- bowl: Hand the bowl over (gate)

## Guidelines
- Be quick.
"""


def told(shop: Shop, text: str) -> list[str]:
    """Return what is told of a procedure, without its file."""
    (shop.folder / "procedures" / "serve.md").write_text(text, encoding="utf-8")
    try:
        load_playbook(shop.folder)
    except PlaybookProblems as found:
        return [f"{one.line}:{one.column}: {one.words}" for one in found.problems if Path(one.file).name == "serve.md"]
    return []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("## Points", "## Steps", "`## Steps` is no heading of a procedure."),
        ("## Points", "## Poits", "Did you mean `## Points`?"),
        ("## Points", "# Points", "Did you mean `## Points`?"),
        ("## Points", "### Points", "Did you mean `## Points`?"),
        ("## Points", "##Points", "Did you mean `## Points`?"),
        ("## Points", " ## Points", "Did you mean `## Points`?"),
        ("## Points", "Points:", "Did you mean `## Points`?"),
        ("## Points", "**Points**", "Did you mean `## Points`?"),
        ("## Points", "Points\n======", "Did you mean `## Points`?"),
        ("## Points\n", "", "There is no mark `(critical)`."),
        ("## Say\n", "", "there is no `## Say`. Put the heading over it."),
        ("## Guidelines\n", "", "A point reads `- short-name: what to do`"),
        ("Both hands.", "Both hands.\n-----", "A line of `-` makes a heading of the line above."),
        ("Both hands.", "## Why\n\nBoth hands.", "One of your own is written in bold: **Why**."),
        ("- bowl:", "bowl:", "Only list items stand under `## Points`."),
        ("(critical)\n- bowl", "(critical)- bowl", "Two items stand in one line."),
        ("(critical)\n- bowl", "now- bowl", "Two items stand in one line."),
        ("- bowl:", "-bowl:", "Only list items stand under `## Points`."),
        ("- bowl: Hand", "- bowl Hand", "A point reads `- short-name: what to do`"),
        ("- bowl: Hand", "- bowl - Hand", "A point reads `- short-name: what to do`"),
        ("(critical)", "(critcal)", "There is no mark `(critcal)`. Did you mean `(critical)`?"),
        ("(critical)", "(Critical)", "There is no mark `(Critical)`. Did you mean `(critical)`?"),
        ("(critical)", "(critical gate)", "There is no mark `(critical gate)`."),
        ("(critical)", "(critical,)", "There is no mark `()`."),
        ("(critical)", "(important)", "There is no mark `(important)`."),
        ("(critical)", "[critical]", "`critical` reads like a mark."),
        ("(critical)", "\uff08critical\uff09", "`critical` reads like a mark."),
        ("(critical)", "(critical", "A bracket has no partner."),
        ("(critical)", "critical)", "A bracket has no partner."),
        ("(critical)", "gate) (critical,", "A bracket has no partner."),
        ("- Be quick.", "- Be quick.\n- Be quick.", "This stands here twice, first in line"),
        ("(critical)", "(when: allerg)y (critical)", "`when: allerg` reads like a mark."),
        ("(critical)", "(critical).", "`critical` reads like a mark."),
        ("Smile (critical)", "(critical) Smile", "`critical` reads like a mark."),
        ("Smile (critical)", "(critical)", "Nothing is said here. Put the words before the marks."),
        ("Here you are.", "Here you are. (bussy)", "There is no mark `(bussy)`. Did you mean `(busy)`?"),
        ("Here you are.", "Here you are (busy", "A bracket has no partner."),
        ("- Here you are.", "- serve: Here you are.", "This reads like a point"),
        ("- Be quick.", "- quick: Be quick.", "This reads like a point"),
    ],
)
def test_what_reads_like_a_heading_or_a_mark_is_refused(shop: Shop, old: str, new: str, said: str) -> None:
    """Nothing becomes prose by a slip."""
    assert [] == told(shop, POINTS)
    problems = told(shop, POINTS.replace(old, new))
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    "words",
    [
        "Smile (with the eyes).",
        "Rub 10 to 15 s (20 s in all), then dry",
        "Wash (both) hands (critical)",
        "Say it [twice]",
    ],
)
def test_words_in_brackets_stay_words(shop: Shop, words: str) -> None:
    """Where they do not stand at the very end."""
    assert [] == told(shop, POINTS.replace("Smile (critical)", words))


def test_a_list_may_stand_in_the_text(shop: Shop) -> None:
    """Where the headings it might have lost are all there."""
    assert [] == told(shop, POINTS.replace("Both hands.", "Both hands.\n\n- one\n- two"))


@pytest.mark.parametrize("known", [POINT_MARKS, MARKS])
def test_every_mark_is_read_back(known: tuple[str, ...]) -> None:
    """Alone, together, and with a condition that holds brackets of its own."""
    for mark in known:
        assert ("Do it", {mark}) == parted_marks(f"Do it ({mark})", known)
    marks = ", ".join((*known, "when: allergy"))
    assert ("Do it", {*known, "when: allergy"}) == parted_marks(f"Do it ({marks})", known)
    assert [] == [*mark_problems(f"Do it ({marks})", known)]
    assert [] == [*mark_problems("Do it (when: not (item a or item b))", known)]


@pytest.mark.parametrize(
    ("mark", "short", "brief"),
    [
        ("(short: Smile)", "Smile", UNSET),
        ("(short: Smile, and mean it | Smile)", "Smile, and mean it", "Smile"),
        ("(short: Smile) (critical)", "Smile", UNSET),
        ("(critical, short: Smile, always)", "Smile, always", UNSET),
    ],
)
def test_a_point_has_short_words(shop: Shop, mark: str, short: str, brief: object) -> None:
    """For one line of a screen, and for small pages; they stand as a mark, and are written so again."""
    assert [] == told(shop, POINTS.replace("Smile (critical)", f"Smile at the guest from the heart {mark}"))
    point = load_playbook(shop.folder).procedure["serve"].points[0]
    assert ("Smile at the guest from the heart", short, brief) == (point.words, point.short, point.brief)
    again = f"Smile at the guest from the heart ({', '.join(point.marks())})"
    assert [] == told(shop, POINTS.replace("Smile (critical)", again))
    assert point == load_playbook(shop.folder).procedure["serve"].points[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(critical)", "(short:)", "Nothing stands behind `short:`."),
        ("(critical)", f"(short: {'x' * 43})", "is 43 signs long. Short words have 42, behind a bar 24 at most."),
        ("(critical)", f"(short: x | {'x' * 25})", "is 25 signs long."),
        ("(critical)", "(shrt: x)", "There is no mark `(shrt: x)`."),
        ("Here you are.", "Here you are. (short: Here)", "`(short: …)` belongs to a point."),
    ],
)
def test_short_words_are_short(shop: Shop, old: str, new: str, said: str) -> None:
    """And only points have them."""
    problems = told(shop, POINTS.replace(old, new))
    assert any(said in problem for problem in problems), problems


def test_the_longest_words_that_fit_are_said() -> None:
    """The shortest where none does."""
    point = Point("wash", "Wash hands for 20 s before starting", short="Wash hands 20 s", brief="Hands 20 s")
    assert ["Wash hands for 20 s before starting", "Wash hands 20 s", "Hands 20 s", "Hands 20 s"] == [
        point.fitting(room) for room in (40, 20, 12, 4)
    ]
    assert "Smile" == Point("smile", "Smile").fitting(2)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_point_fits_one_line(name: str) -> None:
    """In its own words or in short ones, in every language."""
    book = load_playbook(shipped()[name])
    said = {one.language for procedure in book.procedures for one in procedure.translations} | {book.language}
    points = [
        point for language in said for procedure in playbook_in(book, language).procedures for point in procedure.points
    ]
    assert [] == [point.words for point in points if len(point.fitting(SHORT)) > SHORT]
