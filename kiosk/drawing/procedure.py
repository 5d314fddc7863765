"""A procedure, HOW a step is done, as a document to read or to print."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from kiosk.drawing.prose import pieces, plain
from kiosk.words import _, later
from kiosk.work.guest.line import condition_of, parted
from kiosk.work.playbook.condition_words import condition_mark, miss_words
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure
from kiosk.work.playbook.spec import Spec
from kiosk.work.version.edition import Edition

WIDTH = 78
"""Columns of the text form: a terminal of 80 and a margin."""


def procedure_text(playbook: Playbook, procedure: Procedure, edition: Edition | None = None) -> str:
    """Write a procedure as plain text of at most 78 columns."""
    head = [line for said in _head(playbook, procedure) for line in textwrap.wrap(said, WIDTH, subsequent_indent="  ")]
    lines = [procedure.title, "=" * min(len(procedure.title), WIDTH), "", *head]
    if procedure.text:
        lines += ["", *_prose(procedure.text)]
    if procedure.script:
        lines += ["", _("Say"), *_items(quoted(playbook, said) for said in procedure.script)]
    if procedure.points:
        lines += ["", _("Points"), *_items([f"[ ] {_point(playbook, point)}" for point in procedure.points])]
    if procedure.specs:
        lines += ["", _("Specs"), *_items([_spec(playbook, spec) for spec in procedure.specs])]
    if procedure.guidelines:
        lines += ["", _("Guidelines"), *_items(procedure.guidelines)]
    said = textwrap.wrap(edition.words, WIDTH) if edition else []
    return "\n".join([*lines, "", _("Version {version}", version=procedure.version), *said]) + "\n"


def procedure_markdown(
    playbook: Playbook, procedure: Procedure, edition: Edition | None = None, *, level: int = 1
) -> str:
    """Write a procedure as Markdown, under a heading of this level."""
    top, part = "#" * level, "#" * (level + 1)
    head = [f"- {plain_markdown(line)}" for line in _head(playbook, procedure)]
    lines = [f"{top} {plain_markdown(procedure.title)}", "", *head]
    if procedure.text:
        lines += ["", _deeper(procedure.text.strip(), level)]
    if procedure.script:
        lines += [
            "",
            f"{part} {_('Say')}",
            "",
            *(f"> {plain_markdown(marked_line(playbook, said))}\n" for said in procedure.script),
        ]
    if procedure.points:
        ticked = (f"- [ ] {plain_markdown(_point(playbook, point))}" for point in procedure.points)
        lines += ["", f"{part} {_('Points')}", "", *ticked]
    if procedure.specs:
        lines += ["", f"{part} {_('Specs')}", "", table_row(map(_, SPEC_HEADS)), "|---" * len(SPEC_HEADS) + "|"]
        lines += [table_row(spec_cells(playbook, spec)) for spec in procedure.specs]
    if procedure.guidelines:
        lines += [
            "",
            f"{part} {_('Guidelines')}",
            "",
            *(f"- {plain_markdown(words)}" for words in procedure.guidelines),
        ]
    said = ["", plain_markdown(edition.words)] if edition else []
    return "\n".join([*lines, "", _("Version {version}", version=f"`{procedure.version}`"), *said]) + "\n"


def _deeper(text: str, level: int) -> str:
    """Put the headings of a text under the document's own."""
    return re.sub(r"^#{1,6}(?=\s)", lambda match: "#" * min(6, level + len(match[0])), text, flags=re.MULTILINE)


SPEC_HEADS = (
    later("what"),
    later("limit"),
    later("unit"),
    later("from"),
    later("to"),
    later("source"),
    later("where it holds"),
    later("when missed"),
)


def spec_cells(playbook: Playbook, spec: Spec) -> tuple[str, ...]:
    """Return a spec as a row under `SPEC_HEADS`."""
    least, most = (f"{limit:f}" if limit is not None else "–" for limit in (spec.minimum, spec.maximum))
    return (
        spec_name(playbook, spec),
        spec.words,
        spec.unit,
        least,
        most,
        spec.source,
        spec.jurisdiction,
        miss_words(playbook, spec),
    )


