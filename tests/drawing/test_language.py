"""A document in another language is in it whole: its labels, marks and captions come from the catalogues too."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from kiosk import words
from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.drawing.book import book_markdown, book_text
from kiosk.drawing.book_html import book_html
from kiosk.drawing.procedure import procedure_markdown, procedure_text
from kiosk.drawing.procedure_html import procedure_html
from kiosk.words import ENGLISH, _, language, speaking
from kiosk.work.guest.language import playbook_in
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.version.edition import Edition
from tests.tui.test_every_word import LANGUAGE, foreign_playbook, speak_foreign

BOOKS = {"html": book_html, "markdown": book_markdown, "text": book_text}
PROCEDURES = {"html": procedure_html, "markdown": procedure_markdown, "text": procedure_text}
EDITIONS = (
    *(Edition(7, ""), Edition(7, "2026-11-22"), Edition(7, "", ("Αννα",))),
    Edition(7, "2026-11-22", ("Αννα", "Βοβ")),
)

LABELS = (
    *("Say", "Points", "Guidelines", "Step", "Steps", "Who", "Station", "Target", "Due at", "Late at", "Never under"),
    *(
        "At a glance",
        "Station by station",
        "Sources",
        "Source",
        "Figures",
        "figures",
        "Where it holds",
        "where it holds",
    ),
    *(
        "Limit and unit",
        "If missed",
        "when missed",
        "The process",
        "Edited",
        "From",
        "Whole order",
        "Number",
        "Published",
    ),
    *("Approved by", "approved by", "published", "A number is read against it", "as advice", "the step waits"),
    *(
        "critical",
        "n/a",
        "when: allergy",
        "(allergy)",
        "Seconds in a box",
        "first visit",
        "(busy)",
        "target",
        "late at",
    ),
)
"""English words of the documents themselves, none of which stands in the burger counter's own names."""


@pytest.fixture(scope="module")
def burger() -> Playbook:
    """Return the shipped burger counter."""
    return load_playbook(shipped()["burger"])


def read(document: str) -> str:
    """Return what a reader sees of a document: no elements, no diagram's code."""
    seen = re.sub(r"<style>.*?</style>|```mermaid.*?```", "", document, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", seen))


def held(document: str, labels: tuple[str, ...]) -> list[str]:
    """Return the labels that a document has."""
    seen = " ".join(read(document).split())
    return [one for one in labels if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", seen)]


def latin(document: str, playbook: Playbook) -> set[str]:
    """Return the Latin words of a document which are neither units nor names that a file has, nor a line's blanks."""
    ids = {playbook.id, *playbook.process.step}
    seen = re.sub(
        "|".join([*sorted(map(re.escape, ids), key=len, reverse=True), r"\b[0-9a-f]{12,}\b", r"\{[^}]*\}"]),
        "",
        read(document),
    )
    return set(re.findall(r"[A-Za-z]+", seen)) - {"s", "min"}


@pytest.mark.parametrize("form", BOOKS)
def test_every_word_of_a_document_is_looked_up(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a language of Cyrillic letters, of a playbook in Greek ones, nothing Latin is left."""
    monkeypatch.setattr(words, "LOCALE", speak_foreign(tmp_path))
    playbook = playbook_in(foreign_playbook(), LANGUAGE)
    with speaking(LANGUAGE):
        drawn = [BOOKS[form](playbook, "2026-11-22", edition) for edition in EDITIONS]
        drawn += [PROCEDURES[form](playbook, one, edition) for one in playbook.procedures for edition in EDITIONS]
    assert set() == set().union(*(latin(one, playbook) for one in drawn))


@pytest.mark.parametrize("form", BOOKS)
def test_an_english_book_has_the_labels(form: str, burger: Playbook) -> None:
    """So that looking for them means something."""
    found = held(BOOKS[form](burger, "2026-11-22", EDITIONS[-1]), LABELS)
    assert {"Say", "Points", "Guidelines", "Sources", "critical", "Whole order"} <= set(found)


@pytest.mark.parametrize("code", ["es", "de"])
@pytest.mark.parametrize("form", BOOKS)
def test_a_book_in_another_language_has_no_english_label(form: str, code: str, burger: Playbook) -> None:
    """Neither on its pages nor in its diagram."""
    with speaking(code):
        drawn = BOOKS[form](playbook_in(burger, code), "2026-11-22", EDITIONS[-1])
    assert [] == held(drawn, LABELS)


def test_a_language_is_spoken_for_a_while() -> None:
    """Then the one before, whatever came between; a kind of a language is said in that language."""
    with speaking("de"):
        with speaking("es-MX"):
            assert ("es", "Paso") == (language(), _("Step"))
        with pytest.raises(ZeroDivisionError), speaking("es"):
            divmod(1, 0)
        assert ("de", "Schritt") == (language(), _("Step"))
    assert ENGLISH == language()


@pytest.mark.parametrize("code", ["", "fr", "en"])
def test_without_a_catalogue_it_is_english(code: str, burger: Playbook) -> None:
    """A language nobody has translated the labels into leaves them as they stand in the code."""
    plain = book_html(burger, "2026-11-22")
    with speaking(code):
        assert plain == book_html(burger, "2026-11-22")
