"""The flowcharts, drawn by the real Mermaid in a real browser.

`scripts/test` fetches Mermaid once, one file of its package by version and hash, into `.venv/mermaid.min.js`; without
npm that file is put there by hand: `npm pack mermaid@VERSION`, then dist/mermaid.min.js of what comes.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.drawing.mermaid import mermaid
from kiosk.work.playbook.condition_words import backs, marked_name
from kiosk.work.playbook.playbook import Playbook
from tests.drawing.browser import dom
from tests.drawing.graphs import graphs, process, waits
from tests.playbooks import DINER
from tests.work.invented import playbooks

SCRIPT = Path(__file__).parents[2] / ".venv" / "mermaid.min.js"

NAMES = (
    *('say "hi"', "a]b[ (c) {d}", "<b>bold</b>", "#quot; #35;", "`a`", "x & y", "*a* **b** _c_ ~~d~~", "end"),
    *("1. First", "- item", "a --> b", "%% no comment", "click", "x;y", "漢字", "a\\nb", "$$x$$", "fa:fa-car", "a|b"),
)

PAGE = """<!doctype html><meta charset="utf-8"><body><script src="{script}"></script><script>
mermaid.initialize({{startOnLoad: false}});
(async () => {{
  const found = [];
  for (const [place, source] of {sources}.entries()) {{
    const {{svg}} = await mermaid.render("drawn" + place, source);
    const box = document.createElement("div");
    box.innerHTML = svg;
    const all = (what) => [...box.querySelectorAll(what)].map((one) => one.textContent.trim());
    found.push({{labels: all(".node .nodeLabel"), lanes: all(".cluster .nodeLabel"),
      edges: [...box.querySelectorAll("path.flowchart-link")].map((one) => one.id)}});
  }}
  return JSON.stringify(found);
}})().catch((error) => "failed: " + error).then((said) => {{
  document.body.replaceChildren(Object.assign(document.createElement("pre"), {{textContent: said}}));
}});
</script>"""


def drawn(folder: Path, books: list[Playbook]) -> list[dict[str, list[str]]]:
    """Draw flowcharts, and give what stands in each picture."""
    if not SCRIPT.is_file():
        pytest.skip(f"Mermaid is not here: {SCRIPT} is missing; scripts/test fetches it where npm is")
    file = folder / "page.html"
    sources = json.dumps([mermaid(book) for book in books]).replace("<", "\\u003c")
    file.write_text(PAGE.format(script=SCRIPT.as_uri(), sources=sources), encoding="utf-8")
    said = re.search(r"<pre>(.*?)</pre>", dom(file), re.DOTALL)
    assert said
    shown = html.unescape(said[1])
    assert not shown.startswith("failed"), shown
    found: list[dict[str, list[str]]] = json.loads(shown)
    assert len(books) == len(found)
    return found


def holds(book: Playbook, picture: dict[str, list[str]]) -> None:
    """Assert that every step stands there once, each station that has one, an arrow for every wait and way back."""
    names = [marked_name(book, step) for step in book.process.steps]
    assert sorted([*names, book.process.input, book.process.output]) == sorted(picture["labels"])
    stations = {step.station for step in book.process.steps}
    assert sorted(book.station[name].name for name in stations) == sorted(picture["lanes"])
    back = [name for step in book.process.steps for name in backs(book, step.id)]
    assert len(waits(book)) + len(back) == len(picture["edges"])


@pytest.mark.slow
def test_the_counters_are_drawn(tmp_path: Path) -> None:
    """Every shipped one, and one whose names try to be Mermaid."""
    steps = tuple(replace(one, name=name) for one, name in zip(DINER.process.steps, NAMES, strict=False))
    more = process(*((f"s{place}",) for place in range(len(NAMES))))
    wild = replace(more.process, steps=tuple(map(lambda one, name: replace(one, name=name), more.process.steps, NAMES)))
    books = [
        *map(load_playbook, shipped().values()),
        DINER,
        replace(DINER, process=replace(DINER.process, steps=steps)),
    ]
    books.append(replace(more, process=wild))
    for book, picture in zip(books, drawn(tmp_path, books), strict=True):
        holds(book, picture)


@pytest.mark.slow
def test_any_counter_is_drawn(tmp_path: Path) -> None:
    """Invented ones, and any graph of steps, all in one page."""
    books: list[Playbook] = []

    @settings(max_examples=25, phases=[Phase.generate], derandomize=True, database=None)
    @given(st.one_of(playbooks(), graphs()))
    def gather(book: Playbook) -> None:
        books.append(book)

    gather()
    for book, picture in zip(books, drawn(tmp_path, books), strict=True):
        holds(book, picture)
