"""The procedure reader: a step's whole document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from kiosk.drawing.procedure import marks, quoted, spec_name
from kiosk.drawing.prose import Look, Piece, pieces, plain, spans
from kiosk.tui.procedure.reader import ReaderScreen
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.lines import Line, Run, wrap
from kiosk.words import _
from kiosk.work.playbook.condition_words import miss_words
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import clock_words

LOOKS: dict[Look, str] = {"": "text", "strong": "strong bold", "em": "accent", "code": "how"}


def document_lines(playbook: Playbook, procedure: Procedure, width: int) -> list[Line]:
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
    lines += _part(_("SAY"), [quoted(playbook, said) for said in procedure.script], width, "how bold", "strong")
    points = ["  ".join([point.words, *(f"({mark})" for mark in marks(playbook, point))]) for point in procedure.points]
    lines += _part(_("POINTS"), points, width, "how bold", "text")
    for spec in procedure.specs:
        lines += _spec_lines(playbook, spec, width)
    lines += _part(_("GUIDELINES"), list(procedure.guidelines), width, "quiet bold", "text")
    for piece in pieces(procedure.text):
        lines += [*_piece_lines(piece, width), ()]
    return lines


def _piece_lines(piece: Piece, width: int) -> list[Line]:
    """Write a heading, a list or a paragraph of the document's text, with its emphasis."""
    if piece.kind == "heading":
        return [((part, "accent bold"),) for part in wrap(plain(piece.words[0]), width)]
    if piece.kind == "paragraph":
        return flowed(spans(piece.words[0]), width)
    lines: list[Line] = []
    for number, words in enumerate(piece.words, 1):
        sign = f"  {number}. " if piece.kind == "numbers" else "  · "
        for place, line in enumerate(flowed(spans(words), width - len(sign))):
            lines.append((((" " * len(sign) if place else sign), "quiet"), *line))
    return lines


def flowed(runs: Iterable[tuple[str, Look]], width: int) -> list[Line]:
    """Break words into lines, each word in its own look."""
    words = [(word, LOOKS[look]) for text, look in _glued(runs) for word in text.split()]
    texts = wrap(" ".join(word for word, _look in words), width)
    if sum(len(text.split()) for text in texts) != len(words):  # a word that is longer than a line was broken
        return [((text, "text"),) for text in texts]
    left = iter(words)
    lines: list[Line] = []
    for text in texts:
        line: list[Run] = []
        for _word in text.split():
            word, look = next(left)
            line += [(" ", "text"), (word, look)] if line else [(word, look)]
        lines.append(tuple(line))
    return lines


def _glued(runs: Iterable[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """Return runs in which a sign that follows emphasis without a blank, such as a full stop, stays with its word."""
    found: list[tuple[str, Look]] = []
    for text, look in runs:
        stuck, rest = "", text
        if found and text[:1].strip() and found[-1][0][-1:].strip():
            stuck, _blank, rest = text.partition(" ")
            found[-1] = (found[-1][0] + stuck, found[-1][1])
        if rest:
            found.append((rest, look))
    return found


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


def _spec_lines(playbook: Playbook, spec: Spec, width: int) -> list[Line]:
    lines: list[Line] = [((part, "text bold"),) for part in wrap(spec_name(playbook, spec), width)]
    lines += [(("    ", ""), (part, "strong")) for part in wrap(spec.words, width - 4)]
    source = ", ".join(filter(None, (spec.source, spec.jurisdiction)))
    for words in (
        _("Source: {source}", source=source) if source else "",
        _("If missed: {corrective}", corrective=missed) if (missed := miss_words(playbook, spec)) else "",
    ):
        lines += [(("    ", ""), (part, "quiet")) for part in wrap(words, width - 4)]
    return [*lines, ()]


def procedure_screen(kiosk: Terminal, playbook: Playbook, step: str) -> ReaderScreen:
    """Make the reader of a step's procedure."""
    about = (playbook.process.step[step].name, playbook.title)
    return ReaderScreen(kiosk, about, partial(document_lines, playbook, playbook.procedure[step]))
