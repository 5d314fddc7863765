"""The book of a counter as one HTML file: printed, it hangs where the work is done."""

from __future__ import annotations

from kiosk.drawing.book import GLANCE, SHORT, chapters, facts, glance, sources
from kiosk.drawing.html import Html, joined, rows, tag
from kiosk.drawing.procedure_html import procedure_leaf
from kiosk.drawing.sheet import leaf, page
from kiosk.drawing.svg import pictures
from kiosk.words import _, later
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.version.edition import Edition

SOURCE_HEADS = (later("Source"), later("Where it holds"), later("Figures"))


def book_html(playbook: Playbook, date: str = "", edition: Edition | None = None) -> str:
    """Write the book: WHAT at a glance, every procedure on a page of its own, the sources; the same bytes each time.

    `date` is when the playbook's files were edited last; left out where nobody knows.
    """
    which = _("playbook {id} {version}", id=playbook.id, version=playbook.hash[:SHORT])
    right = " · ".join((playbook.title, which, *([date] if date else [])))
    parts = [
        _front(playbook, date, edition),
        leaf(_("The process"), right, tag("h2", playbook.process.name), *pictures(playbook)),
    ]
    for chapter in chapters(playbook):
        parts += [procedure_leaf(playbook, procedure) for procedure in chapter.procedures]
    if found := sources(playbook):
        said = ((source.name, source.jurisdiction, "; ".join(source.uses)) for source in found)
        table = rows(*said, head=tuple(map(_, SOURCE_HEADS)), class_="rows")
        parts.append(leaf(_("Sources"), right, tag("h2", _("Sources")), table))
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
        tag("h2", _("At a glance")),
        rows(*glance(playbook), head=tuple(map(_, GLANCE)), class_="rows glance"),
        tag("h2", _("Station by station")),
        rows(*where, head=(_("Station"), _("Steps")), class_="rows stations"),
    )
