"""A procedure, HOW a step is done, as HTML to print and hang up."""

from __future__ import annotations

from kiosk.drawing.html import Html, joined, rows, tag
from kiosk.drawing.procedure import marks, quoted
from kiosk.drawing.prose import Piece, pieces, spans
from kiosk.drawing.sheet import leaf, page
from kiosk.words import _, later
from kiosk.work.playbook.condition_words import condition_mark, miss_words
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure, When
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import clock_words
from kiosk.work.version.edition import Edition

MINUTE = 60

SPEC_HEADS = (later("What"), later("Limit and unit"), later("Source"), later("Where it holds"), later("If missed"))


def procedure_html(playbook: Playbook, procedure: Procedure, edition: Edition | None = None) -> str:
    """Write one procedure as a file of its own."""
    title = f"{procedure.title} · {playbook.title}"
    return page(title, procedure_leaf(playbook, procedure, edition), language=playbook.language)


def procedure_leaf(playbook: Playbook, procedure: Procedure, edition: Edition | None = None) -> Html:
    """Write one procedure, to begin on a page of its own."""
    step = playbook.process.step[procedure.step]
    station = playbook.station[step.station].name
    about = ((_("Step:"), step.name), (_("Who:"), procedure.role), (_("At:"), station))
    parts = [
        tag("h3", procedure.title),
        tag(
            "p",
            *(joined(" · " if place else "", name, " ", tag("b", said)) for place, (name, said) in enumerate(about)),
        ),
        _when(procedure.when),
        *(_prose(piece) for piece in pieces(procedure.text)),
    ]
    if procedure.script:
        parts += [
            tag("h4", _("Say")),
            tag("ul", *(tag("li", quoted(playbook, said)) for said in procedure.script), class_="say"),
        ]
    if procedure.points:
        parts += [
            tag("h4", _("Points")),
            tag("ul", *(_point(playbook, point) for point in procedure.points), class_="points"),
        ]
    if procedure.specs:
        cells = (_spec(playbook, spec) for spec in procedure.specs)
        parts += [tag("h4", _("Specs")), rows(*cells, head=tuple(map(_, SPEC_HEADS)), class_="rows specs")]
    if procedure.guidelines:
        parts += [tag("h4", _("Guidelines")), tag("ul", *(tag("li", words) for words in procedure.guidelines))]
    if edition:
        parts.append(tag("p", tag("small", edition.words)))
    right = _("{title} · version {version}", title=playbook.title, version=procedure.version)
    return leaf(f"{station}: {step.name}", right, *parts)


def _when(when: When) -> Html:
    """Show the times of a step, long ones in minutes too."""
    said = [(_("Target"), when.target), (_("Due at"), when.warn), (_("Late at"), when.late)]
    said += [(_("Never under"), when.earliest)] if when.earliest else []
    return tag("ul", *(tag("li", words, _time(seconds)) for words, seconds in said), class_="when")


def _time(seconds: int) -> Html:
    long = [tag("small", f"{clock_words(1000 * seconds)} min")] if seconds > MINUTE else []
    return tag("b", f"{seconds} s", *long)


def _point(playbook: Playbook, point: Point) -> Html:
    critical = _("critical") if point.critical else ""
    said = [
        tag("span", mark, class_="mark critical" if mark == critical else "mark") for mark in marks(playbook, point)
    ]
    return tag("li", point.words, *(joined(" ", mark) for mark in said))


def _spec(playbook: Playbook, spec: Spec) -> tuple[str, ...]:
    asks = ((_("reading"), spec.reading), (_("gate"), spec.gate), (_("advice"), spec.advice))
    when = condition_mark(playbook, spec.when or "")
    said_marks = [mark for mark, holds in (*asks, (when, bool(when))) if holds]
    asked = [joined(" ", tag("span", mark, class_="mark")) for mark in said_marks]
    limit = limits(spec)
    said = joined(spec.words, tag("br"), tag("b", limit)) if limit else spec.words
    return joined(tag("b", spec.name), *asked), said, spec.source, spec.jurisdiction, miss_words(playbook, spec)


def limits(spec: Spec) -> str:
    """Say what a reading is held against, with its unit; only the unit where there is no figure."""
    least, most = (f"{limit:f}" if limit is not None else "" for limit in (spec.minimum, spec.maximum))
    if least and most:
        return _("{least} to {most} {unit}", least=least, most=most, unit=spec.unit).rstrip()
    said = f"≥ {least}" if least else f"≤ {most}" if most else _("unit:") if spec.unit else ""
    return f"{said} {spec.unit}".strip()


def _prose(piece: Piece) -> Html:
    """Write a piece of the document's text."""
    if piece.kind in ("items", "numbers"):
        return tag("ul" if piece.kind == "items" else "ol", *(tag("li", _words(words)) for words in piece.words))
    name = "p" if piece.kind == "paragraph" else "h4" if piece.level <= 2 else "h5"  # noqa: PLR2004 - `#` and `##`
    return tag(name, _words(piece.words[0]))


def _words(words: str) -> Html:
    return joined(*(tag(look, text) if look else text for text, look in spans(words)))
