"""The book of a counter: everything in it, in its order, the same each time, and words only words."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec import UNSET, Struct
from msgspec.structs import replace

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.drawing.book import book_markdown, book_text, chapters, sources
from kiosk.drawing.book_html import book_html
from kiosk.drawing.procedure import marks
from kiosk.drawing.procedure_html import limits, procedure_html
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.spec import Spec
from kiosk.work.text.text import columns
from tests.drawing.browser import dom
from tests.drawing.golden import DATE, FILE, diner
from tests.drawing.graphs import process

T = TypeVar("T")

HOSTILE = (
    """<script>document.title="owned"</script><img src=x onerror='document.title="owned"'>"""
    """ "> ' onload=1 </style></title></td></svg><b>&lt;&amp; <!-- --> *x* `y` | \x1b[2J\u202e"""
)
"""What would run, close, hide or turn something round."""

FREE = {
    *("title", "name", "input", "output", "role", "script", "guidelines", "text", "words", "unit", "source"),
    *("jurisdiction", "corrective", "version"),
}
"""Fields in which people write."""


@pytest.fixture(scope="module")
def burger() -> Playbook:
    """Return the shipped burger counter."""
    return load_playbook(shipped()["burger"])


class Read(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags = set[str]()
        self.attributes = set[tuple[str, str]]()
        self.values = list[str]()
        self.texts = list[str]()
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._inside = tag
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self._inside != "style":
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Go on outside."""
        self._inside = ""

    @property
    def text(self) -> str:
        """All that is read."""
        return "".join(self.texts)


def hostile(value: T) -> T:
    """Return a definition with hostile words in every field in which people write."""
    if isinstance(value, tuple):
        return tuple(hostile(one) for one in value)  # type: ignore[return-value]
    if not isinstance(value, Struct):
        return value
    changed: dict[str, object] = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if name in FREE and old is not UNSET:
            changed[name] = HOSTILE if isinstance(old, str) else tuple(HOSTILE for _ in old)
        else:
            changed[name] = hostile(old)
    return replace(value, **changed)


def test_the_book_is_the_golden_one() -> None:
    """Byte for byte; `python -m tests.drawing.golden` writes it anew, and then somebody looks at it."""
    assert FILE.read_text(encoding="utf-8") == book_html(diner(), DATE)


def test_stations_come_as_an_order_meets_them(burger: Playbook) -> None:
    """Each with its procedures in the process's order."""
    assert [
        ("front", ["greet", "take-order", "pay"]),
        ("grill", ["cook"]),
        ("dress", ["clean-board", "dress"]),
        ("fry", ["fry"]),
        ("expo", ["assemble", "check", "hand-over"]),
    ] == [(chapter.station.id, [one.step for one in chapter.procedures]) for chapter in chapters(burger)]


def test_the_book_holds_all_of_every_procedure(burger: Playbook) -> None:
    """Role, times, words, points with marks, specs with all they say, guidelines, text and version; in every form."""
    for book in (Read(book_html(burger, DATE)).text, book_text(burger, DATE), book_markdown(burger, DATE)):
        flat = " ".join(book.replace("\\", "").split())
        wanted = [burger.title, burger.hash, DATE, burger.process.input, burger.process.output]
        for one in burger.procedures:
            wanted += [one.title, one.role, one.version, f"{one.when.target} s", f"{one.when.warn} s"]
            wanted += [f"{one.when.late} s", *one.script, *one.guidelines]
            wanted += [mark for point in one.points for mark in (point.words, *marks(burger, point))]
            wanted += [said for spec in one.specs for said in (spec.name, spec.words, spec.source, spec.corrective)]
            wanted += [spec.jurisdiction for spec in one.specs]
            wanted += one.text.split("\n\n")
        assert [] == [said for said in wanted if " ".join(said.split()) not in flat]


def test_without_a_date_none_is_said() -> None:
    """Nobody invents one."""
    for book in (book_html, book_text, book_markdown):
        assert DATE in book(diner(), DATE)
        assert "Edited" not in book(diner())


def test_sources_stand_together_at_the_end(burger: Playbook) -> None:
    """Each with where it holds and every figure it is the source of; one that two steps use stands there once."""
    found = {(source.name, source.jurisdiction): source.uses for source in sources(burger)}
    assert (
        "Greet: First word",
        "Greet: When asked to wait",
        "Take order: Suggestion",
    ) == found["Front-counter service audits (second hand)", "House default, editable"]
    specs = [spec for one in burger.procedures for spec in one.specs if spec.source]
    assert len(specs) == sum(map(len, found.values()))


def test_a_playbook_without_sources_has_no_list_of_them() -> None:
    """Nor an empty page for it."""
    bare = process(("a",))
    bare = replace(bare, procedures=tuple(replace(one, specs=()) for one in bare.procedures))
    for book in (book_html, book_text, book_markdown):
        assert "Sources" not in book(bare)


def test_lines_of_the_text_fit_a_terminal(burger: Playbook) -> None:
    """78 columns, the diagram among them."""
    assert max(map(columns, book_text(burger, DATE).splitlines())) <= 78


def test_limits_are_said_with_their_unit() -> None:
    """Both, one, or none."""
    low, high = Decimal(135), Decimal("160.5")
    pairs = ((low, high), (low, None), (None, high), (None, None))
    said = [Spec("s", "S", "w", "°F", least, most) for least, most in pairs]
    assert ["135 to 160.5 °F", "≥ 135 °F", "≤ 160.5 °F", "unit: °F"] == [limits(spec) for spec in said]
    assert "" == limits(Spec("s", "S", "w"))


@pytest.mark.parametrize("playbook", ["burger", "diner"])
def test_the_file_is_whole_in_itself(playbook: str, burger: Playbook) -> None:
    """No script, no link, nothing fetched: neither by an element, nor by an attribute, nor by its look."""
    page = book_html(burger if playbook == "burger" else diner(), DATE)
    read = Read(page)
    assert set() == read.tags & {"script", "link", "a", "img", "iframe", "object", "embed", "use", "image", "form"}
    assert set() == {name for _, name in read.attributes if name.startswith("on")} | {"src", "href", "style"} & {
        name for _, name in read.attributes
    }
    assert [] == [sign for sign in ("url(", "@import", "http:", "https:", "//") if sign in page]


def test_hostile_words_are_only_words() -> None:
    """In every field of every part: the same elements and attributes as with good words, and each word is there."""
    bad = replace(hostile(diner()), id=HOSTILE)
    good = Read(book_html(diner(), DATE))
    for page in (book_html(bad, HOSTILE), *(procedure_html(bad, one) for one in bad.procedures)):
        read = Read(page)
        assert read.tags <= good.tags
        assert read.attributes <= good.attributes
        assert [] == [value for value in read.values if "<" in value or "onerror" in value]
        assert """<script>document.title="owned"</script><img src=x onerror='document.title="owned"'>""" in read.text
        assert "\x1b" not in page
        assert "\u202e" not in page


def test_hostile_words_run_in_no_browser(tmp_path: Path) -> None:
    """A real one shows the page with its own title."""
    file = tmp_path / "book.html"
    file.write_text(book_html(replace(hostile(diner()), id=HOSTILE), HOSTILE), encoding="utf-8")
    shown = dom(file)
    assert "<title>owned" not in shown
    assert "<title>&lt;script&gt;" in shown
    assert "<img" not in shown
