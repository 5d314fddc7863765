"""The procedure reader: a step's whole document."""

from __future__ import annotations

from functools import partial

from kiosk.tui.draw import Line, wrap
from kiosk.tui.screens.reader import ReaderScreen
from kiosk.words import _
from kiosk.work.instant import clock_words
from kiosk.work.playbook import Playbook
from kiosk.work.procedure import Point, Procedure
from kiosk.work.spec import Spec


def document_lines(procedure: Procedure, width: int) -> list[Line]:
    """Write a procedure: who, when, words, points, specs with their sources, guidelines, text."""
    when = procedure.when
    times = ", ".join(f"{name} {clock_words(seconds * 1000)}" for name, seconds in _times(procedure) if seconds)
    lines: list[Line] = [
        ((procedure.title, "accent bold"),),
        (
            (
                _("{role}   {times}   version {version}", role=procedure.role, times=times, version=procedure.version),
                "quiet",
            ),
        ),
        (),
    ]
    if when.earliest:
        holds = f" {_('DONE waits until then.')}" if when.too_early == "hold" else ""
        words = _(
            "Faster than {time} is not possible.{holds}",
            time=clock_words(when.earliest * 1000),
            holds=holds,
        )
        lines += [((words, "text"),), ()]
    lines += _part(_("SAY"), [f"“{line}”" for line in procedure.script], width, "how bold", "strong")
    points = ["  ".join([point.words, *(f"({mark})" for mark in _marks(point))]) for point in procedure.points]
    lines += _part(_("POINTS"), points, width, "how bold", "text")
    for spec in procedure.specs:
        lines += _spec_lines(spec, width)
    lines += _part(_("GUIDELINES"), list(procedure.guidelines), width, "quiet bold", "text")
    for paragraph in procedure.text.split("\n\n"):
        if paragraph.strip() and not paragraph.lstrip().startswith(("#", "-")):
            lines += [((part, "text"),) for part in wrap(paragraph, width)]
            lines.append(())
    return lines


def _marks(point: Point) -> list[str]:
    """Say what stands in brackets behind a point's words."""
    said = (
        (_("critical"), point.critical),
        (_("gate"), point.gate),
        (_("n/a"), point.may_not_apply),
        (_("when: {when}", when=point.when), bool(point.when)),
    )
    return [words for words, holds in said if holds]


def _times(procedure: Procedure) -> list[tuple[str, int]]:
    when = procedure.when
    return [(_("target"), when.target), (_("due from"), when.warn), (_("late from"), when.late)]


def _part(title: str, items: list[str], width: int, head: str, body: str) -> list[Line]:
    if not items:
        return []
    lines: list[Line] = [((title, head),)]
    for item in items:
        for place, part in enumerate(wrap(item, width - 4)):
            lines.append((("  · " if not place else "    ", "quiet"), (part, body)))
    return [*lines, ()]


def _spec_lines(spec: Spec, width: int) -> list[Line]:
    lines: list[Line] = [((spec.name, "text bold"),)]
    lines += [(("    ", ""), (part, "strong")) for part in wrap(spec.words, width - 4)]
    source = ", ".join(filter(None, (spec.source, spec.jurisdiction)))
    for words in (
        _("Source: {source}", source=source) if source else "",
        _("If missed: {corrective}", corrective=spec.corrective) if spec.corrective else "",
    ):
        lines += [(("    ", ""), (part, "quiet")) for part in wrap(words, width - 4)]
    return [*lines, ()]


def procedure_screen(playbook: Playbook, step: str) -> ReaderScreen:
    """Make the reader of a step's procedure."""
    about = (playbook.process.step[step].name, playbook.title)
    return ReaderScreen(about, partial(document_lines, playbook.procedure[step]))
