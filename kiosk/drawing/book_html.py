"""The book of a counter as one HTML file: printed, it hangs where the work is done."""

from __future__ import annotations

from kiosk.drawing.book import GLANCE, SHORT, chapters, facts, glance, sources
from kiosk.drawing.html import Html, joined, rows, tag
from kiosk.drawing.procedure_html import procedure_leaf
from kiosk.drawing.sheet import leaf, page
from kiosk.drawing.svg import pictures
from kiosk.work.edition import Edition
from kiosk.work.playbook import Playbook

SOURCE_HEADS = ("Source", "Where it holds", "Figures")


def book_html(playbook: Playbook, date: str = "", edition: Edition | None = None) -> str:
    """Write the book: WHAT at a glance, every procedure on a page of its own, the sources; the same bytes each time.

    `date` is when the playbook's files were edited last; left out where nobody knows.
    """
    right = " · ".join(
        (playbook.title, f"playbook {playbook.id} {playbook.hash[:SHORT]}", *([date] if date else [])),
    )
    parts = [
        _front(playbook, date, edition),
        leaf("The process", right, tag("h2", playbook.process.name), *pictures(playbook)),
    ]
    for chapter in chapters(playbook):
        parts += [procedure_leaf(playbook, procedure) for procedure in chapter.procedures]
    if found := sources(playbook):
        said = ((source.name, source.jurisdiction, "; ".join(source.uses)) for source in found)
        parts.append(leaf("Sources", right, tag("h2", "Sources"), rows(*said, head=SOURCE_HEADS, class_="rows")))
    return page(playbook.title, *parts, language=playbook.language)


def _front(playbook: Playbook, date: str, edition: Edition | None) -> Html:
    """Write the first page: which book this is, every step with its times, and what is done where."""
    where = (
        (chapter.station.name, ", ".join(playbook.process.step[one.step].name for one in chapter.procedures))
        for chapter in chapters(playbook)
    )
    return joined(
        tag("h1", playbook.title),
        rows(*facts(playbook, date, edition), class_="facts"),
        tag("h2", "At a glance"),
        rows(*glance(playbook), head=GLANCE, class_="rows glance"),
        tag("h2", "Station by station"),
        rows(*where, head=("Station", "Steps"), class_="rows stations"),
    )
