"""Changes and figures of versions as lines: signs and words tell them apart, colour only helps."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.tui.widgets.lines import Line, wrap
from kiosk.words import _, plural
from kiosk.work.edit.wording import told
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.report.figure import VersionFigures
from kiosk.work.time.instant import seconds_words
from kiosk.work.version.difference import Difference

STYLES = {"added": "good", "removed": "bad", "changed": "warn", "moved": "how"}


def change_lines(changes: Iterable[Difference], before: Playbook, after: Playbook, width: int) -> list[Line]:
    """Write every change: where, and below it what was and what is."""
    lines: list[Line] = []
    for change in changes:
        said, look = told(change, before, after), STYLES[change.sort]
        head = wrap(f"{said.where}: {said.sort}", width - 2)
        lines += [
            ((f"{said.sign} " if not place else "  ", f"{look} bold"), (part, "strong"))
            for place, part in enumerate(head)
        ]
        for word, text in ((_("before"), said.before), (_("now"), said.after)):
            sign = "−" if text is said.before else "+"
            shown = wrap(f"{sign} {word}: {text}", width - 6) if text else []
            look = "quiet" if text is said.before else "text"
            lines += [(("    " if not place else "      ", ""), (part, look)) for place, part in enumerate(shown)]
    return lines


def figure_lines(name: str, known: Iterable[tuple[str, VersionFigures]], width: int) -> list[Line]:
    """Write how a step went under some versions, WHAT and HOW each in a part of its own."""
    found = list(known)
    room = 2 + max((len(version) for version, _figures in found), default=0)
    lines: list[Line] = [((name, "accent bold"),)]
    for title, look, words in (
        (_("WHAT: time from opening to bump"), "accent", _what),
        (_("HOW: points of the procedure, as the workers told"), "how", _how),
    ):
        lines.append((("  ", ""), (title, f"{look} bold")))
        for version, figures in found:
            for place, part in enumerate(wrap(words(figures), width - 4 - room)):
                lines.append(((f"    {version if not place else '':<{room}}", "strong"), (part, "text")))
    return lines


def _what(one: VersionFigures) -> str:
    if not one.count:
        return _("not done yet")
    return _(
        "{times}: median {median}, 9 in 10 within {p90}, {late} % late",
        times=plural("done {n} time", "done {n} times", one.count),
        median=seconds_words(one.median_s),
        p90=seconds_words(one.p90_s),
        late=round(100 * one.late / one.count),
    )


def _how(one: VersionFigures) -> str:
    kept = _("no points asked yet")
    if one.asked:
        share = round(100 * one.kept / one.asked)
        kept = _("{share} % of {asked} kept", share=share, asked=plural("{n} point", "{n} points", one.asked))
    if not one.rated or one.rating is None:
        return kept
    rated = plural("{n} guest", "{n} guests", one.rated)
    return _("{kept}; {rated} said {rating} of 5 (median)", kept=kept, rated=rated, rating=f"{one.rating:g}")
