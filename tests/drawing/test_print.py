"""The book on paper: printed by a real browser, on both usual papers."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.drawing.book_html import book_html
from tests.drawing.browser import Page, printed
from tests.drawing.graphs import process
from tests.playbooks import DINER

MARGIN = 12 / 25.4 * 72
"""Points left free at the sides."""

SLACK = 1.5
"""Points a slanted or rounded letter may reach over."""

PAPERS = {"A4": (595, 842), "letter": (612, 792)}
"""Width and height in points."""


class Words(HTMLParser):
    """The words a page shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found = set[str]()
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._inside = tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self._inside not in ("style", "title"):
            self.found |= set(re.findall(r"\w+", data.casefold()))


def on_paper(folder: Path, page: str, paper: str) -> tuple[Page, ...]:
    """Print a book on some paper."""
    file = folder / f"{paper}.html"
    file.write_text(page.replace("</style>", f"@page {{ size: {paper} }}</style>"), encoding="utf-8")
    return printed(file)


def holds(pages: tuple[Page, ...], page: str, paper: str) -> None:
    """Assert what holds for every print: the paper, no blank page, nothing cut, every word there."""
    assert {PAPERS[paper]} == {(round(one.width), round(one.height)) for one in pages}
    for place, one in enumerate(pages, 1):
        assert f"{place} / {len(pages)}" in one.text
        assert len(one.words) > 20, one.text
        assert max(word.right for word in one.words) <= one.width - MARGIN + SLACK
        assert min(word.left for word in one.words) >= MARGIN - SLACK
    there = {word for one in pages for word in re.findall(r"\w+", one.text.casefold())}
    assert set() == Words(page).found - there


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "paper"),
    [("burger", "A4"), ("burger", "letter"), ("coffee", "A4"), ("pharmacy", "letter"), ("bike-repair", "A4")],
)
def test_a_counter_s_book_prints_whole(tmp_path: Path, name: str, paper: str) -> None:
    """Every procedure begins on a page of its own, and a head that says which stands on every page it reaches."""
    book = load_playbook(shipped()[name])
    page = book_html(book, "2026-11-22")
    pages = on_paper(tmp_path, page, paper)
    holds(pages, page, paper)
    assert len(pages) >= len(book.procedures) + 2
    for one in book.procedures:
        begins = [found for found in pages if f"Step: {book.process.step[one.step].name} · Who:" in found.text]
        assert 1 == len(begins)
        assert one.title in begins[0].text
        head = begins[0].text.split("Step:")[0]
        assert f"version {one.version}" in head
        assert f"{book.station[book.process.step[one.step].station].name}: " in head
    if (name, paper) == ("burger", "letter"):  # there the cook's specs go on on a second page
        cook = [found for found in pages if f"version {book.procedure['cook'].version}" in found.text]
        assert 2 == len(cook)
        assert [] == [found for found in cook if "What Limit and unit" not in found.text]


@pytest.mark.slow
def test_a_book_of_long_words_and_long_processes_prints_whole(tmp_path: Path) -> None:
    """Forty steps whose diagram takes pages, words as long as a line, a procedure of several pages."""
    many = process(("s0",), *((f"s{place}", f"s{place - 1}") for place in range(1, 40)))
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik" * 2
    steps = tuple(replace(step, name=f"{step.name} {long}") for step in many.process.steps)
    first = replace(many.procedures[0], title=long, guidelines=(long, *("Mind the gap. " * 20 for _ in range(60))))
    spec = replace(
        DINER.procedure["grill"].specs[0], name=long, words=long, source=long, jurisdiction=long, corrective=long
    )
    first = replace(first, specs=(spec,) * 12)
    book = replace(
        many, title=long, process=replace(many.process, steps=steps), procedures=(first, *many.procedures[1:])
    )
    pages = on_paper(tmp_path, book_html(book), "A4")
    assert min(len(one.words) for one in pages) > 20
    assert max(word.right for one in pages for word in one.words) <= PAPERS["A4"][0] - MARGIN + SLACK
    text = "".join(one.text for one in pages).replace(" ", "")
    assert [] == [step for step in (f"s{place}Donau" for place in range(40)) if step not in text]
    assert 60 * 20 == text.count("Mindthegap.")