def _head(playbook: Playbook, procedure: Procedure) -> list[str]:
    """Say which step it is, who does it, where, and in what time."""
    step, when = playbook.process.step[procedure.step], procedure.when
    if not when.earliest:
        times = _("When: target {target} s, due at {due} s, late at {late} s")
    elif when.too_early != "hold":
        times = _("When: target {target} s, due at {due} s, late at {late} s, never under {soonest} s")
    else:
        times = _(
            "When: target {target} s, due at {due} s, late at {late} s, never under {soonest} s, "
            "and the step waits until then"
        )
    return [
        _("Step: {step} ({id})", step=step.name, id=step.id),
        _("Who: {role}, at {station}", role=procedure.role, station=playbook.station[step.station].name),
        times.format(target=when.target, due=when.warn, late=when.late, soonest=when.earliest),
    ]


def marked_line(playbook: Playbook, said: str) -> str:
    """Return a line of the script; the marks at its end, which its file has in English, say when it is said."""
    words, marks = parted(said)
    end = said[len(words) :]
    for mark in marks:
        when = condition_of(mark)
        end = end.replace(mark, _("when: {when}", when=condition_mark(playbook, when)) if when else _(mark))
    return f"{words}{end}"


def quoted(playbook: Playbook, said: str) -> str:
    """Return a line of the script as somebody says it."""
    return f"“{marked_line(playbook, said)}”"


def _point(playbook: Playbook, point: Point) -> str:
    said = marks(playbook, point)
    return point.words + (f" ({', '.join(said)})" if said else "")


def marks(playbook: Playbook, point: Point) -> tuple[str, ...]:
    """Say what stands in brackets behind a point's words, `critical` first; its file has it in English."""
    said = (
        (_("critical"), point.critical),
        (_("gate"), point.gate),
        (_("n/a"), point.may_not_apply),
        (_("when: {when}", when=condition_mark(playbook, point.when)), bool(point.when)),
    )
    return tuple(words for words, holds in said if holds)


def spec_name(playbook: Playbook, spec: Spec) -> str:
    """Return what is specified, with the orders it concerns where that is not every one."""
    mark = condition_mark(playbook, spec.when or "")
    return f"{spec.name} ({mark})" if mark else spec.name


def _spec(playbook: Playbook, spec: Spec) -> str:
    """Return a spec as sentences."""
    said = [f"{spec_name(playbook, spec)}: {spec.words}."]
    if spec.reading:
        if spec.gate:
            said.append(_("A number is read against it, and the step waits for it."))
        elif spec.advice:
            said.append(_("A number is read against it, as advice."))
        else:
            said.append(_("A number is read against it."))
    if missed := miss_words(playbook, spec):
        said.append(_("If missed: {corrective}", corrective=missed))
    where = "; ".join(words for words in (spec.source, spec.jurisdiction) if words)
    return " ".join(said) + (f" [{where}]" if where else "")


def table_row(cells: Iterable[str]) -> str:
    """Write a row of a Markdown table."""
    return "| " + " | ".join(plain_markdown(words).replace("|", "\\|") for words in cells) + " |"


def plain_markdown(words: str) -> str:
    """Escape what Markdown would read in a text that is not Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>" else sign for sign in words)


def _items(items: Iterable[str]) -> list[str]:
    return [
        line
        for words in items
        for line in textwrap.wrap(words, WIDTH, initial_indent="  - ", subsequent_indent="    ") or ["  -"]
    ]


def _prose(text: str) -> list[str]:
    """Wrap the text of a document: its paragraphs, lists and headings, an empty line between any two."""
    lines: list[str] = []
    for piece in pieces(text):
        words = [plain(one) for one in piece.words]
        lines.append("")
        if piece.kind == "items":
            lines += _items(words)
        elif piece.kind == "numbers":
            for place, one in enumerate(words, 1):
                lines += textwrap.wrap(one, WIDTH, initial_indent=f"  {place}. ", subsequent_indent="     ")
        else:
            lines += textwrap.wrap(words[0], WIDTH)
    return lines[1:]
