"""The procedure reader: a step's whole document."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from kiosk.tui.base import CounterScreen, bindings
from kiosk.tui.draw import Drawing, Drawn, Line, wrap
from kiosk.tui.widgets.keybar import Key
from kiosk.work.instant import clock_words
from kiosk.work.playbook import Playbook
from kiosk.work.procedure import Procedure
from kiosk.work.spec import Spec

WIDEST = 92
"""Columns of text; longer lines are hard to read."""


class Document(Drawn):
    """The document as lines, as long as it needs."""

    DEFAULT_CSS = "Document { width: 1fr; padding: 0 2; }"

    def __init__(self, procedure: Procedure) -> None:
        """Show one procedure."""
        super().__init__(id="document")
        self._procedure = procedure

    def draw(self, width: int, height: int) -> Drawing:
        """Write everything, and ask for as many rows as that takes."""
        lines = document_lines(self._procedure, min(width, WIDEST))
        self.styles.height = max(len(lines), 1)
        return Drawing(tuple(lines))


def document_lines(procedure: Procedure, width: int) -> list[Line]:
    """Write a procedure: who, when, words, points, specs with their sources, guidelines, text."""
    when = procedure.when
    times = ", ".join(f"{name} {clock_words(seconds * 1000)}" for name, seconds in _times(procedure) if seconds)
    lines: list[Line] = [
        ((procedure.title, "accent bold"),),
        ((f"{procedure.role}   {times}   version {procedure.version}", "quiet"),),
        (),
    ]
    if when.earliest:
        words = f"Faster than {clock_words(when.earliest * 1000)} is not possible."
        lines += [((words, "text"),), ()]
    lines += _part("SAY", [f"“{line}”" for line in procedure.script], width, "how bold", "strong")
    points = [f"{point.words}{'  (critical)' if point.critical else ''}" for point in procedure.points]
    lines += _part("POINTS", points, width, "how bold", "text")
    for spec in procedure.specs:
        lines += _spec_lines(spec, width)
    lines += _part("GUIDELINES", list(procedure.guidelines), width, "quiet bold", "text")
    for paragraph in procedure.text.split("\n\n"):
        if paragraph.strip() and not paragraph.lstrip().startswith(("#", "-")):
            lines += [((part, "text"),) for part in wrap(paragraph, width)]
            lines.append(())
    return lines


def _times(procedure: Procedure) -> list[tuple[str, int]]:
    when = procedure.when
    return [("target", when.target), ("due from", when.warn), ("late from", when.late)]


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
    for words in (f"Source: {source}" if source else "", f"If missed: {spec.corrective}" if spec.corrective else ""):
        lines += [(("    ", ""), (part, "quiet")) for part in wrap(words, width - 4)]
    return [*lines, ()]


class ProcedureScreen(CounterScreen):
    """Reads one procedure; arrows and page keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("home", "done", "undo", "up", "down", digits=False)
    place = "How"

    def __init__(self, playbook: Playbook, step: str) -> None:
        """Read the procedure of a step."""
        super().__init__()
        self._playbook = playbook
        self._step = step

    def compose_middle(self) -> ComposeResult:
        """Put the document where it scrolls."""
        with VerticalScroll(id="middle", can_focus=False):
            yield Document(self._playbook.procedure[self._step])

    def facts(self) -> tuple[str, ...]:
        """Name the step."""
        return (self._playbook.process.step[self._step].name, self._playbook.title)

    def on_mount(self) -> None:
        """Offer the keys."""
        self.keys(Key("done", "BACK", main=True), Key("up"), Key("down"))

    def action_done(self) -> None:
        """Go back to work."""
        self.dismiss()

    def action_undo(self) -> None:
        """Go back to work."""
        self.dismiss()

    def action_home(self) -> None:
        """Go back to work."""
        self.dismiss()

    def action_up(self) -> None:
        """Scroll up half a page."""
        middle = self.query_one("#middle")
        middle.scroll_relative(y=-(middle.size.height // 2), animate=False)

    def action_down(self) -> None:
        """Scroll down half a page."""
        middle = self.query_one("#middle")
        middle.scroll_relative(y=middle.size.height // 2, animate=False)
