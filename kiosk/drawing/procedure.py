"""A procedure, HOW a step is done, as a document to read or to print."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from kiosk.work.playbook import Playbook
from kiosk.work.procedure import Point, Procedure
from kiosk.work.spec import Spec

WIDTH = 78
"""Columns of the text form: a terminal of 80 and a margin."""


def procedure_text(playbook: Playbook, procedure: Procedure) -> str:
    """Write a procedure as plain text of at most 78 columns."""
    lines = [procedure.title, "=" * len(procedure.title), "", *_head(playbook, procedure)]
    if procedure.text:
        lines += ["", *_paragraphs(procedure.text)]
    if procedure.script:
        lines += ["", "Say", *_items([f"“{said}”" for said in procedure.script])]
    if procedure.points:
        lines += ["", "Points", *_items([f"[ ] {_point(point)}" for point in procedure.points])]
    if procedure.specs:
        lines += ["", "Specs", *_items([_spec(spec) for spec in procedure.specs])]
    if procedure.guidelines:
        lines += ["", "Guidelines", *_items(procedure.guidelines)]
    return "\n".join([*lines, "", f"Version {procedure.version}"]) + "\n"


def procedure_markdown(playbook: Playbook, procedure: Procedure) -> str:
    """Write a procedure as Markdown."""
    lines = [f"# {_plain(procedure.title)}", "", *(f"- {_plain(line)}" for line in _head(playbook, procedure))]
    if procedure.text:
        lines += ["", procedure.text.strip()]
    if procedure.script:
        lines += ["", "## Say", "", *(f"> {_plain(said)}\n" for said in procedure.script)]
    if procedure.points:
        lines += ["", "## Points", "", *(f"- [ ] {_plain(_point(point))}" for point in procedure.points)]
    if procedure.specs:
        lines += [
            "",
            "## Specs",
            "",
            "| what | limit | source | where it holds | when missed |",
            "|---|---|---|---|---|",
        ]
        lines += [_spec_row(spec) for spec in procedure.specs]
    if procedure.guidelines:
        lines += ["", "## Guidelines", "", *(f"- {_plain(words)}" for words in procedure.guidelines)]
    return "\n".join([*lines, "", f"Version `{procedure.version}`"]) + "\n"


def _head(playbook: Playbook, procedure: Procedure) -> list[str]:
    """Say which step it is, who does it, where, and in what time."""
    step, when = playbook.process.step[procedure.step], procedure.when
    times = f"target {when.target} s, due at {when.warn} s, late at {when.late} s"
    soonest = f", never under {when.earliest} s" if when.earliest else ""
    return [
        f"Step: {step.name} ({step.id})",
        f"Who: {procedure.role}, at {playbook.station[step.station].name}",
        f"When: {times}{soonest}",
    ]


def _point(point: Point) -> str:
    return point.words + (f" ({', '.join(point.marks())})" if point.marks() else "")


def _spec(spec: Spec) -> str:
    """Give a spec as sentences."""
    said = [f"{spec.name}: {spec.words}."]
    if spec.reading:
        said.append("A number is read against it" + (", and the step waits for it." if spec.gate else "."))
    if spec.corrective:
        said.append(f"If missed: {spec.corrective}")
    where = "; ".join(words for words in (spec.source, spec.jurisdiction) if words)
    return " ".join(said) + (f" [{where}]" if where else "")


def _spec_row(spec: Spec) -> str:
    columns = (spec.name, spec.words, spec.source, spec.jurisdiction, spec.corrective)
    return "| " + " | ".join(_plain(words).replace("|", "\\|") for words in columns) + " |"


def _plain(words: str) -> str:
    """Escape what Markdown would read in a text that is not Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>" else sign for sign in words)


def _items(items: Iterable[str]) -> list[str]:
    return [
        line
        for words in items
        for line in textwrap.wrap(words, WIDTH, initial_indent="  - ", subsequent_indent="    ") or ["  -"]
    ]


def _paragraphs(text: str) -> list[str]:
    """Wrap paragraphs that the document broke elsewhere; an empty line stays one."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        lines += [*textwrap.wrap(" ".join(paragraph.split()), WIDTH), ""]
    return lines[:-1]
