"""The book of a counter: WHAT happens at a glance, then HOW each step is done, station by station."""

from __future__ import annotations

import textwrap

from msgspec import Struct

from kiosk.drawing.diagram import text_diagram
from kiosk.drawing.mermaid import mermaid
from kiosk.drawing.procedure import WIDTH, plain_markdown, procedure_markdown, procedure_text, table_row
from kiosk.drawing.tracks import ordered
from kiosk.words import _, later
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.station import Station
from kiosk.work.version.edition import Edition

SHORT = 12
"""Hex digits of a playbook's hash that are enough to tell two apart."""


class Chapter(Struct, frozen=True):
    """What is done at one station."""

    station: Station
    procedures: tuple[Procedure, ...]


class Source(Struct, frozen=True):
    """Where figures come from."""

    name: str
    jurisdiction: str
    uses: tuple[str, ...]
    """The figures, each after its step."""


def chapters(playbook: Playbook) -> tuple[Chapter, ...]:
    """Return stations in the order an order meets them first, each with its procedures in that order."""
    steps = [playbook.process.step[name] for name in ordered(playbook.process)]
    stations = dict.fromkeys(step.station for step in steps)
    return tuple(
        Chapter(
            playbook.station[station],
            tuple(playbook.procedure[step.id] for step in steps if step.station == station),
        )
        for station in stations
    )


def sources(playbook: Playbook) -> tuple[Source, ...]:
    """Return every source with where it holds, in the order of the book."""
    found: dict[tuple[str, str], list[str]] = {}
    for chapter in chapters(playbook):
        for procedure in chapter.procedures:
            for spec in procedure.specs:
                if spec.source:
                    use = f"{playbook.process.step[procedure.step].name}: {spec.name}"
                    found.setdefault((spec.source, spec.jurisdiction), []).append(use)
    return tuple(Source(name, where, tuple(uses)) for (name, where), uses in found.items())


def facts(playbook: Playbook, date: str, edition: Edition | None = None) -> tuple[tuple[str, str], ...]:
    """Return what identifies a book: which playbook in which version, and since when its files are as they are."""
    clock = playbook.process.clock
    times = {"target": clock.target, "due": clock.warn, "late": clock.late}
    return (
        (_("Playbook"), playbook.id),
        (_("Version"), playbook.hash),
        *(edition.facts() if edition else ()),
        *(((_("Edited"), date),) if date else ()),
        (_("Process"), playbook.process.name),
        (_("From"), playbook.process.input),
        (_("To"), playbook.process.output),
        (_("Whole order"), _("target {target} s, due at {due} s, late at {late} s", **times)),
    )


GLANCE = (
    later("Step"),
    later("Station"),
    later("Who"),
    later("Target"),
    later("Due at"),
    later("Late at"),
    later("Never under"),
    later("Version"),
)


def glance(playbook: Playbook) -> tuple[tuple[str, ...], ...]:
    """Return a row for each step, in the order an order meets them."""
    found = []
    for name in ordered(playbook.process):
        step, procedure = playbook.process.step[name], playbook.procedure[name]
        when = procedure.when
        soonest = f"{when.earliest} s" if when.earliest else "–"
        times = (f"{when.target} s", f"{when.warn} s", f"{when.late} s", soonest)
        found.append((step.name, playbook.station[step.station].name, procedure.role, *times, procedure.version))
    return tuple(found)


def book_text(playbook: Playbook, date: str = "", edition: Edition | None = None) -> str:
    """Write the book as plain text of at most 78 columns."""
    parts = [
        _headed(playbook.title, "="),
        *_wrapped_facts(playbook, date, edition),
        "",
        text_diagram(playbook, WIDTH).rstrip(),
    ]
    for chapter in chapters(playbook):
        parts += ["", "", _headed(chapter.station.name, "#")]
        for procedure in chapter.procedures:
            parts += ["", procedure_text(playbook, procedure).rstrip(), ""]
    if found := sources(playbook):
        parts += ["", _headed(_("Sources"), "#"), ""]
        for source in found:
            said = (
                f"{source.name}{f' [{source.jurisdiction}]' if source.jurisdiction else ''}: {'; '.join(source.uses)}"
            )
            parts += textwrap.wrap(said, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    return "\n".join(parts) + "\n"


def _wrapped_facts(playbook: Playbook, date: str, edition: Edition | None) -> list[str]:
    said = [f"{name}: {words}" for name, words in facts(playbook, date, edition)]
    return ["", *(line for words in said for line in textwrap.wrap(words, WIDTH, subsequent_indent="  "))]


def _headed(words: str, sign: str) -> str:
    """Write a title with a line under it, cut where it is longer than a line."""
    title = textwrap.shorten(words, WIDTH, placeholder="…")
    return f"{title}\n{sign * len(title)}"


def book_markdown(playbook: Playbook, date: str = "", edition: Edition | None = None) -> str:
    """Write the book as Markdown, the diagram as Mermaid."""
    lines = [f"# {plain_markdown(playbook.title)}", ""]
    lines += [f"- {name}: {plain_markdown(words)}" for name, words in facts(playbook, date, edition)]
    lines += [
        "",
        f"## {_('At a glance')}",
        "",
        table_row(map(_, GLANCE)),
        "|---" * len(GLANCE) + "|",
        *map(table_row, glance(playbook)),
    ]
    lines += ["", "```mermaid", mermaid(playbook).rstrip(), "```"]
    for chapter in chapters(playbook):
        lines += ["", f"## {plain_markdown(chapter.station.name)}"]
        for procedure in chapter.procedures:
            lines += ["", procedure_markdown(playbook, procedure, level=3).rstrip()]
    if found := sources(playbook):
        rows = [(source.name, source.jurisdiction, "; ".join(source.uses)) for source in found]
        heads = (_("source"), _("where it holds"), _("figures"))
        lines += ["", f"## {_('Sources')}", "", table_row(heads), "|---|---|---|"]
        lines += [table_row(row) for row in rows]
    return "\n".join(lines) + "\n"
