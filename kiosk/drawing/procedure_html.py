"""A procedure, HOW a step is done, as HTML to print and hang up."""

from __future__ import annotations

from kiosk.drawing.html import Html, joined, rows, tag
from kiosk.drawing.prose import Piece, pieces, spans
from kiosk.drawing.sheet import leaf, page
from kiosk.work.edition import Edition
from kiosk.work.instant import clock_words
from kiosk.work.playbook import Playbook
from kiosk.work.procedure import Point, Procedure, When
from kiosk.work.spec import Spec

MINUTE = 60

SPEC_HEADS = ("What", "Limit and unit", "Source", "Where it holds", "If missed")


def procedure_html(playbook: Playbook, procedure: Procedure, edition: Edition | None = None) -> str:
    """Write one procedure as a file of its own."""
    title = f"{procedure.title} · {playbook.title}"
    return page(title, procedure_leaf(playbook, procedure, edition), language=playbook.language)


def procedure_leaf(playbook: Playbook, procedure: Procedure, edition: Edition | None = None) -> Html:
    """Write one procedure, to begin on a page of its own."""
    step = playbook.process.step[procedure.step]
    station = playbook.station[step.station].name
    parts = [
        tag("h3", procedure.title),
        tag("p", "Step: ", tag("b", step.name), " · Who: ", tag("b", procedure.role), " · At: ", tag("b", station)),
        _when(procedure.when),
        *(_prose(piece) for piece in pieces(procedure.text)),
    ]
    if procedure.script:
        parts += [tag("h4", "Say"), tag("ul", *(tag("li", f"“{said}”") for said in procedure.script), class_="say")]
    if procedure.points:
        parts += [tag("h4", "Points"), tag("ul", *map(_point, procedure.points), class_="points")]
    if procedure.specs:
        cells = (_spec(spec) for spec in procedure.specs)
        parts += [tag("h4", "Specs"), rows(*cells, head=SPEC_HEADS, class_="rows specs")]
    if procedure.guidelines:
        parts += [tag("h4", "Guidelines"), tag("ul", *(tag("li", words) for words in procedure.guidelines))]
    if edition:
        parts.append(tag("p", tag("small", edition.words)))
    return leaf(f"{station}: {step.name}", f"{playbook.title} · version {procedure.version}", *parts)


def _when(when: When) -> Html:
    """Show the times of a step, long ones in minutes too."""
    said = [("Target", when.target), ("Due at", when.warn), ("Late at", when.late)]
    said += [("Never under", when.earliest)] if when.earliest else []
    return tag("ul", *(tag("li", words, _time(seconds)) for words, seconds in said), class_="when")


def _time(seconds: int) -> Html:
    long = [tag("small", f"{clock_words(1000 * seconds)} min")] if seconds > MINUTE else []
    return tag("b", f"{seconds} s", *long)


def _point(point: Point) -> Html:
    marks = [tag("span", mark, class_="mark critical" if mark == "critical" else "mark") for mark in point.marks()]
    return tag("li", point.words, *(joined(" ", mark) for mark in marks))


def _spec(spec: Spec) -> tuple[str, ...]:
    asks = (("reading", spec.reading), ("gate", spec.gate), ("advice", spec.advice))
    marks = [joined(" ", tag("span", mark, class_="mark")) for mark, holds in asks if holds]
    limit = limits(spec)
    said = joined(spec.words, tag("br"), tag("b", limit)) if limit else spec.words
    return joined(tag("b", spec.name), *marks), said, spec.source, spec.jurisdiction, spec.corrective


def limits(spec: Spec) -> str:
    """Say what a reading is held against, with its unit; only the unit where there is no figure."""
    least, most = (f"{limit:f}" if limit is not None else "" for limit in (spec.minimum, spec.maximum))
    if least and most:
        return f"{least} to {most} {spec.unit}".rstrip()
    said = f"≥ {least}" if least else f"≤ {most}" if most else "unit:" if spec.unit else ""
    return f"{said} {spec.unit}".strip()


def _prose(piece: Piece) -> Html:
    """Write a piece of the document's text."""
    if piece.kind in ("items", "numbers"):
        return tag("ul" if piece.kind == "items" else "ol", *(tag("li", _words(words)) for words in piece.words))
    name = "p" if piece.kind == "paragraph" else "h4" if piece.level <= 2 else "h5"  # noqa: PLR2004 - `#` and `##`
    return tag(name, _words(piece.words[0]))


def _words(words: str) -> Html:
    return joined(*(tag(look, text) if look else text for text, look in spans(words)))
